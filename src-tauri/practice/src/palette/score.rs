//! How often and lately something was chosen.
//!
//! It stays outside the log, because it says nothing that the log does not: what a choice opens is looked at, and that is
//! written down there.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::Serialize;
use specta::Type;

use crate::{Changed, Error, Now, Practice, Removable, Result, transact::Change};

/// After so many days a choice counts half.
const HALF_DAYS: f64 = 14.0;
/// No score counts as more than so many half-lives ahead of its moment: nobody chooses a million times.
const FURTHEST_AHEAD: f64 = 20.0;
/// The choices that count most; older and rarer ones are forgotten.
const KEPT: usize = 500;
/// The longest word for something chosen, in characters.
const LONGEST_TARGET: usize = 100;
/// The kinds of what can be chosen, and whether their words are numbers of records.
const KINDS: [(&str, bool); 5] =
    [("client", true), ("note", true), ("task", true), ("handout", false), ("action", false)];

/// How much something is chosen that is no record of a client's.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct PaletteUse {
    /// `handout` or `action`.
    pub kind: String,
    /// Which.
    pub target: String,
    /// The larger, the more.
    pub score: f64,
}

/// The score after one more choice: the logarithm of a sum in which each counts half after two weeks. It grows with time and
/// never has to be counted anew, so that it can be compared with any other at any moment.
fn after_choice(before: Option<f64>, now: Now) -> f64 {
    let moment = now.timestamp() as f64 / 86_400.0 / HALF_DAYS;
    // A clock that was set back must not leave a score that nothing ever reaches again.
    let ahead = |before: f64| (before - moment).min(FURTHEST_AHEAD);
    before.map_or(moment, |before| moment + ahead(before).exp2().ln_1p() / std::f64::consts::LN_2)
}

/// The scores of one kind.
pub(super) fn scores(db: &Connection, kind: &str) -> Result<HashMap<String, f64>> {
    let mut query = db.prepare_cached("SELECT target, score FROM palette_use WHERE kind = ?1")?;
    Ok(query.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
}

/// Lets go of what says that something was chosen which goes for good.
pub(crate) fn forget(change: Change, what: Removable) -> Result<()> {
    let (kind, target) = match what {
        Removable::Client(id) => ("client", id.0.to_string()),
        Removable::Session(id) => ("note", id.0.to_string()),
        Removable::Homework(id) => ("task", id.0.to_string()),
        Removable::OwnHandout(id) => ("handout", format!("own-{}", id.0)),
        _ => return Ok(()),
    };
    change.db.prepare_cached("DELETE FROM palette_use WHERE kind = ?1 AND target = ?2")?.execute((kind, target))?;
    Ok(())
}

impl Practice {
    /// Remembers that something was chosen: a client, a note, a task, a handout or an action, by its word.
    ///
    /// # Errors
    /// [`Error::Invalid`] for what cannot be chosen.
    pub fn chosen_in_palette(&mut self, kind: &str, target: &str, now: Now) -> Result<Changed<()>> {
        let numbered = KINDS.iter().find(|(known, _)| *known == kind).map(|(_, numbered)| *numbered);
        let fits =
            target.chars().count() <= LONGEST_TARGET && (numbered == Some(false) || target.parse::<i64>().is_ok());
        if numbered.is_none() || !fits {
            return Err(Error::invalid("The palette has no such choice: choose from its list."));
        }
        self.transact(now, |change| {
            let before = scores(change.db, kind)?.get(target).copied();
            change
                .db
                .prepare_cached(
                    "INSERT INTO palette_use (kind, target, score) VALUES (?1, ?2, ?3)
                     ON CONFLICT (kind, target) DO UPDATE SET score = ?3",
                )?
                .execute((kind, target, after_choice(before, now)))?;
            let least = "DELETE FROM palette_use WHERE score <
                             (SELECT score FROM palette_use ORDER BY score DESC LIMIT 1 OFFSET ?1)";
            change.db.prepare_cached(least)?.execute([KEPT as i64 - 1])?;
            Ok(())
        })
    }

    pub(super) fn palette_uses(&self) -> Result<Vec<PaletteUse>> {
        let mut query = self.db.prepare_cached(
            "SELECT kind, target, score FROM palette_use WHERE kind IN ('handout', 'action') ORDER BY score DESC",
        )?;
        let read = |row: &rusqlite::Row| Ok(PaletteUse { kind: row.get(0)?, target: row.get(1)?, score: row.get(2)? });
        Ok(query.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
    }
}
