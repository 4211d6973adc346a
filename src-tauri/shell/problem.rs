//! A failure as the window hears it.

use secure_base_practice::Error;
use serde::Serialize;
use specta::Type;

/// What a command answers when it fails.
#[derive(Clone, Debug, Serialize, Type, thiserror::Error)]
#[error("{message} {advice}")]
pub struct Problem {
    /// For the window to branch on; nothing else is ever matched.
    pub code: ProblemCode,
    /// What happened, for people.
    pub message: String,
    /// What to do about it, for people.
    pub advice: String,
    /// How long to wait before trying again.
    pub seconds: Option<u32>,
}

/// The failures that the window treats in a way of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemCode {
    /// The passphrase or the recovery code does not open the practice.
    WrongSecret,
    /// The recovery code cannot be right as typed.
    CodeMistyped,
    /// The files of the practice do not belong together; it can be opened as it is found.
    Alarm,
    /// After wrong tries the next one has to wait.
    TooManyTries,
    /// The practice is locked.
    Locked,
    /// The note was saved from elsewhere.
    NoteChanged,
    /// The handout was saved from elsewhere.
    HandoutChanged,
    /// The note is signed and takes no words any more.
    NoteSigned,
    /// The process notes want the passphrase again.
    ProcessNotesClosed,
    /// First it is to be answered whether the partners' safety has been considered.
    AskPartnerSafety,
    /// The input breaks a rule.
    Invalid,
    /// Somebody stopped it.
    Stopped,
    /// All else: shown as it is.
    Other,
}

impl Problem {
    /// A failure of the shell's own.
    pub fn new(code: ProblemCode, message: impl Into<String>, advice: impl Into<String>) -> Problem {
        Problem { code, message: message.into(), advice: advice.into(), seconds: None }
    }

    /// What every command but a few answers while the practice is locked.
    pub fn locked() -> Problem {
        Problem::new(ProblemCode::Locked, "The practice is locked.", "Unlock it first.")
    }

    /// A file that could not be read or written.
    pub fn file(doing: &str, why: impl std::fmt::Display) -> Problem {
        let advice = "Check that the place exists and has room, then try again.";
        Problem::new(ProblemCode::Other, format!("{doing} failed: {why}."), advice)
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Problem {
        let code = match error {
            Error::WrongSecret => ProblemCode::WrongSecret,
            Error::MistypedCode => ProblemCode::CodeMistyped,
            Error::Alarm { .. } => ProblemCode::Alarm,
            Error::TooManyTries { .. } => ProblemCode::TooManyTries,
            Error::NoteChanged => ProblemCode::NoteChanged,
            Error::HandoutChanged => ProblemCode::HandoutChanged,
            Error::NoteSigned => ProblemCode::NoteSigned,
            Error::ProcessNotesClosed => ProblemCode::ProcessNotesClosed,
            Error::Invalid(_) => ProblemCode::Invalid,
            Error::Stopped => ProblemCode::Stopped,
            _ => ProblemCode::Other,
        };
        let seconds = if let Error::TooManyTries { seconds } = error { Some(seconds) } else { None };
        Problem { seconds, ..Problem::new(code, error.to_string(), error.advice()) }
    }
}

impl From<secure_base_handouts::Error> for Problem {
    fn from(error: secure_base_handouts::Error) -> Problem {
        let message = error.to_string();
        let mut letters = message.chars();
        let sentence = letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>());
        Problem::new(ProblemCode::Other, format!("{}.", sentence.unwrap_or_default()), "")
    }
}
