//! The letterhead on a page: the logo at the left, the words beside it.

use super::{block::Block, look::TextStyle, press::Press};
use crate::{Area, BlockKind, Face, Ink, Item, Letterhead, Logo, Prose, Role, Structure};

/// The most height and width of a logo in pt.
const LOGO: (f32, f32) = (54.0, 170.0);
/// Between logo and words in pt.
const BETWEEN: f32 = 16.0;

impl Press {
    /// The head; none where there is nothing to print.
    pub fn letterhead(&mut self, head: &Letterhead) -> Option<Block> {
        let mut block = Block::new(BlockKind::Text, 0.0);
        let left = head.logo.as_ref().map_or(0.0, |logo| self.logo(&mut block, logo, &head.name) + BETWEEN);
        let lines = std::iter::once(&head.credentials).chain(&head.contact).filter(|line| !line.trim().is_empty());
        let lines: Vec<Prose> = lines.map(Prose::plain).collect();
        let mut y = 0.0;
        if !head.name.trim().is_empty() {
            let style = TextStyle { face: Face::Strong, ..self.look.body };
            y = self.line_of_head(&mut block, &Prose::plain(&head.name), style, (left, y));
        }
        for line in &lines {
            y = self.line_of_head(&mut block, line, self.quiet(), (left, y));
        }
        block.height = block.height.max(y) + self.look.part_gap * 0.6;
        (!block.items.is_empty()).then_some(block)
    }

    /// Draws a line at `place`; where the next begins, in pt.
    fn line_of_head(&mut self, block: &mut Block, line: &Prose, style: TextStyle, place: (f32, f32)) -> f32 {
        let element = self.structure.add(Structure::ROOT, Role::P);
        let words = self.shaper.set(line, style, self.look.width() - place.0);
        let bottom = place.1 + words.height;
        block.draw_text(element, words, place.0, place.1);
        bottom
    }

    /// Draws the logo at the top left corner; its width in pt.
    fn logo(&mut self, block: &mut Block, logo: &Logo, name: &str) -> f32 {
        let alt = if name.trim().is_empty() { "Logo".into() } else { format!("Logo of {name}") };
        let element = self.structure.add_described(Structure::ROOT, Role::Figure, alt);
        let (width, height) = logo.size();
        let scale = (LOGO.0 / height).min(LOGO.1 / width);
        match logo {
            Logo::Drawn(picture) => {
                block.items.extend(picture.scaled(scale).map(|path| Item::content(element, Ink::Path(path))));
            }
            Logo::Dots(dots) => {
                let area = Area { left: 0.0, top: 0.0, right: width * scale, bottom: height * scale };
                block.items.push(Item::content(element, Ink::Dots(area, dots.clone())));
            }
        }
        block.height = height * scale;
        width * scale
    }

    /// What stands at the end of a handout.
    pub fn closing_line(&mut self, head: &Letterhead) -> Option<Block> {
        let words = head.closing.trim();
        (!words.is_empty()).then(|| {
            let mut block = self.paragraph(&Prose::plain(words));
            block.gap = self.look.part_gap * 0.7;
            block
        })
    }
}
