//! Tests of the records through the crate's own face: what a practice promises, and what it answers to bad input.
#![allow(missing_docs, clippy::unwrap_used)]

mod amending;
mod backup;
mod between;
mod board;
mod chain;
mod client_details;
mod clients;
mod contacts;
mod courses;
mod cutting;
mod damage;
mod desk;
mod details;
mod document;
mod formulation;
mod goals;
mod handouts;
mod head;
mod homework;
mod homework_found;
mod import;
mod index;
mod keys;
mod later;
mod leaving;
mod looks;
mod measures;
mod notes;
mod opening;
mod pages;
mod palette;
mod process;
mod purge;
mod reminders;
mod rotation;
mod salvage;
mod sample;
mod search;
mod secrets;
mod shelf;
mod shelved;
mod signing;
mod stale;
mod stranger;
mod templates;
mod traps;
mod trash;
mod tries;
mod upgrade;
mod writing;

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

use secure_base_practice::{
    Client, ClientDraft, NoteHit, Now, Practice,
    vault::{KdfCost, RecoveryCode},
};
use tempfile::TempDir;

pub const PASSPHRASE: &str = "lantern copper meadow violin";

/// A practice in a scratch folder that goes when the test ends.
pub struct Scratch {
    pub folder: TempDir,
    pub code: RecoveryCode,
}

impl Scratch {
    /// A new practice, and the scratch folder that holds it.
    pub fn new() -> (Scratch, Practice) {
        let folder = tempfile::tempdir().unwrap();
        let code = RecoveryCode::random().unwrap();
        let place = folder.path().join("practice");
        let practice = Practice::create(&place, "Test practice", PASSPHRASE, &code, KdfCost::FLOOR, at(9, 0)).unwrap();
        (Scratch { folder, code }, practice)
    }

    pub fn place(&self) -> PathBuf {
        self.folder.path().join("practice")
    }

    pub fn unlock(&self) -> Practice {
        Practice::unlock(&self.place(), PASSPHRASE, at(20, 0)).unwrap()
    }
}

/// A closed practice made once, to copy: key derivation is slow by design.
pub fn copy_of_closed(to: &Path) {
    static CLOSED: OnceLock<Scratch> = OnceLock::new();
    let closed = CLOSED.get_or_init(|| {
        let (scratch, mut practice) = Scratch::new();
        let client = add(&mut practice, "Ada Fennimore");
        practice.start_session(client.id, at(10, 0)).unwrap();
        scratch
    });
    std::fs::create_dir_all(to).unwrap();
    for name in ["vault.json", "vault.copy.json", "practice.db", "practice.head"] {
        std::fs::copy(closed.place().join(name), to.join(name)).unwrap();
    }
}

/// A moment on one Thursday, in a zone where the day differs from UTC's late at night.
pub fn at(hour: u32, minute: u32) -> Now {
    let zone = chrono::FixedOffset::east_opt(3 * 3600).unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 19).unwrap();
    day.and_hms_opt(hour, minute, 0).unwrap().and_local_timezone(zone).unwrap()
}

pub fn draft(name: &str) -> ClientDraft {
    ClientDraft { name: name.into(), ..ClientDraft::default() }
}

pub fn add(practice: &mut Practice, name: &str) -> Client {
    practice.add_client(&draft(name), at(9, 30)).unwrap().value
}

/// The first page of what a question finds.
pub fn found(practice: &Practice, typed: &str) -> Vec<NoteHit> {
    practice.search_notes(typed, None).unwrap().hits
}

/// A document of one paragraph, as the editor writes it.
pub fn paragraph(text: &str) -> String {
    serde_json::json!({"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]})
        .to_string()
}
