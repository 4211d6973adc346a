//! Where a note or a passage stands in the search: numbers whose order is newest first.
//!
//! `i64::MAX - (day << 41 | session << 15 | rest)`, the day counted from 1 January of the year 1. For the note itself the rest is
//! 0, so that it stands behind its passages; these have the highest ones, in the order of its text.

use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::{AnnotationId, Result, SessionId};

const DAY: u32 = 41;
const SESSION: u32 = 15;
const LAST_DAY: i64 = (1 << (63 - DAY)) - 1;
const LAST_SESSION: i64 = (1 << (DAY - SESSION)) - 1;
/// One note in so many has a pause behind it, the exponent of two.
const PAUSES: u32 = 9;
/// Its product with a number looks like chance (Knuth, The Art of Computer Programming 3, 6.4), so that pauses do not follow the
/// week in which sessions were written down.
const SCATTER: u64 = 0x9e37_79b9_7f4a_7c15;
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

    /// What lies behind the newest part of it.
    pub(super) fn behind(self, part: Span) -> Span {
        Span { first: part.last.saturating_add(1), last: self.last }
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

/// The session that stands at a place, and its day.
pub(super) fn session_at(place: i64) -> (NaiveDate, SessionId) {
    let counted = i64::MAX - place;
    let day = i32::try_from(counted >> DAY).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
    (day.unwrap_or_default(), SessionId(counted >> SESSION & LAST_SESSION))
}

/// Whether a search may pause behind this place: only behind whole notes, a small and even share of them.
fn is_pause(place: i64) -> bool {
    let counted = i64::MAX - place;
    let scattered = (counted >> SESSION & LAST_SESSION).cast_unsigned().wrapping_mul(SCATTER);
    counted & PASSAGES == 0 && scattered >> (u64::BITS - PAUSES) == 0
}

/// The newest part of a span, up to the pause of that number, or all of it.
pub(super) fn up_to_pause(db: &Connection, span: Span, number: u32) -> Result<Span> {
    let mut read =
        db.prepare_cached("SELECT place FROM search_pause WHERE place >= ?1 ORDER BY place LIMIT 1 OFFSET ?2")?;
    let pause: Option<i64> = read.query_row((span.first, number.saturating_sub(1)), |row| row.get(0)).optional()?;
    Ok(Span { last: pause.unwrap_or(i64::MAX).min(span.last), ..span })
}

/// How many pauses there are to be among some places.
pub(super) fn pauses(places: &[Standing]) -> usize {
    places.iter().filter(|one| is_pause(one.place)).count()
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
    let pauses = |some: &[Standing], sql| -> Result<()> {
        for one in some.iter().filter(|one| is_pause(one.place)) {
            db.prepare_cached(sql)?.execute([one.place])?;
        }
        Ok(())
    };
    pauses(before, "DELETE FROM search_pause WHERE place = ?1")?;
    pauses(now, "INSERT INTO search_pause (place) VALUES (?1)")?;
    let mut insert = db.prepare_cached("INSERT INTO search_place (place, mark, annotation) VALUES (?1, ?2, ?3)")?;
    now.iter().try_for_each(|one| insert.execute((one.place, &one.of.mark, one.of.annotation)).map(drop))?;
    Ok(())
}
