//! A client's whole record as it is given to the client who asks for it.

use chrono::NaiveDate;

use crate::{Error, Fact, NoteBlock, NoteSheet, Paper, PrintedHandout, layout, print::bind};

/// What stands on the pages. Days and times come as the words that are to be printed.
#[derive(Clone, Debug)]
pub struct RecordSheet {
    /// The practice that keeps the record.
    pub practice: String,
    /// The client's name.
    pub client: String,
    /// One after the other; there is at least one.
    pub parts: Vec<RecordPart>,
    /// The day of printing.
    pub printed_on: NaiveDate,
    /// The paper.
    pub paper: Paper,
}

/// A part of a record, under a title of its own.
#[derive(Clone, Debug)]
pub enum RecordPart {
    /// Facts and words.
    Words {
        /// What it is called.
        title: String,
        /// Labels with their words.
        facts: Vec<Fact>,
        /// What follows them.
        body: Vec<NoteBlock>,
    },
    /// A session's note, with its signature and what came after.
    Note(NoteSheet),
}

/// Prints a record: tagged pages. The file's name names no client.
///
/// # Errors
/// [`Error::TooTall`] for a name that fills a page by itself.
pub fn print_record(sheet: &RecordSheet) -> Result<PrintedHandout, Error> {
    bind(&layout::record_sheet(sheet)?)
}
