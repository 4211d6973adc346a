//! When a client's formulation was last looked at, so that what is new can be told.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension};

use crate::{ClientId, Now, Practice, Result};

/// Whoever comes back to the board within this time is still at the same look: what was new stays marked.
const ONE_LOOK: TimeDelta = TimeDelta::hours(1);
/// Nothing is written again within this time.
const AT_ONCE: TimeDelta = TimeDelta::minutes(1);

/// The last look, and the one before it.
type Looks = (DateTime<Utc>, Option<DateTime<Utc>>);

fn looks(db: &Connection, client: ClientId) -> Result<Option<Looks>> {
    let mut query = db.prepare_cached("SELECT at, before FROM formulation_look WHERE client = ?1")?;
    Ok(query.query_row([client], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// The look before this one.
pub(super) fn before(db: &Connection, client: ClientId) -> Result<Option<DateTime<Utc>>> {
    Ok(looks(db, client)?.and_then(|(_, before)| before))
}

impl Practice {
    /// Remembers that a client's formulation is looked at. It is no change of a record, so the log does not speak of it; that the
    /// client's record was looked at is told by [`Practice::looked_at`].
    ///
    /// # Errors
    /// [`crate::Error::NotFound`], and those of writing.
    pub fn look_at_formulation(&mut self, client: ClientId, now: Now) -> Result<()> {
        self.client(client)?;
        let at = now.to_utc();
        let before = match looks(&self.db, client)? {
            None => None,
            Some((last, _)) if (TimeDelta::zero()..AT_ONCE).contains(&(at - last)) => return Ok(()),
            Some((last, before)) if at - last < ONE_LOOK => before,
            Some((last, _)) => Some(last),
        };
        self.transact(now, |change| {
            let sql = "INSERT INTO formulation_look (client, at, before) VALUES (?1, ?2, ?3)
                       ON CONFLICT (client) DO UPDATE SET at = ?2, before = ?3";
            Ok(change.db.prepare_cached(sql)?.execute((client, at, before))?)
        })
        .map(drop)
    }
}
