//! Handouts.

use std::path::PathBuf;

use data_encoding::BASE64;
use secure_base_handouts::{HandoutSummary, Library};
use secure_base_practice::{
    ClientId, GivenHandout, GivenHandoutId, HandoutGift, PartnerSafety, Record, SessionId, Verb,
};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::AppHandle;

use super::{Answer, OnDesk, look};
use crate::{
    chooser,
    desk::{self, Desk},
    printing::{self, HandoutChoice},
    problem::{Problem, ProblemCode},
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

/// For whom a handout is printed or saved, so that the log can say so.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
pub struct HandoutReader {
    /// The client.
    pub client: ClientId,
    /// The session in which it was chosen.
    pub session: Option<SessionId>,
}

impl HandoutReader {
    fn record(self) -> Record {
        self.session.map_or(Record::Client(self.client), Record::Session)
    }
}

/// Saves a handout where the clinician says; the answer is where, or nothing when she thinks better of it.
#[tauri::command(async)]
#[specta::specta]
pub fn save_handout(
    app: AppHandle,
    desk: OnDesk,
    choice: HandoutChoice,
    reader: Option<HandoutReader>,
) -> Answer<Option<PathBuf>> {
    expect_open(&desk)?;
    let printed = choice.print(desk::now().date_naive())?;
    let Some(path) = chooser::save_as(&app, &printed.file_name, ("PDF", "pdf")) else { return Ok(None) };
    // The system's dialog has asked already whether to replace what is there.
    printing::write(&path, &printed.bytes, true)?;
    took_out(&desk, Verb::Exported, reader)?;
    Ok(Some(path))
}

/// Opens a handout in the system's own viewer, from which it can be printed.
#[tauri::command(async)]
#[specta::specta]
pub fn open_handout(desk: OnDesk, choice: HandoutChoice, reader: Option<HandoutReader>) -> Answer<()> {
    expect_open(&desk)?;
    let printed = choice.print(desk::now().date_naive())?;
    printing::open_in_viewer(&mut desk.contents(), &printed)?;
    took_out(&desk, Verb::Printed, reader)
}

/// A handout of the library is no record; that it was made for somebody is.
fn took_out(desk: &Desk, verb: Verb, reader: Option<HandoutReader>) -> Answer<()> {
    let Some(reader) = reader else { return Ok(()) };
    look(desk, |practice, now| {
        practice.took_out(verb, reader.record(), now);
        Ok(())
    })
}

/// Writes down that a client was given a handout, and keeps the very file.
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
        file: printed.bytes,
    };
    desk.change(|practice, now| practice.give_handout(&gift, now))
}

/// Opens a handout that was given as it was, in the system's own viewer, from which it can be printed again.
#[tauri::command(async)]
#[specta::specta]
pub fn print_given(desk: OnDesk, given: GivenHandoutId) -> Answer<()> {
    let (name, bytes) = given_file(&desk, given)?;
    printing::open_file(&mut desk.contents(), &name, &bytes)?;
    look(&desk, |practice, now| {
        practice.took_out(Verb::Printed, Record::Handout(given), now);
        Ok(())
    })
}

/// Saves a handout that was given as it was; the answer is where, or nothing when she thinks better of it.
#[tauri::command(async)]
#[specta::specta]
pub fn save_given(app: AppHandle, desk: OnDesk, given: GivenHandoutId) -> Answer<Option<PathBuf>> {
    let (name, bytes) = given_file(&desk, given)?;
    let Some(path) = chooser::save_as(&app, &name, ("PDF", "pdf")) else { return Ok(None) };
    printing::write(&path, &bytes, true)?;
    look(&desk, |practice, now| {
        practice.took_out(Verb::Exported, Record::Handout(given), now);
        Ok(())
    })?;
    Ok(Some(path))
}

/// The file that was given, under a name that tells nobody who has it.
fn given_file(desk: &Desk, given: GivenHandoutId) -> Answer<(String, Vec<u8>)> {
    let (handout, file) = desk.ask(|practice| Ok((practice.given_handout(given)?, practice.given_file(given)?)))?;
    let none = || {
        Problem::new(
            ProblemCode::Other,
            "This handout was given before its file was kept.",
            "Open it from the library and print it anew: it may look different today.",
        )
    };
    let bytes = file.ok_or_else(none)?;
    Ok((format!("{}-given-{}.pdf", handout.handout, handout.given_at.format("%F")), bytes))
}

/// Whether the partners' safety has been considered, as the client's record says.
#[tauri::command(async)]
#[specta::specta]
pub fn partner_safety(desk: OnDesk, client: ClientId) -> Answer<PartnerSafety> {
    desk.ask(|practice| practice.partner_safety(client))
}

/// Keeps the answer "not yet" to the question whether the partners' safety has been considered.
#[tauri::command(async)]
#[specta::specta]
pub fn leave_partner_safety_open(desk: OnDesk, client: ClientId) -> Answer<PartnerSafety> {
    desk.change(|practice, now| practice.leave_partner_safety_open(client, now))
}

fn expect_open(desk: &Desk) -> Answer<()> {
    desk.ask(|_| Ok(()))
}
