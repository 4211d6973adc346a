//! The words that an index knows, asked one by one.

use rusqlite::{Connection, OptionalExtension};

use crate::Result;

/// The smallest letter: with it added, a word stands before every word that it begins, and after itself.
const NEXT: char = '\u{1}';
/// The prefixes that FTS5 keeps lists of; a shorter or longer one it would gather from all words that begin with it, which
/// costs by the number of notes.
pub(super) const INDEXED: std::ops::RangeInclusive<usize> = 2..=3;

/// The words that begin with `prefix`, in the order of the index; nothing when there are more than `most`.
/// `table` is the vocabulary of an index, and the prefix is folded as its words are.
pub(super) fn beginning(db: &Connection, table: &str, prefix: &str, most: usize) -> Result<Option<Vec<String>>> {
    let mut next = db.prepare_cached(&format!("SELECT term FROM {table} WHERE term >= ?1 LIMIT 1"))?;
    let mut found: Vec<String> = Vec::new();
    let mut from = prefix.to_owned();
    // Each question starts behind the word before, because the vocabulary has a row for every place where a word stands.
    while let Some(term) = next.query_row([&from], |row| row.get::<_, String>(0)).optional()? {
        if !term.starts_with(prefix) {
            break;
        }
        if found.len() == most {
            return Ok(None);
        }
        from = format!("{term}{NEXT}");
        found.push(term);
    }
    Ok(Some(found))
}
