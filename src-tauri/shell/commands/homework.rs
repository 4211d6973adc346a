//! Homework: agreed on, looked at, and all that is open seen in one place.

use secure_base_practice::{
    BoardCounts, BoardFilter, BoardPage, ClientId, Homework, HomeworkCourse, HomeworkDraft, HomeworkFigures,
    HomeworkHistory, HomeworkId, ReviewDraft, Reviewed, SessionHomework, SessionId,
};

use super::{Answer, OnDesk};
use crate::{desk, shelf::partner};

/// Agrees on a task.
#[tauri::command(async)]
#[specta::specta]
pub fn assign_homework(desk: OnDesk, draft: HomeworkDraft) -> Answer<Homework> {
    partner::before_task(&desk, &draft)?;
    desk.change(|practice, now| practice.assign_homework(&draft, now))
}

/// Agrees on a task today, after the session that the draft names.
#[tauri::command(async)]
#[specta::specta]
pub fn assign_homework_between(desk: OnDesk, draft: HomeworkDraft) -> Answer<Homework> {
    partner::before_task(&desk, &draft)?;
    desk.change(|practice, now| practice.assign_homework_between(&draft, now))
}

/// Makes a task say what the draft says.
#[tauri::command(async)]
#[specta::specta]
pub fn change_homework(desk: OnDesk, homework: HomeworkId, draft: HomeworkDraft) -> Answer<Homework> {
    partner::before_change(&desk, homework, &draft)?;
    desk.change(|practice, now| practice.change_homework(homework, &draft, now))
}

/// Marks a task done today, without a session.
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

/// Takes back that a task was marked done, opened again, or left undiscussed.
#[tauri::command(async)]
#[specta::specta]
pub fn take_back_homework_mark(desk: OnDesk, homework: HomeworkId) -> Answer<Homework> {
    desk.change(|practice, now| practice.take_back_homework_mark(homework, now))
}

/// Takes a look at a task in a session; a second one in the same session amends the first.
#[tauri::command(async)]
#[specta::specta]
pub fn review_homework(desk: OnDesk, homework: HomeworkId, draft: ReviewDraft) -> Answer<Reviewed> {
    partner::before_look(&desk, homework, &draft)?;
    desk.change(|practice, now| practice.review_homework(homework, &draft, now))
}

/// Says of all tasks that nobody has asked about in a session that they were not discussed; the answer is how many.
#[tauri::command(async)]
#[specta::specta]
pub fn leave_homework_undiscussed(desk: OnDesk, session: SessionId) -> Answer<u32> {
    desk.change(|practice, now| practice.leave_homework_undiscussed(session, now))
}

/// What a session has to look at, has looked at, and agreed on.
#[tauri::command(async)]
#[specta::specta]
pub fn session_homework(desk: OnDesk, session: SessionId) -> Answer<SessionHomework> {
    desk.ask(|practice| practice.session_homework(session))
}

/// Everything on file about a task.
#[tauri::command(async)]
#[specta::specta]
pub fn homework_course(desk: OnDesk, homework: HomeworkId) -> Answer<HomeworkCourse> {
    desk.ask(|practice| practice.homework_course(homework))
}

/// Tasks of a client that can be agreed on again, the newest first.
#[tauri::command(async)]
#[specta::specta]
pub fn past_homework(desk: OnDesk, client: ClientId) -> Answer<Vec<Homework>> {
    desk.ask(|practice| practice.past_homework(client))
}

/// A page of the open tasks of all clients.
#[tauri::command(async)]
#[specta::specta]
pub fn homework_board(desk: OnDesk, wanted: BoardFilter) -> Answer<BoardPage> {
    desk.ask(|practice| practice.homework_board(&wanted, desk::now()))
}

/// How many open tasks there are in each state.
#[tauri::command(async)]
#[specta::specta]
pub fn homework_board_counts(desk: OnDesk, wanted: BoardFilter) -> Answer<BoardCounts> {
    desk.ask(|practice| practice.homework_board_counts(&wanted, desk::now()))
}

/// What became of a client's homework.
#[tauri::command(async)]
#[specta::specta]
pub fn homework_history(desk: OnDesk, client: ClientId) -> Answer<HomeworkHistory> {
    desk.ask(|practice| practice.homework_history(client))
}

/// What can be learned from the homework of the whole practice.
#[tauri::command(async)]
#[specta::specta]
pub fn homework_figures(desk: OnDesk) -> Answer<HomeworkFigures> {
    desk.ask(|practice| practice.homework_figures())
}
