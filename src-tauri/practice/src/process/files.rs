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
pub(crate) fn copy(place: &Path, open: Option<&mut Store>, to: &Path) -> Result<()> {
    match open {
        Some(store) => store.copy_on(to).and_then(|_| store.finish_copy()),
        // They may have been closed while they were being copied.
        None => disk::remove_if_there(&to.join(PROCESS_FILE)).and_then(|()| lay(place, to)),
    }
}

/// Copies the files as they lie, on disk when it returns.
pub(crate) fn carry(from: &Path, to: &Path) -> Result<()> {
    lay(from, to)?;
    let sync = |name: &&str| fs::File::options().write(true).open(to.join(name)).and_then(|file| file.sync_all());
    FILES
        .iter()
        .filter(|name| to.join(name).is_file())
        .try_for_each(|name| sync(name).map_err(Error::file(format!("Copying {name}"))))
}

fn lay(from: &Path, to: &Path) -> Result<()> {
    for name in FILES.iter().filter(|name| from.join(name).is_file()) {
        disk::make_private(&to.join(name))?;
        fs::copy(from.join(name), to.join(name)).map_err(Error::file(format!("Copying {name}")))?;
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
