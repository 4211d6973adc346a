//! Whether the partners' safety has been considered: asked once before a handout is given that asks for closeness,
//! openness or repair, and answered in the client's record.

use chrono::NaiveDate;
use rusqlite::OptionalExtension;
use serde::Serialize;
use specta::Type;

use crate::{Changed, ClientId, Error, Now, Practice, Record, Result, Verb};

/// What the client's record says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PartnerSafety {
    /// The day on which it was considered.
    pub considered_on: Option<NaiveDate>,
    /// The day on which it was asked for, and the answer was "not yet".
    pub asked_on: Option<NaiveDate>,
}

impl Practice {
    /// What a client's record says of the partners' safety.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn partner_safety(&self, client: ClientId) -> Result<PartnerSafety> {
        let sql = "SELECT partner_safety_on, partner_safety_asked_on FROM client WHERE id = ?1 AND removed_at IS NULL";
        let mut query = self.db.prepare_cached(sql)?;
        let read = |row: &rusqlite::Row| Ok(PartnerSafety { considered_on: row.get(0)?, asked_on: row.get(1)? });
        query.query_row([client], read).optional()?.ok_or(Error::NotFound("client"))
    }

    /// Keeps the answer "not yet", so that it is not asked again each time.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn leave_partner_safety_open(&mut self, client: ClientId, now: Now) -> Result<Changed<PartnerSafety>> {
        self.partner_safety(client)?;
        let changed = self.transact(now, |change| {
            let sql = "UPDATE client SET partner_safety_asked_on = ?2 WHERE id = ?1";
            change.db.execute(sql, (client, now.date_naive()))?;
            change.touch(Verb::Changed, Record::Client(client))
        })?;
        Ok(Changed { value: self.partner_safety(client)?, touched: changed.touched })
    }
}
