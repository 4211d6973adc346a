//! Handouts that were given, printed again as they were.

use std::path::PathBuf;

use secure_base_practice::{GivenHandoutId, Record, Verb};
use tauri::AppHandle;

use super::{Answer, OnDesk, look};
use crate::{
    chooser,
    desk::Desk,
    printing,
    problem::{Problem, ProblemCode},
};

/// Opens a handout that was given as it was, in the system's own viewer, from which it can be printed again.
#[tauri::command(async)]
#[specta::specta]
pub fn print_given(desk: OnDesk, given: GivenHandoutId) -> Answer<()> {
    let (name, bytes) = file(&desk, given)?;
    printing::open_file(&mut desk.contents(), &name, &bytes)?;
    took_out(&desk, Verb::Printed, given)
}

/// Saves a handout that was given as it was; the answer is where, or nothing when she thinks better of it.
#[tauri::command(async)]
#[specta::specta]
pub fn save_given(app: AppHandle, desk: OnDesk, given: GivenHandoutId) -> Answer<Option<PathBuf>> {
    let (name, bytes) = file(&desk, given)?;
    let Some(path) = chooser::save_as(&app, &name, ("PDF", "pdf")) else { return Ok(None) };
    // Into the log before it is written: a practice that was locked while the dialog was open gives nothing.
    took_out(&desk, Verb::Exported, given)?;
    printing::write(&path, &bytes, true)?;
    Ok(Some(path))
}

fn took_out(desk: &Desk, verb: Verb, given: GivenHandoutId) -> Answer<()> {
    look(desk, |practice, now| {
        practice.took_out(verb, Record::Handout(given), now);
        Ok(())
    })
}

/// The file that was given, under a name that tells nobody who has it.
fn file(desk: &Desk, given: GivenHandoutId) -> Answer<(String, Vec<u8>)> {
    let (handout, file) = desk.ask(|practice| Ok((practice.given_handout(given)?, practice.given_file(given)?)))?;
    let none = || {
        Problem::new(
            ProblemCode::Other,
            "This handout was given before its file was kept.",
            "Open it from the library and print it anew: it may look different today.",
        )
    };
    let bytes = file.ok_or_else(none)?;
    Ok((format!("{}-given-{}.pdf", handout.handout, handout.given_at.format("%F")), bytes))
}
