//! Searching: the first page of what a question finds, against the same question written by hand for the same database in bare
//! SQLCipher, and in a large practice against a small one.
//!
//! The figure is the 99th percentile over all questions in all rounds. Each turn opens its database anew and asks every
//! question once before the clock counts, as for somebody who has been at work for a while.

use rusqlite::{Connection, params};
use secure_base_practice::Practice;

use crate::{
    Bench, Result, bare,
    measure::{median, milliseconds},
    questions::{Question, questions},
    report::Figure,
    seeded::Seeded,
};

/// The goal for the first page, in milliseconds.
const BLINK_MS: f64 = 16.0;
const ROUNDS: usize = 5;
/// So many of the slowest questions are named.
const SLOWEST: usize = 8;
/// The practices that are compared, in notes.
const SMALL: u32 = 10_000;
const LARGE: u32 = 100_000;
/// Names the size of the large one: `1000000` for the goal's own, which takes an hour or so to be made.
const SIZE: &str = "SECURE_BASE_BENCH_NOTES";

const HEAD: &str = "SELECT s.id, c.id, c.name, s.number, s.day, highlight(";

/// How many notes the large practice has.
pub fn large() -> u32 {
    std::env::var(SIZE).ok().and_then(|notes| notes.parse().ok()).unwrap_or(LARGE)
}

/// The figures of searching.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let small = (large() / 10).clamp(1, SMALL);
    let (large, small) = (Seeded::of(bench, large())?, Seeded::of(bench, small)?);
    let asked = questions(&large.open()?)?;
    let mut times: [Vec<f64>; 3] = Default::default();
    for round in 0..ROUNDS {
        for turn in 0..3 {
            let who = (round + turn) % 3;
            times[who].extend(match who {
                0 => ours(&large.open()?, &asked)?,
                1 => by_hand(&bare::open(&large)?, &asked)?,
                _ => ours(&small.open()?, &asked)?,
            });
        }
    }
    for one in slowest(&asked, &times[0]) {
        eprintln!("{one}");
    }
    let [ours, by_hand, small_p99] = times.map(|times| percentile(times, 0.99));
    let name = |of: &str| format!("search, first page, 99th percentile, {of}");
    let notes = format!("{} notes", large.notes);
    Ok(vec![
        Figure::new(&name(&notes), "ms", [ours, BLINK_MS], "16 ms", 1.0),
        Figure::new(&name(&notes), "ms", [ours, by_hand], "bare SQLCipher", 1.3),
        Figure::new(&name(&notes), "ms", [ours, small_p99], &format!("the same in {} notes", small.notes), 1.5),
    ])
}

/// How long the product takes for each question, in milliseconds.
fn ours(practice: &Practice, asked: &[Question]) -> Result<Vec<f64>> {
    let ask = |one: &Question| Ok(practice.search_notes(&one.typed, None)?.hits.len());
    timed(asked, ask)
}

/// How long the same takes by hand.
fn by_hand(db: &Connection, asked: &[Question]) -> Result<Vec<f64>> {
    let (notes, passages) = (sql("search"), sql("search_passage"));
    timed(asked, |one| {
        let mut query = db.prepare_cached(if one.of_passages { &passages } else { &notes })?;
        let rows = query.query_map(params![one.matched], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?, row.get::<_, String>(5)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.len())
    })
}

fn sql(table: &str) -> String {
    format!(
        "{HEAD}{table}, 0, char(2), char(3)) FROM {table} CROSS JOIN session s CROSS JOIN client c
         WHERE {table} MATCH ?1 AND s.id = ((9223372036854775807 - {table}.rowid) >> 15 & 67108863) AND c.id = s.client
           AND s.removed_at IS NULL AND c.removed_at IS NULL ORDER BY {table}.rowid LIMIT 20"
    )
}

fn timed(asked: &[Question], mut ask: impl FnMut(&Question) -> Result<usize>) -> Result<Vec<f64>> {
    for one in asked {
        ask(one)?;
    }
    asked.iter().map(|one| Ok(milliseconds(|| ask(one))?.0)).collect()
}

/// The questions that took longest, with their middle times: where the next improvement is to be looked for.
fn slowest(asked: &[Question], times: &[f64]) -> Vec<String> {
    let of = |n: usize| median(times.iter().skip(n).step_by(asked.len()).copied().collect());
    let mut all: Vec<(f64, &str)> = asked.iter().enumerate().map(|(n, one)| (of(n), one.typed.trim())).collect();
    all.sort_by(|one, other| other.0.total_cmp(&one.0));
    all.iter().take(SLOWEST).map(|(time, typed)| format!("{time:.1} ms: {typed}")).collect()
}

/// The number that so large a share of them is not above.
pub fn percentile(mut numbers: Vec<f64>, share: f64) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let at = (numbers.len() as f64 * share).ceil() as usize;
    numbers.get(at.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}
