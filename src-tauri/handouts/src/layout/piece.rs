//! Pieces of material one after the other, each set apart from the next by a wider gap than its own paragraphs.

use super::{
    block::Block,
    look::{QUIET, TEAL},
    press::Press,
};
use crate::{Area, Block as Prosaic, Kind, Path, Piece};

/// How far an example stands in from its bar, in pt.
const EXAMPLE: f32 = 16.0;
/// The most of a page's height that an example takes to stand whole beside its bar.
const HIGHEST: f32 = 0.5;

impl Press {
    /// The pieces in order.
    pub fn pieces(&mut self, pieces: &[Piece]) -> Vec<Block> {
        let mut blocks = Vec::new();
        for (index, piece) in pieces.iter().enumerate() {
            let mut more = self.piece(piece);
            if let Some(first) = more.first_mut().filter(|_| index > 0) {
                first.gap = first.gap.max(self.look.paragraph_gap * 2.0);
            }
            blocks.extend(more);
        }
        blocks
    }

    /// One piece: its picture, then its words.
    pub fn piece(&mut self, piece: &Piece) -> Vec<Block> {
        let figure = piece.figure.as_ref().map(|figure| self.figure_before(figure, !piece.blocks.is_empty()));
        let words = match piece.kind {
            Kind::Example => self.example(&piece.blocks),
            Kind::Source => self.in_quiet(&piece.blocks),
            _ => self.words(&piece.blocks),
        };
        figure.into_iter().chain(words).collect()
    }

    /// Paragraphs and lists; a paragraph stays with the list that it leads to.
    fn words(&mut self, blocks: &[Prosaic]) -> Vec<Block> {
        let mut set: Vec<Block> = Vec::new();
        for block in blocks {
            let leads = !matches!(block, Prosaic::Paragraph(_));
            if let Some(before) = set.last_mut().filter(|_| leads) {
                before.keep_with_next = true;
            }
            set.extend(self.text(block));
        }
        set
    }

    /// An example from life, beside a bar: a short story is not taken for advice.
    fn example(&mut self, blocks: &[Prosaic]) -> Vec<Block> {
        let whole = self.look.content;
        self.look.content = Area { right: whole.right - EXAMPLE, ..whole };
        let set = self.words(blocks);
        self.look.content = whole;
        let height: f32 = set.iter().map(|block| block.height + block.gap).sum();
        if height > whole.height() * HIGHEST {
            return set;
        }
        let stacked = Block::stack(set);
        let mut block = Block::new(stacked.kind, self.look.paragraph_gap * 1.6);
        block.height = stacked.height;
        let bar = Area { left: 0.0, top: 2.0, right: 1.6, bottom: block.height - 2.0 };
        block.draw_rule(Path { fill: Some(TEAL), ..Path::rectangle(bar) });
        block.draw_block(stacked, EXAMPLE, 0.0);
        vec![block]
    }

    /// Where something comes from is said more quietly than the thing itself.
    fn in_quiet(&mut self, blocks: &[Prosaic]) -> Vec<Block> {
        let body = self.look.body;
        self.look.body = body.coloured(QUIET);
        let set = self.words(blocks);
        self.look.body = body;
        set
    }
}
