//! Passphrase, recovery code and alarms: nobody is kept from her records, and nobody else gets in unnoticed.

use std::{fs, process::Command, time::Duration};

use chrono::Local;
use secure_base_practice::ClientDraft;
use serde_json::Value;

use super::steps::*;
use crate::driver::*;

const NEW_PASSPHRASE: &str = "orchard velocity hymnal quartz";

// The whole promise of the recovery code: renewed, printed, and with nothing else in hand the records open again.
#[test]
fn with_the_code_on_paper_a_forgotten_passphrase_is_no_loss() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("with_the_code_on_paper_a_forgotten_passphrase_is_no_loss"));
    unlock(&window, PASSPHRASE);
    add_client(&window, "Ada Larkmead");
    window.press("Settings");
    let code = renew(&window, "New recovery code…", "Use the new code");
    sheet_says(&home, &code);
    lock(&window);
    assert!(!home.viewed().expect("a sheet").exists(), "the sheet does not outlive the lock");

    window.press("Forgot your passphrase?");
    window.fill("Recovery code", &code.join(" "));
    window.fill("New passphrase", NEW_PASSPHRASE);
    window.fill("Repeat the new passphrase", NEW_PASSPHRASE);
    window.press("Set the passphrase");
    window.see("button", "Clients");
    open_client(&window, "Ada Larkmead");
    open_log(&window);
    for words in [
        "Changed the passphrase",
        "Unlocked with the recovery code",
        "Opened the sheet with the recovery code for printing",
        "Changed the recovery code",
    ] {
        window.reads(words);
    }
    lock(&window);
    try_passphrase(&window, PASSPHRASE);
    window.reads("That does not open this practice.");
    unlock(&window, NEW_PASSPHRASE);
}

/// Goes through the dialog and answers the new code.
fn renew(window: &Window, button: &str, yes: &str) -> Vec<String> {
    window.press(button);
    window.fill("Passphrase", "not the passphrase at all");
    window.press("Continue");
    window.reads("That is not the passphrase.");
    window.fill("Passphrase", PASSPHRASE);
    window.press("Continue");
    let code = shown_code(window);
    window.expect_accessible(button);
    window.press("Print it on a sheet");
    window.reads("The sheet is open in your PDF viewer.");
    read_back(window, &code);
    window.press(yes);
    window.until("the dialog gone", || window.find("dialog", button.trim_end_matches('…')).is_none());
    code
}

fn sheet_says(home: &Home, code: &[String]) {
    let sheet = within(Duration::from_secs(10), || home.viewed()).expect("the viewer is asked");
    let text = output(Command::new("pdftotext").arg("-layout").arg(&sheet).arg("-"));
    let letters: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    assert!(code.iter().all(|group| letters.contains(group.as_str())), "the groups are on the sheet: {text}");
    assert!(text.contains(PRACTICE_NAME), "so is the practice: {text}");
}

// Rotation rewrites every page; the passphrase that she knows must open it afterwards, and all must be there.
#[test]
fn a_new_data_key_keeps_the_records() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("a_new_data_key_keeps_the_records"));
    unlock(&window, PASSPHRASE);
    add_client(&window, "Ada Larkmead");
    window.press("Settings");
    renew(&window, "New data key…", "Make the new data key");
    lock(&window);
    unlock(&window, PASSPHRASE);
    open_client(&window, "Ada Larkmead");
    open_log(&window);
    window.reads("Put all records under a new data key");
}

// A passphrase that somebody has seen is changed in a hurry; the old one must be dead and the new one alive.
#[test]
fn a_changed_passphrase_is_the_one_that_opens() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("a_changed_passphrase_is_the_one_that_opens"));
    unlock(&window, PASSPHRASE);
    window.press("Settings");
    window.press("Change passphrase…");
    window.expect_accessible("change the passphrase");
    window.fill("Passphrase now", "not the passphrase at all");
    window.fill("New passphrase", NEW_PASSPHRASE);
    window.fill("Repeat the new passphrase", NEW_PASSPHRASE);
    window.press("Change the passphrase");
    window.reads("That is not the passphrase.");
    window.fill("Passphrase now", PASSPHRASE);
    window.press("Change the passphrase");
    window.reads("The new passphrase is set.");
    lock(&window);
    try_passphrase(&window, PASSPHRASE);
    window.reads("That does not open this practice.");
    unlock(&window, NEW_PASSPHRASE);
}

// Somebody who sits down at the computer and guesses is slowed, and closing the program does not help.
#[test]
fn wrong_tries_have_to_wait_even_after_a_restart() {
    let test = "wrong_tries_have_to_wait_even_after_a_restart";
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of(test));
    for _ in 0..5 {
        try_passphrase(&window, "umbrella mosaic thirteen doves");
        window.reads("That does not open this practice.");
        window.until("the button back", || window.find("button", "Unlock").is_some());
    }
    try_passphrase(&window, PASSPHRASE);
    has_to_wait(&window);
    window.expect_accessible("waiting");
    window.close();
    let window = Window::open(&home, &Launch::of(test));
    try_passphrase(&window, PASSPHRASE);
    has_to_wait(&window);
    window.close();
    an_hour_passes(&home);
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    open_log(&window);
    window.reads("Did not unlock: a wrong passphrase");
}

fn has_to_wait(window: &Window) {
    window.reads("Please wait");
    let ask =
        "return [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Unlock').disabled";
    assert_eq!(window.script(ask, &[]), true, "the button waits too");
}

/// Turns the times of the tries back.
fn an_hour_passes(home: &Home) {
    let path = home.practice().join("tries.json");
    let mut tries: Value = serde_json::from_slice(&fs::read(&path).expect("the tries")).expect("JSON");
    let earlier = (Local::now() - chrono::TimeDelta::hours(1)).to_utc();
    for one in tries["tries"].as_array_mut().expect("a list") {
        one["at"] = serde_json::to_value(earlier).expect("a time");
    }
    fs::write(path, tries.to_string()).expect("the tries");
}

// An older file put back is what a sync service or a hasty rescue does; she has to know before she writes on.
#[test]
fn older_records_raise_an_alarm_and_can_be_opened_as_they_are() {
    let home = Home::with_practice();
    add(&home, "Ada Larkmead");
    let (records, older) = (home.practice().join("practice.db"), home.at("older.db"));
    fs::copy(&records, &older).expect("a copy");
    for name in ["Bela Rookhope", "Cato Winsley"] {
        add(&home, name);
    }
    fs::copy(&older, &records).expect("the older one is put back");

    let window = Window::open(&home, &Launch::of("older_records_raise_an_alarm_and_can_be_opened_as_they_are"));
    try_passphrase(&window, PASSPHRASE);
    window.screen("alarm");
    window.reads("an older practice.db has been put back");
    window.expect_accessible("alarm");
    window.press("Restore a backup");
    window.screen("restore");
    window.press("Back");
    window.press("Open it as it is…");
    window.reads("is written into the log");
    window.expect_accessible("open as it is");
    window.press("Leave it closed");
    window.screen("alarm");
    window.press("Open it as it is…");
    window.press("Open it as it is");
    open_client(&window, "Ada Larkmead");
    open_log(&window);
    window.reads("Opened the practice as it was found, in spite of an alarm");
    lock(&window);
    unlock(&window, PASSPHRASE);
}

fn add(home: &Home, name: &str) {
    let draft: ClientDraft =
        serde_json::from_value(serde_json::json!({ "name": name, "kind": "individual", "pronouns": "" }))
            .expect("a draft");
    home.records().add_client(&draft, Local::now().fixed_offset()).expect("a client");
}
