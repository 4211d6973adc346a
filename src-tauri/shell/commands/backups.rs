//! Backups: those that make themselves, those that she asks for, and the second place.

use std::path::PathBuf;

use secure_base_practice::{BACKUP_EXTENSION, BackupState, Practice, Record, Settings, Verb, file_stem};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, State};

use super::{Answer, OnDesk, look};
use crate::{
    chooser, desk,
    problem::Problem,
    synced::{self, Synced},
    upkeep::{Upkeep, UpkeepNews},
};

pub(super) const KIND: (&str, &str) = ("Secure Base backup", BACKUP_EXTENSION);

/// The state of all backups, and of the places where they and the records lie.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupOverview {
    /// What there is.
    pub state: BackupState,
    /// The cloud service that copies the practice's folder, if one does.
    pub practice_synced: Option<Synced>,
    /// The cloud service that copies the second place, if one does.
    pub second_synced: Option<Synced>,
}

/// Saves a proven backup where the clinician says; the answer is where.
#[tauri::command(async)]
#[specta::specta]
pub fn save_backup(app: AppHandle, desk: OnDesk, upkeep: State<Upkeep>) -> Answer<Option<PathBuf>> {
    let now = desk::now();
    let name = desk.ask(|practice| Ok(practice.name().to_owned()))?;
    let file_name = format!("{}.{}", file_stem(&name, now), KIND.1);
    let Some(path) = chooser::save_as(&app, &file_name, KIND) else { return Ok(None) };
    // The system's dialog has asked already whether to replace what is there; it is replaced once the new one is proven.
    let beside = path.with_extension(format!("{}.{}", now.format("%H%M%S"), KIND.1));
    upkeep.back_up_to(&desk, &beside)?;
    std::fs::rename(&beside, &path).map_err(|why| Problem::file(&format!("Writing {}", path.display()), why))?;
    look(&desk, |practice, now| {
        practice.took_out(Verb::BackedUp, Record::Practice, now);
        Ok(())
    })?;
    Ok(Some(path))
}

/// What backups there are, and where.
#[tauri::command(async)]
#[specta::specta]
pub fn backup_overview(desk: OnDesk) -> Answer<BackupOverview> {
    let (state, place) = desk.ask(|practice| Ok((practice.backup_state()?, practice.place().to_owned())))?;
    let second_synced = state.second.as_ref().and_then(|second| synced::around(&second.folder));
    Ok(BackupOverview { state, practice_synced: synced::around(&place), second_synced })
}

/// Makes a backup now, and its copy in the second place.
#[tauri::command(async)]
#[specta::specta]
pub fn back_up_now(desk: OnDesk, upkeep: State<Upkeep>) -> Answer<()> {
    upkeep.back_up(&desk)
}

/// Asks for a folder on another disk that gets a copy of each backup; the answer is whether one was chosen.
#[tauri::command(async)]
#[specta::specta]
pub fn choose_second_place(app: AppHandle, desk: OnDesk) -> Answer<bool> {
    desk.ask(|_| Ok(()))?;
    let Some(folder) = chooser::folder(&app) else { return Ok(false) };
    set_second_place(&desk, Some(folder))?;
    Ok(true)
}

/// Copies backups to no second place any more; what is there stays there.
#[tauri::command(async)]
#[specta::specta]
pub fn remove_second_place(desk: OnDesk, upkeep: State<Upkeep>) -> Answer<()> {
    set_second_place(&desk, None)?;
    upkeep.news().second = None;
    Ok(())
}

/// What went on behind the screens.
#[tauri::command(async)]
#[specta::specta]
pub fn upkeep_news(desk: OnDesk, upkeep: State<Upkeep>) -> Answer<UpkeepNews> {
    let mended = desk.ask(|practice| Ok(practice.mended().iter().map(ToString::to_string).collect()))?;
    Ok(UpkeepNews { mended, ..upkeep.news().clone() })
}

fn set_second_place(desk: &desk::Desk, second_place: Option<PathBuf>) -> Answer<()> {
    let change = |practice: &mut Practice, now| {
        let settings = Settings { second_place, ..practice.settings()? };
        practice.change_settings(&settings, now)
    };
    desk.change(change).map(drop)
}
