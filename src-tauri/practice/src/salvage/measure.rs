//! What was found of measures, and of how they were before.

use rusqlite::types::Value::{Integer, Null, Text};

use super::{
    found::{is_day, is_instant},
    rows::Row,
};
use crate::measure::MeasureKind;

/// Whether a row is a measure, by its shape.
pub(super) fn table_of(row: &Row) -> Option<&'static str> {
    match row.values.as_slice() {
        [Null, Integer(_), Integer(_) | Null, Text(day), Text(kind), Text(_), Text(at), Text(_), ..]
            if is_day(day) && is_instant(at) && kind.parse::<MeasureKind>().is_ok() =>
        {
            Some("measure")
        }
        _ => None,
    }
}

/// Whether a row says how a measure was before, and the table and number of that.
pub(super) fn piece_of(row: &Row) -> Option<(&'static str, (&'static str, i64))> {
    match row.values.as_slice() {
        [
            Null,
            Integer(measure),
            Text(at),
            Text(day),
            Null | Text(_),
            Null | Integer(_),
            Null | Integer(_),
            Null | Integer(_),
            Null | Text(_),
        ] if is_instant(at) && is_day(day) => Some(("measure_earlier", ("measure", *measure))),
        _ => None,
    }
}
