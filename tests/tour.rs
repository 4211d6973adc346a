//! The tour: opens the sample practice in the real window, walks its main screens, and leaves a picture of each in
//! `target/tour`, with the handouts as they print. Run by `make run` where there is no display.
#![allow(clippy::unwrap_used, missing_docs, dead_code)]

mod driver;
#[path = "tour/homework.rs"]
mod homework;
#[path = "window/steps.rs"]
mod steps;
#[path = "tour/vault.rs"]
mod vault;
#[path = "tour/writing.rs"]
mod writing;

use std::{
    cell::Cell,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use driver::{ALT, CONTROL, Home, Key, Launch, SMALL, WIDE, Window};

const CLIENT: &str = "Tamsin Orrowby";
const SESSION: &str = "Session 15*";
const HANDOUT: &str = "Three roots of feeling secure";

fn main() {
    let album = Album::new();
    let home = Home::to_be_seen();
    let window = Window::open(&home, &Launch::of("tour"));
    before_the_practice(&album, &window);
    around_the_practice(&album, &window);
    in_the_dark(&album, &window);
    in_a_small_window(&album, &window);
    writing::visit(&album, &window);
    homework::visit(&album, &window);
    drop(window);
    vault::visit(&album);
    print_handouts(&album);
    println!("The pictures are in {}.", album.folder.display());
}

fn before_the_practice(album: &Album, window: &Window) {
    album.take(window, "welcome", "The welcome");
    window.press("Make your practice");
    window.fill("Name of the practice", "Harbour Street Psychotherapy");
    window.fill("Passphrase", driver::PASSPHRASE);
    window.fill("Repeat the passphrase", driver::PASSPHRASE);
    window.reads("Strong.");
    album.take(window, "make-a-practice", "Making a practice: how long would the passphrase stand?");
    window.press("Continue");
    window.see("heading", "Your recovery code");
    album.take(window, "recovery-code", "The recovery code, shown once");
    window.press("Back");
    window.press("Back");
    steps::open_sample(window);
}

fn around_the_practice(album: &Album, window: &Window) {
    window.press("Today");
    window.screen("desk");
    album.take(window, "today", "The day, and what waits");
    window.press("Week");
    window.screen("week");
    album.take(window, "week", "The week");
    window.chord(&[CONTROL], 'k');
    window.keys("lun");
    window.reads("Notes");
    album.take(window, "palette", "Anywhere in a few letters");
    window.key(Key::Escape);
    steps::to_clients(window);
    window.reads("Tamsin");
    album.take(window, "clients", "The clients of the sample practice");
    window.chord(&[CONTROL], 'f');
    window.keys("lunch");
    window.reads("In notes");
    album.take(window, "clients-filtered", "Looking for a word: in names and in notes");
    window.key(Key::Escape);
    steps::open_client(window, CLIENT);
    album.take(window, "client", "A client's course, homework and handouts");
    formulation(album, window, "");
    open_session(window);
    album.take(window, "session", "A session: its note, its tagged passages");
    open_palette(window);
    album.take(window, "tag-palette", "Tagging a passage");
    window.key(Key::Escape);
    window.press("Assign homework");
    window.fill("Task", "Each evening, one line: when was I alright alone today?");
    window.click("radio", "S Self");
    window.choose("With a handout", HANDOUT);
    album.take(window, "homework", "Assigning homework");
    window.press("Cancel");
    window.press("Handouts");
    window.screen("handouts");
    window.reads(HANDOUT);
    album.take(window, "handouts", "The handouts");
    open_handout(window);
    album.take(window, "handout", "A handout before it is printed");
    window.press("Settings");
    window.screen("settings");
    album.take(window, "settings", "The settings");
    window.press("Shortcuts");
    album.take(window, "shortcuts", "What the keys do");
    window.key(Key::Escape);
    window.press("Versions, promise and licences");
    window.reads("SQLCipher");
    album.take(window, "about", "Versions, promise and licences");
    the_short_walk(album, window);
    steps::lock(window);
    album.take(window, "locked", "The lock screen");
    window.press("Unlock");
    window.press("Settings");
    window.screen("settings");
}

fn in_the_dark(album: &Album, window: &Window) {
    window.click("radio", "Dark");
    window.until("the dark", || window.script("return document.documentElement.dataset.theme", &[]) == "dark");
    album.take(window, "settings-dark", "Dark: the settings");
    window.press("Clients");
    window.reads("Tamsin");
    album.take(window, "clients-dark", "Dark: the clients");
    steps::open_client(window, CLIENT);
    album.take(window, "client-dark", "Dark: a client's course");
    formulation(album, window, "-dark");
    open_session(window);
    open_palette(window);
    album.take(window, "tag-palette-dark", "Dark: tagging a passage");
    window.key(Key::Escape);
    window.press("Handouts");
    open_handout(window);
    album.take(window, "handout-dark", "Dark: a handout");
    steps::lock(window);
    album.take(window, "locked-dark", "Dark: the lock screen");
    window.press("Unlock");
    window.press("Settings");
    window.click("radio", "Light");
}

fn in_a_small_window(album: &Album, window: &Window) {
    window.resize(SMALL);
    window.press("Clients");
    window.reads("Tamsin");
    album.take(window, "clients-small", "At 1024 x 700: the clients");
    steps::open_client(window, CLIENT);
    album.take(window, "client-small", "At 1024 x 700: a client's course");
    formulation(album, window, "-small");
    open_session(window);
    open_palette(window);
    album.take(window, "tag-palette-small", "At 1024 x 700: tagging a passage");
    window.key(Key::Escape);
    window.press("Handouts");
    open_handout(window);
    album.take(window, "handout-small", "At 1024 x 700: a handout");
    window.resize(WIDE);
}

/// From a client's page to the formulation, into a cell of it, to paper, to the measures, and back.
fn formulation(album: &Album, window: &Window, how: &str) {
    window.press("Formulation");
    window.screen("formulation");
    album.take(window, &format!("formulation{how}"), "The formulation: what is tagged, by factor and aspect");
    window.press("S Relationship with self: Unhealthy*");
    window.see("heading", "Handouts that fit");
    album.take(window, &format!("formulation-cell{how}"), "A cell of it, and where it leads");
    window.press(&format!("Formulation of {CLIENT}"));
    window.press("On paper…");
    window.see("heading", "Goals");
    album.take(window, &format!("formulation-sheet{how}"), "What of it stands on paper");
    steps::open_client(window, CLIENT);
    window.press("Measures and charts");
    window.screen("measures");
    album.take(window, &format!("measures{how}"), "What was measured, over time");
    steps::open_client(window, CLIENT);
}

/// Through the loop once, as somebody new is led.
fn the_short_walk(album: &Album, window: &Window) {
    window.press("Take the short walk");
    for (step, screen) in
        ["session", "formulation", "formulationCell", "handouts", "clientHomework", "client"].iter().enumerate()
    {
        window.screen(screen);
        window.reads(&format!("{} of 6", step + 1));
        if step == 1 {
            album.take(window, "walk", "A short walk through the loop");
        }
        window.press(if step < 5 { "Next" } else { "Stay here" });
    }
}

fn open_session(window: &Window) {
    window.press(SESSION);
    window.screen("session");
    window.see("field", "Note");
}

/// Selects some words that bear no tag yet, and opens the palette over them.
fn open_palette(window: &Window) {
    let ask = "const walker = document.createTreeWalker(document.querySelector('.note-text'), NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode())
            if (!node.parentElement.closest('.tag') && node.data.length > 60) return node.data.slice(0, 36);
        return ''";
    let found = window.script(ask, &[]);
    let words = found.as_str().unwrap_or_default().trim();
    steps::select_with_mouse(window, words.rsplit_once(' ').map_or(words, |(before, _)| before));
    window.see("dialog", "Tag this passage");
    window.chord(&[ALT], 's');
}

fn open_handout(window: &Window) {
    window.press(&format!("{HANDOUT}*"));
    window.see("page", &format!("{HANDOUT}: page 1 of *"));
}

fn print_handouts(album: &Album) {
    for format in ["standard", "large", "easy"] {
        let mut print = Command::new(driver::program());
        print.args(["handout", "print", "--all", "--force", "--format", format, "-o"]).arg(&album.folder);
        for path in driver::output(&mut print).lines() {
            println!("    The handout, {format:<30} {}", from_here(Path::new(path)));
        }
    }
}

/// Where the pictures go, in order.
struct Album {
    folder: PathBuf,
    taken: Cell<u32>,
}

impl Album {
    /// An empty one: what an earlier tour left is cleared away.
    fn new() -> Album {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tour");
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the pictures of an earlier tour can be cleared away");
        }
        fs::create_dir_all(&folder).expect("a folder for the pictures");
        Album { folder, taken: Cell::new(0) }
    }

    fn take(&self, window: &Window, name: &str, title: &str) {
        window.rest();
        let number = self.taken.get() + 1;
        self.taken.set(number);
        let path = self.folder.join(format!("{number:02}-{name}.png"));
        window.picture().write(&path).expect("a picture is written");
        println!("{number:02}  {title:<58} {}", from_here(&path));
    }
}

fn from_here(path: &Path) -> String {
    path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path).display().to_string()
}
