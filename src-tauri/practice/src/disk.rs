//! What is asked of the disk itself: privacy, and that a name outlives a power cut.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use crate::{Error, Result};

/// What tells one file from another that later takes its name.
pub(crate) type Identity = (u64, u64);

/// The identity of the file that stands at `path` now; nothing if there is none.
pub(crate) fn identity(path: &Path) -> Option<Identity> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
    }
    #[cfg(not(unix))]
    fs::metadata(path).ok().map(|_| (0, 0))
}

/// A scratch folder inside `folder` that only its owner may look into; it goes when it is dropped.
pub(crate) fn scratch_in(folder: &Path) -> Result<tempfile::TempDir> {
    let doing = Error::file(format!("Making a scratch folder in {}", folder.display()));
    let scratch = tempfile::TempDir::with_prefix_in(".secure-base-", folder).map_err(doing)?;
    make_private_folder(scratch.path())?;
    Ok(scratch)
}

/// A folder that only its owner may look into.
pub(crate) fn make_private_folder(place: &Path) -> Result<()> {
    let doing = || Error::file(format!("Making the folder {}", place.display()));
    fs::create_dir_all(place).map_err(doing())?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(place, fs::Permissions::from_mode(0o700)).map_err(doing())?;
    }
    Ok(())
}

/// An empty file that only its owner may read; SQLite would make one that all may.
pub(crate) fn make_private(path: &Path) -> Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(Error::file(format!("Making {}", path.display())))
}

/// Puts a folder's list of names on disk, so that a rename in it survives a power cut.
pub(crate) fn sync(folder: &Path) -> Result<()> {
    #[cfg(unix)]
    File::open(folder)
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
