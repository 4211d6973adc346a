//! The search over all notes: what is typed, what it means, the indexes that answer it, and what is shown of each hit.

mod excerpt;
mod expression;
mod fact;
mod filter;
mod health;
mod hit;
mod index;
mod notes;
mod passages;
mod place;
mod query;
mod tasks;
mod vocabulary;

pub use excerpt::Fragment;
pub(crate) use health::problems;
pub use hit::{FilterInUse, HitPlace, NoteHit, NotesFound, Spot};
pub(crate) use index::{add, build, follow, follow_all, forget, rewrite};
pub(crate) use passages::spot_of_passage;
