//! The end of the program, wanted and unwanted: no written word is lost.

use super::steps::*;
use crate::driver::*;

const WORDS: &str = "The last words, typed just before the window closed.";

// Saving waits for a pause in the typing; closing the window must not wait for it in vain.
#[test]
fn closing_the_window_saves_the_last_words() {
    let test = "closing_the_window_saves_the_last_words";
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    first_session(&window, "Ada Larkmead");
    window.keys(WORDS);
    window.close();
    assert_eq!(note_after_restart(&home, test), WORDS);
}

// Locking is what one does in a hurry, and it is the same hurry in which one stops typing.
#[test]
fn locking_saves_the_last_words() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("locking_saves_the_last_words"));
    unlock(&window, PASSPHRASE);
    first_session(&window, "Ada Larkmead");
    window.keys(WORDS);
    lock(&window);
    unlock(&window, PASSPHRASE);
    assert_eq!(note_text(&window), WORDS);
}

// "Saved" is a promise: it holds even when the power goes in the next moment.
#[test]
fn what_is_called_saved_survives_a_kill() {
    let test = "what_is_called_saved_survives_a_kill";
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    first_session(&window, "Ada Larkmead");
    window.keys(WORDS);
    saved(&window);
    window.kill();
    assert_eq!(note_after_restart(&home, test), WORDS);
}

fn note_after_restart(home: &Home, test: &str) -> String {
    let window = Window::open(home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    open_client(&window, "Ada Larkmead");
    window.press("Session 1*");
    window.screen("session");
    note_text(&window)
}
