//! The program with its window: how it all starts and ends.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{Manager, RunEvent, Window, WindowEvent};
use tauri_specta::Event;

use crate::{
    desk::Desk,
    lock, logind,
    places::Places,
    printing,
    problem::Problem,
    process, single, standing,
    surface::surface,
    upkeep::{self, Upkeep},
    window,
};

/// A second wish to close that comes this soon is the same one: the last words are still being saved.
const DOUBLE_CLICK: Duration = Duration::from_secs(2);
/// Within this time a second wish to close counts as insisting.
const AGAIN: Duration = Duration::from_secs(10);

/// The window is about to close: save what is being typed, then ask to quit.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct Closing;

/// Opens the window and stays until it is closed.
///
/// # Errors
/// A problem when the system can show no window.
pub fn run(places: Places) -> Result<(), Problem> {
    process::forget_what_is_freed();
    printing::sweep_printouts();
    let surface = surface();
    let name = single::name(&places.practice);
    let (desk, expired) = Desk::new(places);
    tauri::Builder::default()
        .plugin(single::plugin(name))
        .plugin(tauri_plugin_dialog::init())
        .manage(desk)
        .manage(Upkeep::default())
        .invoke_handler(surface.invoke_handler())
        .setup(move |app| {
            surface.mount_events(app);
            window::open(app.handle(), None)?;
            lock::watch(app.handle().clone(), expired);
            logind::listen(app.handle().clone());
            upkeep::start(app.handle());
            Ok(())
        })
        .on_window_event(|window, event| {
            if let WindowEvent::CloseRequested { api, .. } = event
                && !may_close(window)
            {
                api.prevent_close();
            }
        })
        .build(tauri::generate_context!())
        .map_err(|why| Problem::file("Opening the window", why))?
        .run(|app, event| {
            // However the program ends, nothing stays behind: neither an open practice nor a scratch folder.
            if let RunEvent::Exit = event {
                let desk = app.state::<Desk>();
                let mut contents = desk.contents();
                contents.close();
                contents.view_folder = None;
            }
        });
    Ok(())
}

/// Whether the window may close at once. At first it may not: the page is asked to save and to quit by itself. Asked
/// twice it may, because a window that hangs must still be closable.
fn may_close(window: &Window) -> bool {
    if let Some(window) = window.app_handle().get_webview_window(window.label()) {
        standing::keep(&window);
    }
    let desk = window.state::<Desk>();
    desk.long_change.stop();
    let mut contents = desk.contents();
    match contents.asked_to_close.map(|asked| asked.elapsed()) {
        Some(wait) if wait < DOUBLE_CLICK => false,
        Some(wait) if wait < AGAIN => true,
        _ => {
            contents.asked_to_close = Some(Instant::now());
            drop(contents);
            Closing.emit(window.app_handle()).is_err()
        }
    }
}
