//! What belongs to a client's record besides its own row: people, agreements, labels.

use rusqlite::types::Value::{self, Integer, Null, Text};

use super::{
    found::{Found, is_day, is_instant},
    rows::Row,
    write::{Kept, insert},
};
use crate::{Result, content, transact::Change};

/// Which table a row is from that belongs to a client's record, and to which client's.
pub(super) fn part_of(row: &Row) -> Option<(&'static str, i64)> {
    let words = |value: &Value| matches!(value, Null | Text(_));
    let a_day = |value: &Value| match value {
        Text(text) => is_day(text),
        value => *value == Null,
    };
    match row.values.as_slice() {
        [Null, Integer(client), Integer(_), Text(_), preferred, pronouns, relation, birth, phone, email]
            if a_day(birth) && [preferred, pronouns, relation, phone, email].into_iter().all(words) =>
        {
            // A session may have as many columns; its fifth is an instant.
            let session = matches!(preferred, Text(at) if is_instant(at));
            (!session).then_some(("person", *client))
        }
        [Null, Integer(client), Text(_), Text(day), ended] if is_day(day) && a_day(ended) => {
            Some(("agreement", *client))
        }
        _ => None,
    }
}

/// People, agreements and labels of a client that is in its place. Whether all of them were found is told by the
/// fingerprint of the whole record, if the log's last word on it could be read.
pub(super) fn keep_parts(change: Change, found: &Found, client: i64) -> Result<Kept> {
    for (table, id, row) in found.parts_of(client) {
        if row.whole {
            insert(change, table, *id, &row.values)?;
        }
    }
    for label in found.labels_of(client) {
        change.db.execute("INSERT OR IGNORE INTO client_label (client, label) VALUES (?1, ?2)", (client, label))?;
    }
    let now = content::of(change.db, "client", client)?;
    let whole = found.fingerprint("client", client).is_none_or(|then| now.is_some_and(|now| now == *then));
    Ok(if whole { Kept::Whole } else { Kept::Partly })
}
