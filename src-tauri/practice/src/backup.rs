//! A backup: one tar file that holds a manifest, the vault file and an encrypted copy of the database. It opens with the
//! passphrase and the recovery code of its day, and counts as a backup only once it was restored and compared.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags, backup::Backup};
use serde::{Deserialize, Serialize};
use specta::Type;
use tempfile::{NamedTempFile, TempDir};

use crate::{
    Error, Now, Practice, Record, Result, Verb,
    audit::{self, Tip},
    check,
    database::{self, CHAINED_SINCE, DATABASE_FILE, SCHEMA_VERSION},
    disk,
    head::{Seal, SignedTip},
    restore,
    vault::{DataKey, VAULT_FILE, VaultFile},
};

pub(crate) const MANIFEST_FILE: &str = "backup.json";
/// How the name of a backup ends.
pub const BACKUP_EXTENSION: &str = "securebase";
const FORMAT: &str = "secure-base-backup";
const VERSION: u32 = 2;
/// A manifest or vault file is a few kilobytes; more than this is not one.
const LONGEST_TEXT: u64 = 1024 * 1024;

/// Why a backup was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BackupKind {
    /// The clinician asked for it; nobody but her removes it.
    #[default]
    ByHand,
    /// Made at closing or once a day, and removed in its turn.
    Automatic,
    /// Made before the records were brought to a newer version.
    BeforeUpgrade,
}

/// The first file of a backup. Version 1 ended with `schema`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Manifest {
    format: String,
    version: u32,
    practice_name: String,
    made_at: DateTime<Utc>,
    pub(crate) schema: i64,
    #[serde(default)]
    vault_id: String,
    #[serde(default)]
    kind: BackupKind,
    /// Where the audit chain ended, signed as in the head file.
    #[serde(default)]
    pub(crate) head: Option<SignedTip>,
    #[serde(default)]
    save: i64,
    /// How many rows each table has.
    #[serde(default)]
    rows: BTreeMap<String, i64>,
}

/// What a backup says of itself before it is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupInfo {
    /// Where the file is.
    pub path: PathBuf,
    /// The practice it was made of.
    pub practice_name: String,
    /// Which practice that was, whatever it was called; empty in the oldest backups.
    pub vault_id: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// Why.
    pub kind: BackupKind,
    /// How many saves the practice had seen: the order of backups, whatever the clock said.
    #[specta(type = u32)]
    pub save: i64,
    /// How many clients are in it, if it says so.
    #[specta(type = Option<u32>)]
    pub clients: Option<i64>,
    /// How many sessions.
    #[specta(type = Option<u32>)]
    pub sessions: Option<i64>,
    /// Its size.
    #[specta(type = u32)]
    pub bytes: u64,
}

/// A copy of the records at a moment, on its way to be a backup. The practice may go on meanwhile.
pub struct Snapshot {
    scratch: TempDir,
    manifest: Manifest,
    vault: VaultFile,
    key: DataKey,
    tip: Option<Tip>,
}

impl Practice {
    /// Writes a backup to `path`, reads it back, opens it, compares it, and only then gives it its name.
    ///
    /// # Errors
    /// [`Error::Exists`] when there is a file of that name; [`Error::File`] when the disk refuses.
    pub fn back_up(&mut self, path: &Path, now: Now) -> Result<BackupInfo> {
        if path.exists() {
            return Err(Error::Exists(path.into()));
        }
        let info = self.snapshot(folder_of(path), BackupKind::ByHand, now)?.keep_as(path)?;
        self.log(Verb::BackedUp, Record::Practice, now);
        Ok(info)
    }

    /// Copies the records into a scratch folder inside `near`: quick, for as long as it takes nobody can save.
    ///
    /// # Errors
    /// [`Error::File`] and [`Error::Database`] when the disk refuses.
    pub fn snapshot(&self, near: &Path, kind: BackupKind, now: Now) -> Result<Snapshot> {
        Snapshot::take(&self.db, &self.vault, &self.key, near, (kind, SCHEMA_VERSION), now)
    }
}

impl Snapshot {
    fn take(
        db: &Connection,
        vault: &VaultFile,
        key: &DataKey,
        near: &Path,
        (kind, schema): (BackupKind, i64),
        now: Now,
    ) -> Result<Snapshot> {
        let scratch = disk::scratch_in(near)?;
        let path = scratch.path().join(DATABASE_FILE);
        disk::make_private(&path)?;
        let mut copy = database::connect(&path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        Backup::new(db, &mut copy)?.run_to_completion(1_000, std::time::Duration::ZERO, None)?;
        let tip = (schema >= CHAINED_SINCE).then(|| audit::tip(db)).transpose()?;
        let manifest = Manifest {
            format: FORMAT.into(),
            version: VERSION,
            practice_name: vault.practice_name.clone(),
            made_at: now.to_utc(),
            schema,
            vault_id: vault.id().into(),
            kind,
            head: tip.as_ref().map(|tip| Seal::new(key, vault).sign(tip)),
            save: tip.map_or(0, |tip| tip.save),
            rows: check::rows(db)?,
        };
        Ok(Snapshot { scratch, manifest, vault: vault.clone(), key: key.clone(), tip })
    }

    /// A backup beside the practice, before its records are brought from `schema` to the present version.
    pub(crate) fn before_upgrade(
        place: &Path,
        db: &Connection,
        vault: &VaultFile,
        key: &DataKey,
        schema: i64,
        now: Now,
    ) -> Result<BackupInfo> {
        let folder = crate::backups::folder_for(place);
        disk::make_private_folder(&folder)?;
        let name = format!("Before the upgrade from version {schema}, {}", now.format("%Y-%m-%d %H.%M.%S"));
        let path = disk::free_name(&folder, &name, BACKUP_EXTENSION);
        Snapshot::take(db, vault, key, &folder, (BackupKind::BeforeUpgrade, schema), now)?.keep_as(&path)
    }

    /// Packs it, puts it on disk, restores it into a scratch folder, compares, and only then gives it its name.
    ///
    /// # Errors
    /// [`Error::Exists`], [`Error::File`]; [`Error::Damaged`] when what is read back is not what was written.
    pub fn keep_as(self, path: &Path) -> Result<BackupInfo> {
        let doing = || Error::file(format!("Writing the backup {}", path.display()));
        let file = NamedTempFile::new_in(self.scratch.path()).map_err(doing())?;
        self.pack(file.as_file()).map_err(doing())?;
        file.as_file().sync_all().map_err(doing())?;
        self.prove(file.path())?;
        file.persist_noclobber(path).map_err(|why| match why.error.kind() {
            io::ErrorKind::AlreadyExists => Error::Exists(path.into()),
            _ => doing()(why.error),
        })?;
        disk::sync(folder_of(path))?;
        BackupInfo::read(path)
    }

    fn pack(&self, into: &File) -> io::Result<()> {
        let mut tar = tar::Builder::new(into);
        append(&mut tar, MANIFEST_FILE, &serde_json::to_vec_pretty(&self.manifest)?)?;
        append(&mut tar, VAULT_FILE, &self.vault.to_bytes().map_err(io::Error::other)?)?;
        tar.append_path_with_name(self.scratch.path().join(DATABASE_FILE), DATABASE_FILE)?;
        tar.finish()
    }

    fn prove(&self, file: &Path) -> Result<()> {
        let scratch = disk::scratch_in(self.scratch.path())?;
        restore::unpack(file, scratch.path())?;
        let database::Found { db, schema, .. } = database::open(scratch.path(), &self.key)?;
        database::expect_whole(&db, file)?;
        let mut differs = schema != self.manifest.schema || check::rows(&db)? != self.manifest.rows;
        if let Some(tip) = self.tip {
            differs |= audit::tip(&db)? != tip || !check::chain(&db)?.is_empty() || !check::contents(&db)?.is_empty();
        }
        let vault = std::fs::read(scratch.path().join(VAULT_FILE)).map_err(Error::file("Reading the backup back"))?;
        if differs || vault != self.vault.to_bytes()? {
            return Err(Error::Damaged { place: file.into(), what: "it does not hold what was put in".into() });
        }
        Ok(())
    }
}

impl Manifest {
    /// The first file of a backup.
    pub(crate) fn read(path: &Path) -> Result<Manifest> {
        let broken = |_| no_backup(path);
        let mut archive = tar::Archive::new(open(path)?);
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
        Ok(manifest)
    }
}

impl BackupInfo {
    /// Reads what a backup says of itself.
    ///
    /// # Errors
    /// [`Error::Damaged`] for a file that is no backup, [`Error::Newer`] for a later version's.
    pub fn read(path: &Path) -> Result<BackupInfo> {
        let Manifest { practice_name, vault_id, made_at, kind, save, rows, .. } = Manifest::read(path)?;
        let bytes = std::fs::metadata(path).map_err(Error::file(format!("Reading {}", path.display())))?.len();
        let (clients, sessions) = (rows.get("client").copied(), rows.get("session").copied());
        Ok(BackupInfo { path: path.into(), practice_name, vault_id, made_at, kind, save, clients, sessions, bytes })
    }
}

fn append(tar: &mut tar::Builder<&File>, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    tar.append_data(&mut header, name, bytes)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

pub(crate) fn open(path: &Path) -> Result<File> {
    File::open(path).map_err(Error::file(format!("Reading {}", path.display())))
}

pub(crate) fn no_backup(path: &Path) -> Error {
    Error::Damaged { place: path.into(), what: "it is not a whole Secure Base backup".into() }
}
