//! The program is killed at random moments of typing, and its note read again: at most a second of it is missing.

use std::time::{Duration, Instant};

use secure_base_practice::{ClientDraft, Document, SessionId};

use super::steps::*;
use crate::driver::*;

/// What is promised.
const A_SECOND: Duration = Duration::from_secs(1);
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz ";

// A power cut does not wait for a pause in the typing.
#[test]
fn a_kill_while_typing_costs_at_most_a_second() {
    let rounds = if std::env::var_os("SECURE_BASE_FULL").is_some() { 50 } else { 5 };
    let home = Home::with_practice();
    let session = begin(&home);
    let mut before = String::new();
    let (mut typed, mut missing) = (0, 0);
    let mut chance = u64::from(std::process::id());
    for round in 1..=rounds {
        // From a moment that saves nothing yet to several saves.
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let length = Duration::from_millis(150 + (chance >> 33) % 3_500);
        let hand = type_and_kill(&home, length);
        let now = words(&home, session);
        let kept =
            now.strip_prefix(&before).unwrap_or_else(|| panic!("round {round}: what was there is gone: {now:?}"));
        assert!(hand.letters.starts_with(kept), "round {round}: {kept:?} was never typed");
        assert!(
            kept.len() >= hand.owed,
            "round {round}: {} letters are there, and {} were typed a second before the kill",
            kept.len(),
            hand.owed
        );
        (typed, missing) = (typed + hand.letters.len(), missing + hand.letters.len() - kept.len());
        before = now;
    }
    println!("{rounds} kills, {typed} letters typed, {missing} of the last second missing, none from before");
    assert!(typed > 5 * rounds, "or this test tests nothing");
}

/// What was typed before a kill.
struct Hand {
    letters: String,
    /// How many of them were there a second before the kill.
    owed: usize,
}

fn begin(home: &Home) -> SessionId {
    let mut practice = home.records();
    let now = chrono::Local::now().fixed_offset();
    let draft = ClientDraft { name: "Ada Larkmead".into(), ..ClientDraft::default() };
    let client = practice.add_client(&draft, now).expect("a client").value.id;
    practice.start_session(client, now).expect("a session").value.id
}

fn type_and_kill(home: &Home, length: Duration) -> Hand {
    let window = Window::open(home, &Launch::of("a_kill_while_typing_costs_at_most_a_second"));
    unlock(&window, PASSPHRASE);
    open_client(&window, "Ada Larkmead");
    window.press("Session 1*");
    window.screen("session");
    window.click("field", "Note");
    window.keys_times(&[CONTROL], Key::End.into(), 1);
    let mut letters = String::new();
    let mut moments = Vec::new();
    let start = Instant::now();
    for letter in LETTERS.chars().cycle() {
        window.keys(&letter.to_string());
        letters.push(letter);
        moments.push(Instant::now());
        if start.elapsed() >= length {
            break;
        }
    }
    let killed = Instant::now();
    window.kill();
    let owed = moments.iter().filter(|typed| killed.duration_since(**typed) > A_SECOND).count();
    Hand { letters, owed }
}

fn words(home: &Home, session: SessionId) -> String {
    let note = home.records().note(session).expect("the note is there");
    Document::parse(&note.document).expect("and can be read").extract().text
}
