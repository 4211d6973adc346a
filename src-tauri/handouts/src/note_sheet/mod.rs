//! A session's note as it leaves the practice, on paper, as CommonMark or as text: what was written, signed and added.

mod markdown;
mod plain;

use chrono::NaiveDate;
use secure_base_model::Tag;

use crate::{Error, Paper, PrintedHandout, Prose, layout, print::bind};

/// What stands on the pages. Days and times come as the words that are to be printed.
#[derive(Clone, Debug)]
pub struct NoteSheet {
    /// The practice that the note belongs to.
    pub practice: String,
    /// The client's name.
    pub client: String,
    /// What the note is called: "Session 12".
    pub title: String,
    /// What is known of the session, in the order in which it is printed.
    pub facts: Vec<Fact>,
    /// The note itself.
    pub body: Vec<NoteBlock>,
    /// The tagged passages, in the order in which they are printed.
    pub passages: Vec<TaggedWords>,
    /// Passages that were tagged after signing.
    pub annotations: Vec<TaggedWords>,
    /// The signature; none for a draft.
    pub signature: Option<Signature>,
    /// What was added after signing, oldest first.
    pub addenda: Vec<Addendum>,
    /// The day of printing.
    pub printed_on: NaiveDate,
    /// The paper.
    pub paper: Paper,
}

/// One thing known of a session: "Length", "50 minutes".
#[derive(Clone, Debug)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// The words.
    pub words: String,
}

/// A block of a note.
#[derive(Clone, Debug)]
pub enum NoteBlock {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Paragraph(Prose),
    /// A list; numbered from a number, or with bullets.
    List {
        /// The number of the first item, for a numbered list.
        start: Option<u32>,
        /// The items, each of one or more blocks.
        items: Vec<Vec<NoteBlock>>,
    },
}

/// Words under a tag of the three-factor model.
#[derive(Clone, Debug)]
pub struct TaggedWords {
    /// Factor and aspect.
    pub tag: Tag,
    /// The tagged words; none where the whole note is meant.
    pub words: Option<String>,
    /// What the clinician remarked on them.
    pub comment: Option<String>,
    /// When it was added, for what was added after signing.
    pub added: Option<String>,
}

/// Who signed the note and when, and what proves it.
#[derive(Clone, Debug)]
pub struct Signature {
    /// When, and by whom, as a sentence: "Signed on 19 November 2026 at 15:02 in the practice Harbour Street."
    pub sentence: String,
    /// Why the entry counts as late, if it does.
    pub late: Option<String>,
}

/// What was added to a signed note.
#[derive(Clone, Debug)]
pub struct Addendum {
    /// When, in words.
    pub added: String,
    /// Why.
    pub reason: String,
    /// The text.
    pub body: Vec<NoteBlock>,
}

impl NoteSheet {
    /// Whose note it is, then what is known of the session.
    pub(crate) fn all_facts(&self) -> impl Iterator<Item = Fact> {
        let client = Fact { label: "Client".into(), words: self.client.clone() };
        std::iter::once(client).chain(self.facts.iter().cloned())
    }
}

impl TaggedWords {
    /// The tag's names, up to the colon before the words.
    pub(crate) fn heading(&self) -> String {
        let (factor, aspect) = self.tag.names();
        format!("{} {factor}, {}: ", self.tag.factor, aspect.to_lowercase())
    }

    /// The words in quotation marks, and what was remarked on them.
    pub(crate) fn rest(&self) -> String {
        let words = self.words.as_ref().map_or_else(|| "the whole note".into(), |words| format!("“{}”", words.trim()));
        let more = [&self.comment, &self.added].into_iter().flatten().map(|more| format!(" ({more})"));
        std::iter::once(words.replace('\n', " ")).chain(more).collect()
    }

    /// All of it in one line.
    pub(crate) fn sentence(&self) -> String {
        self.heading() + &self.rest()
    }
}

/// Prints a note: tagged pages with a line for the signature. `file_name` names no client.
///
/// # Errors
/// [`Error::TooTall`] for a name that fills a page by itself.
pub fn print_note(sheet: &NoteSheet) -> Result<PrintedHandout, Error> {
    bind(&layout::lay_out_note(sheet)?)
}
