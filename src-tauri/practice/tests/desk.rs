//! The desk: what a day begins and ends with, and what keeps its lists true.

use chrono::NaiveDate;
use secure_base_practice::{
    Attendance, ClientId, DeskPage, LogFilter, Now, Practice, Removable, SessionDraft, SessionId,
};
use serde_json::json;

use crate::{
    Scratch, add, at,
    looks::{agree, later, task},
    measures::form,
    paragraph,
    shelf::problems,
};

fn planned(practice: &mut Practice, client: ClientId, day: NaiveDate, starts_at: &str) -> SessionId {
    let draft = SessionDraft {
        day,
        starts_at: starts_at.into(),
        minutes: "50".into(),
        mode: None,
        attendance: None,
        present: String::new(),
    };
    practice.add_session(client, &draft, at(8, 0)).unwrap().value.id
}

fn attend(practice: &mut Practice, session: SessionId, day: NaiveDate, attendance: Option<Attendance>) {
    let draft = SessionDraft {
        day,
        starts_at: String::new(),
        minutes: String::new(),
        mode: None,
        attendance,
        present: String::new(),
    };
    practice.change_session(session, &draft, later(0)).unwrap();
}

fn write(practice: &mut Practice, session: SessionId, text: &str, now: Now) {
    practice.save_note(session, &paragraph(text), 0, now).unwrap();
}

/// A risk assessment with these words under its last heading.
fn assess(practice: &mut Practice, session: SessionId, review: &str, now: Now) {
    let heading =
        |text: &str| json!({"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": text}]});
    let line = |text: &str| json!({"type": "paragraph", "content": [{"type": "text", "text": text}]});
    let mut content = vec![heading("Risk factors"), line("A loss."), heading("Review date")];
    if !review.is_empty() {
        content.push(line(review));
    }
    let document = json!({"type": "doc", "attrs": {"template": "risk"}, "content": content});
    practice.save_note(session, &document.to_string(), 0, now).unwrap();
}

fn order(page: &DeskPage) -> Vec<SessionId> {
    page.sessions.iter().map(|one| one.session.id).collect()
}

// The day is worked through from the top: a session at the wrong place is one that is prepared too late.
#[test]
fn the_day_stands_in_the_order_of_time() {
    let (_scratch, mut practice) = Scratch::new();
    assert!(!practice.desk_page(later(0)).unwrap().clients, "nobody yet");
    let [ada, bela] = ["Ada", "Bela"].map(|name| add(&mut practice, name).id);
    let today = later(0).date_naive();
    let untimed = planned(&mut practice, ada, today, "");
    let late = planned(&mut practice, bela, today, "16:00");
    let early = planned(&mut practice, ada, today, "9:30");
    planned(&mut practice, ada, later(1).date_naive(), "9:00");
    let page = practice.desk_page(later(0)).unwrap();
    assert_eq!(order(&page), [early, late, untimed]);
    assert_eq!((page.next, page.more, page.clients), (Some(early), false, true));
    write(&mut practice, early, "Came early.", later(0));
    assert_eq!(practice.desk_page(later(0)).unwrap().next, Some(late), "the first without words");
    attend(&mut practice, late, today, Some(Attendance::NoShow));
    write(&mut practice, untimed, "Rang.", later(0));
    assert_eq!(practice.desk_page(later(0)).unwrap().next, Some(early), "nobody came, so the first that is not signed");
    practice.remove(Removable::Client(ada), later(0)).unwrap();
    assert_eq!(order(&practice.desk_page(later(0)).unwrap()), [late], "the trash hides all that is in it");
    assert_eq!(problems(&practice), [""; 0]);
}

// What is needed before a session is what was left of the last one.
#[test]
fn a_session_says_what_it_needs_before_it() {
    let (_scratch, mut practice) = Scratch::new();
    let ada = add(&mut practice, "Ada").id;
    let first = planned(&mut practice, ada, later(0).date_naive(), "10:00");
    write(&mut practice, first, "She slept. Next time: the letter.", later(0));
    agree(&mut practice, &task(first, "One line a day"));
    let second = planned(&mut practice, ada, later(7).date_naive(), "10:00");
    let page = practice.desk_page(later(7)).unwrap();
    let needs = &page.sessions[0];
    assert_eq!((needs.session.id, needs.task_count), (second, 1));
    assert_eq!(needs.tasks, ["One line a day"]);
    assert_eq!(needs.last.as_ref().unwrap().words, "She slept. Next time: the letter.");
    assert!(needs.risk.is_none());
    practice.leave_homework_undiscussed(second, later(7)).unwrap();
    assert_eq!(practice.desk_page(later(7)).unwrap().sessions[0].task_count, 0, "asked about in it");
    let off = later(7).date_naive();
    attend(&mut practice, second, off, Some(Attendance::LateCancellation));
    let page = practice.desk_page(later(7)).unwrap();
    assert!(page.sessions[0].last.is_none(), "nobody comes, so nothing is needed");
}

// A risk that was to be looked at again and is forgotten is the worst thing that a desk can hide.
#[test]
fn a_risk_is_followed_up_until_it_is_assessed_again() {
    let (_scratch, mut practice) = Scratch::new();
    let [ada, bela] = ["Ada", "Bela"].map(|name| add(&mut practice, name).id);
    let first = planned(&mut practice, ada, later(0).date_naive(), "10:00");
    let open = planned(&mut practice, bela, later(0).date_naive(), "11:00");
    assess(&mut practice, first, "Thursday 26 November, sooner if he rings.", later(0));
    assess(&mut practice, open, "when she is back", later(0));
    assert!(practice.desk_page(later(6)).unwrap().reviews.is_empty(), "not yet");
    let page = practice.desk_page(later(7)).unwrap();
    assert_eq!(page.reviews.iter().map(|one| one.session).collect::<Vec<_>>(), [first]);
    assert_eq!(page.reviews[0].review_on, Some(later(7).date_naive()));
    for (client, hour) in [(ada, "10:00"), (bela, "11:00")] {
        planned(&mut practice, client, later(8).date_naive(), hour);
    }
    let page = practice.desk_page(later(8)).unwrap();
    let risks: Vec<&str> = page.sessions.iter().map(|one| one.risk.as_ref().unwrap().words.as_str()).collect();
    assert_eq!(risks, ["Thursday 26 November, sooner if he rings.", "when she is back"]);
    for (one, review) in page.sessions.iter().zip(["3 January", ""]) {
        assess(&mut practice, one.session.id, review, later(8));
    }
    let page = practice.desk_page(later(8)).unwrap();
    assert!(page.reviews.is_empty() && page.sessions.iter().all(|one| one.risk.is_none()), "assessed again today");
    planned(&mut practice, bela, later(9).date_naive(), "");
    assert_eq!(practice.desk_page(later(9)).unwrap().sessions[0].risk.as_ref().unwrap().words, "", "no date at all");
    assert_eq!(problems(&practice), [""; 0]);
}

// A form that was begun and left empty says nothing about the risk, so the review before it is still due.
#[test]
fn an_empty_assessment_hides_no_review() {
    let (_scratch, mut practice) = Scratch::new();
    let ada = add(&mut practice, "Ada").id;
    let first = planned(&mut practice, ada, later(0).date_naive(), "10:00");
    assess(&mut practice, first, "26 November", later(0));
    let begun = planned(&mut practice, ada, later(7).date_naive(), "10:00");
    let heading =
        |text: &str| json!({"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": text}]});
    let blank = json!({"type": "paragraph"});
    let line = |text: &str| json!({"type": "paragraph", "content": [{"type": "text", "text": text}]});
    let mut save = |content: Vec<serde_json::Value>, revision| {
        let document = json!({"type": "doc", "attrs": {"template": "risk"}, "content": content}).to_string();
        practice.save_note(begun, &document, revision, later(7)).unwrap();
        practice.desk_page(later(8)).unwrap().reviews.iter().map(|one| (one.session, one.words.clone())).collect()
    };
    let due: Vec<(SessionId, String)> =
        save(vec![heading("Risk factors"), blank.clone(), heading("Review date"), blank.clone(), heading("Plan")], 0);
    assert_eq!(due, [(first, "26 November".to_owned())], "nothing stands under its headings");
    let written =
        vec![heading("Risk factors"), line("None."), heading("Review date"), blank.clone(), blank, line("27 November")];
    let due: Vec<(SessionId, String)> = save(written, 1);
    assert_eq!(due, [(begun, "27 November".to_owned())], "below empty lines");
}

// A review that is cut off a list which leads nowhere else is one that nobody finds.
#[test]
fn all_reviews_that_are_due_are_shown() {
    let (_scratch, mut practice) = Scratch::new();
    for name in ["Ada", "Bela", "Cleo", "Dara", "Emil", "Fay", "Gita"] {
        let client = add(&mut practice, name).id;
        let session = planned(&mut practice, client, later(0).date_naive(), "");
        assess(&mut practice, session, "26 November", later(0));
    }
    let page = practice.desk_page(later(7)).unwrap();
    assert_eq!((page.reviews.len(), page.review_count), (7, 7));
}

// An answer about self-harm must be met where the day begins, and not only by whoever opens the client's page.
#[test]
fn an_answer_about_self_harm_lies_on_the_desk_until_it_is_looked_at() {
    let (_scratch, mut practice) = Scratch::new();
    let [ada, bela] = ["Ada", "Bela"].map(|name| add(&mut practice, name).id);
    let mut put = |client, answers: &str, days| {
        practice.add_measure(client, &form("phq-9", answers, days), later(days)).unwrap().value.id
    };
    put(ada, "000000001", 0);
    put(bela, "000000000", 0);
    let second = put(ada, "000000002", 1);
    let alerts = |practice: &Practice| {
        let page = practice.desk_page(later(2)).unwrap();
        page.alerts.into_iter().map(|one| (one.client, one.client_name, one.answer)).collect::<Vec<_>>()
    };
    assert_eq!(alerts(&practice), [(ada, "Ada".to_owned(), 2)], "a client's latest");
    let page = practice.desk_page(later(2)).unwrap();
    practice.saw_on_desk(&page, later(2));
    let log = practice.log_page(&LogFilter { verbs: vec!["viewed".into()], ..LogFilter::default() }).unwrap();
    assert_eq!(log.len(), 1, "whose answer was seen: {log:?}");
    practice.mark_measure_looked_at(second, true, later(2)).unwrap();
    assert_eq!(alerts(&practice), [(ada, "Ada".to_owned(), 1)], "the one before it still waits");
    practice.remove(Removable::Client(ada), later(2)).unwrap();
    assert!(alerts(&practice).is_empty());
    assert_eq!(problems(&practice), [""; 0]);
}

// A note that is neither signed nor listed is never signed.
#[test]
fn unsigned_notes_are_listed_until_they_are_signed() {
    let (_scratch, mut practice) = Scratch::new();
    let ada = add(&mut practice, "Ada").id;
    let day = |days: u64| later(days).date_naive();
    let sessions: Vec<SessionId> = [3, 1, 2].map(|n| planned(&mut practice, ada, day(n), "")).into();
    let [third, first, second] = sessions[..] else { panic!("three sessions") };
    let waiting = |practice: &Practice, days: u64| {
        let page = practice.desk_page(later(days)).unwrap();
        assert_eq!(problems(practice), [""; 0]);
        (page.unsigned.iter().map(|one| one.session).collect::<Vec<_>>(), page.unsigned_count)
    };
    assert_eq!(waiting(&practice, 3), (vec![first, second], 2), "today is not late");
    assert_eq!(waiting(&practice, 4), (vec![first, second, third], 3));
    write(&mut practice, first, "Words.", later(1));
    practice.sign_note(first, 1, later(2)).unwrap();
    assert_eq!(waiting(&practice, 4).0, [second, third]);
    attend(&mut practice, second, day(2), Some(Attendance::NoShow));
    assert_eq!(waiting(&practice, 4).0, [third], "nothing to sign");
    attend(&mut practice, second, day(2), None);
    practice.remove(Removable::Session(third), later(4)).unwrap();
    assert_eq!(waiting(&practice, 4).0, [second]);
    practice.remove(Removable::Client(ada), later(4)).unwrap();
    assert!(waiting(&practice, 4).0.is_empty());
    practice.put_back(Removable::Client(ada), later(4)).unwrap();
    assert_eq!(waiting(&practice, 4).0, [second]);
    let many = add(&mut practice, "Bela").id;
    (0..120).for_each(|_| _ = planned(&mut practice, many, day(0), ""));
    let page = practice.desk_page(later(4)).unwrap();
    assert_eq!((page.unsigned.len(), page.unsigned_count), (5, 100));
}

// Two weeks that overlap or leave a day out hide a session.
#[test]
fn a_week_has_its_seven_days() {
    let (_scratch, mut practice) = Scratch::new();
    let ada = add(&mut practice, "Ada").id;
    let sunday = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let session = planned(&mut practice, ada, sunday, "18:00");
    // The usual day is a Thursday.
    let week = practice.desk_week(later(0).date_naive()).unwrap();
    let days: Vec<String> = week.days.iter().map(|one| one.day.to_string()).collect();
    assert_eq!((days.len(), days[0].as_str(), days[6].as_str()), (7, "2026-11-16", "2026-11-22"));
    assert_eq!(week.days[6].sessions[0].id, session);
    assert!(practice.desk_week(sunday.succ_opt().unwrap()).unwrap().days[0].sessions.is_empty());
    assert!(practice.desk_week(NaiveDate::MAX).is_err());
    (0..40).for_each(|_| _ = planned(&mut practice, ada, sunday, ""));
    let last = practice.desk_week(sunday).unwrap().days.pop().unwrap();
    assert_eq!((last.sessions.len(), last.more), (30, true));
}

// Words of a note on the desk are words that were looked at, and the log says so, once.
#[test]
fn the_log_says_whose_words_stood_on_the_desk() {
    let (_scratch, mut practice) = Scratch::new();
    let [ada, bela] = ["Ada", "Bela"].map(|name| add(&mut practice, name).id);
    let first = planned(&mut practice, ada, later(0).date_naive(), "10:00");
    write(&mut practice, first, "She slept.", later(0));
    for client in [ada, bela] {
        planned(&mut practice, client, later(1).date_naive(), "");
    }
    for _ in 0..2 {
        let page = practice.desk_page(later(1)).unwrap();
        practice.saw_on_desk(&page, later(1));
    }
    let log = practice.log_page(&LogFilter { verbs: vec!["viewed".into()], ..LogFilter::default() }).unwrap();
    assert_eq!(log.len(), 1, "Bela's last words are none: {log:?}");
}
