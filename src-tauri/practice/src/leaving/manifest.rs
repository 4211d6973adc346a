//! `archive.json`: what an archive says of itself, and what each of its files is.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use specta::Type;

use crate::{Error, Result, content::Hash, database::SCHEMA_VERSION};

/// The file that makes a folder an archive; it is written last.
pub(super) const MANIFEST_FILE: &str = "archive.json";
/// Where the records lie.
pub(super) const RECORDS: &str = "records";
/// Where the notes lie as people read them.
pub(super) const NOTES: &str = "notes";
/// The process notes, when they were asked for.
pub(super) const PROCESS: &str = "process/process_note.jsonl";
/// What to read first.
pub(super) const READ_ME: &str = "READ ME FIRST.txt";
pub(super) const FORMAT: &str = "secure-base-open-archive";
pub(super) const VERSION: u32 = 1;
/// A hundred thousand clients have a file each; what is longer than this is no list of them.
const LONGEST: u64 = 64 * 1024 * 1024;
/// A hundred thousand sessions with their handouts are a few gigabytes; what says that it is more than this is not read.
const LARGEST: u64 = 64 * 1024 * 1024 * 1024;

/// The manifest as it is written.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Manifest {
    pub(super) format: String,
    pub(super) version: u32,
    /// Said in the file itself, because the file may be all that somebody finds.
    pub(super) encrypted: bool,
    pub(super) schema: i64,
    pub(super) practice_name: String,
    pub(super) made_at: DateTime<Utc>,
    /// The last number that each table has given: none is given again.
    pub(super) numbers: BTreeMap<String, i64>,
    pub(super) process_notes: ProcessNotes,
    pub(super) files: Vec<Listed>,
}

/// What became of the process notes.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct ProcessNotes {
    /// How many the practice has.
    pub(super) held: u32,
    pub(super) included: bool,
}

/// A file of the archive.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Listed {
    /// Its path in the folder, with `/` between the parts.
    pub(super) name: String,
    /// How many lines it has, where each is a record's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) rows: Option<u64>,
    pub(super) bytes: u64,
    /// In lower-case hexadecimal.
    pub(super) sha256: String,
}

/// What an open archive says of itself before anything is built from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ArchiveCard {
    /// Its folder.
    pub path: PathBuf,
    /// The practice it was made of.
    pub practice_name: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// How many clients it holds, those in the trash too.
    #[specta(type = u32)]
    pub clients: u64,
    /// How many sessions.
    #[specta(type = u32)]
    pub sessions: u64,
    /// How many process notes the practice had.
    pub process_notes: u32,
    /// Whether they are in it.
    pub process_notes_included: bool,
    /// Its size.
    #[specta(type = u32)]
    pub bytes: u64,
}

impl Listed {
    /// The folder and the name of the file, if it is one that an archive may hold; the reason if it is not.
    fn expect_inside(&self) -> std::result::Result<(), String> {
        let plain = |part: &str| {
            !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '\0']) && part.trim() == part
        };
        let parts: Vec<&str> = self.name.split('/').collect();
        if parts.len() > 2 || !parts.iter().all(|part| plain(part)) || Path::new(&self.name).is_absolute() {
            return Err("it names a file outside its own folder".into());
        }
        match parts.as_slice() {
            [READ_ME] | [RECORDS | NOTES, _] => Ok(()),
            _ if self.name == PROCESS => Ok(()),
            _ => Err("it names a file that no archive of this version has".into()),
        }
    }
}

impl Manifest {
    /// Reads the manifest in a folder, and the SHA-256 of it.
    pub(super) fn read(folder: &Path) -> Result<(Manifest, Hash)> {
        let bad = |what: &str| Error::BadArchive { place: folder.into(), what: what.into() };
        let path = folder.join(MANIFEST_FILE);
        if !fs::symlink_metadata(&path).is_ok_and(|file| file.is_file()) {
            return Err(bad("it has no archive.json, so it is no open archive, or not a whole one"));
        }
        let mut bytes = Vec::new();
        File::open(&path)
            .and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes))
            .map_err(Error::file(format!("Reading {}", path.display())))?;
        if bytes.len() as u64 > LONGEST {
            return Err(bad("its archive.json is far too large"));
        }
        // The version first: what a later one writes need not be a manifest to this one.
        let begun: Beginning = serde_json::from_slice(&bytes).map_err(|_| bad("its archive.json cannot be read"))?;
        if begun.format != FORMAT {
            return Err(bad("its archive.json is not that of an open archive"));
        }
        if begun.version > VERSION || begun.schema > SCHEMA_VERSION {
            return Err(Error::NewerArchive { found: begun.schema, known: SCHEMA_VERSION });
        }
        let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|_| bad("its archive.json cannot be read"))?;
        let mut seen = BTreeSet::new();
        for file in &manifest.files {
            file.expect_inside().map_err(|why| bad(&format!("its archive.json is not as it was written: {why}")))?;
            if !seen.insert(file.name.to_lowercase()) {
                return Err(bad("its archive.json names a file twice"));
            }
        }
        Ok((manifest, Sha256::digest(&bytes).into()))
    }

    /// The file of that name, if the archive has it.
    pub(super) fn file(&self, name: &str) -> Option<&Listed> {
        self.files.iter().find(|file| file.name == name)
    }

    /// Reads every file that is read back and holds it against what is said of it: nothing is missing, cut or changed. A page for
    /// people that was lost costs no record.
    pub(super) fn expect_whole(&self, folder: &Path, mut goes_on: impl FnMut() -> bool) -> Result<()> {
        let size = self.files.iter().map(|file| file.bytes).fold(0, u64::saturating_add);
        if size > LARGEST {
            let what = "it says that it is larger than any practice".into();
            return Err(Error::BadArchive { place: folder.into(), what });
        }
        for file in self.files.iter().filter(|file| !file.name.starts_with(NOTES) && file.name != READ_ME) {
            let bad = |what: &str| Error::BadArchive { place: folder.into(), what: format!("{} {what}", file.name) };
            let path = folder.join(&file.name);
            // Neither the file nor its folder may lead elsewhere.
            let inner = path
                .parent()
                .is_some_and(|parent| parent == folder || fs::symlink_metadata(parent).is_ok_and(|it| it.is_dir()));
            match fs::symlink_metadata(&path) {
                Ok(about) if inner && about.is_file() && about.len() == file.bytes => {}
                Ok(about) if inner && about.is_file() => return Err(bad("is not as long as it was")),
                _ => return Err(bad("is missing")),
            }
            match digest(&path, &mut goes_on)? {
                Some(digest) if HEXLOWER.encode(&digest) == file.sha256 => {}
                Some(_) => return Err(bad("is not what was written")),
                None => return Err(Error::Stopped),
            }
        }
        Ok(())
    }
}

/// The SHA-256 of a file; nothing when it was asked to stop.
fn digest(path: &Path, goes_on: &mut impl FnMut() -> bool) -> Result<Option<Hash>> {
    let doing = || Error::file(format!("Reading {}", path.display()));
    let mut file = File::open(path).map_err(doing())?;
    let (mut hasher, mut piece) = (Sha256::new(), vec![0; 256 * 1024]);
    while goes_on() {
        match file.read(&mut piece).map_err(doing())? {
            0 => return Ok(Some(hasher.finalize().into())),
            n => hasher.update(&piece[..n]),
        }
    }
    Ok(None)
}

/// As much of a manifest as every version of it has.
#[derive(Deserialize)]
struct Beginning {
    format: String,
    version: u32,
    schema: i64,
}

impl ArchiveCard {
    /// What the archive in a folder says of itself.
    ///
    /// # Errors
    /// [`Error::BadArchive`] for a folder that is none, [`Error::NewerArchive`] for a later version's.
    pub fn read(folder: &Path) -> Result<ArchiveCard> {
        let (manifest, _) = Manifest::read(folder)?;
        let rows = |table: &str| manifest.file(&format!("{RECORDS}/{table}.jsonl")).and_then(|file| file.rows);
        Ok(ArchiveCard {
            path: folder.into(),
            clients: rows("client").unwrap_or(0),
            sessions: rows("session").unwrap_or(0),
            process_notes: manifest.process_notes.held,
            process_notes_included: manifest.process_notes.included,
            bytes: manifest.files.iter().map(|file| file.bytes).fold(0, u64::saturating_add),
            practice_name: manifest.practice_name,
            made_at: manifest.made_at,
        })
    }
}
