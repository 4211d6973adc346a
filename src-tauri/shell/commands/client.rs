//! Clients.

use secure_base_practice::{Client, ClientDraft, ClientId, ClientLine, ClientPage, Record};

use super::{Answer, OnDesk, look};

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

/// Every label that a client has.
#[tauri::command(async)]
#[specta::specta]
pub fn labels(desk: OnDesk) -> Answer<Vec<String>> {
    desk.ask(|practice| practice.labels())
}
