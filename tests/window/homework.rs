//! Homework from the agreement to its end, in the real window: what one screen says of it, the others say too.

use std::{fs, process::Command, time::Duration};

use super::steps::*;
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
    agree(&window);
    print_slip(&window, &home);
    board_says(&window, &[NAME, TASK, "Due 1", "To look at 0"]);
    history_says(&window, "1 task agreed, 1 open. 0 looks");

    next_session(&window);
    board_says(&window, &[TASK, "Due 0", "To look at 1"]);
    back_to_session(&window, 2);
    make_smaller(&window);
    board_says(&window, &[SMALLER, "Due 1", "To look at 0"]);
    history_says(&window, "2 tasks agreed, 1 open. 1 look: 0 found it done.");

    next_session(&window);
    leave_out_when_signing(&window);
    find_it_done(&window);
    board_says(&window, &["No homework is open"]);
    open_history(&window);
    window.reads("2 tasks agreed, 0 open. 2 looks: 1 found it done.");
    window.press("The same figures as tables");
    window.expect_accessible("a client's homework with its figures");
    save_history(&window, &home);
    open_log(&window);
    for words in ["Agreed on homework with", "Printed homework of", "Changed homework of"] {
        window.reads(&format!("{words} {NAME}, session "));
    }
    window.reads(&format!("Saved the homework history of {NAME} as a file"));
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

fn save_history(window: &Window, home: &Home) {
    let words_of = |page: &str| {
        let text = output(Command::new("pdftotext").arg(home.at(page)).arg("-"));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
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

fn board_says(window: &Window, words: &[&str]) {
    window.press("Homework");
    window.screen("homework");
    words.iter().for_each(|words| window.reads(words));
    window.expect_accessible("the board");
}

fn open_history(window: &Window) {
    open_client(window, NAME);
    window.press("Goals and all homework");
    window.screen("clientHomework");
}

fn history_says(window: &Window, words: &str) {
    window.press(&format!("{NAME}*"));
    window.screen("clientHomework");
    window.reads(words);
    window.expect_accessible("a client's homework");
}

fn next_session(window: &Window) {
    open_client(window, NAME);
    window.press("Add a session…");
    window.see("dialog", "Add a session");
    window.press("Add session");
    window.screen("session");
    window.reads("Homework from before");
}

fn back_to_session(window: &Window, number: usize) {
    open_client(window, NAME);
    window.press(&format!("Session {number}*"));
    window.screen("session");
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
    window.press("Not yet");
    window.see("list", "Looked at in this session");
}

fn find_it_done(window: &Window) {
    window.press(&format!("Change the look at: {SMALLER}"));
    window.click("radio", "Done");
    window.press("Keep this look");
    window.reads("Finished");
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
