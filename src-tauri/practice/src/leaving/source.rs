//! Reading a file of an archive: line by line, never more than is said to be there, and hashed once more on the way.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read, Take},
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER;
use rusqlite::types::Value;
use sha2::{Digest, Sha256};

use super::{lines, manifest::Listed, tables::Table};
use crate::{Error, Result};

/// The longest line: a handout's PDF is a few hundred kilobytes, an article of one's own a few megabytes.
const LONGEST_LINE: u64 = 64 * 1024 * 1024;

/// A file of rows under way.
pub(super) struct Source<'a> {
    folder: &'a Path,
    listed: &'a Listed,
    path: PathBuf,
    file: BufReader<Take<File>>,
    hasher: Sha256,
    line: Vec<u8>,
    /// How many lines have been read.
    pub(super) read: u64,
}

impl<'a> Source<'a> {
    pub(super) fn open(folder: &'a Path, listed: &'a Listed) -> Result<Source<'a>> {
        let path = folder.join(&listed.name);
        let file = File::open(&path).map_err(Error::file(format!("Reading {}", path.display())))?;
        let file = BufReader::new(file.take(listed.bytes));
        Ok(Source { folder, listed, path, file, hasher: Sha256::new(), line: Vec::new(), read: 0 })
    }

    /// The next row; nothing after the last, once the whole file has proven to be what was written.
    pub(super) fn next(&mut self, table: &Table) -> Result<Option<Vec<Value>>> {
        self.line.clear();
        let doing = Error::file(format!("Reading {}", self.path.display()));
        (&mut self.file).take(LONGEST_LINE).read_until(b'\n', &mut self.line).map_err(doing)?;
        self.hasher.update(&self.line);
        if self.line.is_empty() {
            let same = HEXLOWER.encode(&self.hasher.clone().finalize()) == self.listed.sha256;
            let whole = same && self.listed.rows == Some(self.read);
            return if whole { Ok(None) } else { Err(self.bad_file("is not what was written")) };
        }
        self.read += 1;
        match self.line.strip_suffix(b"\n") {
            Some(line) => lines::read(table, line).map(Some).map_err(|why| self.bad(&why)),
            None => Err(self.bad("it does not end, or is far too long")),
        }
    }

    /// What is wrong with the line that was read last.
    pub(super) fn bad(&self, why: &str) -> Error {
        self.bad_file(&format!("cannot be read from line {} on: {why}", self.read))
    }

    fn bad_file(&self, why: &str) -> Error {
        Error::BadArchive { place: self.folder.into(), what: format!("{} {why}", self.listed.name) }
    }
}
