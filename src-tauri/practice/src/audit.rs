//! The audit log: what was done to which record and when, each entry hashing the one before it and the content it
//! speaks of, so that nothing in it can be changed, left out or put back without the rest telling.
//!
//! `chain` of an entry = SHA-256 (chain of the entry before, or 32 zero bytes ‖ entry), where the entry is the JSON array
//! `[sequence,save,at,until,verb,noun,record,content]` without white space, `content` in lower-case hexadecimal,
//! and `until` and `content` may be null. The tip of the chain also stands in `practice.head` (see head.rs).

use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::HEXLOWER;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use sha2::{Digest, Sha256};
use specta::Type;

use crate::{
    Result,
    content::{self, Hash},
};

/// Saves of one note, process note or addendum in a row, with nothing else between, share an entry for so long.
const ONE_SITTING: TimeDelta = TimeDelta::minutes(30);

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Verb {
    /// Made.
    Added,
    /// Altered.
    Changed,
    /// Signed: it stays as it is from then on.
    Signed,
    /// Marked as looked at, because it must not be overlooked.
    LookedAfter,
    /// Put into the trash.
    Removed,
    /// Taken out of the trash.
    PutBack,
    /// Gone for good.
    Purged,
    /// Looked at.
    Viewed,
    /// Printed, or opened for printing.
    Printed,
    /// Written to a file outside the practice.
    Exported,
    /// Opened, with the secret that the entry names.
    Unlocked,
    /// Not opened: the secret that the entry names was wrong.
    FailedUnlock,
    /// A backup was made and proven.
    BackedUp,
    /// A backup was put into the second place and read back.
    CopiedBackup,
    /// Notes were searched; the words are not kept.
    Searched,
    /// Came out of a backup.
    Restored,
    /// Came out of a damaged practice.
    Salvaged,
    /// Came out of an open archive.
    Rebuilt,
    /// All content was hashed again and compared.
    Checked,
    /// An alarm was shown at opening, and the clinician opened nevertheless.
    Overruled,
}

impl Verb {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Verb::Added => "added",
            Verb::Changed => "changed",
            Verb::Signed => "signed",
            Verb::LookedAfter => "lookedAfter",
            Verb::Removed => "removed",
            Verb::PutBack => "putBack",
            Verb::Purged => "purged",
            Verb::Viewed => "viewed",
            Verb::Printed => "printed",
            Verb::Exported => "exported",
            Verb::Unlocked => "unlocked",
            Verb::FailedUnlock => "failedUnlock",
            Verb::BackedUp => "backedUp",
            Verb::CopiedBackup => "copiedBackup",
            Verb::Searched => "searched",
            Verb::Restored => "restored",
            Verb::Salvaged => "salvaged",
            Verb::Rebuilt => "rebuilt",
            Verb::Checked => "checked",
            Verb::Overruled => "overruled",
        }
    }
}

/// One line of the log, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    /// Counts from 1 without gaps.
    #[specta(type = u32)]
    pub sequence: i64,
    /// Counts the transactions; entries of one share it.
    #[specta(type = u32)]
    pub save: i64,
    /// When, and for several saves of one note in a row, when the first was.
    pub at: DateTime<Utc>,
    /// When the last of several saves was.
    pub until: Option<DateTime<Utc>>,
    /// What was done, in a word.
    pub verb: String,
    /// What kind of record.
    pub noun: String,
    /// Its number.
    #[specta(type = u32)]
    pub record: i64,
    /// The fingerprint of the record after it, if it is there still; lower-case hexadecimal.
    pub content: Option<String>,
    /// The hash over this entry and all before it; lower-case hexadecimal.
    pub chain: String,
}

/// Where the chain ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tip {
    pub(crate) save: i64,
    pub(crate) sequence: i64,
    pub(crate) chain: Hash,
    /// The chain one entry earlier, because the last entry may still grow.
    pub(crate) previous: Hash,
}

pub(crate) const COLUMNS: &str = "SELECT sequence, save, at, until, verb, noun, record, content, chain FROM audit";

pub(crate) fn read(row: &Row) -> rusqlite::Result<AuditEntry> {
    Ok(AuditEntry {
        sequence: row.get(0)?,
        save: row.get(1)?,
        at: row.get(2)?,
        until: row.get(3)?,
        verb: row.get(4)?,
        noun: row.get(5)?,
        record: row.get(6)?,
        content: row.get::<_, Option<Vec<u8>>>(7)?.map(|bytes| HEXLOWER.encode(&bytes)),
        chain: HEXLOWER.encode(&row.get::<_, Vec<u8>>(8)?),
    })
}

impl AuditEntry {
    /// The chain after this entry, when `previous` was the chain before it.
    pub(crate) fn chained(&self, previous: &Hash) -> Hash {
        let AuditEntry { sequence, save, at, until, verb, noun, record, content, .. } = self;
        let entry = serde_json::json!([sequence, save, stored(*at), until.map(stored), verb, noun, record, content]);
        Sha256::new().chain_update(previous).chain_update(entry.to_string()).finalize().into()
    }
}

/// The text that stands in the column.
fn stored(at: DateTime<Utc>) -> String {
    at.format("%F %T%.f%:z").to_string()
}

/// Where the chain ends; all zero while nothing is in it.
pub(crate) fn tip(db: &Connection) -> Result<Tip> {
    let mut query = db.prepare_cached("SELECT save, sequence, chain FROM audit ORDER BY sequence DESC LIMIT 2")?;
    let mut ends = query
        .query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, Hash>(2)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?
        .into_iter();
    let Some((save, sequence, chain)) = ends.next() else { return Ok(Tip::default()) };
    Ok(Tip { save, sequence, chain, previous: ends.next().map_or([0; 32], |(_, _, chain)| chain) })
}

/// What the log last said of the vault file: its generation and its fingerprint.
pub(crate) fn last_vault(db: &Connection) -> Result<Option<(i64, Hash)>> {
    // A question for each noun, so that the index answers however long the log is.
    let mut last = db.prepare_cached(
        "SELECT sequence, record, content FROM audit WHERE noun = ?1 ORDER BY record DESC, sequence DESC LIMIT 1",
    )?;
    let mut newest: Option<(i64, i64, Hash)> = None;
    for noun in ["passphrase", "recoveryCode", "dataKey"] {
        let found = last.query_row([noun], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
        newest = newest.max(found);
    }
    Ok(newest.map(|(_, generation, content)| (generation, content)))
}

/// The generation of the vault file in which the data key was last another one.
pub(crate) fn last_data_key(db: &Connection) -> Result<i64> {
    Ok(db.query_row("SELECT coalesce(max(record), 0) FROM audit WHERE noun = 'dataKey'", [], |row| row.get(0))?)
}

/// Appends an entry for the save under way to a chain that ends at `tip`; answers where it ends now. `content` is given for
/// what has no row in the database.
pub(crate) fn append(
    db: &Connection,
    tip: Tip,
    save: i64,
    verb: Verb,
    (noun, number): (&str, i64),
    at: DateTime<Utc>,
    content: Option<Hash>,
) -> Result<Tip> {
    let content = match content {
        None => content::of(db, noun, number)?,
        given => given,
    };
    let mut entry = AuditEntry {
        sequence: tip.sequence + 1,
        save,
        at,
        until: None,
        verb: verb.word().into(),
        noun: noun.into(),
        record: number,
        content: content.map(|hash| HEXLOWER.encode(&hash)),
        chain: String::new(),
    };
    let mut previous = tip.chain;
    if let Some(first) = same_sitting(db, &entry)? {
        entry = AuditEntry { sequence: tip.sequence, at: first, until: Some(at), ..entry };
        previous = tip.previous;
        // Taken out first: a statement that may replace costs every entry a journal of its own.
        db.prepare_cached("DELETE FROM audit WHERE sequence = ?1")?.execute([entry.sequence])?;
    }
    let chain = entry.chained(&previous);
    db.prepare_cached(
        "INSERT INTO audit (sequence, save, at, until, verb, noun, record, content, chain)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute((entry.sequence, save, entry.at, entry.until, &entry.verb, noun, number, content, chain))?;
    Ok(Tip { save, sequence: entry.sequence, chain, previous })
}

/// When the last entry began, if this one only carries it on: the same note or addendum, still being written.
fn same_sitting(db: &Connection, entry: &AuditEntry) -> Result<Option<DateTime<Utc>>> {
    if !["note", "processNote", "addendum"].contains(&entry.noun.as_str()) || entry.verb != Verb::Changed.word() {
        return Ok(None);
    }
    let mut last =
        db.prepare_cached("SELECT at FROM audit WHERE sequence = ?1 AND verb = ?2 AND noun = ?3 AND record = ?4")?;
    let began: Option<DateTime<Utc>> =
        last.query_row((entry.sequence - 1, &entry.verb, &entry.noun, entry.record), |row| row.get(0)).optional()?;
    Ok(began.filter(|began| (TimeDelta::zero()..ONE_SITTING).contains(&(entry.at - began))))
}
