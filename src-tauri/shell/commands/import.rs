//! Clients out of a file: chosen, looked at, added.

use std::time::{Duration, Instant};

use secure_base_practice::{ImportCheck, ImportChoice, ImportFile, ImportPreview};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::AppHandle;
use tauri_specta::Event;

use super::{Answer, OnDesk};
use crate::chooser;

/// The ends of the names of files that hold clients.
const ENDS: [&str; 5] = ["csv", "tsv", "txt", "vcf", "vcard"];
/// How often the window is told how far an import has come.
const BEAT: Duration = Duration::from_millis(100);

/// Clients are being added.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct Importing {
    /// How many have been added so far.
    pub so_far: u32,
}

/// Asks for a file with clients and tells what it seems to be; what was read of it stays until it is imported, put away,
/// or the practice locks.
#[tauri::command(async)]
#[specta::specta]
pub fn choose_import(app: AppHandle, desk: OnDesk) -> Answer<Option<ImportPreview>> {
    desk.ask(|_| Ok(()))?;
    let Some(path) = chooser::open(&app, "Clients (CSV, vCard)", &ENDS) else { return Ok(None) };
    let file = ImportFile::read(&path)?;
    let preview = file.preview();
    // The practice may have locked while the file was being chosen.
    desk.ask(|_| Ok(()))?;
    desk.contents().import = Some(file);
    Ok(Some(preview))
}

/// What importing the chosen file would do.
#[tauri::command(async)]
#[specta::specta]
pub fn check_import(desk: OnDesk, choice: ImportChoice) -> Answer<ImportCheck> {
    desk.import(|practice, file, now| practice.check_import(file, &choice, now))
}

/// Adds the clients of the chosen file, all or none; the answer is how many. The window is told how far it has come.
#[tauri::command(async)]
#[specta::specta]
pub fn import_clients(app: AppHandle, desk: OnDesk, choice: ImportChoice) -> Answer<u32> {
    let mut told = Instant::now();
    let mut goes_on = |so_far| {
        if told.elapsed() >= BEAT {
            told = Instant::now();
            // A window that cannot be told shows a moment longer what it was told before.
            let _ = Importing { so_far }.emit(&app);
        }
        desk.long_change.goes_on()
    };
    let added = desk
        .long_change
        .run(|| desk.import(|practice, file, now| practice.import_clients(file, &choice, now, &mut goes_on)))?;
    let count = added.value.len() as u32;
    let mut contents = desk.contents();
    contents.import = None;
    // It may have been locked since.
    if contents.practice.is_some() {
        contents.imported = added.value;
    }
    Ok(count)
}

/// Stops adding: nobody of the file is added.
#[tauri::command(async)]
#[specta::specta]
pub fn stop_import(desk: OnDesk) -> Answer<()> {
    // While clients are added the desk is theirs, and asking it would wait for the last of them.
    if desk.long_change.stop() { Ok(()) } else { desk.ask(|_| Ok(())) }
}

/// Puts those who were added by the last import into the trash, in one change; the answer is how many.
#[tauri::command(async)]
#[specta::specta]
pub fn undo_import(desk: OnDesk) -> Answer<u32> {
    desk.ask(|_| Ok(()))?;
    let imported = desk.contents().imported.clone();
    let removed = desk.change(|practice, now| practice.remove_clients(&imported, now))?;
    desk.contents().imported.clear();
    Ok(removed)
}

/// Puts the chosen file away.
#[tauri::command(async)]
#[specta::specta]
pub fn forget_import(desk: OnDesk) -> Answer<()> {
    desk.ask(|_| Ok(()))?;
    desk.contents().import = None;
    Ok(())
}
