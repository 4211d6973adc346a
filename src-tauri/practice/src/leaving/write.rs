//! Making an open archive: row by row, so that it takes the same memory for a practice of any size, and whole or not at all.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER;
use rusqlite::Connection;
use serde::Serialize;
use sha2::{Digest, Sha256};
use specta::Type;

use super::{
    lines,
    manifest::{FORMAT, Listed, MANIFEST_FILE, Manifest, NOTES, PROCESS, ProcessNotes, READ_ME, RECORDS, VERSION},
    pages::{self, DescribeNote},
    tables::{self, Table},
};
use crate::{Changed, Error, Folder, Now, Practice, Result, Verb, content::Hash, database::SCHEMA_VERSION, disk};

/// What leaves.
pub struct Leaving<'a> {
    /// Whether the process notes leave too, in a file of their own; they must be open.
    pub process_notes: bool,
    /// Puts a session's note into Markdown; this crate knows no pages.
    pub describe: DescribeNote<'a>,
}

/// An archive that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Left {
    /// Its folder.
    pub path: PathBuf,
    /// How many rows of records are in it.
    pub records: u32,
    /// Its size.
    #[specta(type = u32)]
    pub bytes: u64,
    /// The SHA-256 of its `archive.json`, which has that of every other file; lower-case hexadecimal.
    pub fingerprint: String,
}

/// An archive under way.
pub(super) struct Writer<'a> {
    folder: &'a Path,
    files: Vec<Listed>,
    so_far: u32,
    goes_on: &'a mut dyn FnMut(u32) -> bool,
}

/// A file of it under way.
pub(super) struct Sink {
    path: PathBuf,
    file: BufWriter<File>,
    hasher: Sha256,
    bytes: u64,
}

impl Sink {
    pub(super) fn put(&mut self, text: &str) -> Result<()> {
        self.hasher.update(text.as_bytes());
        self.bytes += text.len() as u64;
        self.file.write_all(text.as_bytes()).map_err(self.failed())
    }

    fn failed(&self) -> impl FnOnce(io::Error) -> Error + use<> {
        Error::file(format!("Writing {}", self.path.display()))
    }
}

impl Writer<'_> {
    /// Begins a file that only its owner may read.
    pub(super) fn begin(&self, name: &str) -> Result<Sink> {
        let path = self.folder.join(name);
        disk::make_private_folder(disk::parent(&path))?;
        disk::make_private(&path)?;
        let file =
            File::options().write(true).open(&path).map_err(Error::file(format!("Writing {}", path.display())))?;
        Ok(Sink { path, file: BufWriter::new(file), hasher: Sha256::new(), bytes: 0 })
    }

    /// Ends a file, on disk when it returns. The pages for people are many, hold nothing of their own, and are left to the system.
    pub(super) fn end(&mut self, name: &str, mut sink: Sink, rows: Option<u64>) -> Result<()> {
        let failed = sink.failed();
        let waits = !name.starts_with(NOTES);
        let flushed = sink.file.flush();
        flushed.and_then(|()| if waits { sink.file.get_ref().sync_all() } else { Ok(()) }).map_err(failed)?;
        let sha256 = HEXLOWER.encode(&sink.hasher.finalize());
        self.files.push(Listed { name: name.into(), rows, bytes: sink.bytes, sha256 });
        Ok(())
    }

    /// Counts one more record, unless it was asked to stop.
    pub(super) fn count(&mut self) -> Result<()> {
        self.so_far = self.so_far.saturating_add(1);
        if (self.goes_on)(self.so_far) { Ok(()) } else { Err(Error::Stopped) }
    }

    /// The rows of a table, a line each.
    fn rows(&mut self, db: &Connection, table: &Table, name: &str) -> Result<()> {
        let mut sink = self.begin(name)?;
        let mut query = db.prepare(&table.select())?;
        let (mut rows, mut written) = (query.query([])?, 0);
        while let Some(row) = rows.next()? {
            sink.put(&lines::write(table, row)?)?;
            sink.put("\n")?;
            written += 1;
            self.count()?;
        }
        self.end(name, sink, Some(written))
    }
}

impl Practice {
    /// Makes an open archive of the practice in a folder that is not there yet. `goes_on` is told how many records are written
    /// and says whether to go on. The archive is not encrypted; that it was made is written into the log.
    ///
    /// # Errors
    /// [`Error::Exists`] or [`Error::NotAPractice`] when the folder is taken; [`Error::ProcessNotesClosed`] when they are to leave
    /// and are not open; [`Error::Stopped`]; [`Error::File`]. Whatever fails, no archive is left behind.
    pub fn leave(
        &mut self,
        to: &Path,
        leaving: &Leaving,
        now: Now,
        mut goes_on: impl FnMut(u32) -> bool,
    ) -> Result<Changed<Left>> {
        match Folder::look(to) {
            Folder::Free if !to.exists() => {}
            _ => return Err(Error::Exists(to.into())),
        }
        let parent = disk::parent(to);
        let scratch = disk::scratch_in(parent)?;
        let mut writer = Writer { folder: scratch.path(), files: Vec::new(), so_far: 0, goes_on: &mut goes_on };
        let (records, manifest) = self.write_archive(&mut writer, leaving, now)?;
        let bytes = writer.files.iter().map(|file| file.bytes).sum();
        let doing = || Error::file(format!("Making the archive in {}", to.display()));
        std::fs::rename(scratch.path(), to).map_err(doing())?;
        let logged = disk::sync(parent)
            .and_then(|()| self.transact(now, |change| change.touch_archive(Verb::Exported, manifest)));
        let Changed { touched, .. } = logged.inspect_err(|_| {
            // Nothing leaves that the log does not speak of.
            let _ = std::fs::remove_dir_all(to);
        })?;
        let left = Left { path: to.into(), records, bytes, fingerprint: HEXLOWER.encode(&manifest) };
        Ok(Changed { value: left, touched })
    }

    /// Everything in it, the manifest last; answers how many rows, and the SHA-256 of the manifest.
    fn write_archive(&self, writer: &mut Writer, leaving: &Leaving, now: Now) -> Result<(u32, Hash)> {
        for table in tables::carried(&self.db)? {
            writer.rows(&self.db, &table, &format!("{RECORDS}/{}.jsonl", table.name))?;
        }
        writer.rows(&self.db, &Table::of(&self.db, "audit")?, &format!("{RECORDS}/audit.jsonl"))?;
        if leaving.process_notes {
            let store = self.process_store()?;
            let table = Table::of(store.connection(), "process_note")?.without("content_before");
            writer.rows(store.connection(), &table, PROCESS)?;
        }
        let records = writer.so_far;
        pages::write(self, writer, leaving.describe)?;
        let held = self.db.query_row("SELECT count(*) FROM process_note", [], |row| row.get(0))?;
        let process_notes = ProcessNotes { held, included: leaving.process_notes };
        let mut sink = writer.begin(READ_ME)?;
        sink.put(&pages::read_me(self.name(), process_notes, now))?;
        writer.end(READ_ME, sink, None)?;
        let manifest = Manifest {
            format: FORMAT.into(),
            version: VERSION,
            encrypted: false,
            schema: SCHEMA_VERSION,
            practice_name: self.name().into(),
            made_at: now.to_utc(),
            numbers: self.numbers_given()?,
            process_notes,
            files: std::mem::take(&mut writer.files),
        };
        let text = serde_json::to_string_pretty(&manifest).map_err(io::Error::from);
        let text = text.map_err(Error::file(format!("Writing {MANIFEST_FILE}")))?;
        let mut sink = writer.begin(MANIFEST_FILE)?;
        sink.put(&text)?;
        writer.end(MANIFEST_FILE, sink, None)?;
        writer.files.extend(manifest.files);
        Ok((records, Sha256::digest(text.as_bytes()).into()))
    }

    /// The last number that each table has given.
    fn numbers_given(&self) -> Result<std::collections::BTreeMap<String, i64>> {
        let mut query = self.db.prepare("SELECT name, seq FROM sqlite_sequence")?;
        Ok(query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
    }
}
