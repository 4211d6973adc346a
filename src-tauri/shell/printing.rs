//! Handouts on their way to paper: composed, fingerprinted, written where they are wanted.

use std::{
    fs::OpenOptions,
    io::Write,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use data_encoding::HEXLOWER;
use secure_base_handouts::{Format, Paper, PrintOptions, PrintedHandout};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use specta::Type;

use crate::{
    desk::Contents,
    problem::{Problem, ProblemCode},
};

/// Which handout, and how it is to be printed.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct HandoutChoice {
    /// The handout's id in the library.
    pub id: String,
    /// The format.
    pub format: Format,
    /// The paper.
    pub paper: Paper,
}

impl HandoutChoice {
    /// The handout as PDF, with that day in its footer.
    ///
    /// # Errors
    /// A problem that lists the ids there are, when this is none of them.
    pub fn print(&self, printed_on: NaiveDate) -> Result<PrintedHandout, Problem> {
        let options = PrintOptions { format: self.format, paper: self.paper, printed_on };
        Ok(secure_base_handouts::print(&self.id, &options)?)
    }
}

/// SHA-256 of a file's bytes, in lower-case hexadecimal.
pub fn fingerprint(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

/// Writes a file that is not there yet; an existing one is only replaced when that was asked for.
///
/// # Errors
/// A problem that names the file.
pub fn write(path: &Path, bytes: &[u8], replace: bool) -> Result<(), Problem> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(replace).create_new(!replace);
    let written = options.open(path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|why| match why.kind() {
        std::io::ErrorKind::AlreadyExists => Problem::new(
            ProblemCode::Other,
            format!("{} is there already.", path.display()),
            "Choose another name, or add --force to replace it.",
        ),
        _ => Problem::file(&format!("Writing {}", path.display()), why),
    })
}

/// Opens a PDF in the system's own viewer, from which it can be printed. The file goes when the program locks or ends.
///
/// # Errors
/// A problem when it cannot be written, or no viewer is found.
pub fn open_in_viewer(contents: &mut Contents, printed: &PrintedHandout) -> Result<(), Problem> {
    if contents.printouts.is_none() {
        // In memory rather than on the disk, where the system has such a place.
        let place = dirs::runtime_dir().filter(|place| place.is_dir()).unwrap_or_else(std::env::temp_dir);
        let folder = tempfile::Builder::new().prefix("secure-base-").tempdir_in(place);
        contents.printouts = Some(folder.map_err(|why| Problem::file("Making a folder for the printout", why))?);
    }
    let Some(folder) = &contents.printouts else { return Ok(()) };
    let path = file_in(folder.path(), printed);
    write(&path, &printed.bytes, true)?;
    open::that_detached(&path).map_err(|why| Problem::file("Opening the pages in a PDF viewer", why))
}

/// Where a printed handout goes in `folder`.
pub fn file_in(folder: &Path, printed: &PrintedHandout) -> PathBuf {
    folder.join(&printed.file_name)
}
