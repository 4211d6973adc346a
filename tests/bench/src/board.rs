//! The board of open tasks in a practice of 2,000 clients and 200,000 tasks: its first page, against the 16 ms of a blink and
//! against the same rows asked for by hand in bare SQLCipher.
//!
//! The practice is the large one of the other figures with more tasks in it. Each turn opens its database anew and asks every
//! question once before the clock counts.

use chrono::{Local, TimeDelta};
use rusqlite::{Connection, params, types::Value};
use secure_base_model::Factor;
use secure_base_practice::{BoardFilter, BoardState, Practice};

use crate::{
    Bench, Result, bare,
    measure::milliseconds,
    report::Figure,
    search::{large, percentile},
    seeded::Seeded,
};

const BLINK_MS: f64 = 16.0;
const TASKS: u32 = 200_000;
const ROUNDS: usize = 5;
/// How often each page is asked for in a round.
const TIMES: usize = 20;

/// The figures of the board.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let seeded = Seeded::with_tasks(bench, large(), TASKS)?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        for turn in 0..2 {
            match (round + turn) % 2 {
                0 => ours.extend(by_us(&seeded.open()?)?),
                _ => theirs.extend(by_hand(&bare::open(&seeded)?)?),
            }
        }
    }
    let [ours, theirs] = [ours, theirs].map(|times| percentile(times, 0.99));
    let name = format!("the board, first page, 99th percentile, {TASKS} tasks");
    Ok(vec![
        Figure::new(&name, "ms", [ours, BLINK_MS], "16 ms", 1.0),
        Figure::new(&name, "ms", [ours, theirs], "bare SQLCipher", 1.3),
    ])
}

/// What is asked: each state, of all and of one factor.
fn questions() -> Vec<BoardFilter> {
    let of = |factor: Option<Factor>| {
        BoardState::ALL.map(|state| BoardFilter { state: Some(state), factor, ..BoardFilter::default() })
    };
    [None, Some(Factor::S)].into_iter().flat_map(of).collect()
}

fn by_us(practice: &Practice) -> Result<Vec<f64>> {
    let now = Local::now().fixed_offset();
    timed(|one| Ok(practice.homework_board(one, now)?.lines.len()))
}

/// The tasks in a state, from the same table, as one would write it down: with every column of the task, its client's name, and
/// what the newest look said.
fn by_hand(db: &Connection) -> Result<Vec<f64>> {
    let today = Local::now().date_naive();
    let days = |day: chrono::NaiveDate| day.signed_duration_since(chrono::NaiveDate::default()).num_days();
    let (stale, today) = (days(today - TimeDelta::days(28)), days(today));
    timed(|one| {
        let state = one.state.unwrap_or(BoardState::Due);
        let factor = one.factor.map(Factor::letter);
        let mut query = db.prepare_cached(&sql(state, factor.is_some()))?;
        let mut rows = query.query(params![stale, today, factor])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            // All that a page shows is taken out of the row, as the product takes it.
            let cells = (0..row.as_ref().column_count()).map(|at| row.get::<_, Value>(at));
            lines.push(cells.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        Ok(lines.len())
    })
}

fn sql(state: BoardState, of_factor: bool) -> String {
    let ranges: &[&str] = match state {
        BoardState::Stale => &[
            "since = 2 AND (last_after <= ?2 OR looked <= ?1)",
            "since = 1 AND looked <= ?1",
            "since = 0 AND looked <= ?1",
        ],
        BoardState::Waiting => &[
            "since = 1 AND looked > ?1 AND (last_after <= ?2 OR due < ?2)",
            "since = 0 AND looked > ?1 AND due < ?2",
            "since = 2 AND last_after > ?2 AND looked > ?1 AND (first_after <= ?2 OR due < ?2)",
        ],
        BoardState::Due => &[
            "since = 0 AND looked > ?1 AND coalesce(due, ?2) >= ?2",
            "since = 2 AND last_after > ?2 AND first_after > ?2 AND looked > ?1 AND coalesce(due, ?2) >= ?2",
            "since = 1 AND last_after > ?2 AND looked > ?1 AND coalesce(due, ?2) >= ?2",
        ],
    };
    let factor = if of_factor { "factor = ?3 AND " } else { "?3 IS NULL AND " };
    let part = |range: &&str| {
        format!(
            "SELECT homework, looked, (since > 0 AND first_after <= ?2) + (since = 2 AND last_after <= ?2) AS since
             FROM homework_tally WHERE {factor}{range}"
        )
    };
    let parts: Vec<String> = ranges.iter().map(part).collect();
    format!(
        "SELECT h.*, s.client AS client, coalesce(c.preferred_name, c.name) AS name, c.state AS client_state, t.looked, t.since,
                (SELECT l.next FROM homework_look l
                 WHERE l.homework = h.id AND (l.session IS NULL OR l.outcome <> 'notDiscussed')
                 ORDER BY l.day DESC, l.turn DESC, l.id DESC LIMIT 1) AS next
         FROM ({} ORDER BY looked, homework LIMIT 51) t CROSS JOIN homework h ON h.id = t.homework
         CROSS JOIN session s ON s.id = h.session CROSS JOIN client c ON c.id = s.client
         ORDER BY t.looked, t.homework",
        parts.join(" UNION ALL ")
    )
}

fn timed(mut ask: impl FnMut(&BoardFilter) -> Result<usize>) -> Result<Vec<f64>> {
    let asked = questions();
    for one in &asked {
        ask(one)?;
    }
    let times = (0..TIMES).flat_map(|_| &asked).map(|one| Ok(milliseconds(|| ask(one))?.0));
    times.collect()
}
