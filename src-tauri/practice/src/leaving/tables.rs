//! What an archive carries: every table of the records with all its columns, as the database itself lists them, so that
//! nothing that a later version adds can be left behind.

use std::collections::BTreeSet;

use rusqlite::Connection;
use serde_json::{Map, Value};

use crate::Result;

/// Tables that no file of the archive holds as they are, each with the reason.
const APART: [(&str, &str); 5] = [
    ("audit", "the old log is carried to be read, and the new practice begins its own"),
    ("process_note", "process notes leave only when that is asked for, and are fingerprinted anew"),
    ("client_tally", "counted by the database itself"),
    ("homework_tally", "counted by the database itself"),
    ("unsigned_note", "counted by the database itself"),
];

/// Tables that are filled before others, though no column points to them: a note that is signed takes no passages any more.
const BEFORE: [(&str, &str); 2] = [("passage", "note"), ("emphasis", "note")];

/// What a row may name and does not hang on: a measure is the client's, also while the session in which it was taken is in the
/// trash.
const NAMED_ONLY: [(&str, &str, &str); 1] = [("measure", "session", "session")];

/// What a column holds; the tables are strict, so its values are of that kind or NULL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Integer,
    Real,
    Text,
    Blob,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// Which place it has in the primary key, counted from 1; 0 for none.
    pub(super) key: i64,
}

/// A table whose rows are carried.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
}

impl Table {
    /// A table as the database describes it.
    pub(super) fn of(db: &Connection, name: &str) -> Result<Table> {
        let mut query = db.prepare("SELECT name, type, pk FROM pragma_table_info(?1) ORDER BY cid")?;
        let column = |row: &rusqlite::Row| {
            let kind = match row.get::<_, String>(1)?.as_str() {
                "INTEGER" | "INT" => Kind::Integer,
                "REAL" => Kind::Real,
                "BLOB" => Kind::Blob,
                _ => Kind::Text,
            };
            Ok(Column { name: row.get(0)?, kind, key: row.get(2)? })
        };
        let columns = query.query_map([name], column)?.collect::<rusqlite::Result<_>>()?;
        Ok(Table { name: name.into(), columns })
    }

    /// The same without a column.
    pub(super) fn without(mut self, column: &str) -> Table {
        self.columns.retain(|one| one.name != column);
        self
    }

    /// Its rows in the order of the primary key, which no two share.
    pub(super) fn select(&self) -> String {
        self.select_where("true")
    }

    /// Those of them that meet a condition.
    pub(super) fn select_where(&self, condition: &str) -> String {
        let mut key: Vec<&Column> = self.columns.iter().filter(|column| column.key > 0).collect();
        key.sort_by_key(|column| column.key);
        let names = |columns: &[&Column]| columns.iter().map(|one| quoted(&one.name)).collect::<Vec<_>>().join(", ");
        let all: Vec<&Column> = self.columns.iter().collect();
        let order = if key.is_empty() { "rowid".into() } else { names(&key) };
        format!("SELECT {} FROM {} WHERE {condition} ORDER BY {order}", names(&all), quoted(&self.name))
    }

    /// Puts a row in.
    pub(super) fn insert(&self) -> String {
        let names: Vec<String> = self.columns.iter().map(|column| quoted(&column.name)).collect();
        let marks: Vec<String> = (1..=names.len()).map(|n| format!("?{n}")).collect();
        format!("INSERT INTO {} ({}) VALUES ({})", quoted(&self.name), names.join(", "), marks.join(", "))
    }
}

pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Every table of the records that is carried, none before what it hangs on.
pub(super) fn carried(db: &Connection) -> Result<Vec<Table>> {
    let mut waiting = names(db)?;
    let mut placed = Vec::new();
    while !waiting.is_empty() {
        let mut next = None;
        for name in &waiting {
            if !parents(db, name)?.iter().any(|parent| parent != name && waiting.contains(parent)) {
                next = Some(name.clone());
                break;
            }
        }
        // In a ring any of them may come first: what points nowhere is looked for once all are in.
        let Some(name) = next.or_else(|| waiting.first().cloned()) else { break };
        waiting.remove(&name);
        placed.push(Table::of(db, &name)?);
    }
    Ok(placed)
}

/// The tables that are neither the search's, nor SQLite's own, nor kept apart.
fn names(db: &Connection) -> Result<BTreeSet<String>> {
    let mut query = db.prepare(
        "SELECT name FROM sqlite_schema
         WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'search%'",
    )?;
    let all = query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<BTreeSet<String>>>()?;
    Ok(all.into_iter().filter(|name| !APART.iter().any(|(apart, _)| apart == name)).collect())
}

fn parents(db: &Connection, name: &str) -> Result<BTreeSet<String>> {
    let mut query = db.prepare_cached("SELECT \"table\" FROM pragma_foreign_key_list(?1)")?;
    let mut parents = query.query_map([name], |row| row.get(0))?.collect::<rusqlite::Result<BTreeSet<String>>>()?;
    parents.extend(BEFORE.iter().filter(|(_, after)| *after == name).map(|(before, _)| (*before).to_owned()));
    Ok(parents)
}

/// The condition on a table's rows under which they belong to the client `?1` and are not in the trash, nor with what they hang
/// on; nothing for a table that hangs on no client.
pub(super) fn belongs_to_client(db: &Connection, table: &Table) -> Result<Option<String>> {
    let mut conditions: Vec<String> = Vec::new();
    if table.columns.iter().any(|column| column.name == "removed_at") {
        conditions.push("removed_at IS NULL".into());
    }
    if table.name == "client" {
        conditions.push("id = ?1".into());
        return Ok(Some(conditions.join(" AND ")));
    }
    let mut query = db.prepare("SELECT \"table\", \"from\" FROM pragma_foreign_key_list(?1) ORDER BY id DESC")?;
    let keys = query.query_map([&table.name], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let keys = keys.collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    let mut hangs = false;
    let named_only = |from: &str| NAMED_ONLY.iter().any(|(name, column, _)| *name == table.name && *column == from);
    for (parent, from) in keys.into_iter().filter(|(parent, from)| *parent != table.name && !named_only(from)) {
        let parent = Table::of(db, &parent)?;
        let (Some(own), Some(key)) = (belongs_to_client(db, &parent)?, parent.columns.iter().find(|one| one.key == 1))
        else {
            continue;
        };
        let (from, name, key) = (quoted(&from), quoted(&parent.name), quoted(&key.name));
        // What it may hang on besides, it need not.
        let free = if hangs { format!("{from} IS NULL OR ") } else { String::new() };
        conditions.push(format!("({free}{from} IN (SELECT {key} FROM {name} WHERE {own}))"));
        hangs = true;
    }
    Ok(hangs.then(|| conditions.join(" AND ")))
}

/// Lets a row name nothing that is in the trash, where it may name it and does not hang on it.
pub(super) fn forget_removed(db: &Connection, table: &Table, line: &mut Map<String, Value>) -> Result<()> {
    for (_, column, parent) in NAMED_ONLY.iter().filter(|(name, ..)| *name == table.name) {
        let Some(id) = line.get(*column).and_then(Value::as_i64) else { continue };
        let sql = format!("SELECT 1 FROM {} WHERE id = ?1 AND removed_at IS NULL", quoted(parent));
        if !db.prepare_cached(&sql)?.exists([id])? {
            line.remove(*column);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{database, vault::DataKey};

    // A table that nobody thought of is carried by itself, and nothing is kept apart that is not there any more.
    #[test]
    fn every_table_is_carried_or_kept_apart_for_a_reason() {
        let folder = tempfile::tempdir().expect("a folder");
        let db = database::create(folder.path(), &DataKey::random().expect("a key")).expect("a database");
        let all = crate::check::rows(&db).expect("the tables");
        let carried: BTreeSet<String> = carried(&db).expect("the carried").into_iter().map(|one| one.name).collect();
        for name in all.keys() {
            let apart = APART.iter().any(|(apart, _)| apart == name);
            assert_ne!(carried.contains(name), apart, "{name} is carried, or kept apart, and not both");
        }
        assert!(APART.iter().all(|(name, _)| all.contains_key(*name)), "what is kept apart is there");
    }

    // A row that comes before what it points to would be refused, and a signed note would refuse its passages.
    #[test]
    fn none_comes_before_what_it_hangs_on() {
        let folder = tempfile::tempdir().expect("a folder");
        let db = database::create(folder.path(), &DataKey::random().expect("a key")).expect("a database");
        let order: Vec<String> = carried(&db).expect("the carried").into_iter().map(|one| one.name).collect();
        let place = |name: &str| order.iter().position(|one| one == name);
        for (before, after) in
            [("client", "session"), ("session", "homework"), ("passage", "note"), ("emphasis", "note")]
        {
            assert!(place(before) < place(after), "{before} before {after} in {order:?}");
        }
    }
}
