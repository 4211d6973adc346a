//! Tests in the real window, driven by names, keys and mouse as a person would.

mod backups;
mod bad_input;
mod closing;
mod keyboard;
mod locked;
mod log;
mod secrets;

mod sizes;
pub mod steps;
mod the_loop;
