//! The practice: made, unlocked, recovered, locked.

use std::path::PathBuf;

use secure_base_practice::{
    Folder, Practice, SAMPLE_PASSPHRASE, SessionId, Trust,
    vault::{KdfCost, RecoveryCode, Strength, estimate_strength as estimate},
};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, Manager};
use zeroize::Zeroizing;

use super::{Answer, OnDesk};
use crate::{
    clipboard,
    desk::{self, Contents, Pending},
    lock,
    places::Theme,
    problem::{Problem, ProblemCode},
    synced::{self, Synced},
    upkeep,
};

/// Where the program stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PracticeState {
    /// There is none yet.
    FirstStart,
    /// There is one, and it wants its passphrase.
    Locked,
    /// It is open.
    Open,
    /// There should be one, and it cannot be opened.
    Unreachable,
}

/// All that is said without a passphrase.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    /// Where the program stands.
    pub state: PracticeState,
    /// The practice's folder.
    pub place: PathBuf,
    /// Its name, which stands in the clear beside the key slots.
    pub practice_name: Option<String>,
    /// Whether it is the invented sample.
    pub sample: bool,
    /// The sample's passphrase, for its lock screen.
    pub sample_passphrase: Option<String>,
    /// Why it cannot be reached.
    pub problem: Option<Problem>,
    /// The cloud service that copies the practice's folder, if one does.
    pub synced: Option<Synced>,
    /// Light or dark.
    pub theme: Theme,
    /// The program's version.
    pub version: String,
}

/// A recovery code to write down, and which groups are asked back.
#[derive(Clone, Debug, Serialize, Type)]
pub struct RecoveryOffer {
    /// The groups in order.
    pub groups: Vec<String>,
    /// Indexes of the groups to type, counted from 0.
    pub ask: Vec<u32>,
}

/// Where the program stands.
#[tauri::command(async)]
#[specta::specta]
pub fn status(desk: OnDesk) -> Status {
    let contents = desk.contents();
    let mut status = Status {
        state: PracticeState::Unreachable,
        place: contents.place().into(),
        practice_name: None,
        sample: false,
        sample_passphrase: None,
        problem: None,
        synced: synced::around(contents.place()),
        theme: contents.preferences().map(|kept| kept.theme).unwrap_or_default(),
        version: env!("CARGO_PKG_VERSION").into(),
    };
    match look(&contents, &mut status) {
        Ok(state) => status.state = state,
        Err(problem) => status.problem = Some(problem),
    }
    status
}

fn look(contents: &Contents, status: &mut Status) -> Result<PracticeState, Problem> {
    let place = contents.place();
    let nothing_here = contents.practice.is_none() && Folder::look(place) == Folder::Free;
    if nothing_here && !contents.preferences()?.known.iter().any(|known| known == place) {
        return Ok(PracticeState::FirstStart);
    }
    let (name, sample) = match &contents.practice {
        Some(practice) => (practice.name().to_owned(), practice.is_sample()),
        None => {
            let card = Practice::card(place)?;
            (card.name, card.sample)
        }
    };
    status.practice_name = Some(name);
    status.sample = sample;
    // Only the sample that the program made has the passphrase that it knows.
    status.sample_passphrase = (sample && contents.at_sample).then(|| SAMPLE_PASSPHRASE.into());
    Ok(if contents.practice.is_some() { PracticeState::Open } else { PracticeState::Locked })
}

/// How long a passphrase would stand.
#[tauri::command(async)]
#[specta::specta]
pub fn estimate_strength(passphrase: String) -> Strength {
    estimate(&Zeroizing::new(passphrase), &["secure", "base", "practice", "therapy"])
}

/// Takes the name and passphrase of a new practice and offers its recovery code. Nothing is on disk yet.
#[tauri::command(async)]
#[specta::specta]
pub fn prepare_practice(desk: OnDesk, name: String, passphrase: String) -> Answer<RecoveryOffer> {
    expect_strong(&passphrase, &name)?;
    if name.trim().is_empty() {
        return Err(Problem::new(ProblemCode::Invalid, "The practice needs a name.", "One letter is enough."));
    }
    let pending = Pending::offer(name, Zeroizing::new(passphrase))?;
    let offer = pending.shown();
    desk.contents().pending = Some(pending);
    Ok(offer)
}

/// Makes the practice once the groups asked for have been read back.
#[tauri::command(async)]
#[specta::specta]
pub fn create_practice(desk: OnDesk, answers: Vec<String>) -> Answer<()> {
    let mut contents = desk.contents();
    let Some(pending) = &contents.pending else {
        return Err(Problem::new(ProblemCode::Other, "No practice is being made.", "Start again."));
    };
    pending.expect_read_back(&answers)?;
    let Pending { name, passphrase, code, printed, .. } = pending;
    let place = contents.places.practice.clone();
    let mut practice = Practice::create(&place, name, passphrase, code, KdfCost::STANDARD, desk::now())?;
    if *printed {
        practice.printed_code(desk::now());
    }
    contents.at_sample = false;
    contents.open(practice);
    Ok(())
}

/// Opens the practice with its passphrase; the answer is the session that was on the screen when it was locked.
#[tauri::command(async)]
#[specta::specta]
pub fn unlock(desk: OnDesk, passphrase: String) -> Answer<Option<SessionId>> {
    let passphrase = Zeroizing::new(passphrase);
    let mut contents = desk.contents();
    if contents.practice.is_some() {
        return Ok(None);
    }
    let practice = Practice::unlock(contents.place(), &passphrase, desk::now())?;
    let left_at = contents.left_at.take().filter(|(place, _)| place == practice.place());
    contents.open(practice);
    Ok(left_at.map(|(_, session)| session))
}

/// Opens the practice with its recovery code and sets a new passphrase.
#[tauri::command(async)]
#[specta::specta]
pub fn recover(desk: OnDesk, code: String, new_passphrase: String) -> Answer<()> {
    let (code, new_passphrase) = (Zeroizing::new(code), Zeroizing::new(new_passphrase));
    expect_strong(&new_passphrase, "")?;
    let code = RecoveryCode::parse(&code)?;
    let mut contents = desk.contents();
    let (cost, trust) = (KdfCost::STANDARD, Trust::AsLeft);
    let practice = Practice::recover(contents.place(), &code, &new_passphrase, cost, trust, desk::now())?;
    contents.open(practice);
    Ok(())
}

/// Closes the practice, wipes its key, and ends the window that showed it, which may say what session it was at.
#[tauri::command(async)]
#[specta::specta]
pub fn lock(app: AppHandle, desk: OnDesk, session: Option<SessionId>) {
    desk.long_change.stop();
    let mut contents = desk.contents();
    contents.left_at = contents.practice.as_ref().map(|practice| practice.place().to_owned()).zip(session);
    drop(contents);
    lock::now(&app);
}

/// The clinician touched keys or pointer: the practice stays open for its whole time from now on.
#[tauri::command(async)]
#[specta::specta]
pub fn stay_open(desk: OnDesk) -> Answer<()> {
    desk.touch()
}

/// Puts a passphrase or a recovery code on the clipboard, from which it goes again after 20 seconds.
#[tauri::command(async)]
#[specta::specta]
pub fn copy_secret(app: AppHandle, secret: String) -> Answer<()> {
    clipboard::lend(&app, Zeroizing::new(secret)).map_err(|why| Problem::file("Copying", why))
}

/// Closes the program, once the window has saved what was being typed.
#[tauri::command(async)]
#[specta::specta]
pub fn quit(app: AppHandle, desk: OnDesk) {
    desk.long_change.stop();
    upkeep::before_leaving(&app);
    desk.contents().close();
    clipboard::forget(&app);
    for window in app.webview_windows().values() {
        // A window that is gone already needs no closing.
        let _ = window.destroy();
    }
}

pub(super) fn expect_strong(passphrase: &str, practice_name: &str) -> Answer<()> {
    let strength = estimate(passphrase, &[practice_name]);
    if strength.enough {
        return Ok(());
    }
    let message = format!("Somebody with your files could guess this passphrase in {}.", strength.crack_time);
    Err(Problem::new(ProblemCode::Invalid, message, "Use four or five words that have nothing to do with each other."))
}
