//! The log: who asks what was done finds it, in words, and nothing of what was written.

use std::fs;

use super::steps::*;
use crate::driver::*;

const WORDS: &str = "Grew up beside the lighthouse.";
const HANDOUT: &str = "Three roots of feeling secure";

// A client may ask who looked at the record, and a supervisor what was printed: the log has to answer that alone.
#[test]
fn the_log_says_what_was_done_and_can_be_narrowed_and_exported() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("the_log_says_what_was_done_and_can_be_narrowed_and_exported"));
    unlock(&window, PASSPHRASE);
    add_client(&window, "Bela Rookhope");
    first_session(&window, "Ada Larkmead");
    window.keys(WORDS);
    saved(&window);
    open_log(&window);
    for words in ["Unlocked with the passphrase", "Added Bela Rookhope", "Viewed Ada Larkmead, session 1"] {
        window.reads(words);
    }
    window.reads("Changed the note of Ada Larkmead, session 1");
    assert!(!window.text().contains("lighthouse"), "no word of a note is in the log");
    window.expect_accessible("log");

    window.choose("What was done", "Looks");
    window.until("the looks alone", || !window.text().contains("Added Bela"));
    window.reads("Viewed Bela Rookhope");
    window.fill("Client", "ada");
    window.press("Ada Larkmead");
    window.until("Ada alone", || !window.text().contains("Bela"));
    window.reads("Viewed Ada Larkmead, session 1");
    window.choose("What was done", "Printed and saved");
    window.reads("Nothing here");
    window.press("Show all");
    window.reads("Added Bela Rookhope");

    print_for_ada(&window);
    open_log(&window);
    window.reads("Printed a handout for Ada Larkmead, session 1");
    window.press("Export the log…");
    window.reads("The whole log is saved as");
    window.reads("Saved the log as a file");
    let saved = fs::read_dir(home.at("saved")).expect("a folder").flatten().next().expect("a file").path();
    let text = fs::read_to_string(saved).expect("text");
    assert!(text.starts_with("sequence,save,at,until,verb,noun,record,content,chain"), "{text}");
    assert!(text.contains(",changed,note,"), "{text}");
    assert!(!text.contains("lighthouse") && !text.contains("Ada"), "numbers only: {text}");
}

fn print_for_ada(window: &Window) {
    open_client(window, "Ada Larkmead");
    window.press("Session 1*");
    window.press("Give a handout");
    window.press(&format!("{HANDOUT}*"));
    window.see("page", &format!("{HANDOUT}: page 1 of *"));
    window.press("Open for printing");
    // It asks for steps towards a partner.
    window.press("Considered: go on");
    window.reads("Opened in your PDF viewer");
}

// A page that is loaded again after a save is the same look; ten looks in the log for one would hide the real ones.
#[test]
fn a_page_that_is_loaded_again_is_one_look() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("a_page_that_is_loaded_again_is_one_look"));
    unlock(&window, PASSPHRASE);
    first_session(&window, "Ada Larkmead");
    window.press("Assign homework");
    window.fill("Task", "Ten quiet minutes");
    window.press("Assign");
    window.see("button", "Remove: Ten quiet minutes");
    open_log(&window);
    window.reads("Agreed on homework with Ada Larkmead, session 1");
    assert_eq!(window.text().matches("Viewed Ada Larkmead, session 1").count(), 1, "{}", window.text());
}
