//! Notes: one progress note a session, saved whole at every pause in the typing.

use chrono::{DateTime, Utc};
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
const HERE: &str = "FROM note n JOIN session s ON s.id = n.session JOIN client c ON c.id = s.client
                    WHERE n.session = ?1 AND s.removed_at IS NULL AND c.removed_at IS NULL";

pub(crate) fn insert_empty(change: Change, session: SessionId) -> Result<()> {
    let empty = Document::empty().to_json();
    change
        .db
        .execute("INSERT INTO note (session, document, body, revision) VALUES (?1, ?2, '', 0)", (session, empty))?;
    search::add(change, session)
}

pub(crate) fn save(change: Change, session: SessionId, document: &str, revision: u32) -> Result<Saved> {
    let found = Document::parse(document)?.extract();
    let (stored, saved_at, same): (u32, Option<DateTime<Utc>>, bool) = change
        .db
        .prepare_cached(&format!("SELECT n.revision, n.saved_at, n.document = ?2 {HERE}"))?
        .query_row((session, document), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?
        .ok_or(Error::NotFound("note"))?;
    // A save that failed only after it was written is tried again by the editor: it is there already.
    if let Some(saved_at) = saved_at.filter(|_| same && stored == revision + 1) {
        return Ok(Saved { revision: stored, saved_at });
    }
    if stored != revision {
        return Err(Error::NoteChanged);
    }
    let saved = Saved { revision: revision + 1, saved_at: change.now.to_utc() };
    search::follow(change, session, || {
        let sql = "UPDATE note SET document = ?2, body = ?3, revision = ?4, saved_at = ?5 WHERE session = ?1";
        let row = (session, document, &found.text, saved.revision, saved.saved_at);
        change.db.prepare_cached(sql)?.execute(row)?;
        passage::replace(change, session, &found.passages)
    })?;
    change.touch(Verb::Changed, Record::Note(session))?;
    Ok(saved)
}

fn read(row: &Row) -> rusqlite::Result<Note> {
    Ok(Note { document: row.get(0)?, revision: row.get(1)?, saved_at: row.get(2)? })
}

impl Practice {
    /// A session's note.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Unreadable`] when what is stored is no document.
    pub fn note(&self, session: SessionId) -> Result<Note> {
        let note = self
            .db
            .prepare_cached(&format!("SELECT n.document, n.revision, n.saved_at {HERE}"))?
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
    /// [`Error::NoteChanged`] when another save came between; [`Error::Invalid`] for a document that is none.
    pub fn save_note(&mut self, session: SessionId, document: &str, revision: u32, now: Now) -> Result<Changed<Saved>> {
        self.transact(now, |change| save(change, session, document, revision))
    }
}
