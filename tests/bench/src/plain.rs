//! Bare SQLCipher: a database equal to a practice's, and a save written by hand.
//!
//! In the product rusqlite is kept to the practice alone. This is a tool of the tests: it is what the practice is
//! compared with, so it must reach the database without it.

use std::{
    fs::File,
    io::{Seek, SeekFrom, Write},
    path::Path,
};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use secure_base_practice::{AuditEntry, ClientId, LogFilter, Passage, Practice};

use crate::{Result, indexed};

/// The very schema of a practice.
pub const SCHEMA: &[&str] = &[
    include_str!("../../../src-tauri/practice/src/migrations/001_practice.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/002_vault.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/003_notes.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/004_clients.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/005_signing.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/006_writing.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/007_search.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/008_process.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/009_found_by.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/010_handouts.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/011_lists.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/012_newest_first.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/013_own_handout_states.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/014_homework.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/015_goals.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/016_took_place.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/017_looks_in_order.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/018_partner_material.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/019_taken_out.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/020_homework_found.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/021_formulation.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/022_desk.sql"),
    include_str!("../../../src-tauri/practice/src/migrations/023_measures.sql"),
];

/// A hash, which costs the reference nothing.
const HASH: [u8; 32] = [7; 32];
/// As much as a practice writes beside the database before a save is acknowledged.
const SLOT: [u8; 4096] = [b' '; 4096];

/// The settings under which a practice writes; the key is raw, so none is derived.
const SETTINGS: &str = "
    PRAGMA cipher_memory_security = ON;
    PRAGMA key = \"x'2dd29ca851e7b56e4697b0e1f08507293d761a05ce4d1b628663f411a8086d99'\";
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = DELETE;
    PRAGMA synchronous = EXTRA;
    PRAGMA secure_delete = ON;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA mmap_size = 0;
    PRAGMA cache_size = -16384;
    BEGIN EXCLUSIVE; COMMIT;";

/// A database without a practice around it.
pub struct Plain(Connection, File);

/// What a save writes.
pub struct Line {
    /// The document as JSON.
    pub document: String,
    /// Its text.
    pub body: String,
    /// Its tagged passages.
    pub passages: Vec<Passage>,
    /// When.
    pub saved_at: DateTime<Utc>,
}

impl Plain {
    /// Opens or makes the database in `file`.
    pub fn open(file: &Path) -> Result<Plain> {
        let db = Connection::open(file)?;
        db.execute_batch(SETTINGS)?;
        Ok(Plain(db, File::options().create(true).truncate(false).write(true).open(file.with_extension("head"))?))
    }

    /// A new database in `file` with all that `practice` holds.
    pub fn copy(file: &Path, practice: &Practice) -> Result<()> {
        let Plain(mut db, head) = Plain::open(file)?;
        head.set_len(2 * SLOT.len() as u64)?;
        SCHEMA.iter().try_for_each(|step| db.execute_batch(step))?;
        let transaction = db.transaction()?;
        let name = practice.name();
        transaction.execute("INSERT INTO practice (id, name, made_at) VALUES (1, ?1, ?2)", (name, Utc::now()))?;
        let mut clients = practice.clients("")?;
        clients.sort_by_key(|client| client.id);
        for client in clients {
            copy_client(&transaction, practice, client.id)?;
        }
        let log = "INSERT INTO audit (sequence, save, at, verb, noun, record, content, chain) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)";
        let mut page = LogFilter::default();
        loop {
            let lines = practice.log_page(&page)?;
            let Some(last) = lines.last() else { break };
            page.before = Some(last.entry.sequence);
            for AuditEntry { sequence, save, at, verb, noun, record, .. } in lines.into_iter().map(|line| line.entry) {
                transaction.prepare_cached(log)?.execute((sequence, save, at, verb, noun, record, HASH))?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// The revision of a note.
    pub fn revision(&self, session: i64) -> Result<u32> {
        Ok(self.0.query_row("SELECT revision FROM note WHERE session = ?1", [session], |row| row.get(0))?)
    }

    /// A note's document, and how many passages it has.
    pub fn note(&self, session: i64) -> Result<(String, u32)> {
        let both = "SELECT document, (SELECT count(*) FROM passage WHERE session = ?1) FROM note WHERE session = ?1";
        Ok(self.0.query_row(both, [session], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// How many lines the audit log has.
    pub fn audit_lines(&self) -> Result<u32> {
        Ok(self.0.query_row("SELECT count(*) FROM audit", [], |row| row.get(0))?)
    }

    /// Saves a note: the rows that the practice writes, in one transaction.
    pub fn save(&mut self, session: i64, revision: u32, line: &Line) -> Result<()> {
        let change = self.0.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (stored, old_body, old): (u32, String, String) = change
            .prepare_cached("SELECT revision, body, document FROM note WHERE session = ?1")?
            .query_row([session], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        if stored != revision {
            return Err("the note was saved by somebody else".into());
        }
        // What a save replaces is kept for a while, as the product keeps it.
        change
            .prepare_cached("INSERT INTO draft_state (session, at, words, document) VALUES (?1, ?2, 0, ?3)")?
            .execute((session, line.saved_at, old))?;
        change
            .prepare_cached(
                "UPDATE note SET document = ?2, body = ?3, revision = ?4, saved_at = ?5 WHERE session = ?1",
            )?
            .execute((session, &line.document, &line.body, revision + 1, line.saved_at))?;
        let (place, facts) = indexed::note(&change, session)?;
        indexed::turn(&change, "search", place, Some((&old_body, &facts)), Some((&line.body, &facts)))?;
        indexed::forget_passages(&change, place)?;
        write_passages(&change, session, &line.passages)?;
        indexed::add_passages(&change, place, &facts, &line.passages)?;
        change
            .prepare_cached(
                "INSERT INTO audit (save, at, verb, noun, record, content, chain)
                 VALUES (0, ?1, 'changed', 'note', ?2, ?3, ?3)",
            )?
            .execute((line.saved_at, session, HASH))?;
        change.commit()?;
        self.1.seek(SeekFrom::Start(u64::from(revision % 2) * SLOT.len() as u64))?;
        self.1.write_all(&SLOT)?;
        Ok(self.1.sync_data()?)
    }
}

fn write_passages(change: &Transaction, session: i64, passages: &[Passage]) -> Result<()> {
    change.prepare_cached("DELETE FROM passage WHERE session = ?1")?.execute([session])?;
    let mut insert = change.prepare_cached(
        "INSERT INTO passage (session, mark, factor, aspect, place, words, comment) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for p in passages {
        let (factor, aspect) = (p.tag.factor.letter(), p.tag.aspect.word());
        insert.execute((session, &p.mark, factor, aspect, p.place, &p.words, &p.comment))?;
    }
    Ok(())
}

fn copy_client(to: &Transaction, practice: &Practice, id: ClientId) -> Result<()> {
    let page = practice.client_page(id)?;
    let (client, kind) = (&page.client, serde_json::to_value(page.client.kind)?);
    to.execute(
        "INSERT INTO client (id, name, kind, pronouns, added_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        (id.number(), &client.name, kind.as_str(), &client.pronouns, client.added_at),
    )?;
    for session in page.sessions.iter().rev() {
        let number = session.id.number();
        to.prepare_cached("INSERT INTO session (id, client, number, day, started_at) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute((number, id.number(), session.number, session.day, session.started_at))?;
        let note = practice.note(session.id)?;
        let body = secure_base_practice::Document::parse(&note.document)?.extract().text;
        to.prepare_cached(
            "INSERT INTO note (session, document, body, revision, saved_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((number, &note.document, &body, note.revision, note.saved_at))?;
        let (place, facts) = indexed::note(to, number)?;
        to.prepare_cached("INSERT INTO search_place (place) VALUES (?1)")?.execute([place])?;
        index_as_written(to, place, &facts, &body)?;
        let passages = practice.passages(session.id)?;
        write_passages(to, number, &passages)?;
        indexed::add_passages(to, place, &facts, &passages)?;
    }
    let task = "INSERT INTO homework (id, session, task, factor, handout, assigned_on, due, done_on)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    for h in &page.homework {
        let factor = h.factor.map(|factor| factor.letter());
        let (id, session) = (h.id.number(), h.session.number());
        to.prepare_cached(task)?.execute((
            id,
            session,
            &h.task,
            factor,
            &h.handout,
            h.assigned_on,
            h.due,
            h.done_on,
        ))?;
    }
    Ok(())
}

/// Indexes a note as a practice does: empty when its session starts, anew when it is saved. The steps matter, because
/// they decide into how many segments FTS5 cuts its index, and every later save pays for each of them.
fn index_as_written(to: &Transaction, place: i64, facts: &str, body: &str) -> Result<()> {
    indexed::turn(to, "search", place, None, Some(("", facts)))?;
    indexed::turn(to, "search", place, Some(("", facts)), Some((body, facts)))
}
