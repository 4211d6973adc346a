//! The window: what it may ask for, what it is told, and how it starts.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use secure_base_model::MODEL;
use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Typescript;
use tauri::{Manager, WebviewWindowBuilder, WindowEvent, Wry};
use tauri_specta::{Builder, ErrorHandlingMode, Event, collect_commands, collect_events};

use crate::{
    commands::*,
    desk::Desk,
    places::{Places, Theme},
    problem::Problem,
    upkeep::{self, Upkeep, UpkeepChanged},
};

/// A second wish to close that comes this soon is the same one: the last words are still being saved.
const DOUBLE_CLICK: Duration = Duration::from_secs(2);
/// Within this time a second wish to close counts as insisting.
const AGAIN: Duration = Duration::from_secs(10);

/// By then the first screen is painted, on any machine that is not overloaded.
const AFTER_FIRST_FRAME: Duration = Duration::from_secs(1);

/// The window is about to close: save what is being typed, then ask to quit.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct Closing;

/// Every command and event, with their types.
fn surface() -> Builder<Wry> {
    Builder::new()
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
        .commands(collect_commands![
            practice::status,
            practice::estimate_strength,
            practice::prepare_practice,
            practice::create_practice,
            practice::unlock,
            practice::recover,
            practice::lock,
            practice::quit,
            sample::open_sample,
            sample::remove_sample,
            sample::leave_sample,
            restore::found_backups,
            restore::choose_backup,
            restore::plan_restore,
            restore::restore_backup,
            backups::save_backup,
            backups::backup_overview,
            backups::back_up_now,
            backups::choose_second_place,
            backups::remove_second_place,
            backups::upkeep_news,
            security::unlock_as_found,
            security::recover_as_found,
            security::settings,
            security::set_idle_minutes,
            security::change_passphrase,
            code::offer_code,
            code::forget_code,
            code::renew_code,
            code::rotate_key,
            code::open_code_sheet,
            log::log_page,
            log::export_log,
            settings::set_theme,
            client::clients,
            client::client_page,
            client::add_client,
            client::change_client,
            session::start_session,
            session::session_page,
            session::remove_empty_session,
            note::save_note,
            note::search_notes,
            homework::assign_homework,
            homework::change_homework,
            homework::mark_homework_done,
            homework::reopen_homework,
            homework::withdraw_homework,
            handout::handouts,
            handout::handout_pdf,
            handout::save_handout,
            handout::open_handout,
            handout::give_handout,
            handout::withdraw_handout,
        ])
        .events(collect_events![Closing, UpkeepChanged])
        .typ::<Problem>()
        .constant("MODEL", MODEL)
}

/// Writes the TypeScript side of every command, type and constant to `path`.
///
/// # Errors
/// What the exporter or the disk says.
pub fn typescript(path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let header = "// Written by `make types` from the Rust sources. Do not edit.\n";
    Ok(surface().export(Typescript::default().header(header), path)?)
}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// A problem when the system can show no window.
pub fn run(places: Places) -> Result<(), Problem> {
    let surface = surface();
    let theme = places.preferences().map(|kept| kept.theme).unwrap_or_default();
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(Desk::new(places))
        .manage(Upkeep::default())
        .invoke_handler(surface.invoke_handler())
        .setup(move |app| {
            surface.mount_events(app);
            upkeep::start(app.handle());
            open_main(app.handle(), theme)
        })
        .on_window_event(|window, event| {
            if let WindowEvent::CloseRequested { api, .. } = event {
                // Asked twice in a row it closes at once: a window that hangs must still be closable.
                let wait = window.state::<Desk>().contents().asked_to_close.map(|asked| asked.elapsed());
                match wait {
                    Some(wait) if wait < DOUBLE_CLICK => api.prevent_close(),
                    Some(wait) if wait < AGAIN => {}
                    _ => {
                        window.state::<Desk>().contents().asked_to_close = Some(Instant::now());
                        if Closing.emit(window.app_handle()).is_ok() {
                            api.prevent_close();
                        }
                    }
                }
            }
        })
        .run(tauri::generate_context!())
        .map_err(|why| Problem::file("Opening the window", why))
}

/// Opens the main window in its colours from the first frame on: a white flash hurts in a dark room.
fn open_main(app: &tauri::AppHandle, theme: Theme) -> Result<(), Box<dyn std::error::Error>> {
    for config in &app.config().app.windows {
        let mut builder = WebviewWindowBuilder::from_config(app, config)?;
        if theme == Theme::Dark {
            builder = builder.initialization_script("document.documentElement.dataset.theme = 'dark'");
        }
        let window = builder.build()?;
        // Reading the dictionaries takes as long as the first frame, and the lock screen has no text to check.
        std::thread::spawn(move || {
            std::thread::sleep(AFTER_FIRST_FRAME);
            if let Err(why) = check_spelling(&window) {
                eprintln!("Spelling is not checked: {why}");
            }
        });
    }
    Ok(())
}

/// WebKitGTK checks spelling only when told to, in the language of the system.
#[cfg(target_os = "linux")]
fn check_spelling(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{ContextMenuAction, ContextMenuExt, ContextMenuItemExt, WebContextExt, WebViewExt};
    window.with_webview(|view| {
        // A learned word is written outside the vault, and the words she would teach it are her clients' names.
        view.inner().connect_context_menu(|_, menu, _, _| {
            for item in menu.items() {
                if item.stock_action() == ContextMenuAction::LearnSpelling {
                    menu.remove(&item);
                }
            }
            false
        });
        if let Some(context) = view.inner().context() {
            let language = std::env::var("LANG").unwrap_or_default();
            let language = language.split('.').next().filter(|l| l.len() >= 5).unwrap_or("en_GB");
            context.set_spell_checking_enabled(true);
            context.set_spell_checking_languages(&[language, "en_GB", "en_US"]);
        }
    })
}

#[cfg(not(target_os = "linux"))]
fn check_spelling(_: &tauri::WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
