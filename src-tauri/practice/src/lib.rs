//! The records of one clinician: vault, clients, sessions, notes, homework, handouts given.
//!
//! A *practice* is a folder with two files: `vault.json` (who may open it) and `practice.db` (SQLCipher).
//! This crate is the only home of SQL. It knows no window and no PDF, and never asks the clock:
//! whatever depends on time takes a [`Now`].

mod audit;
mod backup;
mod check;
mod client;
mod database;
mod disk;
mod document;
mod error;
mod folder;
mod handout;
mod homework;
mod id;
mod note;
mod passage;
mod practice;
mod sample;
mod search;
mod seed;
mod session;
mod transact;
pub mod vault;

pub use audit::{AuditEntry, Record, Verb};
pub use backup::BackupInfo;
pub use check::Finding;
pub use client::{Client, ClientDraft, ClientKind, ClientLine, ClientPage};
pub use document::{Document, Extracted};
pub use error::{Error, Result};
pub use folder::Folder;
pub use handout::{GivenHandout, HandoutGift};
pub use homework::{Homework, HomeworkDraft};
pub use id::{ClientId, GivenHandoutId, HomeworkId, SessionId};
pub use note::{Note, Saved};
pub use passage::{Passage, TagCount};
pub use practice::{Practice, PracticeCard};
pub use sample::{SAMPLE_PASSPHRASE, SampleClient};
pub use search::{Fragment, NoteHit};
pub use seed::SeedSize;
pub use session::{Session, SessionLine, SessionPage};
pub use transact::Changed;

/// The moment of a change with the clinician's own offset: the instant for records, the local day for sessions.
pub type Now = chrono::DateTime<chrono::FixedOffset>;
