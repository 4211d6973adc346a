//! The shell: joins the records and the handouts to a window and to a command line.
//!
//! Nothing is decided here that a rule could decide below: a command checks that the practice is open, reads the
//! clock, and passes on.

mod chooser;
pub mod cli;
mod commands;
mod desk;
mod places;
mod printing;
mod problem;
mod synced;
mod upkeep;
mod window;

pub use window::typescript;
