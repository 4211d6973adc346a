//! Sessions.

use secure_base_practice::{ClientId, Record, Session, SessionDraft, SessionId, SessionPage};

use super::{Answer, OnDesk, look};

/// Starts a session today.
#[tauri::command(async)]
#[specta::specta]
pub fn start_session(desk: OnDesk, client: ClientId) -> Answer<Session> {
    desk.change(|practice, now| practice.start_session(client, now))
}

/// Puts a session of any day on file.
#[tauri::command(async)]
#[specta::specta]
pub fn add_session(desk: OnDesk, client: ClientId, draft: SessionDraft) -> Answer<Session> {
    desk.change(|practice, now| practice.add_session(client, &draft, now))
}

/// Changes what a session's record says besides its note.
#[tauri::command(async)]
#[specta::specta]
pub fn change_session(desk: OnDesk, session: SessionId, draft: SessionDraft) -> Answer<Session> {
    desk.change(|practice, now| practice.change_session(session, &draft, now))
}

/// A session's page.
#[tauri::command(async)]
#[specta::specta]
pub fn session_page(desk: OnDesk, session: SessionId) -> Answer<SessionPage> {
    look(&desk, |practice, now| {
        let page = practice.session_page(session)?;
        practice.looked_at(Record::Session(session), now);
        Ok(page)
    })
}
