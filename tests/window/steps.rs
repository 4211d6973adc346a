//! Steps that several tests take.

use std::time::Duration;

use secure_base_practice::ClientDraft;

use crate::driver::{CONTROL, Home, Key, Window, within};

/// Unlocks the practice whose lock screen is shown, and waits until it is open.
pub fn unlock(window: &Window, passphrase: &str) {
    try_passphrase(window, passphrase);
    window.see("button", "Clients");
}

/// Types a passphrase on the lock screen.
pub fn try_passphrase(window: &Window, passphrase: &str) {
    window.screen("unlock");
    window.fill("Passphrase", passphrase);
    window.press("Unlock");
}

/// Goes to the list of clients.
pub fn to_clients(window: &Window) {
    window.press("Clients");
    window.screen("clients");
}

/// Opens the sample practice from the welcome, and goes to its clients.
pub fn open_sample(window: &Window) {
    window.press("Look around with invented clients");
    window.screen("desk");
    to_clients(window);
}

/// A client with whom partner safety was considered, which is another test's matter.
pub fn known_client(home: &Home, name: &str) {
    let now = chrono::Local::now().fixed_offset();
    let draft = ClientDraft { name: name.into(), ..ClientDraft::default() };
    let mut practice = home.records();
    let client = practice.add_client(&draft, now).expect("a client").value.id;
    practice.consider_partner_safety(client, now).expect("considered");
}

/// Adds a client and waits for the page.
pub fn add_client(window: &Window, name: &str) {
    window.chord(&[CONTROL], 'n');
    window.see("dialog", "Add a client");
    window.fill("Name", name);
    window.press("Add client");
    window.see("heading", name);
}

/// Adds a client and opens the first session, with the cursor in its note.
pub fn first_session(window: &Window, name: &str) {
    add_client(window, name);
    window.press("Start today's session");
    window.screen("session");
    window.until("the cursor in the note", || in_note(window));
}

/// Whether the cursor is in the note.
pub fn in_note(window: &Window) -> bool {
    window.script("return document.activeElement?.getAttribute('aria-label') === 'Note'", &[]) == true
}

/// Waits until the window says that the note is saved, and when.
pub fn saved(window: &Window) {
    let ask = "const line = document.querySelector('[data-save-state]');
        return line?.dataset.saveState === 'saved' && /Saved \\d\\d?:\\d\\d/u.test(line.textContent)";
    window.until("“Saved” and the time", || window.script(ask, &[]) == true);
}

/// The words of the note on the screen.
pub fn note_text(window: &Window) -> String {
    window.see("field", "Note");
    // The letters at the ends of passages are drawn and no part of the text.
    let text = window.script("return document.querySelector('[aria-label=Note].note-text').textContent", &[]);
    text.as_str().unwrap_or_default().to_owned()
}

/// The words under a tag in the note, one passage a line.
pub fn tagged(window: &Window, factor: &str, aspect: &str) -> String {
    let ask = "const [factor, aspect] = arguments;
        return [...document.querySelectorAll(`.note-text .tag[data-factor=${factor}][data-aspect=${aspect}]`)]
            .map((piece) => piece.textContent).join('\\n')";
    window.script(ask, &[factor.into(), aspect.into()]).as_str().unwrap_or_default().to_owned()
}

/// Selects words of the note with the mouse, from the middle of the first letter to the end of the last.
pub fn select_with_mouse(window: &Window, words: &str) {
    let ask = "const [words] = arguments;
        const walker = document.createTreeWalker(document.querySelector('.note-text'), NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            node.parentElement.scrollIntoView({ block: 'center' });
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            const boxes = [...range.getClientRects()];
            const [first, last] = [boxes[0], boxes[boxes.length - 1]];
            return [first.left + 1, first.top + first.height / 2, last.right, last.top + last.height / 2];
        }
        return null";
    let found = window.script(ask, &[words.into()]);
    let at: Vec<f64> = found.as_array().into_iter().flatten().filter_map(|one| one.as_f64()).collect();
    let [left, top, right, bottom] = at[..] else {
        panic!("the words “{words}” in one piece of the note: {found}")
    };
    window.drag((left, top), (right, bottom));
}

/// Locks with the keyboard and waits for the lock screen, which stands in a fresh window.
pub fn lock(window: &Window) {
    window.through(|window| window.chord(&[CONTROL], 'l'));
    window.screen("unlock");
}

/// Goes to the list of clients and opens one.
pub fn open_client(window: &Window, name: &str) {
    to_clients(window);
    window.press(&format!("{name}*"));
    window.screen("client");
    window.see("heading", name);
}

/// Presses Tab until the focus is on what has this name, as somebody without a mouse looks for it.
pub fn tab_to(window: &Window, name: &str) {
    let ask = "const here = document.activeElement;
        return here.getAttribute('aria-label') ?? here.labels?.[0]?.textContent ?? here.textContent.trim()";
    let found = within(Duration::from_secs(20), || {
        let at = window.script(ask, &[]);
        if at.as_str().is_some_and(|text| text.split_whitespace().collect::<Vec<_>>().join(" ").starts_with(name)) {
            return Some(());
        }
        window.key(Key::Tab);
        None
    });
    assert!(found.is_some(), "Tab reaches “{name}”");
}

/// Opens the log from the settings.
pub fn open_log(window: &Window) {
    window.press("Settings");
    window.screen("settings");
    window.press("Open the log");
    window.screen("log");
}

/// The groups of the recovery code on the screen.
pub fn shown_code(window: &Window) -> Vec<String> {
    window.see("list", "Recovery code");
    let ask =
        "return [...document.querySelectorAll('[aria-label=\"Recovery code\"] code')].map((one) => one.textContent)";
    serde_json::from_value(window.script(ask, &[])).expect("the groups of the code")
}

/// Types the groups of the code that are asked back.
pub fn read_back(window: &Window, code: &[String]) {
    window.press("I have it on paper");
    window.reads("Check what you wrote");
    for (index, group) in code.iter().enumerate() {
        let field = format!("Group {}", index + 1);
        if window.find("field", &field).is_some() {
            window.fill(&field, group);
        }
    }
}
