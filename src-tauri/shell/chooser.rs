//! Asking where a file shall go, or which file or folder is meant.

use std::path::PathBuf;

use tauri::{AppHandle, Runtime};
use tauri_plugin_dialog::{DialogExt, FilePath};

/// Asks where to save a file; `None` when the clinician thinks better of it.
pub fn save_as<R: Runtime>(app: &AppHandle<R>, file_name: &str, kind: (&str, &str)) -> Option<PathBuf> {
    if let Some(folder) = rehearsed("SECURE_BASE_SAVE_TO") {
        return Some(folder.join(file_name));
    }
    let documents = dirs::document_dir().or_else(dirs::home_dir).unwrap_or_default();
    let dialog = app.dialog().file().set_file_name(file_name).set_directory(documents).add_filter(kind.0, &[kind.1]);
    dialog.blocking_save_file().and_then(path)
}

/// Asks for a file of a kind, by its name for people and the ends of its files' names; `None` when the clinician thinks
/// better of it.
pub fn open<R: Runtime>(app: &AppHandle<R>, kind: &str, ends: &[&str]) -> Option<PathBuf> {
    if let Some(file) = rehearsed("SECURE_BASE_OPEN") {
        return Some(file);
    }
    app.dialog().file().add_filter(kind, ends).blocking_pick_file().and_then(path)
}

/// Asks for a folder; `None` when the clinician thinks better of it.
pub fn folder<R: Runtime>(app: &AppHandle<R>) -> Option<PathBuf> {
    if let Some(folder) = rehearsed("SECURE_BASE_FOLDER") {
        return Some(folder);
    }
    app.dialog().file().blocking_pick_folder().and_then(path)
}

fn path(chosen: FilePath) -> Option<PathBuf> {
    chosen.into_path().ok()
}

/// The system's own dialogs cannot be driven by a test; in a debug build a variable may answer for them.
fn rehearsed(variable: &str) -> Option<PathBuf> {
    if cfg!(debug_assertions) { std::env::var_os(variable).map(PathBuf::from) } else { None }
}
