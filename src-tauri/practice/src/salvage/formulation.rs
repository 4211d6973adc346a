//! What was found of formulations: the clinician's own words, their earlier states, and when she looked.

use rusqlite::types::Value::{Integer, Null, Text};
use secure_base_model::Factor;

use super::{found::is_instant, rows::Row};

/// Which of these tables a row is from, by its shape.
pub(super) fn table_of(row: &Row) -> Option<&'static str> {
    match row.values.as_slice() {
        [Null, Integer(_), Text(factor), Text(at), Text(_)] if factor.parse::<Factor>().is_ok() && is_instant(at) => {
            Some("formulation")
        }
        [Null, Text(at), Null] if is_instant(at) => Some("formulation_look"),
        [Null, Text(at), Text(before)] if is_instant(at) && is_instant(before) => Some("formulation_look"),
        _ => None,
    }
}

/// Which table a row is from that belongs to a formulation, and the table and number of that.
pub(super) fn piece_of(row: &Row) -> Option<(&'static str, (&'static str, i64))> {
    match row.values.as_slice() {
        [Null, Integer(formulation), Text(at), Text(_)] if is_instant(at) => {
            Some(("formulation_state", ("formulation", *formulation)))
        }
        _ => None,
    }
}
