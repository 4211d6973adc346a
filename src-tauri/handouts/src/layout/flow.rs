//! Flow: blocks are placed on pages from top to bottom; blocks that belong together stay together.
//!
//! Where each block goes is planned first, from heights alone, so that a little less air between the blocks can be
//! tried before a page is begun for a few lines.

use super::{block::Block, look::Look};
use crate::{BlockKind, Bookmark, Colour, Error, Page, Paper, PlacedBlock};

/// How much of the air between blocks is kept, from all of it to the least that still parts them.
const TIGHTNESS: [f32; 5] = [1.0, 0.9, 0.8, 0.7, 0.62];
/// A last page that is filled less than this is worth saving.
const SPARSE: f32 = 0.4;

/// Pages without their footers, and the headings on them.
pub(crate) struct Placed {
    pub pages: Vec<Page>,
    pub bookmarks: Vec<Bookmark>,
}

/// Places the blocks of the document `id`.
///
/// # Errors
/// [`Error::TooTall`].
pub(crate) fn place(
    id: &str,
    look: &Look,
    paper: Paper,
    tint: Option<Colour>,
    mut blocks: Vec<Block>,
) -> Result<Placed, Error> {
    let plan = best(id, look, &mut blocks)?;
    let (width, height) = paper.size();
    let blank = Page { width, height, content: look.content, tint, items: Vec::new(), blocks: Vec::new() };
    let mut placed = Placed { pages: vec![blank; plan.pages], bookmarks: Vec::new() };
    for (block, spot) in blocks.into_iter().zip(plan.spots) {
        placed.put(block, spot, look);
    }
    Ok(placed)
}

/// The plan with the least of pages that does not crowd them; the closing stays together where it turns the page.
fn best(id: &str, look: &Look, blocks: &mut [Block]) -> Result<Plan, Error> {
    let loose = Plan::of(id, look, blocks, 1.0)?;
    if loose.pages == 1 || loose.rest(look) < 1.0 - SPARSE {
        return Ok(loose);
    }
    for tightness in &TIGHTNESS[1..] {
        let plan = Plan::of(id, look, blocks, *tightness)?;
        if plan.pages < loose.pages {
            return Ok(plan);
        }
    }
    let Some(closing) = blocks.iter().position(|block| block.closing) else { return Ok(loose) };
    let count = blocks.len();
    blocks[closing..count.saturating_sub(1)].iter_mut().for_each(|block| block.keep_with_next = true);
    let together = Plan::of(id, look, blocks, 1.0)?;
    Ok(if together.pages == loose.pages { together } else { loose })
}

/// Where a block goes: its page, and its top in pt.
#[derive(Clone, Copy)]
struct Spot {
    page: usize,
    top: f32,
    /// Whether headings are repeated over it.
    repeats: bool,
}

struct Plan {
    spots: Vec<Spot>,
    pages: usize,
    /// Where the next block may begin, in pt from the top of the page.
    y: f32,
    /// Where a page's text begins and ends, in pt.
    top: f32,
    bottom: f32,
}

impl Plan {
    fn of(id: &str, look: &Look, blocks: &[Block], tightness: f32) -> Result<Plan, Error> {
        let (top, bottom) = (look.content.top, look.content.bottom);
        let mut plan = Plan { spots: Vec::with_capacity(blocks.len()), pages: 1, y: top, top, bottom };
        // Blocks that must share a page: each up to and with the first that lets go of the next.
        for group in blocks.chunk_by(|block, _| block.keep_with_next) {
            plan.group(id, group, tightness)?;
        }
        Ok(plan)
    }

    /// How much of the last page is empty, from 0 to 1.
    fn rest(&self, look: &Look) -> f32 {
        (self.bottom - self.y) / look.content.height()
    }

    fn group(&mut self, id: &str, group: &[Block], tightness: f32) -> Result<(), Error> {
        if !self.at_top() && self.y + height(group, tightness) > self.bottom {
            self.turn_page();
        }
        // A group higher than a page is cut after all, but never under a heading.
        for (index, block) in group.iter().enumerate() {
            let reach = if block.kind == BlockKind::Heading { group.len().min(index + 2) } else { index + 1 };
            let need = height(&group[index..reach], tightness);
            let turns = !self.at_top() && self.y + need > self.bottom + 0.01;
            if turns {
                self.turn_page();
            }
            let repeats = turns && block.repeated.is_some();
            if let Some(repeated) = block.repeated.as_ref().filter(|_| repeats) {
                self.y += repeated.height;
            }
            let gap = if self.at_top() { 0.0 } else { block.gap * tightness };
            if self.y + gap + block.height > self.bottom + 0.02 {
                return Err(Error::TooTall { handout: id.into(), block: block.words() });
            }
            let top = self.y + gap;
            self.spots.push(Spot { page: self.pages - 1, top, repeats });
            self.y = top + block.height;
        }
        Ok(())
    }

    fn at_top(&self) -> bool {
        self.y <= self.top
    }

    fn turn_page(&mut self) {
        self.pages += 1;
        self.y = self.top;
    }
}

impl Placed {
    fn put(&mut self, mut block: Block, spot: Spot, look: &Look) {
        let (left, top) = (look.content.left, spot.top);
        block.fill_up(look.content.bottom - top - block.height);
        if let Some((title, level, element)) = block.bookmark.take() {
            self.bookmarks.push(Bookmark { title, level, element, page: spot.page, top });
        }
        let sheet = &mut self.pages[spot.page];
        if let Some(repeated) = block.repeated.filter(|_| spot.repeats) {
            sheet.items.extend(repeated.items.iter().cloned().map(|mut item| {
                item.shift(left, top - repeated.height);
                item
            }));
        }
        sheet.blocks.push(PlacedBlock { kind: block.kind, top, bottom: top + block.height });
        sheet.items.extend(block.items.into_iter().map(|mut item| {
            item.shift(left, top);
            item
        }));
    }
}

/// The height of a group with its gaps.
fn height(group: &[Block], tightness: f32) -> f32 {
    group.iter().map(|block| block.gap * tightness + block.height).sum()
}
