//! What was found of the handout shelf: the files of given handouts, the letterhead, handouts and articles of one's own; and
//! keeping a record together with its rows in a second table.

use rusqlite::types::Value::{self, Blob, Integer, Null, Text};

use super::{
    found::{Found, is_instant},
    rows::Row,
    stand_in::stand_in_session,
    write::{Kept, insert},
};
use crate::{Result, UnfinishedKind, content, transact::Change};

/// The tables whose records have rows in a second one.
pub(super) const HAVE_PIECES: [&str; 7] =
    ["given_handout", "own_article", "own_handout", "homework", "goal", "measure", "formulation"];

/// Which table of the shelf a row is from, by its shape.
pub(super) fn table_of(id: i64, row: &Row) -> Option<&'static str> {
    match row.values.as_slice() {
        [Null, Text(_), Text(_), Text(_), Text(_), Null | Blob(_), Null | Text(_)] if id == 1 => Some("letterhead"),
        [Null, Text(_), Text(_), Text(at), removed] if is_instant(at) && trashed(removed) => Some("own_handout"),
        [Null, Text(_), Text(_), Text(_), Text(_), Text(at), removed] if is_instant(at) && trashed(removed) => {
            Some("own_article")
        }
        [Null, Text(kind), Text(_), Text(at), Text(_), Text(_), Integer(_)]
            if is_instant(at) && kind.parse::<UnfinishedKind>().is_ok() =>
        {
            Some("unfinished")
        }
        _ => None,
    }
}

/// Whether it says when something was removed, or that it was not.
fn trashed(at: &Value) -> bool {
    match at {
        Text(at) => is_instant(at),
        at => *at == Null,
    }
}

/// Which table a row is from that belongs to a record of the shelf, and the table and number of that record.
pub(super) fn piece_of(id: i64, row: &Row) -> Option<(&'static str, (&'static str, i64))> {
    match row.values.as_slice() {
        // The index of the search has rows of this shape too.
        [Null, Blob(bytes)] if bytes.starts_with(b"%PDF") => Some(("given_file", ("given_handout", id))),
        [Null, Integer(handout), Text(at), Text(_), Text(_)] if is_instant(at) => {
            Some(("own_handout_state", ("own_handout", *handout)))
        }
        [Null, Integer(article), Integer(_), Text(_), Text(_), Null | Text(_), Null | Text(_), Text(_), later @ ..]
            if said_later(later) =>
        {
            Some(("own_material", ("own_article", *article)))
        }
        _ => None,
    }
}

/// The pieces of a record that is in its place. Whether all were found is told by the fingerprint of the whole record. Where
/// the log's last word on it could not be read, one of which no piece was found is not called whole, if it must have one.
pub(super) fn keep_pieces(change: Change, found: &Found, noun: &str, table: &'static str, id: i64) -> Result<Kept> {
    let pieces = found.pieces_of(table, id).iter().filter(|(_, _, row)| row.whole);
    // A task may have been looked at by nobody yet, a goal rated by nobody, a measure never corrected, and a handout or a
    // formulation saved once.
    let mut kept = ["homework", "goal", "measure", "own_handout", "formulation"].contains(&table);
    for (piece, piece_id, row) in pieces {
        if let ("homework_review", Some(Integer(session))) = (*piece, row.values.get(2)) {
            stand_in_session(change, found, *session)?;
        }
        kept |= matches!(insert(change, piece, *piece_id, &row.values)?, Kept::Whole);
    }
    let now = content::of(change.db, noun, id)?;
    let whole = found.fingerprint(noun, id).map_or(kept, |then| now.is_some_and(|now| now == *then));
    Ok(if whole { Kept::Whole } else { Kept::Partly })
}

/// What a piece of material says since it may ask for closeness, and since it can be taken out; of both, rows from before have
/// nothing.
fn said_later(values: &[Value]) -> bool {
    match values {
        [] | [Null | Integer(1)] => true,
        [Null | Integer(1), removed] => trashed(removed),
        _ => false,
    }
}
