//! The records of one clinician: vault, clients, sessions, notes, homework, handouts given.
//!
//! A *practice* is a folder: `vault.json` (who may open it) and a copy of it, `practice.db` (SQLCipher), and
//! `practice.head` (how far the audit chain goes).
//! This crate is the only home of SQL. It knows no window and no PDF, and never asks the clock:
//! whatever depends on time takes a [`Now`].

mod addendum;
mod annotation;
mod archive;
mod audit;
mod backup;
mod backups;
mod check;
mod client;
mod content;
mod course;
mod database;
mod details;
mod disk;
mod document;
mod error;
mod first_chain;
mod folder;
mod gaps;
mod handout;
mod head;
mod homework;
mod id;
mod inspect;
mod keys;
mod late;
mod log;
mod note;
mod opening;
mod overlay;
mod passage;
mod practice;
mod purge;
mod restore;
mod salvage;
mod sample;
mod search;
mod seed;
mod session;
mod settings;
mod signature;
mod time;
mod tools;
mod transact;
mod trash;
mod tries;
pub mod vault;

pub use addendum::{Addendum, AddendumDraft};
pub use annotation::Annotation;
pub use archive::{BACKUP_EXTENSION, BackupInfo, BackupKind};
pub use audit::{AuditEntry, Record, Verb};
pub use backup::Snapshot;
pub use backups::{Automatic, BackupPlace, BackupState, Made, file_stem};
pub use check::{Finding, Progress};
pub use client::{Client, ClientDraft, ClientKind, ClientLine, ClientPage};
pub use course::SessionLine;
pub use details::{Attendance, Mode, SessionDraft};
pub use document::{Document, Extracted};
pub use error::{Alarm, Error, Result};
pub use folder::{Folder, backups_of};
pub use gaps::{BeforeSigning, Gap};
pub use handout::{GivenHandout, HandoutGift};
pub use homework::{Homework, HomeworkDraft};
pub use id::{AddendumId, AnnotationId, ClientId, GivenHandoutId, HomeworkId, SessionId};
pub use late::{LATE_AFTER, Late, lateness};
pub use log::{LogFilter, LogLine};
pub use note::{Note, Saved};
pub use opening::{Secret, Trust};
pub use passage::{Passage, TagCount};
pub use practice::{Practice, PracticeCard};
pub use salvage::{Salvaged, SalvagedNoun};
pub use sample::{SAMPLE_PASSPHRASE, SampleClient};
pub use search::{Fragment, NoteHit};
pub use seed::SeedSize;
pub use session::{Session, SessionPage};
pub use settings::Settings;
pub use signature::{Signature, SignedNote};
pub use time::TimeOfDay;
#[doc(hidden)]
pub use tools::rotate_backups;
pub use transact::Changed;
pub use trash::{Removable, Removal, TrashLine};

/// The moment of a change with the clinician's own offset: the instant for records, the local day for sessions.
pub type Now = chrono::DateTime<chrono::FixedOffset>;
