//! The search index over the text of notes, and the questions put to it.

use chrono::NaiveDate;
use rusqlite::Row;
use serde::Serialize;
use specta::Type;

use crate::{ClientId, Practice, Result, SessionId, transact::Change};

/// Fences around a hit inside an excerpt: control characters, which no note's text can hold twice by chance.
const HIT: (char, char) = ('\u{2}', '\u{3}');
/// How many hits a page holds.
const PAGE: u32 = 20;

/// A note that has the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NoteHit {
    /// Whose note: the session's number in the practice.
    pub session: SessionId,
    /// Whose session.
    pub client: ClientId,
    /// The client's name.
    pub client_name: String,
    /// Which of the client's sessions.
    pub number: u32,
    /// Its day.
    pub day: NaiveDate,
    /// The words in their surroundings.
    pub excerpt: Vec<Fragment>,
}

/// A piece of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Fragment {
    /// The text.
    pub text: String,
    /// Whether it is one of the words searched for.
    pub hit: bool,
}

pub(crate) fn index(change: Change, session: SessionId, body: &str) -> Result<()> {
    change.db.prepare_cached("INSERT INTO search (rowid, body) VALUES (?1, ?2)")?.execute((session, body))?;
    Ok(())
}

/// FTS5 needs the very text that was indexed in order to take it out again.
pub(crate) fn unindex(change: Change, session: SessionId, body: &str) -> Result<()> {
    change
        .db
        .prepare_cached("INSERT INTO search (search, rowid, body) VALUES ('delete', ?1, ?2)")?
        .execute((session, body))?;
    // Taken out and put in again within one flush, a note leaves the index damaged as long as it forgets securely
    // (FTS5 up to at least 3.54).
    change.db.prepare_cached("INSERT INTO search (search) VALUES ('flush')")?.execute([])?;
    Ok(())
}

/// Takes a session's note out of the index before the note itself goes.
pub(crate) fn forget(change: Change, session: SessionId) -> Result<()> {
    let body: String = change.db.query_row("SELECT body FROM note WHERE session = ?1", [session], |row| row.get(0))?;
    unindex(change, session, &body)
}

/// Writes the index anew from the notes that are there. Taking a note out of it leaves words of the note behind: the
/// index keeps the first word of each of its own pages as a signpost, even when the word itself has gone.
pub(crate) fn rewrite(change: Change) -> Result<()> {
    change.db.execute("INSERT INTO search (search) VALUES ('rebuild')", [])?;
    Ok(())
}

/// Each word as a quoted string, so that nothing typed is read as FTS5's own language; the last is a prefix.
fn expression(words: &str) -> Option<String> {
    let quoted: Vec<String> = words
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| format!("\"{}\"", word.replace('"', "\"\"")))
        .collect();
    (!quoted.is_empty()).then(|| format!("{}*", quoted.join(" ")))
}

fn fragments(marked: &str) -> Vec<Fragment> {
    let mut pieces = Vec::new();
    let mut push = |text: &str, hit| {
        if !text.is_empty() {
            pieces.push(Fragment { text: text.into(), hit });
        }
    };
    for piece in marked.split(HIT.0) {
        match piece.split_once(HIT.1) {
            Some((hit, rest)) => {
                push(hit, true);
                push(rest, false);
            }
            None => push(piece, false),
        }
    }
    pieces
}

fn read(row: &Row) -> rusqlite::Result<NoteHit> {
    Ok(NoteHit {
        session: row.get(0)?,
        client: row.get(1)?,
        client_name: row.get(2)?,
        number: row.get(3)?,
        day: row.get(4)?,
        excerpt: fragments(&row.get::<_, String>(5)?),
    })
}

impl Practice {
    /// The newest notes that have all the words, the last one as the beginning of a word. Accents do not matter.
    ///
    /// # Errors
    /// [`crate::Error::Database`].
    pub fn search_notes(&self, words: &str) -> Result<Vec<NoteHit>> {
        let Some(expression) = expression(words) else { return Ok(Vec::new()) };
        let mut query = self.db.prepare_cached(
            "SELECT s.id, c.id, c.name, s.number, s.day, snippet(search, 0, ?2, ?3, '…', 16)
             FROM search JOIN session s ON s.id = search.rowid JOIN client c ON c.id = s.client
             WHERE search MATCH ?1 AND s.removed_at IS NULL AND c.removed_at IS NULL
             ORDER BY search.rowid DESC LIMIT ?4",
        )?;
        let rows = query.query_map((expression, HIT.0.to_string(), HIT.1.to_string(), PAGE), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
