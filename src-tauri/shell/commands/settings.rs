//! What the program looks like.

use super::{Answer, OnDesk};
use crate::places::Theme;

/// Chooses light, dark or the system's way. Works while locked, because the lock screen has a look too.
#[tauri::command(async)]
#[specta::specta]
pub fn set_theme(desk: OnDesk, theme: Theme) -> Answer<()> {
    desk.contents().places.remember(|kept| kept.theme = theme)
}
