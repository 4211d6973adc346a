//! Slips: homework on a small card, to print or to save.

use std::path::PathBuf;

use secure_base_practice::{Record, Verb};
use tauri::AppHandle;

use super::{Answer, OnDesk, look};
use crate::{chooser, desk::Desk, printing, shelf::slip::SlipWish};

/// Opens slips in the system's own viewer, from which they can be printed.
#[tauri::command(async)]
#[specta::specta]
pub fn open_slips(desk: OnDesk, slips: SlipWish) -> Answer<()> {
    let printed = slips.print(&desk)?;
    printing::open_in_viewer(&mut desk.contents(), &printed)?;
    took_out(&desk, Verb::Printed, &slips)
}

/// Saves slips where the clinician says; the answer is where, or nothing when she thinks better of it.
#[tauri::command(async)]
#[specta::specta]
pub fn save_slips(app: AppHandle, desk: OnDesk, slips: SlipWish) -> Answer<Option<PathBuf>> {
    let printed = slips.print(&desk)?;
    let Some(path) = chooser::save_as(&app, &printed.file_name, ("PDF", "pdf")) else { return Ok(None) };
    // Into the log before it is written: a practice that was locked while the dialog was open gives nothing.
    took_out(&desk, Verb::Exported, &slips)?;
    // The system's dialog has asked already whether to replace what is there.
    printing::write(&path, &printed.bytes, true)?;
    Ok(Some(path))
}

fn took_out(desk: &Desk, verb: Verb, slips: &SlipWish) -> Answer<()> {
    look(desk, |practice, now| {
        slips.tasks.iter().for_each(|task| practice.took_out(verb, Record::Homework(*task), now));
        Ok(())
    })
}
