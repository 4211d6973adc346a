//! Bad input and bad luck: too much text, text that would be a program, records that are gone, newer or damaged.

use std::{fs, os::unix::fs::MetadataExt};

use serde_json::json;

use super::steps::*;
use crate::driver::*;

const NOBODY: u32 = 65534;

// A transcript pasted whole must not freeze the note or be cut.
#[test]
fn three_hundred_thousand_characters_pasted_at_once() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("three_hundred_thousand_characters_pasted_at_once"));
    unlock(&window, PASSPHRASE);
    first_session(&window, "Ada Larkmead");
    let paragraph = "She said it plainly and then said it again, as if to hear how it sounded. ".repeat(14);
    let text = vec![paragraph.trim(); 300_000 / paragraph.len() + 1].join("\n\n");
    assert!(text.len() >= 300_000);
    let paste = "const [text] = arguments;
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', text);
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))";
    window.script(paste, &[json!(text)]);
    let length = text.replace("\n\n", "").len();
    let ask = "return document.querySelector('.note-text')?.textContent.length";
    window.until("the pasted text", || window.script(ask, &[]) == length);
    saved(&window);

    let before = std::time::Instant::now();
    window.keys(" And on.");
    window.until("the typed words", || note_text(&window).ends_with(" And on."));
    let took = before.elapsed();
    assert!(took.as_secs() < 10, "eight letters in a long note took {took:?}");
    saved(&window);
    lock(&window);
    unlock(&window, PASSPHRASE);
    window.until("the whole note", || window.script(ask, &[]) == length + " And on.".len());
}

// Notes hold what clients send. Shown as text it is harmless; run, it would read every other note.
#[test]
fn nothing_that_is_written_or_pasted_ever_runs() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("nothing_that_is_written_or_pasted_ever_runs"));
    unlock(&window, PASSPHRASE);
    first_session(&window, "Ada Larkmead");
    let evil = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script><b>bold</b>";
    window.keys(evil);
    window.key(Key::Enter);
    let paste = "const clipboardData = new DataTransfer();
        clipboardData.setData('text/html', arguments[0] + '<iframe src=\"javascript:top.document.title=1\"></iframe>');
        clipboardData.setData('text/plain', 'plain');
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))";
    window.script(paste, &[json!(evil)]);
    window.press("Assign homework");
    window.fill("Task", evil);
    window.press("Assign");
    window.see("button", &format!("Remove: {evil}"));
    saved(&window);
    assert!(note_text(&window).starts_with(evil), "typed markup stays text");
    let strange = "return document.querySelectorAll('main img, main iframe, main script').length";
    assert_eq!(window.script(strange, &[]), 0, "nothing of it becomes an element");
    assert_eq!(window.script("return document.title", &[]), "Secure Base", "nothing of it runs");
}

// A practice on a stick that is not plugged in: a welcome would invite her to begin anew beside her own records.
#[test]
fn a_practice_that_is_gone_is_no_first_start() {
    let home = Home::with_practice();
    fs::rename(home.practice(), home.at("elsewhere")).expect("the practice is put away");
    let window = unreachable(&home, "a_practice_that_is_gone_is_no_first_start", None, "There is no practice in");
    window.reads("connect it and try again");
    fs::rename(home.at("elsewhere"), home.practice()).expect("the stick is plugged in");
    window.press("Try again");
    unlock(&window, PASSPHRASE);
    window.reads("No clients yet");
}

// An older program that wrote into newer records would harm them.
#[test]
fn a_practice_from_a_newer_version_is_left_alone() {
    let home = Home::with_practice();
    let copies = ["vault.json", "vault.copy.json"].map(|name| home.practice().join(name));
    let text = fs::read_to_string(&copies[0]).expect("the vault");
    let newer = text.replace("\"version\": 3", "\"version\": 4");
    assert_ne!(newer, text, "the vault names its version");
    copies.iter().for_each(|vault| fs::write(vault, &newer).expect("the vault"));
    let window =
        unreachable(&home, "a_practice_from_a_newer_version_is_left_alone", None, "newer version of Secure Base");
    window.reads("Install the newer version");
    drop(window);
    for vault in copies {
        assert_eq!(fs::read_to_string(vault).expect("the vault"), newer, "not a byte is changed");
    }
}

// What is damaged must be told before she works on: the advice is to keep it and restore.
#[test]
fn a_damaged_practice_says_what_to_do() {
    let home = Home::with_practice();
    // One copy of it may be damaged; it takes both to keep her out.
    for name in ["vault.json", "vault.copy.json"] {
        fs::write(home.practice().join(name), "{ \"format\": \"secure-base-vault\", \"vers").expect("damage");
    }
    let window = unreachable(&home, "a_damaged_practice_says_what_to_do", None, "is damaged");
    window.reads("restore your latest backup");
    window.press("Restore a backup");
    window.see("heading", "Restore from a backup");
    window.expect_accessible("restore");
}

// On a disk that takes no writing she would type a note that can never be saved.
#[test]
fn a_read_only_practice_says_so() {
    if fs::metadata("/proc/self").map(|me| me.uid()).ok() != Some(0) {
        println!("Skipped: only root can become another user who may not write there.");
        return;
    }
    let home = Home::with_practice();
    home.hand_over(NOBODY);
    let window = unreachable(&home, "a_read_only_practice_says_so", Some(NOBODY), "cannot be written to");
    window.reads("Ask for the right to write there");
}

fn unreachable(home: &Home, test: &str, user: Option<u32>, says: &str) -> Window {
    let window = Window::open(home, &Launch { user, ..Launch::of(test) });
    window.screen("unreachable");
    window.reads(says);
    assert!(window.find("button", "Make your practice").is_none(), "this is no welcome");
    window.expect_accessible(says);
    window
}
