//! Backups.

use std::path::PathBuf;

use secure_base_practice::{BACKUP_EXTENSION, BackupInfo, Practice, file_stem};
use tauri::AppHandle;
use zeroize::Zeroizing;

use super::{Answer, OnDesk};
use crate::{chooser, desk, problem::Problem};

const KIND: (&str, &str) = ("Secure Base backup", BACKUP_EXTENSION);

/// Saves a proven backup where the clinician says; the answer is where.
#[tauri::command(async)]
#[specta::specta]
pub fn save_backup(app: AppHandle, desk: OnDesk) -> Answer<Option<PathBuf>> {
    let now = desk::now();
    let name = desk.ask(|practice| Ok(practice.name().to_owned()))?;
    let file_name = format!("{}.{}", file_stem(&name, now), KIND.1);
    let Some(path) = chooser::save_as(&app, &file_name, KIND) else { return Ok(None) };
    let mut contents = desk.contents();
    contents.practice.as_mut().ok_or_else(Problem::locked)?.back_up(&path, now)?;
    Ok(Some(path))
}

/// Asks for a backup and tells what it says of itself.
#[tauri::command(async)]
#[specta::specta]
pub fn choose_backup(app: AppHandle) -> Answer<Option<BackupInfo>> {
    match chooser::open(&app, KIND) {
        Some(path) => Ok(Some(BackupInfo::read(&path)?)),
        None => Ok(None),
    }
}

/// Restores a backup and opens it; a practice that stands in its place is put aside, never written over.
#[tauri::command(async)]
#[specta::specta]
pub fn restore_backup(desk: OnDesk, path: PathBuf, secret: String) -> Answer<()> {
    let secret = Zeroizing::new(secret);
    let mut contents = desk.contents();
    contents.practice = None;
    let practice = Practice::restore(&path, &contents.places.practice, &secret, desk::now())?;
    contents.at_sample = false;
    contents.open(practice);
    Ok(())
}
