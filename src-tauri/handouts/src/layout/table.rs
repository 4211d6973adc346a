//! A table to fill in: it stands whole on a page where it can; where it cannot, rows are never cut and headings repeat.

use std::rc::Rc;

use super::{
    block::{Block, Repeated},
    look::{INK, WRITING},
    press::Press,
};
use crate::{BlockKind, ElementId, Path, PrintField, Prose, Role, Scope, Stroke, Structure, TableRows};

/// Between a cell's words and the line beside it, in pt.
const PAD: f32 = 8.0;
/// The most of the width that the names of the rows take.
const NAMES: f32 = 0.4;
/// The height of an empty row, in lines to write on: what is written in a narrow column takes two.
const BLANK_ROW: f32 = 1.6;
/// The height of a row with a name, in lines to write on.
const NAMED_ROW: f32 = 1.05;

/// A table while it is set: its element, and where its columns begin and end, in pt.
struct Grid<'a> {
    table: ElementId,
    columns: &'a [Prose],
    edges: Vec<f32>,
}

impl Press {
    /// A prompt, a heading row and rows to fill in.
    pub fn table(&mut self, prompt: &Prose, columns: &[Prose], rows: &TableRows) -> Vec<Block> {
        let mut blocks = vec![self.prompt(prompt).kept()];
        let edges = self.edges(columns, rows);
        let grid = Grid { table: self.structure.add(Structure::ROOT, Role::Table), columns, edges };
        let head = self.head(&grid);
        let repeated = Rc::new(Repeated::of(&head));
        blocks.push(head.kept());
        let (count, names): (usize, &[Prose]) = match rows {
            TableRows::Blank(rows) => (usize::from(*rows), &[]),
            TableRows::Named(names) => (names.len(), names),
        };
        for index in 0..count {
            let mut row = self.row(&grid, names.get(index));
            // Headings that take half a page are not worth another half.
            row.repeated = Some(Rc::clone(&repeated)).filter(|head| head.height < self.look.content.height() / 2.0);
            row.keep_with_next = index + 1 < count;
            blocks.push(row);
        }
        blocks
    }

    /// Where the columns begin and end: names take what they need, the rest is shared.
    fn edges(&mut self, columns: &[Prose], rows: &TableRows) -> Vec<f32> {
        let width = self.look.width();
        let count = columns.len().max(1);
        let TableRows::Named(names) = rows else {
            return (0..=count).map(|index| width / count as f32 * index as f32).collect();
        };
        let head = columns.first().map(|head| Prose::strong(head.text()));
        let names: Vec<Prose> = names.iter().cloned().chain(head).collect();
        let widest = names.iter().map(|name| self.shaper.set(name, self.look.body, width).width).fold(0.0, f32::max);
        let first = (widest + PAD * 1.5).min(width * NAMES);
        let rest = (width - first) / (count - 1).max(1) as f32;
        std::iter::once(0.0).chain((0..count).map(|index| first + rest * index as f32)).collect()
    }

    fn head(&mut self, grid: &Grid<'_>) -> Block {
        let mut block = Block::new(BlockKind::Worksheet, self.look.paragraph_gap + 4.0);
        let row = self.structure.add(grid.table, Role::TR);
        for (index, heading) in grid.columns.iter().enumerate() {
            let element = self.structure.add(row, Role::TH(Scope::Column));
            let (x, width) = grid.cell(index);
            let words = self.shaper.set(&Prose::strong(heading.text()), self.look.body, width);
            block.height = block.height.max(words.height + 5.0);
            block.draw_text(element, words, x, 0.0);
        }
        let y = block.height;
        block.draw_rule(Path::line((0.0, y), (self.look.width(), y), Stroke::solid(INK, 0.9)));
        block
    }

    fn row(&mut self, grid: &Grid<'_>, name: Option<&Prose>) -> Block {
        let mut block = Block::new(BlockKind::Worksheet, 0.0);
        let row = self.structure.add(grid.table, Role::TR);
        let lines = if name.is_some() { NAMED_ROW } else { BLANK_ROW };
        block.height = self.look.writing_gap * lines;
        if let Some(name) = name {
            let element = self.structure.add(row, Role::TH(Scope::Row));
            let (x, width) = grid.cell(0);
            let words = self.shaper.set(name, self.look.body, width);
            block.height = block.height.max(words.height + PAD);
            let y = (block.height - words.height) / 2.0;
            block.draw_text(element, words, x, y);
        }
        let bottom = block.height;
        for (index, heading) in grid.columns.iter().enumerate() {
            let line =
                Path::line((grid.edges[index], bottom), (grid.edges[index + 1], bottom), Stroke::solid(WRITING, 0.7));
            if index == 0 && name.is_some() {
                block.draw_rule(line);
                continue;
            }
            let what = name.map_or_else(|| heading.text(), |name| format!("{}, {}", name.text(), heading.text()));
            let cell = self.structure.add(row, Role::TD);
            let field = self.structure.add_described(cell, Role::Form(PrintField::Text), what);
            block.draw_path(field, line);
        }
        for edge in &grid.edges[1..grid.edges.len() - 1] {
            block.draw_rule(Path::line((*edge, 0.0), (*edge, bottom), Stroke::solid(WRITING, 0.5)));
        }
        block
    }
}

impl Grid<'_> {
    /// Where a cell's words begin, and how wide they may be.
    fn cell(&self, index: usize) -> (f32, f32) {
        let x = self.edges[index] + if index == 0 { 0.0 } else { PAD };
        (x, (self.edges[index + 1] - PAD * 0.5 - x).max(1.0))
    }
}
