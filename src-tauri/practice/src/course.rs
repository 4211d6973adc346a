//! A client's course: the sessions as lines of a story, newest first.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Row;
use serde::Serialize;
use specta::Type;

use crate::{Attendance, ClientId, Mode, Practice, Result, SessionId, TagCount, TimeOfDay};

/// A session as a line of the client's course.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionLine {
    /// The session's number in the practice.
    pub id: SessionId,
    /// Which of the client's sessions, in the order in which they were put on file.
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
    /// How the note begins.
    pub first_words: String,
    /// Whether the note is signed.
    pub signed: bool,
    /// How often each tag stands in the note, in the model's order.
    pub tags: Vec<TagCount>,
    /// How many tasks were agreed.
    pub homework: u32,
    /// How many handouts were given.
    pub handouts: u32,
    /// How many addenda the note has.
    pub addenda: u32,
}

/// A client's sessions by day; several on one day by when they started, then by number. The index holds how each note
/// begins, in 160 characters, so that no note is read.
const LINES: &str = "
    SELECT s.id, s.number, s.day, s.started_at, s.starts_at, s.minutes, s.mode, s.attendance,
           substr(n.body, 1, 160) AS first_words, n.signed_at IS NOT NULL AS signed,
           (SELECT count(*) FROM homework h WHERE h.session = s.id AND h.removed_at IS NULL) AS homework,
           (SELECT count(*) FROM given_handout g WHERE g.session = s.id AND g.removed_at IS NULL) AS handouts,
           (SELECT count(*) FROM addendum a WHERE a.session = s.id AND a.signed_at IS NOT NULL) AS addenda
    FROM session s JOIN note n INDEXED BY note_beginning ON n.session = s.id
    WHERE s.client = ?1 AND s.removed_at IS NULL
    ORDER BY s.day DESC, coalesce(s.starts_at, '') DESC, s.number DESC";

fn read(row: &Row) -> rusqlite::Result<SessionLine> {
    Ok(SessionLine {
        id: row.get("id")?,
        number: row.get("number")?,
        day: row.get("day")?,
        started_at: row.get("started_at")?,
        starts_at: row.get("starts_at")?,
        minutes: row.get("minutes")?,
        mode: row.get("mode")?,
        attendance: row.get("attendance")?,
        first_words: row.get("first_words")?,
        signed: row.get("signed")?,
        tags: Vec::new(),
        homework: row.get("homework")?,
        handouts: row.get("handouts")?,
        addenda: row.get("addenda")?,
    })
}

impl Practice {
    /// A client's course, newest first.
    pub(crate) fn sessions_of(&self, client: ClientId) -> Result<Vec<SessionLine>> {
        let mut query = self.db.prepare_cached(LINES)?;
        let mut lines = query.query_map([client], read)?.collect::<rusqlite::Result<Vec<_>>>()?;
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
