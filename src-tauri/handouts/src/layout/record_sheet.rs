//! A client's whole record on paper: one part after the other, notes as they stand on their own sheets.

use super::{
    block::Block,
    note_sheet::TOP,
    press::{Footer, Imprint, Press},
};
use crate::{Error, Pages, PrintOptions, RecordPart, RecordSheet};

impl Press {
    /// The record on its pages.
    pub fn record_sheet(mut self, sheet: &RecordSheet, options: PrintOptions) -> Result<Pages, Error> {
        self.set_small();
        let mut blocks: Vec<Block> = Vec::new();
        for part in &sheet.parts {
            let between = if blocks.is_empty() { 0.0 } else { self.look.part_gap * 2.0 };
            let (title, facts) = match part {
                RecordPart::Words { title, facts, .. } => (title, facts),
                RecordPart::Note(note) => (&note.title, &note.facts),
            };
            let mut title = self.title(title);
            title.gap = between;
            blocks.push(title);
            blocks.extend(facts.iter().enumerate().map(|(index, fact)| self.fact(fact, index == 0)));
            blocks.extend(match part {
                RecordPart::Words { body, .. } => self.note_blocks(body, TOP),
                RecordPart::Note(note) => self.note_words(note, false),
            });
        }
        blocks.extend(self.undrawn(&blocks));
        let footer = Footer {
            name: sheet.client.clone(),
            source: format!("Confidential. {}", sheet.practice),
            date: options.printed_on.format("Printed %-d %B %Y").to_string(),
        };
        let title = format!("Record, {}", sheet.client);
        self.finish(Imprint { id: "record".into(), title, options, tint: None, footer: Some(footer) }, blocks)
    }
}
