//! Laid-out pages as plain data: what is where, in points (1/72 in) from the top left corner of the page.
//!
//! Nothing here knows PDF, so that a test can ask of a page what a reader would ask of the paper.

use serde::Serialize;

use crate::{Colour, ElementId, Format, Item, Paper, Structure};

/// A handout on its pages.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pages {
    /// The handout's id.
    pub id: String,
    /// The handout's title.
    pub title: String,
    /// The language of its words, as in BCP 47.
    pub language: &'static str,
    /// The date in the footer, which is also the document's date: year, month, day.
    pub printed_on: chrono::NaiveDate,
    /// The format it is set in.
    pub format: Format,
    /// The paper it is set for.
    pub paper: Paper,
    /// The pages.
    pub pages: Vec<Page>,
    /// The logical structure, to whose elements the items point.
    pub structure: Structure,
    /// The headings, for the reader's side panel.
    pub bookmarks: Vec<Bookmark>,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page {
    /// Width in pt.
    pub width: f32,
    /// Height in pt.
    pub height: f32,
    /// Where the handout's own text may stand; the footer stands below it.
    pub content: Area,
    /// The tint of the whole page.
    pub tint: Option<Colour>,
    /// What is drawn, in reading order.
    pub items: Vec<Item>,
    /// The blocks that the items belong to, from top to bottom.
    pub blocks: Vec<PlacedBlock>,
}

/// A rectangle in pt.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Area {
    /// Left edge.
    pub left: f32,
    /// Top edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Bottom edge.
    pub bottom: f32,
}

/// A block in its place on a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlacedBlock {
    /// What it is.
    pub kind: BlockKind,
    /// Its top edge in pt.
    pub top: f32,
    /// Its bottom edge in pt.
    pub bottom: f32,
}

/// What a block is, as far as the breaking of pages and the checks care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum BlockKind {
    /// A title or heading, which must not end a page.
    Heading,
    /// Text.
    Text,
    /// A drawing.
    Figure,
    /// A worksheet part, which must stand whole.
    Worksheet,
}

/// A heading in the reader's side panel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bookmark {
    /// The heading's words.
    pub title: String,
    /// 1 for a title, 2 for what stands under it.
    pub level: u8,
    /// The heading.
    pub element: ElementId,
    /// The page, from 0.
    pub page: usize,
    /// The top of the heading in pt.
    pub top: f32,
}

impl Pages {
    /// The same on plain white: a full page of tint costs ink.
    pub fn without_tint(mut self) -> Pages {
        self.pages.iter_mut().for_each(|page| page.tint = None);
        self
    }
}

impl Area {
    /// Its width in pt.
    pub fn width(&self) -> f32 {
        self.right - self.left
    }

    /// Its height in pt.
    pub fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// The smallest rectangle around both.
    pub fn around(&self, other: &Area) -> Area {
        Area {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}
