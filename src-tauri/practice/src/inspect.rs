//! Looking at a practice as it lies on the disk: an alarm is an answer here, and nothing is repaired or hidden by asking.

use std::path::Path;

use crate::{
    Finding, Folder, Now, Practice, Record, Result, Trust, Verb, audit,
    database::{self, CHAINED_SINCE, PROCESS_NOTES_SINCE, SCHEMA_VERSION},
    folder,
    head::{Head, Seal},
    opening::{self, Findings},
    process, restore,
    tries::Tries,
    vault::{DataKey, Opened, RecoveryCode, SlotKind},
};

impl Practice {
    /// Asks all the questions of the practice at `place`, also one that alarms at opening, and of the backups beside it.
    /// Where something is found no file is written, but for what SQLite itself makes good after a crash; where nothing is,
    /// the log is told that it was checked.
    /// `secret` is the passphrase or the recovery code.
    ///
    /// # Errors
    /// [`Error::WrongSecret`], [`Error::TooManyTries`], [`Error::Busy`]; [`Error::Damaged`] when nothing can be asked.
    pub fn inspect(place: &Path, secret: &str, now: Now) -> Result<Vec<Finding>> {
        Folder::expect_practice(place)?;
        let (kind, opened) = Tries::guard(place, SlotKind::Passphrase, now, || restore::open_either(place, secret))?;
        let (mut findings, schema) = look(place, &opened)?;
        let old = findings.len();
        findings.extend(look_at_process_notes(place, secret, kind, &opened)?);
        if findings.iter().all(|finding| finding.problems.is_empty()) {
            let mut practice = Self::enter(place, opened, Some(kind), Trust::AsLeft, now)?;
            if schema < SCHEMA_VERSION {
                // Only now that the records were brought up can the last questions be asked.
                findings.extend(practice.check().split_off(old - 2));
            }
            practice.log(Verb::Checked, Record::Practice, now);
        }
        Ok(findings)
    }
}

/// Opens the records under a head that is written nowhere, and asks.
fn look(place: &Path, opened: &Opened) -> Result<(Vec<Finding>, i64)> {
    let (vault, key) = (&opened.vault, &opened.key);
    let (database::Found { db, schema, mended }, key_found) = opening::open_under_either_key(place, vault, key)?;
    let mut found = Findings::of(opened);
    found.mended.extend(mended);
    if schema >= CHAINED_SINCE {
        found.hold(place, vault, (key, &key_found), &db)?;
    }
    let mut practice = Practice::at(place, vault.clone(), key.clone(), db, Head::nowhere(Seal::new(key, vault))?);
    practice.mended = found.mended;
    let mut findings = vec![Finding {
        what: "the files belong together",
        problems: found.alarm.iter().map(ToString::to_string).collect(),
    }];
    findings.extend(practice.check_since(schema));
    let since = if schema < CHAINED_SINCE { i64::MAX } else { audit::last_data_key(&practice.db)? };
    findings.push(Finding { what: "every backup beside it can be read", problems: backups(place, key, since) });
    Ok((findings, schema))
}

/// The process notes of a practice that has some; the secret opens them too.
fn look_at_process_notes(place: &Path, secret: &str, kind: SlotKind, opened: &Opened) -> Result<Option<Finding>> {
    if !opened.vault.has_process_key() {
        return Ok(None);
    }
    // A recovery code is kept without its dashes.
    let code = RecoveryCode::parse(secret).ok().filter(|_| kind == SlotKind::Recovery);
    let keys = opened.vault.open_keys(kind, code.as_ref().map_or(secret.as_bytes(), RecoveryCode::as_bytes))?;
    let (found, _) = opening::open_under_either_key(place, &opened.vault, &opened.key)?;
    Ok((found.schema >= PROCESS_NOTES_SINCE).then(|| process::inspect(place, keys.process.as_ref(), &found.db)))
}

fn backups(place: &Path, key: &DataKey, since: i64) -> Vec<String> {
    let folder = folder::backups_of(place);
    crate::backups::files(&folder)
        .filter_map(|file| restore::verify(&file, key, since, &folder).err())
        .map(|why| why.to_string())
        .collect()
}
