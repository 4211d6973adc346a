//! The files of the process notes, where a practice is copied as a whole: in backups, and out of a damaged practice.

use std::{collections::BTreeMap, fs, path::Path};

use data_encoding::HEXLOWER;

use super::store::{PROCESS_FILE, Store};
use crate::{Error, Result, backups, disk};

/// The database, and what a crash may have left beside it, which belongs to it.
pub(crate) const FILES: [&str; 2] = [PROCESS_FILE, "process.db-journal"];

/// The files by their names, each with its SHA-256 in lower-case hexadecimal.
pub(crate) type ProcessFiles = BTreeMap<String, String>;

/// Copies the process notes of a practice into another folder: through the database while it is open, because reading the
/// file beside it would let its lock go; and as they lie while it is closed.
pub(crate) fn copy(place: &Path, open: Option<&Store>, to: &Path) -> Result<ProcessFiles> {
    match open {
        Some(store) => store.copy_to(&to.join(PROCESS_FILE))?,
        None => carry(place, to)?,
    }
    digests(to)
}

/// Copies the files as they lie.
pub(crate) fn carry(from: &Path, to: &Path) -> Result<()> {
    for name in FILES.iter().filter(|name| from.join(name).is_file()) {
        let doing = || Error::file(format!("Copying {name}"));
        disk::make_private(&to.join(name))?;
        fs::copy(from.join(name), to.join(name)).map_err(doing())?;
        fs::File::options().write(true).open(to.join(name)).and_then(|file| file.sync_all()).map_err(doing())?;
    }
    Ok(())
}

/// What lies in a folder of these files.
pub(crate) fn digests(folder: &Path) -> Result<ProcessFiles> {
    let there = FILES.iter().filter(|name| folder.join(name).is_file());
    let digest = |name: &&str| {
        let digest = backups::digest(&folder.join(name)).map_err(Error::file(format!("Reading {name}")))?;
        Ok((name.to_string(), HEXLOWER.encode(&digest)))
    };
    there.map(digest).collect()
}
