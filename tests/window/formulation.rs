//! The formulation: from a tagged passage to the board, to its place in the note, to own words, and on to a handout and a task.

use super::steps::*;
use crate::driver::*;

const NAME: &str = "Maren Holloway";
const FIRST: &str = "She calls herself a burden.";
const REST: &str = " Then she was quiet for a while.";
const CELL: &str = "S Relationship with self: Unhealthy. 1 passage. Open";
const EARLIER: &str = "Turns harsh when she is afraid.";
const LATER: &str = "Turns harsh when afraid, and softer with friends.";

// This is what the tags are for: a board that does not lead to the note and on to what helps would only be a list.
#[test]
fn a_tagged_passage_leads_on() {
    for theme in ["light", "dark"] {
        let home = Home::with_practice();
        home.prefer(theme, true);
        known_client(&home, NAME);
        let window = Window::open(&home, &Launch { size: SMALL, ..Launch::of("a_tagged_passage_leads_on") });
        unlock(&window, PASSPHRASE);
        nothing_yet(&window);
        tag_a_passage(&window);
        open_board(&window);
        to_its_place_and_back(&window);
        own_words(&window);
        over_time(&window);
        by_the_keyboard(&window);
        to_a_task(&window);
        to_a_handout_and_back(&window);
    }
}

fn open_board(window: &Window) {
    open_client(window, NAME);
    window.press("Formulation");
    window.screen("formulation");
}

fn nothing_yet(window: &Window) {
    open_board(window);
    window.reads("Nothing is tagged yet");
    window.reads("press Alt B, Alt E or Alt S");
    window.expect_accessible("a formulation without tags");
    window.press("To the sessions");
    window.screen("client");
}

fn tag_a_passage(window: &Window) {
    window.press("Start today's session");
    window.screen("session");
    window.until("the cursor in the note", || in_note(window));
    window.keys(FIRST);
    window.keys(REST);
    window.keys_times(&[CONTROL], Key::Home.into(), 1);
    window.keys_times(&[SHIFT], Key::Right.into(), FIRST.chars().count());
    window.chord(&[ALT], 's');
    window.see("dialog", "Tag this passage");
    window.keys("3");
    window.until("the tag", || tagged(window, "S", "unhealthy") == FIRST);
    saved(window);
}

fn to_its_place_and_back(window: &Window) {
    window.see("button", CELL);
    window.reads("1 tagged passage in 1 session");
    window.expect_accessible("the board");
    window.press(&format!("{FIRST}*"));
    window.screen("session");
    let selected = "return getSelection().toString()";
    window.until("the passage in its place", || window.script(selected, &[]) == FIRST);
    window.keys_times(&[ALT], Key::Left.into(), 1);
    window.screen("formulation");
}

fn own_words(window: &Window) {
    let (write, change) = ("Write your words on Relationship with self", "Change your words on Relationship with self");
    window.press(write);
    window.fill("What you make of it: Relationship with self", EARLIER);
    window.expect_accessible("writing own words");
    window.press("Save words");
    window.reads("Your words are saved.");
    window.press(change);
    window.fill("What you make of it: Relationship with self", LATER);
    // Left without a press, they are kept all the same.
    open_board(window);
    window.reads(LATER);
    window.press("Earlier words on Relationship with self");
    window.see("dialog", "Earlier words on Relationship with self");
    window.reads(EARLIER);
    window.expect_accessible("earlier words");
    window.press("Take back this state");
    window.reads("read as they did until");
    window.until("the earlier words", || !window.text().contains(LATER));
    window.press("Undo: Your words on Relationship with self read as they did until*");
    window.reads(LATER);
}

fn over_time(window: &Window) {
    let bars = "return document.querySelectorAll('[data-screen=formulation] .bar').length";
    assert_eq!(window.script(bars, &[]), 1, "one factor came up in one session");
    window.press("The same figures as a table");
    let table = "return [...document.querySelectorAll('details[open] td')].map((one) => one.textContent.trim())";
    assert_eq!(window.script(table, &[]), serde_json::json!(["0", "0", "1", "0", "0"]), "the same as a table");
    window.expect_accessible("the course as a table");
}

fn by_the_keyboard(window: &Window) {
    let here = || window.script("return document.activeElement?.dataset.cell ?? ''", &[]);
    window.script("document.querySelector('[data-cell=\"3 1\"]').focus()", &[]);
    window.key(Key::Up);
    window.key(Key::Right);
    assert_eq!(here(), "2 2", "the arrows go from cell to cell");
    window.key(Key::Enter);
    window.screen("formulationCell");
    window.keys_times(&[ALT], Key::Left.into(), 1);
    window.screen("formulation");
    window.until("the focus back in the cell", || here() == "2 2");
    window.key(Key::Enter);
    window.screen("formulationCell");
}

/// What is offered first under a heading.
fn first_under(window: &Window, heading: &str) -> String {
    let ask = format!("return document.querySelector('#{heading} ~ ul .title')?.textContent ?? ''");
    window.until("what is offered", || window.script(&ask, &[]) != "");
    window.script(&ask, &[]).as_str().unwrap_or_default().to_owned()
}

fn to_a_task(window: &Window) {
    window.reads("1 passage this month under S, unhealthy.");
    window.expect_accessible("a cell, and where it leads");
    window.press(&format!("{}*", first_under(window, "fitting-tasks")));
    window.reads("In session 1, today.");
    window.expect_accessible("agreeing on a task from a cell");
    window.press("Assign");
    window.reads("Homework agreed.");
    open_client(window, NAME);
    window.press("Goals and all homework");
    window.press("All about: *");
    window.reads("Passages that led to it");
    window.press(&format!("{FIRST}*"));
    window.screen("session");
    window.keys_times(&[ALT], Key::Left.into(), 1);
}

/// Messages stand where the last handouts are, and stay while the mouse is on them.
fn put_messages_away(window: &Window) {
    while window.find("button", "Dismiss: *").is_some() {
        window.press("Dismiss: *");
    }
}

fn to_a_handout_and_back(window: &Window) {
    open_board(window);
    window.press(CELL);
    window.screen("formulationCell");
    window.see("heading", "Handouts that fit");
    let title = first_under(window, "fitting-handouts");
    window.press(&format!("{title}*"));
    window.screen("handout");
    window.press(&format!("Give to {NAME}"));
    window.screen("client");
    put_messages_away(window);
    window.press(&format!("Passages behind: {title}, given today"));
    window.reads("S Unhealthy · Session 1 · today");
    window.expect_accessible("what led to a handout");
    window.press("To the formulation");
    window.screen("formulationCell");
    window.reads("Given before.");
}
