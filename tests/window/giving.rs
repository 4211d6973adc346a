//! What was given stays as it was given, wherever it came from.

use std::{fs, process::Command, time::Duration};

use data_encoding::HEXLOWER;
use secure_base_practice::ClientDraft;
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
