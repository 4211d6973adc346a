//! Leaving with everything: an open archive of the whole practice, which can be read without this program, and the making of a
//! new practice out of one.
//!
//! An archive is a plain folder. It is **not encrypted**. FORMATS.md says what is in it, and what a signature is worth in a
//! practice that was built from one.

mod lines;
mod manifest;
mod old_log;
mod pack;
mod pages;
mod rebuild;
mod redaction;
mod sound;
mod source;
mod tables;
mod write;

pub use manifest::ArchiveCard;
pub use pack::{ClientRecord, RecordWish};
pub use pages::DescribeNote;
pub use rebuild::{Plan as RebuildPlan, Rebuilt};
pub use redaction::Redaction;
pub use write::{Leaving, Left};
