//! Notes.

use secure_base_practice::{HitPlace, NotesFound, Saved, SessionId};

use super::{Answer, OnDesk, look};

/// Saves a session's note; the answer means that it is on disk.
#[tauri::command(async)]
#[specta::specta]
pub fn save_note(desk: OnDesk, session: SessionId, document: String, revision: u32) -> Answer<Saved> {
    desk.change(|practice, now| practice.save_note(session, &document, revision, now))
}

/// The newest notes that have all that was typed, or those after a hit.
#[tauri::command(async)]
#[specta::specta]
pub fn search_notes(desk: OnDesk, typed: String, after: Option<HitPlace>) -> Answer<NotesFound> {
    look(&desk, |practice, now| {
        let found = practice.search_notes(&typed, after)?;
        practice.searched(now);
        Ok(found)
    })
}
