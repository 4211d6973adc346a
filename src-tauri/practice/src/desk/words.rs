//! How the last note of a client ends, to begin the next session with.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use specta::Type;

use super::DaySession;
use crate::{Document, OutlineBlock, Result, SessionId};

/// The longest line that is shown, in characters.
const LONGEST: usize = 240;

/// The last line of a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct LastWords {
    /// The session of the note.
    pub session: SessionId,
    /// Its day.
    pub day: NaiveDate,
    /// The line; no heading, and at most 240 characters.
    pub words: String,
}

/// The client's last note with words before a session of today.
pub(super) const LAST: &str = "
    SELECT s.id, s.day, n.document, n.body FROM session s JOIN note n ON n.session = s.id
    WHERE s.client = ?1 AND s.removed_at IS NULL AND (s.day, s.number) < (?2, ?3) AND trim(n.body) <> ''
    ORDER BY s.day DESC, s.number DESC LIMIT 1";

pub(super) fn last_before(db: &Connection, session: &DaySession, today: NaiveDate) -> Result<Option<LastWords>> {
    let mut query = db.prepare_cached(LAST)?;
    let found = query.query_row((session.client, today, session.number), |row| {
        Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get::<_, String>(3)?))
    });
    Ok(found.optional()?.and_then(|(session, day, document, body)| {
        let words = last_line(&document, &body)?;
        Some(LastWords { session, day, words })
    }))
}

/// The last line with words that is no heading. Of a document that this version cannot read it is the last line of its text.
fn last_line(document: &str, body: &str) -> Option<String> {
    let line = match Document::parse(document) {
        Ok(document) => last_in(&document.outline())?,
        Err(_) => body.lines().rev().map(str::trim).find(|line| !line.is_empty())?.to_owned(),
    };
    if line.chars().count() <= LONGEST {
        return Some(line);
    }
    let cut: String = line.chars().take(LONGEST).collect();
    Some(format!("{}…", cut.trim_end()))
}

fn last_in(blocks: &[OutlineBlock]) -> Option<String> {
    blocks.iter().rev().find_map(|block| match block {
        OutlineBlock::Heading(_) => None,
        OutlineBlock::Paragraph(words) => {
            let text: String = words.iter().map(|one| one.text.as_str()).collect();
            text.lines().rev().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned)
        }
        OutlineBlock::List { items, .. } => items.iter().rev().find_map(|item| last_in(item)),
    })
}
