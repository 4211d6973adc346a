//! A client from the first entry to the last detail, found again in the list, and a whole list out of a file.

use std::fs;

use super::steps::*;
use crate::driver::*;

const NAME: &str = "Maren Holloway and Theodosia Quill";
const LIST: &str = "First name;Last name;Date of birth;Phone;Notes\r\n\
                    Ada;Fennimore;3/4/1980;0131 1;x\r\n\
                    Bo;Larkmead;5/4/1981;0131 2;y\r\n\
                    \"Cleo;Wren;6/4/1982;0131 3;z\r\n\
                    Ada;Fennimore;3/4/1980;0131 1;x\r\n";

// Light and dark are two looks of every screen, and each must be readable.
#[test]
fn clients_and_their_details_in_light() {
    clients_and_their_details("clients_and_their_details_in_light", "light");
}

#[test]
fn clients_and_their_details_in_dark() {
    clients_and_their_details("clients_and_their_details_in_dark", "dark");
}

fn clients_and_their_details(test: &str, theme: &str) {
    let home = Home::with_practice();
    home.prefer(theme, true);
    let list = home.at("documents/list.csv");
    fs::write(&list, LIST).expect("a list");
    let variables = [("SECURE_BASE_OPEN", list.to_str().expect("a path"))];
    let window = Window::open(&home, &Launch { variables: &variables, ..Launch::of(test) });
    unlock(&window, PASSPHRASE);
    details_by_keyboard(&window);
    details_are_kept(&window);
    a_list_comes_in(&window);
    the_list_is_narrowed(&window);
}

/// Adds a couple and fills in what is known without a mouse.
fn details_by_keyboard(window: &Window) {
    add_client(window, NAME);
    tab_to(window, "Details");
    window.key(Key::Enter);
    window.screen("details");
    window.until("the cursor in the name", || window.has_focus("field", "Name"));
    type_into(window, "Preferred name", "Maz and Theo");
    type_into(window, "Birth date", "31 Feb 1980");
    tab_to(window, "Individual");
    window.key(Key::Right);
    tab_to(window, "Add a person");
    window.key(Key::Enter);
    window.until("the cursor in the first person", || window.has_focus("field", "Name of person 1"));
    window.keys("Theodosia Quill");
    type_into(window, "Relation", "partner");
    type_into(window, "Safety information", "Never leave messages at home.");
    type_into(window, "Labels", "evening\nonline");
    tab_to(window, "Save details");
    window.key(Key::Enter);
    window.reads("This is not understood as a day");
    window.until("the cursor in what is wrong", || window.has_focus("field", "Birth date"));
    window.expect_accessible("details with a fault");
    window.fill("Birth date", "23 apr 2031");
    window.press("Save details");
    window.reads("This day lies in the future: check the year.");
    window.fill("Birth date", "23 apr 1980");
    window.reads("Wednesday 23 April 1980");
    window.press("Save details");
    window.screen("client");
    window.see("heading", "Maz and Theo");
    for words in
        [NAME, "Couple", "born 23 Apr 1980", "Safety", "Never leave messages", "Theodosia Quill, partner", "online"]
    {
        window.reads(words);
    }
    window.press("Considered today");
    window.reads("Partner safety considered today.");
    window.expect_accessible("client with details");
}

fn type_into(window: &Window, label: &str, words: &str) {
    tab_to(window, label);
    window.keys(words);
}

/// What was typed is neither lost on leaving nor by Escape.
fn details_are_kept(window: &Window) {
    window.press("Details");
    window.screen("details");
    window.fill("Referral", "Dr Yarrow");
    window.key(Key::Escape);
    window.see("dialog", "Leave without saving?");
    window.expect_accessible("leave without saving");
    window.press("Keep editing");
    window.press("Clients");
    window.screen("clients");
    window.reads("Details saved.");
    window.press("Maz and Theo*");
    window.press("Details");
    window.see("field", "Referral");
    let referral =
        "return [...document.querySelectorAll('label')].find((one) => one.textContent === 'Referral').control.value";
    assert_eq!(window.script(referral, &[]), "Dr Yarrow");
    window.fill("Name", " ");
    window.press("Settings");
    window.reads("are not saved: open them again");
    window.chord(&[CONTROL], 'l');
    window.reads("Lock once more to leave without them.");
    open_client(window, "Maz and Theo");
    window.press("Details");
    window.reads("These changes were not saved yet.");
    window.fill("Name", NAME);
    window.press("Save details");
    window.screen("client");
}

fn a_list_comes_in(window: &Window) {
    window.press("Settings");
    window.screen("settings");
    window.press("Import clients…");
    window.screen("import");
    window.expect_accessible("import clients");
    window.press("Choose a file…");
    window.reads("list.csv: 5 rows, semicolons between the cells, written in UTF-8.");
    window.reads("Which comes first in 3/4/1980?");
    window.expect_accessible("import, asked for the order of dates");
    window.click("radio", "Day, month, year");
    window.reads("2 clients can be added; 1 seems to be here already; 1 row cannot be read.");
    window.reads("Row 4");
    window.reads("born 3 Apr 1980");
    window.expect_accessible("import, looked through");
    // A column that means something here although its head did not say so.
    window.choose("Notes", "Referral");
    window.press("Import 2 clients");
    window.screen("clients");
    window.reads("2 clients added.");
    window.reads("3 clients");
    window.expect_accessible("clients with labels and a safety mark");
}

fn the_list_is_narrowed(window: &Window) {
    window.chord(&[CONTROL], 'f');
    window.keys("onl");
    window.reads("1 client ");
    window.key(Key::Escape);
    window.reads("3 clients");
    window.choose("Label", "evening");
    window.reads("1 client ");
    window.press("Show all 3");
    window.reads("3 clients");
    window.choose("Sort by", "Next step");
    window.choose("Show", "Ended");
    window.reads("Nobody here now.");
    window.expect_accessible("nobody in this state");
    window.press("Show all 3");
    window.see("button", "Ada Fennimore*");
}
