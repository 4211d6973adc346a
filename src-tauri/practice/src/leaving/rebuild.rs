//! A new practice out of an open archive: new keys, a log of its own that names the archive, and every record as it was. It
//! is made aside and stands in its place whole or not at all.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, ErrorCode, params_from_iter};

use super::{
    manifest::{Manifest, PROCESS, RECORDS},
    old_log::OldLog,
    sound,
    source::Source,
    tables::{self, Table, quoted},
};
use crate::{
    Error, Now, Practice, Result, Verb,
    content::{self, Hash},
    database::SCHEMA_VERSION,
    practice, process, search,
    transact::Change,
    vault::{DataKey, KdfCost, RecoveryCode},
};

/// How many rows go into one transaction.
const BATCH: usize = 1_000;
/// More than any table will ever have given; beyond it numbers would lose their last digits in other programs.
const HIGHEST: i64 = (1 << 53) - 1;

/// What is built, and where.
pub struct Plan<'a> {
    /// The folder of the archive.
    pub archive: &'a Path,
    /// The folder of the new practice, which is empty or not there.
    pub place: &'a Path,
    /// The new practice's passphrase.
    pub passphrase: &'a str,
    /// The new practice's recovery code.
    pub code: &'a RecoveryCode,
    /// What opening it takes.
    pub cost: KdfCost,
}

/// A practice that was built.
#[derive(Debug)]
pub struct Rebuilt {
    /// It, open.
    pub practice: Practice,
    /// How many rows of records came over.
    pub records: u32,
    /// What is not as the old practice's log says it was; nothing if every record is equal.
    pub unlike: Vec<String>,
    /// How many process notes the old practice had that are not in the archive.
    pub process_notes_left: u32,
}

/// An archive being read into a practice.
struct Course<'a> {
    folder: &'a Path,
    manifest: &'a Manifest,
    fingerprint: Hash,
    now: Now,
    so_far: u32,
    goes_on: &'a mut dyn FnMut(u32) -> bool,
}

impl Practice {
    /// Builds a new practice out of an open archive and opens it. `goes_on` is told how many records are in and says whether to
    /// go on.
    ///
    /// # Errors
    /// [`Error::BadArchive`] and [`Error::NewerArchive`]; [`Error::Exists`] or [`Error::NotAPractice`] when the place is taken;
    /// [`Error::Stopped`]; [`Error::File`]. Whatever fails, nothing is left at the place.
    pub fn rebuild(plan: &Plan, now: Now, mut goes_on: impl FnMut(u32) -> bool) -> Result<Rebuilt> {
        let (manifest, fingerprint) = Manifest::read(plan.archive)?;
        manifest.expect_whole(plan.archive, || goes_on(0))?;
        let (mut records, mut unlike) = (0, Vec::new());
        let made = practice::Plan {
            name: &manifest.practice_name,
            sample: false,
            passphrase: plan.passphrase,
            code: plan.code,
            cost: plan.cost,
        };
        let was_there = plan.place.exists();
        let built = Self::create_filled(plan.place, made, now, |practice, process_key| {
            let folder = plan.archive;
            let goes_on = &mut goes_on;
            let mut course = Course { folder, manifest: &manifest, fingerprint, now, so_far: 0, goes_on };
            unlike = course.run(practice, process_key)?;
            records = course.so_far;
            Ok(())
        });
        if built.is_err() && !was_there {
            // Empty, because what was being made lay aside; what is not empty is not taken away.
            let _ = std::fs::remove_dir(plan.place);
        }
        let left = if manifest.process_notes.included { 0 } else { manifest.process_notes.held };
        Ok(Rebuilt { practice: built?, records, unlike, process_notes_left: left })
    }
}

impl Course<'_> {
    /// Answers what is not as the old log says.
    fn run(&mut self, practice: &mut Practice, process_key: Option<&DataKey>) -> Result<Vec<String>> {
        let tables = tables::carried(&practice.db)?;
        self.expect_known(&tables)?;
        let fingerprint = self.fingerprint;
        practice.transact(self.now, |change| {
            change.touch_archive(Verb::Rebuilt, fingerprint)?;
            // A new practice has its name and its settings; those of the archive take their place.
            tables.iter().try_for_each(|table| clear(change.db, table))
        })?;
        for table in &tables {
            self.fill(practice, table)?;
        }
        practice.transact(self.now, |change| self.count_on(change, &tables))?;
        self.process_notes(practice, process_key)?;
        practice.transact(self.now, |change| search::build(change.db))?;
        sound::expect_sound(practice, self.folder)?;
        self.log_all(practice)?;
        let log = self.manifest.file(&format!("{RECORDS}/audit.jsonl")).ok_or_else(|| self.bad("it has no log"))?;
        OldLog::read(&practice.db, &mut Source::open(self.folder, log)?)?.unlike(&practice.db)
    }

    /// Every table has its file, unless the archive is from before there was the table; and there is no other.
    fn expect_known(&self, tables: &[Table]) -> Result<()> {
        let mut known: BTreeSet<String> = tables.iter().map(|table| file_of(&table.name)).collect();
        if self.manifest.schema == SCHEMA_VERSION
            && let Some(missing) = known.iter().find(|name| self.manifest.file(name).is_none())
        {
            return Err(self.bad(&format!("{missing} is missing")));
        }
        known.insert(file_of("audit"));
        let strange = |name: &&str| name.starts_with(RECORDS) && !known.contains(*name);
        match self.manifest.files.iter().map(|file| file.name.as_str()).find(strange) {
            None => Ok(()),
            Some(name) => Err(self.bad(&format!("{name} is of a kind of record that this version does not know"))),
        }
    }

    fn fill(&mut self, practice: &mut Practice, table: &Table) -> Result<()> {
        let Some(listed) = self.manifest.file(&file_of(&table.name)) else { return Ok(()) };
        let mut source = Source::open(self.folder, listed)?;
        let mut more = true;
        while more {
            let now = self.now;
            more = practice.transact(now, |change| self.batch(change.db, table, &mut source))?.value;
        }
        Ok(())
    }

    /// Puts some rows in; answers whether there are more.
    fn batch(&mut self, db: &Connection, table: &Table, source: &mut Source) -> Result<bool> {
        let mut insert = db.prepare_cached(&table.insert())?;
        for _ in 0..BATCH {
            let Some(row) = source.next(table)? else { return Ok(false) };
            insert.execute(params_from_iter(row)).map_err(|why| refused(source, why))?;
            self.so_far = self.so_far.saturating_add(1);
            if !(self.goes_on)(self.so_far) {
                return Err(Error::Stopped);
            }
        }
        Ok(true)
    }

    /// Goes on counting where each table had stopped: no number is given a second time.
    fn count_on(&self, change: Change, tables: &[Table]) -> Result<()> {
        for (table, last) in &self.manifest.numbers {
            let known = tables.iter().any(|one| one.name == *table);
            if !known {
                continue;
            }
            if !(0..=HIGHEST).contains(last) {
                return Err(self.bad(&format!("no {table} can have the number after {last}")));
            }
            let sql = "UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1";
            if change.db.execute(sql, (table, last))? == 0 {
                change.db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)", (table, last))?;
            }
        }
        let highest: i64 =
            change.db.query_row("SELECT coalesce(max(seq), 0) FROM sqlite_sequence", [], |row| row.get(0))?;
        if highest > HIGHEST { Err(self.bad("a number in it is far too high")) } else { Ok(()) }
    }

    /// The process notes, if they came along: their words into their own database, and a new fingerprint of each.
    fn process_notes(&mut self, practice: &mut Practice, key: Option<&DataKey>) -> Result<()> {
        let Some(listed) = self.manifest.file(PROCESS) else { return Ok(()) };
        let key = key.ok_or(Error::NoPlaceForProcessNotes)?;
        let store = process::Store::open(practice.place(), key)?;
        let table = Table::of(store.connection(), "process_note")?.without("content_before");
        let mut source = Source::open(self.folder, listed)?;
        store.connection().execute_batch("BEGIN")?;
        while self.batch(store.connection(), &table, &mut source)? {}
        store.connection().execute_batch("COMMIT")?;
        practice.transact(self.now, |change| store.make_known(change, Verb::Rebuilt))?;
        Ok(())
    }

    /// Lets the new log say of every record that it came out of the archive, and what it is.
    fn log_all(&mut self, practice: &mut Practice) -> Result<()> {
        for (noun, table, column) in content::listed().filter(|(noun, ..)| *noun != "processNote") {
            let mut after = i64::MIN;
            loop {
                let sql = format!(
                    "SELECT {column} FROM {} WHERE {column} > ?1 ORDER BY {column} LIMIT {BATCH}",
                    quoted(table)
                );
                let ids = practice
                    .db
                    .prepare(&sql)?
                    .query_map([after], |row| row.get(0))?
                    .collect::<rusqlite::Result<Vec<i64>>>()?;
                let Some(last) = ids.last().copied() else { break };
                after = last;
                practice.transact(self.now, |change| {
                    ids.iter().try_for_each(|id| change.touch_listed(Verb::Rebuilt, noun, *id))
                })?;
                if !(self.goes_on)(self.so_far) {
                    return Err(Error::Stopped);
                }
            }
        }
        Ok(())
    }

    fn bad(&self, what: &str) -> Error {
        Error::BadArchive { place: PathBuf::from(self.folder), what: what.trim_end_matches('.').into() }
    }
}

/// The file of a table's rows.
pub(super) fn file_of(table: &str) -> String {
    format!("{RECORDS}/{table}.jsonl")
}

fn clear(db: &Connection, table: &Table) -> Result<()> {
    db.execute(&format!("DELETE FROM {}", quoted(&table.name)), [])?;
    Ok(())
}

/// What the database will not have, in words.
fn refused(source: &Source, why: rusqlite::Error) -> Error {
    use rusqlite::ffi::{
        SQLITE_CONSTRAINT_FOREIGNKEY, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID, SQLITE_CONSTRAINT_UNIQUE,
    };
    match why.sqlite_error().map(|code| (code.code, code.extended_code)) {
        Some((_, SQLITE_CONSTRAINT_PRIMARYKEY | SQLITE_CONSTRAINT_UNIQUE | SQLITE_CONSTRAINT_ROWID)) => {
            source.bad("its number is there twice")
        }
        Some((_, SQLITE_CONSTRAINT_FOREIGNKEY)) => source.bad("it points to a record that is not in the archive"),
        Some((ErrorCode::ConstraintViolation, _)) => source.bad("something is missing in it, or not allowed"),
        _ => why.into(),
    }
}
