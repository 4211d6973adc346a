//! A row of a slip: a label and its words, a line to write on, a scale, or boxes to tick.

use super::super::{
    block::Block,
    look::{INK, QUIET, TEAL, TextStyle, WRITING},
    note_sheet::TOP,
    press::Press,
    shape::SetText,
};
use crate::{
    Area, BlockKind, ElementId, Face, Ink, Path, PrintField, Prose, Role, SlipBoxes, Stroke, Structure,
    slip::words::{self, line},
};

/// Between a label and its words, in pt.
const BESIDE: f32 = 10.0;
/// The days of a week.
const WEEK: usize = 7;
/// The highest mark of the scale.
const TOP_MARK: u8 = 10;

impl Press {
    /// A label with its words beside it; before them in large print and easy reading. Nothing for no words.
    pub(super) fn said(&mut self, label: &str, text: &str) -> Vec<Block> {
        self.said_in_prose(label, &Prose::plain(line(text)))
    }

    /// The same for words of which some are bold.
    pub(super) fn said_in_prose(&mut self, label: &str, text: &Prose) -> Vec<Block> {
        if text.is_blank() {
            return Vec::new();
        }
        let style = self.look.body;
        if !self.look.labels_beside {
            return self.cut_paragraph(&Prose::strong(format!("{label}: ")).then(text), TOP, style);
        }
        let indent = self.indent();
        let mut blocks = self.within(self.look.width() - indent, |press| press.cut_paragraph(text, TOP, style));
        blocks.iter_mut().flat_map(|block| &mut block.items).for_each(|item| item.shift(indent, 0.0));
        if let Some(first) = blocks.first_mut() {
            self.label_before(first, label);
        }
        blocks
    }

    /// A label and a line to write on.
    pub(super) fn row_to_write(&mut self, label: &str) -> Block {
        let mut block = Block::new(BlockKind::Worksheet, self.look.paragraph_gap);
        block.height = self.look.writing_gap;
        let element = self.structure.add(Structure::ROOT, Role::P);
        let set = self.label(label);
        let (left, top) = (self.indent().max(set.width + BESIDE), block.height - 2.0 - set.baseline);
        block.draw_text(element, set, 0.0, top);
        let field = self.structure.add_described(Structure::ROOT, Role::Form(PrintField::Text), label);
        let ends = ((left, block.height), (self.look.width(), block.height));
        block.draw_path(field, Path::line(ends.0, ends.1, Stroke::solid(WRITING, 0.7)));
        block
    }

    /// A scale from 0 to 10 with a ring around how sure the client is.
    pub(super) fn sureness(&mut self, sure: u8) -> Block {
        let style = TextStyle { face: Face::Text, ..self.look.small };
        let radius = style.size * 0.82;
        let mut block = self.labelled(words::SURE, radius * 2.0, radius);
        let (left, middle) = (self.indent(), block.height - radius);
        let alt = format!("{}, from 0, not at all, to {TOP_MARK}, fully: {sure}", words::SURE);
        let element = self.structure.add_described(Structure::ROOT, Role::Figure, alt);
        let step = (self.look.width() - left - radius * 2.0) / f32::from(TOP_MARK);
        for mark in 0..=TOP_MARK {
            let x = left + radius + step * f32::from(mark);
            let style = if mark == sure { TextStyle { face: Face::Strong, colour: INK, ..style } } else { style };
            let number = self.shaper.set(&Prose::plain(format!("{mark} ")), style, self.look.width());
            let place = (x - number.width / 2.0, middle + style.size * 0.35 - number.baseline);
            block.draw_text(element, number, place.0, place.1);
            if mark == sure {
                let ring = Path::circle((x, middle), radius);
                block.draw_path(element, Path { stroke: Some(Stroke::solid(TEAL, 1.4)), ..ring });
            }
        }
        block
    }

    /// Boxes to tick, in rows of equal length; those of days stand over their names, a week to a row.
    pub(super) fn boxes(&mut self, boxes: Option<&SlipBoxes>) -> Vec<Block> {
        let Some(boxes) = boxes else { return Vec::new() };
        let (labels, small) = (boxes.labels(), self.look.small);
        let named = matches!(boxes, SlipBoxes::Days(_));
        let name = if named { small.size * 1.9 } else { 0.0 };
        let least = name.max(self.look.tick) + small.size * 0.5;
        let room = self.look.width() - self.indent();
        let fit = ((room / least) as usize).max(1);
        let columns =
            if named { fit.min(WEEK) } else { labels.len().div_ceil(labels.len().div_ceil(fit).max(1)).max(1) };
        let step = (room / columns as f32).min(least * 1.4);
        let height = self.look.tick + if named { 1.0 + small.line() } else { 3.0 };
        let list = self.structure.add(Structure::ROOT, Role::L);
        let mut blocks = Vec::new();
        for row in labels.chunks(columns) {
            let mut block = match blocks.is_empty() {
                true => self.labelled(words::BOXES, height, self.look.tick / 2.0),
                false => Block { height, ..Block::new(BlockKind::Worksheet, self.look.paragraph_gap) },
            };
            let top = block.height - height;
            for (column, label) in row.iter().enumerate() {
                let place = (self.indent() + step * column as f32, top);
                self.tick_box(&mut block, list, (label, named), place);
            }
            blocks.push(block);
        }
        blocks
    }

    /// A box at `place`, its name under it where it has one.
    fn tick_box(&mut self, block: &mut Block, list: ElementId, (label, named): (&str, bool), place: (f32, f32)) {
        let (side, (x, top)) = (self.look.tick, place);
        let item = self.structure.add(list, Role::LI);
        let role = if named { Role::Lbl } else { Role::LBody };
        let element = self.structure.add(item, role);
        let what = format!("{}: {label}", words::BOXES);
        let field = self.structure.add_described(element, Role::Form(PrintField::Tick), what);
        let area = Area { left: x + 0.5, top: top + 0.5, right: x + side, bottom: top + side };
        block.draw_path(field, Path { stroke: Some(Stroke::solid(INK, 0.9)), ..Path::rectangle(area) });
        if named {
            let body = self.structure.add(item, Role::LBody);
            let name = self.shaper.set(&Prose::plain(format!("{label} ")), self.look.small, self.look.width());
            let centred = x + (side - name.width) / 2.0;
            block.draw_text(body, name, centred.max(0.0), top + side + 1.0);
        }
    }

    /// Where the words of a row begin, in pt from the left edge.
    fn indent(&self) -> f32 {
        if self.look.labels_beside { self.look.gutter } else { 0.0 }
    }

    /// The room that labels need, with the space beside them, in pt.
    pub(super) fn widest_label(&mut self) -> f32 {
        self.label(words::SURE).width.max(self.label(words::HOW_OFTEN).width) + BESIDE
    }

    /// Whether a text takes a single line of a row.
    pub(super) fn is_one_line(&mut self, text: &str) -> bool {
        let label = if self.look.labels_beside { 0.0 } else { self.label(words::HOW_OFTEN).width + BESIDE };
        let width = self.look.width() - self.indent() - label;
        self.shaper.set(&Prose::plain(text), self.look.body, width).height < self.look.body.line() * 1.5
    }

    fn label(&mut self, label: &str) -> SetText {
        let style = match self.look.labels_beside {
            true => TextStyle { face: Face::Strong, ..self.look.small }.coloured(QUIET),
            false => TextStyle { face: Face::Strong, ..self.look.body },
        };
        self.shaper.set(&Prose::plain(format!("{label} ")), style, self.look.width())
    }

    /// Draws a label level with the first line of `block`, read out before it as part of the same paragraph.
    fn label_before(&mut self, block: &mut Block, label: &str) {
        let first = block.items.iter().find_map(|item| match &item.ink {
            Ink::Text(run) => Some((item.element?, run.y)),
            Ink::Path(_) | Ink::Dots(..) => None,
        });
        let Some((element, baseline)) = first else { return };
        let set = self.label(label);
        let before = block.items.len();
        let top = baseline - set.baseline;
        block.draw_text(element, set, 0.0, top);
        let drawn = block.items.len() - before;
        block.items.rotate_right(drawn);
    }

    /// A block of something drawn that is `height` pt high; its label stands above it, or beside it level with `middle`.
    fn labelled(&mut self, label: &str, height: f32, middle: f32) -> Block {
        let mut block = Block::new(BlockKind::Worksheet, self.look.paragraph_gap);
        let element = self.structure.add(Structure::ROOT, Role::P);
        let set = self.label(label);
        let beside = self.look.labels_beside;
        block.height = if beside { height } else { set.height + 3.0 + height };
        let top = if beside { middle + self.look.small.size * 0.35 - set.baseline } else { 0.0 };
        block.draw_text(element, set, 0.0, top);
        block
    }
}
