//! Agreements: consent and whatever else a client agreed to, with its days.

use chrono::NaiveDate;
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{ClientId, Error, Now, Result, tidy, tidy::LONGEST_LINE, transact::Change};

/// More agreements than any course of therapy has.
const MOST: usize = 200;

/// Something that was agreed on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Agreement {
    /// What was agreed, 1 to 300 characters.
    pub title: String,
    /// The day.
    pub agreed_on: NaiveDate,
    /// The day on which it ended or was taken back.
    pub ended_on: Option<NaiveDate>,
}

/// All agreements, fit to be kept, or what is wrong with which of them.
pub(crate) fn tidied(agreements: &[Agreement], now: Now) -> Result<Vec<Agreement>> {
    if agreements.len() > MOST {
        return Err(Error::invalid(format!("A client has at most {MOST} agreements.")));
    }
    agreements.iter().enumerate().map(|(place, agreement)| agreement.tidied(place + 1, now)).collect()
}

impl Agreement {
    fn tidied(&self, place: usize, now: Now) -> Result<Agreement> {
        let whose = format!("Agreement {place}");
        tidy::past(Some(self.agreed_on), &format!("The day of agreement {place}"), now)?;
        tidy::possible(self.ended_on, &format!("The end of agreement {place}"))?;
        tidy::in_order(Some(self.agreed_on), self.ended_on, &whose)?;
        Ok(Agreement { title: tidy::tidy_name(&self.title, LONGEST_LINE, &whose)?, ..*self })
    }
}

/// Makes these the agreements of a client.
pub(crate) fn save(change: Change, client: ClientId, agreements: &[Agreement]) -> Result<()> {
    change.db.execute("DELETE FROM agreement WHERE client = ?1", [client])?;
    let mut put = change
        .db
        .prepare_cached("INSERT INTO agreement (client, title, agreed_on, ended_on) VALUES (?1, ?2, ?3, ?4)")?;
    for Agreement { title, agreed_on, ended_on } in agreements {
        put.execute((client, title, agreed_on, ended_on))?;
    }
    Ok(())
}

/// The agreements of a client, the earliest first.
pub(crate) fn of(db: &Connection, client: ClientId) -> Result<Vec<Agreement>> {
    let mut query =
        db.prepare_cached("SELECT title, agreed_on, ended_on FROM agreement WHERE client = ?1 ORDER BY agreed_on, id")?;
    Ok(query.query_map([client], read)?.collect::<rusqlite::Result<_>>()?)
}

fn read(row: &Row) -> rusqlite::Result<Agreement> {
    Ok(Agreement { title: row.get(0)?, agreed_on: row.get(1)?, ended_on: row.get(2)? })
}
