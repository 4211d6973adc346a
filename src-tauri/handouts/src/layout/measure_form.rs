//! A measure on its pages: in the standard format a table to tick, in the others the answers under each question.

use std::rc::Rc;

use secure_base_model::{Question, Questionnaire};

use super::{
    block::{Block, Repeated},
    look::{INK, TextStyle, WRITING},
    note_sheet::TOP,
    press::{Footer, Imprint, Press},
};
use crate::{
    Area, BlockKind, ElementId, Error, Face, Format, Letterhead, MeasureForm, Pages, Path, PrintField, PrintOptions,
    Prose, Role, ScaleRow, Scope, Stroke, Structure, slip::words,
};

/// The size of the words in the standard format, in pt: so a form stands on one page, as its makers print it.
const BODY: f32 = 12.0;
/// The part of the width that the questions take.
const QUESTIONS: f32 = 0.5;
/// Above and below the words of a row, and beside them, in pt.
const PAD: (f32, f32) = (4.5, 8.0);
/// How many rows a scale has.
const WEEKS: u8 = 8;
/// What is said where a form asks about self-harm. It stands apart from the form, whose words stay as they are.
const IF_IT_IS_HARD: &str = "If you think of harming yourself, tell your therapist today, or somebody who is near. In danger, \
    call your local emergency number.";

/// Lays a form out on pages.
pub(crate) fn measure_form(
    form: MeasureForm,
    name: Option<&str>,
    head: Option<&Letterhead>,
    options: &PrintOptions,
) -> Result<Pages, Error> {
    let mut press = Press::new(options);
    if options.format == Format::Standard {
        press.look = press.look.with_body(BODY);
    }
    let title = match form {
        MeasureForm::Questionnaire(form) => form.title.clone(),
        MeasureForm::Scale { name, .. } => words::line(name),
    };
    let mut blocks: Vec<Block> = head.and_then(|head| press.letterhead(head)).into_iter().collect();
    blocks.push(press.title(&title));
    blocks.push(press.who(name));
    match form {
        MeasureForm::Questionnaire(form) => blocks.extend(press.questionnaire(form)),
        MeasureForm::Scale { low, high, .. } => blocks.extend(press.weeks(low, high)),
    }
    blocks.extend(press.undrawn(&blocks));
    let date = options.printed_on.format("%-d %B %Y").to_string();
    let footer = Footer { name: title.clone(), source: String::new(), date };
    let imprint = Imprint { id: form.id(), title, options: *options, tint: press.look.tint, footer: Some(footer) };
    press.finish(imprint, blocks)
}

impl Press {
    /// Where to write who fills it in and when; or the name, and where to write when.
    fn who(&mut self, name: Option<&str>) -> Block {
        let mut block = Block::new(BlockKind::Worksheet, self.look.paragraph_gap + 6.0);
        block.height = self.look.writing_gap;
        let (width, middle) = (self.look.width(), self.look.width() * 0.62);
        match name.map(words::line).filter(|name| !name.is_empty()) {
            Some(name) => {
                let element = self.structure.add(Structure::ROOT, Role::P);
                let set = self.shaper.set(&Prose::plain(format!("For {name} ")), self.look.body, middle);
                let y = block.height - set.height + 2.0;
                block.draw_text(element, set, 0.0, y);
            }
            None => self.blank(&mut block, "Name", (0.0, middle - 24.0)),
        }
        self.blank(&mut block, "Date", (middle, width));
        block
    }

    /// A word and a line to write on beside it, between two places in pt from the left.
    fn blank(&mut self, block: &mut Block, what: &str, (left, right): (f32, f32)) {
        let element = self.structure.add(Structure::ROOT, Role::P);
        let set = self.shaper.set(&Prose::plain(format!("{what} ")), self.look.body, right - left);
        let (start, y) = (left + set.width + 6.0, block.height - set.height + 2.0);
        block.draw_text(element, set, left, y);
        let field = self.structure.add_described(Structure::ROOT, Role::Form(PrintField::Text), what);
        let line = Path::line((start, block.height), (right, block.height), Stroke::solid(WRITING, 0.7));
        block.draw_path(field, line);
    }

    fn questionnaire(&mut self, form: &Questionnaire) -> Vec<Block> {
        let mut blocks = Vec::new();
        if !form.validated {
            blocks.push(
                self.paragraph(
                    &Prose::strong("Not validated. ").then(&Prose::plain("It helps to talk about the week.")),
                ),
            );
        }
        let mut intro = self.sub_heading(&form.intro, Role::H2);
        intro.gap = self.look.part_gap;
        blocks.push(intro);
        if self.look.columns {
            blocks.extend(self.table_to_tick(form));
        } else {
            blocks.extend(form.items.iter().enumerate().flat_map(|(index, item)| self.question(form, index, item)));
        }
        if let Some(last) = &form.unscored {
            let mut ticks = self.ticks(&Prose::plain(&last.text), &prose(&last.answers));
            if let Some(first) = ticks.first_mut() {
                first.gap = self.look.part_gap;
            }
            blocks.extend(ticks);
        }
        if form.self_harm.is_some() {
            let mut help = self.paragraph(&Prose::plain(IF_IT_IS_HARD));
            help.gap = self.look.part_gap;
            blocks.push(help);
        }
        for line in [&form.source, &form.licence] {
            blocks.extend(self.cut_paragraph(&Prose::plain(line), TOP, self.quiet()));
        }
        blocks
    }

    /// A question with its answers under it, each with what it counts.
    fn question(&mut self, form: &Questionnaire, index: usize, item: &Question) -> Vec<Block> {
        let answers =
            form.answers.iter().enumerate().map(|(count, answer)| Prose::plain(format!("{answer} ({count})")));
        let asked = Prose::strong(format!("{}. ", index + 1)).then(&Prose::plain(&item.text));
        let mut blocks = self.ticks(&asked, &answers.collect::<Vec<_>>());
        if let Some(first) = blocks.first_mut() {
            first.gap = self.look.part_gap * 0.8;
        }
        blocks
    }

    /// A row for each question and a column for each answer.
    fn table_to_tick(&mut self, form: &Questionnaire) -> Vec<Block> {
        let table = self.structure.add(Structure::ROOT, Role::Table);
        let (first, count) = (self.look.width() * QUESTIONS, form.answers.len() as f32);
        let step = (self.look.width() - first) / count;
        let lefts: Vec<f32> = (0..form.answers.len()).map(|index| first + step * index as f32).collect();
        let head = self.answers_head(form, table, first, &lefts, step);
        let repeated = Rc::new(Repeated::of(&head));
        let mut blocks = vec![head];
        for (index, item) in form.items.iter().enumerate() {
            let mut row = self.row_to_tick(form, table, (index, item), (first, step), &lefts);
            row.repeated = Some(Rc::clone(&repeated));
            row.keep_with_next = index + 1 < form.items.len();
            blocks.push(row);
        }
        blocks
    }

    fn answers_head(&mut self, form: &Questionnaire, table: ElementId, first: f32, lefts: &[f32], step: f32) -> Block {
        let mut block = Block::new(BlockKind::Worksheet, self.look.paragraph_gap).kept();
        let row = self.structure.add(table, Role::TR);
        let style = TextStyle { face: Face::Strong, ..self.look.small }.coloured(INK);
        let what = self.structure.add(row, Role::TH(Scope::Column));
        let tick = self.shaper.set(&Prose::plain("Tick one box in each row "), style, first - PAD.1);
        let heads: Vec<_> = form
            .answers
            .iter()
            .map(|answer| {
                let element = self.structure.add(row, Role::TH(Scope::Column));
                (element, self.shaper.set(&Prose::plain(format!("{answer} ")), style, step - PAD.1))
            })
            .collect();
        block.height = heads.iter().map(|(_, set)| set.height).fold(tick.height, f32::max) + PAD.0;
        let y = block.height - PAD.0 - tick.height;
        block.draw_text(what, tick, 0.0, y);
        for ((element, set), left) in heads.into_iter().zip(lefts) {
            let y = block.height - PAD.0 - set.height;
            block.draw_text(element, set, *left, y);
        }
        let y = block.height;
        block.draw_rule(Path::line((0.0, y), (self.look.width(), y), Stroke::solid(INK, 0.9)));
        block
    }

    fn row_to_tick(
        &mut self,
        form: &Questionnaire,
        table: ElementId,
        (index, item): (usize, &Question),
        (first, step): (f32, f32),
        lefts: &[f32],
    ) -> Block {
        let mut block = Block::new(BlockKind::Worksheet, 0.0);
        let row = self.structure.add(table, Role::TR);
        let number = index + 1;
        let asked = Prose::strong(format!("{number}. ")).then(&Prose::plain(format!("{} ", item.text)));
        let set = self.shaper.set(&asked, self.look.body, first - PAD.1 * 2.0);
        let element = self.structure.add(row, Role::TH(Scope::Row));
        block.height = set.height + PAD.0 * 2.0;
        let baseline = PAD.0 + set.baseline;
        block.draw_text(element, set, 0.0, PAD.0);
        for (count, (answer, left)) in form.answers.iter().zip(lefts).enumerate() {
            let cell = self.structure.add(row, Role::TD);
            let what = format!("Question {number}: {answer}");
            let field = self.structure.add_described(cell, Role::Form(PrintField::Tick), what);
            let side = self.look.tick;
            let top = baseline - side * 0.92;
            let area = Area { left: left + 0.5, top, right: left + side, bottom: top + side };
            block.draw_path(field, Path { stroke: Some(Stroke::solid(INK, 0.9)), ..Path::rectangle(area) });
            let digit = self.shaper.set(&Prose::plain(format!("{count} ")), self.look.body, step);
            let y = baseline - digit.baseline;
            block.draw_text(cell, digit, left + side + 6.0, y);
        }
        let y = block.height;
        block.draw_rule(self.hairline(y));
        block
    }

    /// A row a week, each from 0 to 10.
    fn weeks(&mut self, low: &str, high: &str) -> Vec<Block> {
        let said = |end: &str, otherwise: &str| {
            let end = words::line(end);
            if end.is_empty() { otherwise.to_owned() } else { end }
        };
        let rows: Vec<ScaleRow> =
            (1..=WEEKS).map(|week| ScaleRow { factor: None, name: format!("Week {week}") }).collect();
        let mut blocks = vec![self.heading("Week by week")];
        let prompt = Prose::plain("Circle one number, in one row a week.");
        blocks.extend(self.scale(&prompt, &said(low, "the least"), &said(high, "the most"), &rows));
        blocks
    }
}

fn prose(texts: &[String]) -> Vec<Prose> {
    texts.iter().map(Prose::plain).collect()
}
