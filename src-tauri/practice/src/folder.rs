//! The place of a practice on disk.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    Error, Result,
    database::DATABASE_FILE,
    disk,
    vault::{COPY_FILE, VAULT_FILE},
};

/// What stands at a path where a practice may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Folder {
    /// Nothing, or an empty folder: one can be made here.
    Free,
    /// The files of a practice.
    Practice,
    /// Other files, or half a practice.
    Other,
}

/// Where the backups of the practice at `place` make themselves: beside it, so that they outlive its folder.
pub fn backups_of(place: &Path) -> PathBuf {
    disk::beside(place, " backups")
}

impl Folder {
    /// Looks without touching anything.
    pub fn look(place: &Path) -> Folder {
        let has = |name: &str| place.join(name).is_file();
        match (has(VAULT_FILE) || has(COPY_FILE), has(DATABASE_FILE)) {
            (true, true) => Folder::Practice,
            (false, false) if is_empty_or_absent(place) => Folder::Free,
            _ => Folder::Other,
        }
    }

    /// The place, made and empty, for a new practice.
    pub(crate) fn claim(place: &Path) -> Result<()> {
        match Folder::look(place) {
            Folder::Free => disk::make_private_folder(place),
            Folder::Practice => Err(Error::Exists(place.into())),
            Folder::Other => Err(Error::NotAPractice(place.into())),
        }
    }

    /// The place, if it holds a practice that may be written.
    pub(crate) fn expect_practice(place: &Path) -> Result<()> {
        match Folder::look(place) {
            Folder::Practice => check_writable(place),
            Folder::Free => Err(Error::Missing(place.into())),
            Folder::Other if [VAULT_FILE, COPY_FILE].iter().any(|name| place.join(name).is_file()) => {
                Err(Error::Damaged { place: place.into(), what: format!("{DATABASE_FILE} is missing") })
            }
            Folder::Other if place.join(DATABASE_FILE).is_file() => {
                Err(Error::Damaged { place: place.into(), what: format!("{VAULT_FILE} is missing") })
            }
            Folder::Other => Err(Error::NotAPractice(place.into())),
        }
    }
}

fn is_empty_or_absent(place: &Path) -> bool {
    match fs::read_dir(place) {
        // What a creation that was cut off had under way is nobody's.
        Ok(entries) => entries.flatten().all(|entry| entry.file_name().to_string_lossy().starts_with(".secure-base-")),
        Err(why) => why.kind() == std::io::ErrorKind::NotFound,
    }
}

/// SQLite needs to write its journal beside the database, so a folder that takes no new file is read-only.
fn check_writable(place: &Path) -> Result<()> {
    let refused = |_| Error::ReadOnly(place.into());
    tempfile::NamedTempFile::new_in(place).map_err(refused)?;
    fs::OpenOptions::new().append(true).open(place.join(DATABASE_FILE)).map_err(refused)?;
    Ok(())
}
