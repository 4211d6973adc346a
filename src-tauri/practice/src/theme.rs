//! Themes: what a client's notes were tagged with of late, counted, so that fitting handouts can be found.

use chrono::NaiveDate;
use secure_base_model::Tag;

use crate::{ClientId, Practice, Result, TagCount, passage};

impl Practice {
    /// The tags of a client's passages in sessions from that day on, those added later among them; the most frequent first, and in the model's order where two are equal.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`]; [`crate::Error::Unreadable`] when a stored tag is none of the model's.
    pub fn themes_since(&self, client: ClientId, from: NaiveDate) -> Result<Vec<TagCount>> {
        self.client(client)?;
        let mut read = self.db.prepare_cached(
            "SELECT t.session, t.factor, t.aspect, count(*) FROM (
                 SELECT session, factor, aspect FROM passage
                 UNION ALL SELECT session, factor, aspect FROM annotation) t
             JOIN session s ON s.id = t.session
             WHERE s.client = ?1 AND s.removed_at IS NULL AND s.day >= ?2 GROUP BY t.factor, t.aspect",
        )?;
        let rows = read.query_and_then((client, from), |row| -> Result<_> {
            let Tag { factor, aspect } = passage::tag(row, row.get(0)?)?;
            Ok(TagCount { factor, aspect, count: row.get(3)? })
        })?;
        let mut counts = rows.collect::<Result<Vec<_>>>()?;
        counts.sort_by_key(|one| (std::cmp::Reverse(one.count), one.factor, one.aspect));
        Ok(counts)
    }
}
