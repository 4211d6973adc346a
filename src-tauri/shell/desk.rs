//! What lies on the clinician's desk while the program runs: at most one open practice.

use std::{
    path::PathBuf,
    sync::{
        Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    time::{Duration, Instant},
};

use chrono::Local;
use secure_base_handouts::Logo;
use secure_base_practice::{
    ClientId, Folder, ImportFile, Now, Practice, ProcessState, SessionId, Settings, vault::RecoveryCode,
};
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::{
    idle::{self, Deadline, Moment},
    long_change::LongChange,
    places::{Places, Preferences},
    problem::{Problem, ProblemCode},
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
    /// Whether it was already being put in place when something failed.
    pub tried: bool,
}

/// What the desk holds.
pub struct Contents {
    /// Where things lie.
    pub places: Places,
    /// The open practice; `None` is locked.
    pub practice: Option<Practice>,
    /// The practice being made.
    pub pending: Option<Pending>,
    /// The file whose clients are being looked at before they are added.
    pub import: Option<ImportFile>,
    /// Those who came out of the last such file, until that is undone.
    pub imported: Vec<ClientId>,
    /// Whether the sample is being looked at, and not the clinician's own practice.
    pub at_sample: bool,
    /// Pages opened for printing live here until the program locks or ends.
    pub printouts: Option<TempDir>,
    /// The empty folder that the web view calls its own.
    pub view_folder: Option<TempDir>,
    /// The logo's file as it was last made fit for print, and what came of it.
    pub logo: Option<(Vec<u8>, Logo)>,
    /// When the window was last asked to close.
    pub asked_to_close: Option<Instant>,
    /// Whether the window may still show records of a practice that was open.
    pub window_has_records: bool,
    /// Which practice was locked, and the session that was on the screen: a number, and no word of it.
    pub left_at: Option<(PathBuf, SessionId)>,
    /// Where a window goes on that takes another one's place while the practice stays open; only the page reads it.
    pub resume: Option<Zeroizing<String>>,
    /// When the open practice locks by itself.
    deadline: Deadline,
    /// When the open process notes close by themselves.
    process_deadline: Deadline,
}

/// The state that every command is given.
pub struct Desk {
    contents: Mutex<Contents>,
    /// The change that holds the contents for long, if one does. Whoever cannot wait for it stops it first.
    pub long_change: LongChange,
    expired: Sender<()>,
}

impl Desk {
    /// A desk with nothing open. With no practice of her own yet, she is shown the sample she has.
    /// The receiver hears when a command found the time without input to be over and closed the practice.
    pub fn new(places: Places) -> (Desk, Receiver<()>) {
        let own_is_free = Folder::look(&places.practice) == Folder::Free;
        let at_sample = own_is_free
            && Folder::look(&places.sample) == Folder::Practice
            && places.preferences().is_ok_and(|kept| !kept.known.contains(&places.practice));
        let contents = Contents {
            places,
            practice: None,
            pending: None,
            import: None,
            imported: Vec::new(),
            at_sample,
            printouts: None,
            view_folder: None,
            logo: None,
            asked_to_close: None,
            window_has_records: false,
            left_at: None,
            resume: None,
            deadline: Deadline::usual(Moment::now()),
            process_deadline: Deadline::of_process_notes(Moment::now()),
        };
        let (expired, hears) = mpsc::channel();
        (Desk { contents: Mutex::new(contents), long_change: LongChange::default(), expired }, hears)
    }

    /// The contents, one command at a time.
    pub fn contents(&self) -> MutexGuard<'_, Contents> {
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the open practice.
    ///
    /// # Errors
    /// The locked problem, or the question's own.
    pub fn ask<T>(&self, question: impl FnOnce(&Practice) -> secure_base_practice::Result<T>) -> Result<T, Problem> {
        let mut contents = self.contents();
        let practice = self.open_practice(&mut contents)?;
        let answer = question(practice);
        if answer.is_err() {
            // A damaged page silences the connection; what is whole must still be readable at the next question.
            let _ = practice.heal();
        }
        Ok(answer?)
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
        Ok(change(self.open_practice(&mut contents)?, now())?.value)
    }

    /// Does something with the open practice and the file that is to be imported.
    ///
    /// # Errors
    /// The locked problem, that there is no such file, or the work's own.
    pub fn import<T>(
        &self,
        work: impl FnOnce(&mut Practice, &ImportFile, Now) -> secure_base_practice::Result<T>,
    ) -> Result<T, Problem> {
        let mut contents = self.contents();
        self.open_practice(&mut contents)?;
        let Contents { practice: Some(practice), import: Some(file), .. } = &mut *contents else {
            return Err(Problem::new(ProblemCode::Other, "No file has been chosen.", "Choose the file again."));
        };
        Ok(work(practice, file, now())?)
    }

    /// The clinician touched keys or pointer: the practice stays open for the whole time from now on.
    ///
    /// # Errors
    /// The locked problem: input that comes too late opens nothing again.
    pub fn touch(&self) -> Result<(), Problem> {
        let mut contents = self.contents();
        self.open_practice(&mut contents)?;
        contents.deadline.touch(Moment::now());
        Ok(())
    }

    /// The clinician touched the page of a process note.
    ///
    /// # Errors
    /// The locked problem, or that they are closed: input that comes too late opens nothing again.
    pub fn touch_process_notes(&self) -> Result<(), Problem> {
        let mut contents = self.contents();
        let practice = self.open_practice(&mut contents)?;
        if practice.process_state() != ProcessState::Open {
            return Err(secure_base_practice::Error::ProcessNotesClosed.into());
        }
        contents.process_deadline.touch(Moment::now());
        Ok(())
    }

    /// The open practice, unless its time is over: then it is closed there and then.
    fn open_practice<'a>(&self, contents: &'a mut Contents) -> Result<&'a mut Practice, Problem> {
        if contents.practice.is_some() && contents.deadline.is_over(Moment::now()) {
            contents.close();
            // Nobody listens before the window is there, and then nothing is open.
            let _ = self.expired.send(());
        }
        contents.close_late_process_notes();
        contents.practice.as_mut().ok_or_else(Problem::locked)
    }
}

impl Contents {
    /// The folder of the practice in question.
    pub fn place(&self) -> &std::path::Path {
        if self.at_sample { &self.places.sample } else { &self.places.practice }
    }

    /// Puts an opened practice on the desk, and remembers that it was here. That it could not be remembered keeps
    /// nobody from the records.
    pub fn open(&mut self, mut practice: Practice) {
        // What cannot be purged today is purged at the next opening.
        if let Err(why) = practice.purge_expired(now()) {
            eprintln!("The trash was not emptied: {why}");
        }
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
        let chosen = practice.settings();
        self.practice = Some(practice);
        self.pending = None;
        self.import = None;
        self.imported.clear();
        self.window_has_records = true;
        self.set_idle(idle::USUAL);
        if let Ok(settings) = chosen {
            self.apply(&settings);
        }
        self.deadline.touch(Moment::now());
    }

    /// The process notes have been opened: their time begins.
    pub fn begin_process_notes(&mut self) {
        self.process_deadline.touch(Moment::now());
    }

    /// When the open process notes close by themselves; `None` while they are closed.
    pub fn process_deadline(&self) -> Option<Deadline> {
        let open = self.practice.as_ref().is_some_and(|practice| practice.process_state() == ProcessState::Open);
        open.then_some(self.process_deadline)
    }

    /// Closes the process notes if their time is over.
    pub fn close_late_process_notes(&mut self) {
        let over = self.process_deadline().is_some_and(|deadline| deadline.is_over(Moment::now()));
        if let Some(practice) = self.practice.as_mut().filter(|_| over) {
            practice.close_process_notes();
        }
    }

    /// Puts everything secret away: the practice is closed and its key wiped, what was opened for printing is removed.
    pub fn close(&mut self) {
        self.practice = None;
        self.pending = None;
        self.import = None;
        self.imported.clear();
        self.printouts = None;
        self.resume = None;
        self.logo = None;
    }

    /// Chooses after how much time without input the practice locks; it is kept between 1 and 60 minutes.
    pub fn set_idle(&mut self, limit: Duration) {
        self.deadline.set(limit);
    }

    /// When the open practice locks by itself; `None` while none is open.
    pub fn deadline(&self) -> Option<Deadline> {
        self.practice.as_ref().map(|_| self.deadline)
    }

    /// Takes on what was chosen for the open practice, at once and not only at the next opening.
    pub fn apply(&mut self, settings: &Settings) {
        self.set_idle(Duration::from_secs(60 * u64::from(settings.idle_minutes)));
        self.process_deadline.set(Duration::from_secs(60 * u64::from(settings.process_idle_minutes)));
    }

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
