//! The board: every open task of every client, so that none is lost from view before it is looked at or closed.
//!
//! What it shows stands ready in `homework_tally`, in the order of its indexes, so that the first page costs the same in a
//! practice of any size (see migrations/014_homework.sql and 017_looks_in_order.sql).

use chrono::{Days, NaiveDate};
use rusqlite::{Connection, Row, ToSql};
use secure_base_model::Factor;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::row::{self, Cells, Homework};
use crate::{ClientId, ClientState, HomeworkId, Now, Practice, Result};

/// After so many days without a look, or two sessions, a task is stale.
pub const STALE_AFTER_DAYS: u32 = 28;
/// How many of the sessions after the last look have taken place by today (`?2`).
const WENT_BY: &str = "(since > 0 AND first_after <= ?2) + (since = 2 AND last_after <= ?2)";
/// How many lines a page has.
const PAGE: usize = 50;

/// What a task on the board waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BoardState {
    /// Two sessions went by without a look at it, or 28 days.
    Stale,
    /// A session went by without a look at it, or its day is over.
    Waiting,
    /// It is to be done before the next session.
    Due,
}

/// What is asked for; nothing said is everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Type)]
pub struct BoardFilter {
    /// Only tasks in this state.
    pub state: Option<BoardState>,
    /// Only tasks that work on this factor.
    pub factor: Option<Factor>,
    /// Only this client's.
    pub client: Option<ClientId>,
    /// After this place: the next page.
    pub after: Option<BoardPlace>,
}

/// Where a page ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct BoardPlace {
    state: BoardState,
    looked: i32,
    homework: HomeworkId,
}

/// A task on the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardLine {
    /// The task.
    pub homework: Homework,
    /// What the client is called.
    pub client_name: String,
    /// How far the work with the client is; also one that has ended can have open tasks.
    pub client_state: ClientState,
    /// What it waits for.
    pub state: BoardState,
    /// The day on which it was last looked at, or else agreed.
    pub looked_on: NaiveDate,
    /// How many sessions took place since, at most 2.
    pub sessions_since: u32,
}

/// A page of the board: stale tasks, then those that wait, then those that are due; in each the ones that were not looked at
/// for longest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct BoardPage {
    /// At most 50.
    pub lines: Vec<BoardLine>,
    /// Where the next page begins, if there is one.
    pub next: Option<BoardPlace>,
}

/// How many tasks there are in each state, however many pages that makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Type)]
pub struct BoardCounts {
    /// Stale.
    pub stale: u32,
    /// Waiting to be looked at.
    pub waiting: u32,
    /// Due before the next session.
    pub due: u32,
}

impl BoardState {
    /// All, the most pressing first.
    pub const ALL: [BoardState; 3] = [BoardState::Stale, BoardState::Waiting, BoardState::Due];

    /// The parts of an index that make up the state: sessions after the last look, and what else holds. `?1` is the last day
    /// that makes a task stale, `?2` is today.
    const fn ranges(self) -> &'static [&'static str] {
        match self {
            BoardState::Stale => &[
                "since = 2 AND (last_after <= ?2 OR looked <= ?1)",
                "since = 1 AND looked <= ?1",
                "since = 0 AND looked <= ?1",
            ],
            BoardState::Waiting => &[
                "since = 1 AND looked > ?1 AND (last_after <= ?2 OR due < ?2)",
                "since = 0 AND looked > ?1 AND due < ?2",
            ],
            BoardState::Due => &["since = 0 AND looked > ?1 AND coalesce(due, ?2) >= ?2"],
        }
    }

    /// The same of tasks whose next sessions are still to come, which lie together in an index of their own.
    const fn ranges_ahead(self) -> &'static [&'static str] {
        match self {
            BoardState::Stale => &[],
            BoardState::Waiting => {
                &["since = 2 AND last_after > ?2 AND looked > ?1 AND (first_after <= ?2 OR due < ?2)"]
            }
            BoardState::Due => &[
                "since = 2 AND last_after > ?2 AND first_after > ?2 AND looked > ?1 AND coalesce(due, ?2) >= ?2",
                "since = 1 AND last_after > ?2 AND looked > ?1 AND coalesce(due, ?2) >= ?2",
            ],
        }
    }
}

/// Days from 1970-01-01, as the tally counts them.
pub(crate) fn number(day: NaiveDate) -> i32 {
    day.signed_duration_since(NaiveDate::default()).num_days() as i32
}

fn day(number: i32) -> NaiveDate {
    NaiveDate::default() + chrono::TimeDelta::days(number.into())
}

impl BoardFilter {
    /// The index that answers, and the conditions that it is asked with: `?3` is the client, `?4` the factor.
    fn way(&self) -> (&'static str, &'static str) {
        match (self.client, self.factor) {
            (Some(_), Some(_)) => ("homework_tally_by_client", "client = ?3 AND factor = ?4 AND"),
            (Some(_), None) => ("homework_tally_by_client", "client = ?3 AND"),
            (None, Some(_)) => ("homework_tally_by_factor", "factor = ?4 AND"),
            (None, None) => ("homework_tally_by_look", ""),
        }
    }

    /// All tasks in a state, in order, so many of them (`?5`); of a next page those after a place (`?6`, `?7`).
    fn tasks(&self, state: BoardState) -> String {
        let (index, whose) = self.way();
        // Only where there is a place: an index that may begin there does not begin at the last stale day.
        let after = self.place_in(state).map_or("", |_| "AND (looked, homework) > (?6, ?7)");
        let ahead = if self.client.is_some() { index } else { "homework_tally_ahead" };
        let range = |index: &str, range: &str| {
            format!(
                "SELECT homework, looked, {WENT_BY} AS since FROM homework_tally INDEXED BY {index}
                 WHERE {whose} {range} {after}"
            )
        };
        let gone_by = state.ranges().iter().map(|one| range(index, one));
        let parts: Vec<String> = gone_by.chain(state.ranges_ahead().iter().map(|one| range(ahead, one))).collect();
        format!("{} ORDER BY looked, homework LIMIT ?5", parts.join(" UNION ALL "))
    }

    fn page(&self, db: &Connection, state: BoardState, now: Now, most: usize) -> Result<Vec<BoardLine>> {
        let sql = format!(
            "{}, coalesce(c.preferred_name, c.name), c.state, t.looked, t.since
             FROM ({}) t CROSS JOIN homework h ON h.id = t.homework CROSS JOIN session s ON s.id = h.session
             CROSS JOIN client c ON c.id = s.client ORDER BY t.looked, t.homework",
            row::columns(),
            self.tasks(state)
        );
        let (stale, today) = days(now);
        let (factor, most) = (self.factor.map(Factor::letter), most as i64);
        let place = self.place_in(state);
        let mut values: Vec<&dyn ToSql> = vec![&stale, &today, &self.client, &factor, &most];
        if let Some(place) = &place {
            values.extend([&place.looked as &dyn ToSql, &place.homework]);
        }
        let mut query = db.prepare_cached(&sql)?;
        query.query_and_then(&*values, |row| read(row, state))?.collect()
    }

    /// Where the page before ended, if it ended in this state.
    fn place_in(&self, state: BoardState) -> Option<BoardPlace> {
        self.after.filter(|place| place.state == state)
    }
}

/// The last day that makes a task stale, and today.
fn days(now: Now) -> (i32, i32) {
    let today = now.date_naive();
    let stale = today.checked_sub_days(Days::new(STALE_AFTER_DAYS.into())).unwrap_or(today);
    (number(stale), number(today))
}

fn read(row: &Row, state: BoardState) -> Result<BoardLine> {
    let mut cells = Cells::of(row);
    Ok(BoardLine {
        homework: row::read(&mut cells)?,
        client_name: cells.next()?,
        client_state: cells.next::<Option<ClientState>>()?.unwrap_or_default(),
        state,
        looked_on: day(cells.next()?),
        sessions_since: cells.next()?,
    })
}

/// The stale tasks of all clients, so many of them, those that were not looked at for longest first; and how many there are, as
/// far as it is counted.
pub(crate) fn stale(db: &Connection, now: Now, most: usize, counted: usize) -> Result<(Vec<BoardLine>, u32)> {
    let filter = BoardFilter { state: Some(BoardState::Stale), ..BoardFilter::default() };
    let lines = filter.page(db, BoardState::Stale, now, most)?;
    let (stale, today) = days(now);
    let sql = format!("SELECT count(*) FROM ({})", filter.tasks(BoardState::Stale));
    let values: [&dyn ToSql; 5] = [&stale, &today, &filter.client, &None::<&str>, &(counted as i64)];
    Ok((lines, db.prepare_cached(&sql)?.query_row(values, |row| row.get(0))?))
}

/// Open tasks of which the board would show something else than there is.
pub(crate) fn miscounted(db: &Connection) -> Result<Vec<String>> {
    let mut query = db.prepare(
        "SELECT homework FROM (SELECT * FROM homework_tally EXCEPT SELECT * FROM homework_counted)
         UNION SELECT homework FROM (SELECT * FROM homework_counted EXCEPT SELECT * FROM homework_tally)",
    )?;
    let told = |id: i64| format!("the board shows task {id} otherwise than it is");
    Ok(query.query_map([], |row| row.get(0).map(told))?.collect::<rusqlite::Result<_>>()?)
}

impl Practice {
    /// A page of the board, as it is on the day of `now`.
    ///
    /// # Errors
    /// [`crate::Error::Database`]; [`crate::Error::Unreadable`].
    pub fn homework_board(&self, filter: &BoardFilter, now: Now) -> Result<BoardPage> {
        let from = filter.after.map(|place| place.state);
        let mut lines = Vec::new();
        let wanted = |state: &BoardState| filter.state.is_none_or(|only| only == *state) && from <= Some(*state);
        for state in BoardState::ALL.into_iter().filter(wanted) {
            // One more than fits tells whether there is another page.
            lines.extend(filter.page(&self.db, state, now, PAGE + 1 - lines.len())?);
            if lines.len() > PAGE {
                break;
            }
        }
        let more = lines.len() > PAGE;
        lines.truncate(PAGE);
        let last = lines.last().filter(|_| more);
        let place = |line: &BoardLine| BoardPlace {
            state: line.state,
            looked: number(line.looked_on),
            homework: line.homework.id,
        };
        Ok(BoardPage { next: last.map(place), lines })
    }

    /// How many open tasks there are in each state, whatever page the filter asks for.
    ///
    /// # Errors
    /// [`crate::Error::Database`].
    pub fn homework_board_counts(&self, filter: &BoardFilter, now: Now) -> Result<BoardCounts> {
        let (stale, today) = days(now);
        let factor = filter.factor.map(Factor::letter);
        let all = BoardFilter { after: None, ..*filter };
        let count = |state: BoardState| -> Result<u32> {
            let sql = format!("SELECT count(*) FROM ({})", all.tasks(state));
            let values: [&dyn ToSql; 5] = [&stale, &today, &all.client, &factor, &-1];
            Ok(self.db.prepare_cached(&sql)?.query_row(values, |row| row.get(0))?)
        };
        Ok(BoardCounts {
            stale: count(BoardState::Stale)?,
            waiting: count(BoardState::Waiting)?,
            due: count(BoardState::Due)?,
        })
    }
}
