//! The desk in the window: what a day begins with, without the mouse, and the week.

use chrono::{Days, Local};
use secure_base_practice::{ClientDraft, ClientId, HomeworkDraft, Practice, SessionDraft, SessionId, TaskPlan};
use serde_json::json;

use super::{sizes::fits, steps::*};
use crate::driver::*;

const NAME: &str = "Ada Larkmead";
const TASK: &str = "One line each evening";

/// A session so many days from today.
fn session(practice: &mut Practice, client: ClientId, days: i64, starts_at: &str) -> SessionId {
    let now = Local::now().fixed_offset();
    let day = now.date_naive() + chrono::TimeDelta::days(days);
    let draft = SessionDraft {
        day,
        starts_at: starts_at.into(),
        minutes: "50".into(),
        mode: None,
        attendance: None,
        present: String::new(),
    };
    practice.add_session(client, &draft, now).expect("a session").value.id
}

/// A note in the form of a risk assessment that was to be looked at again yesterday.
fn assessment(words: &str) -> String {
    let yesterday = Local::now().date_naive() - Days::new(1);
    let block = |kind: &str, text: &str| {
        let attrs = if kind == "heading" { json!({ "level": 2 }) } else { json!(null) };
        let mut block = json!({ "type": kind, "content": [{ "type": "text", "text": text }] });
        if !attrs.is_null() {
            block["attrs"] = attrs;
        }
        block
    };
    let review = yesterday.to_string();
    let content = [
        block("heading", "Risk factors"),
        block("heading", "Review date"),
        block("paragraph", &review),
        block("paragraph", words),
    ];
    json!({ "type": "doc", "attrs": { "template": "risk" }, "content": content }).to_string()
}

/// Ada, who came last week and comes twice today.
fn a_day(home: &Home) {
    let now = Local::now().fixed_offset();
    let mut practice = home.records();
    let draft = ClientDraft { name: NAME.into(), safety: "Never ring the landline.".into(), ..ClientDraft::default() };
    let ada = practice.add_client(&draft, now).expect("a client").value.id;
    let before = session(&mut practice, ada, -7, "09:00");
    practice.save_note(before, &assessment("She will bring the letter."), 0, now).expect("a note");
    let task = HomeworkDraft {
        session: before,
        task: TASK.into(),
        factor: None,
        due: None,
        handout: None,
        plan: TaskPlan::default(),
    };
    practice.assign_homework(&task, now).expect("a task");
    session(&mut practice, ada, 0, "16:00");
    session(&mut practice, ada, 0, "09:30");
    session(&mut practice, ada, 7, "09:00");
}

fn begins_on_the_desk(test: &str, theme: &str) {
    let home = Home::with_practice();
    a_day(&home);
    home.prefer(theme, true);
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    window.screen("desk");
    window.reads(TASK);
    let order =
        "return [...document.querySelectorAll('[aria-label=\"Sessions today\"] .time')].map((one) => one.textContent)";
    let times = window.script(order, &[]);
    assert_eq!(times.as_array().map(Vec::len), Some(2), "both of today: {times}");
    for words in [
        "She will bring the letter.",
        "Risk: review was due yesterday",
        "Safety",
        "Notes to sign (1)",
        "Risk reviews due (1)",
    ] {
        window.reads(words);
    }
    window.expect_accessible("the desk");
    fits(&window, "desk");
    window.screen("desk");
    window.key(Key::Escape);
    window.keys("n");
    window.until("the cursor in the note", || in_note(&window));
    window.reads("Session 3");
    window.keys_times(&[ALT], Key::Left.into(), 1);
    window.screen("desk");
    window.keys("w");
    window.screen("week");
    let days = "return document.querySelectorAll('.week section').length";
    window.until("seven days", || window.script(days, &[]) == 7);
    let rows = "return document.querySelectorAll('[data-week-row]').length";
    assert_eq!(window.script(rows, &[]), 2);
    window.expect_accessible("the week");
    fits(&window, "week");
    window.key(Key::Right);
    window.until("the week after", || window.script(rows, &[]) == 1);
    window.key(Key::Left);
    window.key(Key::Left);
    window.until("the week before", || window.script(rows, &[]) == 1);
    window.key(Key::Down);
    window.key(Key::Enter);
    window.screen("session");
    window.keys_times(&[ALT], Key::Left.into(), 1);
    window.screen("week");
    window.until("the week that was left", || window.script(rows, &[]) == 1);
    lock(&window);
    let page = window.script("return document.documentElement.outerHTML", &[]);
    assert!(!page.as_str().unwrap_or_default().contains("letter"), "the lock screen holds no word of it");
}

// Whoever has five minutes between two people must see what is next, and be in its note with one key.
#[test]
fn the_day_begins_on_the_desk_and_one_key_opens_the_next_note_in_light() {
    begins_on_the_desk("the_day_begins_on_the_desk_and_one_key_opens_the_next_note_in_light", "light");
}

#[test]
fn the_day_begins_on_the_desk_and_one_key_opens_the_next_note_in_dark() {
    begins_on_the_desk("the_day_begins_on_the_desk_and_one_key_opens_the_next_note_in_dark", "dark");
}

// A session that cannot be planned is kept elsewhere, where nothing reminds of what it needs.
#[test]
fn a_session_is_planned_for_a_day_to_come_and_a_quiet_day_is_quiet() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("a_session_is_planned_for_a_day_to_come_and_a_quiet_day_is_quiet"));
    unlock(&window, PASSPHRASE);
    window.reads("No clients yet");
    add_client(&window, NAME);
    window.press("Today");
    window.reads("Nothing is waiting.");
    window.expect_accessible("a quiet day");
    open_client(&window, NAME);
    window.press("Add a session…");
    window.fill("Day", "tomorrow");
    window.fill("Start", "9:30");
    window.press("Add session");
    window.reads("Session 1 is planned for tomorrow.");
    window.screen("client");
    window.press("Today");
    window.reads("No session today");
    window.press("Week");
    window.screen("week");
    let rows = "return document.querySelectorAll('[data-week-row]').length";
    // Tomorrow may be next week.
    if within(std::time::Duration::from_secs(2), || (window.script(rows, &[]) == 1).then_some(())).is_none() {
        window.press("Week after");
    }
    window.until("the planned session", || window.script(rows, &[]) == 1);
    window.reads("Ada Larkmead");
}
