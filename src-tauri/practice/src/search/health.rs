//! Whether the indexes of the search hold what they should, and nothing else.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::place;
use crate::{Result, SessionId};

/// The first version whose places are numbered as they are now.
const PLACED_SINCE: i64 = 12;

/// What is wrong with the search, nothing if all is well.
pub(crate) fn problems(db: &Connection) -> Result<Vec<String>> {
    // Records of an earlier version have one index, of notes.
    if !db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'search_place'")?.exists([])? {
        return of_index(db, "search");
    }
    // Those of versions before had other places, and their own program knows which.
    let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let mut problems = if version >= PLACED_SINCE { misplaced(db)? } else { Vec::new() };
    for table in ["search", "search_passage"] {
        problems.extend(of_index(db, table)?);
    }
    Ok(problems)
}

/// Notes and passages that do not stand where their days say, and places of none.
fn misplaced(db: &Connection) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    let mut sessions = db.prepare("SELECT session FROM note ORDER BY session")?;
    let mut places = 0;
    for session in sessions.query_map([], |row| row.get::<_, SessionId>(0))? {
        let session = session?;
        let due = place::due(db, session)?;
        places += due.len();
        if due != place::standing(db, session)? {
            problems.push(format!("the note of session {} does not stand under its day", session.number()));
        }
    }
    let found: i64 = db.query_row("SELECT count(*) FROM search_place", [], |row| row.get(0))?;
    if found != places as i64 && problems.is_empty() {
        problems.push("it has places for notes that are not there".into());
    }
    Ok(problems)
}

fn of_index(db: &Connection, table: &str) -> Result<Vec<String>> {
    let asked = db.execute(&format!("INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)"), []);
    let mut problems: Vec<String> = asked.err().map(|why| why.to_string()).into_iter().collect();
    if !leaves_with_words(db, table)?.is_subset(&leaves_listed(db, table)?) {
        problems.push("some of its pages are missing from its list of first words".into());
    }
    let left_over =
        format!("SELECT EXISTS (SELECT 1 FROM {table}_idx WHERE segid NOT IN (SELECT id >> 37 FROM {table}_data))");
    if db.query_row(&left_over, [], |row| row.get(0))? {
        problems.push("its list of first words speaks of pages that are gone".into());
    }
    Ok(problems)
}

/// Pages of a search index that its list of first words must name. FTS5 numbers a page by its segment, two fields that
/// are zero for these pages, and its place in the segment; a page ends with the places of its words, if any begin on it.
/// The first page of a segment is always named, unless a merge has cut pages off before it.
fn leaves_with_words(db: &Connection, table: &str) -> Result<BTreeSet<(i64, i64)>> {
    let mut query = db.prepare(&format!(
        "SELECT id >> 37, id & 0x7fffffff, block FROM {table}_data
         WHERE id >> 37 > 0 AND (id >> 31) & 0x3f = 0 ORDER BY id"
    ))?;
    let mut rows = query.query([])?;
    let (mut leaves, mut segment) = (BTreeSet::new(), 0);
    while let Some(row) = rows.next()? {
        let leaf: (i64, i64) = (row.get(0)?, row.get(1)?);
        let block: Vec<u8> = row.get(2)?;
        let end_of_words = block.get(2..4).map_or(0, |two| usize::from(two[0]) << 8 | usize::from(two[1]));
        let first = leaf.0 != segment;
        if leaf.1 == 1 || (!first && block.len() > end_of_words) {
            leaves.insert(leaf);
        }
        segment = leaf.0;
    }
    Ok(leaves)
}

/// The pages that the index lists by the word they begin with; its own check does not miss one that is not listed.
fn leaves_listed(db: &Connection, table: &str) -> Result<BTreeSet<(i64, i64)>> {
    let mut query = db.prepare(&format!("SELECT segid, pgno >> 1 FROM {table}_idx"))?;
    Ok(query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
}
