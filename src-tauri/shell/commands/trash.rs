//! The trash.

use secure_base_practice::{BackupInfo, Removable, Removal, TrashLine};

use super::{Answer, OnDesk};
use crate::desk;

/// Puts a record into the trash; a session with nothing in it is simply taken back.
#[tauri::command(async)]
#[specta::specta]
pub fn remove(desk: OnDesk, what: Removable) -> Answer<Removal> {
    desk.change(|practice, now| practice.remove(what, now))
}

/// Takes a record out of the trash.
#[tauri::command(async)]
#[specta::specta]
pub fn put_back(desk: OnDesk, what: Removable) -> Answer<()> {
    desk.change(|practice, now| practice.put_back(what, now))
}

/// What is in the trash, the latest first.
#[tauri::command(async)]
#[specta::specta]
pub fn trash(desk: OnDesk) -> Answer<Vec<TrashLine>> {
    desk.ask(|practice| practice.trash(desk::now()))
}

/// Deletes something in the trash for good.
#[tauri::command(async)]
#[specta::specta]
pub fn purge(desk: OnDesk, what: Removable) -> Answer<()> {
    desk.change(|practice, now| practice.purge(what, now))
}

/// The backups that hold a record, whether or not it is still in the practice.
#[tauri::command(async)]
#[specta::specta]
pub fn backups_holding(desk: OnDesk, what: Removable) -> Answer<Vec<BackupInfo>> {
    desk.ask(|practice| practice.backups_holding(what))
}
