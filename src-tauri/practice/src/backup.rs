//! A backup: one tar file that holds a manifest, the vault file and an encrypted copy of the database.
//! It is as secret as the practice itself and opens with the same passphrase and recovery code.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use rusqlite::{OpenFlags, backup::Backup};
use serde::{Deserialize, Serialize};
use specta::Type;
use tempfile::NamedTempFile;

use crate::{
    Error, Folder, Now, Practice, Result,
    database::{self, DATABASE_FILE, SCHEMA_VERSION},
    disk,
    vault::{RecoveryCode, VAULT_FILE},
};

const MANIFEST_FILE: &str = "backup.json";
const FORMAT: &str = "secure-base-backup";
const VERSION: u32 = 1;
/// A manifest or vault file is a few hundred bytes; more than this is not one.
const LONGEST_TEXT: u64 = 1024 * 1024;

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Manifest {
    format: String,
    version: u32,
    practice_name: String,
    made_at: DateTime<Utc>,
    schema: i64,
}

/// What a backup says of itself before it is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupInfo {
    /// Where the file is.
    pub path: PathBuf,
    /// The practice it was made of.
    pub practice_name: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// Its size.
    #[specta(type = u32)]
    pub bytes: u64,
}

impl Practice {
    /// Writes a backup to `path`, reads it back, opens it, and only then gives it its name.
    ///
    /// # Errors
    /// [`Error::Exists`] when there is a file of that name; [`Error::File`] when the disk refuses.
    pub fn back_up(&self, path: &Path, now: Now) -> Result<()> {
        if path.exists() {
            return Err(Error::Exists(path.into()));
        }
        let doing = || Error::file(format!("Writing the backup {}", path.display()));
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let scratch = disk::scratch_in(folder)?;
        let copy = scratch.path().join(DATABASE_FILE);
        self.copy_database(&copy)?;
        let file = NamedTempFile::new_in(scratch.path()).map_err(doing())?;
        self.pack(&copy, file.as_file(), now).map_err(doing())?;
        file.as_file().sync_all().map_err(doing())?;
        self.prove(file.path(), folder)?;
        file.persist_noclobber(path).map_err(|why| doing()(why.error))?;
        disk::sync(folder)
    }

    fn copy_database(&self, to: &Path) -> Result<()> {
        disk::make_private(to)?;
        let mut copy = database::connect(to, &self.key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        Backup::new(&self.db, &mut copy)?.run_to_completion(1_000, std::time::Duration::ZERO, None)?;
        Ok(())
    }

    fn pack(&self, database: &Path, into: &File, now: Now) -> io::Result<()> {
        let manifest = Manifest {
            format: FORMAT.into(),
            version: VERSION,
            practice_name: self.name().into(),
            made_at: now.to_utc(),
            schema: SCHEMA_VERSION,
        };
        let mut tar = tar::Builder::new(into);
        append(&mut tar, MANIFEST_FILE, &serde_json::to_vec_pretty(&manifest)?)?;
        append(&mut tar, VAULT_FILE, &serde_json::to_vec_pretty(&self.vault)?)?;
        tar.append_path_with_name(database, DATABASE_FILE)?;
        tar.finish()
    }

    /// Restores the file into a scratch folder and compares, so that no backup counts that does not open.
    fn prove(&self, file: &Path, near: &Path) -> Result<()> {
        let scratch = disk::scratch_in(near)?;
        unpack(file, scratch.path())?;
        let restored = database::open(scratch.path(), &self.key)?;
        database::expect_whole(&restored, file)?;
        let entries = |db: &rusqlite::Connection| -> Result<i64> {
            Ok(db.query_row("SELECT coalesce(max(sequence), 0) FROM audit", [], |row| row.get(0))?)
        };
        if entries(&restored)? == entries(&self.db)? {
            return Ok(());
        }
        Err(Error::Damaged { place: file.into(), what: "it does not hold what was put in".into() })
    }

    /// Restores a backup to `place` and opens it. What stands at `place` is put aside under another name.
    /// `secret` is the passphrase or the recovery code.
    ///
    /// # Errors
    /// [`Error::WrongSecret`], [`Error::Damaged`] for a file that is no backup, [`Error::NotAPractice`] when
    /// `place` holds other things. Whatever fails, what stood at `place` stands there still.
    pub fn restore(backup: &Path, place: &Path, secret: &str, now: Now) -> Result<Practice> {
        let parent = place.parent().unwrap_or(Path::new("."));
        let doing = || Error::file(format!("Restoring to {}", place.display()));
        std::fs::create_dir_all(parent).map_err(doing())?;
        let scratch = disk::scratch_in(parent)?;
        unpack(backup, scratch.path())?;
        let Practice { db, key, vault, .. } = Self::unlock_either(scratch.path(), secret)?;
        database::expect_whole(&db, backup)?;
        drop(db);
        let aside = set_aside(place, now)?;
        if let Err(why) = std::fs::rename(scratch.path(), place) {
            // What stood here goes back to its place, and the failure is told.
            if let Some(aside) = aside {
                std::fs::rename(aside, place).map_err(doing())?;
            }
            return Err(doing()(why));
        }
        disk::sync(parent)?;
        Self::open_with_key(place, vault, key)
    }

    /// A passphrase can look like a recovery code, so one that fails as a code is tried as a passphrase.
    fn unlock_either(place: &Path, secret: &str) -> Result<Practice> {
        match RecoveryCode::parse(secret) {
            Ok(code) => match Self::unlock_with_code(place, &code) {
                Err(Error::WrongSecret) => Self::unlock(place, secret),
                opened => opened,
            },
            Err(_) => Self::unlock(place, secret),
        }
    }
}

impl BackupInfo {
    /// Reads what a backup says of itself.
    ///
    /// # Errors
    /// [`Error::Damaged`] for a file that is no backup, [`Error::Newer`] for a later version's.
    pub fn read(path: &Path) -> Result<BackupInfo> {
        let mut archive = tar::Archive::new(open(path)?);
        let broken = |_| no_backup(path);
        let first = archive.entries().map_err(broken)?.next().ok_or_else(|| no_backup(path))?.map_err(broken)?;
        if first.path().map_err(broken)? != Path::new(MANIFEST_FILE) {
            return Err(no_backup(path));
        }
        let manifest: Manifest = serde_json::from_reader(first.take(LONGEST_TEXT)).map_err(|_| no_backup(path))?;
        if manifest.format != FORMAT {
            return Err(no_backup(path));
        }
        if manifest.version > VERSION || manifest.schema > SCHEMA_VERSION {
            return Err(Error::Newer { found: manifest.schema, known: SCHEMA_VERSION });
        }
        let bytes = std::fs::metadata(path).map_err(Error::file(format!("Reading {}", path.display())))?.len();
        let (practice_name, made_at) = (manifest.practice_name, manifest.made_at);
        Ok(BackupInfo { path: path.into(), practice_name, made_at, bytes })
    }
}

fn append(tar: &mut tar::Builder<&File>, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    tar.append_data(&mut header, name, bytes)
}

/// Only the two files we put in, whatever else a file may claim to hold.
fn unpack(backup: &Path, into: &Path) -> Result<()> {
    BackupInfo::read(backup)?;
    let broken = |_| no_backup(backup);
    let mut archive = tar::Archive::new(open(backup)?);
    for entry in archive.entries().map_err(broken)? {
        let mut entry = entry.map_err(broken)?;
        let name = entry.path().map_err(broken)?.into_owned();
        if [VAULT_FILE, DATABASE_FILE].iter().any(|known| name == Path::new(known)) {
            disk::make_private(&into.join(&name))?;
            let mut file =
                File::options().write(true).open(into.join(&name)).map_err(Error::file("Unpacking the backup"))?;
            io::copy(&mut entry, &mut file).map_err(broken)?;
            file.sync_all().map_err(Error::file("Unpacking the backup"))?;
        }
    }
    if Folder::look(into) == Folder::Practice { Ok(()) } else { Err(no_backup(backup)) }
}

/// Answers where what stood at `place` now is, if anything did.
fn set_aside(place: &Path, now: Now) -> Result<Option<PathBuf>> {
    let doing = Error::file(format!("Putting {} aside", place.display()));
    match Folder::look(place) {
        Folder::Free if place.exists() => std::fs::remove_dir(place).map(|()| None).map_err(doing),
        Folder::Free => Ok(None),
        Folder::Other if !place.join(VAULT_FILE).exists() && !place.join(DATABASE_FILE).exists() => {
            Err(Error::NotAPractice(place.into()))
        }
        Folder::Practice | Folder::Other => {
            let aside = disk::beside(place, &now.format(" (set aside %Y-%m-%d %H.%M.%S)").to_string());
            std::fs::rename(place, &aside).map(|()| Some(aside)).map_err(doing)
        }
    }
}

fn open(path: &Path) -> Result<File> {
    File::open(path).map_err(Error::file(format!("Reading {}", path.display())))
}

fn no_backup(path: &Path) -> Error {
    Error::Damaged { place: path.into(), what: "it is not a whole Secure Base backup".into() }
}
