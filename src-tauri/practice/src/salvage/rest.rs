//! What is written into the new practice beside its records: the settings, earlier states of notes, what was not saved yet,
//! the counters.

use rusqlite::types::Value;

use super::{
    found::Found,
    write::{columns, insert},
};
use crate::{Now, Practice, Record, Result, Verb, transact::Change};

pub(super) fn settings(practice: &mut Practice, found: &mut Found, now: Now) -> Result<()> {
    let Some((_, row)) = found.take_table("settings").pop_first() else { return Ok(()) };
    let (Some(Value::Integer(minutes)), second_place) = (row.values.get(1), row.values.get(2)) else { return Ok(()) };
    practice.transact(now, |change| {
        let second_place = second_place.cloned().unwrap_or(Value::Null);
        let names = columns(change, "settings")?;
        let said = |column: &str| {
            let at = names.iter().position(|name| name == column);
            at.and_then(|at| row.values.get(at)).cloned().unwrap_or(Value::Null)
        };
        change.db.execute(
            "UPDATE settings SET idle_minutes = ?1, second_place = ?2, default_template = ?3, process_idle_minutes = ?4",
            (minutes, second_place, said("default_template"), said("process_idle_minutes")),
        )?;
        change.touch(Verb::Salvaged, Record::Settings)
    })?;
    Ok(())
}

/// Earlier states of notes, of those whose note is there.
pub(super) fn drafts(change: Change, found: &mut Found) -> Result<()> {
    for (id, row) in found.take_table("draft_state") {
        let known = matches!(row.values.get(1), Some(Value::Integer(session)) if
            change.db.prepare_cached("SELECT 1 FROM note WHERE session = ?1")?.exists([session])?);
        if known && row.whole {
            insert(change, "draft_state", id, &row.values)?;
        }
    }
    Ok(())
}

/// What was not saved yet.
pub(super) fn unfinished(change: Change, found: &mut Found) -> Result<()> {
    for (id, row) in found.take_table("unfinished") {
        if row.whole {
            insert(change, "unfinished", id, &row.values)?;
        }
    }
    Ok(())
}

/// When formulations were looked at, of clients who are there.
pub(super) fn formulation_looks(change: Change, found: &mut Found) -> Result<()> {
    for (client, row) in found.take_table("formulation_look") {
        if row.whole && change.db.prepare_cached("SELECT 1 FROM client WHERE id = ?1")?.exists([client])? {
            insert(change, "formulation_look", client, &row.values)?;
        }
    }
    Ok(())
}

/// A number that was given is not given again, also when its record is lost.
pub(super) fn count_on(change: Change, table: &str, highest: i64) -> Result<()> {
    let rows = change.db.execute("UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1", (table, highest))?;
    if rows == 0 && highest > 0 {
        change.db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)", (table, highest))?;
    }
    Ok(())
}
