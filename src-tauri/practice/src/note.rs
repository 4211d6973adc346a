//! Notes: one progress note a session, saved whole at every pause in the typing.

use std::cell::Cell;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{OptionalExtension, Row};
use secure_base_model::Tag;
use serde::Serialize;
use specta::Type;

use crate::{
    Changed, Document, Error, Now, Practice, Record, Result, SessionId, Verb, draft, emphasis, passage, search,
    transact::Change,
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
    /// What the whole note speaks of, in the model's order.
    pub emphasis: Vec<Tag>,
    /// Why the document is none that this version can show, if it is not; then nothing is saved over it.
    pub unreadable: Option<Unreadable>,
    /// When it was signed; from then on it stays as it is.
    pub signed_at: Option<DateTime<Utc>>,
}

/// A stored document that cannot be shown as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Unreadable {
    /// Which note, and what is wrong with it; none of its text.
    pub why: String,
    /// What to do.
    pub advice: String,
    /// As much of its text as can be read, a line for each piece.
    pub text: String,
}

/// The note before another one of the same client, to read beside it or to take words from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NoteBefore {
    /// Whose note: the session's number in the practice.
    pub session: SessionId,
    /// Which of the client's sessions.
    pub number: u32,
    /// Its day.
    pub day: NaiveDate,
    /// The note.
    pub note: Note,
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
    search::add(change, session)
}

/// Puts a note on file with all its words at once, as if it had been saved once.
pub(crate) fn insert_written(change: Change, session: SessionId, document: &Document) -> Result<()> {
    let found = document.extract();
    change
        .db
        .prepare_cached(
            "INSERT INTO note (session, document, body, revision, saved_at, template, begun_on)
             VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6)",
        )?
        .execute((
            session,
            document.to_json(),
            &found.text,
            change.now.to_utc(),
            &document.template,
            change.now.date_naive(),
        ))?;
    passage::replace(change, session, &found.passages)?;
    search::add(change, session)?;
    change.touch(Verb::Changed, Record::Note(session))
}

/// A note before it is saved over.
struct Stored {
    revision: u32,
    body: String,
    saved_at: Option<DateTime<Utc>>,
    signed: bool,
    document: String,
}

fn stored(change: Change, session: SessionId) -> Result<Stored> {
    let columns = "n.revision, n.body, n.saved_at, n.signed_at IS NOT NULL, n.document";
    let read = |row: &Row| {
        let (revision, body, saved_at) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Stored { revision, body, saved_at, signed: row.get(3)?, document: row.get(4)? })
    };
    change
        .db
        .prepare_cached(&format!("SELECT {columns} {HERE}"))?
        .query_row([session], read)
        .optional()?
        .ok_or(Error::NotFound("note"))
}

/// Where the text of a save comes from.
struct Origin {
    /// The revision of the note that it grew from.
    revision: u32,
    /// Whether a save from that revision was told to have failed, and may be what stands there now.
    unanswered: bool,
}

pub(crate) fn save(change: Change, session: SessionId, document: &str, revision: u32) -> Result<Saved> {
    save_from(change, session, document, Origin { revision, unanswered: false }, &Cell::default())
}

/// Saves a note; `taken` is told when nothing but the disk stands against it any more.
fn save_from(
    change: Change,
    session: SessionId,
    document: &str,
    Origin { revision, unanswered }: Origin,
    taken: &Cell<bool>,
) -> Result<Saved> {
    let parsed = Document::parse(document)?;
    let found = parsed.extract();
    let before = stored(change, session)?;
    // A save that failed only after it was written is tried again by the editor: it is there already.
    let same = before.document == document && (before.revision == revision + 1 || unanswered);
    if let Some(saved_at) = before.saved_at.filter(|_| same) {
        return Ok(Saved { revision: before.revision, saved_at });
    }
    if before.signed {
        return Err(Error::NoteSigned);
    }
    if before.revision != revision && !unanswered {
        return Err(Error::NoteChanged);
    }
    // What a later version wrote is not this one's to replace.
    Document::parse(&before.document).map_err(unreadable(session))?;
    taken.set(true);
    draft::keep(change, session, &before.document, &before.body, &found.text)?;
    let saved = Saved { revision: before.revision + 1, saved_at: change.now.to_utc() };
    // The day of the first words, if these are the first.
    let begins = before.body.trim().is_empty() && !found.text.trim().is_empty();
    let begun_on = begins.then(|| change.now.date_naive());
    search::follow(change, session, || {
        let sql = "UPDATE note SET document = ?2, body = ?3, revision = ?4, saved_at = ?5, template = ?6,
                       begun_on = coalesce(begun_on, ?7) WHERE session = ?1";
        let row = (session, document, &found.text, saved.revision, saved.saved_at, &parsed.template, begun_on);
        change.db.prepare_cached(sql)?.execute(row)?;
        passage::replace(change, session, &found.passages)
    })?;
    change.touch(Verb::Changed, Record::Note(session))?;
    Ok(saved)
}

fn unreadable(session: SessionId) -> impl Fn(Error) -> Error {
    move |why| Error::Unreadable {
        noun: "note of the session",
        id: session.number(),
        why: why.to_string().trim_end_matches('.').into(),
    }
}

fn read(row: &Row) -> rusqlite::Result<Note> {
    let (document, revision, saved_at, signed_at) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
    Ok(Note { document, revision, saved_at, emphasis: Vec::new(), unreadable: None, signed_at })
}

impl Practice {
    /// A session's note. One whose document this version cannot read comes with as much of its text as there is.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Unreadable`] when its emphasis is none of the model's.
    pub fn note(&self, session: SessionId) -> Result<Note> {
        let mut note = self
            .db
            .prepare_cached(&format!("SELECT n.document, n.revision, n.saved_at, n.signed_at {HERE}"))?
            .query_row([session], read)
            .optional()?
            .ok_or(Error::NotFound("note"))?;
        note.emphasis = emphasis::of(&self.db, session)?;
        note.unreadable = Document::parse(&note.document).map_err(unreadable(session)).err().map(|error| Unreadable {
            why: error.to_string(),
            advice: error.advice().into(),
            text: Document::words_of(&note.document).join("\n"),
        });
        Ok(note)
    }

    /// The last note with words in it before a session's, of the same client.
    ///
    /// # Errors
    /// [`Error::NotFound`], and those of reading a note.
    pub fn note_before(&self, session: SessionId) -> Result<Option<NoteBefore>> {
        let here = self.session(session)?;
        let found = self
            .db
            .prepare_cached(
                "SELECT s.id, s.number, s.day FROM session s JOIN note n ON n.session = s.id
                 WHERE s.client = ?1 AND s.removed_at IS NULL AND (s.day, s.number) < (?2, ?3) AND trim(n.body) <> ''
                 ORDER BY s.day DESC, s.number DESC LIMIT 1",
            )?
            .query_row((here.client, here.day, here.number), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        found
            .map(|(session, number, day)| Ok(NoteBefore { session, number, day, note: self.note(session)? }))
            .transpose()
    }

    /// Saves a note whole: document, text, passages, search index and audit entry, on disk when it returns.
    /// `revision` is that of the note this text grew from.
    ///
    /// # Errors
    /// [`Error::NoteChanged`] when another save came between; [`Error::NoteSigned`]; [`Error::Invalid`] for a document
    /// that is none.
    pub fn save_note(&mut self, session: SessionId, document: &str, revision: u32, now: Now) -> Result<Changed<Saved>> {
        let (taken, unanswered) = (Cell::new(false), self.unanswered.get(&session) == Some(&revision));
        let origin = Origin { revision, unanswered };
        let saved = self.transact(now, |change| save_from(change, session, document, origin, &taken));
        match &saved {
            Ok(_) => drop(self.unanswered.remove(&session)),
            Err(_) if taken.get() => drop(self.unanswered.insert(session, revision)),
            Err(_) => {}
        }
        saved
    }

    /// The template in which a note was begun, and the day of its first words, as far as they are known.
    pub(crate) fn note_origin(&self, session: SessionId) -> Result<(Option<String>, Option<NaiveDate>)> {
        let mut query = self.db.prepare_cached("SELECT template, begun_on FROM note WHERE session = ?1")?;
        Ok(query.query_row([session], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }
}
