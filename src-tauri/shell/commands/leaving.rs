//! Leaving with everything: an open archive of the practice, and a practice built from one.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use secure_base_handouts::Paper;
use secure_base_practice::{
    ArchiveCard, Changed, Error, Leaving, Left, Now, Practice, ProcessState, RebuildPlan, Rebuilt, Record, Trust, Verb,
    file_stem, vault::KdfCost,
};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::AppHandle;
use tauri_specta::Event;
use zeroize::Zeroizing;

use super::{Answer, OnDesk, look, security::worded};
use crate::{
    chooser,
    desk::{self, Pending},
    note_copy, printing,
    problem::{Problem, ProblemCode},
};

/// How often the window is told how far it has come.
const BEAT: Duration = Duration::from_millis(100);

/// An archive is being written, or read.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct Archiving {
    /// How many records so far.
    pub so_far: u32,
}

/// What building from an archive came to.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BuiltAnew {
    /// How many records came over.
    pub records: u32,
    /// What is not as the old practice's log says it was.
    pub unlike: Vec<String>,
    /// How many process notes stayed behind in the old practice.
    pub process_notes_left: u32,
}

/// Writes an open archive, which is not encrypted, into a new folder where the clinician says; the answer is what was made, or
/// nothing when she thinks better of it. It takes the passphrase, because everything leaves.
#[tauri::command(async)]
#[specta::specta]
pub fn leave_with_everything(
    app: AppHandle,
    desk: OnDesk,
    passphrase: String,
    process_notes: bool,
) -> Answer<Option<Left>> {
    let passphrase = Zeroizing::new(passphrase);
    let name = desk.ask(|practice| Ok(practice.name().to_owned()))?;
    let Some(folder) = chooser::folder(&app) else { return Ok(None) };
    let to = folder.join(format!("{} open archive", file_stem(&name, desk::now())));
    let mut goes_on = beat(&app, &desk);
    let all = |practice: &mut Practice, now: Now| {
        let was_open = practice.process_state() == ProcessState::Open;
        expect_passphrase(practice, &passphrase, process_notes, now)?;
        let left = leave(practice, &to, process_notes, now, &mut goes_on);
        if process_notes && !was_open {
            practice.close_process_notes();
        }
        left
    };
    desk.long_change.run(|| desk.change(all)).map(Some).map_err(worded)
}

/// Saves the list of contacts for a clinical will where the clinician says; the answer is where. It is not encrypted.
#[tauri::command(async)]
#[specta::specta]
pub fn save_contacts(app: AppHandle, desk: OnDesk) -> Answer<Option<PathBuf>> {
    let name = format!("Contacts {}.csv", desk::now().format("%Y-%m-%d"));
    let Some(path) = chooser::save_as(&app, &name, ("CSV", "csv")) else { return Ok(None) };
    // Gathered and kept in the log at once: a practice that was locked meanwhile gives nothing.
    let list = look(&desk, |practice, now| {
        let mut list = Vec::new();
        practice.write_contacts(&mut list)?;
        practice.took_out(Verb::Exported, Record::Contacts, now);
        Ok(list)
    })?;
    // The system's dialog has asked already whether to replace what is there.
    printing::write(&path, &list, true)?;
    Ok(Some(path))
}

/// Stops writing or reading an archive: nothing of it stays.
#[tauri::command(async)]
#[specta::specta]
pub fn stop_archive(desk: OnDesk) {
    desk.long_change.stop();
}

/// Asks for the folder of an open archive and tells what it says of itself.
#[tauri::command(async)]
#[specta::specta]
pub fn choose_archive(app: AppHandle) -> Answer<Option<ArchiveCard>> {
    Ok(chooser::folder(&app).map(|folder| ArchiveCard::read(&folder)).transpose()?)
}

/// Builds the practice from an archive once the groups of its recovery code have been read back, and opens it.
#[tauri::command(async)]
#[specta::specta]
pub fn rebuild_practice(app: AppHandle, desk: OnDesk, path: PathBuf, answers: Vec<String>) -> Answer<BuiltAnew> {
    let mut contents = desk.contents();
    let Some(pending) = &contents.pending else {
        return Err(Problem::new(ProblemCode::Other, "No practice is being made.", "Start again."));
    };
    pending.expect_read_back(&answers)?;
    let Pending { passphrase, code, printed, .. } = pending;
    let place = contents.places.practice.clone();
    let plan = RebuildPlan { archive: &path, place: &place, passphrase, code, cost: KdfCost::STANDARD };
    let mut goes_on = beat(&app, &desk);
    let built = desk.long_change.run(|| Practice::rebuild(&plan, desk::now(), &mut goes_on))?;
    let Rebuilt { mut practice, records, unlike, process_notes_left } = built;
    if *printed {
        practice.printed_code(desk::now());
    }
    contents.at_sample = false;
    contents.open(practice);
    Ok(BuiltAnew { records, unlike, process_notes_left })
}

/// Writes the archive, each note in the words of its copies.
///
/// # Errors
/// Those of [`Practice::leave`].
pub fn leave(
    practice: &mut Practice,
    to: &std::path::Path,
    process_notes: bool,
    now: Now,
    goes_on: &mut dyn FnMut(u32) -> bool,
) -> Result<Changed<Left>, Error> {
    let name = practice.name().to_owned();
    let describe = |page: &_| Ok(note_copy::sheet(&name, page, Paper::A4, now)?.to_markdown());
    practice.leave(to, &Leaving { process_notes, describe: &describe }, now, goes_on)
}

/// Opens the process notes for the archive, or only asks whether the passphrase is right.
///
/// # Errors
/// [`Error::WrongSecret`]; [`Error::Invalid`] when a process note is not what was saved last.
pub fn expect_passphrase(
    practice: &mut Practice,
    passphrase: &str,
    process_notes: bool,
    now: Now,
) -> Result<(), Error> {
    if !process_notes {
        return practice.expect_passphrase(passphrase, now);
    }
    match practice.open_process_notes(passphrase, Trust::AsLeft, now)?.as_slice() {
        [] => Ok(()),
        _ => Err(Error::Invalid(
            "A process note is not what was saved last. Open the process notes and look first.".into(),
        )),
    }
}

/// Tells the window now and then how far it has come, and whether to go on.
fn beat<'a>(app: &'a AppHandle, desk: &'a desk::Desk) -> impl FnMut(u32) -> bool + 'a {
    let mut told = Instant::now();
    move |so_far| {
        if told.elapsed() >= BEAT {
            told = Instant::now();
            // A window that cannot be told shows a moment longer what it was told before.
            let _ = Archiving { so_far }.emit(app);
        }
        desk.long_change.goes_on()
    }
}
