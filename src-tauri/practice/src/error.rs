//! What can go wrong, in words for the person in front of the screen.

use std::{io, path::PathBuf};

/// The result of anything a practice is asked to do.
pub type Result<T> = std::result::Result<T, Error>;

/// Something that no crash does: files of the practice that do not belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Alarm {
    /// `practice.head` is gone.
    #[error("the file practice.head, which says how far the records go, is missing")]
    HeadMissing,
    /// `practice.head` was not written by this practice.
    #[error("the file practice.head, which says how far the records go, cannot be read")]
    HeadUnreadable,
    /// An older database was put back.
    #[error("the records end at save {found}, and save {expected} was made: an older practice.db has been put back")]
    Behind {
        /// The last save in the database.
        found: i64,
        /// The last save according to the head.
        expected: i64,
    },
    /// An older head was put back.
    #[error(
        "the records go to save {found}, and practice.head knows of {expected}: an older practice.head was put back"
    )]
    Ahead {
        /// The last save in the database.
        found: i64,
        /// The last save according to the head.
        expected: i64,
    },
    /// Another history of the same practice.
    #[error("the records are not those that practice.head speaks of: they were changed from another copy")]
    Forked,
    /// Older key slots were put back.
    #[error("the key slots are older than the records say: an earlier passphrase or recovery code was put back")]
    StaleSlots,
    /// Key slots changed by somebody without the key.
    #[error("the vault file was changed by something else than this program")]
    AlteredSlots,
}

/// A failure. Its words never hold a secret or the text of a note.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The passphrase or recovery code opens no slot.
    #[error("That does not open this practice.")]
    WrongSecret,
    /// The recovery code cannot be right: a letter is off or missing.
    #[error("That recovery code has a letter missing or mistyped.")]
    MistypedCode,
    /// The folder, or a file it must hold, is not there.
    #[error("There is no practice in {}.", .0.display())]
    Missing(PathBuf),
    /// The folder holds something else.
    #[error("{} holds other files, and no practice.", .0.display())]
    NotAPractice(PathBuf),
    /// A practice would be written over what is there.
    #[error("{} is there already.", .0.display())]
    Exists(PathBuf),
    /// The practice may be read and not written.
    #[error("{} cannot be written to.", .0.display())]
    ReadOnly(PathBuf),
    /// Written by a later version of the program.
    #[error("This practice was last opened by a newer version of Secure Base (records {found}, known here {known}).")]
    Newer {
        /// The schema version in the file.
        found: i64,
        /// The latest this program knows.
        known: i64,
    },
    /// A file is not what was written.
    #[error("{} is damaged: {what}.", .place.display())]
    Damaged {
        /// The file or folder.
        place: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// No practice can be built from an open archive.
    #[error("{} cannot be built from: {what}.", .place.display())]
    BadArchive {
        /// The archive's folder.
        place: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// An open archive of a later version of the program.
    #[error("This archive was made by a newer version of Secure Base (records {found}, known here {known}).")]
    NewerArchive {
        /// The schema version of its records.
        found: i64,
        /// The latest this program knows.
        known: i64,
    },
    /// The files do not belong together; it can be opened as it is found.
    #[error("Something is wrong with the practice in {}: {alarm}.", .place.display())]
    Alarm {
        /// The folder.
        place: PathBuf,
        /// What is wrong.
        alarm: Alarm,
    },
    /// Too many wrong secrets.
    #[error("After several wrong tries the next one has to wait {}.", waiting(*.seconds))]
    TooManyTries {
        /// How long to wait.
        seconds: u32,
    },
    /// Another process has it open.
    #[error("{} is open in another window.", .0.display())]
    Busy(PathBuf),
    /// The key derivation could not have its memory.
    #[error("There is not enough free memory to unlock: {mebibytes} MiB are needed.")]
    NoMemory {
        /// How much was asked for.
        mebibytes: u32,
    },
    /// The input breaks a rule.
    #[error("{0}")]
    Invalid(String),
    /// No such record.
    #[error("This {0} is no longer here.")]
    NotFound(&'static str),
    /// Somebody saved the note since it was read.
    #[error("This note was saved from elsewhere since it was opened here.")]
    NoteChanged,
    /// Somebody saved the handout since it was opened.
    #[error("This handout was saved from elsewhere since it was opened here.")]
    HandoutChanged,
    /// The note has been signed.
    #[error("This note is signed, and stays as it was signed.")]
    NoteSigned,
    /// Somebody stopped a long change before its end.
    #[error("This was stopped before its end.")]
    Stopped,
    /// The process notes want the passphrase again.
    #[error("The process notes are closed.")]
    ProcessNotesClosed,
    /// The practice is from before there were process notes.
    #[error("This practice has no place for process notes yet.")]
    NoPlaceForProcessNotes,
    /// A stored record does not parse.
    #[error("The {noun} numbered {id} cannot be read: {why}.")]
    Unreadable {
        /// What kind of record.
        noun: &'static str,
        /// Its number.
        id: i64,
        /// The parser's reason, with no text of the record.
        why: String,
    },
    /// The operating system refused.
    #[error("{doing} failed: {source}.")]
    File {
        /// What was being done, as a phrase.
        doing: String,
        /// The system's reason.
        source: io::Error,
    },
    /// The database refused.
    #[error("The records could not be read or written: {0}.")]
    Database(#[from] rusqlite::Error),
    /// A change of the records' shape did not go through.
    #[error("The records could not be brought to this version: {0}.")]
    Migration(#[from] rusqlite_migration::Error),
}

impl Error {
    /// What to do about it, one sentence.
    pub fn advice(&self) -> &'static str {
        match self {
            Error::WrongSecret => "Check the keyboard layout and Caps Lock, then try again.",
            Error::MistypedCode => "Type it again from your paper; spaces and dashes do not matter.",
            Error::Missing(_) => "If it is on a drive or stick, connect it and try again. Otherwise restore a backup.",
            Error::NotAPractice(_) => "Choose the folder that holds vault.json and practice.db, or an empty one.",
            Error::Exists(_) => "Choose another name or another folder; nothing was changed.",
            Error::ReadOnly(_) => "Ask for the right to write there, or move the folder; nothing was changed.",
            Error::Newer { .. } => "Install the newer version to open it; nothing was changed.",
            Error::Damaged { place, .. } if place.extension().is_some_and(|e| e == crate::BACKUP_EXTENSION) => {
                "Choose another backup; nothing was changed."
            }
            Error::Damaged { .. } => "Keep the folder as it is and restore your latest backup to another place.",
            Error::NewerArchive { .. } => "Install the newer version and build from it there; no practice was made.",
            Error::BadArchive { .. } => {
                "Copy the whole folder again from where it was saved, or make the archive anew. No practice was made."
            }
            Error::Alarm { .. } => {
                "If you put these files there yourself, open it as it is. Otherwise keep the folder and restore your latest backup."
            }
            Error::TooManyTries { .. } => {
                "Take your time: look for your passphrase, or for the paper with the recovery code."
            }
            Error::Busy(_) => "Close the other window first.",
            Error::NoMemory { .. } => "Close other programs and try again; your passphrase may well be right.",
            Error::Invalid(_) => "Change it and try again.",
            Error::NotFound(_) => "Go back and look again.",
            Error::NoteChanged => "Your words are still on the screen: copy them, open the note again, and paste.",
            Error::HandoutChanged => {
                "Save yours as a new one, or over it: what it says now stays among its earlier states."
            }
            Error::NoteSigned => "Write what is to be added as an addendum.",
            Error::Stopped => "Nothing was changed.",
            Error::ProcessNotesClosed => "Open them with your passphrase, then try again.",
            Error::NoPlaceForProcessNotes => "Make a new recovery code in the settings: that makes the place for them.",
            Error::Unreadable { .. } => {
                "Nothing was changed. Restore a backup from before, or ask for help with this number."
            }
            Error::File { .. } => "Check that the disk is connected and has room, then try again.",
            Error::Database(why) if is_about_the_disk(why) => {
                "Check that the disk is connected and has room. Keep the window open: what you wrote stays in it."
            }
            Error::Database(why) if is_damage(why) => {
                "A page of the records is damaged. Keep the folder as it is and restore your latest backup to another place."
            }
            Error::Database(_) | Error::Migration(_) => {
                "Try again. If it stays, copy what you are writing, close the program, and restore a backup."
            }
        }
    }

    /// Wraps a system error with what was being done.
    pub(crate) fn file(doing: impl Into<String>) -> impl FnOnce(io::Error) -> Error {
        let doing = doing.into();
        move |source| Error::File { doing, source }
    }

    pub(crate) fn invalid(words: impl Into<String>) -> Error {
        Error::Invalid(words.into())
    }
}

fn is_damage(why: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    matches!(why.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase))
}

fn is_about_the_disk(why: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, DiskFull, ReadOnly, SystemIoFailure};
    matches!(why.sqlite_error_code(), Some(CannotOpen | DiskFull | ReadOnly | SystemIoFailure))
}

fn waiting(seconds: u32) -> String {
    match seconds {
        1 => "1 second".into(),
        0..120 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}
