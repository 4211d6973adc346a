//! A picture as a block with its alternative text.

use super::{
    block::{Block, Spare},
    press::Press,
};
use crate::{BlockKind, Figure, Ink, Item, Picture, Role, Structure};

/// The most of a page's height that a picture takes.
const HIGHEST: f32 = 0.6;

impl Press {
    /// The picture, in the middle of the column.
    pub fn figure(&mut self, figure: &Figure) -> Block {
        let scale = self.picture_scale(&figure.picture);
        let left = (self.look.width() - figure.picture.width * scale) / 2.0;
        self.drawn(figure, scale, left.max(0.0))
    }

    /// The picture over what is said of it.
    pub fn figure_before(&mut self, figure: &Figure, words: bool) -> Block {
        let block = self.figure(figure);
        if words { block.kept() } else { block }
    }

    /// The picture with its left edge at `left` pt, as it stands beside the message.
    pub fn figure_at(&mut self, figure: &Figure, left: f32) -> Block {
        self.drawn(figure, self.look.picture_scale, left)
    }

    fn drawn(&mut self, figure: &Figure, scale: f32, left: f32) -> Block {
        let element = self.structure.add_described(Structure::ROOT, Role::Figure, &figure.alt);
        let mut block = Block::new(BlockKind::Figure, self.look.part_gap * 0.8);
        block.items.extend(figure.picture.scaled(scale).map(|path| Item::content(element, Ink::Path(path))));
        block.items.iter_mut().for_each(|item| item.shift(left, 0.0));
        block.height = figure.picture.height * scale;
        block.spare = Spare::Size(left + figure.picture.width * scale / 2.0);
        block
    }

    /// How much a picture is enlarged: as the words are, but never wider than the column or too high for the page.
    fn picture_scale(&self, picture: &Picture) -> f32 {
        let fits = (self.look.width() / picture.width).min(self.look.content.height() * HIGHEST / picture.height);
        self.look.picture_scale.min(fits)
    }
}
