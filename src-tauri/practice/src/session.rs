//! Sessions: the days on which a client came.
//!
//! A session's number counts the client's sessions in the order in which they were put on file, and stays: it is printed,
//! and stands in signed notes and in the log. So a session that is written down later for an earlier day has a higher
//! number than its neighbours; their order is that of their days.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;
use specta::Type;

use crate::{
    Addendum, Attendance, Changed, Client, ClientId, Document, Error, GivenHandout, Homework, Mode, Note, Now,
    Practice, Record, Result, SessionDraft, SessionId, SignedNote, TimeOfDay, Verb, details::Details, transact::Change,
};

/// A session on file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// The session's number in the practice.
    pub id: SessionId,
    /// Whose.
    pub client: ClientId,
    /// Counts the client's sessions from 1, in the order in which they were put on file.
    pub number: u32,
    /// The day in the clinician's own time.
    pub day: NaiveDate,
    /// When its record was begun.
    pub started_at: DateTime<Utc>,
    /// When it started on its day.
    pub starts_at: Option<TimeOfDay>,
    /// How long it took, in minutes.
    pub minutes: Option<u32>,
    /// How it was held.
    pub mode: Option<Mode>,
    /// Whether it took place.
    pub attendance: Option<Attendance>,
    /// Who was there, in one line.
    pub present: Option<String>,
}

/// Everything on a session's page.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionPage {
    /// Whose session.
    pub client: Client,
    /// The session.
    pub session: Session,
    /// Its note.
    pub note: Note,
    /// If the note is signed, its signature and what came after.
    pub signed: Option<SignedNote>,
    /// Whether it has a process note, which lies apart and of which nothing else is said here.
    pub process_note: bool,
    /// What was written after signing, the first first.
    pub addenda: Vec<Addendum>,
    /// Tasks agreed in it.
    pub homework: Vec<Homework>,
    /// Tasks from earlier sessions that are not done.
    pub open_homework: Vec<Homework>,
    /// How many tasks were looked at in it.
    pub looked_at: u32,
    /// Handouts given in it.
    pub handouts: Vec<GivenHandout>,
}

/// Starts a session now.
pub(crate) fn start(change: Change, client: ClientId) -> Result<SessionId> {
    let details = Details::beginning(change, client)?;
    insert(change, client, &details)
}

/// Puts a session with an empty note on file.
pub(crate) fn insert(change: Change, client: ClientId, details: &Details) -> Result<SessionId> {
    let id = insert_row(change, client, details)?;
    crate::note::insert_empty(change, id)?;
    change.touch(Verb::Added, Record::Session(id))?;
    Ok(id)
}

/// Puts a session on file whose note is written already.
pub(crate) fn insert_written(change: Change, client: ClientId, note: &Document) -> Result<SessionId> {
    let id = insert_row(change, client, &Details::beginning(change, client)?)?;
    change.touch(Verb::Added, Record::Session(id))?;
    crate::note::insert_written(change, id, note)?;
    Ok(id)
}

fn insert_row(change: Change, client: ClientId, details: &Details) -> Result<SessionId> {
    let Details { day, starts_at, minutes, mode, attendance, present } = details;
    change.db.execute(
        "INSERT INTO session (client, number, day, started_at, starts_at, minutes, mode, attendance, present)
         SELECT ?1, 1 + coalesce(max(number), 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM session WHERE client = ?1",
        (client, day, change.now.to_utc(), starts_at, minutes, mode, attendance, present),
    )?;
    Ok(SessionId(change.db.last_insert_rowid()))
}

fn read(row: &Row) -> rusqlite::Result<Session> {
    Ok(Session {
        id: row.get("id")?,
        client: row.get("client")?,
        number: row.get("number")?,
        day: row.get("day")?,
        started_at: row.get("started_at")?,
        starts_at: row.get("starts_at")?,
        minutes: row.get("minutes")?,
        mode: row.get("mode")?,
        attendance: row.get("attendance")?,
        present: row.get("present")?,
    })
}

impl Practice {
    /// Starts a session on the day of `now`, with an empty note. It begins at the quarter of an hour next to `now`, and has
    /// length and way of the client's last session; all of it can be changed.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such client.
    pub fn start_session(&mut self, client: ClientId, now: Now) -> Result<Changed<Session>> {
        self.client(client)?;
        let started = self.transact(now, |change| start(change, client))?;
        Ok(Changed { value: self.session(started.value)?, touched: started.touched })
    }

    /// Puts a session of any day on file, with an empty note.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a day, time or length that cannot be, [`Error::NotFound`] when there is no such client.
    pub fn add_session(&mut self, client: ClientId, draft: &SessionDraft, now: Now) -> Result<Changed<Session>> {
        self.client(client)?;
        let details = draft.tidy(now)?;
        let added = self.transact(now, |change| insert(change, client, &details))?;
        Ok(Changed { value: self.session(added.value)?, touched: added.touched })
    }

    /// Takes back a session started by mistake: its note is empty and nothing hangs on it, so nothing need wait in
    /// the trash, and its number is free again.
    ///
    /// # Errors
    /// [`Error::Invalid`] when there is something in it, [`Error::NotFound`].
    pub fn remove_empty_session(&mut self, id: SessionId, now: Now) -> Result<Changed<()>> {
        if !self.session_is_empty(id)? {
            return Err(Error::invalid(
                "Only a session with an empty note, no homework and no handout goes without the trash.",
            ));
        }
        self.transact(now, |change| {
            crate::search::forget(change, id)?;
            change.db.execute("DELETE FROM session WHERE id = ?1", [id])?;
            change.touch(Verb::Purged, Record::Note(id))?;
            change.touch(Verb::Purged, Record::Session(id))
        })
    }

    /// Whether there is nothing in a session: no words, nothing said of who came, and no task, no look at one, no handout, no
    /// measure and no process note, be they in the trash.
    pub(crate) fn session_is_empty(&self, id: SessionId) -> Result<bool> {
        let Session { attendance, present, .. } = self.session(id)?;
        let hangs: bool = self.db.query_row(
            "SELECT EXISTS (SELECT 1 FROM homework WHERE session = ?1)
                 OR EXISTS (SELECT 1 FROM homework_review WHERE session = ?1)
                 OR EXISTS (SELECT 1 FROM given_handout WHERE session = ?1)
                 OR EXISTS (SELECT 1 FROM measure WHERE session = ?1)
                 OR EXISTS (SELECT 1 FROM process_note WHERE session = ?1)",
            [id],
            |row| row.get(0),
        )?;
        Ok(!hangs && attendance.is_none() && present.is_none() && self.note_is_wordless(id)?)
    }

    /// Whether nothing is written in a session's note. One that cannot be read may hold anything.
    pub(crate) fn note_is_wordless(&self, id: SessionId) -> Result<bool> {
        self.session(id)?;
        let document: String =
            self.db.query_row("SELECT document FROM note WHERE session = ?1", [id], |row| row.get(0))?;
        Ok(Document::parse(&document).is_ok_and(|note| !note.has_words()))
    }

    /// One session.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn session(&self, id: SessionId) -> Result<Session> {
        self.db
            .prepare_cached(
                "SELECT s.* FROM session s JOIN client c ON c.id = s.client
                 WHERE s.id = ?1 AND s.removed_at IS NULL AND c.removed_at IS NULL",
            )?
            .query_row([id], read)
            .optional()?
            .ok_or(Error::NotFound("session"))
    }

    /// The last session of a client that took place, or may have, up to a day.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn last_held(&self, client: ClientId, until: NaiveDate) -> Result<Option<Session>> {
        let mut query = self.db.prepare_cached(
            "SELECT * FROM session WHERE client = ?1 AND removed_at IS NULL AND day <= ?2
                 AND coalesce(attendance, 'attended') = 'attended'
             ORDER BY day DESC, number DESC LIMIT 1",
        )?;
        Ok(query.query_row((client, until), read).optional()?)
    }

    /// A session's page.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Unreadable`] when the stored note does not parse.
    pub fn session_page(&self, id: SessionId) -> Result<SessionPage> {
        let (session, note) = (self.session(id)?, self.note(id)?);
        Ok(SessionPage {
            client: self.client(session.client)?,
            signed: self.signed_note(id, &note.document)?,
            process_note: self.has_process_notes("s.id = ?1", id.0)?,
            addenda: self.addenda_of(id)?,
            note,
            homework: self.homework_assigned_in(id)?,
            open_homework: self.homework_open_before(&session)?,
            looked_at: self.homework_looked_at_in(id)?,
            handouts: self.handouts_given_in(id)?,
            session,
        })
    }
}
