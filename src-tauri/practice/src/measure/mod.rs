//! Measures: filled forms, marks on scales and bare scores. Each is a record of its own; how it was before a correction stays
//! with it. What the answers of a form add up to is counted whenever it is read, so it cannot differ from them.

pub(crate) mod alert;
mod points;
mod row;
mod said;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::OptionalExtension;
use secure_base_model::Score;
use serde::Serialize;
use specta::Type;

pub use alert::HarmAlert;
pub use points::Points;
pub(crate) use said::MeasureKind;
pub use said::{FilledBy, MeasureDraft, MeasureSaid};

use crate::{Changed, ClientId, Error, MeasureId, Now, Practice, Record, Result, SessionId, Verb, transact::Change};

/// So many of a client's newest measures are read at once: more than a weekly form of ten years.
const MOST: u32 = 600;

/// A measure on file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Measure {
    /// Its number.
    pub id: MeasureId,
    /// Whose.
    pub client: ClientId,
    /// The session in which it was filled in, unless that is in the trash.
    pub session: Option<SessionId>,
    /// Which of the client's sessions that is.
    pub session_number: Option<u32>,
    /// The day on which it was filled in.
    pub day: NaiveDate,
    /// When it was put on file.
    pub noted_at: DateTime<Utc>,
    /// Who put the answers in.
    pub by: FilledBy,
    /// What was measured.
    pub said: MeasureSaid,
    /// What the answers of a form add up to.
    pub result: Option<Score>,
    /// What else there is to say; may be empty.
    pub note: String,
    /// When an answer about self-harm was marked as looked at.
    pub looked_at: Option<DateTime<Utc>>,
    /// How it was before each correction, the latest first.
    pub earlier: Vec<EarlierMeasure>,
}

/// How a measure was before it was corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EarlierMeasure {
    /// When it was corrected.
    pub replaced_at: DateTime<Utc>,
    /// The day on which it was said to have been filled in.
    pub day: NaiveDate,
    /// What was measured.
    pub said: MeasureSaid,
    /// What the answers of a form added up to.
    pub result: Option<Score>,
    /// What else there was to say.
    pub note: String,
}

/// What was measured with a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClientMeasures {
    /// The measures by day, the latest first; the newest of very many.
    pub measures: Vec<Measure>,
    /// How many older ones are not among them.
    pub older: u32,
    /// The answers about self-harm that nobody has looked at yet, the latest first.
    pub alerts: Vec<HarmAlert>,
}

/// Under which session a measure of that day is filed: it must be the client's own, and here. What was filled in on another day
/// than that of the session was not filled in in it.
fn filed_under(change: Change, client: ClientId, draft: &MeasureDraft) -> Result<Option<SessionId>> {
    let Some(session) = draft.session else { return Ok(None) };
    let sql = "SELECT day FROM session WHERE id = ?1 AND client = ?2 AND removed_at IS NULL";
    let day = change.db.prepare_cached(sql)?.query_row((session, client), |row| row.get(0)).optional()?;
    let day: NaiveDate = day.ok_or(Error::NotFound("session"))?;
    Ok(Some(session).filter(|_| day == draft.day))
}

/// Puts a measure on file for a client who is here.
pub(crate) fn add(change: Change, client: ClientId, draft: &MeasureDraft) -> Result<Measure> {
    let mut draft = draft.tidied(change.now)?;
    draft.session = filed_under(change, client, &draft)?;
    let id = row::insert(change, client, &draft)?;
    change.touch(Verb::Added, Record::Measure(id))?;
    row::one(change.db, id)
}

/// Lets a session that goes for good be named by no measure: a filled form is the client's and stays.
pub(crate) fn forget_session(change: Change, session: SessionId) -> Result<()> {
    let mut query = change.db.prepare_cached("SELECT id FROM measure WHERE session = ?1 ORDER BY id")?;
    let ids = query.query_map([session], |row| row.get(0))?.collect::<rusqlite::Result<Vec<MeasureId>>>()?;
    change.db.execute("UPDATE measure SET session = NULL WHERE session = ?1", [session])?;
    ids.into_iter().try_for_each(|id| change.touch(Verb::Changed, Record::Measure(id)))
}

impl Practice {
    /// What was measured with a client.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Unreadable`] when a stored measure does not parse.
    pub fn measures(&self, client: ClientId) -> Result<ClientMeasures> {
        self.client(client)?;
        let (measures, all) = row::newest(&self.db, client, MOST)?;
        let older = all - measures.len() as u32;
        Ok(ClientMeasures { measures, older, alerts: alert::open(&self.db, client)? })
    }

    /// One measure.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Unreadable`].
    pub fn measure(&self, id: MeasureId) -> Result<Measure> {
        row::one(&self.db, id)
    }

    /// Puts a measure on file; under its session only if it was filled in on the day of that.
    ///
    /// # Errors
    /// [`Error::Invalid`] for answers that are not the form's, a score outside its range, or a day in the future;
    /// [`Error::NotFound`] when there is no such client, or the session is not the client's.
    pub fn add_measure(&mut self, client: ClientId, draft: &MeasureDraft, now: Now) -> Result<Changed<Measure>> {
        self.client(client)?;
        self.transact(now, |change| add(change, client, draft))
    }

    /// Corrects a measure; how it was stays with it. What is measured and its name cannot be corrected. An answer about
    /// self-harm that changes wants to be looked at anew.
    ///
    /// # Errors
    /// Those of adding one; [`Error::Invalid`] when it would become another measure; [`Error::NotFound`].
    pub fn change_measure(&mut self, id: MeasureId, draft: &MeasureDraft, now: Now) -> Result<Changed<Measure>> {
        let mut draft = draft.tidied(now)?;
        self.transact(now, |change| {
            let before = row::one(change.db, id)?;
            if (before.said.kind(), before.said.name()) != (draft.said.kind(), draft.said.name()) {
                return Err(Error::invalid("That would be another measure: remove this one and add the other."));
            }
            draft.session = filed_under(change, before.client, &draft)?;
            if row::replace(change, &before, &draft)? {
                change.touch(Verb::Changed, Record::Measure(id))?;
            }
            row::one(change.db, id)
        })
    }

    /// Marks an answer about self-harm as looked at, or takes that back.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when there is no such answer in it.
    pub fn mark_measure_looked_at(&mut self, id: MeasureId, looked_at: bool, now: Now) -> Result<Changed<Measure>> {
        self.transact(now, |change| {
            let before = row::one(change.db, id)?;
            if before.result.is_none_or(|result| result.self_harm.is_none()) {
                return Err(Error::invalid("No answer about self-harm above zero is in this form."));
            }
            let at = looked_at.then(|| change.now.to_utc());
            change.db.execute("UPDATE measure SET looked_at = ?2 WHERE id = ?1", (id, at))?;
            change.touch(if looked_at { Verb::LookedAfter } else { Verb::Changed }, Record::Measure(id))?;
            row::one(change.db, id)
        })
    }
}
