//! Hostile input and tired hands: too many tags, too long names, too long a list, and a note that is signed while it is typed.

use std::fs;

use secure_base_practice::{ClientDraft, ClientKind, Person};
use serde_json::{Value, json};

use super::{sizes::fits, steps::*};
use crate::driver::*;

const PARAGRAPHS: usize = 100;
const TAGS_EACH: usize = 5;
const OVERLAPPING: usize = 10;

fn tag(name: String, factor: &str) -> Value {
    json!({"type": "tag", "attrs": {"passage": name, "factor": factor, "aspect": "shows"}})
}

/// Five hundred tags over a hundred paragraphs, and ten more over the same words.
fn crowded() -> String {
    let factors = ["B", "E", "S"];
    let paragraph = |at: usize| {
        let tagged = |n: usize| json!({"type": "text", "text": format!("words {n} "), "marks": [tag(format!("p{at}-{n}"), factors[n % 3])]});
        let content: Vec<Value> =
            (0..TAGS_EACH).flat_map(|n| [tagged(n), json!({"type": "text", "text": "and "})]).collect();
        json!({"type": "paragraph", "content": content})
    };
    let marks: Vec<Value> = (0..OVERLAPPING).map(|n| tag(format!("over{n}"), factors[n % 3])).collect();
    let over = json!({"type": "paragraph", "content": [{"type": "text", "text": "all at once", "marks": marks}]});
    let content: Vec<Value> = std::iter::once(over).chain((0..PARAGRAPHS).map(paragraph)).collect();
    json!({"type": "doc", "content": content}).to_string()
}

// Who tags everything must still be able to read it, write on, and sign it.
#[test]
fn five_hundred_tags_and_ten_over_one_another() {
    let home = Home::with_practice();
    let mut practice = home.records();
    let now = chrono::Local::now().fixed_offset();
    let draft = ClientDraft { name: "Ada Larkmead".into(), ..ClientDraft::default() };
    let client = practice.add_client(&draft, now).expect("a client").value.id;
    let session = practice.start_session(client, now).expect("a session").value.id;
    practice.save_note(session, &crowded(), 0, now).expect("a note");
    drop(practice);
    let window = Window::open(&home, &Launch::of("five_hundred_tags_and_ten_over_one_another"));
    unlock(&window, PASSPHRASE);
    open_client(&window, "Ada Larkmead");
    window.press("Session 1*");
    window.screen("session");
    let all = PARAGRAPHS * TAGS_EACH + OVERLAPPING;
    let beside = "return document.querySelectorAll('aside [data-passage]').length";
    window.until("every passage beside the note", || window.script(beside, &[]) == all);
    let lanes = "return [...new Set([...document.querySelectorAll('.note-text p:first-child .tag-line')]
        .map((one) => one.style.getPropertyValue('--lane')))].length";
    assert_eq!(window.script(lanes, &[]), OVERLAPPING, "each has a line of its own");
    window.click("field", "Note");
    window.keys_times(&[CONTROL], Key::End.into(), 1);
    window.keys("done");
    window.until("the words", || note_text(&window).ends_with("done"));
    saved(&window);
    // What is missing is named, and keeps nobody from signing.
    window.press("Sign…");
    window.see("dialog", "Sign the note of session 1?");
    window.reads("Whether the session took place");
    window.reads(&format!("{all} tagged passages"));
    window.press("Sign nevertheless");
    window.reads(&format!("Signed by {PRACTICE_NAME}"));
    window.until("every passage beside the signed note", || window.script(beside, &[]) == all);
}

// Two hands on one note: it is signed once, and what the other hand typed after it is not lost.
#[test]
fn words_typed_while_the_note_is_signed_become_an_addendum() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("words_typed_while_the_note_is_signed_become_an_addendum"));
    unlock(&window, PASSPHRASE);
    first_session(&window, "Ada Larkmead");
    window.keys("First words.");
    saved(&window);
    let race = "const done = arguments[0];
        const { invoke } = window.__TAURI_INTERNALS__;
        invoke('session_page', { session: 1 }).then(async ({ note }) => {
            const sign = () => invoke('sign_note', { session: 1, revision: note.revision });
            done((await Promise.allSettled([sign(), sign()])).map((one) => one.reason?.code ?? 'signed').sort());
        })";
    assert_eq!(window.script_async(race, &[]), json!(["note-signed", "signed"]));
    window.keys(" Last words.");
    window.reads("This note is signed, and stays as it was signed.");
    window.expect_accessible("a note that was signed meanwhile");
    window.press("Put my last words into an addendum");
    window.reads(&format!("Signed by {PRACTICE_NAME}"));
    let draft = "return document.querySelector('#addendum-text')?.value ?? ''";
    window.until("the words as a draft", || window.script(draft, &[]) == "First words. Last words.");
    assert_eq!(note_text(&window), "First words.");
    lock(&window);
    try_passphrase(&window, PASSPHRASE);
    window.screen("session");
    window.until("the draft after the lock", || window.script(draft, &[]) == "First words. Last words.");
}

const ROWS: usize = 4_000;

// A long list of the wrong people: it can be stopped by the keyboard with nothing kept, and taken back when it was not.
#[test]
fn a_long_list_is_stopped_half_way_and_undone() {
    let home = Home::with_practice();
    let list = home.at("documents/list.csv");
    let rows: String = (0..ROWS).map(|n| format!("Client {n},1980-04-23,evening\n")).collect();
    // Two rows that cannot be read, in an encoding that says nothing of itself.
    let text = format!("Name,Date of birth,Tags\n{rows}\"Zoë,1980-01-01,x\nBo,2131-01-01,x\nZoë,1980-01-01,x\n");
    let latin: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("a Latin letter")).collect();
    fs::write(&list, latin).expect("a list");
    let variables = [("SECURE_BASE_OPEN", list.to_str().expect("a path"))];
    let test = "a_long_list_is_stopped_half_way_and_undone";
    let window = Window::open(&home, &Launch { variables: &variables, ..Launch::of(test) });
    unlock(&window, PASSPHRASE);
    window.press("Settings");
    window.press("Import clients…");
    window.press("Choose a file…");
    let all = ROWS + 1;
    window.reads(&format!("{all} clients can be added; 2 rows cannot be read."));
    window.press(&format!("Import {all} clients"));
    window.until("the focus on the way out", || window.has_focus("button", "Stop"));
    window.key(Key::Enter);
    window.reads("The import was stopped. Nobody was added.");
    window.until("the focus back", || window.has_focus("button", &format!("Import {all} clients")));
    window.press("Clients");
    window.reads("No clients yet");

    window.press("Settings");
    window.press("Import clients…");
    window.press("Choose a file…");
    window.press(&format!("Import {all} clients"));
    let done = "return document.querySelector('progress')?.value ?? 0";
    window.until("the first of them", || window.script(done, &[]).as_f64() > Some(0.0));
    window.expect_accessible("clients are being added");
    window.reads(&format!("{all} clients added."));
    window.reads(&format!("{all} clients "));
    window.press(&format!("Undo: {all} clients added."));
    window.reads(&format!("{all} clients put into the trash."));
    window.reads("No clients yet");
    window.press("Settings");
    window.press(&format!("Trash ({all})"));
    window.reads("Show more");
    window.expect_accessible("a trash of thousands");
}

// Names come from everywhere. None may push a button out of reach, whatever the screen.
#[test]
fn names_of_three_hundred_letters_fit_every_screen() {
    for name in [format!("{} Last", "Bartholomew ".repeat(24).trim()), "x".repeat(300)] {
        let home = Home::with_practice();
        let mut practice = home.records();
        let now = chrono::Local::now().fixed_offset();
        let person = Person { name: name.clone(), relation: name.clone(), ..Person::default() };
        let draft = ClientDraft {
            name: name.clone(),
            kind: ClientKind::Family,
            pronouns: name.clone(),
            phone: name.clone(),
            referral: name.clone(),
            labels: vec![name.chars().take(60).collect()],
            people: vec![person],
            ..ClientDraft::default()
        };
        let client = practice.add_client(&draft, now).expect("a client").value.id;
        let session = practice.start_session(client, now).expect("a session").value.id;
        let words = json!([{"type": "text", "text": format!("silence {name}"), "marks": [tag("p".into(), "S")]}]);
        let document = json!({"type": "doc", "content": [{"type": "paragraph", "content": words}]}).to_string();
        practice.save_note(session, &document, 0, now).expect("a note");
        drop(practice);
        every_screen(&home, &name);
    }
}

fn every_screen(home: &Home, name: &str) {
    let window = Window::open(home, &Launch::of("names_of_three_hundred_letters_fit_every_screen"));
    unlock(&window, PASSPHRASE);
    to_clients(&window);
    let start: String = name.chars().take(20).collect();
    window.see("button", &format!("{start}*"));
    fits(&window, "clients");
    window.chord(&[CONTROL], 'f');
    window.keys("silence");
    window.reads("In notes");
    fits(&window, "hits");
    window.key(Key::Escape);
    window.press(&format!("{start}*"));
    window.screen("client");
    fits(&window, "client");
    in_dialog(&window, "Remove…");
    in_dialog(&window, "Add a session…");
    window.press("Details");
    window.screen("details");
    fits(&window, "details");
    window.press("Cancel");
    window.press("Session 1*");
    window.screen("session");
    fits(&window, "session");
    in_dialog(&window, "Sign…");
    in_dialog(&window, "Copy of this note…");
    in_dialog(&window, "Earlier");
    window.press("Settings");
    window.press("Open the log");
    window.screen("log");
    fits(&window, "log");
    window.press("Handouts");
    window.press("Three roots of feeling secure*");
    window.screen("handout");
    in_dialog(&window, "Give to a client");
    open_first(&window, &start);
    window.press("Remove…");
    window.press("Remove client");
    window.screen("clients");
    fits(&window, "a message");
    window.press("Settings");
    window.press("Trash (1)");
    fits(&window, "trash");
    in_dialog(&window, "Delete now*");
}

fn open_first(window: &Window, start: &str) {
    window.press("Clients");
    window.press(&format!("{start}*"));
    window.screen("client");
}

/// Opens a dialog, and closes it again with Escape once it was seen to stand inside the window with all that is in it.
fn in_dialog(window: &Window, button: &str) {
    window.press(button);
    let ask = "const box = document.querySelector('[role=dialog]');
        if (!box) return 'no dialog';
        const { left, top, right, bottom } = box.getBoundingClientRect();
        if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) return `${left} ${top} ${right} ${bottom}`;
        const out = [...box.querySelectorAll('*')].find((one) => one.getBoundingClientRect().right > right + 1);
        return out ? out.outerHTML.slice(0, 200) : 'fits'";
    for size in [WIDE, SMALL] {
        window.resize(size);
        window.until("the dialog", || window.script(ask, &[]) != "no dialog");
        assert_eq!(window.script(ask, &[]), "fits", "the dialog of “{button}” at {size:?}");
    }
    window.expect_accessible(&format!("the dialog of “{button}”"));
    window.resize(WIDE);
    window.key(Key::Escape);
    window.until("the dialog gone", || window.script(ask, &[]) == "no dialog");
}
