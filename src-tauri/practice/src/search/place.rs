//! Where a note or a passage stands in the search: numbers whose order is that of the days.
//!
//! `day << 41 | session << 15 | rest`, the day counted from 1 January of the year 1. For the note itself the rest is 0; the
//! first passage of a note has the highest, so that newest first reads a note's passages in the order of its text.

use chrono::{Datelike, NaiveDate};
use rusqlite::Connection;

use crate::{Result, SessionId};

const DAY: u32 = 41;
const SESSION: u32 = 15;
const LAST_DAY: i64 = (1 << (63 - DAY)) - 1;
const LAST_SESSION: i64 = (1 << (DAY - SESSION)) - 1;
/// So many passages of a note are found by themselves; those after them are found with the note.
const PASSAGES: i64 = (1 << SESSION) - 1;

/// A stretch of places, both ends belonging to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: i64,
    pub(super) last: i64,
}

/// What stands in `search_place`: a place, and the mark of the passage that stands there.
pub(super) type Standing = (i64, Option<String>);

impl Span {
    pub(super) const ALL: Span = Span { first: i64::MIN, last: i64::MAX };

    /// A session's note and its passages.
    pub(super) fn of(day: NaiveDate, session: SessionId) -> Span {
        let first = start(day) | session.0.clamp(0, LAST_SESSION) << SESSION;
        Span { first, last: first | PASSAGES }
    }

    /// All of some days in a row.
    pub(super) fn days(first: NaiveDate, last: NaiveDate) -> Span {
        Span { first: start(first), last: start(last) | ((1 << DAY) - 1) }
    }

    /// What belongs to both.
    pub(super) fn and(self, other: Span) -> Span {
        Span { first: self.first.max(other.first), last: self.last.min(other.last) }
    }

    /// What comes before another in time.
    pub(super) fn before(other: Span) -> Span {
        Span { first: i64::MIN, last: other.first - 1 }
    }
}

fn start(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce()).clamp(0, LAST_DAY) << DAY
}

/// Where a session's note and passages are to stand.
pub(super) fn due(db: &Connection, session: SessionId) -> Result<Vec<Standing>> {
    let day = db.prepare_cached("SELECT day FROM session WHERE id = ?1")?.query_row([session], |row| row.get(0))?;
    let span = Span::of(day, session);
    let mut marks = db.prepare_cached("SELECT mark FROM passage WHERE session = ?1 ORDER BY place, mark LIMIT ?2")?;
    let marks = marks.query_map((session, PASSAGES), |row| row.get(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(std::iter::once((span.first, None)).chain((0..).map(|n| span.last - n).zip(marks)).collect())
}

/// Where they stand, sought under the session's day.
pub(super) fn standing(db: &Connection, session: SessionId) -> Result<Vec<Standing>> {
    let day = db.prepare_cached("SELECT day FROM session WHERE id = ?1")?.query_row([session], |row| row.get(0))?;
    let Span { first, last } = Span::of(day, session);
    let mut read = db.prepare_cached(
        "SELECT place, mark FROM search_place WHERE place BETWEEN ?1 AND ?2 ORDER BY mark IS NOT NULL, place DESC",
    )?;
    Ok(read.query_map([first, last], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
}

/// Writes down where they stand from now on.
pub(super) fn stand(db: &Connection, before: &[Standing], now: &[Standing]) -> Result<()> {
    if before == now {
        return Ok(());
    }
    let mut delete = db.prepare_cached("DELETE FROM search_place WHERE place = ?1")?;
    before.iter().try_for_each(|(place, _)| delete.execute([place]).map(drop))?;
    let mut insert = db.prepare_cached("INSERT INTO search_place (place, mark) VALUES (?1, ?2)")?;
    now.iter().try_for_each(|standing| insert.execute((standing.0, &standing.1)).map(drop))?;
    Ok(())
}
