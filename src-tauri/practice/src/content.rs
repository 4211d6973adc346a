//! The fingerprint of a record: what an audit entry says the record held when it was written.
//!
//! The rows of a record, each as a line `<table> <JSON>\n`, where the JSON is an object of the columns that are not
//! NULL, sorted by name, without white space; blobs in lower-case hexadecimal. The fingerprint is the SHA-256 of
//! these lines. A column that a later version adds and leaves empty changes no fingerprint.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use rusqlite::{Connection, Row, types::ValueRef};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::Result;

/// A SHA-256.
pub(crate) type Hash = [u8; 32];

/// A table, its column that holds the record's number, and the column that puts the record's rows in the order of the
/// primary key, which no two rows share.
type Rows = (&'static str, &'static str, &'static str);

/// Where the rows of each kind of record stand.
const ROWS: [(&str, &[Rows]); 19] = [
    ("practice", &[("practice", "id", "id")]),
    ("settings", &[("settings", "id", "id")]),
    (
        "client",
        &[
            ("client", "id", "id"),
            ("person", "client", "id"),
            ("agreement", "client", "id"),
            ("client_label", "client", "label"),
        ],
    ),
    ("session", &[("session", "id", "id")]),
    (
        "note",
        &[("note", "session", "session"), ("passage", "session", "mark"), ("emphasis", "session", "factor, aspect")],
    ),
    ("processNote", &[("process_note", "session", "session")]),
    ("homework", &[("homework", "id", "id"), ("homework_review", "homework", "id")]),
    ("homeworkTemplate", &[("homework_template", "id", "id")]),
    ("goal", &[("goal", "id", "id"), ("goal_rating", "goal", "id")]),
    ("formulation", &[("formulation", "id", "id"), ("formulation_state", "formulation", "id")]),
    ("measure", &[("measure", "id", "id"), ("measure_earlier", "measure", "id")]),
    ("handout", &[("given_handout", "id", "id"), ("given_file", "given", "given")]),
    ("template", &[("template", "id", "id")]),
    ("snippet", &[("snippet", "id", "id")]),
    ("addendum", &[("addendum", "id", "id")]),
    ("annotation", &[("annotation", "id", "id")]),
    ("letterhead", &[("letterhead", "id", "id")]),
    ("ownHandout", &[("own_handout", "id", "id"), ("own_handout_state", "handout", "id")]),
    ("ownArticle", &[("own_article", "id", "id"), ("own_material", "article", "id")]),
];

/// The nouns whose records have rows of their own, with the table that lists them and its number's column.
pub(crate) fn listed() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    ROWS.iter().filter_map(|(noun, rows)| rows.first().map(|(table, column, _)| (*noun, *table, *column)))
}

/// The fingerprint of a record as it now is; nothing when there is no such record.
pub(crate) fn of(db: &Connection, noun: &str, record: i64) -> Result<Option<Hash>> {
    let mut hasher = Sha256::new();
    let mut found = false;
    let tables = ROWS.iter().find(|(known, _)| *known == noun).map_or(&[][..], |(_, tables)| tables);
    for (table, column, order) in tables {
        let asked = db.prepare_cached(&format!("SELECT * FROM {table} WHERE {column} = ?1 ORDER BY {order}"));
        let mut query = match asked {
            // A step of the ladder of migrations asks before a later one has made the table.
            Err(_) if !db.table_exists(None, *table)? => continue,
            query => query?,
        };
        let names: Vec<String> = query.column_names().iter().map(ToString::to_string).collect();
        let mut rows = query.query([record])?;
        while let Some(row) = rows.next()? {
            hasher.update(line(table, &names, row)?);
            found = true;
        }
    }
    Ok(found.then(|| hasher.finalize().into()))
}

fn line(table: &str, names: &[String], row: &Row) -> Result<String> {
    let mut columns = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        let value = match row.get_ref(index)? {
            ValueRef::Null => continue,
            ValueRef::Integer(number) => Value::from(number),
            ValueRef::Real(number) => Value::from(number),
            ValueRef::Text(text) => Value::from(String::from_utf8_lossy(text)),
            ValueRef::Blob(bytes) => Value::from(HEXLOWER.encode(bytes)),
        };
        columns.insert(name.as_str(), value);
    }
    Ok(format!(
        "{table} {}\n",
        serde_json::to_string(&columns)
            .map_err(std::io::Error::from)
            .map_err(crate::Error::file("Fingerprinting a record"))?
    ))
}
