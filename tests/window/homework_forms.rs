//! What was pressed or typed about homework is a record, or can be had again: whatever takes its form away.

use super::steps::*;
use crate::driver::*;

const NAME: &str = "Maren Holloway";
const FIRST: &str = "One line a day";
const SECOND: &str = "A walk round the pond";

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

fn what_escape_throws_away_can_be_had_again(window: &Window) {
    window.press("Assign homework");
    window.fill("When", "before bed");
    window.key(Key::Escape);
    window.press("Undo: What was typed of the homework is thrown away.");
    let there = "return [...document.querySelectorAll('input')].some((one) => one.value === 'before bed')";
    window.until("the words that were thrown away", || window.script(there, &[]) == true);
}
