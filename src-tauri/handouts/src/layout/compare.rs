//! Two things compared: side by side where the lines stay long enough, else one after the other.

use super::{block::Block, look::HAIRLINE, press::Press};
use crate::{Area, BlockKind, Path, Role, Side, Stroke};

/// Between the columns in pt.
const BETWEEN: f32 = 32.0;
/// The most of a page's height that columns take before they are set one after the other.
const HIGHEST: f32 = 0.8;

impl Press {
    /// Both sides; `role` is the level of their names.
    pub fn compare(&mut self, sides: &[Side; 2], role: Role) -> Vec<Block> {
        if !self.look.columns {
            return sides.iter().flat_map(|side| self.side(side, role)).collect();
        }
        // Set once to be measured; columns that would fill the page are taken back and set below each other.
        let before = self.structure.elements.len();
        let width = (self.look.width() - BETWEEN) / 2.0;
        let [left, right] =
            sides.each_ref().map(|side| Block::stack(self.within(width, |press| press.side(side, role))));
        let height = left.height.max(right.height);
        if height > self.look.content.height() * HIGHEST {
            self.structure.elements.truncate(before);
            return sides.iter().flat_map(|side| self.side(side, role)).collect();
        }
        let mut both = Block::new(BlockKind::Text, self.look.part_gap * 0.7);
        both.height = height;
        both.draw_block(left, 0.0, 0.0);
        let x = width + BETWEEN / 2.0;
        both.draw_rule(Path::line((x, 0.0), (x, height), Stroke::solid(HAIRLINE, 0.8)));
        both.draw_block(right, width + BETWEEN, 0.0);
        vec![both]
    }

    fn side(&mut self, side: &Side, role: Role) -> Vec<Block> {
        let mut blocks = vec![self.sub_heading(&side.name, role)];
        blocks.extend(self.pieces(&side.pieces));
        blocks
    }

    /// What `set` sets in a column of `width` pt.
    pub fn within<T>(&mut self, width: f32, set: impl FnOnce(&mut Self) -> T) -> T {
        let whole = self.look.content;
        self.look.content = Area { right: whole.left + width, ..whole };
        let done = set(self);
        self.look.content = whole;
        done
    }
}
