//! Clients.

use secure_base_practice::{Client, ClientDraft, ClientId, ClientLine, ClientPage, Record};

use serde::Serialize;
use specta::Type;

use super::{Answer, OnDesk, look};
use crate::shelf::wish;

/// What a client is called.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Called {
    /// On the screen.
    pub called: String,
    /// On paper, where a first name is to stand.
    pub on_paper: String,
}

/// All clients; those of whom a name or a label contains `filter` if it is not empty.
#[tauri::command(async)]
#[specta::specta]
pub fn clients(desk: OnDesk, filter: String) -> Answer<Vec<ClientLine>> {
    look(&desk, |practice, now| {
        // While words are typed it is one search, which the notes are asked as well.
        if filter.is_empty() {
            practice.looked_away();
        }
        practice.clients_on(&filter, now.date_naive())
    })
}

/// A client's page.
#[tauri::command(async)]
#[specta::specta]
pub fn client_page(desk: OnDesk, client: ClientId) -> Answer<ClientPage> {
    look(&desk, |practice, now| {
        let page = practice.client_page(client)?;
        practice.looked_at(Record::Client(client), now);
        Ok(page)
    })
}

/// Adds a client.
#[tauri::command(async)]
#[specta::specta]
pub fn add_client(desk: OnDesk, draft: ClientDraft) -> Answer<Client> {
    desk.change(|practice, now| practice.add_client(&draft, now))
}

/// Makes a client's record say what the draft says, and nothing else.
#[tauri::command(async)]
#[specta::specta]
pub fn change_client(desk: OnDesk, client: ClientId, draft: ClientDraft) -> Answer<Client> {
    desk.change(|practice, now| practice.change_client(client, &draft, now))
}

/// Writes down that the partners' safety was considered today.
#[tauri::command(async)]
#[specta::specta]
pub fn consider_partner_safety(desk: OnDesk, client: ClientId) -> Answer<Client> {
    desk.change(|practice, now| practice.consider_partner_safety(client, now))
}

/// What a client is called on the screen and on paper. It is no look at the record.
#[tauri::command(async)]
#[specta::specta]
pub fn called(desk: OnDesk, client: ClientId) -> Answer<Called> {
    desk.ask(|practice| {
        let Client { name, preferred_name, .. } = practice.client(client)?;
        let called = if preferred_name.is_empty() { name } else { preferred_name };
        Ok(Called { called, on_paper: wish::called(practice, client)? })
    })
}

/// Every label that a client has.
#[tauri::command(async)]
#[specta::specta]
pub fn labels(desk: OnDesk) -> Answer<Vec<String>> {
    desk.ask(|practice| practice.labels())
}
