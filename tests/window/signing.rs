//! From the details of a session to its signed note, and what comes after, all by the keyboard.

use secure_base_practice::{ClientDraft, SessionDraft};

use super::steps::*;
use crate::driver::*;

const NAME: &str = "Maren Holloway";
const WORDS: &str = "She came late and stayed with it.";
const FIRST: &str = "She came late";
const REASON: &str = "She rang the next day";
const ADDED: &str = "She slept well for once.";
const MORE: &str = "And asked for an earlier hour.";

// What is signed stays for good, so the way there must be clear to everybody, in either look.
#[test]
fn a_note_is_signed_and_added_to_by_the_keyboard_in_light() {
    sign_and_add("a_note_is_signed_and_added_to_by_the_keyboard_in_light", "light");
}

#[test]
fn a_note_is_signed_and_added_to_by_the_keyboard_in_dark() {
    sign_and_add("a_note_is_signed_and_added_to_by_the_keyboard_in_dark", "dark");
}

fn sign_and_add(test: &str, theme: &str) {
    let home = Home::with_practice();
    home.prefer(theme, true);
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    first_session(&window, NAME);
    an_empty_note_is_not_signed(&window);
    window.keys(WORDS);
    saved(&window);
    what_is_missing_is_filled_in(&window);
    sign(&window);
    the_signed_note_stays(&window);
    add_an_addendum(&window);
    tag_it_later(&window);
    the_course_says_so(&window);
    removing_it_takes_a_stronger_question(&window);
}

/// Waits for a time, on whichever clock the window was given, and what follows it.
fn reads_clock(window: &Window, clocks: [&str; 2], rest: &str) {
    window.until(rest, || clocks.iter().any(|clock| window.text().contains(&format!("{clock}{rest}"))));
}

fn ask_to_sign(window: &Window) {
    window.keys_times(&[CONTROL], Key::Enter.into(), 1);
    window.see("dialog", "Sign the note of session 1?");
}

fn an_empty_note_is_not_signed(window: &Window) {
    ask_to_sign(window);
    window.reads("The note is empty.");
    let disabled = "return [...document.querySelectorAll('[role=dialog] button')].at(-1).disabled";
    assert_eq!(window.script(disabled, &[]), true);
    window.expect_accessible("signing, with an empty note");
    window.key(Key::Escape);
    window.until("the cursor back in the note", || in_note(window));
}

fn what_is_missing_is_filled_in(window: &Window) {
    ask_to_sign(window);
    window.reads("Whether the session took place");
    window.reads("How long it took");
    window.expect_accessible("signing, with something missing");
    tab_to(window, "Fill in: Whether the session took place");
    window.key(Key::Enter);
    window.until("the focus on the attendance", || window.has_focus("radio", "Attended"));
    window.keys(" ");
    window.reads("Saved");
    window.expect_accessible("details of a session");
    window.key(Key::Escape);
    window.reads("attended length open");
    window.until("the focus on the line", || window.has_focus("button", "Change details*"));
    window.key(Key::Enter);
    window.until("the focus on the day", || window.has_focus("field", "Day"));
    tab_to(window, "Start");
    window.chord(&[CONTROL], 'a');
    window.keys("noon");
    tab_to(window, "Minutes");
    window.reads("A start is a time such as 14:30.");
    window.expect_accessible("details of a session, with a mistake");
    window.keys("50");
    window.keys_times(&[SHIFT], Key::Tab.into(), 1);
    window.chord(&[CONTROL], 'a');
    window.keys("230 pm");
    window.key(Key::Enter);
    reads_clock(window, ["14:30", "2:30 pm"], ", 50 min, attended");
    window.until("the focus on the line", || window.has_focus("button", "Change details*"));
}

fn sign(window: &Window) {
    ask_to_sign(window);
    assert!(!window.text().contains("Still missing"));
    window.until("the focus on the answer", || window.has_focus("button", "Sign"));
    window.expect_accessible("signing");
    window.key(Key::Enter);
    window.reads(&format!("Signed by {PRACTICE_NAME}"));
    window.expect_accessible("a signed note");
}

fn the_signed_note_stays(window: &Window) {
    tab_to(window, "Note");
    window.keys("x");
    window.key(Key::Backspace);
    window.key(Key::Enter);
    window.chord(&[CONTROL], 'b');
    window.chord(&[CONTROL], 'x');
    assert_eq!(note_text(window), WORDS);
}

fn add_an_addendum(window: &Window) {
    tab_to(window, "Add an addendum");
    window.key(Key::Enter);
    window.until("the cursor in the reason", || window.has_focus("field", "Reason"));
    window.keys(REASON);
    window.key(Key::Tab);
    window.keys(ADDED);
    lock(window);
    try_passphrase(window, PASSPHRASE);
    window.screen("session");
    let text = "return document.querySelector('#addendum-text')?.value ?? ''";
    window.until("the draft", || window.script(text, &[]) == ADDED);
    window.expect_accessible("the draft of an addendum");
    tab_to(window, "What is added");
    window.keys_times(&[CONTROL], Key::End.into(), 1);
    window.keys(&format!("\n\n{MORE}"));
    tab_to(window, "Sign addendum");
    window.key(Key::Enter);
    window.reads(&format!("{REASON} Added"));
    window.reads(&format!("{ADDED} {MORE}"));
    window.until("the focus near", || window.has_focus("button", "Add an addendum"));
    window.expect_accessible("a signed note with an addendum");
}

fn tag_it_later(window: &Window) {
    let tag = |window: &Window| {
        window.click("field", "Note");
        window.keys_times(&[CONTROL], Key::Home.into(), 1);
        window.keys_times(&[SHIFT], Key::Right.into(), FIRST.chars().count());
        window.chord(&[ALT], 's');
        window.see("dialog", "Tag this passage");
        window.keys("2");
    };
    tag(window);
    window.reads("The tag is added, with today's date.");
    window.until("the tag", || tagged(window, "S", "healthy") == FIRST);
    window.reads("S Relationship with self Healthy Today");
    window.expect_accessible("a tag added later");
    window.press("Comment on S Relationship with self: Healthy*");
    window.fill("Comment", "Seen again in review");
    window.key(Key::Enter);
    window.see("row", "She came late*");
    window.press("Take back S Relationship with self: Healthy*");
    window.until("the tag gone", || tagged(window, "S", "healthy").is_empty());
    window.press("Undo: The tag is taken back.");
    window.until("the tag back", || tagged(window, "S", "healthy") == FIRST);
    window.reads("Seen again in review");
    assert_eq!(note_text(window), WORDS);
}

fn the_course_says_so(window: &Window) {
    window.press(NAME);
    window.screen("client");
    window.reads("50 min Signed");
    window.reads("1 addendum");
    window.see("button", "Start today's session");
    window.expect_accessible("a course with a signed note");
    window.press("Session 1*");
    window.screen("session");
}

fn removing_it_takes_a_stronger_question(window: &Window) {
    window.press("Remove this session…");
    window.see("dialog", "Remove session 1 with its signed note?");
    window.reads("Its signed note and 1 addendum go along.");
    window.expect_accessible("remove a signed note");
    window.press("Remove the signed note");
    window.screen("client");
    window.press("Undo: Session 1 is in the trash.");
    window.reads("50 min Signed");
}

// A session of another day is put on file with what is known of it, and a note that comes late says so.
#[test]
fn a_session_of_another_day_is_added_and_its_note_is_late() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("a_session_of_another_day_is_added_and_its_note_is_late"));
    unlock(&window, PASSPHRASE);
    add_client(&window, NAME);
    window.press("Add a session…");
    window.see("dialog", "Add a session");
    window.fill("Start", "25");
    window.press("Add session");
    window.reads("A start is a time such as 14:30.");
    window.expect_accessible("add a session, with a mistake");
    window.fill("Start", "9");
    window.fill("Minutes", "50");
    window.click("radio", "Phone");
    window.click("radio", "Attended");
    window.press("Add session");
    window.until("the cursor in the note", || in_note(&window));
    reads_clock(&window, ["09:00", "9:00 am"], ", 50 min, by phone, attended");
    window.close();
    late_in_the_records(&home);
    let window = Window::open(&home, &Launch::of("a_session_of_another_day_is_added_and_its_note_is_late"));
    unlock(&window, PASSPHRASE);
    open_client(&window, NAME);
    window.press("Session 2*");
    window.click("field", "Note");
    window.keys(WORDS);
    ask(&window);
    window.reads("This will be marked as a late entry: first written on");
    window.reads("9 days after the session; signed 9 days after the session.");
    window.press("Sign");
    window.reads("Late entry: first written on");
    window.expect_accessible("a late entry");
}

fn ask(window: &Window) {
    window.press("Sign…");
    window.see("dialog", "Sign the note of session 2?");
}

/// What is nine days old is put on file behind the window.
fn late_in_the_records(home: &Home) {
    let now = chrono::Local::now().fixed_offset();
    let mut practice = home.records();
    let client = practice.clients("").expect("the clients")[0].id;
    let day = now.date_naive() - chrono::Days::new(9);
    let (mode, attendance) = (None, Some(secure_base_practice::Attendance::Attended));
    let draft =
        SessionDraft { day, starts_at: "9".into(), minutes: "50".into(), mode, attendance, present: String::new() };
    practice.add_session(client, &draft, now).expect("a session");
    let other = ClientDraft { name: "Bo".into(), ..ClientDraft::default() };
    practice.add_client(&other, now).expect("a client");
}

/// A day in digits, in the order in which this system writes it.
fn in_digits(window: &Window, [year, month, day]: [&str; 3]) -> String {
    let ask = "return new Intl.DateTimeFormat().formatToParts(new Date()).map((part) => part.type)";
    let order: Vec<String> = serde_json::from_value(window.script(ask, &[])).expect("the parts of a date");
    let digits = |part: &String| match part.as_str() {
        "year" => Some(year),
        "month" => Some(month),
        "day" => Some(day),
        _ => None,
    };
    order.iter().filter_map(digits).collect()
}

// A slip of the finger must not leave a record that says more than she knows; and not everybody has a mouse for a calendar.
#[test]
fn what_was_said_of_a_session_is_taken_back_and_a_day_is_typed() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("what_was_said_of_a_session_is_taken_back_and_a_day_is_typed"));
    unlock(&window, PASSPHRASE);
    first_session(&window, NAME);
    window.press("Change details*");
    assert!(window.find("radio", "Not said").is_none(), "nothing was said that could be taken back");
    window.click("radio", "No-show");
    window.click("radio", "Video");
    window.reads("Saved");
    for (group, choice) in [("Attendance", "no-show"), ("Held", "by video")] {
        let back = format!("[role=radiogroup][aria-labelledby='{}'] [role=radio]:last-child", label(&window, group));
        let focus = "document.querySelector(arguments[0]).previousElementSibling.focus()";
        window.script(focus, &[back.clone().into()]);
        window.key(Key::Right);
        let here = "return document.activeElement.textContent.trim() + document.activeElement.ariaChecked";
        window.until(&format!("{choice} taken back"), || window.script(here, &[]) == "Not saidtrue");
    }
    window.expect_accessible("details that were taken back");
    tab_to(&window, "Day");
    window.chord(&[CONTROL], 'a');
    window.keys(&in_digits(&window, ["2026", "01", "05"]));
    window.reads("Monday 5 January");
    tab_to(&window, "Done");
    window.key(Key::Enter);
    window.reads("Monday 5 January");
    assert!(!window.text().contains("no-show") && !window.text().contains("by video"));
    window.close();
    let practice = home.records();
    let client = practice.clients("").expect("the clients")[0].id;
    let session = practice.client_page(client).expect("the client").sessions[0].id;
    let session = practice.session_page(session).expect("the session").session;
    assert_eq!((session.attendance, session.mode), (None, None));
    assert_eq!(session.day.to_string(), "2026-01-05");
}

/// The id of the label of a group of choices.
fn label(window: &Window, group: &str) -> String {
    let ask =
        "return [...document.querySelectorAll('.segmented > span')].find((one) => one.textContent === arguments[0]).id";
    window.script(ask, &[group.into()]).as_str().expect("the group").to_owned()
}
