//! A row as a line of JSON, and back, with the kind of every value as it was: numbers, texts, and bytes as
//! `{"base64": "…"}`. What is NULL is left out.

use data_encoding::BASE64;
use rusqlite::{
    Row,
    types::{Value as Stored, ValueRef},
};
use serde_json::{Map, Value, json};

use super::tables::{Column, Kind, Table};
use crate::{Error, Result};

/// What holds bytes in a line.
const BYTES: &str = "base64";

/// A row as one line, without its end.
pub(super) fn write(table: &Table, row: &Row) -> Result<String> {
    Ok(Value::Object(object(table, row)?).to_string())
}

/// A row as an object of the columns that are not NULL.
pub(super) fn object(table: &Table, row: &Row) -> Result<Map<String, Value>> {
    let mut line = Map::new();
    for (index, column) in table.columns.iter().enumerate() {
        let value = match row.get_ref(index)? {
            ValueRef::Null => continue,
            ValueRef::Integer(number) => json!(number),
            ValueRef::Real(number) => json!(number),
            ValueRef::Text(text) => match std::str::from_utf8(text) {
                Ok(text) => json!(text),
                Err(_) => return Err(Error::invalid(format!("A text in {} cannot be written down.", table.name))),
            },
            ValueRef::Blob(bytes) => json!({ BYTES: BASE64.encode(bytes) }),
        };
        line.insert(column.name.clone(), value);
    }
    Ok(line)
}

/// The values of a line in the order of the table's columns; the reason if it is none, without a word of it.
pub(super) fn read(table: &Table, line: &[u8]) -> std::result::Result<Vec<Stored>, String> {
    let mut line: Map<String, Value> =
        serde_json::from_slice(line).map_err(|_| "it is not an object of JSON".to_owned())?;
    let values = table.columns.iter().map(|column| value(column, line.remove(&column.name)));
    let values = values.collect::<std::result::Result<Vec<_>, _>>()?;
    match line.is_empty() {
        true => Ok(values),
        false => Err("it has a member that this version does not know".into()),
    }
}

fn value(column: &Column, found: Option<Value>) -> std::result::Result<Stored, String> {
    let other = || format!("{} is not of its kind", column.name);
    match (column.kind, found) {
        (_, None | Some(Value::Null)) if column.key > 0 => Err(format!("{} is missing", column.name)),
        (_, None | Some(Value::Null)) => Ok(Stored::Null),
        (Kind::Integer, Some(Value::Number(number))) => number.as_i64().map(Stored::Integer).ok_or_else(other),
        (Kind::Real, Some(Value::Number(number))) => number.as_f64().map(Stored::Real).ok_or_else(other),
        (Kind::Text, Some(Value::String(text))) => Ok(Stored::Text(text)),
        (Kind::Blob, Some(Value::Object(bytes))) => bytes
            .get(BYTES)
            .and_then(Value::as_str)
            .filter(|_| bytes.len() == 1)
            .and_then(|text| BASE64.decode(text.as_bytes()).ok())
            .map(Stored::Blob)
            .ok_or_else(other),
        _ => Err(other()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let column = |name: &str, kind, key| Column { name: name.into(), kind, key };
        let columns =
            vec![column("id", Kind::Integer, 1), column("words", Kind::Text, 0), column("bytes", Kind::Blob, 0)];
        Table { name: "thing".into(), columns }
    }

    // A value that changes its kind on the way would change the record's fingerprint.
    #[test]
    fn a_line_keeps_the_kind_of_every_value() {
        let line = r#"{"id":9007199254740993,"bytes":{"base64":"AP8="}}"#;
        let values = read(&table(), line.as_bytes()).expect("a row");
        assert_eq!(values, [Stored::Integer(9_007_199_254_740_993), Stored::Null, Stored::Blob(vec![0, 255])]);
    }

    // The file may come from anywhere; whatever is not a row is named, and none of its words are.
    #[test]
    fn what_is_no_row_is_refused() {
        for line in [
            "",
            "[]",
            "{",
            r#"{"words":"secret"}"#,
            r#"{"id":"1"}"#,
            r#"{"id":1.5}"#,
            r#"{"id":99999999999999999999}"#,
            r#"{"id":1,"words":2}"#,
            r#"{"id":1,"bytes":"AP8="}"#,
            r#"{"id":1,"bytes":{"base64":"secret!"}}"#,
            r#"{"id":1,"more":"secret"}"#,
        ] {
            let why = read(&table(), line.as_bytes()).expect_err(line);
            assert!(!why.contains("secret"), "{why}");
        }
    }
}
