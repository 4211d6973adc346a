//! The file of a backup: a tar that holds a manifest, the vault file and encrypted copies of the databases.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use specta::Type;

use crate::{
    Error, Folder, Now, Result,
    audit::Tip,
    database::{DATABASE_FILE, SCHEMA_VERSION},
    disk,
    head::{Seal, SignedTip},
    process::{PROCESS_FILES, ProcessFiles},
    vault::{DataKey, VAULT_FILE, VaultFile},
};

const MANIFEST_FILE: &str = "backup.json";
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
    pub(crate) vault_id: String,
    #[serde(default)]
    kind: BackupKind,
    /// Where the audit chain ended, signed as in the head file.
    #[serde(default)]
    pub(crate) head: Option<SignedTip>,
    #[serde(default)]
    pub(crate) save: i64,
    /// How many rows each table has.
    #[serde(default)]
    pub(crate) rows: BTreeMap<String, i64>,
    /// The files of the process notes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) process: ProcessFiles,
    /// HMAC-SHA256 under HKDF-SHA256 (data key, no salt, info `secure-base/backup/1`) over this JSON without `mac` and
    /// white space.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mac: Option<String>,
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

impl Manifest {
    /// What stands in front of records of that version, whose chain ends at `tip` if they have one.
    pub(crate) fn new(
        (vault, key): (&VaultFile, &DataKey),
        kind: BackupKind,
        schema: i64,
        end: Option<Tip>,
        (rows, process): (BTreeMap<String, i64>, ProcessFiles),
        now: Now,
    ) -> Manifest {
        let mut manifest = Manifest {
            format: FORMAT.into(),
            version: VERSION,
            practice_name: vault.practice_name.clone(),
            made_at: now.to_utc(),
            schema,
            vault_id: vault.id().into(),
            kind,
            head: end.map(|tip| Seal::new(key, vault).sign(&tip)),
            save: end.map_or(0, |tip| tip.save),
            rows,
            process,
            mac: None,
        };
        manifest.mac = Some(HEXLOWER.encode(&manifest.seal(key).finalize().into_bytes()));
        manifest
    }

    fn seal(&self, key: &DataKey) -> Hmac<Sha256> {
        let bytes = serde_json::to_vec(&Manifest { mac: None, ..self.clone() }).unwrap_or_default();
        let Ok(mac) = Hmac::<Sha256>::new_from_slice(&*key.derived(b"secure-base/backup/1")) else {
            unreachable!("HMAC takes keys of any length")
        };
        mac.chain_update(bytes)
    }

    /// Whether it says what it said when it was written. Version 1 was not signed.
    pub(crate) fn is_signed_by(&self, key: &DataKey) -> bool {
        let mac = self.mac.as_deref().and_then(|mac| HEXLOWER.decode(mac.as_bytes()).ok());
        self.version < 2 || mac.is_some_and(|mac| self.seal(key).verify_slice(&mac).is_ok())
    }

    /// Packs it into one file with the vault file and the databases, which lie in a folder.
    pub(crate) fn pack(&self, vault: &VaultFile, folder: &Path, into: &File) -> io::Result<()> {
        let mut tar = tar::Builder::new(into);
        append(&mut tar, MANIFEST_FILE, &serde_json::to_vec_pretty(self)?)?;
        append(&mut tar, VAULT_FILE, &vault.to_bytes().map_err(io::Error::other)?)?;
        for name in std::iter::once(DATABASE_FILE).chain(self.process.keys().map(String::as_str)) {
            tar.append_path_with_name(folder.join(name), name)?;
        }
        tar.finish()
    }

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

/// Only the files we put in, whatever else a file may claim to hold.
pub(crate) fn unpack(file: &Path, into: &Path) -> Result<()> {
    let broken = |_| no_backup(file);
    let mut archive = tar::Archive::new(open(file)?);
    for entry in archive.entries().map_err(broken)? {
        let mut entry = entry.map_err(broken)?;
        let name = entry.path().map_err(broken)?.into_owned();
        let mut known = [VAULT_FILE, DATABASE_FILE].into_iter().chain(PROCESS_FILES);
        if known.any(|known| name == Path::new(known)) {
            disk::make_private(&into.join(&name))?;
            let mut to =
                File::options().write(true).open(into.join(&name)).map_err(Error::file("Unpacking the backup"))?;
            // Reading fails on a torn backup, writing on a full disk, and they are told apart.
            copy(&mut entry, &mut to).map_err(|failed| match failed {
                Failed::Reading => no_backup(file),
                Failed::Writing(why) => Error::file("Unpacking the backup")(why),
            })?;
            to.sync_all().map_err(Error::file("Unpacking the backup"))?;
        }
    }
    if Folder::look(into) == Folder::Practice { Ok(()) } else { Err(no_backup(file)) }
}

enum Failed {
    Reading,
    Writing(io::Error),
}

fn copy(from: &mut impl io::Read, to: &mut impl io::Write) -> std::result::Result<(), Failed> {
    let mut piece = vec![0; 256 * 1024];
    loop {
        match from.read(&mut piece).map_err(|_| Failed::Reading)? {
            0 => return Ok(()),
            n => to.write_all(&piece[..n]).map_err(Failed::Writing)?,
        }
    }
}

fn append(tar: &mut tar::Builder<&File>, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    tar.append_data(&mut header, name, bytes)
}

fn open(path: &Path) -> Result<File> {
    File::open(path).map_err(Error::file(format!("Reading {}", path.display())))
}

fn no_backup(path: &Path) -> Error {
    Error::Damaged { place: path.into(), what: "it is not a whole Secure Base backup".into() }
}
