//! A client's formulation on paper: as a sheet to compose and share, or as a summary for clinicians.

use std::path::PathBuf;

use secure_base_handouts::{Paper, PrintedHandout, print_note};
use secure_base_practice::{ClientId, Now, Record, Verb};
use tauri::AppHandle;

use super::{Answer, OnDesk, look};
use crate::{
    chooser,
    desk::{self, Desk},
    printing,
    shelf::{composition::Composition, formulation::FormulationChoice},
};

/// The sheet for the client, for the composer to go on with.
#[tauri::command(async)]
#[specta::specta]
pub fn shared_formulation(desk: OnDesk, chosen: FormulationChoice) -> Answer<Composition> {
    desk.ask(|practice| Ok(chosen.read(practice)?.shared()))
}

/// Opens the summary for clinicians in the system's own viewer, from which it can be printed.
#[tauri::command(async)]
#[specta::specta]
pub fn open_formulation_summary(desk: OnDesk, chosen: FormulationChoice, paper: Paper) -> Answer<()> {
    let printed = summary(&desk, &chosen, paper)?;
    printing::open_in_viewer(&mut desk.contents(), &printed)?;
    took_out(&desk, Verb::Printed, chosen.client)
}

/// Saves the summary for clinicians where the clinician says; the answer is where, or nothing when she thinks better of it.
#[tauri::command(async)]
#[specta::specta]
pub fn save_formulation_summary(
    app: AppHandle,
    desk: OnDesk,
    chosen: FormulationChoice,
    paper: Paper,
) -> Answer<Option<PathBuf>> {
    let Some(path) = chooser::save_as(&app, &file_name(desk::now()), ("PDF", "pdf")) else { return Ok(None) };
    // Read and written down only now: the practice may have locked while the dialog was open.
    let printed = summary(&desk, &chosen, paper)?;
    took_out(&desk, Verb::Exported, chosen.client)?;
    // The system's dialog has asked already whether to replace what is there.
    printing::write(&path, &printed.bytes, true)?;
    Ok(Some(path))
}

fn summary(desk: &Desk, chosen: &FormulationChoice, paper: Paper) -> Answer<PrintedHandout> {
    let now = desk::now();
    let sheet = desk.ask(|practice| chosen.read(practice)?.summary(practice, chosen.client, paper, now))?;
    Ok(PrintedHandout { file_name: file_name(now), ..print_note(&sheet)? })
}

/// It names no client.
fn file_name(now: Now) -> String {
    format!("formulation-{}.pdf", now.date_naive())
}

fn took_out(desk: &Desk, verb: Verb, client: ClientId) -> Answer<()> {
    look(desk, |practice, now| {
        practice.took_out(verb, Record::FormulationSummary(client), now);
        Ok(())
    })
}
