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

// A dialog over the screen is no reason to leave a client's name standing there when somebody comes in.
#[test]
fn a_dialog_does_not_keep_the_practice_from_locking() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("a_dialog_does_not_keep_the_practice_from_locking"));
    unlock(&window, PASSPHRASE);
    window.chord(&[CONTROL], 'n');
    window.see("dialog", "Add a client");
    lock(&window);
    unlock(&window, PASSPHRASE);
    assert!(window.find("dialog", "Add a client").is_none(), "the dialog came back");
}

// A folder that is cleaned away or moved must not go on taking words that nobody will find again.
#[test]
fn words_are_never_called_saved_when_the_folder_is_gone() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("words_are_never_called_saved_when_the_folder_is_gone"));
    unlock(&window, PASSPHRASE);
    first_session(&window, "Ada Larkmead");
    let elsewhere = home.at("elsewhere");
    std::fs::rename(home.practice(), &elsewhere).expect("the folder moves");
    window.keys(WORDS);
    window.reads("Not saved: There is no practice in");
    std::fs::rename(&elsewhere, home.practice()).expect("the folder comes back");
    saved(&window);
    lock(&window);
    unlock(&window, PASSPHRASE);
    assert_eq!(note_text(&window), WORDS);
}

fn note_after_restart(home: &Home, test: &str) -> String {
    let window = Window::open(home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    open_client(&window, "Ada Larkmead");
    window.press("Session 1*");
    window.screen("session");
    note_text(&window)
}
