//! Homework.

use secure_base_practice::{Homework, HomeworkDraft, HomeworkId};

use super::{Answer, OnDesk};

/// Agrees on a task.
#[tauri::command(async)]
#[specta::specta]
pub fn assign_homework(desk: OnDesk, draft: HomeworkDraft) -> Answer<Homework> {
    desk.change(|practice, now| practice.assign_homework(&draft, now))
}

/// Puts a task in other words.
#[tauri::command(async)]
#[specta::specta]
pub fn change_homework(desk: OnDesk, homework: HomeworkId, draft: HomeworkDraft) -> Answer<Homework> {
    desk.change(|practice, now| practice.change_homework(homework, &draft, now))
}

/// Marks a task done today.
#[tauri::command(async)]
#[specta::specta]
pub fn mark_homework_done(desk: OnDesk, homework: HomeworkId) -> Answer<Homework> {
    desk.change(|practice, now| practice.mark_homework_done(homework, now))
}

/// Opens a task again.
#[tauri::command(async)]
#[specta::specta]
pub fn reopen_homework(desk: OnDesk, homework: HomeworkId) -> Answer<Homework> {
    desk.change(|practice, now| practice.reopen_homework(homework, now))
}
