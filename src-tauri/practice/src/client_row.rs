//! A client's own row in the database: which column holds what.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, types::Value};

use crate::{Client, ClientDraft, ClientId, ClientState, EmergencyContact, Error, Result, transact::Change};

/// The columns that the clinician fills, in the order of [`values`].
const FILLED: &str = "name, kind, pronouns, preferred_name, birth_date, phone, email, address, emergency_name, \
                      emergency_relation, emergency_phone, referral, state, began_on, ended_on, safety, partner_safety_on";

/// A mark for each of them, after a first one that is something else.
const MARKS: &str = "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18";

/// What a draft puts into them. What is not said is NULL, as in a record from before there was the column.
fn values(draft: &ClientDraft) -> [Value; 17] {
    let text = |text: &str| if text.is_empty() { Value::Null } else { Value::from(text.to_owned()) };
    let day = |day: Option<NaiveDate>| day.map_or(Value::Null, |day| Value::from(day.to_string()));
    let EmergencyContact { name, relation, phone } = &draft.emergency;
    let state = if draft.state == ClientState::Active { "" } else { draft.state.word() };
    [
        Value::from(draft.name.clone()),
        Value::from(draft.kind.word().to_owned()),
        Value::from(draft.pronouns.clone()),
        text(&draft.preferred_name),
        day(draft.birth_date),
        text(&draft.phone),
        text(&draft.email),
        text(&draft.address),
        text(name),
        text(relation),
        text(phone),
        text(&draft.referral),
        text(state),
        day(draft.began_on),
        day(draft.ended_on),
        text(&draft.safety),
        day(draft.partner_safety_on),
    ]
}

pub(crate) fn insert(change: Change, draft: &ClientDraft) -> Result<ClientId> {
    let sql = format!("INSERT INTO client (added_at, {FILLED}) VALUES (?1, {MARKS})");
    write(change, &sql, &change.now.to_utc(), draft)?;
    Ok(ClientId(change.db.last_insert_rowid()))
}

/// Writes over what is there; a client in the trash is not found.
pub(crate) fn update(change: Change, id: ClientId, draft: &ClientDraft) -> Result<()> {
    let sql = format!("UPDATE client SET ({FILLED}) = ({MARKS}) WHERE id = ?1 AND removed_at IS NULL");
    match write(change, &sql, &id, draft)? {
        0 => Err(Error::NotFound("client")),
        _ => Ok(()),
    }
}

/// Runs a statement whose first value is `first` and whose others are those of the draft; answers how many rows it met.
fn write(change: Change, sql: &str, first: &dyn ToSql, draft: &ClientDraft) -> Result<usize> {
    let values = values(draft);
    let all: Vec<&dyn ToSql> = std::iter::once(first).chain(values.iter().map(|value| value as &dyn ToSql)).collect();
    Ok(change.db.prepare_cached(sql)?.execute(all.as_slice())?)
}

/// The client without labels, people and agreements.
pub(crate) fn find(db: &Connection, id: ClientId) -> Result<Option<Client>> {
    let sql = format!("SELECT id, added_at, {FILLED} FROM client WHERE id = ?1 AND removed_at IS NULL");
    Ok(db.prepare_cached(&sql)?.query_row([id], read).optional()?)
}

fn read(row: &Row) -> rusqlite::Result<Client> {
    let text = |name| Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(name)?.unwrap_or_default());
    Ok(Client {
        id: row.get("id")?,
        name: row.get("name")?,
        kind: row.get("kind")?,
        pronouns: row.get("pronouns")?,
        added_at: row.get("added_at")?,
        preferred_name: text("preferred_name")?,
        birth_date: row.get("birth_date")?,
        phone: text("phone")?,
        email: text("email")?,
        address: text("address")?,
        emergency: EmergencyContact {
            name: text("emergency_name")?,
            relation: text("emergency_relation")?,
            phone: text("emergency_phone")?,
        },
        referral: text("referral")?,
        state: row.get::<_, Option<ClientState>>("state")?.unwrap_or(ClientState::Active),
        began_on: row.get("began_on")?,
        ended_on: row.get("ended_on")?,
        safety: text("safety")?,
        partner_safety_on: row.get("partner_safety_on")?,
        labels: Vec::new(),
        people: Vec::new(),
        agreements: Vec::new(),
    })
}
