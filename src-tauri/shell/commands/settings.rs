//! What the program looks like.

use tauri::{AppHandle, Manager};

use super::{Answer, OnDesk};
use crate::{places::Theme, problem::Problem, standing};

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

/// Makes everything in the window larger (1), smaller (-1) or as it is made (0), and remembers it; the answer is how large it is,
/// in percent. Works while locked, because the lock screen must be readable too.
#[tauri::command(async)]
#[specta::specta]
pub fn zoom(app: AppHandle, desk: OnDesk, step: i32) -> Answer<u32> {
    let mut percent = 0;
    desk.contents().places.remember(|kept| {
        percent = standing::next_zoom(kept.zoom, step);
        kept.zoom = Some(percent);
    })?;
    for window in app.webview_windows().values() {
        window.set_zoom(f64::from(percent) / 100.0).map_err(|why| Problem::file("Making everything larger", why))?;
    }
    Ok(percent)
}
