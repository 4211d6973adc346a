//! The practice locks by itself: after a while without input, and when the system says that nobody is there.

use std::time::{Duration, Instant};

use super::steps::*;
use crate::driver::*;

const WORDS: &str = "Typed, and then called away from the desk.";

// The records lie open on a desk that everybody passes; and what was typed last must not be the price of the lock.
#[test]
fn the_practice_locks_when_nobody_touches_anything() {
    let home = Home::with_practice();
    let test = "the_practice_locks_when_nobody_touches_anything";
    let window = Window::open(&home, &Launch { variables: &[("SECURE_BASE_IDLE_SECONDS", "16")], ..Launch::of(test) });
    unlock(&window, PASSPHRASE);
    first_session(&window, "Ada Larkmead");
    window.keys(WORDS);
    window.reads("Locks in 10 seconds");
    window.expect_accessible("about to lock");
    window.keys(" And back.");
    window.until("the notice to go", || !window.text().contains("Locks in"));
    window.through(|window| window.reads("Locks in 10 seconds"));
    window.screen("unlock");
    unlock(&window, PASSPHRASE);
    assert_eq!(note_text(&window), format!("{WORDS} And back."), "the last words, where they were typed");
}

// Autosave and other commands of the window's own go on by themselves; if they counted, nothing would ever lock.
#[test]
fn commands_keep_no_practice_open() {
    let home = Home::with_practice();
    let test = "commands_keep_no_practice_open";
    let window = Window::open(&home, &Launch { variables: &[("SECURE_BASE_IDLE_SECONDS", "12")], ..Launch::of(test) });
    unlock(&window, PASSPHRASE);
    let asks = "setInterval(() => window.__TAURI_INTERNALS__.invoke('clients').catch(() => 0), 200)";
    let began = Instant::now();
    window.through(|window| drop(window.script(asks, &[])));
    assert!(began.elapsed() < Duration::from_secs(25), "locked while commands came");
    window.screen("unlock");
}

// A lid that closes and a screen that locks say that she has gone; where they say it, nothing waits for five minutes.
#[test]
fn the_system_locks_the_practice() {
    let home = Home::with_practice();
    let bus = Bus::start(&home);
    let logind = Logind::on(&bus);
    let window = Bare::locked(&home, &[("DBUS_SYSTEM_BUS_ADDRESS", bus.address())]);
    logind.until_held();
    for (what, say) in [
        ("sleep", Logind::sleep as fn(&Logind)),
        ("the screen's lock", Logind::lock_screen),
        ("another user", Logind::switch_user),
    ] {
        window.unlock(PASSPHRASE);
        assert!(window.is_open(), "open before {what}");
        let began = Instant::now();
        say(&logind);
        window.until_locked();
        assert!(began.elapsed() < Duration::from_secs(10), "{what} locks at once");
        if what == "sleep" {
            assert!(logind.let_go(), "the system may sleep once all is locked");
        }
    }
}
