//! Answers about self-harm above zero. Each stays in sight until a risk form was written after it, or the clinician marks it
//! as looked at. Nothing else settles it, and nothing is ever signed or sent by itself.

use chrono::NaiveDate;
use rusqlite::{Connection, Row};
use serde::Serialize;
use specta::Type;

use crate::{ClientId, Document, MeasureId, Result, gaps, template};

/// An answer about self-harm that nobody has looked at yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct HarmAlert {
    /// The measure in which it was given.
    pub measure: MeasureId,
    /// The word by which its form is known.
    pub form: String,
    /// The day on which it was filled in.
    pub day: NaiveDate,
    /// The answer, 1 or more.
    pub answer: u8,
}

/// A client's answers that still want to be looked at, the latest first.
pub(super) fn open(db: &Connection, client: ClientId) -> Result<Vec<HarmAlert>> {
    let mut query = db.prepare_cached(
        "SELECT id, name, taken_on, harm, noted_at FROM measure
         WHERE client = ?1 AND harm > 0 AND looked_at IS NULL AND removed_at IS NULL ORDER BY taken_on DESC, id DESC",
    )?;
    let read = |row: &Row| {
        let alert = HarmAlert { measure: row.get(0)?, form: row.get(1)?, day: row.get(2)?, answer: row.get(3)? };
        Ok((alert, row.get::<_, String>(4)?))
    };
    let waiting = query.query_map([client], read)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut open = Vec::new();
    for (alert, noted_at) in waiting {
        if !risk_form_after(db, client, alert.day, &noted_at)? {
            open.push(alert);
        }
    }
    Ok(open)
}

/// Whether a risk form was written on that day or later, and since the answer was put on file. One that was only begun, with
/// nothing under its headings, does not count; nor does a note that does not parse.
fn risk_form_after(db: &Connection, client: ClientId, day: NaiveDate, noted_at: &str) -> Result<bool> {
    let first = template::headings_of(gaps::RISK).first().copied().unwrap_or_default();
    let mut query = db.prepare_cached(
        "SELECT n.template, n.document FROM session s JOIN note n ON n.session = s.id
         WHERE s.client = ?1 AND s.day >= ?2 AND s.removed_at IS NULL AND n.saved_at > ?3
           AND (n.template = ?4 OR instr(n.body, ?5) > 0)",
    )?;
    let mut rows = query.query((client, day, noted_at, gaps::RISK, first))?;
    while let Some(row) = rows.next()? {
        let (template, document): (Option<String>, String) = (row.get(0)?, row.get(1)?);
        if Document::parse(&document).is_ok_and(|note| gaps::has_risk_form(template.as_deref(), &note)) {
            return Ok(true);
        }
    }
    Ok(false)
}
