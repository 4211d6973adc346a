//! Clients.

use secure_base_practice::{Client, ClientDraft, ClientId, ClientLine, ClientPage};

use super::{Answer, OnDesk};

/// All clients whose name contains `filter`.
#[tauri::command(async)]
#[specta::specta]
pub fn clients(desk: OnDesk, filter: String) -> Answer<Vec<ClientLine>> {
    desk.ask(|practice| practice.clients(&filter))
}

/// A client's page.
#[tauri::command(async)]
#[specta::specta]
pub fn client_page(desk: OnDesk, client: ClientId) -> Answer<ClientPage> {
    desk.ask(|practice| practice.client_page(client))
}

/// Adds a client.
#[tauri::command(async)]
#[specta::specta]
pub fn add_client(desk: OnDesk, draft: ClientDraft) -> Answer<Client> {
    desk.change(|practice, now| practice.add_client(&draft, now))
}

/// Changes a client's name, kind and pronouns.
#[tauri::command(async)]
#[specta::specta]
pub fn change_client(desk: OnDesk, client: ClientId, draft: ClientDraft) -> Answer<Client> {
    desk.change(|practice, now| practice.change_client(client, &draft, now))
}
