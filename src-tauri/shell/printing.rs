//! Handouts on their way to paper: composed, written where they are wanted.

use std::{
    fs::{self, Metadata, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use data_encoding::HEXLOWER;
use secure_base_handouts::{Format, Paper, PrintOptions, PrintedHandout};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::{
    desk::Contents,
    problem::{Problem, ProblemCode},
};

/// A handout of the library, and how it is to be printed.
#[derive(Clone, Debug)]
pub struct HandoutChoice {
    /// The handout's id in the library.
    pub id: String,
    /// The format.
    pub format: Format,
    /// The paper.
    pub paper: Paper,
    /// Whether easy reading stands on plain white rather than on cream.
    pub plain: bool,
}

impl HandoutChoice {
    /// The handout as PDF, with that day in its footer.
    ///
    /// # Errors
    /// A problem that lists the ids there are, when this is none of them.
    pub fn print(&self, printed_on: NaiveDate) -> Result<PrintedHandout, Problem> {
        let options = PrintOptions { format: self.format, paper: self.paper, printed_on };
        let print = if self.plain { secure_base_handouts::print_plain } else { secure_base_handouts::print };
        Ok(print(&self.id, &options)?)
    }
}

/// SHA-256 of bytes, in lower-case hexadecimal.
pub fn fingerprint(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

/// Writes a file that is not there yet, for its owner alone: it may hold a note. An existing one is only replaced when that was asked
/// for, and stays readable for whom it was. It is whole or not there at all: on a full disk the old one stays as it was.
///
/// # Errors
/// A problem that names the file.
pub fn write(path: &Path, bytes: &[u8], replace: bool) -> Result<(), Problem> {
    let written = match fs::metadata(path) {
        Ok(_) if !replace => Err(ErrorKind::AlreadyExists.into()),
        // A pipe or a device takes what it is given, and nothing can be put in its place.
        Ok(there) if !there.is_file() => fs::write(path, bytes),
        Ok(there) => put_over(path, &there, bytes),
        Err(_) => whole(path, bytes).and_then(|file| put_new(file, path)),
    };
    written.map_err(|why| match why.kind() {
        ErrorKind::AlreadyExists => Problem::new(
            ProblemCode::Other,
            format!("{} is there already.", path.display()),
            "Choose another name, or add --force to replace it.",
        ),
        _ => Problem::file(&format!("Writing {}", path.display()), why),
    })
}

/// A file of these bytes beside `path`, which goes when nobody keeps it.
fn whole(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn put_over(path: &Path, there: &Metadata, bytes: &[u8]) -> io::Result<()> {
    // What is protected from writing is not replaced behind its owner's back.
    OpenOptions::new().write(true).open(path)?;
    // Where the name is a link, what it leads to is replaced.
    let path = fs::canonicalize(path)?;
    let file = whole(&path, bytes)?;
    // A stick knows no permissions, and lets everybody read in any case.
    let _ = file.as_file().set_permissions(there.permissions());
    file.persist(path).map(drop).map_err(|why| why.error)
}

fn put_new(file: NamedTempFile, path: &Path) -> io::Result<()> {
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(why) if why.error.kind() == ErrorKind::AlreadyExists => Err(why.error),
        // Some disks cannot put a file in place and look at once whether one is there: then it is looked before.
        Err(why) if fs::symlink_metadata(path).is_err() => why.file.persist(path).map(drop).map_err(|why| why.error),
        Err(why) => Err(why.error),
    }
}

/// Opens a PDF in the system's own viewer, from which it can be printed. The file goes when the program locks or ends.
///
/// # Errors
/// A problem when it cannot be written, or no viewer is found.
pub fn open_in_viewer(contents: &mut Contents, printed: &PrintedHandout) -> Result<(), Problem> {
    open_file(contents, &printed.file_name, &printed.bytes)
}

/// Opens the bytes of a PDF likewise.
///
/// # Errors
/// Those of [`open_in_viewer`].
pub fn open_file(contents: &mut Contents, file_name: &str, bytes: &[u8]) -> Result<(), Problem> {
    if contents.printouts.is_none() {
        // In memory rather than on the disk, where the system has such a place.
        let place = dirs::runtime_dir().filter(|place| place.is_dir()).unwrap_or_else(std::env::temp_dir);
        sweep(&place);
        let folder = tempfile::Builder::new().prefix(&format!("{PRINTOUTS}{}-", std::process::id())).tempdir_in(place);
        contents.printouts = Some(folder.map_err(|why| Problem::file("Making a folder for the printout", why))?);
    }
    let Some(folder) = &contents.printouts else { return Ok(()) };
    // A place of its own: a viewer that is still open must not turn to the pages of somebody else under the same name.
    let own =
        tempfile::tempdir_in(folder.path()).map_err(|why| Problem::file("Making a folder for the printout", why))?;
    let path = own.keep().join(file_name);
    write(&path, bytes, false)?;
    open::that_detached(&path).map_err(|why| Problem::file("Opening the pages in a PDF viewer", why))
}

/// How the folder of a program's printouts begins; then comes the number of its process.
const PRINTOUTS: &str = "secure-base-pages-";

/// Removes printouts of programs that were killed: a sheet with a recovery code must not stay behind.
pub fn sweep_printouts() {
    let places = [dirs::runtime_dir(), Some(std::env::temp_dir())];
    places.iter().flatten().for_each(|place| sweep(place));
}

fn sweep(place: &Path) {
    for entry in fs::read_dir(place).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let process = name.strip_prefix(PRINTOUTS).and_then(|rest| rest.split('-').next()?.parse::<u32>().ok());
        // Elsewhere than on Linux nobody can be asked who still runs, and what is left stays to the system.
        let gone = process.is_some_and(|id| cfg!(target_os = "linux") && !Path::new(&format!("/proc/{id}")).exists());
        if gone {
            // What is another user's is for that user to remove.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Where a printed handout goes in `folder`.
pub fn file_in(folder: &Path, printed: &PrintedHandout) -> PathBuf {
    folder.join(&printed.file_name)
}
