//! Sessions: the days on which a client came.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;
use specta::Type;

use crate::{
    Changed, Client, ClientId, Document, Error, GivenHandout, Homework, Note, Now, Practice, Record, Result, SessionId,
    TagCount, Verb, transact::Change,
};

/// How many characters of a note stand for it in a list.
const FIRST_WORDS: u32 = 160;

/// A session on file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// The session's number in the practice.
    pub id: SessionId,
    /// Whose.
    pub client: ClientId,
    /// Counts the client's sessions from 1.
    pub number: u32,
    /// The day in the clinician's own time.
    pub day: NaiveDate,
    /// When it was started.
    pub started_at: DateTime<Utc>,
}

/// A session as a line of the client's course.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionLine {
    /// The session's number in the practice.
    pub id: SessionId,
    /// Counts the client's sessions from 1.
    pub number: u32,
    /// The day in the clinician's own time.
    pub day: NaiveDate,
    /// When it was started.
    pub started_at: DateTime<Utc>,
    /// How the note begins.
    pub first_words: String,
    /// How often each tag stands in the note, in the model's order.
    pub tags: Vec<TagCount>,
    /// How many tasks were agreed.
    pub homework: u32,
    /// How many handouts were given.
    pub handouts: u32,
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
    /// Tasks agreed in it.
    pub homework: Vec<Homework>,
    /// Tasks from earlier sessions that are not done.
    pub open_homework: Vec<Homework>,
    /// Handouts given in it.
    pub handouts: Vec<GivenHandout>,
}

pub(crate) fn start(change: Change, client: ClientId) -> Result<SessionId> {
    change.db.execute(
        "INSERT INTO session (client, number, day, started_at)
         SELECT ?1, 1 + coalesce(max(number), 0), ?2, ?3 FROM session WHERE client = ?1",
        (client, change.now.date_naive(), change.now.to_utc()),
    )?;
    let id = SessionId(change.db.last_insert_rowid());
    crate::note::insert_empty(change, id)?;
    change.touch(Verb::Added, Record::Session(id))?;
    Ok(id)
}

fn read(row: &Row) -> rusqlite::Result<Session> {
    Ok(Session { id: row.get(0)?, client: row.get(1)?, number: row.get(2)?, day: row.get(3)?, started_at: row.get(4)? })
}

fn read_line(row: &Row) -> rusqlite::Result<SessionLine> {
    Ok(SessionLine {
        id: row.get(0)?,
        number: row.get(1)?,
        day: row.get(2)?,
        started_at: row.get(3)?,
        first_words: row.get(4)?,
        tags: Vec::new(),
        homework: row.get(5)?,
        handouts: row.get(6)?,
    })
}

impl Practice {
    /// Starts a session on the day of `now`, with an empty note.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such client.
    pub fn start_session(&mut self, client: ClientId, now: Now) -> Result<Changed<Session>> {
        self.client(client)?;
        let started = self.transact(now, |change| start(change, client))?;
        Ok(Changed { value: self.session(started.value)?, touched: started.touched })
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

    /// Whether there is nothing in a session: no words, and no task and no handout, be they in the trash.
    pub(crate) fn session_is_empty(&self, id: SessionId) -> Result<bool> {
        self.session(id)?;
        let (document, hangs): (String, bool) = self.db.query_row(
            "SELECT document, EXISTS (SELECT 1 FROM homework WHERE session = ?1)
                           OR EXISTS (SELECT 1 FROM given_handout WHERE session = ?1)
             FROM note WHERE session = ?1",
            [id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        // A note that cannot be read may hold anything.
        let wordless = |note: Document| note.extract().text.trim().is_empty();
        Ok(!hangs && Document::parse(&document).is_ok_and(wordless))
    }

    /// One session.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn session(&self, id: SessionId) -> Result<Session> {
        self.db
            .prepare_cached(
                "SELECT s.id, s.client, s.number, s.day, s.started_at FROM session s JOIN client c ON c.id = s.client
                 WHERE s.id = ?1 AND s.removed_at IS NULL AND c.removed_at IS NULL",
            )?
            .query_row([id], read)
            .optional()?
            .ok_or(Error::NotFound("session"))
    }

    /// A session's page.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Unreadable`] when the stored note does not parse.
    pub fn session_page(&self, id: SessionId) -> Result<SessionPage> {
        let session = self.session(id)?;
        Ok(SessionPage {
            client: self.client(session.client)?,
            note: self.note(id)?,
            homework: self.homework_assigned_in(id)?,
            open_homework: self.homework_open_before(&session)?,
            handouts: self.handouts_given_in(id)?,
            session,
        })
    }

    /// A client's course, newest first.
    pub(crate) fn sessions_of(&self, client: ClientId) -> Result<Vec<SessionLine>> {
        let mut read = self.db.prepare_cached(
            "SELECT s.id, s.number, s.day, s.started_at, substr(n.body, 1, ?2),
                    (SELECT count(*) FROM homework h WHERE h.session = s.id AND h.removed_at IS NULL),
                    (SELECT count(*) FROM given_handout g WHERE g.session = s.id AND g.removed_at IS NULL)
             FROM session s JOIN note n ON n.session = s.id
             WHERE s.client = ?1 AND s.removed_at IS NULL ORDER BY s.day DESC, s.number DESC",
        )?;
        let mut lines = read.query_map((client, FIRST_WORDS), read_line)?.collect::<rusqlite::Result<Vec<_>>>()?;
        let mut counts: HashMap<SessionId, Vec<TagCount>> = HashMap::new();
        for (session, count) in self.tag_counts(client)? {
            counts.entry(session).or_default().push(count);
        }
        for line in &mut lines {
            line.tags = counts.remove(&line.id).unwrap_or_default();
        }
        Ok(lines)
    }
}
