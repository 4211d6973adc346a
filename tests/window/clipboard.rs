//! A copied secret leaves the clipboard.

use std::time::{Duration, Instant};

use super::steps::*;
use crate::driver::*;

// What is copied stays until the next copy, for every program to read: a passphrase must not.
#[test]
fn a_copied_passphrase_leaves_the_clipboard() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("a_copied_passphrase_leaves_the_clipboard"));
    copy_passphrase(&window, PASSPHRASE);
    let began = Instant::now();
    window.until("an empty clipboard", || window.display.clipboard().is_none());
    let stayed = began.elapsed();
    assert!(stayed > Duration::from_secs(15) && stayed < Duration::from_secs(25), "it stayed for {stayed:?}");

    // Locking comes sooner than the twenty seconds, and takes it along.
    copy_passphrase(&window, PASSPHRASE);
    window.press("Unlock");
    window.see("button", "Clients");
    assert!(window.display.clipboard().is_some(), "still there while open");
    lock(&window);
    window.until("an empty clipboard at once", || window.display.clipboard().is_none());
}

// Clearing must not take away what she has copied since.
#[test]
fn what_is_copied_afterwards_stays() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("what_is_copied_afterwards_stays"));
    copy_passphrase(&window, "first thing copied");
    copy_passphrase(&window, "something else");
    std::thread::sleep(Duration::from_secs(12));
    copy_passphrase(&window, "a third thing");
    std::thread::sleep(Duration::from_secs(12));
    assert_eq!(window.display.clipboard().as_deref(), Some("a third thing"), "12 seconds after it was copied");
}

fn copy_passphrase(window: &Window, text: &str) {
    window.fill("Passphrase", text);
    if window.find("button", "Show the passphrase").is_some() {
        window.press("Show the passphrase");
    }
    window.click("field", "Passphrase");
    window.chord(&[CONTROL], 'a');
    window.chord(&[CONTROL], 'c');
    window.reads("It leaves the clipboard after 20 seconds");
    window.until("the text on the clipboard", || window.display.clipboard().as_deref() == Some(text));
}
