//! Notes: one progress note a session, saved whole at every pause in the typing.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;
use specta::Type;

use crate::{
    Changed, Document, Error, Now, Practice, Record, Result, SessionId, Verb, passage, search, transact::Change,
};

/// A session's note as the editor takes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// ProseMirror's JSON.
    pub document: String,
    /// Counts the saves; goes back with the next one.
    pub revision: u32,
    /// When it was last saved, if ever.
    pub saved_at: Option<DateTime<Utc>>,
    /// When it was signed; from then on it stays as it is.
    pub signed_at: Option<DateTime<Utc>>,
}

/// The answer to a save that is on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Saved {
    /// The revision to send with the next save.
    pub revision: u32,
    /// When.
    pub saved_at: DateTime<Utc>,
}

/// The note of a session that is not in the trash, and whose client is not.
pub(crate) const HERE: &str = "FROM note n JOIN session s ON s.id = n.session JOIN client c ON c.id = s.client
                    WHERE n.session = ?1 AND s.removed_at IS NULL AND c.removed_at IS NULL";

pub(crate) fn insert_empty(change: Change, session: SessionId) -> Result<()> {
    let empty = Document::empty().to_json();
    change
        .db
        .execute("INSERT INTO note (session, document, body, revision) VALUES (?1, ?2, '', 0)", (session, empty))?;
    search::index(change, session, "")
}

/// A note before it is saved over.
struct Stored {
    revision: u32,
    body: String,
    saved_at: Option<DateTime<Utc>>,
    signed: bool,
    /// Whether it is the same document.
    same: bool,
}

fn stored(change: Change, session: SessionId, document: &str) -> Result<Stored> {
    let columns = "n.revision, n.body, n.saved_at, n.signed_at IS NOT NULL, n.document = ?2";
    let read = |row: &Row| {
        let (revision, body, saved_at) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Stored { revision, body, saved_at, signed: row.get(3)?, same: row.get(4)? })
    };
    change
        .db
        .prepare_cached(&format!("SELECT {columns} {HERE}"))?
        .query_row((session, document), read)
        .optional()?
        .ok_or(Error::NotFound("note"))
}

pub(crate) fn save(change: Change, session: SessionId, document: &str, revision: u32) -> Result<Saved> {
    let found = Document::parse(document)?.extract();
    let before = stored(change, session, document)?;
    // A save that failed only after it was written is tried again by the editor: it is there already.
    if let Some(saved_at) = before.saved_at.filter(|_| before.same && before.revision == revision + 1) {
        return Ok(Saved { revision: before.revision, saved_at });
    }
    if before.signed {
        return Err(Error::NoteSigned);
    }
    if before.revision != revision {
        return Err(Error::NoteChanged);
    }
    let saved = Saved { revision: revision + 1, saved_at: change.now.to_utc() };
    // The day of the first words, if these are the first.
    let begins = before.body.trim().is_empty() && !found.text.trim().is_empty();
    let begun_on = begins.then(|| change.now.date_naive());
    change
        .db
        .prepare_cached(
            "UPDATE note SET document = ?2, body = ?3, revision = ?4, saved_at = ?5, begun_on = coalesce(begun_on, ?6)
             WHERE session = ?1",
        )?
        .execute((session, document, &found.text, saved.revision, saved.saved_at, begun_on))?;
    if before.body != found.text {
        search::unindex(change, session, &before.body)?;
        search::index(change, session, &found.text)?;
    }
    passage::replace(change, session, &found.passages)?;
    change.touch(Verb::Changed, Record::Note(session))?;
    Ok(saved)
}

fn read(row: &Row) -> rusqlite::Result<Note> {
    Ok(Note { document: row.get(0)?, revision: row.get(1)?, saved_at: row.get(2)?, signed_at: row.get(3)? })
}

impl Practice {
    /// A session's note.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Unreadable`] when what is stored is no document.
    pub fn note(&self, session: SessionId) -> Result<Note> {
        let note = self
            .db
            .prepare_cached(&format!("SELECT n.document, n.revision, n.saved_at, n.signed_at {HERE}"))?
            .query_row([session], read)
            .optional()?
            .ok_or(Error::NotFound("note"))?;
        let unreadable =
            |why: Error| Error::Unreadable { noun: "note of the session", id: session.number(), why: why.to_string() };
        Document::parse(&note.document).map_err(unreadable)?;
        Ok(note)
    }

    /// Saves a note whole: document, text, passages, search index and audit entry, on disk when it returns.
    /// `revision` is that of the note this text grew from.
    ///
    /// # Errors
    /// [`Error::NoteChanged`] when another save came between; [`Error::NoteSigned`]; [`Error::Invalid`] for a document
    /// that is none.
    pub fn save_note(&mut self, session: SessionId, document: &str, revision: u32, now: Now) -> Result<Changed<Saved>> {
        self.transact(now, |change| save(change, session, document, revision))
    }

    /// The template in which a note was begun, and the day of its first words, as far as they are known.
    pub(crate) fn note_origin(&self, session: SessionId) -> Result<(Option<String>, Option<NaiveDate>)> {
        let mut query = self.db.prepare_cached("SELECT template, begun_on FROM note WHERE session = ?1")?;
        Ok(query.query_row([session], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }
}
