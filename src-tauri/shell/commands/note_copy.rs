//! Copies of notes that leave the practice.

use std::path::PathBuf;

use secure_base_handouts::{NoteSheet, Paper, PrintedHandout, print_note};
use secure_base_practice::{Record, Session, SessionId, Verb};
use serde::Deserialize;
use specta::Type;
use tauri::AppHandle;

use super::{Answer, OnDesk, look};
use crate::{
    chooser,
    desk::{self, Desk},
    note_copy, printing,
};

/// The kind of file that a copy of a note is.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum NoteFormat {
    /// Pages with a line for the signature.
    Pdf,
    /// CommonMark.
    Markdown,
    /// Text without marks.
    Text,
}

/// Saves a copy of a session's note where the clinician says; the answer is where, or nothing when she thinks better of
/// it.
#[tauri::command(async)]
#[specta::specta]
pub fn save_note_copy(
    app: AppHandle,
    desk: OnDesk,
    session: SessionId,
    format: NoteFormat,
    paper: Paper,
) -> Answer<Option<PathBuf>> {
    let (sheet, named) = copy(&desk, session, paper)?;
    let (bytes, kind) = match format {
        NoteFormat::Pdf => (print_note(&sheet)?.bytes, ("PDF", "pdf")),
        NoteFormat::Markdown => (sheet.to_markdown().into_bytes(), ("Markdown", "md")),
        NoteFormat::Text => (sheet.to_text().into_bytes(), ("Text", "txt")),
    };
    let Some(path) = chooser::save_as(&app, &note_copy::file_name(&named, kind.1), kind) else { return Ok(None) };
    // Into the log before it is written: a practice that was locked while the dialog was open gives nothing.
    took_out(&desk, Verb::Exported, session)?;
    // The system's dialog has asked already whether to replace what is there.
    printing::write(&path, &bytes, true)?;
    Ok(Some(path))
}

/// Opens a session's note in the system's own viewer, from which it can be printed.
#[tauri::command(async)]
#[specta::specta]
pub fn open_note_copy(desk: OnDesk, session: SessionId, paper: Paper) -> Answer<()> {
    let (sheet, named) = copy(&desk, session, paper)?;
    let printed = PrintedHandout { file_name: note_copy::file_name(&named, "pdf"), ..print_note(&sheet)? };
    printing::open_in_viewer(&mut desk.contents(), &printed)?;
    took_out(&desk, Verb::Printed, session)
}

fn copy(desk: &Desk, session: SessionId, paper: Paper) -> Answer<(NoteSheet, Session)> {
    desk.ask(|practice| {
        let page = practice.session_page(session)?;
        let sheet = note_copy::sheet(practice.name(), &page, paper, desk::now())?;
        Ok((sheet, page.session))
    })
}

fn took_out(desk: &Desk, verb: Verb, session: SessionId) -> Answer<()> {
    look(desk, |practice, now| {
        practice.took_out(verb, Record::Note(session), now);
        Ok(())
    })
}
