//! Handouts.

use std::path::PathBuf;

use data_encoding::BASE64;
use secure_base_handouts::{HandoutSummary, Library};
use secure_base_practice::{ClientId, GivenHandout, HandoutGift, SessionId};
use serde::Serialize;
use specta::Type;
use tauri::AppHandle;

use super::{Answer, OnDesk};
use crate::{
    chooser,
    desk::{self, Desk},
    printing::{self, HandoutChoice},
    problem::Problem,
};

/// A handout as the window shows it.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HandoutPdf {
    /// Its id in the library.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The name it is saved under.
    pub file_name: String,
    /// How many pages.
    pub pages: u32,
    /// The PDF file in base 64.
    pub base64: String,
}

/// The library. Nothing in it is secret, but the window behind the lock shows nothing at all.
#[tauri::command(async)]
#[specta::specta]
pub fn handouts(desk: OnDesk) -> Answer<Vec<HandoutSummary>> {
    expect_open(&desk)?;
    Ok(Library::shipped()?.summaries())
}

/// A handout's pages, for the window.
#[tauri::command(async)]
#[specta::specta]
pub fn handout_pdf(desk: OnDesk, choice: HandoutChoice) -> Answer<HandoutPdf> {
    expect_open(&desk)?;
    let printed = choice.print(desk::now().date_naive())?;
    Ok(HandoutPdf {
        pages: printed.pages as u32,
        base64: BASE64.encode(&printed.bytes),
        id: printed.id,
        title: printed.title,
        file_name: printed.file_name,
    })
}

/// Saves a handout where the clinician says; the answer is where, or nothing when she thinks better of it.
#[tauri::command(async)]
#[specta::specta]
pub fn save_handout(app: AppHandle, desk: OnDesk, choice: HandoutChoice) -> Answer<Option<PathBuf>> {
    expect_open(&desk)?;
    let printed = choice.print(desk::now().date_naive())?;
    let Some(path) = chooser::save_as(&app, &printed.file_name, ("PDF", "pdf")) else { return Ok(None) };
    // The system's dialog has asked already whether to replace what is there.
    printing::write(&path, &printed.bytes, true)?;
    Ok(Some(path))
}

/// Opens a handout in the system's own viewer, from which it can be printed.
#[tauri::command(async)]
#[specta::specta]
pub fn open_handout(desk: OnDesk, choice: HandoutChoice) -> Answer<()> {
    expect_open(&desk)?;
    let printed = choice.print(desk::now().date_naive())?;
    let mut contents = desk.contents();
    if contents.printouts.is_none() {
        let folder = tempfile::Builder::new().prefix("secure-base-").tempdir();
        contents.printouts = Some(folder.map_err(|why| Problem::file("Making a folder for the printout", why))?);
    }
    let Some(folder) = &contents.printouts else { return Ok(()) };
    let path = printing::file_in(folder.path(), &printed);
    printing::write(&path, &printed.bytes, true)?;
    open::that_detached(&path).map_err(|why| Problem::file("Opening the handout in a PDF viewer", why))
}

/// Writes down that a client was given a handout, with the fingerprint of the very file.
#[tauri::command(async)]
#[specta::specta]
pub fn give_handout(
    desk: OnDesk,
    client: ClientId,
    session: Option<SessionId>,
    choice: HandoutChoice,
) -> Answer<GivenHandout> {
    expect_open(&desk)?;
    let printed = choice.print(desk::now().date_naive())?;
    let gift = HandoutGift {
        client,
        session,
        handout: printed.id,
        title: printed.title,
        format: choice.format.word().into(),
        paper: choice.paper.word().into(),
        file_hash: printing::fingerprint(&printed.bytes),
    };
    desk.change(|practice, now| practice.give_handout(&gift, now))
}

fn expect_open(desk: &Desk) -> Answer<()> {
    desk.ask(|_| Ok(()))
}
