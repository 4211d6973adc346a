//! The plan of pages: where each block goes, told from heights alone before anything is drawn.
//!
//! The first plan keeps all the air between the blocks. Where a page is saved with less of it, a smaller picture or one
//! line less of several to write on, that is done. Where the last page would stand almost empty all the same, the page
//! before it ends earlier.

use super::{
    block::{Block, Spare, Thrift},
    look::Look,
};
use crate::{BlockKind, Error};

/// How small a picture is drawn at the most: its words are then still as large as those on the source.
const LEAST_PICTURE: f32 = 0.8;
/// What is done without, a little more from step to step, until there are no pages too many.
const THRIFT: [Thrift; 9] = [
    Thrift::NONE,
    Thrift { air: 0.92, ..Thrift::NONE },
    Thrift { air: 0.84, ..Thrift::NONE },
    Thrift { air: 0.76, ..Thrift::NONE },
    Thrift { air: 0.69, ..Thrift::NONE },
    Thrift { air: 0.62, ..Thrift::NONE },
    Thrift { air: 0.62, pictures: 0.9, ..Thrift::NONE },
    Thrift { air: 0.62, pictures: LEAST_PICTURE, ..Thrift::NONE },
    Thrift { air: 0.62, pictures: LEAST_PICTURE, lines: true },
];
/// So many of these steps are taken to keep steps of one list on one page.
const FOR_LISTS: usize = 4;
/// A last page that is filled less than this is filled up from the page before it.
const ENOUGH: f32 = 0.36;
/// The most that the page before the last ends earlier, and by how much more from try to try, in parts of its height.
const MOST_EARLIER: f32 = 0.5;
const EARLIER: f32 = 0.02;

/// Where a block goes: its page, and its top in pt.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    pub page: usize,
    pub top: f32,
    /// What it does without.
    pub thrift: Thrift,
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
    /// Where the page before ended, in pt from its top.
    before: f32,
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
    /// The page that ends earlier, counted from 1, and where.
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
        let mut plan =
            Plan { spots: Vec::with_capacity(blocks.len()), pages: 1, way, frame, y: frame.top, before: 0.0 };
        // Blocks that must share a page: each up to and with the first that lets go of the next.
        for group in blocks.chunk_by(|block, _| block.keep_with_next || way.whole && block.rather_with_next) {
            plan.group(id, group)?;
        }
        Ok(plan)
    }

    /// The same number of pages, the one before the last ending earlier where that fills the emptier of the two more.
    fn evened(self, id: &str, blocks: &[Block]) -> Plan {
        let (pages, height) = (self.pages, self.frame.bottom - self.frame.top);
        let mut best = self;
        let tries = (MOST_EARLIER / EARLIER).round() as usize;
        for step in 1..=tries {
            let early = best.frame.bottom - height * EARLIER * step as f32;
            let frame = Frame { early: (pages - 1, early), ..best.frame };
            match Plan::of(id, blocks, best.way, frame) {
                Ok(plan) if plan.pages == pages => best = if plan.emptier() > best.emptier() { plan } else { best },
                // One page more, or a block that is higher than the page now is.
                Ok(_) | Err(_) => return best,
            }
        }
        best
    }

    /// How much of the last page is filled, from 0 to 1.
    fn filled(&self) -> f32 {
        (self.y - self.frame.top) / (self.frame.bottom - self.frame.top)
    }

    /// How much of the emptier of the last two pages is filled, from 0 to 1.
    fn emptier(&self) -> f32 {
        self.filled().min((self.before - self.frame.top) / (self.frame.bottom - self.frame.top))
    }

    fn group(&mut self, id: &str, group: &[Block]) -> Result<(), Error> {
        let thrift = self.thrift_for(group);
        if !self.at_top() && self.y + height(group, thrift) > self.bottom() {
            self.turn_page();
        }
        // A group higher than a page is cut after all, but never under a heading.
        for (index, block) in group.iter().enumerate() {
            let reach = if block.kind == BlockKind::Heading { group.len().min(index + 2) } else { index + 1 };
            let turns = !self.at_top() && self.y + height(&group[index..reach], thrift) > self.bottom() + 0.01;
            if turns {
                self.turn_page();
            }
            let repeats = turns && block.repeated.is_some();
            if let Some(repeated) = block.repeated.as_ref().filter(|_| repeats) {
                self.y += repeated.height;
            }
            let gap = if self.at_top() { 0.0 } else { block.gap * thrift.air };
            let (top, height) = (self.y + gap, block.height_with(thrift));
            if top + height > self.bottom() + 0.02 {
                return Err(Error::TooTall { handout: id.into(), block: block.words() });
            }
            self.spots.push(Spot { page: self.pages - 1, top, thrift, repeats });
            self.y = top + height;
        }
        Ok(())
    }

    /// What a group does without: a picture for which there is not quite room is drawn smaller rather than on the next
    /// page.
    fn thrift_for(&self, group: &[Block]) -> Thrift {
        let thrift = self.way.thrift;
        let [Block { spare: Spare::Size(_), height, gap, .. }] = group else { return thrift };
        let room = (self.bottom() - self.y - gap * thrift.air) / height - 0.001;
        let fits = !self.at_top() && (LEAST_PICTURE..thrift.pictures).contains(&room);
        if fits { Thrift { pictures: room, ..thrift } } else { thrift }
    }

    fn at_top(&self) -> bool {
        self.y <= self.frame.top
    }

    /// Where the page ends, in pt from its top.
    fn bottom(&self) -> f32 {
        let (page, bottom) = self.frame.early;
        if self.pages == page { bottom } else { self.frame.bottom }
    }

    fn turn_page(&mut self) {
        self.pages += 1;
        self.before = self.y;
        self.y = self.frame.top;
    }
}

/// The height of a group with its gaps, in pt.
fn height(group: &[Block], thrift: Thrift) -> f32 {
    group.iter().map(|block| block.gap * thrift.air + block.height_with(thrift)).sum()
}
