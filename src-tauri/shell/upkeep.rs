//! What the program does by itself while a practice is open: a backup at closing and each day, and the daily check of all
//! content. The desk is free while a backup is proven, and between the slices in which the records are copied and checked.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use secure_base_practice::{BackupKind, Error, LogFilter, Now, Practice, Progress, Record, Verb};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{AppHandle, Manager};
use tauri_specta::Event;

use crate::{
    desk::{self, Desk},
    problem::{Problem, ProblemCode},
};

/// How soon after an unlocking the first look comes.
const BEAT: Duration = Duration::from_secs(2);
/// How often it is asked whether a day has passed.
const LOOK_AGAIN: Duration = Duration::from_secs(15 * 60);
/// Between two slices of the check somebody else may ask the practice.
const BREATH: Duration = Duration::from_millis(20);
/// Between two slices of a copy likewise; there are many of them.
const GLIMPSE: Duration = Duration::from_millis(5);
const A_DAY: TimeDelta = TimeDelta::hours(24);
const AN_HOUR: TimeDelta = TimeDelta::hours(1);

/// Something that the window should know has changed.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct UpkeepChanged;

/// What went on behind the screens.
#[derive(Clone, Debug, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UpkeepNews {
    /// Damage that was made good at opening.
    pub mended: Vec<String>,
    /// Where the records are not what the log says.
    pub damage: Vec<String>,
    /// Why the last backup could not be made.
    pub backup: Option<Problem>,
    /// Why the last backup could not be copied into the second place.
    pub second: Option<Problem>,
}

/// The state that upkeep keeps between its rounds.
#[derive(Default)]
pub struct Upkeep {
    news: Mutex<UpkeepNews>,
    /// One backup at a time.
    at_work: Mutex<()>,
}

/// What a practice is due for.
struct Chores {
    backup: bool,
    check: bool,
}

impl Upkeep {
    /// What went on.
    pub fn news(&self) -> MutexGuard<'_, UpkeepNews> {
        self.news.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a backup and its copy, proves both, and writes into the log what became of them.
    ///
    /// # Errors
    /// The locked problem, or why there is no backup. A second place that fails is told in the news.
    pub fn back_up(&self, desk: &Desk) -> Result<(), Problem> {
        let _alone = self.at_work.lock().unwrap_or_else(PoisonError::into_inner);
        let made = take_backup(desk);
        let mut news = self.news();
        news.backup = made.as_ref().err().cloned();
        news.second = made?;
        Ok(())
    }

    /// A proven backup at `path`, which is free; it is asked for, and nothing else is done with it.
    ///
    /// # Errors
    /// The locked problem, or why there is no backup.
    pub fn back_up_to(&self, desk: &Desk, path: &Path) -> Result<(), Problem> {
        let _alone = self.at_work.lock().unwrap_or_else(PoisonError::into_inner);
        let near = path.parent().unwrap_or(Path::new("."));
        let begin = |practice: &mut Practice| practice.begin_snapshot(near, BackupKind::ByHand);
        copied(desk, begin, Practice::snapshot_on)?.keep_as(path)?;
        Ok(())
    }

    /// Looks whether something is due, and does it.
    fn round(&self, desk: &Desk, first: bool) -> Result<(), Problem> {
        let rest = if first { AN_HOUR } else { A_DAY };
        let chores =
            desk.contents().practice.as_ref().map(|practice| chores(practice, rest, desk::now())).transpose()?;
        let Some(chores) = chores else { return Ok(()) };
        // What fails is told in the news, and tried again in the next round.
        if chores.backup && backs_up_itself() {
            let _ = self.back_up(desk);
        }
        if chores.check {
            self.check(desk)?;
        }
        Ok(())
    }

    /// Holds all content against the log, a slice at a time.
    fn check(&self, desk: &Desk) -> Result<(), Problem> {
        let mut progress = Progress::default();
        let place = desk.contents().practice.as_ref().map(|practice| practice.place().to_owned());
        while !progress.done {
            let mut contents = desk.contents();
            let same = contents.practice.as_mut().filter(|practice| Some(practice.place()) == place.as_deref());
            let Some(practice) = same else { return Ok(()) };
            progress = match practice.check_on(progress) {
                Ok(progress) => progress,
                Err(why) => {
                    // A page that does not verify is what this check is for.
                    let _ = practice.heal();
                    drop(contents);
                    self.news().damage = vec![why.to_string()];
                    return Ok(());
                }
            };
            if progress.done && progress.problems.is_empty() {
                practice.took_out(Verb::Checked, Record::Practice, desk::now());
            }
            drop(contents);
            thread::sleep(BREATH);
        }
        self.news().damage = progress.problems;
        Ok(())
    }
}

/// The records are copied and the copy is proven while work goes on.
fn take_backup(desk: &Desk) -> Result<Option<Problem>, Problem> {
    let place = desk.ask(|practice| Ok(practice.place().to_owned()))?;
    let job = copied(desk, Practice::begin_automatic_snapshot, Practice::automatic_snapshot_on)?;
    let made = job.keep()?;
    if let Some(practice) = desk.contents().practice.as_mut().filter(|practice| practice.place() == place) {
        practice.note_backup(&made, desk::now());
    }
    Ok(made.second.and_then(Result::err).map(told))
}

/// Copies the open practice a few pages at a time, with the desk free in between; locking ends it.
fn copied<T>(
    desk: &Desk,
    begin: impl FnOnce(&mut Practice) -> secure_base_practice::Result<()>,
    go_on: impl Fn(&mut Practice, Now) -> secure_base_practice::Result<Option<T>>,
) -> Result<T, Problem> {
    desk.contents().practice.as_mut().ok_or_else(Problem::locked).and_then(|practice| Ok(begin(practice)?))?;
    loop {
        thread::sleep(GLIMPSE);
        let mut contents = desk.contents();
        let practice = contents.practice.as_mut().ok_or_else(Problem::locked)?;
        if let Some(whole) = go_on(practice, desk::now())? {
            return Ok(whole);
        }
    }
}

/// Why a copy did not go through: a stick that is not plugged in is no missing practice.
fn told(why: Error) -> Problem {
    match why {
        Error::Missing(folder) => {
            let message = format!("{} is not connected.", folder.display());
            Problem::new(ProblemCode::Other, message, "Connect it and back up again.")
        }
        why => why.into(),
    }
}

/// A backup is due after `rest`: sooner when the practice has just been opened, because it may have locked by itself the
/// last time, and not been closed.
fn chores(practice: &Practice, rest: TimeDelta, now: Now) -> Result<Chores, Problem> {
    if practice.is_sample() {
        return Ok(Chores { backup: false, check: false });
    }
    let old = |at: chrono::DateTime<chrono::Utc>, than| now.to_utc() - at > than || at > now.to_utc();
    let state = practice.backup_state()?;
    let checked = practice.log_page(&LogFilter { verbs: vec!["checked".into()], ..LogFilter::default() })?;
    Ok(Chores {
        backup: state.due && state.first.backups.first().is_none_or(|newest| old(newest.made_at, rest)),
        check: checked.first().is_none_or(|last| old(last.entry.at, A_DAY)),
    })
}

/// Window tests that are about something else need no backup of each of their practices.
fn backs_up_itself() -> bool {
    !(cfg!(debug_assertions) && std::env::var_os("SECURE_BASE_NO_BACKUP").is_some())
}

/// Looks after the open practice for as long as the program runs.
pub fn start(app: &AppHandle) {
    let app = app.clone();
    thread::spawn(move || {
        let mut looked: Option<(PathBuf, Instant)> = None;
        loop {
            thread::sleep(BEAT);
            let (desk, upkeep) = (app.state::<Desk>(), app.state::<Upkeep>());
            let open = desk.contents().practice.as_ref().map(|practice| practice.place().to_owned());
            let Some(open) = open else {
                looked = None;
                *upkeep.news() = UpkeepNews::default();
                continue;
            };
            if looked.as_ref().is_some_and(|(place, at)| *place == open && at.elapsed() < LOOK_AGAIN) {
                continue;
            }
            let first = looked.as_ref().is_none_or(|(place, _)| *place != open);
            if let Err(problem) = upkeep.round(&desk, first) {
                eprintln!("{problem}");
            }
            looked = Some((open, Instant::now()));
            // A window that is gone need not know.
            let _ = UpkeepChanged.emit(&app);
        }
    });
}

/// Before the program ends: the window goes at once, and what was changed since the last backup goes into a new one.
pub fn before_leaving(app: &AppHandle) {
    let desk = app.state::<Desk>();
    let due = desk.contents().practice.as_ref().is_some_and(|practice| {
        backs_up_itself() && !practice.is_sample() && practice.backup_state().is_ok_and(|state| state.due)
    });
    if !due {
        return;
    }
    for window in app.webview_windows().values() {
        let _ = window.hide();
    }
    // There is nobody to tell any more; an opening after an hour or more tries again and tells what is wrong.
    if let Err(problem) = app.state::<Upkeep>().back_up(&desk) {
        eprintln!("{problem}");
    }
}
