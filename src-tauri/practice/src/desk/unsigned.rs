//! Notes that wait to be signed.

use chrono::NaiveDate;
use rusqlite::{Connection, Row};
use serde::Serialize;
use specta::Type;

use super::{COUNTED, LINES};
use crate::{ClientId, Result, SessionId, homework};

/// A note that waits to be signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DeskNote {
    /// The session's number in the practice.
    pub session: SessionId,
    /// Which of the client's sessions.
    pub number: u32,
    /// Whose.
    pub client: ClientId,
    /// What the client is called.
    pub client_name: String,
    /// The day of the session.
    pub day: NaiveDate,
    /// How the note begins; empty while nothing is written.
    pub first_words: String,
}

/// The list keeps the days in order, so that the first page costs the same however many wait.
pub(super) const OLDEST: &str = "
    SELECT s.id, s.number, s.client, coalesce(c.preferred_name, c.name), s.day, substr(n.body, 1, 160)
    FROM (SELECT session, day FROM unsigned_note WHERE day < ?1 ORDER BY day, session LIMIT ?2) u
        CROSS JOIN session s ON s.id = u.session CROSS JOIN client c ON c.id = s.client
        CROSS JOIN note n INDEXED BY note_beginning ON n.session = s.id
    ORDER BY u.day, u.session";
pub(super) const COUNT: &str = "SELECT count(*) FROM (SELECT 1 FROM unsigned_note WHERE day < ?1 LIMIT ?2)";

fn read(row: &Row) -> rusqlite::Result<DeskNote> {
    Ok(DeskNote {
        session: row.get(0)?,
        number: row.get(1)?,
        client: row.get(2)?,
        client_name: row.get(3)?,
        day: row.get(4)?,
        first_words: row.get::<_, String>(5)?.trim().into(),
    })
}

/// Those of sessions before a day, the oldest first, and how many there are.
pub(super) fn before(db: &Connection, today: NaiveDate) -> Result<(Vec<DeskNote>, u32)> {
    let today = homework::day_number(today);
    let mut query = db.prepare_cached(OLDEST)?;
    let lines = query.query_map((today, LINES as i64), read)?.collect::<rusqlite::Result<_>>()?;
    let count = db.prepare_cached(COUNT)?.query_row((today, COUNTED as i64), |row| row.get(0))?;
    Ok((lines, count))
}

/// Notes that wait to be signed and are not in the list of those, or the other way round.
pub(crate) fn miscounted(db: &Connection) -> Result<Vec<String>> {
    let mut query = db.prepare(
        "SELECT session FROM (SELECT * FROM unsigned_note EXCEPT SELECT session, day FROM unsigned_counted)
         UNION SELECT session FROM (SELECT session, day FROM unsigned_counted EXCEPT SELECT * FROM unsigned_note)",
    )?;
    let told = |id: i64| format!("the desk shows otherwise than it is whether the note of session {id} is signed");
    Ok(query.query_map([], |row| row.get(0).map(told))?.collect::<rusqlite::Result<_>>()?)
}
