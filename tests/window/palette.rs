//! The palette: anywhere in a few letters, on every screen, with the keyboard alone.

use chrono::Local;
use secure_base_practice::{ClientDraft, HomeworkDraft, TaskPlan};

use super::{sizes::fits, steps::*};
use crate::driver::*;

const FIELD: &str = "Go to or do";

fn with_records(theme: &str) -> Home {
    let home = Home::with_practice();
    let now = Local::now().fixed_offset();
    let mut practice = home.records();
    for name in ["Ada Larkmead", "Adam Birkdale", "Zoë Rookhope"] {
        let draft = ClientDraft { name: name.into(), ..ClientDraft::default() };
        let client = practice.add_client(&draft, now).expect("a client").value.id;
        let session = practice.start_session(client, now).expect("a session").value.id;
        let document = serde_json::json!({ "type": "doc", "content": [
            { "type": "paragraph", "content": [{ "type": "text", "text": format!("A lantern for {name}.") }] }] });
        practice.save_note(session, &document.to_string(), 0, now).expect("a note");
        let (factor, due, handout, plan) = (None, None, None, TaskPlan::default());
        let task = HomeworkDraft { session, task: format!("Whistle daily, {name}"), factor, due, handout, plan };
        practice.assign_homework(&task, now).expect("a task");
    }
    drop(practice);
    home.prefer(theme, true);
    home
}

fn open(window: &Window) {
    window.chord(&[CONTROL], 'k');
    window.until("the cursor in the palette", || window.has_focus("field", FIELD) || focus_is_in_palette(window));
}

fn focus_is_in_palette(window: &Window) -> bool {
    window.script("return document.activeElement?.getAttribute('role') === 'combobox'", &[]) == true
}

/// The choice that Enter takes.
fn first(window: &Window) -> String {
    let ask = "const field = document.querySelector('[role=combobox]');
        return document.getElementById(field?.getAttribute('aria-activedescendant') ?? '')?.querySelector('.label')?.textContent ?? ''";
    window.script(ask, &[]).as_str().unwrap_or_default().to_owned()
}

/// Its words, where it is a note.
fn first_words(window: &Window) -> String {
    let ask = "return document.querySelector('[role=option][aria-selected=true] .text')?.textContent ?? ''";
    window.script(ask, &[]).as_str().unwrap_or_default().to_owned()
}

fn choose(window: &Window, typed: &str, expected: &str) {
    open(window);
    window.keys(typed);
    window.until(expected, || first(window).starts_with(expected));
    window.key(Key::Enter);
    window.until("the palette to go", || !focus_is_in_palette(window));
}

fn anywhere(test: &str, theme: &str) {
    let home = with_records(theme);
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    window.screen("desk");
    choose(&window, "zo", "Zoë Rookhope");
    window.screen("client");
    window.see("heading", "Zoë Rookhope");
    // From any screen, and back to where one was.
    open(&window);
    window.expect_accessible("the palette");
    fits(&window, "palette");
    window.keys("lan");
    window.until("a note", || first_words(&window).contains("lantern"));
    window.expect_accessible("what the palette finds");
    window.key(Key::Down);
    window.until("the next one", || {
        window.script("return document.querySelectorAll('[aria-selected=true]').length", &[]) == 1
    });
    window.key(Key::Enter);
    window.screen("session");
    choose(&window, "whi zo", "Whistle daily, Zoë Rookhope");
    window.screen("clientHomework");
    choose(&window, "three roots feel", "Three roots of feeling secure");
    window.screen("handout");
    choose(&window, "backups", "Backups");
    window.screen("settings");
    window.until("the part about backups", || {
        window.script("return document.activeElement?.textContent?.trim()", &[]) == "Backups"
    });
    choose(&window, "new session for ada l", "Today’s session with Ada Larkmead");
    window.screen("session");
    window.until("the cursor in the note", || in_note(&window));
    assert_eq!(note_text(&window), "A lantern for Ada Larkmead.", "the session of today that was begun");
    open(&window);
    window.key(Key::Escape);
    window.until("the cursor back in the note", || in_note(&window));
    window.through(choose_lock);
    window.screen("unlock");
}

/// Locking ends the window while its keys are still being let go.
fn choose_lock(window: &Window) {
    open(window);
    window.keys("lock");
    window.until("Lock now", || first(window) == "Lock now");
    window.key(Key::Enter);
}

// A few letters from anywhere to anything is what saves the most of all keys.
#[test]
fn anything_is_reached_in_a_few_letters_in_light() {
    anywhere("anything_is_reached_in_a_few_letters_in_light", "light");
}

#[test]
fn anything_is_reached_in_a_few_letters_in_dark() {
    anywhere("anything_is_reached_in_a_few_letters_in_dark", "dark");
}

// Whom she sees every week she must not have to type out every week, also not after the next start.
#[test]
fn what_is_chosen_comes_first_the_next_time() {
    let home = with_records("light");
    let test = "what_is_chosen_comes_first_the_next_time";
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    window.screen("desk");
    open(&window);
    window.keys("ad");
    window.until("by name", || first(&window) == "Ada Larkmead");
    window.key(Key::Down);
    window.until("the next one", || first(&window) == "Adam Birkdale");
    window.key(Key::Enter);
    window.see("heading", "Adam Birkdale");
    open(&window);
    window.until("whom she went to", || first(&window) == "Adam Birkdale");
    window.key(Key::Escape);
    window.close();
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    window.screen("desk");
    choose(&window, "ad", "Adam Birkdale");
    window.see("heading", "Adam Birkdale");
}
