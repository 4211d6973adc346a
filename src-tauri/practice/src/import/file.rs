//! A file to import from, as it was read once: what is looked at is what is imported, whatever happens to the file.

use std::{fs::File, io::Read, path::Path};

use serde::Serialize;
use specta::Type;
use zeroize::Zeroizing;

use super::{
    candidate::{Candidate, Reading},
    cards,
    columns::{self, ImportColumn},
    decode::{self, Decoded},
    table::{self, Row},
};
use crate::{Error, Result};

/// More than a list of clients of a whole clinic.
const LONGEST: u64 = 64 * 1024 * 1024;
/// So many cells of each column are shown.
const SAMPLES: usize = 3;

/// A file that was read.
pub struct ImportFile {
    name: String,
    encoding: &'static str,
    guessed: bool,
    pub(super) content: Content,
}

pub(super) enum Content {
    Table { delimiter: char, rows: Vec<Row> },
    Cards(String),
}

/// What a file seems to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportPreview {
    /// The name of the file.
    pub file_name: String,
    /// Whether it holds cards and no table.
    pub cards: bool,
    /// How its letters are written.
    pub encoding: String,
    /// Whether that is only likely.
    pub guessed: bool,
    /// What stands between the cells of a table.
    pub delimiter: String,
    /// Whether the first row of a table seems to name the columns.
    pub header: bool,
    /// The columns of a table.
    pub columns: Vec<ImportColumn>,
    /// How many rows or cards there are, the first row included.
    pub rows: u32,
}

impl std::fmt::Debug for ImportFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ImportFile(..)")
    }
}

impl ImportFile {
    /// Reads a file of up to 64 MiB.
    ///
    /// # Errors
    /// [`Error::File`]; [`Error::Invalid`] when it is too long, empty, or no text.
    pub fn read(path: &Path) -> Result<ImportFile> {
        let doing = || Error::file(format!("Reading {}", path.display()));
        let mut bytes = Zeroizing::new(Vec::new());
        let file = File::open(path).map_err(doing())?;
        file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(doing())?;
        if bytes.len() as u64 > LONGEST {
            return Err(Error::invalid("This file is larger than 64 MB: cut it into several."));
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Self::parse(name, &bytes)
    }

    fn parse(name: String, bytes: &[u8]) -> Result<ImportFile> {
        let Decoded { text, encoding, guessed } = decode::decode(bytes)?;
        let content = if cards::are_cards(&text) {
            Content::Cards(text)
        } else {
            let delimiter = table::delimiter_of(&text);
            Content::Table { delimiter, rows: table::rows(&text, delimiter) }
        };
        match &content {
            Content::Table { rows, .. } if rows.is_empty() => Err(Error::invalid("There is nothing in this file.")),
            _ => Ok(ImportFile { name, encoding, guessed, content }),
        }
    }

    /// What it seems to be.
    pub fn preview(&self) -> ImportPreview {
        let (cards, delimiter, columns, rows) = match &self.content {
            Content::Table { delimiter, rows } => (false, delimiter.to_string(), columns(rows), rows.len()),
            Content::Cards(text) => (true, String::new(), Vec::new(), cards::candidates(text).len()),
        };
        ImportPreview {
            file_name: self.name.clone(),
            cards,
            encoding: self.encoding.into(),
            guessed: self.guessed,
            delimiter,
            header: columns.iter().any(|column| column.field.is_some()),
            columns,
            rows: u32::try_from(rows).unwrap_or(u32::MAX),
        }
    }

    /// The rows of a table; none of a file of cards.
    pub(super) fn rows(&self, header: bool) -> &[Row] {
        match &self.content {
            Content::Table { rows, .. } => rows.get(usize::from(header)..).unwrap_or_default(),
            Content::Cards(_) => &[],
        }
    }

    /// The client in each row or on each card.
    pub(super) fn candidates(&self, header: bool, reading: &Reading) -> Vec<Candidate> {
        let of = |row: &Row| Candidate {
            row: row.number,
            draft: row.cells.as_ref().map_err(Clone::clone).and_then(|cells| reading.draft(cells)),
        };
        match &self.content {
            Content::Table { .. } => self.rows(header).iter().map(of).collect(),
            Content::Cards(text) => cards::candidates(text),
        }
    }
}

fn columns(rows: &[Row]) -> Vec<ImportColumn> {
    let Some(first) = rows.iter().find_map(|row| row.cells.as_ref().ok()) else { return Vec::new() };
    let column = |(at, head): (usize, &String)| {
        let cells = rows.iter().skip(1).filter_map(|row| row.cells.as_ref().ok()?.get(at));
        let samples = cells.filter(|cell| !cell.trim().is_empty()).take(SAMPLES).cloned().collect();
        ImportColumn { head: head.trim().into(), samples, field: columns::recognised(head) }
    };
    first.iter().enumerate().map(column).collect()
}
