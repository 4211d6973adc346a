//! Open tasks by their words. A note is found by the homework agreed in it, so the same index leads to them.

use rusqlite::params;

use super::{expression::Expression, query::Query};
use crate::{ClientId, HomeworkId, Practice, Result};

/// The newest notes with the words are looked through; a word that stands in more of them asks for another beside it.
const NOTES: i64 = 300;

/// An open task that was found.
pub(crate) struct TaskHit {
    pub(crate) task: HomeworkId,
    pub(crate) client: ClientId,
    pub(crate) client_name: String,
    pub(crate) words: String,
}

const FROM: &str = "
    SELECT h.id, s.client, coalesce(c.preferred_name, c.name), h.task
    FROM (SELECT rowid AS place FROM search WHERE search MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid LIMIT ?4) p
        CROSS JOIN session s ON s.id = ((9223372036854775807 - p.place) >> 15 & 67108863)
        CROSS JOIN homework h ON h.session = s.id CROSS JOIN client c ON c.id = s.client
    WHERE h.done_on IS NULL AND h.removed_at IS NULL AND s.removed_at IS NULL AND c.removed_at IS NULL";

impl Practice {
    /// Open tasks of the newest notes that answer to what was typed, whose own words are then still to be looked at.
    pub(crate) fn tasks_near(&self, typed: &str) -> Result<Vec<TaskHit>> {
        let query = Query::parse(typed);
        if !query.hints.is_empty() || !query.asks() {
            return Ok(Vec::new());
        }
        let Ok(asked) = Expression::write(&self.db, &query)? else { return Ok(Vec::new()) };
        let mut found = self.db.prepare_cached(FROM)?;
        let rows = found.query_map(params![asked.notes, asked.span.first, asked.span.last, NOTES], |row| {
            Ok(TaskHit { task: row.get(0)?, client: row.get(1)?, client_name: row.get(2)?, words: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
