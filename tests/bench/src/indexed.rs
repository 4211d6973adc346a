//! The rows of the search, written by hand as the practice writes them.

use chrono::{Datelike, NaiveDate};
use rusqlite::Transaction;
use secure_base_practice::Passage;

use crate::Result;

/// The highest number that the place of a passage ends with, counted from the end of all numbers.
const LAST: i64 = (1 << 15) - 1;

/// Where a note stands in the index, and what filters find it by.
pub fn note(change: &Transaction, session: i64) -> Result<(i64, String)> {
    let (client, day): (i64, NaiveDate) = change
        .prepare_cached("SELECT client, day FROM session WHERE id = ?1")?
        .query_row([session], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let facts = format!("\u{e000}{client} \u{e001}66726565 \u{e002}");
    Ok((i64::MAX - (i64::from(day.num_days_from_ce()) << 41 | session << 15), facts))
}

/// Takes words out of an index and puts others in; each comes with its facts.
pub fn turn(
    change: &Transaction,
    table: &str,
    place: i64,
    old: Option<(&str, &str)>,
    new: Option<(&str, &str)>,
) -> Result<()> {
    let words = if table == "search" { "body" } else { "words" };
    if let Some((old, facts)) = old {
        let sql = format!("INSERT INTO {table} ({table}, rowid, {words}, facts) VALUES ('delete', ?1, ?2, ?3)");
        change.prepare_cached(&sql)?.execute((place, old, facts))?;
    }
    if let Some((new, facts)) = new {
        let sql = format!("INSERT INTO {table} (rowid, {words}, facts) VALUES (?1, ?2, ?3)");
        change.prepare_cached(&sql)?.execute((place, new, facts))?;
    }
    Ok(())
}

/// Takes a note's passages out of the index.
pub fn forget_passages(change: &Transaction, note: i64) -> Result<()> {
    let mut read = change.prepare_cached(
        "SELECT place, words, facts FROM search_passage_text WHERE place BETWEEN ?1 AND ?2 ORDER BY place",
    )?;
    let mut rows = read.query([note - LAST, note - 1])?;
    while let Some(row) = rows.next()? {
        let (place, words, facts): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        turn(change, "search_passage", place, Some((&words, &facts)), None)?;
    }
    change
        .prepare_cached("DELETE FROM search_place WHERE place BETWEEN ?1 AND ?2")?
        .execute([note - LAST, note - 1])?;
    Ok(())
}

/// Puts a note's passages into the index.
pub fn add_passages(change: &Transaction, note: i64, facts: &str, passages: &[Passage]) -> Result<()> {
    let mut insert = change.prepare_cached("INSERT INTO search_place (place, mark) VALUES (?1, ?2)")?;
    for (place, passage) in (0..).map(|n| note - LAST + n).zip(passages) {
        insert.execute((place, &passage.mark))?;
        let tag = format!("\u{e004}{} \u{e005}{} {facts}", passage.tag.factor, passage.tag.aspect.word());
        turn(change, "search_passage", place, None, Some((&passage.words, &tag)))?;
    }
    Ok(())
}
