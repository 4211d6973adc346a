//! `tries.json`: wrong passphrases and recovery codes since the practice was last opened. They wait there for the audit
//! log, and make the next try wait, also after a restart.
//!
//! Whoever has the files can remove this one, and can guess without the program anyway; it is for the keyboard.

use std::{fs, path::Path};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{Error, Now, Result, disk, vault::SlotKind};

/// The name of the file in a practice's folder.
pub const TRIES_FILE: &str = "tries.json";
/// So many tries are free: a slip, Caps Lock, the other keyboard layout, the passphrase before.
const FREE: u32 = 5;
/// How long the first try after them waits; each later one waits twice as long.
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(30);
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(15);
/// More than this are only counted.
const LISTED: usize = 100;

/// One wrong secret.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Try {
    pub(crate) at: DateTime<Utc>,
    pub(crate) secret: SlotKind,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Tries {
    count: u32,
    /// The first ones and the very last.
    pub(crate) tries: Vec<Try>,
}

impl Tries {
    /// Those since the last opening. A file that makes no sense counts as none: it must keep nobody out.
    pub(crate) fn read(folder: &Path) -> Tries {
        let bytes = disk::read_small(&folder.join(TRIES_FILE)).unwrap_or_default();
        let Ok(tries) = serde_json::from_slice(&bytes) else { return Tries::default() };
        tries
    }

    /// Adds a wrong one.
    pub(crate) fn add(folder: &Path, secret: SlotKind, now: Now) {
        let mut tries = Tries::read(folder);
        tries.count = tries.count.saturating_add(1);
        tries.tries.truncate(LISTED - 1);
        tries.tries.push(Try { at: now.to_utc(), secret });
        tries.write(folder);
    }

    fn write(&self, folder: &Path) {
        // On a disk that takes nothing, the wrong secret must still be told as such.
        let _ = serde_json::to_vec(self)
            .map_err(std::io::Error::from)
            .map_err(Error::file("Counting a wrong try"))
            .and_then(|bytes| disk::replace(&folder.join(TRIES_FILE), &bytes, |_| Ok(())));
    }

    /// Forgets them, once they stand in the log.
    pub(crate) fn forget(folder: &Path) {
        let _ = fs::remove_file(folder.join(TRIES_FILE));
    }

    /// Refuses a try that comes too soon.
    pub(crate) fn expect_free(folder: &Path, now: Now) -> Result<()> {
        let mut tries = Tries::read(folder);
        let count = tries.count;
        let Some(last) = tries.tries.last_mut().filter(|_| count >= FREE) else { return Ok(()) };
        let wait = (FIRST_WAIT * (1 << (count - FREE).min(10))).min(LONGEST_WAIT);
        let mut left = last.at + wait - now.to_utc();
        if last.at > now.to_utc() {
            // The clock was set back since: the wait is counted from now on, once, and not for years.
            last.at = now.to_utc();
            left = wait;
            tries.write(folder);
        }
        if left <= TimeDelta::zero() {
            return Ok(());
        }
        Err(Error::TooManyTries { seconds: u32::try_from(left.num_seconds()).unwrap_or(0).max(1) })
    }

    /// Lets somebody try a secret: refuses too soon a try, and counts a wrong one.
    pub(crate) fn guard<T>(folder: &Path, kind: SlotKind, now: Now, attempt: impl FnOnce() -> Result<T>) -> Result<T> {
        Tries::expect_free(folder, now)?;
        attempt().inspect_err(|why| {
            if matches!(why, Error::WrongSecret) && folder.is_dir() {
                Tries::add(folder, kind, now);
            }
        })
    }
}
