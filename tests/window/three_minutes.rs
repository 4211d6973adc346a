//! What the product is open for: a finished, tagged, signed note within minutes, hands on the keys.

use std::cell::Cell;

use secure_base_practice::{Attendance, ClientDraft, Mode, SessionDraft};

use super::steps::*;
use crate::driver::*;

const NAME: &str = "Bela Rookhope";
/// Under each heading of a SOAP note: what is said, and how its tag is reached: the row's letter and the aspect's number.
const PARTS: [(&str, char, char, (&str, &str)); 4] = [
    ("Told of calling at once when left alone.", 'b', '1', ("B", "shows")),
    ("Voice slower; long looks at the door.", 'e', '1', ("E", "shows")),
    ("Could stay with the feeling for once.", 's', '2', ("S", "healthy")),
    ("Ten quiet minutes before any message.", 's', '4', ("S", "workOn")),
];
/// Keys besides the letters of the note, the client's name and the passphrase. A key that is held does not count.
const MOST_KEYS: usize = 40;

/// Counts what is pressed to get anywhere.
struct Hands<'a> {
    window: &'a Window,
    keys: Cell<usize>,
}

impl Hands<'_> {
    fn key(&self, key: Key) {
        self.held(&[], key.into());
    }

    fn held(&self, held: &[Key], key: char) {
        self.keys.set(self.keys.get() + 1);
        self.window.keys_times(held, key, 1);
    }

    fn tab_to(&self, role: &str, name: &str) {
        for _ in 0..30 {
            if self.window.has_focus(role, name) {
                return;
            }
            self.key(Key::Tab);
        }
        panic!("Tab does not reach the {role} “{name}”");
    }
}

#[test]
fn a_soap_note_with_four_tags_is_signed_by_the_keyboard_in_light() {
    write_and_sign("a_soap_note_with_four_tags_is_signed_by_the_keyboard_in_light", "light");
}

#[test]
fn a_soap_note_with_four_tags_is_signed_by_the_keyboard_in_dark() {
    write_and_sign("a_soap_note_with_four_tags_is_signed_by_the_keyboard_in_dark", "dark");
}

// Ten minutes lie between two people, and the note is one of five things to do in them: each key more is felt every hour.
fn write_and_sign(test: &str, theme: &str) {
    let home = Home::with_practice();
    home.prefer(theme, true);
    a_client_who_has_come_before(&home);
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    to_clients(&window);
    let hands = Hands { window: &window, keys: Cell::new(0) };

    open_the_client(&hands);
    hands.tab_to("button", "Start today's session");
    hands.key(Key::Enter);
    window.until("the cursor in the note", || in_note(&window));
    choose_soap(&hands);
    for (at, part) in PARTS.iter().enumerate() {
        if at > 0 {
            hands.held(&[ALT], Key::Down.into());
        }
        write_and_tag(&hands, part);
    }
    saved(&window);
    window.expect_accessible("a tagged SOAP note");
    sign(&hands);
    window.expect_accessible("the signed SOAP note");
    for (words, _, _, (factor, aspect)) in PARTS {
        assert_eq!(tagged(&window, factor, aspect), words, "{factor} {aspect} as signed");
    }
    let keys = hands.keys.get();
    println!("{keys} keys besides the words");
    assert!(keys <= MOST_KEYS, "{keys} keys besides the words; {MOST_KEYS} were enough");
}

/// Two clients, and a session of last week that says how long and in what way they meet.
fn a_client_who_has_come_before(home: &Home) {
    let now = chrono::Local::now().fixed_offset();
    let mut practice = home.records();
    for name in ["Ada Larkmead", NAME] {
        let draft = ClientDraft { name: name.into(), ..ClientDraft::default() };
        let client = practice.add_client(&draft, now).expect("a client").value.id;
        let session = SessionDraft {
            day: now.date_naive() - chrono::Days::new(7),
            starts_at: "14:00".into(),
            minutes: "50".into(),
            mode: Some(Mode::InPerson),
            attendance: Some(Attendance::Attended),
            present: String::new(),
        };
        practice.add_session(client, &session, now).expect("a session");
    }
}

fn open_the_client(hands: &Hands) {
    let window = hands.window;
    hands.held(&[CONTROL], 'f');
    window.until("the cursor in the finder", || window.has_focus("field", "Find a client or words in notes"));
    window.keys("rook");
    window.reads("1 client");
    hands.key(Key::Enter);
    window.see("heading", NAME);
}

fn choose_soap(hands: &Hands) {
    let window = hands.window;
    hands.held(&[ALT], 'n');
    let open = "return document.activeElement?.getAttribute('role') === 'menuitem'";
    window.until("the list of templates", || window.script(open, &[]) == true);
    window.keys("soap");
    hands.key(Key::Enter);
    window.until("the cursor in the note", || in_note(window));
}

/// The sentence is selected from its end, tagged, and left behind.
fn write_and_tag(hands: &Hands, (words, row, number, (factor, aspect)): &(&str, char, char, (&str, &str))) {
    let window = hands.window;
    window.keys(words);
    hands.held(&[SHIFT], Key::Home.into());
    hands.held(&[ALT], *row);
    window.until("the palette", || !in_note(window));
    hands.held(&[], *number);
    window.until("the tag", || tagged(window, factor, aspect) == *words);
    window.until("the cursor back in the note", || in_note(window));
    hands.key(Key::Right);
}

/// Only whether the client came is open; it is said, and the note signed.
fn sign(hands: &Hands) {
    let window = hands.window;
    hands.held(&[CONTROL], Key::Enter.into());
    window.see("dialog", "Sign the note of session 2?");
    window.expect_accessible("what is missing");
    hands.tab_to("button", "Fill in: Whether the session took place");
    hands.key(Key::Enter);
    window.until("the attendance", || window.has_focus("radio", "Attended"));
    hands.held(&[], ' ');
    window.reads("Saved");
    hands.key(Key::Escape);
    hands.held(&[CONTROL], Key::Enter.into());
    window.until("the answer", || window.has_focus("button", "Sign"));
    hands.key(Key::Enter);
    window.reads(&format!("Signed by {PRACTICE_NAME}"));
}
