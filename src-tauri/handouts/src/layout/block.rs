//! A block: the smallest thing that is placed on a page. It is never cut.

use std::rc::Rc;

use crate::{BlockKind, ElementId, Ink, Item, Path, TextRun};

use super::shape::SetText;

/// Items drawn from 0, 0 at the block's top left corner, and how the block may be placed.
#[derive(Debug)]
pub(crate) struct Block {
    pub kind: BlockKind,
    pub items: Vec<Item>,
    /// In pt.
    pub height: f32,
    /// The space before it in pt, dropped at the top of a page.
    pub gap: f32,
    /// Whether the next block must stand on the same page.
    pub keep_with_next: bool,
    /// Whether the next block should stand on the same page, where that costs no page and little air.
    pub rather_with_next: bool,
    /// The heading's words, level and element, where it is one.
    pub bookmark: Option<(String, u8, ElementId)>,
    /// How its last line may be repeated to fill the page.
    pub fill: Option<Fill>,
    /// What of it may be done without where that saves a page.
    pub spare: Spare,
    /// What stands over it again where it begins a page.
    pub repeated: Option<Rc<Repeated>>,
}

/// The headings of a table, drawn again on a new page: decoration, because they have been read out once.
#[derive(Debug)]
pub(crate) struct Repeated {
    pub items: Vec<Item>,
    /// In pt.
    pub height: f32,
}

/// What of a block may be done without.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Spare {
    /// Nothing.
    Nothing,
    /// Some of its size: a picture that shrinks towards its upper edge, about a middle in pt from the left.
    Size(f32),
    /// The last of several lines to write on, so many pt high.
    Line(f32),
}

/// What a plan of pages does without.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Thrift {
    /// How much of the air between blocks is kept, from 0 to 1.
    pub air: f32,
    /// How large pictures are drawn, from 0 to 1.
    pub pictures: f32,
    /// Whether the last of several lines is left out where it may be.
    pub lines: bool,
}

impl Thrift {
    /// Nothing is done without.
    pub const NONE: Thrift = Thrift { air: 1.0, pictures: 1.0, lines: false };
}

/// Lines that fill the rest of the last page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fill {
    /// From line to line in pt.
    pub step: f32,
    /// How many may be added.
    pub most: usize,
}

impl Block {
    pub fn new(kind: BlockKind, gap: f32) -> Self {
        Block {
            kind,
            items: Vec::new(),
            height: 0.0,
            gap,
            keep_with_next: false,
            rather_with_next: false,
            bookmark: None,
            fill: None,
            spare: Spare::Nothing,
            repeated: None,
        }
    }

    /// Blocks one below the other as one, which is not cut.
    pub fn stack(blocks: Vec<Block>) -> Self {
        let mut whole = Block::new(BlockKind::Text, 0.0);
        for (index, block) in blocks.into_iter().enumerate() {
            let top = whole.height + if index == 0 { 0.0 } else { block.gap };
            whole.height = top + block.height;
            whole.draw_block(block, 0.0, top);
        }
        whole
    }

    /// The same cut in pieces at these heights in pt, which lie between its lines; the first and the last two stay together.
    pub fn cut(mut self, heights: &[f32]) -> Vec<Block> {
        let ends: Vec<f32> = heights.iter().copied().filter(|at| (0.1..self.height - 0.1).contains(at)).collect();
        let tops: Vec<f32> = std::iter::once(0.0).chain(ends.iter().copied()).collect();
        let bottoms: Vec<f32> = ends.into_iter().chain([self.height]).collect();
        let items = std::mem::take(&mut self.items);
        let count = tops.len();
        let mut pieces: Vec<Block> = std::iter::zip(&tops, &bottoms)
            .map(|(top, bottom)| Block { height: bottom - top, ..Block::new(self.kind, 0.0) })
            .collect();
        for mut item in items {
            let area = item.bounds();
            let middle = (area.top + area.bottom) / 2.0;
            let index = bottoms.iter().position(|bottom| middle < *bottom).unwrap_or(count - 1);
            item.shift(0.0, -tops[index]);
            pieces[index].items.push(item);
        }
        for index in [0, count.saturating_sub(2)] {
            pieces[index].keep_with_next = index + 1 < count;
        }
        pieces[0].gap = self.gap;
        let last = &mut pieces[count - 1];
        (last.keep_with_next, last.rather_with_next) = (self.keep_with_next, self.rather_with_next);
        pieces
    }

    /// Keeps it on the page of the block after it.
    pub fn kept(mut self) -> Self {
        self.keep_with_next = true;
        self
    }

    /// Draws set text as content of `element`, its top left corner at `x`, `y`.
    pub fn draw_text(&mut self, element: ElementId, set: SetText, x: f32, y: f32) {
        let runs = set.runs.into_iter().map(|run| TextRun { x: run.x + x, y: run.y + y, ..run });
        self.items.extend(runs.map(|run| Item::content(element, Ink::Text(run))));
    }

    /// Draws decoration.
    pub fn draw_rule(&mut self, path: Path) {
        self.items.push(Item::decoration(Ink::Path(path)));
    }

    /// Draws content of `element`.
    pub fn draw_path(&mut self, element: ElementId, path: Path) {
        self.items.push(Item::content(element, Ink::Path(path)));
    }

    /// Draws another block's items at `x`, `y`.
    pub fn draw_block(&mut self, block: Block, x: f32, y: f32) {
        self.items.extend(block.items.into_iter().map(|mut item| {
            item.shift(x, y);
            item
        }));
    }

    /// Its height in pt when so much is done without.
    pub fn height_with(&self, thrift: Thrift) -> f32 {
        match self.spare {
            Spare::Size(_) => self.height * thrift.pictures,
            Spare::Line(height) if thrift.lines => self.height - height,
            Spare::Line(_) | Spare::Nothing => self.height,
        }
    }

    /// Does without what may be done without.
    pub fn do_without(&mut self, thrift: Thrift) {
        let height = self.height_with(thrift);
        match self.spare {
            Spare::Size(middle) if thrift.pictures < 1.0 => {
                self.items.iter_mut().for_each(|item| item.shrink(thrift.pictures, middle));
            }
            Spare::Line(_) if thrift.lines => _ = self.items.pop(),
            _ => {}
        }
        self.height = height;
    }

    /// Adds lines below the last while they fit in `room` pt.
    pub fn fill_up(&mut self, room: f32) {
        let Some(Fill { step, most }) = self.fill else { return };
        for _ in 0..most.min((room / step).max(0.0) as usize) {
            self.items.extend(self.items.last().cloned().map(|mut line| {
                line.shift(0.0, step);
                line
            }));
            self.height += step;
        }
    }

    /// Its first words, to name it in an error.
    pub fn words(&self) -> String {
        let text: String = self.items.iter().filter_map(Item::text).collect();
        text.chars().take(60).collect()
    }
}

impl Repeated {
    /// What a block draws.
    pub fn of(block: &Block) -> Self {
        let items = block.items.iter().map(|item| Item::decoration(item.ink.clone())).collect();
        Repeated { items, height: block.height }
    }
}

impl Item {
    fn text(&self) -> Option<String> {
        match &self.ink {
            Ink::Text(run) => Some(run.text()),
            Ink::Path(_) | Ink::Dots(..) => None,
        }
    }
}
