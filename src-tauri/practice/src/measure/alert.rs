//! Answers about self-harm above zero. Each stays in sight until a note with a risk form is signed after it, or the clinician
//! marks it as looked at. Nothing else settles it, because both are done on purpose and saving is not; and nothing is ever
//! signed or sent by itself.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, Row};
use secure_base_model::Score;
use serde::Serialize;
use specta::Type;

use super::row;
use crate::{ClientId, Document, MeasureId, Result, gaps, template};

/// An answer about self-harm that nobody has looked at yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HarmAlert {
    /// The measure in which it was given.
    pub measure: MeasureId,
    /// Whose.
    pub client: ClientId,
    /// What the client is called.
    pub client_name: String,
    /// The word by which its form is known.
    pub form: String,
    /// The day on which it was filled in.
    pub day: NaiveDate,
    /// The answer, 1 or more.
    pub answer: u8,
}

/// Those of one client, the latest first.
const OF_ONE: &str = "
    SELECT m.id, m.client, coalesce(c.preferred_name, c.name), m.name, m.taken_on, m.harm, m.noted_at
    FROM measure m CROSS JOIN client c ON c.id = m.client
    WHERE m.client = ?1 AND m.harm > 0 AND m.looked_at IS NULL AND m.removed_at IS NULL AND c.removed_at IS NULL
    ORDER BY m.taken_on DESC, m.id DESC";
/// Those of everybody, the latest first.
pub(crate) const OF_ALL: &str = "
    SELECT m.id, m.client, coalesce(c.preferred_name, c.name), m.name, m.taken_on, m.harm, m.noted_at
    FROM measure m INDEXED BY measure_waiting CROSS JOIN client c ON c.id = m.client
    WHERE m.looked_at IS NULL AND m.removed_at IS NULL AND m.harm > 0 AND c.removed_at IS NULL
    ORDER BY m.taken_on DESC, m.id DESC";

/// An answer, and when it was put on file.
fn read(row: &Row) -> rusqlite::Result<(HarmAlert, DateTime<Utc>)> {
    let alert = HarmAlert {
        measure: row.get(0)?,
        client: row.get(1)?,
        client_name: row.get(2)?,
        form: row.get(3)?,
        day: row.get(4)?,
        answer: row.get(5)?,
    };
    Ok((alert, row.get(6)?))
}

/// A client's answers that still want to be looked at, the latest first.
pub(super) fn open(db: &Connection, client: ClientId) -> Result<Vec<HarmAlert>> {
    let mut query = db.prepare_cached(OF_ONE)?;
    let waiting = query.query_map([client], read)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut open = Vec::new();
    for (alert, noted_at) in waiting {
        if !is_settled(db, &alert, noted_at)? {
            open.push(alert);
        }
    }
    Ok(open)
}

/// The latest such answer of every client who has one, the latest first.
pub(crate) fn open_of_each(db: &Connection) -> Result<Vec<HarmAlert>> {
    let mut query = db.prepare_cached(OF_ALL)?;
    let waiting = query.query_map([], read)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let (mut open, mut told) = (Vec::new(), HashSet::new());
    for (alert, noted_at) in waiting {
        if !told.contains(&alert.client) && !is_settled(db, &alert, noted_at)? {
            told.insert(alert.client);
            open.push(alert);
        }
    }
    Ok(open)
}

/// Whether a risk form was signed since the answer is what it is: another answer, by a correction, wants to be looked at anew.
fn is_settled(db: &Connection, alert: &HarmAlert, noted_at: DateTime<Utc>) -> Result<bool> {
    // One that does not parse is told of where the client's measures are.
    let earlier = row::one(db, alert.measure).map(|measure| measure.earlier).unwrap_or_default();
    let answered = |score: &Score| score.self_harm == Some(alert.answer);
    let other = earlier.iter().find(|one| !one.result.as_ref().is_some_and(answered));
    risk_form_signed_after(db, alert, other.map_or(noted_at, |one| one.replaced_at))
}

/// Whether the note of a session on that day or later holds a risk form and was signed after that moment. One that
/// was only begun, with nothing under its headings, does not count; nor does a note that does not parse.
fn risk_form_signed_after(db: &Connection, alert: &HarmAlert, moment: DateTime<Utc>) -> Result<bool> {
    let first = template::headings_of(gaps::RISK).first().copied().unwrap_or_default();
    let mut query = db.prepare_cached(
        "SELECT n.template, n.document FROM session s JOIN note n ON n.session = s.id
         WHERE s.client = ?1 AND s.day >= ?2 AND s.removed_at IS NULL AND n.signed_at > ?3
           AND (n.template = ?4 OR instr(n.body, ?5) > 0)",
    )?;
    let mut rows = query.query((alert.client, alert.day, moment, gaps::RISK, first))?;
    while let Some(row) = rows.next()? {
        let (template, document): (Option<String>, String) = (row.get(0)?, row.get(1)?);
        if Document::parse(&document).is_ok_and(|note| gaps::has_risk_form(template.as_deref(), &note)) {
            return Ok(true);
        }
    }
    Ok(false)
}
