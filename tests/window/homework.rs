//! Agreeing on homework in the real window: what is typed survives, and what needs a safe partner is asked about first.

use super::steps::*;
use crate::driver::*;

const NAME: &str = "Maren Holloway";
const TASK: &str = "Walk round the pond and notice three things";

fn back_to_session(window: &Window, number: usize) {
    open_client(window, NAME);
    window.press(&format!("Session {number}*"));
    window.screen("session");
}

// Words that are typed and not yet agreed on must outlive the screen and the lock, or a minute's work is done twice.
#[test]
fn homework_that_is_being_typed_survives() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("homework_that_is_being_typed_survives"));
    unlock(&window, PASSPHRASE);
    first_session(&window, NAME);
    window.press("Assign homework");
    window.fill("Task", TASK);
    lock(&window);
    unlock(&window, PASSPHRASE);
    back_to_session(&window, 1);
    window.see("button", &format!("Remove: {TASK}"));
    window.press("Assign homework");
    window.fill("When", "before bed");
    window.press("Clients");
    back_to_session(&window, 1);
    let kept = "return [...document.querySelectorAll('input')].some((one) => one.value === 'before bed')";
    window.until("the words typed without a task", || window.script(kept, &[]) == true);
}

const PARTNER: &str = "Ask once, plainly";

// A task that needs a safe partner is not agreed on without a thought; nothing typed is lost over the question, and she is not
// asked twice.
#[test]
fn partner_safety_comes_before_a_task_that_needs_it() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("partner_safety_comes_before_a_task_that_needs_it"));
    unlock(&window, PASSPHRASE);
    first_session(&window, NAME);
    choose_template(&window, PARTNER);
    window.press("Assign");
    window.see("dialog", "Has partner safety been considered?");
    window.reads("This task asks for closeness");
    window.expect_accessible("partner safety before a task");
    window.key(Key::Escape);
    window.until("the question to go", || window.find("dialog", "Has partner safety been considered?").is_none());
    window.press("Clients");
    window.screen("clients");
    back_to_session(&window, 1);
    window.press("Assign");
    window.press("Not yet: open the record");
    window.screen("details");
    back_to_session(&window, 1);
    window.press("Assign");
    window.reads("Homework agreed.");
    window.see("button", "Remove: When you want to reach*");
    choose_template(&window, "Come back after one small hurt");
    window.press("Assign");
    window.see("button", "Remove: Pick one small hurt*");
}

fn choose_template(window: &Window, title: &str) {
    window.press("Assign homework");
    window.fill("Task", title);
    let first = "document.querySelector('.beginnings button').click()";
    window.see("list", "Begin with one of these*");
    window.until("the one template", || {
        window.script("return document.querySelectorAll('.beginnings button').length", &[]) == 1
    });
    window.script(first, &[]);
}
