//! What the clinician chose for this practice; it travels with the records.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Changed, Error, Now, Practice, Record, Result, Verb, folder};

/// How many minutes without a key or a movement may pass before it locks.
const IDLE_MINUTES: std::ops::RangeInclusive<u32> = 1..=60;
/// How many may pass before the process notes close.
const PROCESS_IDLE_MINUTES: std::ops::RangeInclusive<u32> = 1..=15;
/// Until something else is chosen.
const PROCESS_IDLE_USUAL: u32 = 5;

/// The choices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// After so many idle minutes it locks, 1 to 60.
    pub idle_minutes: u32,
    /// After so many minutes without a touch of theirs the process notes close, 1 to 15.
    pub process_idle_minutes: u32,
    /// A folder on another disk or stick that gets a copy of each backup.
    pub second_place: Option<PathBuf>,
}

impl Practice {
    /// The choices as they are.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn settings(&self) -> Result<Settings> {
        Ok(self.db.query_row("SELECT idle_minutes, second_place, process_idle_minutes FROM settings", [], |row| {
            let second_place = row.get::<_, Option<String>>(1)?.map(PathBuf::from);
            let process_idle_minutes = row.get::<_, Option<u32>>(2)?.unwrap_or(PROCESS_IDLE_USUAL);
            Ok(Settings { idle_minutes: row.get(0)?, process_idle_minutes, second_place })
        })?)
    }

    /// Chooses anew.
    ///
    /// # Errors
    /// [`Error::Invalid`] for minutes out of bounds, or a second place inside the practice.
    pub fn change_settings(&mut self, settings: &Settings, now: Now) -> Result<Changed<Settings>> {
        let Settings { idle_minutes, process_idle_minutes, second_place } = settings;
        if !IDLE_MINUTES.contains(idle_minutes) {
            let (least, most) = (IDLE_MINUTES.start(), IDLE_MINUTES.end());
            return Err(Error::invalid(format!("It can lock after {least} to {most} minutes.")));
        }
        if !PROCESS_IDLE_MINUTES.contains(process_idle_minutes) {
            let (least, most) = (PROCESS_IDLE_MINUTES.start(), PROCESS_IDLE_MINUTES.end());
            return Err(Error::invalid(format!("The process notes can close after {least} to {most} minutes.")));
        }
        if second_place.as_ref().is_some_and(|place| place.starts_with(self.place())) {
            return Err(Error::invalid("The second place for backups must not be inside the practice's own folder."));
        }
        if second_place.as_deref() == Some(&*folder::backups_of(self.place())) {
            return Err(Error::invalid("The backups are in that folder already: choose one on another disk or stick."));
        }
        let second_place = second_place.as_ref().map(|place| {
            place.to_str().ok_or_else(|| Error::invalid("That folder's name holds signs that cannot be kept as text."))
        });
        let second_place = second_place.transpose()?;
        let changed = self.transact(now, |change| {
            // The usual one stays unsaid, as before there was a choice.
            let apart = Some(process_idle_minutes).filter(|minutes| **minutes != PROCESS_IDLE_USUAL);
            change.db.execute(
                "UPDATE settings SET idle_minutes = ?1, second_place = ?2, process_idle_minutes = ?3",
                (idle_minutes, second_place, apart),
            )?;
            change.touch(Verb::Changed, Record::Settings)
        })?;
        Ok(Changed { value: self.settings()?, touched: changed.touched })
    }
}
