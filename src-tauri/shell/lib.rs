//! The shell: joins the records and the handouts to a window and to a command line.
//!
//! Nothing is decided here that a rule could decide below: a command checks that the practice is open, reads the
//! clock, and passes on.

mod chooser;
pub mod cli;
mod clipboard;
mod commands;
mod desk;
mod idle;
mod lock;
mod logind;
mod logo;
mod long_change;
mod note_copy;
mod places;
mod printing;
mod problem;
pub mod process;
mod program;
mod record_copy;
mod shelf;
mod single;
mod standing;
mod surface;
mod synced;
mod upkeep;
mod view;
mod window;

pub use surface::typescript;
