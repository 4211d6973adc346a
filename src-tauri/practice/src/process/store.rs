//! `process.db`: SQLCipher with the settings of `practice.db`, a key of its own, and its own ladder of migrations.
//!
//! Fingerprint of a note = HMAC-SHA256 under `seal.key` over the JSON array `[session,revision,saved_at,document]` without
//! white space, `saved_at` in RFC 3339.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row as SqlRow};
use rusqlite_migration::{M, Migrations};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{
    Error, Result, SessionId,
    content::Hash,
    database::{self, Kind},
    disk,
    page_copy::PageCopy,
    vault::DataKey,
};

/// The name of the database in a practice's folder.
pub(crate) const PROCESS_FILE: &str = "process.db";
/// The latest version of its tables.
const SCHEMA: i64 = 1;
/// The number is "SBPn".
const PROCESS: Kind = Kind { file: PROCESS_FILE, application_id: 0x5342_506e, schema: SCHEMA };

/// Every step from an empty file to the present shape; a step that has shipped is never changed.
fn migrations() -> Migrations<'static> {
    Migrations::new(vec![M::up(include_str!("migrations/001_process.sql"))])
}

/// The open database of the process notes. Dropping it closes the database and wipes the keys.
pub(crate) struct Store {
    /// A copy of the database that is being made; before the connection, because it ends before it.
    copying: Option<PageCopy>,
    pub(super) db: Connection,
    path: PathBuf,
    key: DataKey,
    seal: Zeroizing<Hash>,
    /// Which file was opened: the connection would go on writing to it when its name is gone from the disk.
    file: Option<disk::Identity>,
    /// The save under way, with the revision that it grew from: when only its second step fails, the editor tries again
    /// from the same revision.
    pub(super) unanswered: Option<(SessionId, u32)>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store(..)")
    }
}

/// A note as it is stored.
pub(super) struct Row {
    pub(super) session: SessionId,
    pub(super) document: String,
    pub(super) revision: u32,
    pub(super) saved_at: DateTime<Utc>,
    /// The fingerprint that `practice.db` had when this was saved.
    pub(super) content_before: Option<Hash>,
}

const COLUMNS: &str = "SELECT session, document, revision, saved_at, content_before FROM process_note";

fn read(row: &SqlRow) -> rusqlite::Result<Row> {
    let (session, document, revision) = (row.get(0)?, row.get(1)?, row.get(2)?);
    Ok(Row { session, document, revision, saved_at: row.get(3)?, content_before: row.get(4)? })
}

impl Store {
    /// Makes an empty one in a folder that has none, whole or not at all.
    pub(crate) fn create(folder: &Path, key: &DataKey) -> Result<()> {
        let scratch = disk::scratch_in(folder)?;
        let made = scratch.path().join(PROCESS_FILE);
        disk::make_private(&made)?;
        let mut db = database::connect(&made, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        db.pragma_update(None, "application_id", PROCESS.application_id)?;
        migrations().to_latest(&mut db)?;
        db.execute("INSERT INTO seal (id, key) VALUES (1, ?1)", [DataKey::random()?.bytes()])?;
        drop(db);
        let doing = Error::file(format!("Making {PROCESS_FILE} in {}", folder.display()));
        std::fs::rename(&made, folder.join(PROCESS_FILE)).map_err(doing)?;
        disk::sync(folder)
    }

    /// Opens what is there and reads every page of it.
    pub(crate) fn open(folder: &Path, key: &DataKey) -> Result<Store> {
        let path = folder.join(PROCESS_FILE);
        let mut db = database::open_kind(&PROCESS, folder, key)?.db;
        database::expect_whole(&db, &path)?;
        migrations().to_latest(&mut db)?;
        let seal = db.query_row("SELECT key FROM seal", [], |row| row.get::<_, Hash>(0)).map(Zeroizing::new)?;
        Ok(Store { copying: None, db, file: disk::identity(&path), path, key: key.clone(), seal, unanswered: None })
    }

    /// Whether the file that was opened still stands where it was opened.
    pub(super) fn expect_in_place(&self) -> Result<()> {
        let now = disk::identity(&self.path);
        if now.is_some() && now == self.file {
            return Ok(());
        }
        Err(Error::Missing(disk::parent(&self.path).into()))
    }

    /// What `practice.db` is told of a note.
    pub(super) fn content(&self, row: &Row) -> Hash {
        let words = serde_json::json!([row.session, row.revision, row.saved_at.to_rfc3339(), row.document]);
        let Ok(mac) = Hmac::<Sha256>::new_from_slice(&*self.seal) else {
            unreachable!("HMAC takes keys of any length")
        };
        mac.chain_update(Zeroizing::new(words.to_string()).as_bytes()).finalize().into_bytes().into()
    }

    /// The stored note of a session.
    pub(super) fn row(&self, session: SessionId) -> Result<Option<Row>> {
        let mut query = self.db.prepare_cached(&format!("{COLUMNS} WHERE session = ?1"))?;
        Ok(query.query_row([session], read).optional()?)
    }

    /// Every stored note.
    pub(super) fn rows(&self) -> Result<Vec<Row>> {
        let mut query = self.db.prepare(&format!("{COLUMNS} ORDER BY session"))?;
        Ok(query.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Puts a note on disk in place of the session's one before.
    pub(super) fn put(&mut self, row: &Row) -> Result<()> {
        self.db
            .prepare_cached(
                "INSERT OR REPLACE INTO process_note (session, document, revision, saved_at, content_before)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((row.session, &row.document, row.revision, row.saved_at, row.content_before))?;
        self.expect_in_place()
    }

    /// Deletes notes for good; no page holds their words then.
    pub(super) fn erase(&mut self, sessions: &[SessionId]) -> Result<()> {
        let change = self.db.transaction()?;
        for session in sessions {
            change.execute("DELETE FROM process_note WHERE session = ?1", [session])?;
        }
        Ok(change.commit()?)
    }

    /// Copies some pages into a folder; answers whether what is left goes over in one go.
    pub(crate) fn copy_on(&mut self, folder: &Path) -> Result<bool> {
        let mut copying = match self.copying.take() {
            Some(copying) => copying,
            None => {
                let path = folder.join(PROCESS_FILE);
                disk::remove_if_there(&path)?;
                PageCopy::begin(&self.db, &path, &self.key)?
            }
        };
        copying.go_on()?;
        Ok(self.copying.insert(copying).is_near_its_end())
    }

    /// Copies what is left.
    pub(super) fn finish_copy(&mut self) -> Result<()> {
        self.copying.take().map_or(Ok(()), |copying| copying.finish().map(drop))
    }

    pub(crate) fn stop_copying(&mut self) {
        self.copying = None;
    }
}
