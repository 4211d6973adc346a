//! A session's note on paper: set small and plain, its paragraphs cut between lines where a page ends.

use super::{
    block::Block,
    look::{QUIET, TextStyle, factor_stroke},
    press::{Footer, Imprint, Press},
    shape::SetText,
};
use crate::{
    Addendum, BlockKind, ElementId, Error, Fact, NoteBlock, NoteSheet, Pages, Path, PrintOptions, Prose, Role,
    Signature, Structure, TaggedWords,
};

const BODY: f32 = 11.0;
const TITLE: f32 = 22.0;
const HEADING: f32 = 13.5;
const SMALL: f32 = 9.5;
/// How far the words of a list, and those beside a label, stand in.
const STEP: f32 = 18.0;
const LABEL: f32 = 96.0;
/// Room to sign in, in pt.
const SIGNING: f32 = 34.0;
/// A paragraph of so many lines or more may be cut, but keeps two lines together at either end.
const CUT_FROM: usize = 4;

/// Where text stands: the element above it, and how far it is set in, in pt.
#[derive(Clone, Copy)]
pub(super) struct Place {
    parent: ElementId,
    left: f32,
}

pub(super) const TOP: Place = Place { parent: Structure::ROOT, left: 0.0 };

impl Press {
    /// The note on its pages.
    pub fn note_sheet(mut self, sheet: &NoteSheet, options: PrintOptions) -> Result<Pages, Error> {
        self.set_small();
        let mut blocks = vec![self.title(&sheet.title)];
        blocks.extend(sheet.all_facts().enumerate().map(|(index, fact)| self.fact(&fact, index == 0)));
        blocks.extend(self.note_words(sheet, true));
        blocks.extend(self.undrawn(&blocks));
        let footer = Footer {
            name: format!("{}, {}", sheet.client, sheet.title),
            source: format!("Confidential. {}", sheet.practice),
            date: options.printed_on.format("Printed %-d %B %Y").to_string(),
        };
        let title = format!("{}, {}", sheet.title, sheet.client);
        self.finish(Imprint { id: "note".into(), title, options, tint: None, footer: Some(footer) }, blocks)
    }

    /// A record is set small and plain.
    pub fn set_small(&mut self) {
        self.look.body = TextStyle { size: BODY, leading: 1.42, ..self.look.body };
        self.look.title.size = TITLE;
        self.look.heading.size = HEADING;
        self.look.small.size = SMALL;
        self.look.paragraph_gap = 5.0;
        self.look.part_gap = 15.0;
        // A gap at the end of a page of a record would look as if something were missing.
        self.look.even = false;
    }

    /// All of a note but what is known of its session; with a line to sign on by hand where somebody is to sign it.
    pub fn note_words(&mut self, sheet: &NoteSheet, to_sign: bool) -> Vec<Block> {
        let mut blocks = self.note_blocks(&sheet.body, TOP);
        blocks.extend(self.tagged("Tagged passages", &sheet.passages));
        blocks.extend(self.signed(sheet.signature.as_ref(), to_sign));
        blocks.extend(sheet.addenda.iter().flat_map(|addendum| self.addendum(addendum)));
        blocks.extend(self.tagged("Tagged after signing", &sheet.annotations));
        blocks
    }

    /// A label with its words beside it.
    pub fn fact(&mut self, fact: &Fact, first: bool) -> Block {
        let element = self.structure.add(Structure::ROOT, Role::P);
        let mut block = Block::new(BlockKind::Text, if first { 10.0 } else { 2.0 });
        let label = self.shaper.set(&Prose::plain(format!("{} ", fact.label)), self.quiet(), LABEL);
        let words = self.shaper.set(&Prose::plain(&fact.words), self.look.body, self.look.width() - LABEL);
        let level = (words.baseline - label.baseline).max(0.0);
        block.height = words.height.max(label.height);
        block.draw_text(element, label, 0.0, level);
        block.draw_text(element, words, LABEL, 0.0);
        block
    }

    pub fn quiet(&self) -> TextStyle {
        self.look.small.coloured(QUIET)
    }

    pub fn note_blocks(&mut self, blocks: &[NoteBlock], place: Place) -> Vec<Block> {
        blocks.iter().flat_map(|block| self.note_block(block, place)).collect()
    }

    fn note_block(&mut self, block: &NoteBlock, place: Place) -> Vec<Block> {
        match block {
            // Within a list a heading is only bold, because the outline of the page does not reach into lists.
            NoteBlock::Heading(words) if place.left == 0.0 => vec![self.heading(words)],
            NoteBlock::Heading(words) => self.cut_paragraph(&Prose::strong(words), place, self.look.body),
            NoteBlock::Paragraph(prose) => self.cut_paragraph(prose, place, self.look.body),
            NoteBlock::List { start, items } => self.note_list(*start, items, place),
        }
    }

    fn note_list(&mut self, start: Option<u32>, items: &[Vec<NoteBlock>], place: Place) -> Vec<Block> {
        let list = self.structure.add(place.parent, Role::L);
        let label = |index: usize| match start {
            Some(first) => format!("{}.", u64::from(first) + index as u64),
            None => "•".into(),
        };
        items
            .iter()
            .enumerate()
            .flat_map(|(index, item)| self.note_item(list, &label(index), item, place.left))
            .collect()
    }

    /// The label stands level with the first line of the item. Past half the page lists are set in no further.
    fn note_item(&mut self, list: ElementId, label: &str, item: &[NoteBlock], left: f32) -> Vec<Block> {
        let element = self.structure.add(list, Role::LI);
        let label_element = self.structure.add(element, Role::Lbl);
        let parent = self.structure.add(element, Role::LBody);
        let label = self.shaper.set(&Prose::plain(label), self.look.body, self.look.width());
        let step = STEP.max(label.width + 6.0);
        let indent = if left + step < self.look.width() / 2.0 { left + step } else { left };
        let mut blocks = self.note_blocks(item, Place { parent, left: indent });
        if blocks.is_empty() {
            blocks.push(Block { height: label.height, ..Block::new(BlockKind::Text, self.look.paragraph_gap) });
        }
        if let Some(first) = blocks.first_mut() {
            first.draw_text(label_element, label, indent - step, 0.0);
            // Read out before its words.
            first.items.rotate_right(1);
        }
        blocks
    }

    /// A paragraph as a block a line, so that it can go on on the next page; one element for all of them.
    pub fn cut_paragraph(&mut self, prose: &Prose, place: Place, style: TextStyle) -> Vec<Block> {
        let element = self.structure.add(place.parent, Role::P);
        let set = self.shaper.set(prose, style, self.look.width() - place.left);
        let lines = lines(set, style);
        let count = lines.len();
        let mut gap = self.look.paragraph_gap;
        let mut blocks = Vec::with_capacity(count);
        for (index, line) in lines.into_iter().enumerate() {
            let mut block = Block::new(BlockKind::Text, std::mem::take(&mut gap));
            block.height = line.height;
            block.draw_text(element, line, place.left, 0.0);
            let whole = count < CUT_FROM && index + 1 < count;
            block.keep_with_next = whole || index == 0 && count > 1 || count > 1 && index + 2 == count;
            blocks.push(block);
        }
        blocks
    }

    /// Tagged words, each with its factor's letter and line.
    fn tagged(&mut self, heading: &str, passages: &[TaggedWords]) -> Vec<Block> {
        if passages.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![self.heading(heading)];
        blocks.extend(passages.iter().flat_map(|one| self.tagged_words(one)));
        blocks
    }

    fn tagged_words(&mut self, passage: &TaggedWords) -> Vec<Block> {
        let prose = Prose::strong(passage.heading()).then(&Prose::plain(passage.rest()));
        let mut blocks = self.cut_paragraph(&prose, Place { left: STEP, ..TOP }, self.look.body);
        let stroke = factor_stroke(passage.tag.factor, 2.0);
        for block in &mut blocks {
            block.draw_rule(Path::line((4.0, 2.0), (4.0, block.height), stroke.clone()));
        }
        blocks
    }

    /// The signature, or that there is none; and a line to sign on by hand.
    fn signed(&mut self, signature: Option<&Signature>, to_sign: bool) -> Vec<Block> {
        let sentences = match signature {
            Some(Signature { sentence, late }) => std::iter::once(sentence.clone()).chain(late.clone()).collect(),
            None => vec!["This is a draft. It has not been signed.".into()],
        };
        let mut blocks = vec![self.heading("Signature")];
        for sentence in sentences {
            let lines = self.cut_paragraph(&Prose::plain(sentence), TOP, self.look.body);
            blocks.extend(lines.into_iter().map(|line| if to_sign { line.kept() } else { line }));
        }
        blocks.extend(to_sign.then(|| self.line_to_sign_on()));
        blocks
    }

    fn line_to_sign_on(&mut self) -> Block {
        let element = self.structure.add(Structure::ROOT, Role::P);
        let mut block = Block::new(BlockKind::Text, SIGNING);
        block.draw_rule(self.hairline(0.0));
        let words = self.shaper.set(&Prose::plain("Name, signature, date"), self.quiet(), self.look.width());
        block.height = words.height + 3.0;
        block.draw_text(element, words, 0.0, 3.0);
        block
    }

    fn addendum(&mut self, addendum: &Addendum) -> Vec<Block> {
        let mut blocks = vec![self.heading(&format!("Addendum, {}", addendum.added))];
        let reason = Prose::strong("Reason: ").then(&Prose::plain(&addendum.reason));
        let lines = self.cut_paragraph(&reason, TOP, self.look.body);
        blocks.extend(lines.into_iter().map(Block::kept));
        blocks.extend(self.note_blocks(&addendum.body, TOP));
        blocks
    }
}

/// Set text cut into its lines, each with its top at 0.
fn lines(set: SetText, style: TextStyle) -> Vec<SetText> {
    let line = style.line();
    let SetText { runs, width, baseline, height } = set;
    let count = (height / line).round().max(1.0) as usize;
    let blank = || SetText { runs: Vec::new(), height: line, width, baseline };
    let mut lines: Vec<SetText> = std::iter::repeat_with(blank).take(count).collect();
    for mut run in runs {
        let index = (((run.y - baseline) / line).round().max(0.0) as usize).min(count - 1);
        run.y -= line * index as f32;
        lines[index].runs.push(run);
    }
    lines
}
