//! The calendar file: what a calendar reads in it, and what nobody must.

use chrono::NaiveDate;
use secure_base_practice::{Error, HomeworkDraft, Often, Per, Practice, Reminder, Repeats, TaskPlan};

use crate::looks::{agree, later, started, task};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn reminder() -> Reminder {
    let (title, first) = ("Reminder".into(), day("2026-03-28"));
    Reminder { title, first, last: None, at: None, minutes: None, repeats: Repeats::Never }
}

fn lines(practice: &Practice, reminder: &Reminder) -> Vec<String> {
    let file = practice.reminder_file(reminder, later(0)).unwrap();
    assert!(
        file.ends_with("\r\n") && !file.replace("\r\n", "").contains(['\r', '\n']),
        "lines end as the standard says"
    );
    file.split_terminator("\r\n").map(String::from).collect()
}

fn has(lines: &[String], wanted: &str) {
    assert!(lines.iter().any(|line| line == wanted), "{wanted} is not in {lines:?}");
}

// The client's phone shows the entry to whoever looks at it.
#[test]
fn nothing_of_the_record_stands_in_the_usual_entry() {
    let (_scratch, mut practice, _, session) = started();
    let often = Some(Often { times: 1, per: Per::Day });
    let plan = TaskPlan { often, why: "canaryword".into(), ..TaskPlan::default() };
    let id = agree(&mut practice, &HomeworkDraft { plan, ..task(session, "canaryword") }).id;
    let usual = practice.homework_reminder(id, later(2)).unwrap();
    assert_eq!((usual.title.as_str(), usual.repeats), ("Reminder", Repeats::Daily));
    assert_eq!((usual.first, usual.last), (later(2).date_naive(), Some(later(8).date_naive())), "a week from today");
    let file = practice.reminder_file(&usual, later(2)).unwrap();
    assert!(!file.contains("canaryword") && !file.contains("Ada") && !file.contains("Test practice"), "{file}");
    assert_ne!(file, practice.reminder_file(&usual, later(2)).unwrap(), "no number of a record is its mark");
}

// A day that is skipped or doubled is worse than no reminder: days stay days, and times those on the wall.
#[test]
fn days_and_times_are_those_of_the_wall_through_daylight_saving() {
    let (_scratch, practice, ..) = started();
    let once = lines(&practice, &reminder());
    ["BEGIN:VCALENDAR", "VERSION:2.0", "DTSTART;VALUE=DATE:20260328", "DTEND;VALUE=DATE:20260329", "SUMMARY:Reminder"]
        .iter()
        .for_each(|line| has(&once, line));
    assert!(!once.iter().any(|line| line.starts_with("RRULE")));
    let daily = Reminder { repeats: Repeats::Daily, last: Some(day("2026-03-30")), ..reminder() };
    has(&lines(&practice, &daily), "RRULE:FREQ=DAILY;UNTIL=20260330");
    let (at, last) = ("08:30".parse().ok(), Some(day("2026-04-11")));
    let weekly = Reminder { repeats: Repeats::Weekly, at, last, minutes: Some(20), ..reminder() };
    let weekly = lines(&practice, &weekly);
    ["DTSTART:20260328T083000", "DTEND:20260328T085000", "RRULE:FREQ=WEEKLY;UNTIL=20260411T083000"]
        .iter()
        .for_each(|line| has(&weekly, line));
    assert!(!weekly.iter().any(|line| line.contains("TZID")), "no zone, so that no change of it moves a time");
}

// Another program reads it: a comma or a long line must not break it.
#[test]
fn words_are_escaped_and_long_lines_folded_between_letters() {
    let (_scratch, practice, ..) = started();
    let title = format!("Tea, rest; a \\ and {}", "é".repeat(80));
    let file = lines(&practice, &Reminder { title: title.clone(), ..reminder() });
    assert!(file.iter().all(|line| line.len() <= 75), "{file:?}");
    let unfolded = file.join("\r\n").replace("\r\n ", "");
    let escaped = title.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;");
    assert!(unfolded.contains(&format!("SUMMARY:{escaped}")), "{unfolded}");
    let sly = Reminder { title: "x\r\nDESCRIPTION:y".into(), ..reminder() };
    assert!(!lines(&practice, &sly).iter().any(|line| line == "DESCRIPTION:y"), "no line of its own");
}

// A reminder that comes today for what is due in a week, or makes no sound, reminds nobody.
#[test]
fn what_is_to_be_done_once_is_called_to_mind_on_its_day_with_an_alarm() {
    let (_scratch, mut practice, _, session) = started();
    let often = Some(Often { times: 1, per: Per::UntilDue });
    let due = later(9).date_naive();
    let once =
        HomeworkDraft { due: Some(due), plan: TaskPlan { often, ..TaskPlan::default() }, ..task(session, "A letter") };
    let id = agree(&mut practice, &once).id;
    let usual = practice.homework_reminder(id, later(3)).unwrap();
    assert_eq!((usual.first, usual.repeats, usual.last), (due, Repeats::Never, None));
    assert_eq!(practice.homework_reminder(id, later(12)).unwrap().first, later(12).date_naive(), "not in the past");
    let all_day = lines(&practice, &reminder());
    ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:PT9H", "DESCRIPTION:Reminder", "END:VALARM"]
        .iter()
        .for_each(|line| has(&all_day, line));
    has(&lines(&practice, &Reminder { at: "08:30".parse().ok(), ..reminder() }), "TRIGGER:PT0S");
}

#[test]
fn an_entry_that_cannot_be_is_refused() {
    let (_scratch, practice, ..) = started();
    let daily = |last| Reminder { repeats: Repeats::Daily, last, ..reminder() };
    let long = Reminder { title: "x".repeat(121), ..reminder() };
    let empty = Reminder { title: " ".into(), ..reminder() };
    for bad in [daily(None), daily(Some(day("2026-03-27"))), daily(Some(day("2028-01-01"))), long, empty] {
        assert!(matches!(practice.reminder_file(&bad, later(0)), Err(Error::Invalid(_))), "{bad:?}");
    }
}

// For a message, where no file can be sent.
#[test]
fn the_same_can_be_had_as_a_line() {
    let daily = Reminder { repeats: Repeats::Daily, last: Some(day("2026-03-30")), ..reminder() };
    assert_eq!(daily.line().unwrap(), "Reminder: every day from 28 March 2026 to 30 March 2026");
    let at = Reminder { at: "08:30".parse().ok(), ..reminder() };
    assert_eq!(at.line().unwrap(), "Reminder: Saturday, 28 March 2026, at 08:30");
}
