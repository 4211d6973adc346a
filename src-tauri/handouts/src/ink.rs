//! Ink: what is drawn on a page, text and paths, in points (1/72 in) from its top left corner.

use std::sync::Arc;

use serde::Serialize;

use crate::{Area, Dots, ElementId, Path, Script};

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
    /// How far right of the pen it is drawn, in pt: an accent stands over its letter, which the pen has passed.
    pub right: f32,
    /// How far above the baseline it is drawn, in pt.
    pub rise: f32,
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

    /// Draws lines and fills `scale` times their size, about a point at the upper edge, `middle` pt from the left.
    pub(crate) fn shrink(&mut self, scale: f32, middle: f32) {
        if let Ink::Path(path) = &mut self.ink {
            *path = path.scaled(scale);
            self.shift(middle * (1.0 - scale), 0.0);
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
