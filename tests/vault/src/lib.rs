//! What the fault laboratory and its writer share: notes that describe themselves, the way into the practice,
//! the trace of what was asked of the disk, and a model of what a power cut leaves of it.

pub mod cut;
pub mod disk;
pub mod door;
pub mod note;
pub mod seed;
pub mod trace;
