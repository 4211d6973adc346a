//! The tree on three roots, drawn from curves: its crown in teal, each root in its factor's hue and line.

use secure_base_model::Factor;

use super::look::{HAIRLINE, TEAL, factor_stroke};
use crate::{Cap, Colour, Path, Segment, Stroke};

/// The width of the drawing before scaling.
pub(crate) const WIDTH: f32 = 200.0;
/// The height of the drawing before scaling.
pub(crate) const HEIGHT: f32 = 238.0;
/// Where each letter stands: its middle and its baseline.
pub(crate) const LETTERS: [(Factor, f32, f32); 3] =
    [(Factor::B, 27.0, 234.0), (Factor::E, 100.0, 234.0), (Factor::S, 173.0, 234.0)];

/// The size of a letter before scaling.
pub(crate) const LETTER: f32 = 28.0;

const GROUND: f32 = 152.0;
const LEAF: Colour = Colour(0xdb, 0xe8, 0xe2);
const SHADED_LEAF: Colour = Colour(0xbf, 0xd6, 0xcd);

/// A cubic curve: start, two control points, end.
type Curve = [(f32, f32); 4];

const BRANCHES: [Curve; 7] = [
    [(99.0, 118.0), (86.0, 104.0), (58.0, 104.0), (34.0, 92.0)],
    [(99.0, 104.0), (86.0, 88.0), (62.0, 72.0), (48.0, 52.0)],
    [(99.5, 96.0), (92.0, 72.0), (80.0, 48.0), (76.0, 26.0)],
    [(100.0, 96.0), (101.0, 68.0), (102.0, 44.0), (102.0, 20.0)],
    [(100.5, 96.0), (108.0, 72.0), (122.0, 50.0), (128.0, 28.0)],
    [(101.0, 104.0), (114.0, 88.0), (140.0, 74.0), (154.0, 54.0)],
    [(101.0, 118.0), (114.0, 104.0), (142.0, 106.0), (167.0, 94.0)],
];

const ROOTS: [(Factor, Curve, [Curve; 2]); 3] = [
    (
        Factor::B,
        [(92.0, 150.0), (76.0, 166.0), (40.0, 168.0), (28.0, 210.0)],
        [
            [(66.0, 168.5), (50.0, 172.0), (30.0, 172.0), (12.0, 182.0)],
            [(44.0, 180.0), (46.0, 190.0), (52.0, 196.0), (52.0, 208.0)],
        ],
    ),
    (
        Factor::E,
        [(100.0, 151.0), (97.0, 170.0), (103.0, 188.0), (100.0, 210.0)],
        [
            [(99.4, 170.0), (92.0, 180.0), (82.0, 184.0), (78.0, 198.0)],
            [(100.4, 184.0), (108.0, 192.0), (120.0, 192.0), (124.0, 206.0)],
        ],
    ),
    (
        Factor::S,
        [(108.0, 150.0), (124.0, 166.0), (160.0, 168.0), (172.0, 210.0)],
        [
            [(134.0, 168.5), (150.0, 172.0), (170.0, 172.0), (188.0, 182.0)],
            [(156.0, 180.0), (154.0, 190.0), (148.0, 196.0), (148.0, 208.0)],
        ],
    ),
];

/// Every path of the drawing, `scale` times its size.
pub(crate) fn paths(scale: f32) -> Vec<Path> {
    let mut paths = vec![ground()];
    paths.extend(ROOTS.iter().flat_map(|(factor, main, side)| root(*factor, main, side)));
    paths.push(trunk());
    paths.extend(BRANCHES.iter().map(branch));
    paths.extend(BRANCHES.iter().enumerate().flat_map(|(index, curve)| leaves(index, curve)));
    paths.into_iter().map(|path| scaled(path, scale)).collect()
}

fn ground() -> Path {
    Path::line((4.0, GROUND), (196.0, GROUND), Stroke::solid(HAIRLINE, 0.8))
}

fn root(factor: Factor, main: &Curve, side: &[Curve; 2]) -> Vec<Path> {
    let thick = stroked(main, factor_stroke(factor, 4.0));
    let thin = side.iter().map(|curve| stroked(curve, factor_stroke(factor, 2.0)));
    std::iter::once(thick).chain(thin).collect()
}

/// The trunk: broad where it meets the ground, narrow where it parts into branches.
fn trunk() -> Path {
    let segments = vec![
        Segment::Move(82.0, GROUND),
        Segment::Curve([93.0, 147.0, 95.0, 132.0, 97.2, 92.0]),
        Segment::Line(102.8, 92.0),
        Segment::Curve([105.0, 132.0, 107.0, 147.0, 118.0, GROUND]),
        Segment::Close,
    ];
    Path { segments, fill: Some(TEAL), stroke: None }
}

fn branch(curve: &Curve) -> Path {
    stroked(curve, Stroke { colour: TEAL, width: 2.2, dash: Vec::new(), cap: Cap::Round })
}

fn stroked(curve: &Curve, stroke: Stroke) -> Path {
    let [(x, y), (a, b), (c, d), (e, f)] = *curve;
    Path { segments: vec![Segment::Move(x, y), Segment::Curve([a, b, c, d, e, f])], fill: None, stroke: Some(stroke) }
}

/// Leaves in pairs along the outer part of a branch, and one at its tip.
fn leaves(index: usize, curve: &Curve) -> Vec<Path> {
    let mut leaves = Vec::new();
    // The three middle branches stand close: without their inner pairs the crown stays open.
    let inner = usize::from((2..=4).contains(&index));
    for (pair, at) in [0.5_f32, 0.72, 0.92].into_iter().enumerate().skip(inner) {
        let (point, angle) = along(curve, at);
        for (side, turn) in [(0, -0.95_f32), (1, 0.95)] {
            leaves.push(leaf(point, angle + turn, 17.0, (index + pair + side).is_multiple_of(2)));
        }
    }
    let (point, angle) = along(curve, 1.0);
    leaves.push(leaf(point, angle, 19.0, !index.is_multiple_of(2)));
    leaves
}

/// An almond from `point` in the direction of `angle`.
fn leaf((x, y): (f32, f32), angle: f32, length: f32, shaded: bool) -> Path {
    let at = |along: f32, across: f32| {
        let (sin, cos) = angle.sin_cos();
        (x + along * length * cos - across * length * sin, y + along * length * sin + across * length * cos)
    };
    let ((a, b), (c, d), (tip_x, tip_y)) = (at(0.3, 0.32), at(0.75, 0.26), at(1.0, 0.0));
    let ((e, f), (g, h)) = (at(0.75, -0.26), at(0.3, -0.32));
    let segments = vec![
        Segment::Move(x, y),
        Segment::Curve([a, b, c, d, tip_x, tip_y]),
        Segment::Curve([e, f, g, h, x, y]),
        Segment::Close,
    ];
    let fill = if shaded { SHADED_LEAF } else { LEAF };
    Path { segments, fill: Some(fill), stroke: Some(Stroke::solid(TEAL, 0.7)) }
}

/// The point at `t` (0 to 1) of a curve, and the direction there in radians.
fn along(curve: &Curve, t: f32) -> ((f32, f32), f32) {
    let [p0, p1, p2, p3] = *curve;
    let u = 1.0 - t;
    let point =
        |a: f32, b: f32, c: f32, d: f32| u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d;
    let slope = |a: f32, b: f32, c: f32, d: f32| 3.0 * (u * u * (b - a) + 2.0 * u * t * (c - b) + t * t * (d - c));
    let (dx, dy) = (slope(p0.0, p1.0, p2.0, p3.0), slope(p0.1, p1.1, p2.1, p3.1));
    ((point(p0.0, p1.0, p2.0, p3.0), point(p0.1, p1.1, p2.1, p3.1)), dy.atan2(dx))
}

fn scaled(mut path: Path, scale: f32) -> Path {
    for segment in &mut path.segments {
        *segment = match *segment {
            Segment::Move(x, y) => Segment::Move(x * scale, y * scale),
            Segment::Line(x, y) => Segment::Line(x * scale, y * scale),
            Segment::Curve(points) => Segment::Curve(points.map(|point| point * scale)),
            Segment::Close => Segment::Close,
        };
    }
    if let Some(stroke) = &mut path.stroke {
        stroke.width *= scale;
        stroke.dash.iter_mut().for_each(|length| *length *= scale);
    }
    path
}
