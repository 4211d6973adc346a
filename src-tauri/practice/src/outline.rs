//! A note's document as plain blocks, for whoever writes it down elsewhere: without tags, which go apart.

use crate::{
    Document,
    document::{Block, Inline, Item, Mark},
};

/// A block of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutlineBlock {
    /// A heading.
    Heading(String),
    /// A paragraph; a line break in it is `\n`.
    Paragraph(Vec<Words>),
    /// A list, with the number of its first item if it is numbered.
    List {
        /// The number of the first item; none for bullets.
        start: Option<u32>,
        /// The items.
        items: Vec<Vec<OutlineBlock>>,
    },
}

/// Words in one weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The words.
    pub text: String,
    /// Whether they are bold.
    pub strong: bool,
    /// Whether they are in italics.
    pub slanted: bool,
}

impl Document {
    /// Its blocks in order.
    pub fn outline(&self) -> Vec<OutlineBlock> {
        blocks(&self.content)
    }
}

fn blocks(content: &[Block]) -> Vec<OutlineBlock> {
    content.iter().map(block).collect()
}

fn block(block: &Block) -> OutlineBlock {
    match block {
        Block::Paragraph { content } => OutlineBlock::Paragraph(words(content)),
        Block::Heading { content, .. } => {
            OutlineBlock::Heading(words(content).into_iter().map(|words| words.text).collect())
        }
        Block::BulletList { content } => OutlineBlock::List { start: None, items: items(content) },
        Block::OrderedList { attrs, content } => OutlineBlock::List { start: Some(attrs.start), items: items(content) },
    }
}

fn items(content: &[Item]) -> Vec<Vec<OutlineBlock>> {
    content.iter().map(|Item::ListItem { content }| blocks(content)).collect()
}

/// Neighbours in the same weight are one, because tags cut text where its weight does not change.
fn words(content: &[Inline]) -> Vec<Words> {
    let mut found: Vec<Words> = Vec::new();
    for inline in content {
        let (text, marks) = match inline {
            Inline::Text { text, marks } => (text.as_str(), marks),
            Inline::HardBreak { marks } => ("\n", marks),
        };
        let has = |wanted: &Mark| marks.contains(wanted);
        let (strong, slanted) = (has(&Mark::Strong), has(&Mark::Em));
        match found.last_mut() {
            Some(last) if (last.strong, last.slanted) == (strong, slanted) => last.text.push_str(text),
            _ => found.push(Words { text: text.into(), strong, slanted }),
        }
    }
    found
}
