//! What the program looks like.

use super::{Answer, OnDesk};
use crate::places::Theme;

/// Whether easy reading is printed on plain white, as was chosen last.
#[tauri::command(async)]
#[specta::specta]
pub fn plain_paper(desk: OnDesk) -> Answer<bool> {
    desk.ask(|_| Ok(()))?;
    Ok(desk.contents().places.preferences()?.plain_paper)
}

/// Chooses plain white or cream for easy reading; it is remembered on this computer.
#[tauri::command(async)]
#[specta::specta]
pub fn set_plain_paper(desk: OnDesk, plain: bool) -> Answer<()> {
    desk.ask(|_| Ok(()))?;
    desk.contents().places.remember(|kept| kept.plain_paper = plain)
}

/// Chooses light, dark or the system's way. Works while locked, because the lock screen has a look too.
#[tauri::command(async)]
#[specta::specta]
pub fn set_theme(desk: OnDesk, theme: Theme) -> Answer<()> {
    desk.contents().places.remember(|kept| kept.theme = theme)
}
