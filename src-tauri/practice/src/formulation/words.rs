//! The clinician's own words for a factor of a client. Each save keeps what it replaced, for good: how an understanding grew is a
//! part of the record.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row};
use secure_base_model::Factor;
use serde::Serialize;
use specta::Type;

use crate::{
    Changed, ClientId, Error, FormulationId, FormulationStateId, Now, Practice, Record, Result, Verb, tidy,
    transact::Change,
};

/// The longest own words for a factor, in characters.
const LONGEST: usize = 8_000;

/// The clinician's own words for a factor of a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FactorWords {
    /// The factor.
    pub factor: Factor,
    /// The words; empty while nothing is written.
    pub words: String,
    /// When they were last saved.
    pub saved_at: Option<DateTime<Utc>>,
    /// How many earlier states there are.
    pub earlier: u32,
}

/// An earlier state of the words for a factor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct FactorWordsState {
    /// Its number.
    pub id: FormulationStateId,
    /// Until when the words read so.
    pub at: DateTime<Utc>,
    /// How they begin, in at most 80 characters.
    pub beginning: String,
}

struct Stored {
    id: FormulationId,
    words: String,
}

fn stored(db: &Connection, client: ClientId, factor: Factor) -> Result<Option<Stored>> {
    let mut query = db.prepare_cached("SELECT id, words FROM formulation WHERE client = ?1 AND factor = ?2")?;
    let read = |row: &Row| Ok(Stored { id: row.get(0)?, words: row.get(1)? });
    Ok(query.query_row((client, factor.letter()), read).optional()?)
}

fn one(db: &Connection, client: ClientId, factor: Factor) -> Result<FactorWords> {
    let mut query = db.prepare_cached(
        "SELECT words, saved_at, (SELECT count(*) FROM formulation_state s WHERE s.formulation = f.id)
         FROM formulation f WHERE client = ?1 AND factor = ?2",
    )?;
    let read = |row: &Row| Ok(FactorWords { factor, words: row.get(0)?, saved_at: row.get(1)?, earlier: row.get(2)? });
    let found = query.query_row((client, factor.letter()), read).optional()?;
    Ok(found.unwrap_or(FactorWords { factor, words: String::new(), saved_at: None, earlier: 0 }))
}

/// The words for all three factors, in the model's order.
pub(super) fn of(db: &Connection, client: ClientId) -> Result<Vec<FactorWords>> {
    Factor::ALL.into_iter().map(|factor| one(db, client, factor)).collect()
}

fn insert(change: Change, client: ClientId, factor: Factor, words: &str) -> Result<()> {
    let sql = "INSERT INTO formulation (client, factor, saved_at, words) VALUES (?1, ?2, ?3, ?4)";
    change.db.prepare_cached(sql)?.execute((client, factor.letter(), change.now.to_utc(), words))?;
    change.touch(Verb::Added, Record::Formulation(FormulationId(change.db.last_insert_rowid())))
}

fn replace(change: Change, before: &Stored, words: &str) -> Result<()> {
    let at = change.now.to_utc();
    change
        .db
        .prepare_cached("INSERT INTO formulation_state (formulation, at, words) VALUES (?1, ?2, ?3)")?
        .execute((before.id, at, &before.words))?;
    let sql = "UPDATE formulation SET saved_at = ?2, words = ?3 WHERE id = ?1";
    change.db.prepare_cached(sql)?.execute((before.id, at, words))?;
    change.touch(Verb::Changed, Record::Formulation(before.id))
}

/// Lets go of the formulation of a client who goes for good, and of when it was looked at.
pub(crate) fn forget_client(change: Change, client: ClientId) -> Result<()> {
    let mut query = change.db.prepare_cached("SELECT id FROM formulation WHERE client = ?1")?;
    let all = query.query_map([client], |row| row.get(0))?.collect::<rusqlite::Result<Vec<FormulationId>>>()?;
    for id in all {
        change.db.execute("DELETE FROM formulation_state WHERE formulation = ?1", [id])?;
        change.db.execute("DELETE FROM formulation WHERE id = ?1", [id])?;
        change.touch(Verb::Purged, Record::Formulation(id))?;
    }
    change.db.execute("DELETE FROM formulation_look WHERE client = ?1", [client])?;
    Ok(())
}

impl Practice {
    /// Saves the clinician's own words for a factor; what they replace stays among their earlier states. Words that say the same
    /// as before change nothing.
    ///
    /// # Errors
    /// [`Error::Invalid`] for more than 8,000 characters; [`Error::NotFound`] when there is no such client.
    pub fn save_factor_words(
        &mut self,
        client: ClientId,
        factor: Factor,
        words: &str,
        now: Now,
    ) -> Result<Changed<FactorWords>> {
        self.client(client)?;
        let words = tidy::long(words, LONGEST, "What you write on a factor")?;
        self.transact(now, |change| {
            match stored(change.db, client, factor)? {
                Some(before) if before.words != words => replace(change, &before, &words)?,
                None if !words.is_empty() => insert(change, client, factor, &words)?,
                _ => {}
            }
            one(change.db, client, factor)
        })
    }

    /// The earlier states of the words for a factor, the latest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such client.
    pub fn factor_words_states(&self, client: ClientId, factor: Factor) -> Result<Vec<FactorWordsState>> {
        self.client(client)?;
        let mut query = self.db.prepare_cached(
            "SELECT s.id, s.at, substr(s.words, 1, 80)
             FROM formulation f JOIN formulation_state s ON s.formulation = f.id
             WHERE f.client = ?1 AND f.factor = ?2 ORDER BY s.id DESC",
        )?;
        let read = |row: &Row| Ok(FactorWordsState { id: row.get(0)?, at: row.get(1)?, beginning: row.get(2)? });
        Ok(query.query_map((client, factor.letter()), read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The words of an earlier state.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn factor_words_state(&self, client: ClientId, factor: Factor, state: FormulationStateId) -> Result<String> {
        self.client(client)?;
        self.db
            .prepare_cached(
                "SELECT s.words FROM formulation f JOIN formulation_state s ON s.formulation = f.id
                 WHERE f.client = ?1 AND f.factor = ?2 AND s.id = ?3",
            )?
            .query_row((client, factor.letter(), state), |row| row.get(0))
            .optional()?
            .ok_or(Error::NotFound("earlier state"))
    }
}
