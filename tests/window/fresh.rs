//! Locking ends the web view that showed the records; a fresh one shows the lock screen.

use std::path::Path;

use super::steps::*;
use crate::driver::*;

// What a web view has shown stays in its process's memory in copies that nobody can find and wipe: so the process goes.
#[test]
fn the_process_that_drew_the_records_ends_with_the_lock() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("the_process_that_drew_the_records_ends_with_the_lock"));
    let before = views(&window);
    assert_eq!(before.len(), 1, "one process draws the page: {before:?}");
    unlock(&window, PASSPHRASE);
    add_client(&window, "Ada Larkmead");
    assert_eq!(views(&window), before, "the same process draws the records");
    lock(&window);
    window.until("the old process to end", || {
        before.iter().all(|process| !Path::new(&format!("/proc/{process}")).exists())
    });
    assert_eq!(views(&window).len(), 1, "another draws the lock screen");
}

fn views(window: &Window) -> Vec<u32> {
    let all = window.processes().into_iter();
    all.filter(|(_, path)| path.ends_with("/WebKitWebProcess")).map(|(process, _)| process).collect()
}
