//! The second part of the tour: what guards the records, on a practice of its own, in light and in dark.

use std::fs;

use super::{Album, steps};
use crate::driver::{Home, Key, Launch, PASSPHRASE, SMALL, WIDE, Window};

const BEFORE: &str = "data/secure-base/practice backups";

/// Takes the pictures, once in a wide window in light, once in a small one in dark.
pub fn visit(album: &Album) {
    for (theme, size) in [("light", WIDE), ("dark", SMALL)] {
        let home = Home::with_practice();
        home.prefer(theme, true);
        let launch = Launch { size, backups: true, ..Launch::of("tour") };
        let window = Window::open(&home, &launch);
        steps::unlock(&window, PASSPHRASE);
        steps::first_session(&window, "Ada Fennimore");
        window.keys("A first meeting, a little careful on both sides.");
        steps::saved(&window);
        settings(album, &window, theme);
        dialogs(album, &window, theme);
        second_place(album, &home, &window, theme);
        steps::open_log(&window);
        window.reads("Viewed Ada");
        album.take(&window, &format!("log-{theme}"), "The log");
        window.close();
        locked(album, &home, &launch, theme);
    }
}

fn settings(album: &Album, window: &Window, theme: &str) {
    window.press("Settings");
    window.reads("Last backup");
    album.take(window, &format!("settings-security-{theme}"), "Settings: security");
    scroll_to(window, "Backups");
    album.take(window, &format!("settings-backups-{theme}"), "Settings: backups");
}

fn dialogs(album: &Album, window: &Window, theme: &str) {
    window.press("Change passphrase…");
    window.fill("Passphrase now", PASSPHRASE);
    window.fill("New passphrase", "orchard velocity hymnal quartz");
    window.reads("Strong.");
    album.take(window, &format!("change-passphrase-{theme}"), "Changing the passphrase");
    window.key(Key::Escape);
    window.press("New data key…");
    album.take(window, &format!("new-data-key-{theme}"), "A new data key: when one would want it");
    window.fill("Passphrase", PASSPHRASE);
    window.press("Continue");
    steps::shown_code(window);
    album.take(window, &format!("new-code-{theme}"), "The code that comes with it");
    window.press("Print it on a sheet");
    window.press("I have it on paper");
    album.take(window, &format!("new-code-check-{theme}"), "Two groups of it are asked back");
    window.key(Key::Escape);
}

fn second_place(album: &Album, home: &Home, window: &Window, theme: &str) {
    window.press("Choose a folder…");
    window.reads("Connected. Last copy");
    fs::rename(home.at("second"), home.at("away")).expect("the stick is pulled");
    window.press("Back up now");
    window.reads("Not connected now.");
    scroll_to(window, "Backups");
    album.take(window, &format!("second-place-away-{theme}"), "A second place that is in a drawer");
}

fn locked(album: &Album, home: &Home, launch: &Launch, theme: &str) {
    let older = home.at("older.db");
    fs::copy(home.practice().join("practice.db"), &older).expect("a copy");
    drop(home.records());
    drop(home.records());
    fs::copy(&older, home.practice().join("practice.db")).expect("it is put back");
    let window = Window::open(home, launch);
    steps::try_passphrase(&window, PASSPHRASE);
    window.screen("alarm");
    album.take(&window, &format!("alarm-{theme}"), "An older file was put back");
    window.press("Open it as it is…");
    album.take(&window, &format!("alarm-overruled-{theme}"), "Opening it nevertheless");
    window.press("Leave it closed");
    window.press("Restore a backup");
    window.reads("On this computer");
    album.take(&window, &format!("restore-{theme}"), "Choosing a backup");
    window.press("Today*");
    window.reads("Nothing is overwritten.");
    album.take(&window, &format!("restore-facts-{theme}"), "What it holds, and what it would replace");
    drop(window);

    let window = Window::open(home, launch);
    for _ in 0..5 {
        steps::try_passphrase(&window, "umbrella mosaic thirteen doves");
        window.reads("That does not open this practice.");
        window.until("the button back", || window.find("button", "Unlock").is_some());
    }
    steps::try_passphrase(&window, PASSPHRASE);
    window.reads("Please wait");
    // The count changes each second, and a picture wants a screen at rest.
    window.script("document.querySelector('.count').textContent = '28 seconds'; for (let id = 0; id < 9999; id++) clearInterval(id)", &[]);
    album.take(&window, &format!("waiting-{theme}"), "After wrong tries");
    drop(window);

    fs::rename(home.practice(), home.at("lost")).expect("the practice is away");
    let window = Window::open(home, launch);
    album.take(&window, &format!("unreachable-{theme}"), "A practice that is gone");
    drop(window);
    home.prefer(theme, false);
    let _ = fs::rename(home.at(BEFORE), home.at("no-backups"));
    fs::create_dir(home.at("data/.stfolder")).expect("the mark of a service");
    let window = Window::open(home, launch);
    window.press("Make your practice");
    album.take(&window, &format!("make-synced-{theme}"), "A folder that a service copies");
}

fn scroll_to(window: &Window, heading: &str) {
    let ask = "[...document.querySelectorAll('h2')].find((one) => one.textContent === arguments[0]).scrollIntoView()";
    window.script(ask, &[heading.into()]);
}
