//! The search: what is found, in which order, and what is said when nothing can be.

mod anything;
mod filters;
mod naive;
mod order;
mod tags;
mod words;

use chrono::{Days, TimeZone};
use secure_base_practice::{ClientId, Now, Practice, SessionId};
use serde_json::{Value, json};

pub use tags::annotate;

use crate::{Scratch, add, at, found};

/// Noon on a day.
pub fn on(day: &str) -> Now {
    let noon = day.parse::<chrono::NaiveDate>().unwrap().and_hms_opt(12, 0, 0).unwrap();
    at(9, 0).offset().from_local_datetime(&noon).unwrap()
}

/// So many days after the first of January.
pub fn nth_day(n: u64) -> Now {
    on("2026-01-01").checked_add_days(Days::new(n)).unwrap()
}

/// A piece of a note: words, and the tag they carry, if any.
pub type Piece<'a> = (&'a str, Option<(&'a str, &'a str)>);

/// A note of these pieces, each a paragraph of its own.
pub fn document(pieces: &[Piece]) -> String {
    let paragraph = |(n, (words, tag)): (usize, &Piece)| -> Value {
        let marks: Vec<Value> = tag
            .iter()
            .map(|(factor, aspect)| {
                json!({"type": "tag", "attrs": {"passage": format!("p{n}"), "factor": factor, "aspect": aspect}})
            })
            .collect();
        match words.is_empty() {
            true => json!({"type": "paragraph"}),
            false => {
                json!({"type": "paragraph", "content": [{"type": "text", "text": words, "marks": marks}]})
            }
        }
    };
    json!({"type": "doc", "content": pieces.iter().enumerate().map(paragraph).collect::<Vec<_>>()}).to_string()
}

/// A session on a day with a note of these pieces.
pub fn write(practice: &mut Practice, client: ClientId, day: &str, pieces: &[Piece]) -> SessionId {
    let session = practice.start_session(client, on(day)).unwrap().value.id;
    practice.save_note(session, &document(pieces), 0, on(day)).unwrap();
    session
}

pub fn sessions(practice: &Practice, typed: &str) -> Vec<SessionId> {
    found(practice, typed).into_iter().map(|hit| hit.session).collect()
}

pub fn expect_sound(practice: &Practice) {
    let findings = practice.check();
    assert!(findings.iter().all(|f| f.problems.is_empty()), "{findings:?}");
}

/// A practice with one client.
pub fn one_client() -> (Scratch, Practice, ClientId) {
    let (scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada Fennimore").id;
    (scratch, practice, client)
}
