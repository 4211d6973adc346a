//! A copy of an open database, made some pages at a time, so that nobody has to wait with a save until all are copied.
//!
//! SQLite keeps what has been copied in step: a page that the same connection writes afterwards is written into the copy too.
//! So the copy is the database as it stands in the moment when the last page goes over, and of no earlier one.

use std::{ffi::c_int, path::Path, ptr::NonNull};

use rusqlite::{Connection, OpenFlags, ffi};

use crate::{Result, database, disk, vault::DataKey};

/// So many pages go over in one go: a few hundredths of a second.
const SLICE: u32 = 400;
/// What SQLite reads as all the pages that are left.
const ALL: c_int = -1;

/// A copy under way. It belongs beside the connection that it copies, is used with it from one thread at a time, and ends
/// before it.
pub(crate) struct PageCopy {
    under_way: UnderWay,
    /// Where the pages go; only SQLite uses it until all are there.
    to: Connection,
    /// How many pages are left, as far as is known.
    left: u32,
}

/// What SQLite keeps of it. rusqlite's own type borrows the connection for the whole time, in which nobody could save.
struct UnderWay(NonNull<ffi::sqlite3_backup>);

// SAFETY: SQLite binds it to no thread. It stands beside its connections, which move with it and are used by one thread at a time.
#[allow(unsafe_code)]
unsafe impl Send for UnderWay {}

impl Drop for UnderWay {
    #[allow(unsafe_code)]
    fn drop(&mut self) {
        // SAFETY: it is ended once, here, and before both connections: it stands before them wherever it is kept. SQLite would refuse
        // to close the one that is copied, but not the one to which it copies.
        unsafe { ffi::sqlite3_backup_finish(self.0.as_ptr()) };
    }
}

impl PageCopy {
    /// Makes an empty file for the copy, under the same key.
    pub(crate) fn begin(from: &Connection, path: &Path, key: &DataKey) -> Result<PageCopy> {
        disk::make_private(path)?;
        let to = database::connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        // It only has to outlive the program's own work: whoever keeps it puts it on disk, and proves it. With few pages held
        // back little is left to be written in the end.
        to.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -2048")?;
        let left = from.pragma_query_value(None, "page_count", |row| row.get(0))?;
        Ok(PageCopy { under_way: UnderWay::begin(from, &to)?, to, left })
    }

    /// Whether what is left goes over in one go.
    pub(crate) fn is_near_its_end(&self) -> bool {
        self.left <= SLICE
    }

    /// Copies some more pages, never the last ones.
    pub(crate) fn go_on(&mut self) -> Result<()> {
        if !self.is_near_its_end() {
            self.left = self.under_way.step(SLICE as c_int)?;
        }
        Ok(())
    }

    /// Copies what is left: the copy is the database as it stands now.
    pub(crate) fn finish(self) -> Result<Connection> {
        let PageCopy { under_way, to, .. } = self;
        let done = under_way.step(ALL);
        // SQLite closes the connection to which it copies, finished or not, so the copying ends first, whatever came of it.
        drop(under_way);
        done.map(|_| to)
    }
}

impl UnderWay {
    #[allow(unsafe_code)]
    fn begin(from: &Connection, to: &Connection) -> Result<UnderWay> {
        let main = c"main".as_ptr();
        // SAFETY: both connections are open, and neither is used by anybody else meanwhile.
        let begun = unsafe { ffi::sqlite3_backup_init(to.handle(), main, from.handle(), main) };
        NonNull::new(begun).map(UnderWay).ok_or_else(|| failed(ffi::SQLITE_ERROR).into())
    }

    /// Answers how many pages are left.
    #[allow(unsafe_code)]
    fn step(&self, pages: c_int) -> Result<u32> {
        // SAFETY: it has not been ended, see Drop.
        let answer = unsafe { ffi::sqlite3_backup_step(self.0.as_ptr(), pages) };
        match answer {
            ffi::SQLITE_DONE => Ok(0),
            // SAFETY: as above.
            ffi::SQLITE_OK => Ok(unsafe { ffi::sqlite3_backup_remaining(self.0.as_ptr()) }.unsigned_abs()),
            why => Err(failed(why).into()),
        }
    }
}

fn failed(code: c_int) -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(ffi::Error::new(code), None)
}
