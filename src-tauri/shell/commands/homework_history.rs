//! A client's homework so far on paper, to print or to save.

use std::path::PathBuf;

use secure_base_practice::{Record, Verb};
use tauri::AppHandle;

use super::{Answer, OnDesk, look};
use crate::{chooser, desk::Desk, printing, shelf::history::HistoryWish};

/// Opens the history in the system's own viewer, from which it can be printed.
#[tauri::command(async)]
#[specta::specta]
pub fn open_homework_history(desk: OnDesk, history: HistoryWish) -> Answer<()> {
    let printed = history.print(&desk)?;
    printing::open_in_viewer(&mut desk.contents(), &printed)?;
    took_out(&desk, Verb::Printed, &history)
}

/// Saves the history where the clinician says; the answer is where, or nothing when she thinks better of it.
#[tauri::command(async)]
#[specta::specta]
pub fn save_homework_history(app: AppHandle, desk: OnDesk, history: HistoryWish) -> Answer<Option<PathBuf>> {
    let printed = history.print(&desk)?;
    let Some(path) = chooser::save_as(&app, &printed.file_name, ("PDF", "pdf")) else { return Ok(None) };
    // Into the log before it is written: a practice that was locked while the dialog was open gives nothing.
    took_out(&desk, Verb::Exported, &history)?;
    // The system's dialog has asked already whether to replace what is there.
    printing::write(&path, &printed.bytes, true)?;
    Ok(Some(path))
}

fn took_out(desk: &Desk, verb: Verb, history: &HistoryWish) -> Answer<()> {
    look(desk, |practice, now| {
        practice.took_out(verb, Record::HomeworkHistory(history.client), now);
        Ok(())
    })
}
