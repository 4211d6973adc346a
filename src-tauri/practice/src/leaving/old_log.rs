//! The log of the practice that an archive was made of: followed from its first entry, and asked what each record was when it
//! left. It is not taken over: the new practice begins a log of its own.

use std::collections::HashMap;

use data_encoding::HEXLOWER;
use rusqlite::{Connection, types::Value};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{source::Source, tables::Table};
use crate::{Result, content::Hash};

/// What an entry speaks of that is no record of the new practice's tables, or is fingerprinted under a key of its own.
const ELSEWHERE: [&str; 5] = ["archive", "processNote", "passphrase", "recoveryCode", "dataKey"];

/// What the old log says, as far as a record can be held against it.
#[derive(Default)]
pub(super) struct OldLog {
    /// The fingerprint in the last entry of each record, by noun and number.
    last: HashMap<(String, i64), Option<Hash>>,
    /// The first entry that does not follow from those before it.
    broken_at: Option<u64>,
}

impl OldLog {
    /// Reads all of it.
    pub(super) fn read(db: &Connection, source: &mut Source) -> Result<OldLog> {
        let table = Table::of(db, "audit")?;
        let (mut log, mut chain) = (OldLog::default(), Hash::default());
        while let Some(row) = source.next(&table)? {
            let [
                sequence,
                save,
                at,
                until,
                verb,
                Value::Text(noun),
                Value::Integer(record),
                content,
                Value::Blob(stored),
            ] = row.as_slice()
            else {
                return Err(source.bad("it is no entry of a log"));
            };
            let hex = |value: &Value| {
                if let Value::Blob(bytes) = value { json!(HEXLOWER.encode(bytes)) } else { json!(null) }
            };
            let entry =
                json!([plain(sequence), plain(save), plain(at), plain(until), plain(verb), noun, record, hex(content)]);
            chain = Sha256::new().chain_update(chain).chain_update(entry.to_string()).finalize().into();
            if chain.as_slice() != stored.as_slice() && log.broken_at.is_none() {
                log.broken_at = Some(source.read);
            }
            let content = if let Value::Blob(bytes) = content { bytes.as_slice().try_into().ok() } else { None };
            log.last.insert((noun.clone(), *record), content);
        }
        Ok(log)
    }

    /// What is not as the old log says: of the log itself, and of the records as they are in the new practice.
    pub(super) fn unlike(mut self, db: &Connection) -> Result<Vec<String>> {
        let broken = self.broken_at.map(|at| format!("entry {at} of the old log does not follow from those before it"));
        let mut unlike: Vec<String> = broken.into_iter().collect();
        let mut query =
            db.prepare("SELECT noun, record, content FROM audit WHERE verb = 'rebuilt' ORDER BY sequence")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let (noun, record, content): (String, i64, Option<Hash>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            if ELSEWHERE.contains(&noun.as_str()) {
                continue;
            }
            // An empty note comes with its session and has no entry before its first save; the settings come with the practice.
            let unlogged = ["note", "settings"].contains(&noun.as_str());
            match self.last.remove(&(noun.clone(), record)) {
                Some(logged) if logged == content => {}
                None if unlogged => {}
                None => unlike.push(format!("{noun} {record} is in no entry of the old log")),
                Some(_) => unlike.push(format!("{noun} {record} is not what the old log says it was")),
            }
        }
        let mut gone: Vec<(String, i64)> = self.last.into_iter().filter_map(|(of, there)| there.map(|_| of)).collect();
        gone.retain(|(noun, _)| !ELSEWHERE.contains(&noun.as_str()));
        gone.sort();
        unlike.extend(
            gone.into_iter().map(|(noun, record)| format!("{noun} {record} is in the old log, and not in the archive")),
        );
        Ok(unlike)
    }
}

fn plain(value: &Value) -> serde_json::Value {
    match value {
        Value::Integer(number) => json!(number),
        Value::Text(text) => json!(text),
        _ => json!(null),
    }
}
