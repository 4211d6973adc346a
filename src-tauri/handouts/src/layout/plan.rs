//! The plan of pages: where each block goes, told from heights alone before anything is drawn.
//!
//! The first plan keeps all the air between the blocks. Where a page is saved with less of it, a smaller picture or one
//! line less of several to write on, that is done. Where no page is saved and the last would stand almost empty, the pages
//! before it end a little earlier.

use super::{
    block::{Block, Thrift},
    look::Look,
};
use crate::{BlockKind, Error};

/// What is done without, a little more from step to step, until there are no pages too many.
const THRIFT: [Thrift; 9] = [
    Thrift::NONE,
    Thrift { air: 0.92, ..Thrift::NONE },
    Thrift { air: 0.84, ..Thrift::NONE },
    Thrift { air: 0.76, ..Thrift::NONE },
    Thrift { air: 0.69, ..Thrift::NONE },
    Thrift { air: 0.62, ..Thrift::NONE },
    Thrift { air: 0.62, pictures: 0.9, ..Thrift::NONE },
    Thrift { air: 0.62, pictures: 0.8, ..Thrift::NONE },
    Thrift { air: 0.62, pictures: 0.8, lines: true },
];
/// So many of these steps are taken to keep steps of one list on one page.
const FOR_LISTS: usize = 4;
/// A last page that is filled less than this is filled up from the pages before it.
const ENOUGH: f32 = 0.4;
/// The most that the pages before the last end earlier, and by how much more from try to try, in parts of their height.
const MOST_EARLIER: f32 = 0.4;
const EARLIER: f32 = 0.02;

/// Where a block goes: its page, and its top in pt.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    pub page: usize,
    pub top: f32,
    /// Whether headings are repeated over it.
    pub repeats: bool,
}

/// Where every block goes.
pub(super) struct Plan {
    pub spots: Vec<Spot>,
    pub pages: usize,
    way: Way,
    frame: Frame,
    /// Where the next block may begin, in pt from the top of the page.
    y: f32,
}

/// How the blocks are planned.
#[derive(Clone, Copy)]
struct Way {
    thrift: Thrift,
    /// Whether blocks that should stand together do.
    whole: bool,
}

/// Where the text of the pages begins and ends, in pt from the top.
#[derive(Clone, Copy)]
struct Frame {
    top: f32,
    bottom: f32,
    /// So many pages end earlier, here.
    early: (usize, f32),
}

impl Plan {
    /// The plan with the least of pages; the last of them not almost empty.
    ///
    /// # Errors
    /// [`Error::TooTall`], with the document's `id`.
    pub fn best(id: &str, look: &Look, blocks: &[Block]) -> Result<Plan, Error> {
        let frame = Frame { top: look.content.top, bottom: look.content.bottom, early: (0, 0.0) };
        let plan = |thrift, whole| Plan::of(id, blocks, Way { thrift, whole }, frame);
        let least = plan(THRIFT[THRIFT.len() - 1], false)?.pages;
        let whole = THRIFT[..FOR_LISTS].iter().map(|thrift| (*thrift, true));
        for (thrift, whole) in whole.chain(THRIFT.map(|thrift| (thrift, false))) {
            let plan = plan(thrift, whole)?;
            if plan.pages <= least {
                let sparse = look.even && plan.pages > 1 && plan.filled() < ENOUGH;
                return Ok(if sparse { plan.evened(id, blocks) } else { plan });
            }
        }
        plan(Thrift::NONE, false)
    }

    fn of(id: &str, blocks: &[Block], way: Way, frame: Frame) -> Result<Plan, Error> {
        let mut plan = Plan { spots: Vec::with_capacity(blocks.len()), pages: 1, way, frame, y: frame.top };
        // Blocks that must share a page: each up to and with the first that lets go of the next.
        for group in blocks.chunk_by(|block, _| block.keep_with_next || way.whole && block.rather_with_next) {
            plan.group(id, group)?;
        }
        Ok(plan)
    }

    /// The same number of pages, those before the last as much earlier at their end as fills the last one enough.
    fn evened(self, id: &str, blocks: &[Block]) -> Plan {
        let (pages, height) = (self.pages, self.frame.bottom - self.frame.top);
        let mut best = self;
        let tries = (MOST_EARLIER / EARLIER).round() as usize;
        for step in 1..=tries {
            let early = best.frame.bottom - height * EARLIER * step as f32;
            let frame = Frame { early: (pages - 1, early), ..best.frame };
            match Plan::of(id, blocks, best.way, frame) {
                Ok(plan) if plan.pages == pages && plan.filled() > best.filled() => best = plan,
                Ok(plan) if plan.pages == pages => {}
                // One page more, or a block that is higher than the page now is.
                Ok(_) | Err(_) => return best,
            }
            if best.filled() >= ENOUGH {
                return best;
            }
        }
        best
    }

    /// What it does without.
    pub fn thrift(&self) -> Thrift {
        self.way.thrift
    }

    /// How much of the last page is filled, from 0 to 1.
    fn filled(&self) -> f32 {
        (self.y - self.frame.top) / (self.frame.bottom - self.frame.top)
    }

    fn group(&mut self, id: &str, group: &[Block]) -> Result<(), Error> {
        if !self.at_top() && self.y + self.height(group) > self.bottom() {
            self.turn_page();
        }
        // A group higher than a page is cut after all, but never under a heading.
        for (index, block) in group.iter().enumerate() {
            let reach = if block.kind == BlockKind::Heading { group.len().min(index + 2) } else { index + 1 };
            let turns = !self.at_top() && self.y + self.height(&group[index..reach]) > self.bottom() + 0.01;
            if turns {
                self.turn_page();
            }
            let repeats = turns && block.repeated.is_some();
            if let Some(repeated) = block.repeated.as_ref().filter(|_| repeats) {
                self.y += repeated.height;
            }
            let gap = if self.at_top() { 0.0 } else { block.gap * self.way.thrift.air };
            let (top, height) = (self.y + gap, block.height_with(self.way.thrift));
            if top + height > self.bottom() + 0.02 {
                return Err(Error::TooTall { handout: id.into(), block: block.words() });
            }
            self.spots.push(Spot { page: self.pages - 1, top, repeats });
            self.y = top + height;
        }
        Ok(())
    }

    /// The height of a group with its gaps, in pt.
    fn height(&self, group: &[Block]) -> f32 {
        group.iter().map(|block| block.gap * self.way.thrift.air + block.height_with(self.way.thrift)).sum()
    }

    fn at_top(&self) -> bool {
        self.y <= self.frame.top
    }

    /// Where the page ends, in pt from its top.
    fn bottom(&self) -> f32 {
        let (pages, bottom) = self.frame.early;
        if self.pages <= pages { bottom } else { self.frame.bottom }
    }

    fn turn_page(&mut self) {
        self.pages += 1;
        self.y = self.frame.top;
    }
}
