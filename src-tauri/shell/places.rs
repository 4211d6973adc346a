//! Where things lie on this computer, and the few choices that are kept outside any practice.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    problem::{Problem, ProblemCode},
    standing::Standing,
};

/// The folder name under the platform's data and configuration folders.
const FOLDER: &str = "secure-base";

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The folders of this clinician on this computer.
#[derive(Clone, Debug)]
pub struct Places {
    /// The practice that the window opens.
    pub practice: PathBuf,
    /// The sample practice.
    pub sample: PathBuf,
    preferences: PathBuf,
}

/// What is remembered outside the practice; nothing in it is secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Light or dark.
    pub theme: Theme,
    /// Practices that have been opened here: if one is gone, that is an error and no first start.
    pub known: Vec<PathBuf>,
    /// Whether easy reading is printed on plain white rather than on cream.
    pub plain_paper: bool,
    /// Where the window last stood.
    pub window: Option<Standing>,
    /// How large everything in it is, in percent; nothing is as it is made.
    pub zoom: Option<u32>,
}

impl Places {
    /// The platform's folders, with the practice at `chosen` if one was named.
    ///
    /// # Errors
    /// A problem when the platform names no folder for data.
    pub fn find(chosen: Option<&Path>) -> Result<Places, Problem> {
        let none = || Problem::file("Finding your data folder", "the system names none");
        let data = dirs::data_dir().ok_or_else(none)?.join(FOLDER);
        let config = dirs::config_dir().ok_or_else(none)?.join(FOLDER);
        let practice = match chosen {
            Some(place) => std::path::absolute(place).map_err(|why| Problem::file("Finding the practice", why))?,
            None => data.join("practice"),
        };
        Ok(Places { practice, sample: data.join("sample"), preferences: config.join("preferences.json") })
    }

    /// What is remembered; nothing yet on a first start.
    ///
    /// # Errors
    /// A problem that names the file when it cannot be read: guessing could hide a missing practice.
    pub fn preferences(&self) -> Result<Preferences, Problem> {
        match fs::read(&self.preferences) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|why| self.unreadable(why)),
            Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(Preferences::default()),
            Err(why) => Err(self.unreadable(why)),
        }
    }

    /// Changes what is remembered.
    ///
    /// # Errors
    /// A problem when the file cannot be read or written; one that makes no sense is put aside and begun anew.
    pub fn remember(&self, change: impl FnOnce(&mut Preferences)) -> Result<(), Problem> {
        let before = self.preferences().or_else(|_| self.put_aside())?;
        let mut after = before.clone();
        change(&mut after);
        if after == before {
            return Ok(());
        }
        self.write(&after).map_err(|why| Problem::file("Keeping your preferences", why))
    }

    fn put_aside(&self) -> Result<Preferences, Problem> {
        let aside = self.preferences.with_extension("json.unreadable");
        fs::rename(&self.preferences, aside).map_err(|why| Problem::file("Putting your preferences aside", why))?;
        Ok(Preferences::default())
    }

    fn write(&self, preferences: &Preferences) -> io::Result<()> {
        let folder = self.preferences.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut new = tempfile::NamedTempFile::new_in(folder)?;
        serde_json::to_writer_pretty(&mut new, preferences)?;
        new.as_file().sync_all()?;
        new.persist(&self.preferences).map(drop).map_err(|why| why.error)
    }

    fn unreadable(&self, why: impl std::fmt::Display) -> Problem {
        Problem::new(
            ProblemCode::Other,
            format!("Your preferences in {} cannot be read: {why}.", self.preferences.display()),
            "Rename that file and try again: it holds only how the window looks and which practices were opened here.",
        )
    }
}
