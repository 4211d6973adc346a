//! Changing who may open a practice: a new passphrase, a new recovery code, a new data key.

use rusqlite::{OpenFlags, backup::Backup};

use crate::{
    Error, Now, Practice, Record, Result, Verb, audit,
    database::{self, DATABASE_FILE},
    disk,
    head::{Head, Seal},
    opening::Secret,
    tries::Tries,
    vault::{self, DataKey, KdfCost, Keys, LastChange, RecoveryCode, SlotKind, VaultFile},
};

impl Practice {
    /// Sets a new passphrase in place of `old`. Once this returns the old one opens nothing; until then it does.
    /// Backups keep the passphrase that they were made with.
    ///
    /// # Errors
    /// [`Error::WrongSecret`] for `old`; [`Error::NoMemory`]; [`Error::File`] when the disk refuses, and then the old one
    /// stays good.
    pub fn change_passphrase(&mut self, old: &str, new: &str, cost: KdfCost, now: Now) -> Result<()> {
        let process = self.keys_of(old, now)?.process;
        self.set_secrets(&[Secret::Passphrase(new)], process, cost, now)
    }

    /// Sets a new recovery code; the one on the old paper opens nothing any more, but for older backups. A practice from
    /// before there were process notes gets a place for them, because only here both secrets are at hand.
    ///
    /// # Errors
    /// Those of [`Practice::change_passphrase`].
    pub fn renew_code(&mut self, passphrase: &str, code: &RecoveryCode, cost: KdfCost, now: Now) -> Result<()> {
        match self.keys_of(passphrase, now)?.process {
            Some(process) => self.set_secrets(&[Secret::Code(code)], Some(process), cost, now),
            None => {
                let process = self.make_place_for_process_notes()?;
                self.set_secrets(&[Secret::Passphrase(passphrase), Secret::Code(code)], Some(process), cost, now)
            }
        }
    }

    /// Whether this is the passphrase, so that nobody at an open practice can change it without knowing it.
    ///
    /// # Errors
    /// [`Error::WrongSecret`], [`Error::NoMemory`].
    pub fn expect_passphrase(&self, passphrase: &str, now: Now) -> Result<()> {
        self.keys_of(passphrase, now).map(drop)
    }

    /// The keys that the passphrase opens.
    pub(crate) fn keys_of(&self, passphrase: &str, now: Now) -> Result<Keys> {
        let attempt = || self.vault.open_keys(SlotKind::Passphrase, passphrase.as_bytes());
        Tries::guard(self.place(), SlotKind::Passphrase, now, attempt)
    }

    /// Writes down that the sheet with the recovery code was opened for printing.
    pub fn printed_code(&mut self, now: Now) {
        self.log(Verb::Printed, Record::RecoveryCode(self.vault.generation()), now);
    }

    /// Puts secrets in place of those of their kinds. `process` is the key of the process notes, if there is one yet.
    pub(crate) fn set_secrets(
        &mut self,
        secrets: &[Secret],
        process: Option<DataKey>,
        cost: KdfCost,
        now: Now,
    ) -> Result<()> {
        self.settle(now)?;
        let change = match secrets {
            [Secret::Passphrase(_)] => LastChange::Passphrase,
            _ => LastChange::RecoveryCode,
        };
        let keys = Keys { data: self.key.clone(), process };
        let mut vault = self.vault.clone();
        for (kind, bytes) in secrets.iter().map(Secret::parts) {
            vault.set_slot(kind, bytes, &keys, cost)?;
        }
        vault.sign(&self.key, change);
        // Read back from the disk, each new slot must give the keys that the records are being read with.
        vault::write(self.place(), &vault, |read| secrets.iter().try_for_each(|one| self.prove(read, one, &keys)))?;
        self.vault = vault;
        self.log(Verb::Changed, self.vault_record(), now);
        Ok(())
    }

    fn prove(&self, vault: &VaultFile, secret: &Secret, keys: &Keys) -> Result<()> {
        let damaged = || Error::Damaged { place: self.place().into(), what: "the new key slot does not open".into() };
        let (kind, bytes) = secret.parts();
        let all_or_none = vault.has_process_key() == keys.process.is_some();
        if !vault.open_keys(kind, bytes)?.are(keys) || !all_or_none || !vault.is_signed_by(&self.key) {
            return Err(damaged());
        }
        database::expect_healthy(&self.db, self.place())
    }

    /// Signs the vault file as a later one than any that the log knows, and writes both copies.
    pub(crate) fn sign_vault(&mut self, now: Now) -> Result<()> {
        let mut vault = self.vault.clone();
        let logged = audit::last_vault(&self.db)?.map_or(0, |(generation, _)| generation);
        vault.count_from(logged);
        vault.set_previous_key(&self.key, None)?;
        vault.sign(&self.key, self.vault.last_change());
        vault::write(self.place(), &vault, |_| Ok(()))?;
        self.vault = vault;
        self.log(Verb::Changed, self.vault_record(), now);
        Ok(())
    }

    pub(crate) fn has_previous_key(&self) -> bool {
        self.vault.previous_key(&self.key).is_some()
    }

    /// Puts all records under a new data key, for when the old one may be known to somebody. Every page is written
    /// anew; the passphrase stays and the recovery code is replaced by `code`. Whenever this is
    /// interrupted, the passphrase opens the practice and the change is finished then. Backups made before stay under the
    /// old key and open as they did. Process notes keep their own key, which neither the old nor the new data key opens.
    ///
    /// # Errors
    /// Those of [`Practice::change_passphrase`]. After one the practice is to be closed and opened again.
    pub fn rotate_key(&mut self, passphrase: &str, code: &RecoveryCode, cost: KdfCost, now: Now) -> Result<()> {
        let process = self.keys_of(passphrase, now)?.process;
        self.settle(now)?;
        if let Some(previous) = self.vault.previous_key(&self.key) {
            // An earlier replacement stopped half-way; it is finished before the next one begins.
            self.finish_rotation(&previous)?;
            self.sign_vault(now)?;
        }
        let process = process.map_or_else(|| self.make_place_for_process_notes(), Ok)?;
        let keys = Keys { data: DataKey::random()?, process: Some(process) };
        let key = keys.data.clone();
        let mut vault = self.vault.clone();
        vault.set_slot(SlotKind::Passphrase, passphrase.as_bytes(), &keys, cost)?;
        vault.set_slot(SlotKind::Recovery, code.as_bytes(), &keys, cost)?;
        vault.set_previous_key(&key, Some(&self.key))?;
        vault.sign(&key, LastChange::DataKey);
        let previous = self.key.clone();
        vault::write(self.place(), &vault, |read| {
            let opens = |kind, secret: &[u8]| Ok::<_, Error>(read.open_keys(kind, secret)?.are(&keys));
            let reaches_back = read.previous_key(&key).is_some_and(|found| found.is(&previous));
            if reaches_back
                && opens(SlotKind::Passphrase, passphrase.as_bytes())?
                && opens(SlotKind::Recovery, code.as_bytes())?
            {
                return Ok(());
            }
            Err(Error::Damaged { place: self.place().into(), what: "the new key slots do not open".into() })
        })?;
        (self.key, self.vault) = (key, vault);
        self.finish_rotation(&previous)?;
        self.log(Verb::Changed, self.vault_record(), now);
        self.sign_vault(now)
    }

    /// Copies the records, which are under `previous`, into a database under the present key, compares, and puts it in
    /// the old one's place.
    pub(crate) fn finish_rotation(&mut self, previous: &DataKey) -> Result<()> {
        let place = self.place().to_owned();
        let scratch = disk::scratch_in(&place)?;
        let copy = scratch.path().join(DATABASE_FILE);
        disk::make_private(&copy)?;
        let mut under_new = database::connect(&copy, &self.key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        Backup::new(&self.db, &mut under_new)?.run_to_completion(1_000, std::time::Duration::ZERO, None)?;
        database::expect_whole(&under_new, &copy)?;
        let tip = audit::tip(&under_new)?;
        if tip != audit::tip(&self.db)? {
            return Err(Error::Damaged { place: copy, what: "it does not hold what was put in".into() });
        }
        drop(under_new);
        let doing = || Error::file(format!("Replacing {DATABASE_FILE} in {}", place.display()));
        std::fs::File::options().write(true).open(&copy).and_then(|file| file.sync_all()).map_err(doing())?;
        // The old connection has to be closed before its file is replaced; should anything fail, it is opened again.
        self.let_go()?;
        let replaced = std::fs::rename(&copy, place.join(DATABASE_FILE)).map_err(doing());
        let found = database::open(&place, &self.key).or_else(|_| database::open(&place, previous))?;
        self.take(found.db);
        replaced?;
        disk::sync(&place)?;
        self.head = Head::begin(&place, Seal::new(&self.key, &self.vault), tip)?;
        Ok(())
    }
}
