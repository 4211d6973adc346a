//! Leaving with everything: an open archive out of the settings, and a practice built from it on the first screen.

use std::fs;

use super::steps::*;
use crate::driver::*;

const NEW_PASSPHRASE: &str = "harbour velvet eleven comets";

// Whoever leaves must get all of it without help from anybody, and be able to come back with it.
#[test]
fn everything_leaves_and_comes_back() {
    let test = "everything_leaves_and_comes_back";
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    first_session(&window, "Ada Larkmead");
    window.keys("A word that leaves.");
    saved(&window);
    window.press("Settings");
    window.press("Write an open archive…");
    window.reads("The archive is not encrypted.");
    window.expect_accessible("leave with everything");
    window.fill("Passphrase", "not the passphrase");
    window.press("Choose a folder and write…");
    window.reads("That is not the passphrase.");
    assert_eq!(fs::read_dir(home.at("second")).expect("the folder").count(), 0, "nothing leaves without it");
    window.fill("Passphrase", PASSPHRASE);
    window.press("Choose a folder and write…");
    window.reads("Everything is written.");
    window.expect_accessible("an archive that is written");
    window.press("Done");
    open_log(&window);
    window.reads("Wrote everything into an open archive");
    window.close();

    let archive = fs::read_dir(home.at("second")).expect("the folder").flatten().next().expect("the archive").path();
    assert!(fs::read_to_string(archive.join("notes/client-1.md")).expect("the notes").contains("A word that leaves."));
    fs::rename(&archive, home.at("archive")).expect("the archive moves");
    fs::remove_dir(home.at("second")).expect("the folder");
    fs::rename(home.at("archive"), home.at("second")).expect("the archive is what is chosen");
    fs::remove_dir_all(home.practice()).expect("another computer");
    home.prefer("light", false);

    let window = Window::open(&home, &Launch::of(test));
    window.screen("welcome");
    window.press("Build from an archive");
    window.screen("rebuild");
    window.press("Choose a folder…");
    for words in [PRACTICE_NAME, "1 client, 1 session", "Process notes"] {
        window.reads(words);
    }
    window.expect_accessible("what an archive holds");
    window.fill("New passphrase", NEW_PASSPHRASE);
    window.fill("Repeat the new passphrase", NEW_PASSPHRASE);
    window.press("Continue");
    let code = shown_code(&window);
    read_back(&window, &code);
    window.press("Build the practice");
    window.see("button", "Clients");
    open_client(&window, "Ada Larkmead");
    window.reads("A word that leaves.");
    open_log(&window);
    window.reads("Built the practice from an open archive");
    lock(&window);
    unlock(&window, NEW_PASSPHRASE);
}

// Whoever tells the clients when she cannot needs their numbers, and must not need their notes.
#[test]
fn the_contacts_are_saved_as_a_table() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("the_contacts_are_saved_as_a_table"));
    unlock(&window, PASSPHRASE);
    add_client(&window, "Ada Larkmead");
    window.press("Settings");
    window.press("Save the contacts as…");
    window.reads("The file is not encrypted.");
    let saved = fs::read_dir(home.at("saved")).expect("the folder").flatten().next().expect("the list").path();
    assert!(fs::read_to_string(saved).expect("the list").contains("Ada Larkmead,,active"));
    open_log(&window);
    window.reads("Saved the list of contacts as a file");
}

// A folder that is none, or is not whole, must be told before a passphrase is thought up for it.
#[test]
fn a_folder_that_is_no_archive_is_told_at_once() {
    let home = Home::new();
    let window = Window::open(&home, &Launch::of("a_folder_that_is_no_archive_is_told_at_once"));
    window.press("Build from an archive");
    window.press("Choose a folder…");
    window.reads("it has no archive.json");
    window.reads("No practice was made.");
    window.expect_accessible("a folder that is no archive");
    window.press("Back");
    window.screen("welcome");
}
