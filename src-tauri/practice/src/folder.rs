//! The place of a practice on disk.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{Error, Result, database::DATABASE_FILE, vault::VAULT_FILE};

/// What stands at a path where a practice may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Folder {
    /// Nothing, or an empty folder: one can be made here.
    Free,
    /// Both files of a practice.
    Practice,
    /// Other files, or half a practice.
    Other,
}

impl Folder {
    /// Looks without touching anything.
    pub fn look(place: &Path) -> Folder {
        let has = |name: &str| place.join(name).is_file();
        match (has(VAULT_FILE), has(DATABASE_FILE)) {
            (true, true) => Folder::Practice,
            (false, false) if is_empty_or_absent(place) => Folder::Free,
            _ => Folder::Other,
        }
    }

    /// The place, made and empty, for a new practice.
    pub(crate) fn claim(place: &Path) -> Result<()> {
        match Folder::look(place) {
            Folder::Free => make_private(place),
            Folder::Practice => Err(Error::Exists(place.into())),
            Folder::Other => Err(Error::NotAPractice(place.into())),
        }
    }

    /// The place, if it holds a practice that may be written.
    pub(crate) fn expect_practice(place: &Path) -> Result<()> {
        match Folder::look(place) {
            Folder::Practice => check_writable(place),
            Folder::Free => Err(Error::Missing(place.into())),
            Folder::Other if place.join(VAULT_FILE).is_file() => {
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
        Ok(mut entries) => entries.next().is_none(),
        Err(why) => why.kind() == std::io::ErrorKind::NotFound,
    }
}

fn make_private(place: &Path) -> Result<()> {
    let doing = || Error::file(format!("Making the folder {}", place.display()));
    fs::create_dir_all(place).map_err(doing())?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(place, fs::Permissions::from_mode(0o700)).map_err(doing())?;
    }
    Ok(())
}

/// SQLite needs to write its journal beside the database, so a folder that takes no new file is read-only.
fn check_writable(place: &Path) -> Result<()> {
    let refused = |_| Error::ReadOnly(place.into());
    tempfile::NamedTempFile::new_in(place).map_err(refused)?;
    fs::OpenOptions::new().append(true).open(place.join(DATABASE_FILE)).map_err(refused)?;
    Ok(())
}

/// Puts a folder's list of names on disk, so that a rename in it survives a power cut.
pub(crate) fn sync(folder: &Path) -> Result<()> {
    #[cfg(unix)]
    fs::File::open(folder)
        .and_then(|open| open.sync_all())
        .map_err(Error::file(format!("Writing {}", folder.display())))?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// A name beside `place` that nothing has, for putting things aside.
pub(crate) fn beside(place: &Path, suffix: &str) -> PathBuf {
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    place.with_file_name(name)
}
