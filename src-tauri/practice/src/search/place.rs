//! Where a note or a passage stands in the search: numbers whose order is newest first.
//!
//! `i64::MAX - (day << 41 | session << 15 | rest)`, the day counted from 1 January of the year 1. For the note itself the rest is
//! 0, so that it stands behind its passages; these have the highest ones, in the order of its text.

use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, Row};

use crate::{AnnotationId, Result, SessionId};

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

/// What stands in `search_place`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) place: i64,
    of: Of,
}

/// The whole note, or a passage by its mark, or one that was tagged after signing.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Of {
    mark: Option<String>,
    annotation: Option<AnnotationId>,
}

impl Span {
    pub(super) const ALL: Span = Span { first: i64::MIN, last: i64::MAX };

    /// A session's note and its passages.
    pub(super) fn of(day: NaiveDate, session: SessionId) -> Span {
        let note = start(day) | session.0.clamp(0, LAST_SESSION) << SESSION;
        Span { first: i64::MAX - (note | PASSAGES), last: i64::MAX - note }
    }

    /// All of some days in a row.
    pub(super) fn days(first: NaiveDate, last: NaiveDate) -> Span {
        Span { first: i64::MAX - (start(last) | ((1 << DAY) - 1)), last: i64::MAX - start(first) }
    }

    /// What belongs to both.
    pub(super) fn and(self, other: Span) -> Span {
        Span { first: self.first.max(other.first), last: self.last.min(other.last) }
    }

    /// What comes before another in time.
    pub(super) fn before(other: Span) -> Span {
        Span { first: other.last + 1, last: i64::MAX }
    }
}

fn start(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce()).clamp(0, LAST_DAY) << DAY
}

fn of(row: &Row) -> rusqlite::Result<Of> {
    Ok(Of { mark: row.get("mark")?, annotation: row.get("annotation")? })
}

/// Where a session's note and passages are to stand, among them those that were tagged after signing.
pub(super) fn due(db: &Connection, session: SessionId) -> Result<Vec<Standing>> {
    let day = db.prepare_cached("SELECT day FROM session WHERE id = ?1")?.query_row([session], |row| row.get(0))?;
    let span = Span::of(day, session);
    let mut tagged = db.prepare_cached(
        "SELECT mark, NULL AS annotation, place FROM passage WHERE session = ?1
         UNION ALL SELECT NULL, id, place FROM annotation WHERE session = ?1
         ORDER BY place, annotation, mark LIMIT ?2",
    )?;
    let tagged = tagged.query_map((session, PASSAGES), of)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let note = Standing { place: span.last, of: Of { mark: None, annotation: None } };
    let passages = (0..).zip(tagged).map(|(n, of)| Standing { place: span.first + n, of });
    Ok(std::iter::once(note).chain(passages).collect())
}

/// Where they stand, sought under the session's day.
pub(super) fn standing(db: &Connection, session: SessionId) -> Result<Vec<Standing>> {
    let day = db.prepare_cached("SELECT day FROM session WHERE id = ?1")?.query_row([session], |row| row.get(0))?;
    let Span { first, last } = Span::of(day, session);
    let mut read = db.prepare_cached(
        "SELECT mark, annotation, place FROM search_place WHERE place BETWEEN ?1 AND ?2 ORDER BY place = ?2 DESC, place",
    )?;
    let standing = |row: &Row| Ok(Standing { place: row.get("place")?, of: of(row)? });
    Ok(read.query_map([first, last], standing)?.collect::<rusqlite::Result<_>>()?)
}

/// Writes down where they stand from now on.
pub(super) fn stand(db: &Connection, before: &[Standing], now: &[Standing]) -> Result<()> {
    if before == now {
        return Ok(());
    }
    let mut delete = db.prepare_cached("DELETE FROM search_place WHERE place = ?1")?;
    before.iter().try_for_each(|one| delete.execute([one.place]).map(drop))?;
    let mut insert = db.prepare_cached("INSERT INTO search_place (place, mark, annotation) VALUES (?1, ?2, ?3)")?;
    now.iter().try_for_each(|one| insert.execute((one.place, &one.of.mark, one.of.annotation)).map(drop))?;
    Ok(())
}
