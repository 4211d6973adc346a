//! Process notes: psychotherapy notes in the sense of 45 CFR 164.501, which lie apart from the record.
//!
//! They are in a database of their own, `process.db`, under a key that the open practice does not hold: opening them takes
//! the passphrase again. `practice.db` knows of each only a fingerprint, so that the log and the check speak of them while
//! they are closed. No search, copy, course or count reaches them.

mod files;
mod leaving;
mod note;
mod opening;
mod store;

pub use note::{ProcessNote, ProcessPage};
pub use opening::{ProcessState, StrangeProcessNote, Strangeness};

pub(crate) use files::{FILES as PROCESS_FILES, ProcessFiles, carry, copy, digests};
pub(crate) use opening::inspect;
pub(crate) use store::{PROCESS_FILE, Store};
