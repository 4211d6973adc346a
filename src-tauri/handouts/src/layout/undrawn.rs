//! Signs for which there is no font: they are named, because a box on paper must not pass for what was written.

use std::collections::BTreeSet;

use super::{block::Block, note_sheet::TOP, press::Press};
use crate::{Ink, Item, Page, Prose};

/// The most signs that are named one by one.
const NAMED: usize = 12;

impl Press {
    /// Which signs of `blocks` the typefaces do not have; nothing where all are drawn.
    pub fn undrawn(&mut self, blocks: &[Block]) -> Vec<Block> {
        let missing = signs(blocks.iter().flat_map(|block| &block.items));
        if missing.is_empty() {
            return Vec::new();
        }
        let names: Vec<String> = missing.iter().take(NAMED).map(|sign| format!("U+{:04X}", u32::from(*sign))).collect();
        let more = if missing.len() > NAMED { format!(" and {} more", missing.len() - NAMED) } else { String::new() };
        let words = format!("Signs that could not be printed and stand as empty boxes: {}{more}.", names.join(", "));
        let advice = " This computer has no font for them: install one and print again.";
        let mut lines = self.cut_paragraph(&Prose::plain(words + advice), TOP, self.quiet());
        lines[0].gap = self.look.part_gap;
        lines
    }
}

/// The signs of pages that stand as empty boxes, each once.
pub(crate) fn undrawn(pages: &[Page]) -> Vec<char> {
    signs(pages.iter().flat_map(|page| &page.items)).into_iter().collect()
}

fn signs<'a>(items: impl Iterator<Item = &'a Item>) -> BTreeSet<char> {
    items.flat_map(Item::undrawn).collect()
}

impl Item {
    /// The signs it shows as empty boxes.
    fn undrawn(&self) -> Vec<char> {
        let Ink::Text(run) = &self.ink else { return Vec::new() };
        let boxes = run.glyphs.iter().filter(|glyph| glyph.id == 0);
        boxes.flat_map(|glyph| glyph.text.chars()).filter(|sign| !sign.is_control()).collect()
    }
}
