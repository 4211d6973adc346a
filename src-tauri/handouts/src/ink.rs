//! Ink: what is drawn on a page, text and paths, in points (1/72 in) from its top left corner.

use std::sync::Arc;

use serde::Serialize;

use crate::{Area, Dots, ElementId, Script};

/// Something drawn.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// The element whose content it is; none for footers, rules and other decoration.
    pub element: Option<ElementId>,
    /// What is drawn.
    pub ink: Ink,
}

/// Text, a path or dots.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Ink {
    /// Text in one face and size.
    Text(TextRun),
    /// Lines and fills.
    Path(Path),
    /// A picture of dots, and the rectangle that it fills.
    Dots(Area, #[serde(skip)] Arc<Dots>),
}

/// A run of shaped text on one baseline.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TextRun {
    /// The face.
    pub face: Face,
    /// The size in pt.
    pub size: f32,
    /// The colour.
    pub colour: Colour,
    /// The left end of the baseline in pt.
    pub x: f32,
    /// The baseline in pt.
    pub y: f32,
    /// The glyphs in visual order.
    pub glyphs: Vec<Glyph>,
    /// The characters in reading order, where that is not the visual one.
    pub spoken: Option<String>,
}

/// A shaped glyph.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Glyph {
    /// Its id in the face.
    pub id: u16,
    /// How far it moves the pen, in pt, kerning and spacing included.
    pub advance: f32,
    /// The characters it stands for: several for a ligature.
    pub text: String,
}

/// The faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Face {
    /// Atkinson Hyperlegible Next, regular: running text.
    Text,
    /// Atkinson Hyperlegible Next, bold: emphasis and labels.
    Strong,
    /// Atkinson Hyperlegible Next, italic: what a clinician set in italics in a note.
    Slanted,
    /// Source Serif 4, semi-bold: headings and the message.
    Heading,
    /// Noto Sans, regular: words in Greek, Cyrillic and Vietnamese letters.
    Wide,
    /// Noto Sans, bold.
    WideStrong,
    /// What the system has for a script that is not embedded.
    System(Script),
}

/// A colour of sRGB, each part from 0 to 255.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Colour(pub u8, pub u8, pub u8);

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

impl TextRun {
    /// The characters.
    pub fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }

    /// Where its ink ends in pt: a space at the end of a line has none.
    pub fn right(&self) -> f32 {
        let inked = self.glyphs.iter().rposition(|glyph| glyph.text != " ").map_or(0, |last| last + 1);
        self.x + self.glyphs[..inked].iter().map(|glyph| glyph.advance).sum::<f32>()
    }
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

    /// The smallest rectangle around its points, control points included.
    pub fn bounds(&self) -> Area {
        let nothing = Area { left: f32::MAX, top: f32::MAX, right: f32::MIN, bottom: f32::MIN };
        self.segments.iter().flat_map(Segment::points).fold(nothing, |area, (x, y)| Area {
            left: area.left.min(x),
            top: area.top.min(y),
            right: area.right.max(x),
            bottom: area.bottom.max(y),
        })
    }
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

    fn moved(self, dx: f32, dy: f32) -> Self {
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

impl Item {
    /// Decoration: not read out.
    pub(crate) fn decoration(ink: Ink) -> Self {
        Item { element: None, ink }
    }

    /// Content of `element`.
    pub(crate) fn content(element: ElementId, ink: Ink) -> Self {
        Item { element: Some(element), ink }
    }

    /// The rectangle around its ink; for text, the height of its capitals.
    pub fn bounds(&self) -> Area {
        match &self.ink {
            Ink::Text(run) => Area { left: run.x, top: run.y - run.size * 0.7, right: run.right(), bottom: run.y },
            Ink::Path(path) => path.bounds(),
            Ink::Dots(area, _) => *area,
        }
    }

    /// Moves it by so many pt.
    pub(crate) fn shift(&mut self, dx: f32, dy: f32) {
        match &mut self.ink {
            Ink::Text(run) => {
                run.x += dx;
                run.y += dy;
            }
            Ink::Path(path) => path.segments.iter_mut().for_each(|segment| *segment = segment.moved(dx, dy)),
            Ink::Dots(area, _) => {
                let Area { left, top, right, bottom } = *area;
                *area = Area { left: left + dx, top: top + dy, right: right + dx, bottom: bottom + dy };
            }
        }
    }
}
