//! The tables: how many tasks of each factor came to what, and each task with its figures.

use std::rc::Rc;

use secure_base_model::{Factor, MODEL};

use super::super::{
    block::{Block, Repeated},
    look::{INK, TextStyle},
    press::Press,
    shape::SetText,
};
use crate::{
    BlockKind, ElementId, Face, History, HistoryTask, Path, Prose, Role, Scope, Stroke, Structure, TaskOutcome,
    history::TOP_MARK, slip::words,
};

/// The most letters of a task, and of what was learned, that are printed.
const LONGEST: (usize, usize) = (180, 240);
/// Above and below the words of a row, and beside them, in pt.
const PAD: (f32, f32) = (3.5, 8.0);

/// Where the columns of a table begin and end, in pt.
struct Columns {
    table: ElementId,
    edges: Vec<f32>,
}

impl Press {
    /// How many of each factor came to what.
    pub(super) fn counts(&mut self, history: &History) -> Vec<Block> {
        let outcomes = TaskOutcome::ALL.into_iter().filter(|outcome| {
            *outcome == TaskOutcome::Done || history.tasks.iter().any(|task| task.outcome == *outcome)
        });
        let outcomes: Vec<TaskOutcome> = outcomes.collect();
        let mut blocks = vec![self.heading("In numbers")];
        let heads = std::iter::once("agreed").chain(outcomes.iter().map(|outcome| outcome.word()));
        let heads: Vec<Prose> = std::iter::once("Works on").chain(heads).map(Prose::strong).collect();
        // Large print needs the room for the headings.
        let share = if self.look.labels_beside { 0.34 } else { 0.23 };
        let columns = self
            .columns(std::iter::once(share).chain(heads[1..].iter().map(|_| (1.0 - share) / (heads.len() - 1) as f32)));
        blocks.push(self.table_row(&columns, &heads, Role::TH(Scope::Column)).kept());
        let factors = Factor::ALL.into_iter().map(Some).chain([None]);
        for factor in factors {
            let counts: Vec<usize> = outcomes.iter().map(|outcome| history.count(factor, *outcome)).collect();
            let all: usize = counts.iter().sum();
            if all == 0 {
                continue;
            }
            let name = factor.map_or_else(|| "no factor".into(), |factor| self.named(factor));
            let cells = std::iter::once(all).chain(counts).map(|count| Prose::plain(count.to_string()));
            let cells: Vec<Prose> = std::iter::once(Prose::plain(name)).chain(cells).collect();
            blocks.push(self.table_row(&columns, &cells, Role::TH(Scope::Row)).kept());
        }
        if let Some(last) = blocks.last_mut() {
            last.keep_with_next = false;
        }
        blocks
    }

    /// Each task, with its number in the chart.
    pub(super) fn tasks(&mut self, history: &History) -> Vec<Block> {
        let mut blocks = vec![self.heading("Task by task")];
        let columns = self.columns([0.08, 0.17, 0.5, 0.25]);
        let heads = ["No.", "Agreed", "What", "How it went"].map(Prose::strong);
        let head = self.table_row(&columns, &heads, Role::TH(Scope::Column)).kept();
        let repeated = Rc::new(Repeated::of(&head));
        blocks.push(head);
        for (index, task) in history.tasks.iter().enumerate() {
            let cells =
                [Prose::plain((index + 1).to_string()), Prose::plain(words::line(&task.day)), what(task), went(task)];
            let mut row = self.table_row(&columns, &cells, Role::TH(Scope::Row));
            row.repeated = Some(Rc::clone(&repeated));
            row.keep_with_next = index + 1 < history.tasks.len();
            blocks.push(row);
        }
        blocks
    }

    /// A factor with its letter; in large print and easy reading by the shorter of its names.
    fn named(&self, factor: Factor) -> String {
        let text = &MODEL[factor as usize];
        format!("{factor} {}", if self.look.labels_beside { text.name } else { text.short })
    }

    /// A table with columns of these shares of the width.
    fn columns(&mut self, shares: impl IntoIterator<Item = f32>) -> Columns {
        let table = self.structure.add(Structure::ROOT, Role::Table);
        let width = self.look.width();
        let ends = shares.into_iter().scan(0.0, |end, share| {
            *end += share * width;
            Some(*end)
        });
        Columns { table, edges: std::iter::once(0.0).chain(ends).collect() }
    }

    /// A row; its first cell, or each where it is a row of headings, has the role of `head`.
    fn table_row(&mut self, columns: &Columns, cells: &[Prose], head: Role) -> Block {
        let heading = head == Role::TH(Scope::Column);
        let gap = if heading { self.look.paragraph_gap } else { 0.0 };
        let mut block = Block::new(BlockKind::Text, gap);
        let row = self.structure.add(columns.table, Role::TR);
        for (index, cell) in cells.iter().enumerate() {
            let role = if heading || index == 0 { head } else { Role::TD };
            let element = self.structure.add(row, role);
            let (left, right) = (columns.edges[index], columns.edges[index + 1]);
            let room = (right - left - if index + 1 == cells.len() { 0.0 } else { PAD.1 }).max(1.0);
            let style = if heading {
                TextStyle { face: Face::Strong, ..self.look.small }.coloured(INK)
            } else {
                self.look.body
            };
            let set: SetText = self.shaper.set(&cell.clone().then(&Prose::plain(" ")), style, room);
            block.height = block.height.max(set.height + PAD.0 * 2.0);
            block.draw_text(element, set, left, PAD.0);
        }
        let y = block.height;
        block.draw_rule(match heading {
            true => Path::line((0.0, y), (self.look.width(), y), Stroke::solid(INK, 0.8)),
            false => self.hairline(y),
        });
        block
    }
}

fn what(task: &HistoryTask) -> Prose {
    let letter = task.factor.map_or_else(|| Prose::plain(""), |factor| Prose::strong(format!("{factor} ")));
    letter.then(&Prose::plain(in_brief(&task.task, LONGEST.0)))
}

fn went(task: &HistoryTask) -> Prose {
    let mark = task.how_well.map(|mark| format!(", {mark} of {TOP_MARK}")).unwrap_or_default();
    let learned = in_brief(&task.learned, LONGEST.1);
    let learned = if learned.is_empty() { learned } else { format!(". “{learned}”") };
    Prose::plain(format!("{}{mark}{learned}", task.outcome.word()))
}

/// The beginning of a text, up to the end of a word where there is one.
fn in_brief(text: &str, most: usize) -> String {
    let text = words::line(text);
    let Some((end, _)) = text.char_indices().nth(most) else { return text };
    let start = &text[..end];
    let whole = start.rfind(' ').filter(|at| *at > end / 2).map_or(start, |at| &start[..at]);
    format!("{whole} …")
}
