//! What is being made and is not saved yet.

use secure_base_practice::{UnfinishedLine, UnfinishedWork};

use super::{Answer, OnDesk};

/// All of it, the latest first.
#[tauri::command(async)]
#[specta::specta]
pub fn all_unfinished(desk: OnDesk) -> Answer<Vec<UnfinishedLine>> {
    desk.ask(|practice| practice.all_unfinished())
}

/// What was kept of it.
#[tauri::command(async)]
#[specta::specta]
pub fn unfinished(desk: OnDesk, work: UnfinishedWork) -> Answer<Option<String>> {
    desk.ask(|practice| practice.unfinished(&work))
}

/// Keeps it while it is typed.
#[tauri::command(async)]
#[specta::specta]
pub fn keep_unfinished(desk: OnDesk, work: UnfinishedWork, title: String, words: String) -> Answer<()> {
    desk.change(|practice, now| practice.keep_unfinished(&work, &title, &words, now))
}

/// Lets it go: it is saved, or thrown away.
#[tauri::command(async)]
#[specta::specta]
pub fn let_unfinished_go(desk: OnDesk, work: UnfinishedWork) -> Answer<()> {
    desk.change(|practice, now| practice.let_unfinished_go(&work, now))
}
