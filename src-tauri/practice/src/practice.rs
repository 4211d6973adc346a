//! The practice itself: made, opened, recovered, closed.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::{
    Error, Folder, Now, Record, Result, Verb, database,
    vault::{KdfCost, RecoveryCode, SlotKind, VAULT_FILE, VaultFile},
};

/// The longest name of a practice, in characters.
const LONGEST_NAME: usize = 200;

/// An open practice. Dropping it closes the database and wipes the key.
#[derive(Debug)]
pub struct Practice {
    pub(crate) db: Connection,
    pub(crate) key: crate::vault::DataKey,
    place: PathBuf,
    vault: VaultFile,
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

    fn fill(place: &Path, vault: VaultFile, key: crate::vault::DataKey, name: &str, now: Now) -> Result<Practice> {
        let db = database::create(place, &key)?;
        let mut practice = Practice { db, key, place: place.into(), vault };
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
        let db = database::open(place, &key)?;
        Ok(Practice { db, key, place: place.into(), vault })
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

    pub(crate) fn vault(&self) -> &VaultFile {
        &self.vault
    }
}
