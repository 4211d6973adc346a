//! What lies on the clinician's desk while the program runs: at most one open practice.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use chrono::Local;
use secure_base_practice::{Folder, Now, Practice, Settings, vault::RecoveryCode};
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::{
    places::{Places, Preferences},
    problem::Problem,
};

/// A recovery code that has been offered, for a practice that is being made or for the open one: nothing of it is on
/// disk until it has been read back.
pub struct Pending {
    /// The practice's name.
    pub name: String,
    /// The practice's passphrase, wiped when dropped.
    pub passphrase: Zeroizing<String>,
    /// The code.
    pub code: RecoveryCode,
    /// Which groups of the code are asked for, counted from 0.
    pub ask: Vec<usize>,
    /// Whether its sheet has been opened for printing, which the log is told once the code is good.
    pub printed: bool,
}

/// What the desk holds.
pub struct Contents {
    /// Where things lie.
    pub places: Places,
    /// The open practice; `None` is locked.
    pub practice: Option<Practice>,
    /// The practice being made.
    pub pending: Option<Pending>,
    /// Whether the sample is being looked at, and not the clinician's own practice.
    pub at_sample: bool,
    /// Pages opened for printing live here until the program locks or ends.
    pub printouts: Option<TempDir>,
    /// When the window was last asked to close.
    pub asked_to_close: Option<Instant>,
}

/// The state that every command is given.
pub struct Desk(Mutex<Contents>);

impl Desk {
    /// A desk with nothing open. With no practice of her own yet, she is shown the sample she has.
    pub fn new(places: Places) -> Desk {
        let own_is_free = Folder::look(&places.practice) == Folder::Free;
        let at_sample = own_is_free
            && Folder::look(&places.sample) == Folder::Practice
            && places.preferences().is_ok_and(|kept| !kept.known.contains(&places.practice));
        Desk(Mutex::new(Contents {
            places,
            practice: None,
            pending: None,
            at_sample,
            printouts: None,
            asked_to_close: None,
        }))
    }

    /// The contents, one command at a time.
    pub fn contents(&self) -> MutexGuard<'_, Contents> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the open practice.
    ///
    /// # Errors
    /// The locked problem, or the question's own.
    pub fn ask<T>(&self, question: impl FnOnce(&Practice) -> secure_base_practice::Result<T>) -> Result<T, Problem> {
        let contents = self.contents();
        Ok(question(contents.practice.as_ref().ok_or_else(Problem::locked)?)?)
    }

    /// Changes the open practice at the present moment.
    ///
    /// # Errors
    /// The locked problem, or the change's own.
    pub fn change<T>(
        &self,
        change: impl FnOnce(&mut Practice, Now) -> secure_base_practice::Result<secure_base_practice::Changed<T>>,
    ) -> Result<T, Problem> {
        let mut contents = self.contents();
        let practice = contents.practice.as_mut().ok_or_else(Problem::locked)?;
        Ok(change(practice, now())?.value)
    }
}

impl Contents {
    /// The folder of the practice in question.
    pub fn place(&self) -> &std::path::Path {
        if self.at_sample { &self.places.sample } else { &self.places.practice }
    }

    /// Puts an opened practice on the desk, and remembers that it was here. That it could not be remembered keeps
    /// nobody from the records.
    pub fn open(&mut self, practice: Practice) {
        if !practice.is_sample() {
            let place = practice.place().to_owned();
            let remembered = self.places.remember(|kept| {
                if !kept.known.contains(&place) {
                    kept.known.push(place);
                }
            });
            if let Err(problem) = remembered {
                eprintln!("{problem}");
            }
        }
        self.practice = Some(practice);
        self.pending = None;
    }

    /// Takes on what was chosen for the open practice, at once and not only at the next opening.
    pub fn apply(&mut self, _settings: &Settings) {}

    /// What is remembered.
    ///
    /// # Errors
    /// A problem that names the file.
    pub fn preferences(&self) -> Result<Preferences, Problem> {
        self.places.preferences()
    }
}

/// The present moment with this computer's offset: the only place where the program looks at the clock.
pub fn now() -> Now {
    Local::now().fixed_offset()
}
