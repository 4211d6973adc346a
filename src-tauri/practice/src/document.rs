//! The document of a note: ProseMirror's JSON, as the editor writes it, read strictly.
//!
//! Text and passages are derived here, so that no offset crosses the border between JavaScript and Rust.

use std::ops::Range;

use secure_base_model::{Aspect, Factor, Tag};
use serde::{Deserialize, Serialize};

use crate::{Error, Passage, Result, walk::Walk};

/// The longest note, in bytes of its document: far beyond any session, well below what would stall a save.
const LONGEST: usize = 16 * 1024 * 1024;

/// A note's document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The key of the template that it was begun in.
    pub(crate) template: Option<String>,
    pub(crate) content: Vec<Block>,
}

/// The root as it stands in JSON; an enum of one, because serde does not check the tag of a struct.
#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", deny_unknown_fields)]
enum Root {
    Doc {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attrs: Option<DocAttrs>,
        content: Vec<Block>,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DocAttrs {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    template: Option<String>,
}

/// A block of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) enum Block {
    Paragraph {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        content: Vec<Inline>,
    },
    Heading {
        attrs: HeadingAttrs,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        content: Vec<Inline>,
    },
    BulletList {
        content: Vec<Item>,
    },
    OrderedList {
        #[serde(default)]
        attrs: OrderedAttrs,
        content: Vec<Item>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeadingAttrs {
    pub(crate) level: u8,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderedAttrs {
    #[serde(default = "one")]
    pub(crate) start: u32,
}

impl Default for OrderedAttrs {
    fn default() -> Self {
        OrderedAttrs { start: one() }
    }
}

fn one() -> u32 {
    1
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) enum Item {
    ListItem { content: Vec<Block> },
}

/// Text, or a break in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) enum Inline {
    Text {
        text: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        marks: Vec<Mark>,
    },
    HardBreak {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        marks: Vec<Mark>,
    },
}

/// What text can carry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) enum Mark {
    Strong,
    Em,
    /// Taken over from an earlier note and not touched since.
    Copied,
    Tag {
        attrs: TagAttrs,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TagAttrs {
    pub(crate) passage: String,
    pub(crate) factor: Factor,
    pub(crate) aspect: Aspect,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) comment: Option<String>,
}

/// What is derived from a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extracted {
    /// The text, a line for each block.
    pub text: String,
    /// The tagged passages in the order in which they start.
    pub passages: Vec<Passage>,
}

impl Document {
    /// Reads a document, refusing any node or mark that the product does not know.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the parser's reason and none of the text.
    pub fn parse(json: &str) -> Result<Document> {
        if json.len() > LONGEST {
            return Err(Error::invalid("This note is too long to keep as one: move a part of it to another session."));
        }
        let Root::Doc { attrs, content } = serde_json::from_str(json)
            .map_err(|why| Error::invalid(format!("The note's document is not one ({}).", reason(&why))))?;
        Ok(Document { template: attrs.and_then(|attrs| attrs.template), content })
    }

    /// The document as stored.
    pub fn to_json(&self) -> String {
        let attrs = self.template.clone().map(|template| DocAttrs { template: Some(template) });
        serde_json::to_string(&Root::Doc { attrs, content: self.content.clone() }).unwrap_or_default()
    }

    /// An empty note: one empty paragraph, as the editor needs it.
    pub fn empty() -> Document {
        Document::of(vec![Block::Paragraph { content: Vec::new() }])
    }

    /// A note of these blocks, begun in no template.
    pub(crate) fn of(content: Vec<Block>) -> Document {
        Document { template: None, content }
    }

    /// How many characters were taken over from an earlier note and not touched since: worth a question before signing.
    pub fn untouched_copies(&self) -> usize {
        let mut walk = Walk::default();
        walk.blocks(&self.content);
        walk.copied
    }

    /// The words of a document that cannot be read any more: whatever stands in its text nodes, a line for each. Of JSON
    /// that is cut off, as much as there is.
    pub fn words_of(json: &str) -> Vec<String> {
        let mut lines: Vec<String> = json.split("\"text\":\"").skip(1).map(unescaped).collect();
        lines.retain(|line| !line.trim().is_empty());
        lines
    }

    /// Its text and passages. A passage that runs over several blocks is joined by line breaks.
    pub fn extract(&self) -> Extracted {
        let mut walk = Walk::default();
        walk.blocks(&self.content);
        Extracted { text: walk.text, passages: walk.passages }
    }

    /// The tagged stretches of the text, in characters of it: of a passage in whose midst untagged words stand, each of its pieces.
    /// The break between two blocks of one passage belongs to it.
    pub(crate) fn pieces(&self) -> Vec<(Tag, Range<u32>)> {
        let mut walk = Walk::default();
        walk.blocks(&self.content);
        walk.pieces.into_iter().map(|(tag, _, at)| (tag, at)).collect()
    }

    /// Where a passage begins and ends, in characters of the text.
    pub(crate) fn span(&self, passage: &str) -> Option<Range<u32>> {
        let mut walk = Walk::default();
        walk.blocks(&self.content);
        let (index, end) = walk.open.get(passage)?;
        Some(walk.passages[*index].place..*end)
    }
}

/// serde_json quotes unexpected words; only its place and kind may be repeated.
fn reason(why: &serde_json::Error) -> String {
    format!("{:?} at line {}, column {}", why.classify(), why.line(), why.column()).to_lowercase()
}

/// A JSON string up to its closing quote. Cut in the middle of an escape it says as it stands more than nothing.
fn unescaped(piece: &str) -> String {
    let mut escaped = false;
    let end = piece.find(|c| {
        let closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    });
    let text = end.map_or(piece, |end| &piece[..end]);
    let read = serde_json::from_str::<String>(&format!("\"{text}\""));
    read.unwrap_or_else(|_| text.into())
}
