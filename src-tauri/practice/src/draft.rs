//! Earlier states of notes: what a save replaced, so that it can be looked at and taken back.
//!
//! A save keeps the state that it replaces when the last kept one is a minute old, and always when it drops many words.
//! States of the last hour stay as they are, older ones are thinned to one in ten minutes, and after a day they go; those
//! of a signed note go at once. They are note text: in no search index, in no export, gone with their session.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;
use specta::Type;

use crate::{DraftId, Error, Practice, Result, SessionId, transact::Change};

/// Between two kept states, unless words are dropped.
const APART: TimeDelta = TimeDelta::minutes(1);
/// States younger than this are not thinned.
const ALL_KEPT: TimeDelta = TimeDelta::hours(1);
/// States older than this go.
const LONGEST_KEPT: TimeDelta = TimeDelta::hours(24);
/// A save that takes out so many characters, or puts others in their place, drops words that may be wanted again.
const MANY: usize = 100;

/// An earlier state of a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DraftState {
    /// Its number.
    pub id: DraftId,
    /// Until when the note read so.
    pub at: DateTime<Utc>,
    /// How many words it has.
    pub words: u32,
}

/// Keeps the state that a save is about to replace, if it is due or if words are dropped.
pub(crate) fn keep(change: Change, session: SessionId, document: &str, body: &str, new_body: &str) -> Result<()> {
    prune(change)?;
    let now = change.now.to_utc();
    let last: Option<DateTime<Utc>> = change
        .db
        .prepare_cached("SELECT at FROM draft_state WHERE session = ?1 ORDER BY at DESC LIMIT 1")?
        .query_row([session], |row| row.get(0))
        .optional()?;
    let due = last.is_none_or(|last| !(TimeDelta::zero()..APART).contains(&(now - last)));
    let drops_words = dropped(body, new_body) >= MANY;
    if body.trim().is_empty() || !(due || drops_words) {
        return Ok(());
    }
    let words = body.split_whitespace().count() as u32;
    change
        .db
        .prepare_cached("INSERT INTO draft_state (session, at, words, document) VALUES (?1, ?2, ?3, ?4)")?
        .execute((session, now, words, document))?;
    Ok(())
}

/// How many characters of a text are not in the new one any more: all between what both begin with and what both end with.
fn dropped(old: &str, new: &str) -> usize {
    let same = |(a, b): &(char, char)| a == b;
    let (long, start) = (old.chars().count(), old.chars().zip(new.chars()).take_while(same).count());
    let rest = long.min(new.chars().count()) - start;
    long - start - old.chars().rev().zip(new.chars().rev()).take(rest).take_while(same).count()
}

/// Lets go of what has been kept long enough, of any note.
pub(crate) fn prune(change: Change) -> Result<()> {
    let now = change.now.to_utc();
    change.db.prepare_cached("DELETE FROM draft_state WHERE at < ?1")?.execute([now - LONGEST_KEPT])?;
    // The first fifteen characters of a moment are its ten minutes.
    change
        .db
        .prepare_cached(
            "DELETE FROM draft_state AS old WHERE at < ?1 AND EXISTS (
                 SELECT 1 FROM draft_state later WHERE later.session = old.session AND later.at > old.at
                 AND substr(later.at, 1, 15) = substr(old.at, 1, 15))",
        )?
        .execute([now - ALL_KEPT])?;
    change
        .db
        .prepare_cached(
            "DELETE FROM draft_state WHERE session IN (SELECT session FROM note WHERE signed_at IS NOT NULL
                 AND session IN (SELECT session FROM draft_state))",
        )?
        .execute([])?;
    Ok(())
}

/// Lets go of all earlier states of a note, as when it is signed or goes for good.
pub(crate) fn forget(change: Change, session: SessionId) -> Result<()> {
    change.db.prepare_cached("DELETE FROM draft_state WHERE session = ?1")?.execute([session])?;
    Ok(())
}

fn read(row: &Row) -> rusqlite::Result<DraftState> {
    Ok(DraftState { id: row.get(0)?, at: row.get(1)?, words: row.get(2)? })
}

impl Practice {
    /// The earlier states of a session's note, the latest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such session.
    pub fn draft_states(&self, session: SessionId) -> Result<Vec<DraftState>> {
        self.session(session)?;
        let mut query = self
            .db
            .prepare_cached("SELECT id, at, words FROM draft_state WHERE session = ?1 ORDER BY at DESC, id DESC")?;
        Ok(query.query_map([session], read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The document of an earlier state of a session's note.
    ///
    /// # Errors
    /// [`Error::NotFound`], also when it has been let go since.
    pub fn draft_document(&self, session: SessionId, id: DraftId) -> Result<String> {
        self.session(session)?;
        self.db
            .prepare_cached("SELECT document FROM draft_state WHERE session = ?1 AND id = ?2")?
            .query_row((session, id), |row| row.get(0))
            .optional()?
            .ok_or(Error::NotFound("earlier state"))
    }
}
