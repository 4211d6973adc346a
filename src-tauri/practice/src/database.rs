//! Opening `practice.db`: the order of the steps, the settings of SQLCipher, and the ladder of migrations.

use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, ErrorCode, OpenFlags};
use rusqlite_migration::{HookError, M, Migrations};

use crate::{Error, Result, audit, disk, first_chain, search, vault::DataKey};

/// The name of the database in a practice's folder.
pub const DATABASE_FILE: &str = "practice.db";

/// What tells a kind of our files from others, and from any other SQLite database.
pub(crate) struct Kind {
    /// Its name in a practice's folder.
    pub(crate) file: &'static str,
    /// The number that stands in its header.
    pub(crate) application_id: i64,
    /// The latest version of what it holds.
    pub(crate) schema: i64,
}

/// The records; the number is "SBPr".
const RECORDS: Kind = Kind { file: DATABASE_FILE, application_id: 0x5342_5072, schema: SCHEMA_VERSION };

/// Every step from an empty file to the present shape; a step that has shipped is never changed.
fn migrations() -> Migrations<'static> {
    Migrations::new(vec![
        M::up(include_str!("migrations/001_practice.sql")),
        M::up_with_hook(include_str!("migrations/002_vault.sql"), |db: &rusqlite::Transaction| {
            // Version 0.1.0 could leave the search index damaged.
            db.execute("INSERT INTO search (search) VALUES ('rebuild')", [])?;
            first_chain::chain_all(db).map_err(|why| HookError::Hook(why.to_string()))
        }),
        M::up(include_str!("migrations/003_notes.sql")),
        M::up(include_str!("migrations/004_clients.sql")),
        M::up(include_str!("migrations/005_signing.sql")),
        M::up(include_str!("migrations/006_writing.sql")),
        M::up(include_str!("migrations/007_search.sql")),
        M::up(include_str!("migrations/008_process.sql")),
        M::up(include_str!("migrations/009_found_by.sql")),
        M::up(include_str!("migrations/010_handouts.sql")),
        M::up(include_str!("migrations/011_lists.sql")),
        // Makes the indexes of 007 and 009 too: their places are numbered otherwise now.
        M::up_with_hook(include_str!("migrations/012_newest_first.sql"), |db: &rusqlite::Transaction| {
            search::build(db).map_err(|why| HookError::Hook(why.to_string()))
        }),
        M::up(include_str!("migrations/013_own_handout_states.sql")),
        M::up(include_str!("migrations/014_homework.sql")),
        M::up(include_str!("migrations/015_goals.sql")),
        M::up(include_str!("migrations/016_took_place.sql")),
        M::up(include_str!("migrations/017_looks_in_order.sql")),
        M::up(include_str!("migrations/018_partner_material.sql")),
        M::up(include_str!("migrations/019_taken_out.sql")),
        M::up_with_hook(include_str!("migrations/020_homework_found.sql"), |db: &rusqlite::Transaction| {
            search::build(db).map_err(|why| HookError::Hook(why.to_string()))
        }),
        M::up(include_str!("migrations/021_formulation.sql")),
        M::up(include_str!("migrations/022_desk.sql")),
        M::up(include_str!("migrations/023_measures.sql")),
    ])
}

/// The schema version this program writes.
pub(crate) const SCHEMA_VERSION: i64 = 23;
/// The first version whose log is a chain with a head.
pub(crate) const CHAINED_SINCE: i64 = 2;
/// The first version that knows of process notes.
pub(crate) const PROCESS_NOTES_SINCE: i64 = 8;

/// Makes a new database under `key`; the file must not exist.
pub(crate) fn create(folder: &Path, key: &DataKey) -> Result<Connection> {
    let path = folder.join(DATABASE_FILE);
    disk::make_private(&path)?;
    let mut db = connect(&path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    db.pragma_update(None, "application_id", RECORDS.application_id)?;
    bring_up(&mut db)?;
    Ok(db)
}

/// Lets what stands aside, in a file that nobody relies on yet, be written without waiting for the disk. Whoever lets it stand
/// makes it durable first.
pub(crate) fn write_aside(db: &Connection) -> Result<()> {
    Ok(db.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -131072;")?)
}

/// A database that has been opened as it is.
pub(crate) struct Found {
    pub(crate) db: Connection,
    /// The version of its records.
    pub(crate) schema: i64,
    /// What a crash had left, and was made good.
    pub(crate) mended: Option<&'static str>,
}

/// Opens the records that are there.
pub(crate) fn open(folder: &Path, key: &DataKey) -> Result<Found> {
    open_kind(&RECORDS, folder, key)
}

/// Opens what is there, in a fixed order: header, key, settings, whose file it is, which version.
pub(crate) fn open_kind(kind: &Kind, folder: &Path, key: &DataKey) -> Result<Found> {
    let path = folder.join(kind.file);
    check_header(&path)?;
    let journal = folder.join(format!("{}-journal", kind.file));
    let crashed = fs::metadata(journal).is_ok_and(|journal| journal.len() > 0);
    let db = connect(&path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let schema = check_ours(kind, &db, &path)?;
    if !crashed || complaints(&db, "cipher_integrity_check")?.is_empty() {
        return Ok(Found { db, schema, mended: None });
    }
    // A connection that has met a damaged page answers nothing more, so this one is closed in either case.
    drop(db);
    let mended = match without_free_pages(kind, folder, key) {
        Ok(()) => "pages that held nothing were damaged in a crash",
        Err(_) => "a crash left damage that could not be made good: check the practice",
    };
    let db = connect(&path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    Ok(Found { db, schema, mended: Some(mended) })
}

/// SQLite's journal leaves out pages that hold nothing. A write torn by a power cut can damage one of them, which costs no
/// record, but would be found by every later check and stop every backup; so a file is written without them, and takes
/// the other's place once it is whole. It reads every page that holds something; what it cannot read stays as it is.
fn without_free_pages(kind: &Kind, folder: &Path, key: &DataKey) -> Result<()> {
    let scratch = disk::scratch_in(folder)?;
    let (path, new) = (folder.join(kind.file), scratch.path().join(kind.file));
    disk::make_private(&new)?;
    let db = connect(&path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    db.execute("VACUUM INTO ?1", [new.to_str().ok_or_else(|| Error::invalid("The folder's name is no text."))?])?;
    let tip = audit::tip(&db);
    drop(db);
    let written = connect(&new, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    expect_whole(&written, &new)?;
    let chained = kind.file == RECORDS.file && check_ours(kind, &written, &new)? >= CHAINED_SINCE;
    if chained && tip? != audit::tip(&written)? {
        return Err(Error::Damaged { place: new, what: "it does not hold what was put in".into() });
    }
    drop(written);
    let doing = || Error::file(format!("Replacing {}", path.display()));
    disk::sync_file(&new)?;
    fs::rename(&new, &path).map_err(doing())?;
    disk::sync(folder)
}

/// Every step from the version of the records to the present one, in one transaction.
pub(crate) fn bring_up(db: &mut Connection) -> Result<()> {
    migrations().to_latest(db).map_err(|why| match why {
        // What the disk refuses is told as such.
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        other => other.into(),
    })
}

/// Asks a question that only whole records can answer, before anybody relies on them.
pub(crate) fn expect_healthy(db: &Connection, folder: &Path) -> Result<()> {
    let path = folder.join(DATABASE_FILE);
    db.query_row("SELECT count(*) FROM practice", [], |row| row.get::<_, i64>(0))
        .map_err(|why| named(why, &path))
        .and_then(|practices| match practices {
            1 => Ok(()),
            _ => Err(Error::Damaged { place: path, what: "it holds no practice".into() }),
        })
}

/// Opens a database under `key` for a copy to be written into.
pub(crate) fn connect(path: &Path, key: &DataKey, how: OpenFlags) -> Result<Connection> {
    let db = Connection::open_with_flags(path, how | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(|e| named(e, path))?;
    // SQLite falls back to reading where it may not write, and would refuse every save of the session.
    if how.contains(OpenFlags::SQLITE_OPEN_READ_WRITE) && db.is_readonly("main")? {
        return Err(Error::ReadOnly(path.into()));
    }
    // Another process holds the file for as long as it runs: waiting would only delay the answer.
    db.busy_timeout(std::time::Duration::ZERO)?;
    // Wipes every page from memory as it is let go; without it note text outlives the connection.
    db.execute_batch("PRAGMA cipher_memory_security = ON; PRAGMA cipher_log_level = NONE")?;
    db.execute_batch(&zeroize::Zeroizing::new(format!("PRAGMA key = \"{}\"", *key.sqlcipher_literal())))?;
    let cipher: String = db.query_row("PRAGMA cipher_version", [], |row| row.get(0)).unwrap_or_default();
    if cipher.is_empty() {
        return Err(Error::invalid("This build cannot encrypt records, so it will not open any."));
    }
    db.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA journal_mode = DELETE;
         PRAGMA synchronous = EXTRA;
         PRAGMA fullfsync = ON;
         PRAGMA secure_delete = ON;
         PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA mmap_size = 0;
         -- 16 MiB: each page that is not kept is decrypted again, and as she types the same ones are asked for.
         PRAGMA cache_size = -16384;",
    )
    .map_err(|why| named(why, path))?;
    // Takes the exclusive lock now, so that a second process hears it here and not at its first save.
    db.execute_batch("BEGIN EXCLUSIVE; COMMIT").map_err(|why| named(why, path))?;
    Ok(db)
}

/// Refuses a database that another process holds; the key is not needed to hear that.
pub(crate) fn expect_free(folder: &Path) -> Result<()> {
    let path = folder.join(DATABASE_FILE);
    if !path.is_file() {
        return Ok(());
    }
    // Only to read, so that a journal left by a crash is left to whoever has the key.
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let held = Connection::open_with_flags(&path, flags).and_then(|db| {
        db.busy_timeout(std::time::Duration::ZERO)?;
        db.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))
    });
    match held.map_err(|why| named(why, &path)) {
        Err(busy @ Error::Busy(_)) => Err(busy),
        _ => Ok(()),
    }
}

/// Whether a connection that gave this answer answers nothing more: it has met a page that does not verify.
pub(crate) fn is_poisoned(why: &Error) -> bool {
    use ErrorCode::{DatabaseCorrupt, NotADatabase, OutOfMemory};
    let Error::Database(why) = why else { return false };
    matches!(why.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase | OutOfMemory))
}

/// Reads every page: a file that opens can still be torn in its middle.
pub(crate) fn expect_whole(db: &Connection, file: &Path) -> Result<()> {
    let damaged = |what: String| Error::Damaged { place: file.into(), what };
    for (pragma, well) in [("cipher_integrity_check", None), ("quick_check", Some("ok"))] {
        let answer = complaints(db, pragma).map_err(|why| damaged(why.to_string()))?;
        if let Some(first) = answer.into_iter().find(|line| Some(line.as_str()) != well) {
            return Err(damaged(first));
        }
    }
    Ok(())
}

/// The lines with which a checking pragma answers.
pub(crate) fn complaints(db: &Connection, pragma: &str) -> rusqlite::Result<Vec<String>> {
    db.prepare(&format!("PRAGMA {pragma}"))?.query_map([], |row| row.get(0))?.collect()
}

fn check_header(path: &Path) -> Result<()> {
    let damaged = |what: &str| Error::Damaged { place: path.into(), what: what.into() };
    let mut head = Vec::new();
    File::open(path)
        .and_then(|file| file.take(16).read_to_end(&mut head))
        .map_err(Error::file(format!("Reading {}", path.display())))?;
    match head.as_slice() {
        [] => Err(damaged("it is empty")),
        b"SQLite format 3\0" => Err(damaged("it is not encrypted, so it is not the file that was written")),
        _ => Ok(()),
    }
}

fn check_ours(kind: &Kind, db: &Connection, path: &Path) -> Result<i64> {
    let pragma = |name| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(|e| named(e, path));
    if pragma("application_id")? != kind.application_id {
        return Err(Error::Damaged { place: path.into(), what: "it is not a Secure Base database".into() });
    }
    let found = pragma("user_version")?;
    if found > kind.schema {
        return Err(Error::Newer { found, known: kind.schema });
    }
    Ok(found)
}

/// SQLite's codes that mean something to a person.
fn named(why: rusqlite::Error, path: &Path) -> Error {
    let place = || -> PathBuf { path.into() };
    match why.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            Error::Damaged { place: place(), what: "its first page does not answer to the key".into() }
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy(place()),
        Some(ErrorCode::ReadOnly) => Error::ReadOnly(place()),
        _ => why.into(),
    }
}
