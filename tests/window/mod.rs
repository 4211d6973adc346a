//! Tests in the real window, driven by names, keys and mouse as a person would.

mod backups;
mod bad_input;
mod canary;
mod clients;
mod clipboard;
mod closing;
mod copies;
mod fresh;
mod handouts;
mod hostile;
mod keyboard;
mod kills;
mod locked;
mod locking;
mod log;
mod process;
mod search;
mod secrets;
mod signing;
mod single;
mod sizes;
pub mod steps;
mod the_loop;
mod three_minutes;
mod trash;
pub mod typing;
mod writing;
