//! Flow: blocks are placed on pages from top to bottom; blocks that belong together stay together.

use super::{block::Block, look::Look};
use crate::{BlockKind, Bookmark, Colour, Error, Page, Paper, PlacedBlock};

/// Pages without their footers, and the headings on them.
pub(crate) struct Placed {
    pub pages: Vec<Page>,
    pub bookmarks: Vec<Bookmark>,
}

/// Places the blocks of the document `id`.
pub(crate) fn place(
    id: &str,
    look: &Look,
    paper: Paper,
    tint: Option<Colour>,
    blocks: Vec<Block>,
) -> Result<Placed, Error> {
    let (width, height) = paper.size();
    let blank = Page { width, height, content: look.content, tint, items: Vec::new(), blocks: Vec::new() };
    let mut flow =
        Flow { placed: Placed { pages: vec![blank.clone()], bookmarks: Vec::new() }, blank, y: look.content.top };
    for group in groups(blocks) {
        flow.place_group(id, group)?;
    }
    Ok(flow.placed)
}

/// Blocks that must share a page: each up to and with the first that lets go of the next.
fn groups(blocks: Vec<Block>) -> Vec<Vec<Block>> {
    let mut groups = vec![Vec::new()];
    for block in blocks {
        let last = !block.keep_with_next;
        if let Some(group) = groups.last_mut() {
            group.push(block);
        }
        if last {
            groups.push(Vec::new());
        }
    }
    groups
}

struct Flow {
    placed: Placed,
    blank: Page,
    /// Where the next block may begin, in pt from the top of the page.
    y: f32,
}

impl Flow {
    fn place_group(&mut self, id: &str, group: Vec<Block>) -> Result<(), Error> {
        if !self.at_top() && self.y + height(&group) > self.blank.content.bottom {
            self.turn_page();
        }
        // A group higher than a page is cut after all, but never under a heading.
        let needs = needs(&group);
        for (block, need) in group.into_iter().zip(needs) {
            if !self.at_top() && self.y + need > self.blank.content.bottom {
                self.turn_page();
                self.repeat(&block);
            }
            self.place_block(id, block)?;
        }
        Ok(())
    }

    fn place_block(&mut self, id: &str, mut block: Block) -> Result<(), Error> {
        let gap = if self.at_top() { 0.0 } else { block.gap };
        if self.y + gap + block.height > self.blank.content.bottom + 0.01 {
            return Err(Error::TooTall { handout: id.into(), block: block.words() });
        }
        let top = self.y + gap;
        block.fill_up(self.blank.content.bottom - top - block.height);
        self.y = top + block.height;
        let page = self.placed.pages.len() - 1;
        if let Some((title, element)) = block.bookmark.take() {
            self.placed.bookmarks.push(Bookmark { title, element, page, top });
        }
        let left = self.blank.content.left;
        let sheet = &mut self.placed.pages[page];
        sheet.blocks.push(PlacedBlock { kind: block.kind, top, bottom: self.y });
        sheet.items.extend(block.items.into_iter().map(|mut item| {
            item.shift(left, top);
            item
        }));
        Ok(())
    }

    /// Draws the headings of a table again over the row that begins a page.
    fn repeat(&mut self, block: &Block) {
        let Some(repeated) = &block.repeated else { return };
        let (left, top) = (self.blank.content.left, self.y);
        let page = self.placed.pages.len() - 1;
        self.placed.pages[page].items.extend(repeated.items.iter().cloned().map(|mut item| {
            item.shift(left, top);
            item
        }));
        self.y += repeated.height;
    }

    fn at_top(&self) -> bool {
        self.y <= self.blank.content.top
    }

    fn turn_page(&mut self) {
        self.placed.pages.push(self.blank.clone());
        self.y = self.blank.content.top;
    }
}

/// The height of a group with its gaps.
fn height(group: &[Block]) -> f32 {
    group.iter().map(|block| block.gap + block.height).sum()
}

/// What each block of a group needs on its page: its own height and, for a heading, that of what it heads.
fn needs(group: &[Block]) -> Vec<f32> {
    let reach = |index: usize| match group[index].kind {
        BlockKind::Heading => group.len().min(index + 2),
        _ => index + 1,
    };
    (0..group.len()).map(|index| height(&group[index..reach(index)])).collect()
}
