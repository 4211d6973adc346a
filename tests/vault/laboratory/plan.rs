//! What the fault library is told: the environment of `faults.c`.

use std::{fmt, path::Path, process::Command};

/// The calls of the library, as in its enum.
pub const OPEN: u32 = 1;
pub const WRITE: u32 = 2;
pub const SYNC: u32 = 4;
pub const TRUNCATE: u32 = 8;
pub const RENAME: u32 = 16;
pub const UNLINK: u32 = 32;
pub const LINK: u32 = 64;
pub const FOLDER: u32 = 128;
pub const OPEN_TO_WRITE: u32 = 256;
/// Every call that changes something.
pub const CHANGES: u32 = WRITE | TRUNCATE | RENAME | UNLINK | LINK | FOLDER | OPEN_TO_WRITE;

/// Linux's numbers.
pub const EIO: u32 = 5;
pub const EACCES: u32 = 13;
pub const ENOSPC: u32 = 28;
pub const EROFS: u32 = 30;

/// One fault: `kind` and `argument` as in the library.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    pub kind: char,
    pub calls: u32,
    pub nth: u32,
    pub argument: u32,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}:{}", self.kind, self.calls, self.nth, self.argument)
    }
}

/// How the library is to behave.
#[derive(Default)]
pub struct Plan {
    pub faults: Vec<Fault>,
    /// Whether calls count from `ready` on, and not from the program's start.
    pub from_ready: bool,
    /// Whether syncs are answered and not done.
    pub swallow: bool,
}

impl Plan {
    /// Puts the library before the program.
    pub fn arm(&self, program: &mut Command, root: &Path, trace: &Path) {
        let faults: Vec<String> = self.faults.iter().map(ToString::to_string).collect();
        program.env("LD_PRELOAD", env!("FAULT_LIBRARY")).env("FAULTS_UNDER", root).env("FAULTS_TRACE", trace);
        program.env("FAULTS_PLAN", faults.join(";"));
        if self.from_ready {
            program.env("FAULTS_READY", "1");
        }
        if self.swallow {
            program.env("FAULTS_SWALLOW", "1");
        }
    }
}
