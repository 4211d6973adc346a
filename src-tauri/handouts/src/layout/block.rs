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
    /// The heading's words, level and element, where it is one.
    pub bookmark: Option<(String, u8, ElementId)>,
    /// How its last line may be repeated to fill the page.
    pub fill: Option<Fill>,
    /// Whether the closing of the handout begins with it: summary, safety, source and the therapist's words.
    pub closing: bool,
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
            bookmark: None,
            fill: None,
            closing: false,
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
