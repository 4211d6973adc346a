//! What the clinician chose for this practice; it travels with the records.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Changed, Error, Now, Practice, Record, Result, Verb, folder};

/// How many minutes without a key or a movement may pass before it locks.
const IDLE_MINUTES: std::ops::RangeInclusive<u32> = 1..=60;

/// The choices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// After so many idle minutes it locks, 1 to 60.
    pub idle_minutes: u32,
    /// A folder on another disk or stick that gets a copy of each backup.
    pub second_place: Option<PathBuf>,
}

impl Practice {
    /// The choices as they are.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn settings(&self) -> Result<Settings> {
        Ok(self.db.query_row("SELECT idle_minutes, second_place FROM settings", [], |row| {
            let second_place = row.get::<_, Option<String>>(1)?.map(PathBuf::from);
            Ok(Settings { idle_minutes: row.get(0)?, second_place })
        })?)
    }

    /// Chooses anew.
    ///
    /// # Errors
    /// [`Error::Invalid`] for minutes out of bounds, or a second place inside the practice.
    pub fn change_settings(&mut self, settings: &Settings, now: Now) -> Result<Changed<Settings>> {
        let Settings { idle_minutes, second_place } = settings;
        if !IDLE_MINUTES.contains(idle_minutes) {
            let (least, most) = (IDLE_MINUTES.start(), IDLE_MINUTES.end());
            return Err(Error::invalid(format!("It can lock after {least} to {most} minutes.")));
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
            change
                .db
                .execute("UPDATE settings SET idle_minutes = ?1, second_place = ?2", (idle_minutes, second_place))?;
            change.touch(Verb::Changed, Record::Settings)
        })?;
        Ok(Changed { value: self.settings()?, touched: changed.touched })
    }
}
