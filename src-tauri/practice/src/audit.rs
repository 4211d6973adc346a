//! The audit log: who did what to which record and when, appended by every change.

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use serde::Serialize;

use crate::{ClientId, GivenHandoutId, HomeworkId, Practice, Result, SessionId};

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Verb {
    /// Made.
    Added,
    /// Altered.
    Changed,
    /// Taken away.
    Removed,
}

impl Verb {
    const fn word(self) -> &'static str {
        match self {
            Verb::Added => "added",
            Verb::Changed => "changed",
            Verb::Removed => "removed",
        }
    }
}

/// What it was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Record {
    /// The practice itself: its name.
    Practice,
    /// A client.
    Client(ClientId),
    /// A session.
    Session(SessionId),
    /// The note of a session.
    Note(SessionId),
    /// A homework task.
    Homework(HomeworkId),
    /// A handout given to a client.
    Handout(GivenHandoutId),
}

impl Record {
    const fn parts(self) -> (&'static str, i64) {
        match self {
            Record::Practice => ("practice", 1),
            Record::Client(id) => ("client", id.0),
            Record::Session(id) => ("session", id.0),
            Record::Note(id) => ("note", id.0),
            Record::Homework(id) => ("homework", id.0),
            Record::Handout(id) => ("handout", id.0),
        }
    }
}

/// One line of the log, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AuditEntry {
    /// Counts from 1 without gaps.
    pub sequence: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// What was done, in a word.
    pub verb: String,
    /// What kind of record.
    pub noun: String,
    /// Its number.
    pub record: i64,
}

pub(crate) fn append(db: &Connection, verb: Verb, record: Record, at: DateTime<Utc>) -> Result<()> {
    let (noun, id) = record.parts();
    db.prepare_cached("INSERT INTO audit (at, verb, noun, record) VALUES (?1, ?2, ?3, ?4)")?.execute((
        at,
        verb.word(),
        noun,
        id,
    ))?;
    Ok(())
}

impl Practice {
    /// The log, newest first, at most `limit` lines.
    ///
    /// # Errors
    /// [`crate::Error::Database`].
    pub fn audit_log(&self, limit: u32) -> Result<Vec<AuditEntry>> {
        let mut read = self
            .db
            .prepare_cached("SELECT sequence, at, verb, noun, record FROM audit ORDER BY sequence DESC LIMIT ?1")?;
        let rows = read.query_map([limit], |row| {
            Ok(AuditEntry {
                sequence: row.get(0)?,
                at: row.get(1)?,
                verb: row.get(2)?,
                noun: row.get(3)?,
                record: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
