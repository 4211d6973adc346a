//! Measures: put on file, corrected, looked at; and their forms on paper.

use std::path::PathBuf;

use secure_base_practice::{ClientId, ClientMeasures, Measure, MeasureDraft, MeasureId, Record, Verb};
use tauri::AppHandle;

use super::{Answer, OnDesk, look};
use crate::{chooser, desk::Desk, printing, shelf::measure_form::MeasureFormWish};

/// What was measured with a client, and what of it must not be overlooked.
#[tauri::command(async)]
#[specta::specta]
pub fn measures(desk: OnDesk, client: ClientId) -> Answer<ClientMeasures> {
    desk.ask(|practice| practice.measures(client))
}

/// Puts a measure on file.
#[tauri::command(async)]
#[specta::specta]
pub fn add_measure(desk: OnDesk, client: ClientId, draft: MeasureDraft) -> Answer<Measure> {
    desk.change(|practice, now| practice.add_measure(client, &draft, now))
}

/// Corrects a measure; how it was stays with it.
#[tauri::command(async)]
#[specta::specta]
pub fn change_measure(desk: OnDesk, measure: MeasureId, draft: MeasureDraft) -> Answer<Measure> {
    desk.change(|practice, now| practice.change_measure(measure, &draft, now))
}

/// Marks an answer about self-harm as looked at, or takes that back.
#[tauri::command(async)]
#[specta::specta]
pub fn mark_measure_looked_at(desk: OnDesk, measure: MeasureId, looked_at: bool) -> Answer<Measure> {
    desk.change(|practice, now| practice.mark_measure_looked_at(measure, looked_at, now))
}

/// Opens an empty form in the system's own viewer, from which it can be printed.
#[tauri::command(async)]
#[specta::specta]
pub fn open_measure_form(desk: OnDesk, form: MeasureFormWish) -> Answer<()> {
    let printed = form.print(&desk)?;
    printing::open_in_viewer(&mut desk.contents(), &printed)?;
    took_out(&desk, Verb::Printed, &form)
}

/// Saves an empty form where the clinician says; the answer is where, or nothing when she thinks better of it.
#[tauri::command(async)]
#[specta::specta]
pub fn save_measure_form(app: AppHandle, desk: OnDesk, form: MeasureFormWish) -> Answer<Option<PathBuf>> {
    let printed = form.print(&desk)?;
    let Some(path) = chooser::save_as(&app, &printed.file_name, ("PDF", "pdf")) else { return Ok(None) };
    // Into the log before it is written: a practice that was locked while the dialog was open gives nothing.
    took_out(&desk, Verb::Exported, &form)?;
    // The system's dialog has asked already whether to replace what is there.
    printing::write(&path, &printed.bytes, true)?;
    Ok(Some(path))
}

fn took_out(desk: &Desk, verb: Verb, form: &MeasureFormWish) -> Answer<()> {
    look(desk, |practice, now| {
        practice.took_out(verb, Record::MeasureForm(form.client), now);
        Ok(())
    })
}
