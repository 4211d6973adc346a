//! The program with its window: what the window may ask for, what it is told, and how it all starts and ends.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use secure_base_model::{MODEL, Questionnaire, questionnaires};
use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Typescript;
use tauri::{Manager, RunEvent, Window, WindowEvent, Wry};
use tauri_specta::{Builder, ErrorHandlingMode, Event, collect_commands, collect_events};

use crate::{
    commands::{import::Importing, leaving::Archiving, *},
    desk::Desk,
    lock::{self, Locking, LocksSoon, ProcessNotesClosing},
    logind,
    places::Places,
    printing,
    problem::Problem,
    process, single, standing,
    upkeep::{self, Upkeep, UpkeepChanged},
    window,
};

/// A second wish to close that comes this soon is the same one: the last words are still being saved.
const DOUBLE_CLICK: Duration = Duration::from_secs(2);
/// Within this time a second wish to close counts as insisting.
const AGAIN: Duration = Duration::from_secs(10);

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
            practice::stay_open,
            practice::copy_secret,
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
            about::about,
            settings::zoom,
            settings::plain_paper,
            settings::set_plain_paper,
            client::clients,
            client::client_page,
            client::add_client,
            client::change_client,
            client::called,
            client::consider_partner_safety,
            client::labels,
            import::choose_import,
            import::check_import,
            import::import_clients,
            import::stop_import,
            import::undo_import,
            import::forget_import,
            leaving::leave_with_everything,
            leaving::save_contacts,
            client_record::save_client_record,
            client_record::count_left_out,
            leaving::stop_archive,
            leaving::choose_archive,
            leaving::rebuild_practice,
            session::start_session,
            session::add_session,
            session::change_session,
            session::session_page,
            today::desk_page,
            today::desk_week,
            palette::palette,
            palette::chosen_in_palette,
            note::save_note,
            note_copy::open_note_copy,
            note_copy::save_note_copy,
            process_note::process_status,
            process_note::open_process_notes,
            process_note::close_process_notes,
            process_note::keep_process_notes_open,
            process_note::take_up,
            process_note::process_page,
            process_note::save_process_note,
            process_note::save_process_note_copy,
            process_note::set_process_idle_minutes,
            signing::before_signing,
            signing::sign_note,
            signing::draft_addendum,
            signing::sign_addendum,
            signing::annotate,
            signing::comment_annotation,
            signing::take_back_annotation,
            note::search_notes,
            writing::templates,
            writing::add_template,
            writing::change_template,
            writing::remove_template,
            writing::begin_notes_with,
            writing::snippets,
            writing::add_snippet,
            writing::change_snippet,
            writing::remove_snippet,
            writing::draft_states,
            writing::draft_document,
            writing::note_before,
            writing::emphasise,
            homework::assign_homework,
            homework::change_homework,
            homework::mark_homework_done,
            homework::reopen_homework,
            homework::take_back_homework_mark,
            homework::assign_homework_between,
            homework::review_homework,
            homework::leave_homework_undiscussed,
            homework::session_homework,
            homework::homework_course,
            homework::past_homework,
            homework::homework_board,
            homework::homework_board_counts,
            homework::homework_history,
            homework::homework_figures,
            formulation_sheet::shared_formulation,
            formulation_sheet::open_formulation_summary,
            formulation_sheet::save_formulation_summary,
            homework_history::open_homework_history,
            homework_history::save_homework_history,
            homework_template::homework_templates,
            homework_template::add_homework_template,
            homework_template::make_homework_template,
            homework_template::change_homework_template,
            homework_template::save_homework_templates,
            homework_template::open_homework_templates,
            homework_template::remove_homework_templates,
            reminder::homework_reminder,
            reminder::reminder_line,
            reminder::save_reminder,
            slip::open_slips,
            slip::save_slips,
            goal::goals,
            goal::add_goal,
            goal::change_goal,
            goal::rate_goal,
            goal::take_back_goal_rating,
            formulation::formulation,
            formulation::passages_under,
            formulation::passage_spot,
            formulation::save_factor_words,
            formulation::factor_words_states,
            formulation::factor_words_state,
            formulation::formulation_course,
            formulation::formulation_ways,
            formulation::passages_behind_task,
            formulation::passages_behind_handout,
            measure::measures,
            measure::add_measure,
            measure::change_measure,
            measure::mark_measure_looked_at,
            measure::open_measure_form,
            measure::save_measure_form,
            handout::handouts,
            handout::suggested_handouts,
            handout::handout_pages,
            handout::save_handout,
            handout::open_handout,
            handout::give_handout,
            handout::leave_partner_safety_open,
            given::print_given,
            given::save_given,
            own_handout::materials,
            own_handout::preview_handout,
            own_handout::open_composition,
            own_handout::save_own_handout,
            own_handout::own_handout_states,
            own_handout::own_handout_state,
            unfinished::all_unfinished,
            unfinished::unfinished,
            unfinished::keep_unfinished,
            unfinished::let_unfinished_go,
            own_article::own_articles,
            own_article::own_article,
            own_article::add_own_article,
            own_article::change_own_article,
            own_article::handouts_with,
            own_article::cut_text,
            own_article::open_article,
            letterhead::letterhead,
            letterhead::change_letterhead,
            letterhead::choose_logo,
            letterhead::remove_logo,
            letterhead::put_back_logo,
            trash::remove,
            trash::put_back,
            trash::trash,
            trash::purge,
            trash::backups_holding,
        ])
        .events(collect_events![Archiving, Closing, Importing, LocksSoon, Locking, ProcessNotesClosing, UpkeepChanged])
        .typ::<Problem>()
        .typ::<Questionnaire>()
        .constant("MODEL", MODEL)
        .constant("QUESTIONNAIRES", questionnaires())
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
