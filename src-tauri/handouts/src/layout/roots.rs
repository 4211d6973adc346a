//! A root: a factor of the model with its letter, its line and its labelled rows.

use secure_base_model::Factor;

use super::{
    block::Block,
    look::{TextStyle, factor_stroke, hue},
    press::Press,
};
use crate::{BlockKind, ElementId, Path, Prose, Role, Root, RootRow, Structure};

/// Between roots that stand side by side, in pt.
const BETWEEN: f32 = 20.0;
/// The width of the labels beside their text, in pt.
const LABEL: f32 = 100.0;

impl Press {
    /// A root's heading, at the level of `role`, and its rows, kept together on one page.
    pub fn root(&mut self, root: &Root, role: Role) -> Vec<Block> {
        let mut blocks = vec![self.root_heading(root, role)];
        let list = self.structure.add(Structure::ROOT, Role::L);
        for (index, row) in root.rows.iter().enumerate() {
            let block = self.root_row(list, row);
            let last = index + 1 == root.rows.len();
            blocks.push(if last { block } else { block.kept() });
        }
        blocks
    }

    /// The roots side by side, as one block.
    pub fn roots_beside(&mut self, roots: &[Root], role: Role) -> Block {
        let count = roots.len().max(1) as f32;
        let width = (self.look.width() - BETWEEN * (count - 1.0)) / count;
        let mut all = Block::new(BlockKind::Text, self.look.part_gap);
        let columns: Vec<Block> =
            roots.iter().map(|root| Block::stack(self.within(width, |press| press.root(root, role)))).collect();
        all.height = columns.iter().map(|column| column.height).fold(0.0, f32::max);
        for (index, column) in columns.into_iter().enumerate() {
            all.draw_block(column, (width + BETWEEN) * index as f32, 0.0);
        }
        all
    }

    fn root_heading(&mut self, root: &Root, role: Role) -> Block {
        let element = self.structure.add(Structure::ROOT, role);
        let mut block = Block::new(BlockKind::Heading, self.look.part_gap * 0.8).kept();
        let style = self.look.letter;
        let baseline = 8.0 + style.size * 0.86;
        block.draw_rule(self.hairline(0.0));
        self.draw_letter(&mut block, element, root.factor, style, baseline);
        let name = self.shaper.set(&Prose::plain(&root.name), self.look.heading, self.look.width() - self.look.gutter);
        let y = baseline - name.baseline;
        block.height = (y + name.height).max(baseline + 7.0);
        block.draw_text(element, name, self.look.gutter, y);
        block.bookmark = Some((format!("{} {}", root.factor, root.name), 2, element));
        block
    }

    /// Draws a factor's letter in its hue over its line at the left edge, on a baseline in pt from the top.
    pub fn draw_letter(
        &mut self,
        block: &mut Block,
        element: ElementId,
        factor: Factor,
        style: TextStyle,
        baseline: f32,
    ) {
        // The space keeps the letter from running into the next word when it is read out.
        let letter = self.shaper.set(&Prose::plain(format!("{} ", factor.letter())), style.coloured(hue(factor)), 99.0);
        let y = baseline + style.size * 0.2;
        let stroke = factor_stroke(factor, style.size * 0.085);
        block.draw_rule(Path::line((0.0, y), (style.size * 0.82, y), stroke));
        let x = (style.size * 0.82 - letter.width) / 2.0;
        let top = baseline - letter.baseline;
        block.draw_text(element, letter, x, top);
    }

    fn root_row(&mut self, list: ElementId, row: &RootRow) -> Block {
        let item = self.structure.add(list, Role::LI);
        let (label, body) = (self.structure.add(item, Role::Lbl), self.structure.add(item, Role::LBody));
        let (left, right) = (if self.look.poster { 0.0 } else { self.look.gutter }, self.look.width());
        let mut block = Block::new(BlockKind::Text, self.look.paragraph_gap);
        let beside = self.look.labels_beside && !self.look.poster;
        let width = if beside { LABEL } else { right - left };
        let words = self.shaper.set(&Prose::strong(row.label), self.look.body, width);
        let (x, y) = if beside { (left + LABEL + 8.0, 0.0) } else { (left, words.height) };
        let text = self.shaper.set(&row.text, self.look.body, right - x);
        block.height = words.height.max(y + text.height);
        block.draw_text(label, words, left, 0.0);
        block.draw_text(body, text, x, y);
        block
    }
}
