//! Clients out of a file: chosen, looked at, added.

use secure_base_practice::{ImportCheck, ImportChoice, ImportFile, ImportPreview};
use tauri::AppHandle;

use super::{Answer, OnDesk};
use crate::chooser;

/// The ends of the names of files that hold clients.
const ENDS: [&str; 5] = ["csv", "tsv", "txt", "vcf", "vcard"];

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

/// Adds the clients of the chosen file, all or none; the answer is how many.
#[tauri::command(async)]
#[specta::specta]
pub fn import_clients(desk: OnDesk, choice: ImportChoice) -> Answer<u32> {
    let added = desk.import(|practice, file, now| practice.import_clients(file, &choice, now))?;
    desk.contents().import = None;
    Ok(added.value)
}

/// Puts the chosen file away.
#[tauri::command(async)]
#[specta::specta]
pub fn forget_import(desk: OnDesk) -> Answer<()> {
    desk.ask(|_| Ok(()))?;
    desk.contents().import = None;
    Ok(())
}
