//! What was given stays as it was given, wherever it came from.

use std::{fs, process::Command, time::Duration};

use data_encoding::HEXLOWER;
use secure_base_practice::{ClientDraft, OwnHandoutDraft};
use sha2::{Digest, Sha256};

use super::steps::*;
use crate::driver::*;

const NAME: &str = "Maren Holloway";
const TITLE: &str = "For the drive home";
const WORDS: &str = "Stop at the lake, and breathe out.";

// A handout made for one client alone is on no shelf: what was given is all there is of it, and it must last.
#[test]
fn a_handout_that_was_never_saved_is_printed_again_as_it_was_given() {
    let test = "a_handout_that_was_never_saved_is_printed_again_as_it_was_given";
    let home = Home::with_practice();
    let draft = ClientDraft { name: NAME.into(), ..ClientDraft::default() };
    home.records().add_client(&draft, chrono::Local::now().fixed_offset()).expect("a client");
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    open_client(&window, NAME);
    window.press("Give a handout");
    window.press("Compose a handout");
    window.screen("compose");
    window.fill("Title", TITLE);
    window.press("+ Your own words");
    window.fill("Your own words", WORDS);
    window.see("page", &format!("{TITLE}: page 1 of 1"));
    window.press(&format!("Give to {NAME}"));
    window.screen("client");
    window.reads(&format!("“{TITLE}” given to {NAME}."));
    window.press("Handouts");
    window.screen("handouts");
    window.see("button", "Body weather*");
    let shelf = window.script("return document.querySelector('[data-screen=handouts]').textContent", &[]);
    assert!(!shelf.to_string().contains(TITLE), "it is on no shelf, and nothing of it waits to be saved: {shelf}");
    window.close();

    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    open_client(&window, NAME);
    window.press(&format!("Print again: {TITLE}, given today"));
    let viewed = within(Duration::from_secs(20), || home.viewed()).expect("the viewer is asked");
    let again = fs::read(&viewed).expect("the printout");
    let read = output(Command::new("pdftotext").args(["-layout".as_ref(), viewed.as_os_str(), "-".as_ref()]));
    assert!(read.contains(TITLE) && read.contains(WORDS), "its words can be read: {read}");
    window.close();

    let practice = home.records();
    let client = practice.clients("").expect("clients")[0].id;
    let given = practice.client_page(client).expect("the client").handouts.remove(0);
    assert_eq!(HEXLOWER.encode(&Sha256::digest(&again)), given.file_hash, "the very bytes that were given");
    assert!(practice.own_handouts().expect("handouts").is_empty(), "it was never saved");
}

// A handout that speaks of the client by name is looked at before anybody is chosen, and says what it will call the client.
#[test]
fn a_handout_with_a_name_in_it_asks_for_the_name_when_it_is_given() {
    let test = "a_handout_with_a_name_in_it_asks_for_the_name_when_it_is_given";
    let home = Home::with_practice();
    let now = chrono::Local::now().fixed_offset();
    let draft = ClientDraft { name: NAME.into(), preferred_name: "Mary Ann".into(), ..ClientDraft::default() };
    let composition = "title = \"A letter\"\nmessage = \"Dear {name}, rest.\"\npurpose = \"\"\ntherapist_lines = 0\n\
                       [[part]]\nkind = \"own\"\ntext = \"Breathe.\"\n";
    let mut practice = home.records();
    practice.add_client(&draft, now).expect("a client");
    let own = OwnHandoutDraft { title: "A letter".into(), composition: composition.into() };
    practice.add_own_handout(&own, now).expect("a handout");
    drop(practice);
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    window.press("Handouts");
    window.screen("handouts");
    window.press("A letter*");
    window.screen("handout");
    window.see("page", "A letter: page 1 of 1");
    window.press("Give to a client");
    window.press("Mary Ann*");
    window.see("tick", "Print the first name where {name} stands: Mary Ann");
    window.expect_accessible("whose name is printed");
    window.click("tick", "Print the first name where {name} stands: Mary Ann");
    window.press("Give");
    window.reads("“A letter” given to Mary Ann.");
    window.close();
    let practice = home.records();
    let client = practice.clients("").expect("clients")[0].id;
    let given = practice.client_page(client).expect("the client").handouts.remove(0);
    let file = home.at("given.pdf");
    fs::write(&file, practice.given_file(given.id).expect("a file").expect("it was kept")).expect("written");
    let read = output(Command::new("pdftotext").args([file.as_os_str(), "-".as_ref()]));
    assert!(read.contains("Dear Mary Ann, rest."), "the whole preferred name stands on the page: {read}");
}
