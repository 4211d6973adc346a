//! The palette: what a few letters find, and what was chosen.

use secure_base_practice::PaletteFound;

use super::{Answer, OnDesk, look};

/// What a few letters find among clients, notes and tasks; without letters what is chosen most.
#[tauri::command(async)]
#[specta::specta]
pub fn palette(desk: OnDesk, typed: String) -> Answer<PaletteFound> {
    look(&desk, |practice, now| {
        let found = practice.palette(&typed)?;
        if !typed.trim().is_empty() {
            practice.searched(now);
        }
        Ok(found)
    })
}

/// Remembers what was chosen: its kind and its word, with a colon between them.
#[tauri::command(async)]
#[specta::specta]
pub fn chosen_in_palette(desk: OnDesk, key: String) -> Answer<()> {
    let (kind, target) = key.split_once(':').unwrap_or((&key, ""));
    desk.change(|practice, now| practice.chosen_in_palette(kind, target, now))
}
