//! Paragraphs, lists, the safety line and the source line.

use super::{
    block::Block,
    look::{INK, QUIET},
    note_sheet::TOP,
    press::{Footer, Press},
    shape::SetText,
};
use crate::{
    Article, Block as Prosaic, BlockKind, ElementId, Handout, LONGEST_LIST, Path, PrintOptions, Prose, Role, Stroke,
    Structure,
};

/// How the words on safety and the summary begin.
const SAFE: &str = "Please be safe";
const IN_SHORT: &str = "In short";
/// Between the words on safety and the rules over and under them, in pt.
const SAFE_PAD: f32 = 7.0;
/// The least between the number of a step and its words, in pt.
const LABEL_GAP: f32 = 4.0;
/// A paragraph of up to so many lines is not cut.
const KEPT_LINES: f32 = 10.5;

impl Press {
    /// A block of text: one block for a paragraph, one for each item of a list.
    pub fn text(&mut self, text: &Prosaic) -> Vec<Block> {
        match text {
            Prosaic::Paragraph(prose) => self.long_paragraph(prose),
            Prosaic::Bullets(items) => self.list(items, |_| "•".into()),
            Prosaic::Steps { first, items } => self.list(items, |index| format!("{}.", first + index as u64)),
        }
    }

    /// A paragraph over the whole width.
    pub fn paragraph(&mut self, prose: &Prose) -> Block {
        let element = self.structure.add(Structure::ROOT, Role::P);
        let mut block = Block::new(BlockKind::Text, self.look.paragraph_gap);
        let set = self.shaper.set(prose, self.look.body, self.look.width());
        block.height = set.height;
        block.draw_text(element, set, 0.0, 0.0);
        block
    }

    /// A paragraph that may go on on the next page where it is too long to be kept whole.
    fn long_paragraph(&mut self, prose: &Prose) -> Vec<Block> {
        let before = self.structure.elements.len();
        let block = self.paragraph(prose);
        if block.height <= self.look.body.line() * KEPT_LINES {
            return vec![block];
        }
        self.structure.elements.truncate(before);
        self.cut_paragraph(prose, TOP, self.look.body)
    }

    fn list(&mut self, items: &[Prose], label: impl Fn(usize) -> String) -> Vec<Block> {
        let list = self.structure.add(Structure::ROOT, Role::L);
        let mut blocks: Vec<Block> =
            items.iter().enumerate().map(|(index, item)| self.list_item(list, &label(index), item)).collect();
        // No item stands alone before or after the end of a page.
        let last = blocks.len().saturating_sub(1);
        for index in [0, last.saturating_sub(1)] {
            if index < last {
                blocks[index].keep_with_next = true;
            }
        }
        if items.len() <= LONGEST_LIST {
            blocks.iter_mut().take(last).for_each(|block| block.rather_with_next = true);
        }
        let line = self.look.body.line();
        blocks.into_iter().flat_map(|block| self.unless_too_high(block, |height| steps_of(line, height))).collect()
    }

    /// A block as it is, or where it is higher than a page, cut at these heights in pt.
    pub fn unless_too_high(&self, block: Block, heights: impl FnOnce(f32) -> Vec<f32>) -> Vec<Block> {
        if block.height <= self.look.content.height() {
            return vec![block];
        }
        let heights = heights(block.height);
        block.cut(&heights)
    }

    fn list_item(&mut self, list: ElementId, label: &str, item: &Prose) -> Block {
        let element = self.structure.add(list, Role::LI);
        let mut block = Block::new(BlockKind::Text, self.look.paragraph_gap);
        let label = self.shaper.set(&Prose::strong(label), self.look.body, self.look.width());
        // A number of three digits takes more room.
        let gutter = (self.look.gutter * 0.75).max(label.width + LABEL_GAP);
        block.draw_text(self.structure.add(element, Role::Lbl), label, 0.0, 0.0);
        let body = self.shaper.set(item, self.look.body, self.look.width() - gutter);
        block.height = body.height;
        block.draw_text(self.structure.add(element, Role::LBody), body, gutter, 0.0);
        block
    }

    /// When this page is not the place to start: between two rules as dark as the words, so that it is seen and does not
    /// shout.
    pub fn safety(&mut self, safety: &Prose) -> Block {
        let mut block = Block::new(BlockKind::Text, self.look.part_gap);
        block.height = self.headed(&mut block, SAFE, safety, SAFE_PAD) + SAFE_PAD * 2.0;
        block.draw_rule(self.safety_rule(0.0));
        block.draw_rule(self.safety_rule(block.height));
        block
    }

    /// The whole in a breath.
    pub fn in_short(&mut self, summary: &Prose) -> Block {
        let mut block = Block::new(BlockKind::Text, self.look.part_gap);
        block.height = self.headed(&mut block, IN_SHORT, summary, 0.0);
        block
    }

    /// Draws a paragraph `top` pt down that begins with its own heading, to which a screen reader can jump; its height in pt.
    fn headed(&mut self, block: &mut Block, name: &str, prose: &Prose, top: f32) -> f32 {
        let prose = Prose::strong(format!("{name}. ")).then(prose);
        let mut set = self.shaper.set(&prose, self.look.body, self.look.width());
        let height = set.height;
        // Where more bold words follow, the name does not stand apart and stays a part of the paragraph.
        if set.runs.first().is_some_and(|run| run.text().trim_end_matches([' ', '.']) == name) {
            let heading = self.structure.add(Structure::ROOT, Role::H2);
            let first = set.runs.remove(0);
            block.draw_text(heading, SetText { runs: vec![first], ..set }, 0.0, top);
            block.bookmark = Some((name.into(), 2, heading));
        }
        block.draw_text(self.structure.add(Structure::ROOT, Role::P), set, 0.0, top);
        height
    }

    fn safety_rule(&self, y: f32) -> Path {
        Path::line((0.0, y), (self.look.width(), y), Stroke::solid(INK, 1.2))
    }

    /// Where the page comes from.
    pub fn source(&mut self, handout: &Handout) -> Block {
        let element = self.structure.add(Structure::ROOT, Role::P);
        let mut block = Block::new(BlockKind::Text, self.look.part_gap * 0.7);
        let named = |quoted: bool| {
            let articles = handout.articles.iter().filter(|article| article.quoted == quoted);
            articles.map(Article::named).collect::<Vec<_>>().join("; ")
        };
        let sentence = match (named(false), named(true)) {
            (adapted, quoted) if quoted.is_empty() => format!("This comes from {adapted}, in our own words."),
            (adapted, quoted) if adapted.is_empty() => format!("This is taken from {quoted}."),
            (adapted, quoted) => format!("This comes from {adapted}, in our own words. Parts are taken from {quoted}."),
        };
        let rights = handout.articles.iter().filter_map(|article| article.rights.as_deref());
        let prose = Prose::plain(rights.fold(sentence, |said, rights| format!("{said} {}", as_sentence(rights))));
        let set = self.shaper.set(&prose, self.look.small.coloured(QUIET), self.look.width());
        block.height = set.height;
        block.draw_text(element, set, 0.0, 0.0);
        block
    }
}

impl Footer {
    /// The footer of a handout.
    pub fn of(handout: &Handout, options: &PrintOptions) -> Self {
        let date = options.printed_on.format("%-d %B %Y").to_string();
        let source = if handout.articles.is_empty() { String::new() } else { format!("From {}", sources(handout)) };
        Footer { name: handout.title.clone(), source, date }
    }
}

/// The heights in pt at which so many lines end.
fn steps_of(line: f32, height: f32) -> Vec<f32> {
    (1..(height / line).round() as usize).map(|index| line * index as f32).collect()
}

/// Words on one line that end as a sentence does.
fn as_sentence(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.ends_with(['.', '!', '?', ')']) { words } else { words + "." }
}

/// The articles that a handout is adapted from, in one line.
fn sources(handout: &Handout) -> String {
    handout.articles.iter().map(|article| article.named()).collect::<Vec<_>>().join("; ")
}
