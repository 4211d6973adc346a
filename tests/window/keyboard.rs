//! Everything works from the keyboard: from the list of clients to a tagged, saved note without the mouse.

use secure_base_practice::ClientDraft;

use super::steps::*;
use crate::driver::*;

const WORDS: &str = "Found the words for it at last.";

// Many who write all day do not touch the mouse, and some cannot.
#[test]
fn from_the_client_list_to_a_tagged_note_without_the_mouse() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("from_the_client_list_to_a_tagged_note_without_the_mouse"));
    window.until("the cursor in the passphrase", || window.has_focus("field", "Passphrase"));
    window.keys(PASSPHRASE);
    window.key(Key::Enter);
    window.reads("No clients yet");

    for name in ["Ada Larkmead", "Bela Rookhope"] {
        window.chord(&[CONTROL], 'n');
        window.see("dialog", "Add a client");
        window.until("the cursor in the name", || window.has_focus("field", "Name"));
        window.keys(name);
        window.key(Key::Enter);
        window.see("heading", name);
    }
    window.chord(&[CONTROL], 'f');
    window.until("the cursor in the finder", || window.has_focus("field", "Find a client or words in notes"));
    window.keys("rook");
    window.reads("1 client");
    window.key(Key::Down);
    window.until("the first client", || window.has_focus("button", "Bela Rookhope*"));
    window.key(Key::Enter);
    window.see("heading", "Bela Rookhope");
    tab_to(&window, "Start today's session");
    window.key(Key::Enter);
    window.until("the cursor in the note", || in_note(&window));

    window.keys(WORDS);
    window.keys_times(&[SHIFT], Key::Home.into(), 1);
    window.chord(&[ALT], 'e');
    window.until("the palette at its row", || window.has_focus("button", "E Early relationships: How it shows"));
    window.key(Key::Right);
    window.key(Key::Up);
    window.until("the tag beside and above", || window.has_focus("button", "B Biology: Healthy"));
    window.key(Key::Down);
    window.key(Key::Enter);
    window.until("the tag", || tagged(&window, "E", "healthy") == WORDS);
    window.until("the cursor back in the note", || in_note(&window));
    saved(&window);

    window.key(Key::Right);
    window.chord(&[ALT], 't');
    window.see("dialog", "Tags here");
    window.key(Key::Enter);
    window.until("the tag gone", || tagged(&window, "E", "healthy").is_empty());
    window.chord(&[CONTROL], 'z');
    window.until("the tag back", || tagged(&window, "E", "healthy") == WORDS);
    saved(&window);
    window.keys_times(&[ALT], Key::Left.into(), 1);
    window.screen("client");
    window.reads("E Healthy");
    window.keys_times(&[ALT], Key::Right.into(), 1);
    window.screen("session");
    assert_eq!(note_text(&window), WORDS, "the note as it was left");
}

// A handout is composed, put in order, saved and given without the mouse.
#[test]
fn a_handout_is_composed_and_given_without_the_mouse() {
    let home = Home::with_practice();
    let draft = ClientDraft { name: "Ada Larkmead".into(), ..ClientDraft::default() };
    home.records().add_client(&draft, chrono::Local::now().fixed_offset()).expect("a client");
    let window = Window::open(&home, &Launch::of("a_handout_is_composed_and_given_without_the_mouse"));
    window.until("the cursor in the passphrase", || window.has_focus("field", "Passphrase"));
    window.keys(PASSPHRASE);
    window.key(Key::Enter);
    let enter = |name: &str| {
        tab_to(&window, name);
        window.key(Key::Enter);
    };
    window.screen("desk");
    enter("Handouts");
    window.screen("handouts");
    enter("Compose a handout");
    window.screen("compose");
    tab_to(&window, "Find material");
    window.keys("a voice can");
    enter("Add: A voice can be enough");
    tab_to(&window, "Title");
    window.keys("For hard evenings");
    enter("+ Your own words");
    window.until("the cursor in her words", || window.find("field", "Your own words").is_some());
    tab_to_field(&window, "Your own words");
    window.keys("Take your time.");
    let order =
        "return [...document.querySelectorAll('[aria-label=\"Parts in order\"] .name')].map((one) => one.textContent)";
    window.until("two parts", || window.script(order, &[]).as_array().is_some_and(|all| all.len() == 2));
    window.keys_times(&[ALT], Key::Up.into(), 1);
    window.until("her words first", || window.script(order, &[])[0] == "Take your time.");
    window.chord(&[CONTROL], 's');
    window.reads("“For hard evenings” is saved among your handouts.");
    enter("Give…");
    window.see("dialog", "Give to a client");
    enter("Ada Larkmead");
    window.screen("client");
    window.reads("“For hard evenings” given to Ada Larkmead.");
}

/// Tab goes through all of the window, and around.
fn tab_to_field(window: &Window, name: &str) {
    let there = || window.has_focus("field", name);
    for _ in 0..200 {
        if there() {
            return;
        }
        window.key(Key::Tab);
    }
    panic!("Tab reaches the field “{name}”");
}
