//! Whatever is typed and whatever was written: never an error, and never another answer than reading all notes would give.

use std::collections::BTreeMap;

use secure_base_practice::{ClientId, HitPlace, Practice, SessionId};

use super::{Piece, document, expect_sound, nth_day, one_client};
use crate::{add, index::numbers, shelf::full};

const PIECES: [&str; 44] = [
    "rain",
    "silence",
    "café",
    "a",
    "S",
    "\"",
    "\"in the",
    "“",
    "”",
    "-",
    "--",
    "*",
    "**",
    "ra*",
    "r*",
    ":",
    "::",
    "factor:",
    "factor:S",
    "aspect:healthy",
    "client:",
    "client:ada",
    "before:",
    "before:2026-01-31",
    "after:9999-12-31",
    "on:0000",
    "template:",
    "template:free",
    "unsigned",
    "signed",
    "AND",
    "OR",
    "NOT",
    "NEAR(",
    ")",
    "{body}",
    "facts:",
    "^rain",
    "+",
    "\u{e000}1",
    "\u{e002}",
    "\u{0}",
    "😀",
    "\u{301}",
];

fn typed(number: &mut impl FnMut(u64) -> u64) -> String {
    let mut text = String::new();
    for _ in 0..number(9) {
        match number(4) {
            0 => text.push(char::from_u32(number(0x2fff) as u32).unwrap_or('x')),
            _ => text.push_str(PIECES[number(PIECES.len() as u64) as usize]),
        }
        if number(3) > 0 {
            text.push(' ');
        }
    }
    text
}

#[test]
fn nothing_that_is_typed_is_an_error() {
    // The index has a language of its own, and half a word of it would be one.
    let (_scratch, mut practice, client) = one_client();
    for (n, words) in ["rain in the café", "silence, and a S", ""].into_iter().enumerate() {
        let session = practice.start_session(client, nth_day(n as u64)).unwrap().value.id;
        practice.save_note(session, &document(&[(words, Some(("S", "healthy")))]), 0, nth_day(n as u64)).unwrap();
    }
    let newest = super::sessions(&practice, "unsigned")[0];
    let mut number = numbers(88_172_645_463_325_252);
    for _ in 0..if crate::shelf::full() { 10_000 } else { 2_000 } {
        let typed = typed(&mut number);
        let after = Some(HitPlace { day: nth_day(number(5)).date_naive(), session: newest }).filter(|_| number(4) == 0);
        let found = practice.search_notes(&typed, after);
        assert!(found.is_ok(), "{typed:?}: {found:?}");
    }
    for long in ["rain ".repeat(1000), "\"".repeat(1000), "x".repeat(100_000), "-r ".repeat(500), "(".repeat(400)] {
        assert!(practice.search_notes(&long, None).is_ok());
    }
}

/// Words of a note, and the tag they carry.
type Written = Vec<(String, Option<(&'static str, &'static str)>)>;

/// What was written, to be read in full.
#[derive(Default)]
struct Shadow(BTreeMap<(chrono::NaiveDate, SessionId), (ClientId, Written)>);

impl Shadow {
    /// The notes that have all of some words, newest first, by reading every one.
    fn has(&self, words: &[&str], factor: Option<&str>, client: Option<ClientId>) -> Vec<SessionId> {
        let holds = |text: &str| {
            let known: Vec<&str> = text.split(' ').collect();
            words.iter().all(|word| match word.strip_suffix('*') {
                Some(start) => known.iter().any(|one| one.starts_with(start)),
                None => known.contains(word),
            })
        };
        let found = self.0.iter().rev().filter(|(_, (whose, pieces))| {
            let whole: Vec<&str> = pieces.iter().map(|(words, _)| words.as_str()).collect();
            client.is_none_or(|client| client == *whose)
                && match factor {
                    None => holds(&whole.join(" ")),
                    Some(letter) => {
                        pieces.iter().any(|(words, tag)| tag.is_some_and(|tag| tag.0 == letter) && holds(words))
                    }
                }
        });
        found.map(|((_, session), _)| *session).take(20).collect()
    }
}

#[test]
fn after_any_edits_it_finds_what_reading_every_note_would_find() {
    let (_scratch, mut practice, ada) = one_client();
    let bo = add(&mut practice, "Bo").id;
    let mut number = numbers(0x9e37_79b9_7f4a_7c15);
    let mut shadow = Shadow::default();
    let mut sessions = Vec::new();
    for n in 0..30 {
        let (client, day) = ([ada, bo][number(2) as usize], nth_day(number(12)));
        sessions.push((practice.start_session(client, day).unwrap().value.id, client, day.date_naive(), 0));
        shadow.0.insert((day.date_naive(), sessions[n].0), (client, Vec::new()));
    }
    let words = ["rain", "rainy", "raining", "tea", "silence", "silent", "interval", "interest", "inter"];
    let tags = [None, Some(("B", "shows")), Some(("E", "healthy")), Some(("S", "unhealthy"))];
    for edit in 0..if full() { 3_000 } else { 240 } {
        let (session, client, day, revision) = &mut sessions[number(30) as usize];
        let pieces: Vec<(String, _)> = (0..number(5))
            .map(|_| {
                let text: Vec<&str> = (0..1 + number(4)).map(|_| words[number(9) as usize]).collect();
                (text.join(" "), tags[number(4) as usize])
            })
            .collect();
        let borrowed: Vec<Piece> = pieces.iter().map(|(words, tag)| (words.as_str(), *tag)).collect();
        practice.save_note(*session, &document(&borrowed), *revision, nth_day(90)).unwrap();
        *revision += 1;
        shadow.0.insert((*day, *session), (*client, pieces));
        if edit % 6 == 0 {
            ask(&practice, &shadow, &mut number, bo);
        }
        if edit % 60 == 59 {
            expect_sound(&practice);
        }
    }
}

fn ask(practice: &Practice, shadow: &Shadow, number: &mut impl FnMut(u64) -> u64, bo: ClientId) {
    let words = ["rain", "tea", "silence", "ra*", "rai*", "rain*", "raini*", "inter*", "interv*", "sil*", "nothing"];
    for _ in 0..4 {
        let asked: Vec<&str> = (0..1 + number(3)).map(|_| words[number(11) as usize]).collect();
        let factor = [None, Some("B"), Some("E"), Some("S")][number(4) as usize];
        let client = [None, Some(bo)][number(2) as usize];
        let mut typed = asked.join(" ") + " ";
        typed.extend(factor.map(|letter| format!("factor:{letter} ")));
        typed.extend(client.map(|_| "client:Bo "));
        assert_eq!(super::sessions(practice, &typed), shadow.has(&asked, factor, client), "{typed}");
    }
}
