//! A drawing as a block with its alternative text.

use super::{
    block::Block,
    look::{TextStyle, hue},
    press::Press,
    tree,
};
use crate::{BlockKind, Drawing, Figure, Ink, Item, Prose, Role, Structure, TextRun};

impl Press {
    /// The drawing, centred where it stands alone.
    pub fn figure(&mut self, figure: &Figure) -> Block {
        let element = self.structure.add_described(Structure::ROOT, Role::Figure, &figure.alt);
        let mut block = Block::new(BlockKind::Figure, 16.0);
        match figure.drawing {
            Drawing::RootTree => self.root_tree(&mut block, element),
        }
        if !self.look.figure_beside {
            let x = (self.look.width() - self.look.figure) / 2.0;
            block.items.iter_mut().for_each(|item| item.shift(x, 0.0));
        }
        block
    }

    fn root_tree(&mut self, block: &mut Block, element: crate::ElementId) {
        let scale = self.look.figure / tree::WIDTH;
        let paths = tree::paths(scale);
        block.items.extend(paths.into_iter().map(|path| Item::content(element, Ink::Path(path))));
        for (factor, x, y) in tree::LETTERS {
            let style = TextStyle { size: tree::LETTER * scale, ..self.look.letter.coloured(hue(factor)) };
            let letter = self.shaper.set(&Prose::plain(format!("{factor} ")), style, 99.0);
            let (x, y) = (x * scale - letter.width / 2.0, y * scale);
            let runs = letter.runs.into_iter().map(|run| TextRun { x: run.x + x, y, ..run });
            block.items.extend(runs.map(|run| Item::content(element, Ink::Text(run))));
        }
        block.height = tree::HEIGHT * scale;
    }
}
