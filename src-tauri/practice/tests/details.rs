//! What a session's record says besides its note.

use chrono::NaiveDate;
use secure_base_practice::{
    Attendance, Error, HomeworkDraft, LogFilter, Mode, Practice, Session, SessionDraft, TaskPlan, TimeOfDay,
};

use crate::{Scratch, add, at, paragraph, shelf::problems};

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Nothing said but the day.
pub fn on(text: &str) -> SessionDraft {
    let (starts_at, minutes, present) = Default::default();
    SessionDraft { day: day(text), starts_at, minutes, mode: None, attendance: None, present }
}

pub fn full(text: &str) -> SessionDraft {
    SessionDraft {
        starts_at: "2:30 pm".into(),
        minutes: "50 min".into(),
        mode: Some(Mode::Video),
        attendance: Some(Attendance::Attended),
        present: " Seun,\nHattie ".into(),
        ..on(text)
    }
}

fn started() -> (Scratch, Practice, Session) {
    let (scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada").id;
    let session = practice.start_session(client, at(14, 8)).unwrap().value;
    (scratch, practice, session)
}

#[test]
fn what_is_said_of_a_session_is_there_after_closing() {
    let (scratch, mut practice, session) = started();
    practice.change_session(session.id, &full("2026-11-18"), at(15, 0)).unwrap();
    drop(practice);
    let mut practice = scratch.unlock();
    let Session { day, starts_at, minutes, mode, attendance, present, number, .. } =
        practice.session(session.id).unwrap();
    assert_eq!((day, starts_at), (self::day("2026-11-18"), TimeOfDay::new(14, 30)));
    assert_eq!((minutes, mode, attendance), (Some(50), Some(Mode::Video), Some(Attendance::Attended)));
    assert_eq!((present.as_deref(), number), (Some("Seun, Hattie"), 1), "a line break would break the line");
    let line = practice.client_page(session.client).unwrap().sessions.remove(0);
    assert_eq!((line.day, line.starts_at, line.mode), (day, starts_at, mode));
    assert_eq!(problems(&practice), [""; 0]);
    practice.change_session(session.id, &on("2026-11-18"), at(21, 0)).unwrap();
    let bare = practice.session(session.id).unwrap();
    assert_eq!((bare.starts_at, bare.minutes, bare.present), (None, None, None), "what was said can be unsaid");
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let (_scratch, mut practice, session) = started();
    let with = |change: fn(&mut SessionDraft)| {
        let mut draft = on("2026-11-19");
        change(&mut draft);
        draft
    };
    for draft in [
        on("1899-12-31"),
        on("2027-11-20"),
        with(|draft| draft.starts_at = "25:00".into()),
        with(|draft| draft.starts_at = "soon".into()),
        with(|draft| draft.minutes = "0".into()),
        with(|draft| draft.minutes = "-50".into()),
        with(|draft| draft.minutes = "1441".into()),
        with(|draft| draft.minutes = "an hour".into()),
        with(|draft| draft.present = "x".repeat(301)),
    ] {
        let client = session.client;
        assert!(matches!(practice.change_session(session.id, &draft, at(15, 0)), Err(Error::Invalid(_))), "{draft:?}");
        assert!(matches!(practice.add_session(client, &draft, at(15, 0)), Err(Error::Invalid(_))), "{draft:?}");
    }
    assert_eq!(practice.session(session.id).unwrap(), session);
    for possible in ["1900-01-01", "2027-11-19"] {
        practice.change_session(session.id, &on(possible), at(15, 0)).unwrap();
    }
}

#[test]
fn a_time_that_daylight_saving_skips_is_a_time() {
    // On 28 March 2027 clocks in much of Europe go from 2 to 3; a session written down for half past two is no error.
    let (_scratch, mut practice, session) = started();
    for (day, time) in [("2027-03-28", "02:30"), ("2026-03-08", "02:30"), ("2026-10-25", "02:30")] {
        let draft = SessionDraft { starts_at: time.into(), ..on(day) };
        let changed = practice.change_session(session.id, &draft, at(15, 0)).unwrap().value;
        assert_eq!((changed.day, changed.starts_at), (self::day(day), TimeOfDay::new(2, 30)));
    }
}

#[test]
fn a_session_started_now_begins_at_a_time_that_makes_sense() {
    let (_scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada").id;
    for (hour, minute, expected) in
        [(14, 0, (14, 0)), (14, 7, (14, 0)), (14, 8, (14, 15)), (13, 55, (14, 0)), (0, 3, (0, 0)), (23, 59, (23, 45))]
    {
        let session = practice.start_session(client, at(hour, minute)).unwrap().value;
        assert_eq!(session.starts_at, TimeOfDay::new(expected.0, expected.1), "{hour}:{minute}");
        assert_eq!(session.day, day("2026-11-19"));
    }
}

#[test]
fn length_and_way_are_those_of_last_time_and_attendance_is_never_assumed() {
    let (_scratch, mut practice, first) = started();
    assert_eq!((first.minutes, first.mode, first.attendance), (None, None, None));
    practice.change_session(first.id, &full("2026-11-12"), at(15, 0)).unwrap();
    let next = practice.start_session(first.client, at(16, 0)).unwrap().value;
    assert_eq!((next.minutes, next.mode), (Some(50), Some(Mode::Video)));
    assert_eq!((next.attendance, next.present), (None, None), "who came is not known before");
}

#[test]
fn numbers_stay_and_the_course_goes_by_days() {
    let (_scratch, mut practice, first) = started();
    let client = first.client;
    let earlier = practice.add_session(client, &on("2026-11-05"), at(15, 0)).unwrap().value;
    let same_day = SessionDraft { starts_at: "9".into(), ..on("2026-11-19") };
    let morning = practice.add_session(client, &same_day, at(15, 1)).unwrap().value;
    let again = practice.add_session(client, &same_day, at(15, 2)).unwrap().value;
    assert_eq!([first.number, earlier.number, morning.number, again.number], [1, 2, 3, 4]);
    let order = |practice: &Practice| {
        let lines = practice.client_page(client).unwrap().sessions;
        lines.iter().map(|line| line.number).collect::<Vec<_>>()
    };
    assert_eq!(order(&practice), [1, 4, 3, 2], "the afternoon, twice the morning, two weeks before");
    practice.change_session(first.id, &on("2026-11-01"), at(15, 3)).unwrap();
    assert_eq!(order(&practice), [4, 3, 2, 1]);
    assert_eq!(practice.session(first.id).unwrap().number, 1, "a number that is printed somewhere stays");
}

#[test]
fn homework_moves_with_its_session_and_is_open_before_later_days() {
    let (_scratch, mut practice, session) = started();
    let draft = |task: &str, due: Option<&str>| HomeworkDraft {
        session: session.id,
        task: task.into(),
        factor: None,
        due: due.map(day),
        handout: None,
        plan: TaskPlan::default(),
    };
    let free = practice.assign_homework(&draft("One line a day", None), at(15, 0)).unwrap().value.id;
    let due = practice.assign_homework(&draft("By Friday", Some("2026-11-20")), at(15, 0)).unwrap().value.id;
    practice.change_session(session.id, &on("2026-11-23"), at(15, 1)).unwrap();
    assert_eq!(practice.homework(free).unwrap().assigned_on, day("2026-11-23"));
    assert_eq!(practice.homework(due).unwrap().assigned_on, day("2026-11-19"), "not due before it was agreed");
    let later = practice.add_session(session.client, &on("2026-11-30"), at(15, 2)).unwrap().value.id;
    let earlier = practice.add_session(session.client, &on("2026-11-09"), at(15, 3)).unwrap().value.id;
    assert_eq!(practice.session_page(later).unwrap().open_homework.len(), 2);
    assert!(practice.session_page(earlier).unwrap().open_homework.is_empty(), "nobody had agreed on it yet");
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn only_what_changes_is_written_down() {
    let (_scratch, mut practice, session) = started();
    practice.change_session(session.id, &full("2026-11-19"), at(15, 0)).unwrap();
    practice.change_session(session.id, &full("2026-11-19"), at(15, 1)).unwrap();
    let changed = LogFilter { verbs: vec!["changed".into()], ..LogFilter::default() };
    assert_eq!(practice.log_page(&changed).unwrap().len(), 1);
}

#[test]
fn a_session_that_was_missed_is_not_empty() {
    // Taken back without the trash, the missed session would be lost with it.
    let (_scratch, mut practice, session) = started();
    let draft = SessionDraft { attendance: Some(Attendance::NoShow), ..on("2026-11-19") };
    practice.change_session(session.id, &draft, at(15, 0)).unwrap();
    assert!(matches!(practice.remove_empty_session(session.id, at(15, 1)), Err(Error::Invalid(_))));
    practice.change_session(session.id, &on("2026-11-19"), at(15, 2)).unwrap();
    practice.remove_empty_session(session.id, at(15, 3)).unwrap();
}

#[test]
fn a_time_is_read_as_people_type_it() {
    let good = [
        ("14:30", "14:30"),
        ("9", "09:00"),
        (" 9:05 ", "09:05"),
        ("14.30", "14:30"),
        ("14h30", "14:30"),
        ("14h", "14:00"),
        ("930", "09:30"),
        ("1430", "14:30"),
        ("2:30 pm", "14:30"),
        ("2 P.M.", "14:00"),
        ("12 am", "00:00"),
        ("12:15pm", "12:15"),
        ("23:59", "23:59"),
    ];
    for (typed, expected) in good {
        assert_eq!(typed.parse::<TimeOfDay>().map(|time| time.to_string()).ok().as_deref(), Some(expected), "{typed}");
    }
    for typed in ["", "24:00", "14:60", "14:3", "13 pm", "0 am", "noon", "١٤:٣٠", "14:30:00", "-1", "12345", "1é"]
    {
        assert!(typed.parse::<TimeOfDay>().is_err(), "{typed}");
    }
}

#[test]
fn a_session_with_words_is_in_the_course_with_them() {
    let (_scratch, mut practice, session) = started();
    practice.save_note(session.id, &paragraph("Came in late."), 0, at(15, 0)).unwrap();
    let line = practice.client_page(session.client).unwrap().sessions.remove(0);
    assert_eq!((line.first_words.as_str(), line.signed, line.addenda), ("Came in late.", false, 0));
}
