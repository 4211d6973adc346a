//! What was pressed or typed about homework is a record, or can be had again: whatever takes its form away.

use super::steps::*;
use crate::driver::*;

const NAME: &str = "Maren Holloway";
const FIRST: &str = "One line a day";
const SECOND: &str = "A walk round the pond";
const GOAL: &str = "To sleep through";

// One press too many, another form, another place: each of them once took a look at a task away without a word.
#[test]
fn what_is_pressed_about_a_task_is_kept_and_can_be_taken_back() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("what_is_pressed_about_a_task_is_kept_and_can_be_taken_back"));
    unlock(&window, PASSPHRASE);
    first_session(&window, NAME);
    for task in [FIRST, SECOND] {
        window.press("Assign homework");
        window.fill("Task", task);
        window.press("Assign");
        window.see("button", &format!("Remove: {task}"));
    }
    a_mark_is_taken_back(&window);
    marked_done_is_asked_about(&window);
    another_form_takes_its_place(&window);
    a_session_says_that_its_looks_go_with_it(&window);
    what_escape_throws_away_can_be_had_again(&window);
}

fn a_mark_is_taken_back(window: &Window) {
    window.press(&format!("Done: {FIRST}"));
    window.press("Undo: Marked as done.");
    window.see("button", &format!("Done: {FIRST}"));
    open_client(window, NAME);
    window.press("Goals and all homework");
    window.press("The same figures as tables");
    assert!(!window.text().contains("Between sessions"), "nobody said that it was not discussed");
    window.press(&format!("Done: {FIRST}"));
    window.reads("Marked as done.");
}

fn marked_done_is_asked_about(window: &Window) {
    open_client(window, NAME);
    window.press("Add a session…");
    window.see("dialog", "Add a session");
    window.press("Add session");
    window.screen("session");
    window.reads("Marked as done today: how did it go?");
}

fn another_form_takes_its_place(window: &Window) {
    window.press(&format!("Done: {FIRST}"));
    window.see("button", "Keep this look");
    window.press(&format!("Partly: {SECOND}"));
    window.see("button", &format!("Change the look at: {FIRST}"));
    window.see("button", "Keep this look");
    open_client(window, NAME);
    window.press("Session 2*");
    window.screen("session");
    window.see("button", &format!("Change the look at: {SECOND}"));
}

/// Something of ours goes with a session, and it says what.
fn a_session_says_that_its_looks_go_with_it(window: &Window) {
    window.press("Remove this session…");
    window.reads("What was noted of 2 tasks in it goes too: a task that was closed in it is open again.");
    window.press("Keep it");
}

/// Escape in each of the forms, and the one way back that all of them have.
fn what_escape_throws_away_can_be_had_again(window: &Window) {
    window.press("Assign homework");
    window.fill("When", "before bed");
    escape_and_undo(window, "What was typed of the homework is thrown away.");
    typed(window, "before bed");
    window.press("Cancel");

    window.press(&format!("Change the look at: {FIRST}"));
    window.fill("What was learned", "Ink runs");
    escape_and_undo(window, "What was noted of the task is thrown away.");
    typed(window, "Ink runs");
    window.press("Keep this look");
    window.reads("Learned: Ink runs");

    open_client(window, NAME);
    window.press("Goals and all homework");
    window.press("Set a goal");
    window.fill("The goal, in the client’s own words", GOAL);
    escape_and_undo(window, "What was typed of the goal is thrown away.");
    typed(window, GOAL);
    window.press("Set goal");
    a_mark_is_kept_as_words_are(window);

    window.press("Homework");
    window.press("Templates");
    window.press("New template");
    window.fill("Title", "A slow morning");
    escape_and_undo(window, "What was typed of the template is thrown away.");
    window.see("dialog", "New homework template");
    typed(window, "A slow morning");
    window.press("Cancel");
}

fn a_mark_is_kept_as_words_are(window: &Window) {
    window.press(&format!("Rate: {GOAL}"));
    window.click("radio", "4");
    window.press("Clients");
    window.reads("Rated 4 of 10.");
    open_client(window, NAME);
    window.press("Goals and all homework");
    window.press(&format!("Rate: {GOAL}"));
    window.click("radio", "7");
    escape_and_undo(window, "The rating is thrown away.");
    let chosen = "return document.querySelector('[aria-label^=\"Rate: \"] [role=radio][data-state=checked]')?.textContent.trim()";
    window.until("the mark that was thrown away", || window.script(chosen, &[]) == "7");
    window.expect_accessible("rating a goal");
    window.press("Cancel");
}

fn escape_and_undo(window: &Window, said: &str) {
    window.key(Key::Escape);
    window.press(&format!("Undo: {said}"));
}

fn typed(window: &Window, words: &str) {
    let there = "return [...document.querySelectorAll('input, textarea')].some((one) => one.value === arguments[0])";
    let there = there.replace("arguments[0]", &format!("{words:?}"));
    window.until(&format!("“{words}” in its field"), || window.script(&there, &[]) == true);
}
