//! Reminders for the client's own calendar, with the words that the clinician chooses.

use std::path::PathBuf;

use secure_base_practice::{HomeworkId, Record, Reminder, Verb};
use tauri::AppHandle;

use super::{Answer, OnDesk, look};
use crate::{chooser, desk, printing};

/// The name that such a file is saved under: it tells nobody whose it is.
const FILE_NAME: &str = "Reminder.ics";

/// The entry that would fit a task, to be looked over.
#[tauri::command(async)]
#[specta::specta]
pub fn homework_reminder(desk: OnDesk, homework: HomeworkId) -> Answer<Reminder> {
    desk.ask(|practice| practice.homework_reminder(homework, desk::now()))
}

/// The entry in a line to copy.
#[tauri::command(async)]
#[specta::specta]
pub fn reminder_line(desk: OnDesk, reminder: Reminder) -> Answer<String> {
    desk.ask(|_| reminder.line())
}

/// Saves the entry as a calendar file; the answer is where, or nothing when she thinks better of it.
#[tauri::command(async)]
#[specta::specta]
pub fn save_reminder(
    app: AppHandle,
    desk: OnDesk,
    homework: HomeworkId,
    reminder: Reminder,
) -> Answer<Option<PathBuf>> {
    let file = desk.ask(|practice| practice.reminder_file(&reminder, desk::now()))?;
    let Some(path) = chooser::save_as(&app, FILE_NAME, ("Calendar", "ics")) else { return Ok(None) };
    // Into the log before it is written: a practice that was locked while the dialog was open gives nothing.
    look(&desk, |practice, now| {
        practice.took_out(Verb::Exported, Record::Homework(homework), now);
        Ok(())
    })?;
    // The system's dialog has asked already whether to replace what is there.
    printing::write(&path, file.as_bytes(), true)?;
    Ok(Some(path))
}
