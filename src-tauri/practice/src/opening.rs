//! Opening a practice: the order of the steps, and what is asked of it before anybody relies on it.

use std::path::Path;

use rusqlite::Connection;

use crate::{
    Alarm, Error, Folder, Now, Practice, Record, Result, Verb, audit,
    backup::Snapshot,
    database::{self, CHAINED_SINCE, SCHEMA_VERSION},
    disk,
    head::{self, Head, Seal, Verdict},
    tries::Tries,
    vault::{self, DataKey, KdfCost, LastChange, Opened, RecoveryCode, SlotKind, VaultFile},
};

/// What somebody offers to open a practice with.
#[derive(Clone, Copy, Debug)]
pub enum Secret<'a> {
    /// The passphrase.
    Passphrase(&'a str),
    /// The recovery code.
    Code(&'a RecoveryCode),
}

impl Secret<'_> {
    pub(crate) fn parts(&self) -> (SlotKind, &[u8]) {
        match self {
            Secret::Passphrase(passphrase) => (SlotKind::Passphrase, passphrase.as_bytes()),
            Secret::Code(code) => (SlotKind::Recovery, code.as_bytes()),
        }
    }
}

/// What to do about an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Open only what is as it was left.
    AsLeft,
    /// Open it as it is found, and write into the log that the alarm was overruled.
    AsFound,
}

/// What the steps of opening have found, for the log.
#[derive(Default)]
pub(crate) struct Findings {
    /// Neither a crash nor anything this program does leaves files so.
    pub(crate) alarm: Option<Alarm>,
    /// The vault file has to be signed.
    sign: bool,
    /// Both copies of the vault file have to be written again.
    rewrite: bool,
    /// The vault file was changed, and a crash came before the log heard of it.
    unlogged: bool,
    /// Damage that was made good; nothing was lost.
    pub(crate) mended: Vec<&'static str>,
}

impl Practice {
    /// Opens with the passphrase.
    ///
    /// # Errors
    /// [`Error::WrongSecret`]; [`Error::TooManyTries`]; [`Error::Busy`] when another process has it; [`Error::Alarm`] when the
    /// files do not belong together; those of [`Practice::card`].
    pub fn unlock(place: &Path, passphrase: &str, now: Now) -> Result<Practice> {
        Self::open(place, Secret::Passphrase(passphrase), Trust::AsLeft, now)
    }

    /// Opens with the recovery code, leaving the passphrase as it is.
    ///
    /// # Errors
    /// Those of [`Practice::unlock`].
    pub fn unlock_with_code(place: &Path, code: &RecoveryCode, now: Now) -> Result<Practice> {
        Self::open(place, Secret::Code(code), Trust::AsLeft, now)
    }

    /// Opens with the recovery code and sets a new passphrase; the code stays good.
    ///
    /// # Errors
    /// Those of [`Practice::unlock`], and [`Error::File`] when the new slot cannot be written.
    pub fn recover(
        place: &Path,
        code: &RecoveryCode,
        new_passphrase: &str,
        cost: KdfCost,
        trust: Trust,
        now: Now,
    ) -> Result<Practice> {
        let mut practice = Self::open(place, Secret::Code(code), trust, now)?;
        let process = practice.vault.open_keys(SlotKind::Recovery, code.as_bytes())?.process;
        practice.set_secrets(&[Secret::Passphrase(new_passphrase)], process, cost, now)?;
        Ok(practice)
    }

    /// Opens with either secret.
    ///
    /// # Errors
    /// Those of [`Practice::unlock`].
    pub fn open(place: &Path, secret: Secret, trust: Trust, now: Now) -> Result<Practice> {
        Folder::expect_practice(place)?;
        let (kind, bytes) = secret.parts();
        let opened = Tries::guard(place, kind, now, || vault::open(place, kind, bytes))?;
        Self::enter(place, opened, Some(kind), trust, now)
    }

    /// Opens what is at `place` with slots that have been opened already.
    pub(crate) fn enter(
        place: &Path,
        opened: Opened,
        kind: Option<SlotKind>,
        trust: Trust,
        now: Now,
    ) -> Result<Practice> {
        let mut found = Findings::of(&opened);
        let Opened { vault, key, .. } = opened;
        let (database::Found { mut db, schema, mended }, key_found) = open_under_either_key(place, &vault, &key)?;
        found.mended.extend(mended);
        let mut head_found = None;
        if schema >= CHAINED_SINCE {
            let verdict = found.hold(place, &vault, (&key, &key_found), &db)?;
            head_found = (verdict == Verdict::Agree && key_found.is(&key)).then(|| audit::tip(&db)).transpose()?;
        }
        if let Some(alarm) = found.alarm.filter(|_| trust == Trust::AsLeft) {
            return Err(Error::Alarm { place: place.into(), alarm });
        }
        if schema < SCHEMA_VERSION {
            // A step that has gone wrong must be possible to take back.
            Snapshot::before_upgrade(place, &db, &vault, &key_found, schema, now)?;
            database::bring_up(&mut db)?;
        }
        database::expect_healthy(&db, place)?;
        let seal = Seal::new(&key, &vault);
        let head = match head_found {
            Some(tip) => Head::resume(place, seal, tip)?,
            None => Head::begin(place, seal, audit::tip(&db)?)?,
        };
        let mut practice = Self::at(place, vault, key.clone(), db, head);
        if !key_found.is(&key) {
            practice.finish_rotation(&key_found)?;
        }
        practice.begin(found, kind, now)?;
        for folder in [place.to_owned(), crate::folder::backups_of(place)] {
            disk::sweep(&folder, now);
        }
        Ok(practice)
    }

    /// Makes good what was found, and writes into the log that it was opened, and everything that was tried before.
    fn begin(&mut self, found: Findings, kind: Option<SlotKind>, now: Now) -> Result<()> {
        self.mended = found.mended;
        if found.alarm.is_some() {
            self.log(Verb::Overruled, Record::Practice, now);
        }
        let stale = matches!(found.alarm, Some(Alarm::StaleSlots | Alarm::AlteredSlots));
        // First what is there, then what is made of it: the log is never more than one generation behind.
        if found.unlogged {
            self.log(Verb::Changed, self.vault_record(), now);
        }
        if found.rewrite {
            // A disk that takes nothing keeps nobody out; the next opening mends it.
            let _ = vault::write(self.place(), &self.vault, |_| Ok(()));
        }
        if (found.sign || stale || self.has_previous_key()) && self.owed.is_empty() {
            self.sign_vault(now)?;
        }
        self.log_tries();
        if let Some(kind) = kind {
            self.log(Verb::Unlocked, self.secret_record(kind), now);
        }
        Ok(())
    }

    /// Writes down the wrong tries that came before a right one.
    pub(crate) fn log_tries(&mut self) {
        let tries = Tries::read(self.place()).tries;
        for one in &tries {
            let record = self.secret_record(one.secret);
            self.log(Verb::FailedUnlock, record, one.at.fixed_offset());
        }
        if !tries.is_empty() && self.owed.is_empty() {
            Tries::forget(self.place());
        }
    }

    fn secret_record(&self, kind: SlotKind) -> Record {
        match kind {
            SlotKind::Passphrase => Record::Passphrase(self.vault.generation()),
            SlotKind::Recovery => Record::RecoveryCode(self.vault.generation()),
        }
    }

    /// The record that the vault file's last change was about.
    pub(crate) fn vault_record(&self) -> Record {
        let generation = self.vault.generation();
        match self.vault.last_change() {
            LastChange::Passphrase => Record::Passphrase(generation),
            LastChange::RecoveryCode => Record::RecoveryCode(generation),
            LastChange::DataKey => Record::DataKey(generation),
        }
    }
}

impl Findings {
    /// What the slots alone tell.
    pub(crate) fn of(opened: &Opened) -> Findings {
        Findings {
            alarm: opened.altered.then_some(Alarm::AlteredSlots),
            sign: opened.vault.is_unsigned(),
            rewrite: opened.mend.is_some(),
            mended: Vec::from_iter(opened.mend),
            unlogged: false,
        }
    }

    /// Holds the head file and the vault file against the log; of the keys the second is the one that the database is under.
    pub(crate) fn hold(
        &mut self,
        place: &Path,
        vault: &VaultFile,
        (key, key_found): (&DataKey, &DataKey),
        db: &Connection,
    ) -> Result<Verdict> {
        let verdict = match judge(place, vault, key, key_found, db)? {
            // The upgrade was cut off before its end: the log has not heard of a vault file yet.
            Verdict::Alarm(Alarm::HeadMissing) if audit::last_vault(db)?.is_none() => Verdict::Mend(None),
            verdict => verdict,
        };
        self.hear(verdict);
        self.hold_vault(vault, db)?;
        Ok(verdict)
    }

    fn hear(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Agree => {}
            Verdict::Mend(torn) => self.mended.extend(torn),
            Verdict::Alarm(alarm) => {
                self.alarm.get_or_insert(alarm);
            }
        }
    }

    /// Holds the vault file against what the log last said of it.
    fn hold_vault(&mut self, vault: &VaultFile, db: &Connection) -> Result<()> {
        let Some((generation, content)) = audit::last_vault(db)? else {
            self.sign = true;
            return Ok(());
        };
        let same = vault.generation() == generation && vault.fingerprint()? == content;
        match vault.generation() - generation {
            0 if same => {}
            1 => self.unlogged = true,
            ..0 => {
                self.alarm.get_or_insert(Alarm::StaleSlots);
            }
            _ => {
                self.alarm.get_or_insert(Alarm::AlteredSlots);
            }
        }
        Ok(())
    }
}

/// While the data key is being replaced, the database may still be under the one before.
pub(crate) fn open_under_either_key(
    place: &Path,
    vault: &VaultFile,
    key: &DataKey,
) -> Result<(database::Found, DataKey)> {
    match (database::open(place, key), vault.previous_key(key)) {
        (Err(Error::Damaged { .. }), Some(previous)) => Ok((database::open(place, &previous)?, previous)),
        (opened, _) => Ok((opened?, key.clone())),
    }
}

/// The head is signed with the key that the database is under or, while the data key is being replaced, with the other one.
fn judge(place: &Path, vault: &VaultFile, key: &DataKey, found: &DataKey, db: &Connection) -> Result<Verdict> {
    let verdict_of = |key: &DataKey| head::judge(head::look(place, &Seal::new(key, vault))?, db);
    let verdict = verdict_of(found)?;
    let Some(previous) = vault.previous_key(key).filter(|_| verdict == Verdict::Alarm(Alarm::HeadUnreadable)) else {
        return Ok(verdict);
    };
    match verdict_of(if found.is(key) { &previous } else { key })? {
        Verdict::Agree => Ok(Verdict::Mend(None)),
        other => Ok(other),
    }
}
