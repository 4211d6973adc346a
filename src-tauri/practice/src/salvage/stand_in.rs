//! Records that stand in for those that could not be read, so that what hangs on them has a place.

use super::found::Found;
use crate::{ClientId, Record, Result, SessionId, Verb, transact::Change};

/// A client to hang records on whose own client could not be read.
pub(super) fn stand_in_client(change: Change, found: &Found, id: i64) -> Result<()> {
    let there = change.db.prepare_cached("SELECT 1 FROM client WHERE id = ?1")?.exists([id])?;
    if there || id < 1 {
        return Ok(());
    }
    let name = match found.names.get(&id) {
        Some(name) => format!("{name} (partly lost)"),
        None => format!("Client {id} (lost)"),
    };
    change.db.execute(
        "INSERT INTO client (id, name, kind, pronouns, added_at) VALUES (?1, ?2, 'individual', '', ?3)",
        (id, name, change.now.to_utc()),
    )?;
    change.touch(Verb::Added, Record::Client(ClientId(id)))
}

/// A session likewise; the indexes may still know whose it was and when.
pub(super) fn stand_in_session(change: Change, found: &Found, id: i64) -> Result<()> {
    let there = change.db.prepare_cached("SELECT 1 FROM session WHERE id = ?1")?.exists([id])?;
    if there || id < 1 {
        return Ok(());
    }
    let (number, day) = (found.numbers.get(&id), found.days.get(&id));
    let unknown = || -> Result<i64> {
        let beyond = found.highest("client", "client") + 1;
        Ok(change.db.query_row("SELECT max(?1, coalesce(max(id), 0)) FROM client", [beyond], |row| row.get(0))?)
    };
    let client = match number.map(|(client, _)| *client).or(day.map(|(client, _)| *client)) {
        Some(client) => client,
        None => unknown()?,
    };
    stand_in_client(change, found, client)?;
    let day = day.map_or_else(|| change.now.date_naive().to_string(), |(_, day)| day.clone());
    change.db.execute(
        "INSERT INTO session (id, client, number, day, started_at)
         VALUES (?1, ?2, coalesce(?3, (SELECT 1 + coalesce(max(number), 0) FROM session WHERE client = ?2)), ?4, ?5)",
        (id, client, number.map(|(_, number)| *number), day, change.now.to_utc()),
    )?;
    change.touch(Verb::Added, Record::Session(SessionId(id)))
}
