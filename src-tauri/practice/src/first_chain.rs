//! The log of the first schema, which was no chain, is made one.

use data_encoding::HEXLOWER;
use rusqlite::Connection;

use crate::{
    AuditEntry, Result,
    audit::{COLUMNS, read},
    content::{self, Hash},
};

/// Links entries that were written before there was a chain, and gives the last of each record its content.
pub(crate) fn chain_all(db: &Connection) -> Result<()> {
    let mut entries = db.prepare(&format!("{COLUMNS} ORDER BY sequence"))?;
    let mut write = db.prepare("UPDATE audit SET content = ?2, chain = ?3 WHERE sequence = ?1")?;
    let mut is_last =
        db.prepare("SELECT NOT EXISTS (SELECT 1 FROM audit WHERE noun = ?1 AND record = ?2 AND sequence > ?3)")?;
    let mut chain = Hash::default();
    for entry in entries.query_map([], read)?.collect::<rusqlite::Result<Vec<_>>>()? {
        let last: bool = is_last.query_row((&entry.noun, entry.record, entry.sequence), |row| row.get(0))?;
        let content = if last { content::of(db, &entry.noun, entry.record)? } else { None };
        let entry = AuditEntry { content: content.map(|hash| HEXLOWER.encode(&hash)), ..entry };
        chain = entry.chained(&chain);
        write.execute((entry.sequence, content, chain))?;
    }
    Ok(())
}
