//! The practice itself: made, opened, recovered, closed.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::{
    ClientId, Error, Folder, Now, Record, Result, SessionId, Trust, Verb,
    audit::{self, Tip},
    backup::Copying,
    database::{self, DATABASE_FILE},
    disk,
    head::{HEAD_FILE, Head, Seal},
    process::{PROCESS_FILE, Store},
    transact::Owed,
    vault::{self, COPY_FILE, DataKey, KdfCost, Keys, Opened, RecoveryCode, VAULT_FILE, VaultFile},
};

/// What a practice's folder holds, the vault last: only with it the folder counts as a practice.
pub(crate) const FILES: [&str; 5] = [DATABASE_FILE, PROCESS_FILE, HEAD_FILE, COPY_FILE, VAULT_FILE];

/// The longest name of a practice, in characters.
const LONGEST_NAME: usize = 200;

/// An open practice. Dropping it closes the database and wipes the key.
#[derive(Debug)]
pub struct Practice {
    /// A copy of the database that is being made; before the connection, because it ends before it.
    pub(crate) copying: Option<Copying>,
    pub(crate) db: Connection,
    pub(crate) key: DataKey,
    place: PathBuf,
    pub(crate) vault: VaultFile,
    /// The process notes while they are open, which takes the passphrase again.
    pub(crate) process: Option<Store>,
    /// Which file was opened: the connection would go on writing to it when its name is gone from the disk.
    file: Option<disk::Identity>,
    pub(crate) head: Head,
    /// Saves of notes under way, each with the revision that it grew from: one that is on disk when it is told to have failed is
    /// tried again by the editor from the same revision, with more words.
    pub(crate) unanswered: HashMap<SessionId, u32>,
    /// What could not be written into the log when it happened.
    pub(crate) owed: Vec<Owed>,
    pub(crate) mended: Vec<&'static str>,
    /// The record on the screen.
    pub(crate) on_view: Option<Record>,
    /// Whose notes stood on the desk, and on which day.
    pub(crate) on_desk: HashSet<(NaiveDate, ClientId)>,
}

/// What can be said of a practice without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PracticeCard {
    /// Its name, kept in the clear beside the key slots.
    pub name: String,
    /// Whether it is the invented sample.
    pub sample: bool,
}

/// What a new practice is to be.
pub(crate) struct Plan<'a> {
    pub(crate) name: &'a str,
    pub(crate) sample: bool,
    pub(crate) passphrase: &'a str,
    pub(crate) code: &'a RecoveryCode,
    pub(crate) cost: KdfCost,
}

/// Puts a finished practice into its place, which is empty, in one step where the file system can.
fn stand(made: &Path, place: &Path) -> Result<()> {
    let doing = || Error::file(format!("Putting the practice into {}", place.display()));
    if !made.starts_with(place) && std::fs::remove_dir(place).is_ok() {
        if std::fs::rename(made, place).is_ok() {
            return disk::sync(disk::parent(place));
        }
        disk::make_private_folder(place)?;
    }
    let moved = FILES.iter().try_for_each(|file| std::fs::rename(made.join(file), place.join(file)));
    if moved.is_err() {
        // Only our own files: the folder was empty when it was claimed.
        FILES.iter().for_each(|file| drop(std::fs::remove_file(place.join(file))));
    }
    moved.map_err(doing())?;
    disk::sync(place)
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
        let plan = Plan { name, sample: false, passphrase, code, cost };
        Self::create_filled(place, plan, now, |_, _| Ok(()))
    }

    /// Makes a practice, fills it, and only then lets it stand at `place`: cut off at any moment, it leaves none there. `fill` is
    /// given the key of the process notes, whose database is empty.
    pub(crate) fn create_filled(
        place: &Path,
        plan: Plan,
        now: Now,
        fill: impl FnOnce(&mut Practice, Option<&DataKey>) -> Result<()>,
    ) -> Result<Practice> {
        let name = crate::client::tidy_name(plan.name, LONGEST_NAME, "The practice")?;
        let (vault, Keys { data: key, process }) =
            VaultFile::create(&name, plan.sample, plan.passphrase, plan.code, plan.cost)?;
        Folder::claim(place)?;
        // Beside its place, so that one renaming puts it there; or in it, where that is all that may be written.
        let scratch = disk::scratch_in(disk::parent(place)).or_else(|_| disk::scratch_in(place))?;
        let mut practice = Self::fill(scratch.path(), vault, key, &name, 0, now)?;
        process.iter().try_for_each(|key| Store::create(scratch.path(), key))?;
        database::write_aside(&practice.db)?;
        fill(&mut practice, process.as_ref())?;
        let Practice { db, key, vault, .. } = practice;
        drop(db);
        disk::sync_file(&scratch.path().join(DATABASE_FILE))?;
        stand(scratch.path(), place)?;
        Self::enter(place, Opened { vault, key, mend: None, altered: false }, None, Trust::AsLeft, now)
    }

    /// Makes the files of a practice in an empty folder. Its saves are counted on from `saves`.
    pub(crate) fn fill(
        place: &Path,
        vault: VaultFile,
        key: DataKey,
        name: &str,
        saves: i64,
        now: Now,
    ) -> Result<Practice> {
        let db = database::create(place, &key)?;
        let head = Head::begin(place, Seal::new(&key, &vault), Tip { save: saves, ..audit::tip(&db)? })?;
        let mut practice = Self::at(place, vault, key, db, head);
        let slots = practice.vault_record();
        practice.transact(now, |change| {
            change.db.execute("INSERT INTO practice (id, name, made_at) VALUES (1, ?1, ?2)", (name, now.to_utc()))?;
            change.touch(Verb::Added, Record::Practice)?;
            change.touch(Verb::Added, Record::Settings)?;
            change.touch(Verb::Added, slots)
        })?;
        // Last, because only a folder with both files counts as a practice.
        vault::write(place, &practice.vault, |_| Ok(()))?;
        Ok(practice)
    }

    /// What stands on the lock screen.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::NotAPractice`], [`Error::Damaged`], [`Error::ReadOnly`] or [`Error::Newer`].
    pub fn card(place: &Path) -> Result<PracticeCard> {
        Folder::expect_practice(place)?;
        let vault = vault::either(place)?;
        Ok(PracticeCard { name: vault.practice_name, sample: vault.sample })
    }

    pub(crate) fn at(place: &Path, vault: VaultFile, key: DataKey, db: Connection, head: Head) -> Practice {
        let file = disk::identity(&place.join(DATABASE_FILE));
        let (owed, mended) = (Vec::new(), Vec::new());
        let place = place.to_owned();
        let (copying, process, unanswered, on_view, on_desk) = (None, None, HashMap::new(), None, HashSet::new());
        Practice { copying, db, key, place, vault, process, file, head, unanswered, owed, mended, on_view, on_desk }
    }

    /// Closes the connection, because it holds the file; [`Practice::take`] goes on with another one.
    pub(crate) fn let_go(&mut self) -> Result<()> {
        self.stop_copying();
        self.db = Connection::open_in_memory()?;
        Ok(())
    }

    /// Goes on with another connection to the database at the same place.
    pub(crate) fn take(&mut self, db: Connection) {
        self.file = disk::identity(&self.place.join(DATABASE_FILE));
        self.db = db;
    }

    /// Damage that was found at opening and made good; nothing was lost.
    pub fn mended(&self) -> &[&'static str] {
        &self.mended
    }

    /// The file that was opened, if it still stands where it was opened.
    ///
    /// # Errors
    /// [`Error::Missing`] when the folder was removed, moved, or replaced by another.
    pub(crate) fn expect_in_place(&self) -> Result<()> {
        let now = disk::identity(&self.place.join(DATABASE_FILE));
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

    /// The version of the records that this program writes.
    pub fn records_version(&self) -> u32 {
        database::SCHEMA_VERSION as u32
    }

    /// What encrypts the records and what keeps them, with their versions.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn engine(&self) -> Result<String> {
        let ask = |sql: &str| self.db.query_row(sql, [], |row| row.get::<_, String>(0));
        Ok(format!("SQLCipher {}, SQLite {}", ask("PRAGMA cipher_version")?, ask("SELECT sqlite_version()")?))
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
