//! A process note: read and saved. It has rich text and neither tags nor templates, and is on disk in two steps: first
//! its words in `process.db`, and then its fingerprint in `practice.db` with the entry in the log.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use specta::Type;

use super::store::{Row, Store};
use crate::{
    Changed, Client, Document, Error, Now, Practice, Record, Result, Saved, Session, SessionId, Unreadable, Verb,
    content::Hash, transact::Change,
};

/// A session's process note as the editor takes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProcessNote {
    /// ProseMirror's JSON.
    pub document: String,
    /// Counts the saves; goes back with the next one.
    pub revision: u32,
    /// When it was last saved, if ever.
    pub saved_at: Option<DateTime<Utc>>,
    /// Why the document is none that this version can show, if it is not; then nothing is saved over it.
    pub unreadable: Option<Unreadable>,
}

/// Everything on the page of a process note.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProcessPage {
    /// Whose session.
    pub client: Client,
    /// The session.
    pub session: Session,
    /// The note.
    pub note: ProcessNote,
}

/// The fingerprint that `practice.db` has of a session's process note.
pub(super) fn known(db: &Connection, session: SessionId) -> Result<Option<Hash>> {
    let mut query = db.prepare_cached("SELECT content FROM process_note WHERE session = ?1")?;
    Ok(query.query_row([session], |row| row.get(0)).optional()?)
}

/// Lets `practice.db` know of a note as `process.db` holds it, if it does not yet.
pub(super) fn close_gap(
    change: Change,
    session: SessionId,
    revision: u32,
    content: Hash,
    before: Option<Hash>,
) -> Result<()> {
    // A save that failed only after it was written is tried again by the editor: it is there already.
    if before == Some(content) {
        return Ok(());
    }
    change
        .db
        .prepare_cached("INSERT OR REPLACE INTO process_note (session, revision, content) VALUES (?1, ?2, ?3)")?
        .execute((session, revision, content))?;
    let verb = if before.is_none() { Verb::Added } else { Verb::Changed };
    change.touch(verb, Record::ProcessNote(session))
}

fn unreadable(session: SessionId) -> impl Fn(Error) -> Error {
    move |why| Error::Unreadable {
        noun: "process note of the session",
        id: session.number(),
        why: why.to_string().trim_end_matches('.').into(),
    }
}

fn shown(session: SessionId, row: Option<Row>) -> ProcessNote {
    let Some(Row { document, revision, saved_at, .. }) = row else {
        let document = Document::empty().to_json();
        return ProcessNote { document, revision: 0, saved_at: None, unreadable: None };
    };
    let unreadable = Document::parse(&document).map_err(unreadable(session)).err().map(|error| Unreadable {
        why: error.to_string(),
        advice: error.advice().into(),
        text: Document::words_of(&document).join("\n"),
    });
    ProcessNote { document, revision, saved_at: Some(saved_at), unreadable }
}

/// The first step of a save: the words.
fn save(
    store: &mut Store,
    session: SessionId,
    document: &str,
    from: u32,
    known: Option<Hash>,
    now: Now,
) -> Result<Row> {
    if !Document::parse(document)?.extract().passages.is_empty() {
        return Err(Error::invalid("A process note takes no tags. Put tagged words into the session's note."));
    }
    store.expect_in_place()?;
    let stored = store.row(session)?;
    let stored = match stored {
        Some(row) if row.document == document && row.revision == from + 1 => return Ok(row),
        stored => stored,
    };
    let revision = stored.as_ref().map_or(0, |row| row.revision);
    if revision != from && store.unanswered != Some((session, from)) {
        return Err(Error::NoteChanged);
    }
    // What a later version wrote is not this one's to replace.
    stored.iter().try_for_each(|row| Document::parse(&row.document).map(drop).map_err(unreadable(session)))?;
    store.unanswered = Some((session, from));
    let (document, saved_at) = (document.to_owned(), now.to_utc());
    let row = Row { session, document, revision: revision + 1, saved_at, content_before: known };
    store.put(&row)?;
    Ok(row)
}

impl Practice {
    /// The page of a session's process note.
    ///
    /// # Errors
    /// [`Error::ProcessNotesClosed`], [`Error::NotFound`].
    pub fn process_page(&self, session: SessionId) -> Result<ProcessPage> {
        let store = self.process_store()?;
        let session = self.session(session)?;
        let note = shown(session.id, store.row(session.id)?);
        Ok(ProcessPage { client: self.client(session.client)?, session, note })
    }

    /// Saves a session's process note whole, on disk when it returns. `revision` is that of the note this text grew from.
    ///
    /// # Errors
    /// [`Error::ProcessNotesClosed`]; [`Error::NoteChanged`] when another save came between; [`Error::Invalid`] for a
    /// document that is none, or has tags.
    pub fn save_process_note(
        &mut self,
        session: SessionId,
        document: &str,
        revision: u32,
        now: Now,
    ) -> Result<Changed<Saved>> {
        self.process_store()?;
        self.session(session)?;
        self.expect_in_place()?;
        let known = known(&self.db, session)?;
        let store = self.process.as_mut().ok_or(Error::ProcessNotesClosed)?;
        let row = save(store, session, document, revision, known, now)?;
        let content = store.content(&row);
        let saved = Saved { revision: row.revision, saved_at: row.saved_at };
        let Changed { touched, .. } =
            self.transact(now, |change| close_gap(change, session, row.revision, content, known))?;
        if let Some(store) = &mut self.process {
            store.unanswered = None;
        }
        Ok(Changed { value: saved, touched })
    }

    /// The document of a session's process note, for a copy that was asked for by name.
    ///
    /// # Errors
    /// Those of [`Practice::process_page`]; [`Error::Unreadable`].
    pub fn process_document(&self, session: SessionId) -> Result<Document> {
        let page = self.process_page(session)?;
        Document::parse(&page.note.document).map_err(unreadable(session))
    }
}
