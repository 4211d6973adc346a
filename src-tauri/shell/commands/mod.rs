//! What the window can ask for, a file a noun.

pub mod about;
pub mod backups;
pub mod client;
pub mod client_record;
pub mod code;
pub mod formulation;
pub mod formulation_sheet;
pub mod given;
pub mod goal;
pub mod handout;
pub mod homework;
pub mod homework_history;
pub mod homework_template;
pub mod import;
pub mod leaving;
pub mod letterhead;
pub mod log;
pub mod measure;
pub mod note;
pub mod note_copy;
pub mod own_article;
pub mod own_handout;
pub mod palette;
pub mod practice;
pub mod process_note;
pub mod reminder;
pub mod restore;
pub mod sample;
pub mod security;
pub mod session;
pub mod settings;
pub mod signing;
pub mod slip;
pub mod today;
pub mod trash;
pub mod unfinished;
pub mod writing;

use secure_base_practice::{Changed, Now, Practice, Result as PracticeResult};
use tauri::State;

use crate::{desk::Desk, problem::Problem};

/// The answer of a command.
type Answer<T> = Result<T, Problem>;
/// The desk as Tauri hands it over.
type OnDesk<'a> = State<'a, Desk>;

/// Asks the open practice something that is worth an entry in its log.
fn look<T>(desk: &Desk, ask: impl FnOnce(&mut Practice, Now) -> PracticeResult<T>) -> Answer<T> {
    desk.change(|practice, now| Ok(Changed { value: ask(practice, now)?, touched: Vec::new() }))
}
