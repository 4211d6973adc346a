//! A document with more passages than it holds: tags that came after it was signed, shown among those that were signed.

use std::ops::Range;

use secure_base_model::Tag;

use crate::{
    Document,
    document::{Block, Inline, Item, Mark, TagAttrs},
};

/// A passage to show: its mark, its tag, and where it is, in characters of the document's text.
pub(crate) struct Shown {
    pub(crate) mark: String,
    pub(crate) tag: Tag,
    pub(crate) span: Range<u32>,
}

impl Shown {
    fn mark(&self) -> Mark {
        let Tag { factor, aspect } = self.tag;
        Mark::Tag { attrs: TagAttrs { passage: self.mark.clone(), factor, aspect, comment: None } }
    }
}

impl Document {
    /// The same text with these passages besides its own. A place beyond its end shows nothing.
    pub(crate) fn with_passages(mut self, shown: &[Shown]) -> Document {
        let mut walk = Walk { at: 0, shown };
        walk.blocks(&mut self.content);
        self
    }
}

/// Goes through a document as `document.rs` does when it derives the text, and counts its characters.
struct Walk<'a> {
    at: u32,
    shown: &'a [Shown],
}

impl Walk<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph { content } | Block::Heading { content, .. } => self.line(content),
                Block::BulletList { content } | Block::OrderedList { content, .. } => {
                    content.iter_mut().for_each(|Item::ListItem { content }| self.blocks(content));
                }
            }
        }
    }

    fn line(&mut self, inlines: &mut Vec<Inline>) {
        // A line break stands before every line but the first that has words.
        self.at += u32::from(self.at > 0);
        let before = std::mem::take(inlines);
        for inline in before {
            match inline {
                Inline::Text { text, marks } => self.text(&text, &marks, inlines),
                Inline::HardBreak { .. } => {
                    self.at += 1;
                    inlines.push(inline);
                }
            }
        }
    }

    /// One piece of text as several, each with the marks that it had and those of the passages that reach over it.
    fn text(&mut self, text: &str, marks: &[Mark], to: &mut Vec<Inline>) {
        let letters: Vec<char> = text.chars().collect();
        let (start, end) = (self.at, self.at + letters.len() as u32);
        let edges = self.shown.iter().flat_map(|one| [one.span.start, one.span.end]);
        let mut cuts: Vec<u32> = edges.filter(|cut| start < *cut && *cut < end).chain([start, end]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        for piece in cuts.windows(2) {
            let [from, until] = [piece[0], piece[1]];
            let over = self.shown.iter().filter(|one| one.span.start <= from && until <= one.span.end);
            let marks = marks.iter().cloned().chain(over.map(Shown::mark)).collect();
            let letters = &letters[(from - start) as usize..(until - start) as usize];
            to.push(Inline::Text { text: letters.iter().collect(), marks });
        }
        self.at = end;
    }
}
