//! The sessions of a day and of a week, by time.

use chrono::{Datelike, Days, NaiveDate};
use rusqlite::{Connection, Row};
use serde::Serialize;
use specta::Type;

use crate::{Attendance, ClientId, Error, Mode, Practice, Result, SessionId, TimeOfDay};

/// More sessions than anybody has on a day.
const MOST: usize = 30;

/// A session as a line of its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DaySession {
    /// The session's number in the practice.
    pub id: SessionId,
    /// Which of the client's sessions.
    pub number: u32,
    /// Whose.
    pub client: ClientId,
    /// What the client is called.
    pub client_name: String,
    /// Whether the client's record holds safety information.
    pub safety: bool,
    /// When it starts.
    pub starts_at: Option<TimeOfDay>,
    /// How long it takes, in minutes.
    pub minutes: Option<u32>,
    /// How it is held.
    pub mode: Option<Mode>,
    /// Whether it took place.
    pub attendance: Option<Attendance>,
    /// Whether its note has words.
    pub written: bool,
    /// Whether its note is signed.
    pub signed: bool,
}

/// A day of a week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct DeskDay {
    /// The day.
    pub day: NaiveDate,
    /// Its sessions by time, those without one last; at most 30.
    pub sessions: Vec<DaySession>,
    /// Whether there are more.
    pub more: bool,
}

/// Seven days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct DeskWeek {
    /// Monday to Sunday.
    pub days: Vec<DeskDay>,
}

/// The index holds the sessions of a day in their order, and how each note begins, so that no note is read.
pub(super) const LINES: &str = "
    SELECT s.id, s.number, s.client, coalesce(c.preferred_name, c.name) AS client_name, c.safety IS NOT NULL AS safety,
           s.starts_at, s.minutes, s.mode, s.attendance, trim(substr(n.body, 1, 160), char(10) || ' ') <> '' AS written,
           n.signed_at IS NOT NULL AS signed
    FROM session s INDEXED BY session_on_day CROSS JOIN client c ON c.id = s.client
        CROSS JOIN note n INDEXED BY note_beginning ON n.session = s.id
    WHERE s.day = ?1 AND s.removed_at IS NULL AND c.removed_at IS NULL
    ORDER BY s.starts_at LIMIT ?2";

impl DaySession {
    /// Whether there can be something to write of it: not when it was called off or nobody came.
    pub(super) fn may_be_written(&self) -> bool {
        !matches!(self.attendance, Some(Attendance::LateCancellation | Attendance::NoShow))
    }
}

fn read(row: &Row) -> rusqlite::Result<DaySession> {
    Ok(DaySession {
        id: row.get("id")?,
        number: row.get("number")?,
        client: row.get("client")?,
        client_name: row.get("client_name")?,
        safety: row.get("safety")?,
        starts_at: row.get("starts_at")?,
        minutes: row.get("minutes")?,
        mode: row.get("mode")?,
        attendance: row.get("attendance")?,
        written: row.get("written")?,
        signed: row.get("signed")?,
    })
}

/// The sessions of a day, and whether there are more than are shown.
pub(super) fn sessions_on(db: &Connection, day: NaiveDate) -> Result<(Vec<DaySession>, bool)> {
    let mut query = db.prepare_cached(LINES)?;
    let mut lines = query.query_map((day, MOST as i64 + 1), read)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let more = lines.len() > MOST;
    lines.truncate(MOST);
    lines.sort_by_key(|one| (one.starts_at.is_none(), one.starts_at, one.id));
    Ok((lines, more))
}

impl Practice {
    /// The week of a day, from Monday to Sunday.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a day at the end of all calendars.
    pub fn desk_week(&self, day: NaiveDate) -> Result<DeskWeek> {
        let monday = day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into()));
        let days = (0..7).map(|n| {
            let day = monday.and_then(|monday| monday.checked_add_days(Days::new(n)));
            let day = day.ok_or_else(|| Error::invalid("There is no such week: choose a nearer day."))?;
            let (sessions, more) = sessions_on(&self.db, day)?;
            Ok(DeskDay { day, sessions, more })
        });
        Ok(DeskWeek { days: days.collect::<Result<_>>()? })
    }
}
