//! Backups that make themselves: one folder beside the practice and, if chosen, a second place on another disk; which ones
//! are kept, and which go in their turn.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Datelike, FixedOffset, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};
use specta::Type;

use crate::{
    BackupInfo, Error, Now, Practice, Record, Result, Snapshot, Verb,
    archive::{BACKUP_EXTENSION, BackupKind},
    disk, folder,
};

/// So many days, weeks and months back there is a backup for each.
const DAILY: usize = 12;
const WEEKLY: usize = 10;
const MONTHLY: usize = 9;
/// So many made before upgrades are kept beside them.
const BEFORE_UPGRADE: usize = 2;

/// What is done without changing a record.
const CHANGE_NOTHING: [Verb; 9] = [
    Verb::Viewed,
    Verb::Searched,
    Verb::Unlocked,
    Verb::FailedUnlock,
    Verb::BackedUp,
    Verb::CopiedBackup,
    Verb::Checked,
    Verb::Printed,
    Verb::Exported,
];

/// What a place for backups is like now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupPlace {
    /// The folder.
    pub folder: PathBuf,
    /// Whether it is there and can be read; a stick may be in a drawer.
    pub present: bool,
    /// What is in it of this practice, newest first.
    pub backups: Vec<BackupInfo>,
    /// How many files in it call themselves backups and are none.
    pub broken: u32,
}

/// The state of all backups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupState {
    /// Beside the practice.
    pub first: BackupPlace,
    /// On another disk, if one was chosen.
    pub second: Option<BackupPlace>,
    /// When a backup was last put into the second place.
    pub copied_at: Option<DateTime<Utc>>,
    /// Whether records were changed since the newest backup.
    pub due: bool,
}

impl Practice {
    /// What backups there are, and whether another one is due.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn backup_state(&self) -> Result<BackupState> {
        let first = self.backups_in(folder::backups_of(self.place()));
        let second = self.settings()?.second_place.map(|folder| self.backups_in(folder));
        let copied_at = self.db.query_row(
            "SELECT max(at) FROM audit WHERE noun = 'practice' AND record = 1 AND verb = 'copiedBackup'",
            [],
            |row| row.get(0),
        )?;
        let newest = first.backups.iter().map(|one| one.save).max();
        Ok(BackupState { due: self.changed_since(newest)?, first, second, copied_at })
    }

    /// Whether a backup is due: none is there, or something was changed since the newest.
    fn changed_since(&self, save: Option<i64>) -> Result<bool> {
        let Some(save) = save else { return Ok(true) };
        // Newest first, so that it ends where the backup was made.
        let mut entries = self.db.prepare_cached("SELECT save, verb FROM audit ORDER BY sequence DESC")?;
        for entry in entries.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))? {
            let (made, verb) = entry?;
            if made <= save {
                return Ok(false);
            }
            if !CHANGE_NOTHING.iter().any(|one| one.word() == verb) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn backups_in(&self, folder: PathBuf) -> BackupPlace {
        let (mut backups, broken) = list(&folder);
        backups.retain(|one| one.vault_id == self.vault.id());
        BackupPlace { present: folder.is_dir(), folder, backups, broken }
    }

    /// Begins to copy the records for a backup that makes itself; [`Practice::automatic_snapshot_on`] goes on with it.
    ///
    /// # Errors
    /// Those of [`Practice::snapshot`].
    pub fn begin_automatic_snapshot(&mut self) -> Result<()> {
        let folder = folder::backups_of(self.place());
        disk::make_private_folder(&folder)?;
        self.begin_snapshot(&folder, BackupKind::Automatic)
    }

    /// Copies for a few hundredths of a second; the answer is the backup under way once the copy is whole.
    ///
    /// # Errors
    /// Those of [`Practice::snapshot_on`].
    pub fn automatic_snapshot_on(&mut self, now: Now) -> Result<Option<Automatic>> {
        let Some(snapshot) = self.snapshot_on(now)? else { return Ok(None) };
        let (folder, name) = (folder::backups_of(self.place()), file_stem(self.name(), now));
        let second = self.settings()?.second_place;
        let (vault_id, offset) = (self.vault.id().into(), *now.offset());
        Ok(Some(Automatic { snapshot, folder, name, second, vault_id, offset }))
    }

    /// Writes into the log what became of it.
    pub fn note_backup(&mut self, made: &Made, now: Now) {
        self.log(Verb::BackedUp, Record::Practice, now);
        if matches!(made.second, Some(Ok(_))) {
            self.log(Verb::CopiedBackup, Record::Practice, now);
        }
    }

    /// Makes a backup in its place, and a copy in the second, and lets old ones go.
    ///
    /// # Errors
    /// Those of [`Snapshot::keep_as`]; a second place that fails is told in the answer.
    pub fn back_up_itself(&mut self, now: Now) -> Result<Made> {
        self.begin_automatic_snapshot()?;
        let made = loop {
            if let Some(whole) = self.automatic_snapshot_on(now)? {
                break whole.keep()?;
            }
        };
        self.note_backup(&made, now);
        Ok(made)
    }
}

/// A backup that makes itself, under way; the practice may go on meanwhile.
pub struct Automatic {
    snapshot: Snapshot,
    folder: PathBuf,
    name: String,
    second: Option<PathBuf>,
    vault_id: String,
    offset: FixedOffset,
}

/// What became of it.
#[derive(Debug)]
pub struct Made {
    /// The backup, proven.
    pub info: BackupInfo,
    /// Its copy in the second place, if one was chosen.
    pub second: Option<Result<PathBuf>>,
}

impl Automatic {
    /// Proves it and gives it its name, copies it into the second place, and lets old ones go in both.
    ///
    /// # Errors
    /// Those of [`Snapshot::keep_as`].
    pub fn keep(self) -> Result<Made> {
        let path = disk::free_name(&self.folder, &self.name, BACKUP_EXTENSION);
        let info = self.snapshot.keep_as(&path)?;
        rotate(&self.folder, &self.vault_id, self.offset, Some(&path));
        let second = self.second.map(|folder| {
            let copied = copy_to(&info.path, &folder);
            if let Ok(copy) = &copied {
                rotate(&folder, &self.vault_id, self.offset, Some(copy));
            }
            copied
        });
        Ok(Made { info, second })
    }
}

/// The name of a backup without its ending: whose, and when.
pub fn file_stem(practice_name: &str, now: Now) -> String {
    let words: Vec<&str> =
        practice_name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let short: String = words.join("-").chars().take(60).collect();
    format!("{short} {}", now.format("%Y-%m-%d %H.%M"))
}

/// Copies a backup into another folder under its own name, and reads it back from there.
fn copy_to(file: &Path, folder: &Path) -> Result<PathBuf> {
    if !folder.is_dir() {
        return Err(Error::Missing(folder.into()));
    }
    let doing = || Error::file(format!("Copying the backup to {}", folder.display()));
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let path = disk::free_name(folder, &stem, BACKUP_EXTENSION);
    let mut new = tempfile::NamedTempFile::new_in(folder).map_err(doing())?;
    std::io::copy(&mut fs::File::open(file).map_err(doing())?, &mut new).map_err(doing())?;
    new.as_file().sync_all().map_err(doing())?;
    if digest(new.path()).map_err(doing())? != digest(file).map_err(doing())? {
        return Err(Error::Damaged { place: path, what: "it was not copied whole".into() });
    }
    new.persist_noclobber(&path).map_err(|why| doing()(why.error))?;
    disk::sync(folder)?;
    Ok(path)
}

pub(crate) fn digest(path: &Path) -> std::io::Result<[u8; 32]> {
    let mut hasher = Sha256::new();
    std::io::copy(&mut fs::File::open(path)?, &mut HashInto(&mut hasher))?;
    Ok(hasher.finalize().into())
}

struct HashInto<'a>(&'a mut Sha256);

impl std::io::Write for HashInto<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Every file in a folder that calls itself a backup.
pub(crate) fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.filter(|path| path.extension().is_some_and(|extension| extension == BACKUP_EXTENSION))
}

/// The backups in a folder, newest first by what they hold, and how many files only look like one.
pub(crate) fn list(folder: &Path) -> (Vec<BackupInfo>, u32) {
    let (found, broken): (Vec<_>, Vec<_>) = files(folder).map(|path| BackupInfo::read(&path)).partition(Result::is_ok);
    let mut backups: Vec<BackupInfo> = found.into_iter().flatten().collect();
    backups.sort_by_key(|one| std::cmp::Reverse((one.save, one.made_at)));
    (backups, broken.len() as u32)
}

/// Removes the backups of this practice whose turn it is. What cannot be removed stays for the next time.
pub(crate) fn rotate(folder: &Path, vault_id: &str, offset: FixedOffset, just_made: Option<&Path>) {
    let mut backups = list(folder).0;
    backups.retain(|one| one.vault_id == vault_id && one.kind != BackupKind::ByHand);
    for (backup, kept) in backups.iter().zip(kept(&backups, offset)) {
        if !kept && Some(backup.path.as_path()) != just_made {
            let _ = fs::remove_file(&backup.path);
        }
    }
}

/// Which of these stay. They come newest first by the count of saves; the clock only says which day, week and month each
/// belongs to, so a clock that jumped can cost no newer backup its place.
pub(crate) fn kept(backups: &[BackupInfo], offset: FixedOffset) -> Vec<bool> {
    let (mut days, mut weeks, mut months) = (HashSet::new(), HashSet::new(), HashSet::new());
    let mut upgrades = 0;
    let kept = |backup: &BackupInfo| {
        if backup.kind == BackupKind::BeforeUpgrade {
            upgrades += 1;
            return upgrades <= BEFORE_UPGRADE;
        }
        let day = backup.made_at.with_timezone(&offset).date_naive();
        // The newest of its day, week or month, as long as fewer of them have been met.
        let daily = days.len() < DAILY && days.insert(day);
        let weekly = weeks.len() < WEEKLY && weeks.insert((day.iso_week().year(), day.iso_week().week()));
        let monthly = months.len() < MONTHLY && months.insert((day.year(), day.month()));
        daily || weekly || monthly
    };
    backups.iter().map(kept).collect()
}
