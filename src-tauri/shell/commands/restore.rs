//! Bringing a backup back: what it holds is shown before anything is replaced.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use secure_base_practice::{
    BACKUP_EXTENSION, BackupInfo, Folder, Now, Practice, backups_of,
    vault::{COPY_FILE, VAULT_FILE, VaultFile},
};
use serde::Serialize;
use specta::Type;
use tauri::AppHandle;
use zeroize::Zeroizing;

use super::{Answer, OnDesk, backups::KIND};
use crate::{chooser, desk};

/// The largest file of the practice, whose age tells when records were last written.
const RECORDS: &str = "practice.db";

/// What restoring a backup would do.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RestorePlan {
    /// What the backup says of itself.
    pub backup: BackupInfo,
    /// Whether it is of another practice than the one that stands here.
    pub another_practice: bool,
    /// When records were last written here, if there are any.
    pub written_here_at: Option<DateTime<Utc>>,
    /// Whether that was after the backup was made.
    pub older: bool,
    /// The folder that is put aside, if anything stands there.
    pub aside: Option<PathBuf>,
}

/// The backups that lie beside the practice, newest first.
#[tauri::command(async)]
#[specta::specta]
pub fn found_backups(desk: OnDesk) -> Vec<BackupInfo> {
    let folder = backups_of(&desk.contents().places.practice);
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let named = files.filter(|path| path.extension().is_some_and(|end| end == BACKUP_EXTENSION));
    let mut found: Vec<BackupInfo> = named.flat_map(|path| BackupInfo::read(&path)).collect();
    found.sort_by_key(|one| std::cmp::Reverse((one.save, one.made_at)));
    found
}

/// Asks for a backup and tells what restoring it would do.
#[tauri::command(async)]
#[specta::specta]
pub fn choose_backup(app: AppHandle, desk: OnDesk) -> Answer<Option<RestorePlan>> {
    let chosen = chooser::open(&app, KIND.0, &[KIND.1]);
    chosen.map(|path| plan(&path, &desk.contents().places.practice)).transpose()
}

/// What restoring a backup would do.
#[tauri::command(async)]
#[specta::specta]
pub fn plan_restore(desk: OnDesk, path: PathBuf) -> Answer<RestorePlan> {
    plan(&path, &desk.contents().places.practice)
}

/// Restores a backup and opens it. A practice that stands in its place is put aside, never written over; the answer is
/// where it is now.
#[tauri::command(async)]
#[specta::specta]
pub fn restore_backup(desk: OnDesk, path: PathBuf, secret: String) -> Answer<Option<PathBuf>> {
    let secret = Zeroizing::new(secret);
    let mut contents = desk.contents();
    contents.practice = None;
    let now = desk::now();
    let practice = Practice::restore(&path, &contents.places.practice, &secret, now)?;
    let aside = aside(&contents.places.practice, now);
    contents.at_sample = false;
    contents.open(practice);
    Ok(aside)
}

fn plan(path: &Path, place: &Path) -> Answer<RestorePlan> {
    let backup = BackupInfo::read(path)?;
    let here = vault_id(place);
    let another_practice = here.is_some_and(|id| !backup.vault_id.is_empty() && id != backup.vault_id);
    let written = fs::metadata(place.join(RECORDS)).and_then(|records| records.modified()).ok();
    let written_here_at = written.map(DateTime::<Utc>::from);
    let older = written_here_at.is_some_and(|written| written > backup.made_at);
    let aside = (Folder::look(place) != Folder::Free).then(|| place.to_owned());
    Ok(RestorePlan { backup, another_practice, written_here_at, older, aside })
}

/// Which practice stands at a place; whatever cannot be read is put aside all the same.
fn vault_id(place: &Path) -> Option<String> {
    [VAULT_FILE, COPY_FILE].iter().map(|name| place.join(name)).find_map(|path| {
        let bytes = fs::read(&path).ok()?;
        VaultFile::parse(&bytes, &path).ok().map(|vault| vault.id().to_owned())
    })
}

/// Where what stood at `place` was put at that moment.
fn aside(place: &Path, now: Now) -> Option<PathBuf> {
    let name = place.file_name()?.to_string_lossy();
    let aside = place.with_file_name(format!("{name}{}", now.format(" (set aside %Y-%m-%d %H.%M.%S)")));
    aside.is_dir().then_some(aside)
}
