//! Process notes: opened with the passphrase, read, written, closed.

use std::path::PathBuf;

use secure_base_practice::{
    Practice, ProcessPage, ProcessState, Record, Saved, SessionId, Settings, StrangeProcessNote, Trust, Verb,
};
use serde::Serialize;
use specta::Type;
use tauri::AppHandle;
use zeroize::Zeroizing;

use super::{Answer, OnDesk, look, security::worded};
use crate::{chooser, lock, printing};

/// Where the process notes stand, and after how many idle minutes they close.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProcessStatus {
    /// Whether they are there and open.
    pub state: ProcessState,
    /// After so many minutes without a touch they close.
    pub idle_minutes: u32,
}

/// Where the process notes stand.
#[tauri::command(async)]
#[specta::specta]
pub fn process_status(desk: OnDesk) -> Answer<ProcessStatus> {
    desk.ask(|practice| {
        let idle_minutes = practice.settings()?.process_idle_minutes;
        Ok(ProcessStatus { state: practice.process_state(), idle_minutes })
    })
}

/// Opens them. The answer names those that are not what was saved last; if there are any, they stay closed unless they
/// are asked for as found, which the log keeps.
#[tauri::command(async)]
#[specta::specta]
pub fn open_process_notes(desk: OnDesk, passphrase: String, as_found: bool) -> Answer<Vec<StrangeProcessNote>> {
    let passphrase = Zeroizing::new(passphrase);
    let trust = if as_found { Trust::AsFound } else { Trust::AsLeft };
    // Before they are open too, or whoever looks at the time first would find an earlier one to be over.
    desk.contents().begin_process_notes();
    let strange = look(&desk, |practice, now| {
        let strange = practice.open_process_notes(&passphrase, trust, now)?;
        if practice.process_state() == ProcessState::Open {
            // What waited in the trash for them can go now; what cannot be purged today is purged another day.
            if let Err(why) = practice.purge_expired(now) {
                eprintln!("The trash was not emptied: {why}");
            }
        }
        Ok(strange)
    })
    .map_err(worded)?;
    desk.contents().begin_process_notes();
    Ok(strange)
}

/// Closes them. A window that has shown them is replaced by a fresh one, which goes on at the place that is given here:
/// what the page calls the route, and nothing that is read elsewhere.
#[tauri::command(async)]
#[specta::specta]
pub fn close_process_notes(app: AppHandle, desk: OnDesk, resume: Option<String>) -> Answer<()> {
    look(&desk, |practice, _| {
        practice.close_process_notes();
        Ok(())
    })?;
    if let Some(route) = resume {
        desk.contents().resume = Some(Zeroizing::new(route));
        lock::renew_window(&app);
    }
    Ok(())
}

/// Where a fresh window goes on, once.
#[tauri::command(async)]
#[specta::specta]
pub fn take_up(desk: OnDesk) -> Answer<Option<String>> {
    desk.ask(|_| Ok(()))?;
    Ok(desk.contents().resume.take().map(|route| route.to_string()))
}

/// The clinician touched the page of a process note: they stay open for their whole time from now on.
#[tauri::command(async)]
#[specta::specta]
pub fn keep_process_notes_open(desk: OnDesk) -> Answer<()> {
    desk.touch_process_notes()
}

/// The page of a session's process note.
#[tauri::command(async)]
#[specta::specta]
pub fn process_page(desk: OnDesk, session: SessionId) -> Answer<ProcessPage> {
    desk.touch_process_notes()?;
    look(&desk, |practice, now| {
        let page = practice.process_page(session)?;
        practice.looked_at(Record::ProcessNote(session), now);
        Ok(page)
    })
}

/// Saves a session's process note; the answer means that it is on disk.
#[tauri::command(async)]
#[specta::specta]
pub fn save_process_note(desk: OnDesk, session: SessionId, document: String, revision: u32) -> Answer<Saved> {
    let document = Zeroizing::new(document);
    desk.change(|practice, now| practice.save_process_note(session, &document, revision, now))
}

/// Saves a copy of one process note, as plain text, where the clinician says; the answer is where, or nothing when she
/// thinks better of it.
#[tauri::command(async)]
#[specta::specta]
pub fn save_process_note_copy(app: AppHandle, desk: OnDesk, session: SessionId) -> Answer<Option<PathBuf>> {
    desk.touch_process_notes()?;
    let (text, name) = desk.ask(|practice| copy(practice, session))?;
    let Some(path) = chooser::save_as(&app, &name, ("Text", "txt")) else { return Ok(None) };
    // Into the log before it is written: a practice that was locked while the dialog was open gives nothing.
    look(&desk, |practice, now| {
        // Nor do process notes that were closed meanwhile.
        practice.process_document(session)?;
        practice.took_out(Verb::Exported, Record::ProcessNote(session), now);
        Ok(())
    })?;
    // The system's dialog has asked already whether to replace what is there.
    printing::write(&path, text.as_bytes(), true)?;
    Ok(Some(path))
}

fn copy(practice: &Practice, session: SessionId) -> secure_base_practice::Result<(Zeroizing<String>, String)> {
    let text = Zeroizing::new(practice.process_document(session)?.extract().text);
    let session = practice.session(session)?;
    let head = format!("Process note of session {}, {}", session.number, session.day);
    // The file's name names no client.
    let name = format!("process-note-of-session-{}-of-{}.txt", session.number, session.day);
    Ok((Zeroizing::new(format!("{head}\n\n{}\n", *text)), name))
}

/// Closes them after so many idle minutes from now on.
#[tauri::command(async)]
#[specta::specta]
pub fn set_process_idle_minutes(desk: OnDesk, minutes: u32) -> Answer<Settings> {
    let settings = desk.change(|practice, now| {
        practice.change_settings(&Settings { process_idle_minutes: minutes, ..practice.settings()? }, now)
    })?;
    desk.contents().apply(&settings);
    Ok(settings)
}
