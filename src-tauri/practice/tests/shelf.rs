//! A practice with a little of everything, made once and copied for each test that damages one.

use std::{fs, path::Path, sync::OnceLock};

use rusqlite::Connection;
use secure_base_model::Factor;
use secure_base_practice::{
    AddendumDraft, ClientId, HandoutGift, HomeworkDraft, Practice, Result, SessionId, Settings, TaskPlan, Trust,
    vault::DataKey,
};
use serde_json::json;

use crate::{Scratch, add, at, stranger};

pub const FILES: [&str; 4] = ["practice.db", "practice.head", "vault.json", "vault.copy.json"];

pub struct Shelf {
    pub scratch: Scratch,
    pub key: DataKey,
    raw: [u8; 32],
}

/// The practice, closed.
pub fn shelf() -> &'static Shelf {
    static SHELF: OnceLock<Shelf> = OnceLock::new();
    SHELF.get_or_init(|| {
        let (scratch, mut practice) = Scratch::new();
        for n in 0..4 {
            let client = add(&mut practice, &format!("Client {n}")).id;
            let visits: Vec<_> = (0..=n).map(|k| visit(&mut practice, client, k)).collect();
            if n > 1 {
                sign(&mut practice, visits[1]);
            }
        }
        practice
            .change_settings(&Settings { idle_minutes: 9, process_idle_minutes: 2, second_place: None }, at(19, 0))
            .unwrap();
        let key = practice.data_key();
        drop(practice);
        let raw = stranger::key_by_hand(&scratch.place());
        Shelf { scratch, key, raw }
    })
}

/// A session with its note, a task and a handout.
pub fn visit(practice: &mut Practice, client: ClientId, n: u32) -> SessionId {
    let session = practice.start_session(client, at(10, n)).unwrap().value.id;
    practice.save_note(session, &tagged(&format!("Words {n} of {}", client.number())), 0, at(10, n)).unwrap();
    let task = format!("Ten quiet minutes, {n}");
    let draft =
        HomeworkDraft { session, task, factor: Some(Factor::S), due: None, handout: None, plan: TaskPlan::default() };
    practice.assign_homework(&draft, at(10, n)).unwrap();
    let [handout, title, format, paper] = ["three-roots", "Three roots", "standard", "a4"].map(String::from);
    let gift = HandoutGift { client, session: Some(session), handout, title, format, paper, file: pdf(n) };
    practice.give_handout(&gift, at(10, n)).unwrap();
    session
}

/// A file of some pages of the database, as a handout is.
pub fn pdf(n: u32) -> Vec<u8> {
    let line = |k: u32| format!("{k} {n} leaflet ").into_bytes();
    [b"%PDF-1.7 ".to_vec(), (0..400).flat_map(line).collect()].concat()
}

/// Signs the note of a visit, tags its last words once more, and adds an addendum and the draft of another.
pub fn sign(practice: &mut Practice, session: SessionId) {
    let note = practice.note(session).unwrap();
    practice.sign_note(session, note.revision, at(12, 0)).unwrap();
    let document = note.document.replace("p1", "p2");
    practice.annotate(session, &document, "p2", "seen later", at(12, 1)).unwrap();
    let draft = |text: &str| AddendumDraft { reason: "A call".into(), text: text.into() };
    practice.sign_addendum(session, &draft("She rang."), at(12, 2)).unwrap();
    practice.draft_addendum(session, &draft("She rang ag"), at(12, 3)).unwrap();
}

/// A document whose last words are tagged.
pub fn tagged(text: &str) -> String {
    let tag = json!([{"type": "tag", "attrs": {"passage": "p1", "factor": "S", "aspect": "unhealthy"}}]);
    let words =
        json!([{"type": "text", "text": format!("{text}, ")}, {"type": "text", "text": "I vanish", "marks": tag}]);
    json!({"type": "doc", "content": [{"type": "paragraph", "content": words}]}).to_string()
}

impl Shelf {
    /// Puts a copy at `place`.
    pub fn copy_to(&self, place: &Path) {
        copy(&self.scratch.place(), place);
    }

    /// Opens a copy without the slow derivation.
    pub fn open(&self, place: &Path) -> Result<Practice> {
        Practice::reopen(place, &self.key, Trust::AsLeft, at(20, 0))
    }

    /// Opens what is found, alarm or not.
    pub fn open_as_found(&self, place: &Path) -> Practice {
        Practice::reopen(place, &self.key, Trust::AsFound, at(20, 0)).unwrap()
    }

    /// The database of a copy, behind the program's back.
    pub fn by_hand(&self, place: &Path) -> Connection {
        stranger::connect_by_hand(place, &self.raw)
    }

    /// The bytes of the key, for decrypting pages by hand.
    pub fn raw(&self) -> &[u8; 32] {
        &self.raw
    }
}

/// Copies the files of a practice, and no others.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for name in FILES {
        fs::copy(from.join(name), to.join(name)).unwrap();
    }
}

/// Everything the check has to say.
pub fn problems(practice: &Practice) -> Vec<String> {
    practice.check().into_iter().flat_map(|finding| finding.problems).collect()
}

/// Whether opening or the check finds something wrong with a copy.
pub fn found(shelf: &Shelf, place: &Path) -> bool {
    match shelf.open(place) {
        Err(_) => true,
        Ok(practice) => !problems(&practice).is_empty(),
    }
}

/// Whether the full tests are asked for, and not a sample of them.
pub fn full() -> bool {
    std::env::var_os("SECURE_BASE_FULL").is_some()
}
