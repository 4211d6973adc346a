//! Homework from the agreement to its end, in the real window. After every step the board, the client's chart with its table,
//! and the log are read, and all of them must say the same.

use std::{fs, process::Command, time::Duration};

use super::{homework_said::*, steps::*};
use crate::driver::*;

const NAME: &str = "Maren Holloway";
const TASK: &str = "Walk round the pond and notice three things";
const SMALLER: &str = "Step outside and notice one thing";

// A task that is lost between two screens is the dull reason why homework fails, so it is followed through all of them.
#[test]
fn homework_runs_its_course_in_light() {
    runs_its_course("homework_runs_its_course_in_light", "light");
}

#[test]
fn homework_runs_its_course_in_dark() {
    runs_its_course("homework_runs_its_course_in_dark", "dark");
}

fn runs_its_course(test: &str, theme: &str) {
    let home = Home::with_practice();
    home.prefer(theme, true);
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    first_session(&window, NAME);
    let mut course = Course::of(&window, NAME);
    course.held(1);

    agree(&window);
    course.then(|now| {
        now.open(TASK, "Due");
        now.in_session(1).agreed = 1;
        now.logged("Agreed on homework with", 1);
    });
    back_to_session(&window, 1);
    print_slip(&window, &home);
    course.then(|now| now.logged("Printed homework of", 1));

    next_session(&window);
    course.held(2);
    course.then(|now| now.open(TASK, "To look at"));
    back_to_session(&window, 2);
    carry_on(&window);
    course.then(|now| {
        now.open(TASK, "Due");
        now.in_session(2).partly = 1;
        now.logged("Changed homework of", 1);
    });

    next_session(&window);
    course.held(3);
    course.then(|now| now.open(TASK, "To look at"));
    back_to_session(&window, 3);
    make_smaller(&window);
    course.then(|now| {
        now.closed(TASK);
        now.open(SMALLER, "Due");
        now.in_session(3).not_done = 1;
        now.in_session(3).agreed = 1;
        now.logged("Changed homework of", 1);
        now.logged("Agreed on homework with", 3);
    });

    next_session(&window);
    course.held(4);
    course.then(|now| now.open(SMALLER, "To look at"));
    back_to_session(&window, 4);
    leave_out_when_signing(&window);
    course.then(|now| {
        now.open(SMALLER, "To look at");
        now.in_session(4).not_discussed = 1;
        // Said, taken back, and said again.
        (0..3).for_each(|_| now.logged("Changed homework of", 3));
    });
    back_to_session(&window, 4);
    find_it_done(&window);
    course.then(|now| {
        now.closed(SMALLER);
        // The second look amends the first.
        now.in_session(4).not_discussed = 0;
        now.in_session(4).done = 1;
        now.logged("Changed homework of", 3);
    });
    save_history(&window, &home);
    open_log(&window);
    window.reads(&format!("Saved the homework history of {NAME} as a file"));
}

fn back_to_session(window: &Window, number: usize) {
    open_client(window, NAME);
    window.press(&format!("Session {number}*"));
    window.screen("session");
}

fn agree(window: &Window) {
    window.press("Assign homework");
    window.see("list", "Begin with one of these*");
    window.expect_accessible("beginning to agree");
    window.fill("Task", TASK);
    window.reads("Still open: when, how often.");
    window.fill("When", "after lunch");
    window.fill("How often", "3");
    window.fill("Minutes each time", "20");
    window.reads("Specific: it says what, when and how often.");
    window.click("radio", "S Self");
    window.press("How likely it is to happen*");
    window.click("radio", "5");
    window.press("10 min each time");
    window.fill("If …", "it rains");
    window.fill("… then", "I stand at the window");
    window.expect_accessible("agreeing");
    window.press("Assign");
    window.see("button", &format!("Remove: {TASK}"));
}

fn print_slip(window: &Window, home: &Home) {
    window.press(&format!("Slip: {TASK}"));
    window.see("dialog", "A slip for this task");
    window.expect_accessible("slip");
    window.press("Open for printing");
    let viewed = within(Duration::from_secs(20), || home.viewed()).expect("the viewer is asked");
    assert!(fs::read(&viewed).is_ok_and(|start| start.starts_with(b"%PDF")), "a PDF: {}", viewed.display());
    let text = output(Command::new("pdftotext").arg(&viewed).arg("-"));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [TASK, "after lunch", "3 times a week", "10 minutes", "it rains", "I stand at the window"] {
        assert!(text.contains(words), "“{words}” is on the slip: {text}");
    }
    assert!(!text.contains("Maren"), "the name stays off unless it is asked for: {text}");
}

fn next_session(window: &Window) {
    open_client(window, NAME);
    window.press("Add a session…");
    window.see("dialog", "Add a session");
    window.press("Add session");
    window.screen("session");
    window.reads("Homework from before");
}

fn carry_on(window: &Window) {
    window.press(&format!("Partly: {TASK}"));
    window.see("button", "Keep this look");
    window.press("Keep this look");
    window.see("list", "Looked at in this session");
    window.reads("Partly");
}

fn make_smaller(window: &Window) {
    window.press(&format!("Not this time: {TASK}"));
    window.see("button", "Keep this look");
    window.click("radio", "Smaller");
    window.fill("What was learned", "Rain is loud");
    window.fill("What comes in its place", SMALLER);
    window.expect_accessible("looking at a task");
    let moved = window.script("return document.scrollingElement.scrollTop", &[]);
    assert_eq!(moved, 0, "only the content scrolls to a long form, not the frame around it");
    window.press("Keep this look");
    window.see("list", "Looked at in this session");
    window.reads("Learned: Rain is loud");
    window.see("button", &format!("Remove: {SMALLER}"));
}

fn leave_out_when_signing(window: &Window) {
    window.press("Sign…");
    window.reads(&format!("Nobody has asked about “{SMALLER}”"));
    window.expect_accessible("signing with homework nobody asked about");
    window.keys("n");
    window.until("the gap to close", || !window.text().contains("Nobody has asked about"));
    take_back_beside_the_dialog(window);
    window.until("what was said to be taken back", || {
        !window.text().contains("Looked at in this session") && window.text().contains(SMALLER)
    });
    if window.find("dialog", "Sign the note of session 4?").is_none() {
        window.press("Sign…");
    }
    window.reads(&format!("Nobody has asked about “{SMALLER}”"));
    window.keys("n");
    window.until("the gap to close", || !window.text().contains("Nobody has asked about"));
    window.press("Not yet");
    window.see("list", "Looked at in this session");
}

/// With the mouse, as the dialog is still open and has the keyboard.
fn take_back_beside_the_dialog(window: &Window) {
    let place = "const box = document.querySelector('[aria-label=\"Undo: Not discussed.\"]').getBoundingClientRect();
        return [box.left + box.width / 2, box.top + box.height / 2]";
    let place: (f64, f64) = serde_json::from_value(window.script(place, &[])).expect("a place");
    window.drag(place, place);
}

fn find_it_done(window: &Window) {
    window.press(&format!("Change the look at: {SMALLER}"));
    window.click("radio", "Done");
    window.press("Keep this look");
    window.reads("Finished");
}

fn save_history(window: &Window, home: &Home) {
    let words_of = |page: &str| {
        let text = output(Command::new("pdftotext").arg(home.at(page)).arg("-"));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    open_client(window, NAME);
    window.press("Goals and all homework");
    window.press("Print the history…");
    window.see("dialog", "The homework so far, on paper");
    window.expect_accessible("the history on paper");
    window.press("Save as PDF…");
    window.reads("Saved as ");
    let text = words_of("saved/history.pdf");
    for words in ["Walk round the pond", "Step outside and notice", "not this time", "done", "Rain is loud"] {
        assert!(text.contains(words), "“{words}” is in the history: {text}");
    }
    assert!(!text.contains("Maren"), "the name stays off unless it is asked for: {text}");
    window.press("Print the history…");
    window.click("tick", "Print the client’s first name: Maren");
    window.press("Save as PDF…");
    window.until("the file with the name", || words_of("saved/history.pdf").contains("For Maren"));
}
