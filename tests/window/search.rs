//! Any old note, found by the keyboard, and opened at the place.

use chrono::{Days, Local};
use secure_base_model::{Aspect, Factor, Tag};
use secure_base_practice::{AddendumDraft, Practice, SessionId};
use serde_json::{Value, json};

use super::steps::*;
use crate::driver::*;

const FIELD: &str = "Find a client or words in notes";
const LONG_NAME: &str = "Maximiliane-Theodora von und zu Hohenwart-Auersperg ";

/// A paragraph, its first words under a tag if there is one.
fn paragraph(tagged: &str, rest: &str) -> Value {
    let mark = json!([{"type": "tag", "attrs": {"passage": tagged, "factor": "S", "aspect": "unhealthy"}}]);
    let mut content = vec![];
    if !tagged.is_empty() {
        content.push(json!({"type": "text", "text": tagged, "marks": mark}));
    }
    content.push(json!({"type": "text", "text": rest}));
    json!({"type": "paragraph", "content": content})
}

/// Thirty notes on thirty days, one of them long, with the words sought at its end.
fn fill(practice: &mut Practice) {
    let now = Local::now().fixed_offset();
    let names = ["Ada Larkmead", &LONG_NAME.repeat(5)];
    let clients = names.map(|name| {
        let draft: secure_base_practice::ClientDraft =
            serde_json::from_value(json!({"name": name, "kind": "individual", "pronouns": ""})).expect("a draft");
        practice.add_client(&draft, now).expect("a client").value.id
    });
    for n in 0..30u64 {
        let then = now.checked_sub_days(Days::new(7 * (29 - n))).expect("a day");
        let session = practice.start_session(clients[usize::from(n % 3 == 1)], then).expect("a session").value.id;
        let mut content = vec![paragraph("", "She spoke of the harbour, and of how quiet it was there in the winter.")];
        if n == 27 {
            content.extend(
                (0..40).map(|n| {
                    paragraph("", &format!("{n}: A lighthouse was mentioned, and nothing more was said of it."))
                }),
            );
            content.push(paragraph("I vanish like a lighthouse in fog", ", she said."));
        } else if n % 4 == 0 {
            content.push(paragraph("When he shouts I vanish", ", and later she cried."));
        }
        let document = json!({"type": "doc", "content": content}).to_string();
        practice.save_note(session, &document, 0, then).expect("a note");
    }
}

fn with_notes(theme: &str) -> Home {
    let home = Home::with_practice();
    fill(&mut home.records());
    home.prefer(theme, true);
    home
}

/// Empties the field and types.
fn look_for(window: &Window, typed: &str) {
    window.chord(&[CONTROL], 'f');
    window.until("the cursor in the finder", || window.has_focus("field", FIELD));
    window.key(Key::Escape);
    window.keys(typed);
}

/// The words that are selected in the note, if they are in sight.
fn selected(window: &Window) -> String {
    let ask = "const selection = getSelection();
        if (!selection.rangeCount || !document.activeElement?.matches('.note-text')) return '';
        const box = selection.getRangeAt(0).getBoundingClientRect();
        return box.top > 60 && box.bottom < innerHeight - 20 ? selection.toString() : 'out of sight'";
    window.script(ask, &[]).as_str().unwrap_or_default().to_owned()
}

fn from_a_word_to_its_place(test: &str, theme: &str) {
    let home = with_notes(theme);
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    look_for(&window, "lighthouse factor:S");
    window.until("the one note", || {
        window.text().contains("1 note ") && window.find("button", "Take away factor:S").is_some()
    });
    window.reads("S Unhealthy");
    window.expect_accessible("a note found by a word and a factor");
    window.key(Key::Down);
    window.until("the hit", || window.has_focus("button", "Ada Larkmead Session*"));
    window.key(Key::Enter);
    window.screen("session");
    window.until("the words, selected and in sight", || selected(&window) == "lighthouse");
    assert!(note_text(&window).ends_with("in fog, she said."), "nothing was typed over");
    let before =
        "const range = getSelection().getRangeAt(0); return range.startContainer.textContent.includes('vanish')
        || range.startContainer.parentElement.closest('p').textContent.includes('vanish')";
    assert_eq!(window.script(before, &[]), true, "the very place and not the first of its kind");

    window.keys_times(&[ALT], Key::Left.into(), 1);
    window.screen("clients");
    window.until("the hit that was opened", || window.has_focus("button", "Ada Larkmead Session*"));
    window.key(Key::Up);
    window.until("the cursor in the finder", || window.has_focus("field", FIELD));
    window.press("Take away factor:S");
    window.until("the words alone", || window.find("button", "Take away factor:S").is_none());
    window.reads("In notes 1 note");
}

// “Any old note found in a blink”, in both looks and without the mouse.
#[test]
fn a_note_is_found_and_opened_at_the_place_by_keyboard_in_light() {
    from_a_word_to_its_place("a_note_is_found_and_opened_at_the_place_by_keyboard_in_light", "light");
}

#[test]
fn a_note_is_found_and_opened_at_the_place_by_keyboard_in_dark() {
    from_a_word_to_its_place("a_note_is_found_and_opened_at_the_place_by_keyboard_in_dark", "dark");
}

// Who does not know the filters must find them, and who mistypes one must be told and not left before an empty list.
#[test]
fn filters_are_pressed_explained_and_never_silently_wrong() {
    let home = with_notes("light");
    let window = Window::open(&home, &Launch::of("filters_are_pressed_explained_and_never_silently_wrong"));
    unlock(&window, PASSPHRASE);
    to_clients(&window);
    window.press("Search notes by…");
    window.reads("You can also type");
    window.expect_accessible("how to search");
    window.press("Factor S, Relationship with self");
    window.reads("When he shouts I vanish");
    window
        .until("the filter in the field", || window.script("return document.activeElement.value", &[]) == "factor:S ");
    window.expect_accessible("notes with a factor");
    window.press("Unsigned");
    window.see("button", "Take away unsigned");
    window.press("Factor S, Relationship with self");
    window.until("the factor gone", || window.find("button", "Take away factor:S").is_none());
    window.reads("The newest 20 notes");

    look_for(&window, "colour:red");
    window.reads("There is no filter “colour:”");
    assert!(!window.text().contains("No client by that name"), "a filter is no name");
    window.expect_accessible("a filter that is none");
    look_for(&window, "harbour before:");
    window.reads("as in before:2026-01-31");
    look_for(&window, "zeppelin ");
    window.reads("No note has that.");
    window.reads("No client by that name.");
    window.expect_accessible("nothing found");
    look_for(&window, "harbour -vanish");
    window.reads("The newest 20 notes");
    let wider = "return document.documentElement.scrollWidth > window.innerWidth";
    for size in [SMALL, (640, 480)] {
        window.resize(size);
        assert_eq!(window.script(wider, &[]), false, "a long name does not make the window scroll sideways");
        window.expect_accessible(&format!("hits at {size:?}"));
    }
}

// A long list comes as it is read, also for whom scrolling is pressing keys; and the lock leaves nothing of it.
#[test]
fn more_notes_come_as_the_list_is_read_and_go_with_the_lock() {
    let home = with_notes("light");
    let window = Window::open(&home, &Launch::of("more_notes_come_as_the_list_is_read_and_go_with_the_lock"));
    unlock(&window, PASSPHRASE);
    look_for(&window, "harbour");
    window.reads("The newest 20 notes");
    let rows = "return document.querySelectorAll('[data-session]').length";
    assert_eq!(window.script(rows, &[]), 20, "one page at first");
    window.key(Key::Down);
    window.until("a hit", || window.script("return document.activeElement.dataset.session !== undefined", &[]) == true);
    window.key(Key::End);
    window.until("the rest", || window.script(rows, &[]) == 30);
    window.reads("30 notes");
    lock(&window);
    let page = window.script("return document.documentElement.outerHTML", &[]);
    assert!(!page.as_str().unwrap_or_default().contains("harbour"), "the lock screen holds no word of it");
    unlock(&window, PASSPHRASE);
    to_clients(&window);
    window
        .until("an empty finder", || window.script("return document.getElementById('find-clients').value", &[]) == "");
}

/// A signed note that speaks of B as a whole, with a long addendum, and words tagged E since.
fn sign_one(practice: &mut Practice) -> SessionId {
    let now = Local::now().fixed_offset();
    let newest = practice.search_notes("harbour ", None).expect("an answer").hits[0].session;
    let document = json!({"type": "doc", "content": [paragraph("", "She was at sea.")]}).to_string();
    let revision = practice.note(newest).expect("the note").revision;
    practice.save_note(newest, &document, revision, now).expect("a save");
    practice.emphasise(newest, &[Tag { factor: Factor::B, aspect: Aspect::Healthy }], now).expect("an emphasis");
    practice.sign_note(newest, revision + 1, now).expect("signed");
    let mark = json!([{"type": "tag", "attrs": {"passage": "later", "factor": "E", "aspect": "shows"}}]);
    let later = json!({"type": "paragraph", "content": [{"type": "text", "text": "She was at sea.", "marks": mark}]});
    let later = json!({"type": "doc", "content": [later]}).to_string();
    practice.annotate(newest, &later, "later", "", now).expect("a tag");
    let line = "No hailstone was spoken of, and the day went by.\n\n";
    let draft =
        AddendumDraft { reason: "A hailstone".into(), text: line.repeat(40) + "Then came the hailstorm at last." };
    practice.sign_addendum(newest, &draft, now).expect("an addendum");
    newest
}

// What was written and tagged after signing is part of the record, and is found, shown and gone to like the rest.
#[test]
fn what_came_after_signing_is_found_and_opened_at_the_place() {
    let home = with_notes("light");
    sign_one(&mut home.records());
    let window = Window::open(&home, &Launch::of("what_came_after_signing_is_found_and_opened_at_the_place"));
    unlock(&window, PASSPHRASE);
    look_for(&window, "hailstorm");
    window.until("the one note", || window.text().contains("1 note"));
    window.reads("In an addendum");
    window.expect_accessible("a hit in an addendum");
    window.key(Key::Down);
    window.until("the hit", || window.has_focus("button", "Ada Larkmead Session*"));
    window.key(Key::Enter);
    window.screen("session");
    let selected = "const box = getSelection().rangeCount && getSelection().getRangeAt(0).getBoundingClientRect();
        return box && box.top > 60 && box.bottom < innerHeight - 20 ? getSelection().toString() : ''";
    window.until("the words, selected and in sight", || window.script(selected, &[]) == "hailstorm");
    assert_eq!(
        window.script("return document.activeElement.closest('li')?.querySelector('h3').textContent", &[]),
        "A hailstone",
        "the addendum has the focus, so that Tab goes on from there"
    );
    window.keys_times(&[ALT], Key::Left.into(), 1);
    window.screen("clients");
    look_for(&window, "factor:E sea ");
    window.until("the note by its later tag", || window.text().contains("1 note"));
    look_for(&window, "factor:B ");
    window.until("the note by what it speaks of", || window.text().contains("whole note"));
    window.reads("1 note");
    window.expect_accessible("a note that speaks of a factor as a whole");
}

// Letters come faster than answers; what stands there in the end is the answer to what was typed in the end.
#[test]
fn however_quickly_it_is_typed_the_last_words_are_answered() {
    let home = with_notes("light");
    let window = Window::open(&home, &Launch::of("however_quickly_it_is_typed_the_last_words_are_answered"));
    unlock(&window, PASSPHRASE);
    let rows = "return document.querySelectorAll('[data-session]').length";
    for (typed, notes) in [("harbour", 20), ("harbour lighthouse", 1), ("winter vanish", 9), ("zzz", 0), ("quiet", 20)]
    {
        look_for(&window, typed);
        window.until(typed, || window.script(rows, &[]) == notes);
    }
}
