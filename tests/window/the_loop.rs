//! The whole loop of the work, in the real window: this is what the product is for, so it is walked from end to end.

use std::fs;

use super::steps::*;
use crate::driver::*;

const NAME: &str = "Maren Holloway";
const FIRST: &str = "She settled herself with tea.";
const SECOND: &str = "slept five hours";
const REST: &str = " Then he was late, and she had slept five hours all week.";
const TASK: &str = "Ten quiet minutes before bed, <b>every</b> evening";
const HANDOUT: &str = "Three roots of feeling secure";
const NEW_PASSPHRASE: &str = "orchard velocity hymnal quartz";

// Light and dark are two looks of every screen, and each must be readable.
#[test]
fn the_whole_loop_in_light() {
    whole_loop("the_whole_loop_in_light", "light");
}

#[test]
fn the_whole_loop_in_dark() {
    whole_loop("the_whole_loop_in_dark", "dark");
}

fn whole_loop(test: &str, theme: &str) {
    let home = Home::new();
    home.prefer(theme, false);
    let window = Window::open(&home, &Launch::of(test));
    let code = make_practice(&window);
    names_are_only_text(&window);
    write_and_tag(&window);
    assign_homework(&window);
    hand_out(&window, &home);
    homework_is_done(&window);
    lock_and_unlock(&window);
    all_is_there(&window);
    window.close();

    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    all_is_there(&window);
    forget_the_passphrase(&window, &code);
    all_is_there(&window);
    other_screens(&window);
}

fn make_practice(window: &Window) -> Vec<String> {
    window.screen("welcome");
    window.expect_accessible("welcome");
    window.press("Make your practice");
    window.fill("Name of the practice", PRACTICE_NAME);
    window.fill("Passphrase", "password");
    window.reads("Very weak.");
    window.reads("The passphrase is too easy to guess.");
    window.press("Continue");
    window.screen("create");
    window.expect_accessible("create, weak");

    window.fill("Passphrase", PASSPHRASE);
    window.fill("Repeat the passphrase", "umbrella mosaic thirteen bees!");
    window.reads("The two passphrases differ.");
    window.fill("Repeat the passphrase", PASSPHRASE);
    window.reads("Strong.");
    window.press("Continue");
    window.see("heading", "Your recovery code");
    window.expect_accessible("recovery code");
    let ask =
        "return [...document.querySelectorAll('[aria-label=\"Recovery code\"] code')].map((one) => one.textContent)";
    let shown = window.script(ask, &[]);
    let code: Vec<String> = serde_json::from_value(shown).expect("the groups of the code");
    confirm(window, &code);
    code
}

fn confirm(window: &Window, code: &[String]) {
    window.press("I have it on paper");
    window.see("heading", "Check what you wrote");
    let asked: Vec<usize> = (0..code.len()).filter(|n| window.find("field", &group(*n)).is_some()).collect();
    assert!(!asked.is_empty(), "the window asks for groups of the code");
    asked.iter().for_each(|n| window.fill(&group(*n), "WRONG"));
    window.press("Make the practice");
    window.reads("That is not what the code says.");
    window.expect_accessible("recovery code, mistyped");
    asked.iter().for_each(|n| window.fill(&group(*n), &code[*n]));
    window.press("Make the practice");
    window.reads("No clients yet");
    window.expect_accessible("no clients");
}

fn group(index: usize) -> String {
    format!("Group {}", index + 1)
}

// A name is whatever a person is called. It is shown as it was typed, and nothing in it is ever markup.
fn names_are_only_text(window: &Window) {
    window.chord(&[CONTROL], 'n');
    window.see("dialog", "Add a client");
    window.press("Add client");
    window.reads("Give a name, or whatever you call this client.");
    window.expect_accessible("add a client, without a name");
    window.key(Key::Escape);
    let long = "Anneliese ".repeat(30).trim().to_owned() + "!";
    for name in ["<img src=x onerror=document.title='run'><b>Ida</b>", "שרה לוי", "🌿 Wren 👩‍👩‍👧", &long]
    {
        add_client(window, name);
        assert_eq!(window.script("return document.title", &[]), "Secure Base", "nothing in a name runs");
    }
    window.press("Clients");
    window.reads("4 clients");
    window.expect_accessible("clients with unusual names");
    let wider = "return document.documentElement.scrollWidth > window.innerWidth";
    assert_eq!(window.script(wider, &[]), false, "no name makes the window scroll sideways");
}

fn write_and_tag(window: &Window) {
    first_session(window, NAME);
    window.expect_accessible("empty session");
    window.keys(FIRST);
    window.keys(REST);
    window.keys_times(&[CONTROL], Key::Home.into(), 1);
    window.keys_times(&[SHIFT], Key::Right.into(), FIRST.chars().count());
    window.chord(&[ALT], 's');
    window.see("dialog", "Tag this passage");
    window.expect_accessible("tag palette");
    window.keys("2");
    window.until("the first tag", || tagged(window, "S", "healthy") == FIRST);

    select_with_mouse(window, SECOND);
    window.see("dialog", "Tag this passage");
    window.press("B Biology: Unhealthy");
    window.until("the second tag", || tagged(window, "B", "unhealthy") == SECOND);
    saved(window);
    window.expect_accessible("tagged note");
}

fn assign_homework(window: &Window) {
    window.press("Assign homework");
    window.press("Assign");
    window.reads("Say what is to be done.");
    window.fill("Task", TASK);
    window.click("radio", "S Self");
    window.choose("With a handout", HANDOUT);
    window.expect_accessible("assigning homework");
    window.press("Assign");
    window.see("dialog", "Has partner safety been considered?");
    window.expect_accessible("partner safety");
    window.press("Considered: agree on it");
    window.see("button", &format!("Remove: {TASK}"));
}

fn hand_out(window: &Window, home: &Home) {
    window.press("Give a handout");
    window.screen("handouts");
    window.expect_accessible("handouts");
    window.press(&format!("{HANDOUT}*"));
    let page = format!("{HANDOUT}: page 1 of *");
    window.see("page", &page);
    // Text on paper is drawn in many greys; an empty page has a colour or two.
    window.until("the pages", || window.picture_of("page", &page).colours() > 30);
    window.expect_accessible("handout");

    window.press("Save as PDF…");
    window.reads("Saved as ");
    let pdf = only_file(home);
    let info = output(std::process::Command::new("pdfinfo").arg(&pdf));
    assert!(info.lines().any(|line| line.starts_with("Tagged:") && line.ends_with("yes")), "{info}");

    window.press("Open for printing");
    let viewed = within(std::time::Duration::from_secs(10), || home.viewed()).expect("the viewer is asked");
    let start = fs::read(&viewed).expect("the printout is there while the program runs");
    assert!(start.starts_with(b"%PDF"), "the viewer is given a PDF: {}", viewed.display());

    // Whether partner safety was considered is asked once, and that was with the task.
    window.press(&format!("Give to {NAME}"));
    window.screen("session");
    window.reads(&format!("“{HANDOUT}” given to {NAME}."));
}

fn only_file(home: &Home) -> std::path::PathBuf {
    let files: Vec<_> =
        fs::read_dir(home.at("saved")).expect("a folder").map(|one| one.expect("a file").path()).collect();
    assert_eq!(files.len(), 1, "one file is saved: {files:?}");
    files[0].clone()
}

fn homework_is_done(window: &Window) {
    window.press(NAME);
    window.screen("client");
    window.press(&format!("Done: {TASK}"));
    window.reads("Marked as done.");
    window.expect_accessible("a message with an undo");
    window.press("Undo: Marked as done.");
    window.see("button", &format!("Done: {TASK}"));
    window.press(&format!("Done: {TASK}"));
    window.reads("Closed (1)");
}

fn lock_and_unlock(window: &Window) {
    lock(window);
    for secret in [NAME, TASK, FIRST, HANDOUT] {
        let source = window.script("return document.documentElement.outerHTML", &[]);
        assert!(!source.as_str().is_some_and(|page| page.contains(secret)), "“{secret}” is not behind the lock screen");
    }
    window.expect_accessible("locked");
    try_passphrase(window, "umbrella mosaic thirteen doves");
    window.reads("That does not open this practice.");
    window.expect_accessible("wrong passphrase");
    unlock(window, PASSPHRASE);
}

fn all_is_there(window: &Window) {
    open_client(window, NAME);
    for words in [
        "Session 1 Today",
        "S Healthy",
        "B Unhealthy",
        "Homework, done: Ten quiet",
        "Handout: Three",
        "Closed (1)",
        HANDOUT,
    ] {
        window.reads(words);
    }
    window.expect_accessible("client");
    window.press("Session 1*");
    window.screen("session");
    assert_eq!(note_text(window), format!("{FIRST}{REST}"), "the note's words");
    assert_eq!(tagged(window, "S", "healthy"), FIRST, "the first passage");
    assert_eq!(tagged(window, "B", "unhealthy"), SECOND, "the second passage");
    window.reads(TASK);
}

fn forget_the_passphrase(window: &Window, code: &[String]) {
    lock(window);
    window.press("Forgot your passphrase?");
    window.screen("recover");
    window.expect_accessible("recover");
    window.fill("New passphrase", NEW_PASSPHRASE);
    window.fill("Repeat the new passphrase", NEW_PASSPHRASE);
    window.fill("Recovery code", "AAAAA-BBBBB");
    window.press("Set the passphrase");
    window.reads("That recovery code has a letter missing or mistyped.");
    window.fill("Recovery code", &code.join(" ").to_lowercase());
    window.press("Set the passphrase");
    window.see("button", "Clients");
    lock(window);
    unlock(window, NEW_PASSPHRASE);
}

fn other_screens(window: &Window) {
    window.press("Shortcuts");
    window.see("dialog", "Keyboard shortcuts");
    window.expect_accessible("shortcuts");
    window.key(Key::Escape);
    window.press("Settings");
    window.screen("settings");
    window.expect_accessible("settings");
    window.chord(&[CONTROL], 'f');
    window.keys("tea");
    window.reads("In notes");
    window.expect_accessible("words found in notes");
}
