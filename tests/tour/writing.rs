//! The third part of the tour: what surrounds the writing of a note, in light and, in a small window, in dark.

use super::{Album, CLIENT, open_session, steps};
use crate::driver::{ALT, CONTROL, Key, SMALL, WIDE, Window};

/// Takes the pictures in the sample practice that is open.
pub fn visit(album: &Album, window: &Window) {
    for (theme, choice, size) in [("light", "Light", WIDE), ("dark", "Dark", SMALL)] {
        window.resize(size);
        window.press("Settings");
        window.screen("settings");
        window.click("radio", choice);
        window.until("the theme", || window.script("return document.documentElement.dataset.theme", &[]) == theme);
        let take = |name: &str, title: &str| album.take(window, &format!("{name}-{theme}"), title);
        clients(window, &take);
        searching(window, &take);
        notes(window, &take);
    }
    window.press("Settings");
    window.click("radio", "Light");
    window.resize(WIDE);
}

fn clients(window: &Window, take: &dyn Fn(&str, &str)) {
    window.press("Import clients…");
    window.screen("import");
    take("import", "Importing clients: which file");
    steps::open_client(window, "Rukhsana Teal");
    take("client-safety", "A client with safety information");
    window.press("Details");
    window.screen("details");
    take("details", "A client's details");
}

fn searching(window: &Window, take: &dyn Fn(&str, &str)) {
    window.press("Clients");
    window.screen("clients");
    window.chord(&[CONTROL], 'f');
    window.keys("factor:S alone");
    window.reads("In notes");
    take("search", "A word in passages of one factor");
    window.key(Key::Escape);
}

fn notes(window: &Window, take: &dyn Fn(&str, &str)) {
    steps::open_client(window, CLIENT);
    window.press("Session 14*");
    window.screen("session");
    window.reads("Signed");
    take("signed", "A signed note");
    window.press("Copy of this note…");
    window.see("dialog", "Copy of this note");
    take("copy", "A copy of a note");
    window.key(Key::Escape);
    steps::open_client(window, CLIENT);
    open_session(window);
    window.keys_times(&[CONTROL], Key::Enter.into(), 1);
    window.see("dialog", "Sign the note of session 15?");
    take("sign", "Before a note is signed");
    window.key(Key::Escape);
    window.click("radio", "Last note");
    take("last-note", "The last note beside the one that is written");
    window.click("radio", "Passages");
    window.click("field", "Note");
    window.chord(&[ALT], 'n');
    window.until("the list of templates", || {
        window.script("return document.activeElement?.getAttribute('role') === 'menuitem'", &[]) == true
    });
    take("templates", "The templates");
    window.key(Key::Escape);
}
