//! What is filled in by hand: lines, scales, boxes and tables. Each is one block, so no page break cuts it.

use super::{
    block::{Block, Fill, Spare},
    look::{INK, TextStyle, WRITING, factor_stroke},
    press::Press,
};
use crate::{Area, BlockKind, ElementId, Path, PrintField, Prose, Role, ScaleRow, Stroke, Structure};

/// The highest mark of a scale.
const TOP_MARK: u8 = 10;
/// The most lines that the end of the last page is filled with.
const MOST_LINES: usize = 9;
/// The most of the width that the names of scales take.
const NAMES: f32 = 0.4;
/// The least space between the columns of boxes to tick, in pt.
const TICK_GAP: f32 = 20.0;

impl Press {
    /// A prompt and lines to write on.
    pub fn lines(&mut self, prompt: &Prose, lines: u8) -> Block {
        let mut block = self.prompt(prompt);
        self.draw_lines(&mut block, &prompt.text(), lines);
        block
    }

    /// Room for the therapist's own words.
    pub fn therapist_words(&mut self, lines: u8) -> Vec<Block> {
        if lines == 0 {
            return Vec::new();
        }
        let heading = self.heading("From your therapist");
        let mut block = Block::new(BlockKind::Worksheet, 0.0);
        self.draw_lines(&mut block, "Words from your therapist", lines);
        block.fill =
            Some(Fill { step: self.look.writing_gap, most: MOST_LINES - usize::from(lines.min(MOST_LINES as u8)) });
        vec![heading, block]
    }

    /// A prompt and a scale from 0 to 10 a row.
    pub fn scale(&mut self, prompt: &Prose, low: &str, high: &str, rows: &[ScaleRow]) -> Vec<Block> {
        let mut block = self.prompt(prompt);
        let left = self.scale_left(rows);
        self.draw_ends(&mut block, left, low, high);
        let mut tops = Vec::new();
        for row in rows {
            tops.push(block.height);
            self.draw_scale(&mut block, left, row, &format!("from 0, {low}, to {TOP_MARK}, {high}"));
        }
        // The first stays under what to do.
        self.unless_too_high(block, |_| tops.split_off(1.min(tops.len())))
    }

    /// A prompt and boxes to tick, as many in a row as fit.
    pub fn ticks(&mut self, prompt: &Prose, options: &[Prose]) -> Vec<Block> {
        let mut block = self.prompt(prompt);
        let list = self.structure.add(Structure::ROOT, Role::L);
        let top = block.height + self.look.paragraph_gap;
        let widest = options.iter().map(|option| self.tick_width(option)).fold(0.0, f32::max) + TICK_GAP;
        let fit = ((self.look.width() + TICK_GAP) / widest).max(1.0) as usize;
        // Rows of equal length: seven days make four and three rather than six and one.
        let columns = options.len().div_ceil(options.len().div_ceil(fit).max(1)).max(1);
        let mut y = top;
        let mut tops = Vec::new();
        for row in options.chunks(columns) {
            tops.push(y);
            let heights = row.iter().enumerate().map(|(index, option)| {
                self.draw_tick(&mut block, list, option, self.look.width() / columns as f32 * index as f32, y)
            });
            let height = heights.fold(0.0, f32::max);
            block.height = y + height;
            y = block.height + 4.0;
        }
        self.unless_too_high(block, |_| tops.split_off(1.min(tops.len())))
    }

    /// Questions, each with lines to write on, together on one page where a page holds them.
    pub fn answers(&mut self, prompt: Option<&Prose>, questions: &[Prose], lines: u8) -> Vec<Block> {
        let mut blocks: Vec<Block> = prompt.map(|prompt| self.prompt(prompt).kept()).into_iter().collect();
        for (index, question) in questions.iter().enumerate() {
            let mut block = self.lines(question, lines);
            block.gap = self.look.part_gap * 0.8;
            block.keep_with_next = index + 1 < questions.len();
            // All have the same room, or it looks as if one answer counted less.
            block.spare = Spare::Nothing;
            blocks.push(block);
        }
        blocks
    }

    /// What to do, over what is filled in.
    pub fn prompt(&mut self, prompt: &Prose) -> Block {
        let mut block = self.paragraph(prompt);
        block.kind = BlockKind::Worksheet;
        block
    }

    fn draw_lines(&mut self, block: &mut Block, what: &str, lines: u8) {
        let element = self.structure.add_described(Structure::ROOT, Role::Form(PrintField::Text), what);
        for _ in 0..lines {
            block.height += self.look.writing_gap;
            let line = Path::line((0.0, block.height), (self.look.width(), block.height), Stroke::solid(WRITING, 0.7));
            block.draw_path(element, line);
        }
        if lines > 1 {
            block.spare = Spare::Line(self.look.writing_gap);
        }
    }

    /// Where the scales begin: right of the longest name.
    fn scale_left(&mut self, rows: &[ScaleRow]) -> f32 {
        let names = rows.iter().map(|row| Prose::plain(&row.name));
        let widest =
            names.map(|name| self.shaper.set(&name, self.look.body, self.look.width()).width).fold(0.0, f32::max);
        self.look.gutter * 0.85 + (widest + 26.0).min(self.look.width() * NAMES)
    }

    /// Draws what the lowest and the highest mark mean.
    fn draw_ends(&mut self, block: &mut Block, left: f32, low: &str, high: &str) {
        let element = self.structure.add(Structure::ROOT, Role::P);
        let top = block.height + 6.0;
        let mark = self.look.body.size * 0.3;
        let most = (self.look.width() - left) / 2.0 - 4.0;
        let low = self.shaper.set(&Prose::plain(format!("0 = {low} ")), self.look.small, most);
        let high = self.shaper.set(&Prose::plain(format!("10 = {high}")), self.look.small, most);
        block.height = top + low.height.max(high.height) + 2.0;
        let x = self.look.width() - high.width;
        block.draw_text(element, low, left - mark, top);
        block.draw_text(element, high, x, top);
    }

    fn draw_scale(&mut self, block: &mut Block, left: f32, row: &ScaleRow, range: &str) {
        let alt = format!("A scale for {}, {range}. Circle one number.", row.name);
        let element = self.structure.add_described(Structure::ROOT, Role::Figure, alt);
        let top = block.height + 2.0;
        let name_left = if row.factor.is_some() { self.look.gutter * 0.85 } else { 0.0 };
        let room = left - name_left - self.look.body.size;
        let name = self.shaper.set(&Prose::plain(format!("{} ", row.name)), self.look.body, room);
        if let Some(factor) = row.factor {
            let letter = TextStyle { size: self.look.body.size * 1.3, ..self.look.letter };
            self.draw_letter(block, element, factor, letter, top + name.baseline);
        }
        let axis = top + self.look.body.line() + 4.0;
        let bottom = top + name.height;
        block.draw_text(element, name, name_left, top);
        self.draw_marks(block, element, left, top, axis);
        let stroke = row.factor.map_or(Stroke::solid(INK, 1.0), |factor| factor_stroke(factor, 1.4));
        block.draw_path(
            element,
            Path::line((left, axis), (self.look.width() - self.look.body.size * 0.6, axis), stroke),
        );
        block.height = (axis + self.look.body.size * 0.5).max(bottom);
    }

    /// Draws the numbers, each centred over its mark.
    fn draw_marks(&mut self, block: &mut Block, element: ElementId, left: f32, top: f32, axis: f32) {
        let step = (self.look.width() - self.look.body.size * 0.6 - left) / f32::from(TOP_MARK);
        for mark in 0..=TOP_MARK {
            let x = left + step * f32::from(mark);
            let number = self.shaper.set(&Prose::plain(format!("{mark} ")), self.look.body, step * 2.0);
            let centred = x - number.width / 2.0;
            block.draw_text(element, number, centred, top);
            block.draw_path(element, Path::line((x, axis - 2.5), (x, axis + 2.5), Stroke::solid(INK, 0.8)));
        }
    }

    /// The width in pt of a box and its words.
    fn tick_width(&mut self, option: &Prose) -> f32 {
        let indent = self.look.tick + 7.0;
        indent + self.shaper.set(option, self.look.body, self.look.width() - indent).width
    }

    /// Draws a box and its words; their height in pt.
    fn draw_tick(&mut self, block: &mut Block, list: ElementId, option: &Prose, x: f32, y: f32) -> f32 {
        let item = self.structure.add(list, Role::LI);
        let label = self.structure.add(item, Role::Lbl);
        let field = self.structure.add_described(label, Role::Form(PrintField::Tick), option.text());
        let side = self.look.tick;
        let indent = side + 7.0;
        let words = self.shaper.set(option, self.look.body, self.look.width() - indent);
        let top = y + words.baseline - side * 0.92;
        let area = Area { left: x + 0.5, top, right: x + side, bottom: top + side };
        block.draw_path(field, Path { stroke: Some(Stroke::solid(INK, 0.9)), ..Path::rectangle(area) });
        let body = self.structure.add(item, Role::LBody);
        let height = words.height;
        block.draw_text(body, words, x + indent, y);
        height
    }
}
