//! Process notes in the window: opened apart, written apart, gone when they close.

use std::{os::unix::fs::PermissionsExt, time::Duration};

use chrono::Local;
use secure_base_practice::{ClientDraft, Trust};

use super::steps::*;
use crate::driver::*;

const NAME: &str = "Ada Larkmead";
const WORDS: &str = "I notice that I hurry when she is silent.";

fn words_of(window: &Window) -> String {
    window.see("field", "Process note");
    let text =
        window.script("return document.querySelector('[aria-label=\"Process note\"].note-text').textContent", &[]);
    text.as_str().unwrap_or_default().to_owned()
}

/// From the session's page to its process note, with the passphrase.
fn open(window: &Window) {
    window.chord(&[ALT], 'p');
    window.screen("process");
    window.until("the cursor in the passphrase", || window.has_focus("field", "Passphrase"));
    window.keys(&format!("{PASSPHRASE}\n"));
    window.until("the cursor in the process note", || window.has_focus("field", "Process note"));
}

fn nowhere_on_the_page(window: &Window) {
    let page = window.script("return document.documentElement.outerHTML", &[]);
    assert!(!page.as_str().is_some_and(|page| page.contains("hurry when")), "the words are nowhere on the page");
}

// The whole way by the keyboard: in, written, closed, and read again only after the passphrase.
#[test]
fn a_process_note_is_written_apart_and_closed_again() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("a_process_note_is_written_apart_and_closed_again"));
    unlock(&window, PASSPHRASE);
    first_session(&window, NAME);
    window.chord(&[ALT], 'p');
    window.screen("process");
    window.expect_accessible("process notes, closed");
    window.keys("umbrella mosaic thirteen doves\n");
    window.reads("That is not the passphrase.");
    window.expect_accessible("process notes, a wrong passphrase");
    window.chord(&[ALT], 'p');
    window.screen("session");
    open(&window);
    window.expect_accessible("an empty process note");
    window.keys(WORDS);
    saved(&window);
    window.expect_accessible("a process note");
    window.reads("belong in the session’s note");
    window.chord(&[CONTROL], 'a');
    window.until("the selected words for other programs", || window.display.selected().as_deref() == Some(WORDS));
    window.through(|window| window.press("Close now"));
    window.screen("session");
    window.reads("The process notes are closed.");
    window.until("no selected words for anybody", || window.display.selected().is_none());
    nowhere_on_the_page(&window);
    open(&window);
    assert_eq!(words_of(&window), WORDS);
    window.press("Save a copy…");
    window.see("dialog", "Copy of this process note");
    window.expect_accessible("a copy of a process note");
    window.press("Save the copy");
    window.reads("Saved as");
    let copies: Vec<_> = std::fs::read_dir(home.at("saved")).expect("a folder").flatten().collect();
    let text = std::fs::read_to_string(copies[0].path()).expect("the copy");
    let mode = copies[0].metadata().expect("the copy").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "a copy is for its owner alone");
    assert!(text.contains(WORDS) && !copies[0].file_name().to_string_lossy().contains("Ada"), "{text}");
    found_nowhere(&window);
    open_log(&window);
    window.reads(&format!("Began the process note of {NAME}, session 1"));
    window.reads("Opened the process notes");
    window.reads(&format!("Saved a copy of the process note of {NAME}, session 1 as a file"));
}

/// The search answers for the record, and for nothing else.
fn found_nowhere(window: &Window) {
    window.press("Clients");
    window.screen("clients");
    window.chord(&[CONTROL], 'f');
    window.keys("hurry");
    window.until("the answer of the search", || window.text().contains("No note"));
    nowhere_on_the_page(window);
}

// She was called away: what lies on the desk is put away by itself, and no word of it is lost.
#[test]
fn process_notes_close_when_nobody_touches_them() {
    let home = Home::with_practice();
    let test = "process_notes_close_when_nobody_touches_them";
    let variables = [("SECURE_BASE_PROCESS_IDLE_SECONDS", "9")];
    let window = Window::open(&home, &Launch { variables: &variables, ..Launch::of(test) });
    unlock(&window, PASSPHRASE);
    first_session(&window, NAME);
    open(&window);
    window.through(|window| window.keys(WORDS));
    window.screen("session");
    window.reads("The process notes are closed.");
    nowhere_on_the_page(&window);
    open(&window);
    assert_eq!(words_of(&window), WORDS, "the last words were saved");

    // While something else is written the window stays, and goes with the next screen.
    window.chord(&[ALT], 'p');
    window.screen("session");
    let ask = "const [done] = arguments;
        window.__TAURI_INTERNALS__.invoke('process_status').then((status) => done(status.state))";
    std::thread::sleep(Duration::from_secs(6));
    window.click("field", "Note");
    window.keys("Of the record.");
    window.until("the end of their time", || window.script_async(ask, &[]) == "closed");
    assert_eq!(note_text(&window), "Of the record.", "the window is still the same");
    window.through(|window| window.press("Clients"));
    window.screen("clients");
    nowhere_on_the_page(&window);
    open_client(&window, NAME);
}

// "For good" would be untrue if the words of a process note stayed behind its own lock.
#[test]
fn deleting_for_good_asks_for_the_passphrase_where_a_process_note_goes_along() {
    let home = Home::with_practice();
    let test = "deleting_for_good_asks_for_the_passphrase_where_a_process_note_goes_along";
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    first_session(&window, NAME);
    open(&window);
    window.keys(WORDS);
    saved(&window);
    window.through(|window| window.press("Close now"));
    window.screen("session");
    window.press("Remove this session…");
    window.reads("Its note and its process note go along.");
    window.press("Remove session");
    window.screen("client");
    window.press("Settings");
    window.press("Trash (1)");
    window.press("Delete now: Session 1");
    window.see("dialog", "Delete for good?");
    window.press("Delete for good");
    window.reads("A process note goes with it.");
    window.expect_accessible("delete for good, with a process note");
    window.fill("Passphrase", "umbrella mosaic thirteen doves");
    window.press("Delete for good");
    window.reads("That is not the passphrase.");
    window.fill("Passphrase", PASSPHRASE);
    window.press("Delete for good");
    window.reads("Deleted for good.");
    window.reads("The trash is empty");
}

// A sync service puts yesterday's file back: she hears whose note it is before she reads on, and can read it all the same.
#[test]
fn an_older_file_put_back_is_told_and_can_be_opened_as_it_is() {
    let home = Home::with_practice();
    write_twice_and_put_the_first_back(&home);
    let window = Window::open(&home, &Launch::of("an_older_file_put_back_is_told_and_can_be_opened_as_it_is"));
    unlock(&window, PASSPHRASE);
    open_client(&window, NAME);
    window.press("Session 1*");
    window.screen("session");
    window.chord(&[ALT], 'p');
    window.until("the cursor in the passphrase", || window.has_focus("field", "Passphrase"));
    window.keys(&format!("{PASSPHRASE}\n"));
    window.reads("Some process notes are not what was saved.");
    window.see("list", "Process notes that are not what was saved");
    window.reads(&format!("{NAME}, session 1"));
    window.expect_accessible("process notes that are not what was saved");
    window.press("Leave them closed");
    window.fill("Passphrase", PASSPHRASE);
    window.press("Open the process notes");
    window.press("Open them as they are…");
    window.reads("is written into the log");
    window.press("Open them as they are");
    assert_eq!(words_of(&window), "The first words.");
    open_log(&window);
    window.reads("as it was found, in spite of an alarm");
}

pub fn write_twice_and_put_the_first_back(home: &Home) {
    let (now, file) = (Local::now().fixed_offset(), home.practice().join("process.db"));
    let mut practice = home.records();
    let draft = ClientDraft { name: NAME.into(), ..ClientDraft::default() };
    let client = practice.add_client(&draft, now).expect("a client").value.id;
    let session = practice.start_session(client, now).expect("a session").value.id;
    let document = |words: &str| {
        let text = serde_json::json!([{ "type": "text", "text": words }]);
        serde_json::json!({ "type": "doc", "content": [{ "type": "paragraph", "content": text }] }).to_string()
    };
    let mut write = |words: &str, revision| {
        practice.open_process_notes(PASSPHRASE, Trust::AsLeft, now).expect("they open");
        practice.save_process_note(session, &document(words), revision, now).expect("a save");
        practice.close_process_notes();
        std::fs::read(&file).expect("the file")
    };
    let first = write("The first words.", 0);
    write("The second words.", 1);
    std::fs::write(&file, first).expect("the older file");
}

// A practice from before has no key for them; the page must not look broken, and must lead to where it is made.
#[test]
fn a_practice_from_before_is_told_how_to_get_a_place_for_them() {
    let home = Home::with_practice();
    std::fs::remove_dir_all(home.practice()).expect("another practice takes its place");
    std::fs::create_dir(home.practice()).expect("a folder");
    for name in ["practice.db", "vault.json"] {
        let from = format!("{}/src-tauri/practice/tests/fixtures/schema-1/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::copy(from, home.practice().join(name)).expect("a copy");
    }
    let window = Window::open(&home, &Launch::of("a_practice_from_before_is_told_how_to_get_a_place_for_them"));
    unlock(&window, "lantern copper meadow violin");
    open_client(&window, "Ada Fennimore");
    window.press("Session 1*");
    window.screen("session");
    window.press("Process note");
    window.reads("There is no place for process notes yet");
    window.expect_accessible("no place for process notes");
    window.press("Go to the settings");
    window.screen("settings");
    window.see("button", "New recovery code…");
}
