//! A document read from its beginning to its end: its text, and where in it the tags are.

use std::{collections::HashMap, ops::Range};

use secure_base_model::Tag;

use crate::{
    Passage,
    document::{Block, Inline, Item, Mark, TagAttrs},
};

/// What has been met so far.
#[derive(Default)]
pub(crate) struct Walk {
    pub(crate) text: String,
    length: u32,
    /// Where the line that is being read begins.
    line: u32,
    /// How many characters are marked as taken over.
    pub(crate) copied: usize,
    pub(crate) passages: Vec<Passage>,
    /// The stretches that carry a tag, with their passages.
    pub(crate) pieces: Vec<(Tag, String, Range<u32>)>,
    /// Where a mark's passage stands in `passages`, and the character at which it so far ends.
    pub(crate) open: HashMap<String, (usize, u32)>,
}

impl Walk {
    pub(crate) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph { content } | Block::Heading { content, .. } => self.line(content),
                Block::BulletList { content } | Block::OrderedList { content, .. } => {
                    content.iter().for_each(|Item::ListItem { content }| self.blocks(content));
                }
            }
        }
    }

    fn line(&mut self, inlines: &[Inline]) {
        if self.length > 0 {
            self.write("\n");
        }
        self.line = self.length;
        for inline in inlines {
            match inline {
                Inline::Text { text, marks } => {
                    let start = self.length;
                    self.write(text);
                    marks.iter().for_each(|mark| self.mark(mark, start, text));
                }
                Inline::HardBreak { .. } => {
                    self.write("\n");
                    self.line = self.length;
                }
            }
        }
    }

    fn write(&mut self, text: &str) {
        self.text.push_str(text);
        self.length += text.chars().count() as u32;
    }

    fn piece(&mut self, TagAttrs { passage, factor, aspect, .. }: &TagAttrs, at: Range<u32>) {
        let last = self.pieces.iter_mut().rev().find(|(_, of, _)| of == passage);
        match last.filter(|(_, _, last)| last.end == at.start || (self.line == at.start && last.end + 1 == at.start)) {
            Some((_, _, last)) => last.end = at.end,
            None => self.pieces.push((Tag { factor: *factor, aspect: *aspect }, passage.clone(), at)),
        }
    }

    fn mark(&mut self, mark: &Mark, start: u32, text: &str) {
        if let Mark::Copied = mark {
            self.copied += text.chars().count();
        }
        let Mark::Tag { attrs } = mark else { return };
        let end = self.length;
        self.piece(attrs, start..end);
        if let Some((index, so_far)) = self.open.get_mut(&attrs.passage) {
            let passage = &mut self.passages[*index];
            if *so_far < start {
                passage.words.push('\n');
            }
            passage.words.push_str(text);
            *so_far = end;
            return;
        }
        self.open.insert(attrs.passage.clone(), (self.passages.len(), end));
        let tag = Tag { factor: attrs.factor, aspect: attrs.aspect };
        let (mark, comment) = (attrs.passage.clone(), attrs.comment.clone());
        self.passages.push(Passage { mark, tag, place: start, words: text.into(), comment });
    }
}
