//! Sessions.

use secure_base_practice::{ClientId, Record, Session, SessionId, SessionPage};

use super::{Answer, OnDesk, look};

/// Starts a session today.
#[tauri::command(async)]
#[specta::specta]
pub fn start_session(desk: OnDesk, client: ClientId) -> Answer<Session> {
    desk.change(|practice, now| practice.start_session(client, now))
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
