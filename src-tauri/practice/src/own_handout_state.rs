//! Earlier states of handouts of the clinician's own: what each save replaced, so that it can be looked at and taken back.
//!
//! Unlike those of notes they stay: a handout is saved with a press, not while it is typed, and goes on being used for years.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;
use specta::Type;

use crate::{Error, OwnHandout, OwnHandoutId, OwnHandoutStateId, Practice, Result, transact::Change};

/// So many of the latest states of one handout are kept.
const MOST: i64 = 200;

/// An earlier state of a handout of one's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct OwnHandoutState {
    /// Its number.
    pub id: OwnHandoutStateId,
    /// Until when the handout read so.
    pub at: DateTime<Utc>,
    /// Its title then.
    pub title: String,
}

/// Keeps the state that a save is about to replace.
pub(crate) fn keep(change: Change, before: &OwnHandout) -> Result<()> {
    change
        .db
        .prepare_cached("INSERT INTO own_handout_state (handout, at, title, composition) VALUES (?1, ?2, ?3, ?4)")?
        .execute((before.id, change.now.to_utc(), &before.title, &before.composition))?;
    change
        .db
        .prepare_cached(
            "DELETE FROM own_handout_state WHERE handout = ?1 AND id NOT IN (
                 SELECT id FROM own_handout_state WHERE handout = ?1 ORDER BY id DESC LIMIT ?2)",
        )?
        .execute((before.id, MOST))?;
    Ok(())
}

/// Lets go of all earlier states of a handout, when it goes for good.
pub(crate) fn forget(change: Change, handout: OwnHandoutId) -> Result<()> {
    change.db.execute("DELETE FROM own_handout_state WHERE handout = ?1", [handout])?;
    Ok(())
}

fn read(row: &Row) -> rusqlite::Result<OwnHandoutState> {
    Ok(OwnHandoutState { id: row.get(0)?, at: row.get(1)?, title: row.get(2)? })
}

impl Practice {
    /// The earlier states of a handout of one's own, the latest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such handout.
    pub fn own_handout_states(&self, handout: OwnHandoutId) -> Result<Vec<OwnHandoutState>> {
        self.own_handout(handout)?;
        let mut query = self
            .db
            .prepare_cached("SELECT id, at, title FROM own_handout_state WHERE handout = ?1 ORDER BY id DESC")?;
        Ok(query.query_map([handout], read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The composition of an earlier state of a handout of one's own.
    ///
    /// # Errors
    /// [`Error::NotFound`], also when it has been let go since.
    pub fn own_handout_state(&self, handout: OwnHandoutId, state: OwnHandoutStateId) -> Result<String> {
        self.own_handout(handout)?;
        self.db
            .prepare_cached("SELECT composition FROM own_handout_state WHERE handout = ?1 AND id = ?2")?
            .query_row((handout, state), |row| row.get(0))
            .optional()?
            .ok_or(Error::NotFound("earlier state"))
    }
}
