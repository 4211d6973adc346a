//! What is asked of the disk itself: privacy, and that a name outlives a power cut.

use std::{
    fs::{self, File},
    io::{Read, Write},
    path::{Path, PathBuf},
};

use chrono::{DateTime, TimeDelta, Utc};

use crate::{Error, Now, Result};

/// The folder that holds `path`.
pub(crate) fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

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

/// A folder that only its owner may look into, and whose name outlives a power cut.
pub(crate) fn make_private_folder(place: &Path) -> Result<()> {
    let doing = || Error::file(format!("Making the folder {}", place.display()));
    let missing: Vec<&Path> = place.ancestors().take_while(|folder| !folder.exists()).collect();
    fs::create_dir_all(place).map_err(doing())?;
    missing.iter().try_for_each(|made| sync(parent(made)))?;
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

/// Removes a file, if there is one.
pub(crate) fn remove_if_there(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::file(format!("Removing {}", path.display()))(why))
        }
        _ => Ok(()),
    }
}

/// Key slots and heads are a few kilobytes; a file that is more is none of ours, and is not read into memory.
const LONGEST_SMALL: u64 = 1024 * 1024;

/// Reads a small file whole.
pub(crate) fn read_small(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LONGEST_SMALL + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > LONGEST_SMALL {
        true => Err(std::io::Error::new(std::io::ErrorKind::FileTooLarge, "it is far too large")),
        false => Ok(bytes),
    }
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

/// Puts what was written to a file on disk, so that it survives a power cut.
pub(crate) fn sync_file(path: &Path) -> Result<()> {
    let doing = Error::file(format!("Writing {}", path.display()));
    File::options().write(true).open(path).and_then(|file| file.sync_all()).map_err(doing)
}

/// Replaces a file whole or not at all, on disk before this returns. `prove` is shown what was read back from the new
/// file before it takes the old one's place.
pub(crate) fn replace(path: &Path, bytes: &[u8], prove: impl FnOnce(&[u8]) -> Result<()>) -> Result<()> {
    let doing = || Error::file(format!("Writing {}", path.display()));
    let folder = parent(path);
    let mut new = tempfile::NamedTempFile::new_in(folder).map_err(doing())?;
    new.write_all(bytes).map_err(doing())?;
    new.as_file().sync_all().map_err(doing())?;
    prove(&fs::read(new.path()).map_err(doing())?)?;
    new.persist(path).map_err(|why| doing()(why.error))?;
    sync(folder)
}

/// How long a scratch file must have been lying about to be nobody's.
const FORGOTTEN: TimeDelta = TimeDelta::hours(1);

/// Removes what a crash left half-made in a folder of ours.
pub(crate) fn sweep(folder: &Path, now: Now) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let ours = [".secure-base-", ".tmp"].iter().any(|start| name.to_string_lossy().starts_with(start));
        let changed = entry.metadata().and_then(|about| about.modified()).map(DateTime::<Utc>::from);
        if !ours || changed.is_ok_and(|changed| now.to_utc() - changed < FORGOTTEN) {
            continue;
        }
        let _ = if entry.path().is_dir() { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) };
    }
}

/// A path in `folder` that nothing has, as close to `stem` as can be.
pub(crate) fn free_name(folder: &Path, stem: &str, extension: &str) -> PathBuf {
    let plain = folder.join(format!("{stem}.{extension}"));
    let numbered = (2..).map(|n| folder.join(format!("{stem} ({n}).{extension}")));
    std::iter::once(plain).chain(numbered).find(|path| !path.exists()).unwrap_or_default()
}

/// A name beside `place` that nothing has, for putting things aside.
pub(crate) fn beside(place: &Path, suffix: &str) -> PathBuf {
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    place.with_file_name(name)
}
