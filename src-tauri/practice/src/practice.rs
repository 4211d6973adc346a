//! The practice itself: made, opened, recovered, closed.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::{
    Error, Folder, Now, Record, Result, Verb, database, disk,
    vault::{DataKey, KdfCost, RecoveryCode, SlotKind, VAULT_FILE, VaultFile},
};

/// The longest name of a practice, in characters.
const LONGEST_NAME: usize = 200;

/// An open practice. Dropping it closes the database and wipes the key.
#[derive(Debug)]
pub struct Practice {
    pub(crate) db: Connection,
    pub(crate) key: DataKey,
    place: PathBuf,
    pub(crate) vault: VaultFile,
    /// Which file was opened: the connection would go on writing to it when its name is gone from the disk.
    file: Option<disk::Identity>,
}

/// What can be said of a practice without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PracticeCard {
    /// Its name, kept in the clear beside the key slots.
    pub name: String,
    /// Whether it is the invented sample.
    pub sample: bool,
}

impl Practice {
    /// Makes a practice in a free folder and opens it.
    ///
    /// # Errors
    /// [`Error::Exists`] or [`Error::NotAPractice`] when the folder is taken, [`Error::Invalid`] for its name,
    /// [`Error::File`] when the disk refuses. A failure leaves no half practice behind.
    pub fn create(
        place: &Path,
        name: &str,
        passphrase: &str,
        code: &RecoveryCode,
        cost: KdfCost,
        now: Now,
    ) -> Result<Practice> {
        Self::create_kind(place, name, false, passphrase, code, cost, now)
    }

    pub(crate) fn create_kind(
        place: &Path,
        name: &str,
        sample: bool,
        passphrase: &str,
        code: &RecoveryCode,
        cost: KdfCost,
        now: Now,
    ) -> Result<Practice> {
        let name = crate::client::tidy_name(name, LONGEST_NAME, "The practice")?;
        let (vault, key) = VaultFile::create(&name, sample, passphrase, code, cost)?;
        Folder::claim(place)?;
        let made = Self::fill(place, vault, key, &name, now);
        if made.is_err() {
            // Only our own two files: the folder was empty when it was claimed.
            let _ = std::fs::remove_file(place.join(database::DATABASE_FILE));
            let _ = std::fs::remove_file(place.join(VAULT_FILE));
        }
        made
    }

    /// Makes a practice, fills it, and only then lets it stand at `place`: a half-filled one is never found there.
    pub(crate) fn create_filled(
        place: &Path,
        name: &str,
        passphrase: &str,
        code: &RecoveryCode,
        now: Now,
        fill: impl FnOnce(&mut Practice) -> Result<()>,
    ) -> Result<Practice> {
        Folder::claim(place)?;
        let scratch = disk::scratch_in(place)?;
        let mut practice = Self::create_kind(scratch.path(), name, true, passphrase, code, KdfCost::FLOOR, now)?;
        fill(&mut practice)?;
        let Practice { db, key, vault, .. } = practice;
        drop(db);
        for file in [database::DATABASE_FILE, VAULT_FILE] {
            let doing = Error::file(format!("Moving {file} to {}", place.display()));
            std::fs::rename(scratch.path().join(file), place.join(file)).map_err(doing)?;
        }
        disk::sync(place)?;
        Self::open_with_key(place, vault, key)
    }

    fn fill(place: &Path, vault: VaultFile, key: DataKey, name: &str, now: Now) -> Result<Practice> {
        let db = database::create(place, &key)?;
        let mut practice = Self::at(place, vault, key, db);
        practice.transact(now, |change| {
            change.db.execute("INSERT INTO practice (id, name, made_at) VALUES (1, ?1, ?2)", (name, now.to_utc()))?;
            change.touch(Verb::Added, Record::Practice)
        })?;
        // Last, because a folder with both files counts as a practice.
        practice.vault.write(place)?;
        Ok(practice)
    }

    /// What stands on the lock screen.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::NotAPractice`], [`Error::Damaged`], [`Error::ReadOnly`] or [`Error::Newer`].
    pub fn card(place: &Path) -> Result<PracticeCard> {
        Folder::expect_practice(place)?;
        let vault = VaultFile::read(&place.join(VAULT_FILE))?;
        Ok(PracticeCard { name: vault.practice_name, sample: vault.sample })
    }

    /// Opens with the passphrase.
    ///
    /// # Errors
    /// [`Error::WrongSecret`]; [`Error::Busy`] when another process has it; those of [`Practice::card`].
    pub fn unlock(place: &Path, passphrase: &str) -> Result<Practice> {
        Self::open(place, SlotKind::Passphrase, passphrase.as_bytes())
    }

    /// Opens with the recovery code, leaving the passphrase as it is.
    ///
    /// # Errors
    /// Those of [`Practice::unlock`].
    pub fn unlock_with_code(place: &Path, code: &RecoveryCode) -> Result<Practice> {
        Self::open(place, SlotKind::Recovery, code.as_bytes())
    }

    /// Opens with the recovery code and sets a new passphrase; the code stays good.
    ///
    /// # Errors
    /// Those of [`Practice::unlock`], and [`Error::File`] when the new slot cannot be written.
    pub fn recover(place: &Path, code: &RecoveryCode, new_passphrase: &str, cost: KdfCost) -> Result<Practice> {
        let mut practice = Self::unlock_with_code(place, code)?;
        let mut vault = practice.vault.clone();
        vault.set_slot(SlotKind::Passphrase, new_passphrase.as_bytes(), &practice.key, cost)?;
        // The new slot must open before it takes the old one's place.
        vault.open(SlotKind::Passphrase, new_passphrase.as_bytes())?;
        vault.write(place)?;
        practice.vault = vault;
        Ok(practice)
    }

    fn open(place: &Path, kind: SlotKind, secret: &[u8]) -> Result<Practice> {
        Folder::expect_practice(place)?;
        let vault = VaultFile::read(&place.join(VAULT_FILE))?;
        let key = vault.open(kind, secret)?;
        Self::open_with_key(place, vault, key)
    }

    /// Opens what is at `place` with a key that has been derived already.
    pub(crate) fn open_with_key(place: &Path, vault: VaultFile, key: DataKey) -> Result<Practice> {
        let db = database::open(place, &key)?;
        Ok(Self::at(place, vault, key, db))
    }

    fn at(place: &Path, vault: VaultFile, key: DataKey, db: Connection) -> Practice {
        let file = disk::identity(&place.join(database::DATABASE_FILE));
        Practice { db, key, place: place.into(), vault, file }
    }

    /// The file that was opened, if it still stands where it was opened.
    ///
    /// # Errors
    /// [`Error::Missing`] when the folder was removed, moved, or replaced by another.
    pub(crate) fn expect_in_place(&self) -> Result<()> {
        let now = disk::identity(&self.place.join(database::DATABASE_FILE));
        if now.is_some() && now == self.file { Ok(()) } else { Err(Error::Missing(self.place.clone())) }
    }

    /// The folder it lives in.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.vault.practice_name
    }

    /// Whether it is the invented sample.
    pub fn is_sample(&self) -> bool {
        self.vault.sample
    }

    /// Closes it and removes its folder: only for the sample, which nobody can miss.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a real practice; [`Error::File`] when the disk refuses.
    pub fn remove_sample(self) -> Result<()> {
        if !self.is_sample() {
            return Err(Error::invalid("Only the sample practice can be removed in one step."));
        }
        let place = self.place.clone();
        drop(self);
        std::fs::remove_dir_all(&place).map_err(Error::file(format!("Removing {}", place.display())))
    }
}
