//! Handouts: the shelf, the pages, and giving them.

use std::path::PathBuf;

use chrono::Days;
use secure_base_practice::{ClientId, GivenHandout, HandoutGift, PartnerSafety, Record, SessionId, Verb};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::AppHandle;

use super::{Answer, OnDesk, look};
use crate::{
    chooser,
    desk::{self, Desk},
    printing,
    shelf::{
        card::{self, HandoutCard},
        partner,
        sheet_view::{self, PageView},
        suggestion::{self, Known, Suggestion},
        wish::PrintWish,
    },
};

/// How far back suggestions look, and how people call that.
pub(super) const SPANS: [(u64, &str); 2] = [(30, "this month"), (92, "in the last three months")];

/// What is to be printed, as the window draws it.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DrawnHandout {
    /// Its title.
    pub title: String,
    /// Its pages.
    pub pages: Vec<PageView>,
    /// Signs for which there is no font: they stand as empty boxes on the pages.
    pub undrawn: String,
    /// Whether it speaks of the client by name.
    pub wants_name: bool,
}

/// The shelf: the clinician's own handouts, then the library's. Nothing in the library is secret, but the window behind
/// the lock shows nothing at all.
#[tauri::command(async)]
#[specta::specta]
pub fn handouts(desk: OnDesk) -> Answer<Vec<HandoutCard>> {
    let (own, articles) = desk.ask(|practice| Ok((practice.own_handouts()?, practice.own_articles()?)))?;
    card::handouts(&own, &articles)
}

/// Handouts that fit what a client's notes were tagged with of late. It suggests; giving is the clinician's.
#[tauri::command(async)]
#[specta::specta]
pub fn suggested_handouts(desk: OnDesk, client: ClientId) -> Answer<Vec<Suggestion>> {
    desk.ask(|_| Ok(()))?;
    let today = desk::now().date_naive();
    let topics = suggestion::topics()?;
    for (days, when) in SPANS {
        let from = today.checked_sub_days(Days::new(days)).unwrap_or(today);
        let (themes, page) =
            desk.ask(|practice| Ok((practice.themes_since(client, from)?, practice.client_page(client)?)))?;
        let given: Vec<String> = page.handouts.into_iter().map(|one| one.handout).collect();
        let known = Known { given: &given, worked: &[] };
        let found = suggestion::suggest(&themes, &topics, known, &|theme| suggestion::why(theme, when));
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// The pages of a handout or a packet, just as they are printed.
#[tauri::command(async)]
#[specta::specta]
pub fn handout_pages(desk: OnDesk, wish: PrintWish) -> Answer<DrawnHandout> {
    let (pages, wants_name) = wish.look(&desk)?;
    Ok(DrawnHandout {
        wants_name,
        pages: sheet_view::view(&pages),
        undrawn: pages.undrawn().into_iter().collect(),
        title: pages.title,
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
    wish: PrintWish,
    reader: Option<HandoutReader>,
) -> Answer<Option<PathBuf>> {
    let printed = wish.print(&desk)?;
    before_handing_out(&desk, &wish, reader)?;
    let Some(path) = chooser::save_as(&app, &printed.file_name, ("PDF", "pdf")) else { return Ok(None) };
    // Into the log before it is written: a practice that was locked while the dialog was open gives nothing.
    took_out(&desk, Verb::Exported, reader)?;
    // The system's dialog has asked already whether to replace what is there.
    printing::write(&path, &printed.bytes, true)?;
    Ok(Some(path))
}

/// Opens a handout in the system's own viewer, from which it can be printed.
#[tauri::command(async)]
#[specta::specta]
pub fn open_handout(desk: OnDesk, wish: PrintWish, reader: Option<HandoutReader>) -> Answer<()> {
    let printed = wish.print(&desk)?;
    before_handing_out(&desk, &wish, reader)?;
    printing::open_in_viewer(&mut desk.contents(), &printed)?;
    took_out(&desk, Verb::Printed, reader)
}

/// Paper that is made for somebody ends in that client's hands, whether it is written down as given or not.
fn before_handing_out(desk: &Desk, wish: &PrintWish, reader: Option<HandoutReader>) -> Answer<()> {
    let client = reader.map(|reader| reader.client).or(wish.name_of);
    client.map_or(Ok(()), |client| partner::before_handout(desk, client, &wish.which))
}

/// A handout is no record of the client's; that it was made for somebody is.
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
    wish: PrintWish,
) -> Answer<GivenHandout> {
    let printed = wish.print(&desk)?;
    partner::before_handout(&desk, client, &wish.which)?;
    let gift = HandoutGift {
        client,
        session,
        handout: printed.id,
        title: printed.title,
        format: wish.format.word().into(),
        paper: wish.paper.word().into(),
        file: printed.bytes,
    };
    desk.change(|practice, now| practice.give_handout(&gift, now))
}

/// Keeps the answer "not yet" to the question whether the partners' safety has been considered.
#[tauri::command(async)]
#[specta::specta]
pub fn leave_partner_safety_open(desk: OnDesk, client: ClientId) -> Answer<PartnerSafety> {
    desk.change(|practice, now| practice.leave_partner_safety_open(client, now))
}
