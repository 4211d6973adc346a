//! The whole record for the client who asks for it.

use std::fs;

use super::steps::*;
use crate::driver::*;

// A client may see the record; what is about somebody else is left out with its reason, and of another client there is nothing.
#[test]
fn a_client_is_given_the_record_without_what_is_left_out() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("a_client_is_given_the_record_without_what_is_left_out"));
    unlock(&window, PASSPHRASE);
    first_session(&window, "Ada Larkmead");
    window.keys("Her brother Osric called twice.");
    saved(&window);
    open_client(&window, "Ada Larkmead");
    window.press("Give the record…");
    window.see("dialog", "The whole record, for Ada Larkmead");
    window.expect_accessible("the record for a client");
    window.fill("Words to leave out", "brother osrick");
    window.press("Leave out");
    window.reads("Why are these words left out?");
    window.fill("Reason", "about her family");
    window.press("Leave out");
    window.reads("Nowhere: check the spelling.");
    window.press("Take back");
    window.fill("Words to leave out", "brother osric");
    window.press("Leave out");
    window.reads("Left out in 1 place.");
    window.expect_accessible("something is left out");
    window.press("Choose a folder and save…");
    window.reads("It is not encrypted.");
    let folder = fs::read_dir(home.at("second")).expect("the folder").flatten().next().expect("the record").path();
    assert!(!folder.display().to_string().contains("Ada"), "the folder names nobody");
    let json = fs::read_to_string(folder.join("record.json")).expect("the record");
    assert!(json.contains("[left out: about her family] called twice.") && !json.contains("Osric"), "{json}");
    let pdf = fs::read(folder.join("record.pdf")).expect("the record on paper");
    assert!(pdf.starts_with(b"%PDF"));
    open_log(&window);
    window.reads("Saved the whole record of Ada Larkmead as files, to be given out");
}
