//! Backups that make themselves, their second place, and bringing one back.

use std::fs;

use super::steps::*;
use crate::driver::*;

const BESIDE: &str = "data/secure-base/practice backups";

// A backup that has to be asked for is forgotten; one that does not restore is none.
#[test]
fn closing_makes_a_backup_that_restores() {
    let test = "closing_makes_a_backup_that_restores";
    let home = Home::with_practice();
    let launch = Launch { backups: true, ..Launch::of(test) };
    let window = Window::open(&home, &launch);
    unlock(&window, PASSPHRASE);
    add_client(&window, "Ada Larkmead");
    window.close();
    assert!(!home.backups_in(BESIDE).is_empty(), "closing makes a backup");

    fs::rename(home.practice(), home.at("lost")).expect("the practice is lost");
    let window = Window::open(&home, &launch);
    window.screen("unreachable");
    window.press("Restore a backup");
    window.screen("restore");
    window.expect_accessible("restore, a list");
    window.press("Today*");
    for words in [PRACTICE_NAME, "1 client", "by itself"] {
        window.reads(words);
    }
    window.expect_accessible("restore, what it holds");
    window.fill("Passphrase or recovery code", PASSPHRASE);
    window.press("Restore");
    window.see("button", "Clients");
    open_client(&window, "Ada Larkmead");
    open_log(&window);
    window.reads("Brought the records back from a backup");
}

// Whoever restores in a hurry must not trade this week's records for last week's without having been told.
#[test]
fn what_a_restore_replaces_is_told_first_and_put_aside() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("what_a_restore_replaces_is_told_first_and_put_aside"));
    unlock(&window, PASSPHRASE);
    window.press("Settings");
    window.press("Back up now");
    window.reads("Backed up, and proven to restore.");
    add_client(&window, "Ada Larkmead");
    lock(&window);
    window.press("Restore a backup");
    window.press("Today*");
    window.reads("It is older than the records here");
    window.reads("Nothing is overwritten.");
    assert!(!window.text().contains("another practice"), "it is the same practice");
    window.fill("Passphrase or recovery code", PASSPHRASE);
    window.press("Restore");
    window.reads("What stood here before is in");
    window.reads("No clients yet");
    let aside = fs::read_dir(home.at("data/secure-base")).expect("a folder").flatten();
    let aside = aside.map(|entry| entry.path()).find(|path| path.to_string_lossy().contains("set aside"));
    assert!(aside.is_some_and(|folder| folder.join("practice.db").is_file()), "the records before are put aside");
}

// A fire takes the computer and all that is on it; a stick in a drawer must not make every backup look like a failure.
#[test]
fn a_second_place_gets_a_copy_and_may_be_away() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("a_second_place_gets_a_copy_and_may_be_away"));
    unlock(&window, PASSPHRASE);
    window.press("Settings");
    window.reads("There is no backup yet.");
    window.press("Choose a folder…");
    window.reads("Connected. Last copy: today");
    assert_eq!(home.backups_in("second").len(), 1, "the copy is there");
    window.expect_accessible("settings with a second place");
    fs::rename(home.at("second"), home.at("away")).expect("the stick is pulled");
    window.press("Back up now");
    window.reads("The copy in the second place has to wait.");
    window.reads("Not connected now.");
    window.reads("The backup could not be copied to its second place.");
    window.expect_accessible("a second place that is away");
    assert_eq!(home.backups_in(BESIDE).len(), 1, "the backup here is made all the same, and stands for the day");
    fs::rename(home.at("away"), home.at("second")).expect("the stick is back");
    window.press("Back up now");
    window.reads("Connected. Last copy: today");
    window.press("Copy there no more");
    window.see("button", "Choose a folder…");
    assert_eq!(home.backups_in("second").len(), 1, "what is there stays there");
}

// The folder that the system offers may be one that a service sends away; she is told before anything lies in it.
#[test]
fn a_folder_that_a_service_copies_is_told_before_a_practice_is_made() {
    let home = Home::new();
    fs::create_dir(home.at("data/.stfolder")).expect("the mark of a service");
    let window = Window::open(&home, &Launch::of("a_folder_that_a_service_copies_is_told_before_a_practice_is_made"));
    window.press("Make your practice");
    window.reads("a folder that Syncthing seems to copy");
    window.expect_accessible("create, in a synced folder");
}
