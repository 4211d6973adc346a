//! Paths: lines and curves, in points (1/72 in) from the top left corner of the page.

use serde::Serialize;

use crate::{Area, Colour};

/// How far the handle of a curve reaches for a quarter of a circle, as a part of its radius.
const ARC: f32 = 0.552_285;

/// Lines and curves, stroked or filled.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Path {
    /// The outline.
    pub segments: Vec<Segment>,
    /// The fill.
    pub fill: Option<Colour>,
    /// What of an outline that crosses or holds another is filled.
    pub rule: FillRule,
    /// The stroke.
    pub stroke: Option<Stroke>,
}

/// What of an outline that crosses or holds another is inside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum FillRule {
    /// What it goes around, unless as often the other way.
    #[default]
    NonZero,
    /// What it goes around an odd number of times.
    EvenOdd,
}

/// A step of a path; points in pt.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub enum Segment {
    /// Lifts the pen to a point.
    Move(f32, f32),
    /// A straight line to a point.
    Line(f32, f32),
    /// A cubic curve by two control points to a point.
    Curve([f32; 6]),
    /// A straight line back to where the pen was set down.
    Close,
}

/// How a path is stroked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stroke {
    /// The colour.
    pub colour: Colour,
    /// The width in pt.
    pub width: f32,
    /// Lengths of dashes and gaps in pt; solid where empty.
    pub dash: Vec<f32>,
    /// The ends of the line and of its dashes.
    pub cap: Cap,
    /// Its corners.
    pub join: Join,
}

/// The end of a stroke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Cap {
    /// Cut off at the point.
    Butt,
    /// A half circle around the point.
    Round,
    /// A half square around the point.
    Square,
}

/// The corner of a stroke.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Join {
    /// A point.
    #[default]
    Miter,
    /// An arc.
    Round,
    /// Cut off.
    Bevel,
}

impl Path {
    /// A straight line.
    pub(crate) fn line(from: (f32, f32), to: (f32, f32), stroke: Stroke) -> Self {
        let segments = vec![Segment::Move(from.0, from.1), Segment::Line(to.0, to.1)];
        Path { segments, stroke: Some(stroke), ..Path::default() }
    }

    /// A rectangle's outline.
    pub(crate) fn rectangle(area: Area) -> Self {
        let Area { left, top, right, bottom } = area;
        let corners =
            [Segment::Line(right, top), Segment::Line(right, bottom), Segment::Line(left, bottom), Segment::Close];
        Path { segments: std::iter::once(Segment::Move(left, top)).chain(corners).collect(), ..Path::default() }
    }

    /// A circle's outline around a point, of a radius in pt.
    pub(crate) fn circle((x, y): (f32, f32), radius: f32) -> Self {
        let reach = radius * ARC;
        let arc = |(a, b): (f32, f32), (c, d): (f32, f32)| {
            let (ax, ay, cx, cy) = (x + a * radius, y + b * radius, x + c * radius, y + d * radius);
            Segment::Curve([ax + c * reach, ay + d * reach, cx + a * reach, cy + b * reach, cx, cy])
        };
        let (east, south, west, north) = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0));
        let arcs = [arc(east, south), arc(south, west), arc(west, north), arc(north, east), Segment::Close];
        Path { segments: std::iter::once(Segment::Move(x + radius, y)).chain(arcs).collect(), ..Path::default() }
    }

    /// The same, `scale` times its size.
    pub(crate) fn scaled(&self, scale: f32) -> Self {
        let stroke = self.stroke.as_ref().map(|stroke| Stroke {
            width: stroke.width * scale,
            dash: stroke.dash.iter().map(|length| length * scale).collect(),
            ..*stroke
        });
        let segments = self.segments.iter().map(|segment| segment.scaled(scale)).collect();
        Path { segments, stroke, ..*self }
    }

    /// The smallest rectangle around its lines and curves.
    pub fn bounds(&self) -> Area {
        let nothing = Area { left: f32::MAX, top: f32::MAX, right: f32::MIN, bottom: f32::MIN };
        let mut pen = (0.0, 0.0);
        let mut reached = Vec::new();
        for segment in &self.segments {
            match *segment {
                Segment::Curve(points) => reached.extend(extremes(pen, points)),
                _ => reached.extend(segment.points()),
            }
            pen = segment.points().last().copied().unwrap_or(pen);
        }
        reached.into_iter().fold(nothing, |area, (x, y)| Area {
            left: area.left.min(x),
            top: area.top.min(y),
            right: area.right.max(x),
            bottom: area.bottom.max(y),
        })
    }
}

/// The points of a curve that reach farthest: its end, and where it turns across or down.
fn extremes((x, y): (f32, f32), [a, b, c, d, e, f]: [f32; 6]) -> Vec<(f32, f32)> {
    let turns = [turns(x, a, c, e), turns(y, b, d, f)].concat();
    let at = |t: f32, p: f32, q: f32, r: f32, s: f32| {
        let u = 1.0 - t;
        u * u * u * p + 3.0 * u * u * t * q + 3.0 * u * t * t * r + t * t * t * s
    };
    let turned = turns.into_iter().map(|t| (at(t, x, a, c, e), at(t, y, b, d, f)));
    turned.chain([(x, y), (e, f)]).collect()
}

/// Where a curve turns along one axis, from 0 to 1: the roots of its slope.
fn turns(p: f32, q: f32, r: f32, s: f32) -> Vec<f32> {
    let (a, b, c) = (s - 3.0 * r + 3.0 * q - p, 2.0 * (r - 2.0 * q + p), q - p);
    let roots = if a.abs() < 1e-6 {
        vec![-c / b]
    } else {
        let root = (b * b - 4.0 * a * c).sqrt();
        vec![(-b + root) / (2.0 * a), (-b - root) / (2.0 * a)]
    };
    roots.into_iter().filter(|t| *t > 0.0 && *t < 1.0).collect()
}

impl Segment {
    /// The points it names.
    pub fn points(&self) -> Vec<(f32, f32)> {
        match *self {
            Segment::Move(x, y) | Segment::Line(x, y) => vec![(x, y)],
            Segment::Curve([a, b, c, d, x, y]) => vec![(a, b), (c, d), (x, y)],
            Segment::Close => Vec::new(),
        }
    }

    fn scaled(self, scale: f32) -> Self {
        match self {
            Segment::Move(x, y) => Segment::Move(x * scale, y * scale),
            Segment::Line(x, y) => Segment::Line(x * scale, y * scale),
            Segment::Curve(points) => Segment::Curve(points.map(|point| point * scale)),
            Segment::Close => Segment::Close,
        }
    }

    pub(crate) fn moved(self, dx: f32, dy: f32) -> Self {
        match self {
            Segment::Move(x, y) => Segment::Move(x + dx, y + dy),
            Segment::Line(x, y) => Segment::Line(x + dx, y + dy),
            Segment::Curve([a, b, c, d, x, y]) => Segment::Curve([a + dx, b + dy, c + dx, d + dy, x + dx, y + dy]),
            Segment::Close => Segment::Close,
        }
    }
}

impl Stroke {
    /// An unbroken stroke.
    pub(crate) fn solid(colour: Colour, width: f32) -> Self {
        Stroke { colour, width, dash: Vec::new(), cap: Cap::Butt, join: Join::Miter }
    }
}
