//! What the window can ask for, a file a noun.

pub mod backup;
pub mod client;
pub mod handout;
pub mod homework;
pub mod note;
pub mod practice;
pub mod sample;
pub mod session;
pub mod settings;
pub mod trash;

use tauri::State;

use crate::{desk::Desk, problem::Problem};

/// The answer of a command.
type Answer<T> = Result<T, Problem>;
/// The desk as Tauri hands it over.
type OnDesk<'a> = State<'a, Desk>;
