//! The trash: what is removed by mistake comes back, and what is deleted is gone.

use secure_base_practice::{ClientDraft, Practice};

use super::steps::*;
use crate::driver::*;

const KEPT: &str = "Bela Rookhope";
const NAME: &str = "Qanary Larkmead";
const TASK: &str = "Ten quiet minutes each evening";
const HANDOUT: &str = "Three roots of feeling secure";
const WORDS: &str = "What was said stays here.";

// One press too many must cost nothing, in whatever order it is made good.
#[test]
fn what_is_removed_can_be_undone_put_back_or_deleted() {
    let home = Home::with_practice();
    a_client_in_a_backup(&home);
    let window = Window::open(&home, &Launch::of("what_is_removed_can_be_undone_put_back_or_deleted"));
    unlock(&window, PASSPHRASE);
    a_session_with_everything(&window);
    small_things_come_back(&window);
    a_session_comes_back_from_the_trash(&window);
    a_client_is_deleted(&window);
    a_backup_is_named(&window);
}

fn a_client_in_a_backup(home: &Home) {
    let now = chrono::Local::now().fixed_offset();
    let mut practice = Practice::unlock(&home.practice(), PASSPHRASE, now).expect("it opens");
    let draft = ClientDraft { name: KEPT.into(), ..ClientDraft::default() };
    practice.add_client(&draft, now).expect("a client");
    practice.back_up_itself(now).expect("a backup");
}

fn a_session_with_everything(window: &Window) {
    first_session(window, NAME);
    window.keys(WORDS);
    saved(window);
    window.press("Assign homework");
    window.fill("Task", TASK);
    window.press("Assign");
    window.see("button", &format!("Remove: {TASK}"));
    window.press("Give a handout");
    window.press(&format!("{HANDOUT}*"));
    window.press(&format!("Give to {NAME}"));
    window.press("Considered: go on");
    window.screen("session");
    window.see("button", &format!("Remove: {HANDOUT}*"));
}

fn small_things_come_back(window: &Window) {
    for (thing, said) in [(TASK, "Homework removed."), (HANDOUT, "“Three roots of feeling secure” is in the trash.")]
    {
        window.press(&format!("Remove: {thing}*"));
        window.reads(said);
        window.until("it to go", || window.find("button", &format!("Remove: {thing}*")).is_none());
        window.press(&format!("Undo: {said}"));
        window.see("button", &format!("Remove: {thing}*"));
    }
}

fn a_session_comes_back_from_the_trash(window: &Window) {
    window.press("Remove this session…");
    window.see("dialog", "Remove session 1?");
    window.reads("Its note goes along, with 1 homework task and 1 given handout.");
    window.expect_accessible("remove a session");
    window.key(Key::Escape);
    window.until("the question to go", || window.find("dialog", "Remove session 1?").is_none());
    assert_eq!(note_text(window), WORDS, "the first answer changes nothing");
    window.press("Remove this session…");
    window.press("Remove session");
    window.screen("client");
    window.reads("The course begins here");
    assert!(!window.text().contains(TASK), "its homework is hidden with it");
    window.press("Undo: Session 1 is in the trash.");
    window.press("Session 1*");
    window.screen("session");
    assert_eq!(note_text(window), WORDS);
    window.press("Remove this session…");
    window.press("Remove session");
    window.screen("client");

    window.press("Settings");
    window.press("Trash (1)");
    window.screen("trash");
    window.reads(&format!("{NAME}, today, with its note, 1 homework task and 1 given handout"));
    window.expect_accessible("trash");
    window.press("Put back: Session 1");
    window.reads("The trash is empty");
    window.expect_accessible("empty trash");
    open_client(window, NAME);
    window.press("Session 1*");
    assert_eq!(note_text(window), WORDS);
    window.reads(TASK);
}

fn a_client_is_deleted(window: &Window) {
    open_client(window, NAME);
    window.press("Remove…");
    window.see("dialog", &format!("Remove {NAME}?"));
    window.reads("1 session with its note, 1 homework task and 1 given handout go along.");
    window.expect_accessible("remove a client");
    window.press("Remove client");
    window.reads("1 client");
    window.press("Undo: “Qanary Larkmead” is in the trash.");
    window.see("button", &format!("{NAME}*"));
    open_client(window, NAME);
    to_the_trash(window, NAME);
    window.press(&format!("Delete now: {NAME}"));
    window.see("dialog", "Delete for good?");
    window.reads("This cannot be undone.");
    window.reads("No backup that this practice keeps by itself holds it.");
    window.expect_accessible("delete for good");
    window.press("Delete for good");
    window.reads("Deleted for good.");
    window.reads("The trash is empty");
    let page = window.script("return document.documentElement.outerHTML", &[]);
    assert!(!page.as_str().is_some_and(|page| page.contains(NAME)), "the name is nowhere on the screen");
}

/// Removes the client whose page is open, and goes to see where it went.
fn to_the_trash(window: &Window, name: &str) {
    window.press("Remove…");
    window.press("Remove client");
    window.reads(&format!("“{name}” is in the trash."));
    window.press("Settings");
    window.press("Trash (1)");
    window.screen("trash");
}

// Deleting does not reach into backups, and she must not believe that it does.
fn a_backup_is_named(window: &Window) {
    open_client(window, KEPT);
    to_the_trash(window, KEPT);
    window.press(&format!("Delete now: {KEPT}"));
    window.reads("1 backup will still hold it");
    window.see("list", "Backups that still hold it");
    window.expect_accessible("delete for good, with a backup");
    window.press("Keep it");
    window.press("Clients");
    window.reads("No clients yet");
    window.press("Trash (1)");
    window.see("button", &format!("Put back: {KEPT}"));
}
