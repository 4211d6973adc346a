use secure_base_model::{Aspect, Factor, Tag};
use secure_base_practice::{
    Attendance, ClientDraft, ClientKind, Error, LogFilter, Person, Practice, Record, Removable, SessionDraft, Verb,
};

use crate::{
    Scratch, add, at,
    details::{day, on},
    draft, paragraph,
};

#[test]
fn names_of_every_kind_come_back_as_they_were_given() {
    let (_scratch, mut practice) = Scratch::new();
    let long = "Ñ".repeat(300);
    for name in ["X", "نور الهدى", "👩‍👩‍👧 Kim", "<script>alert('x')</script>", "Robert'); DROP TABLE client;--", &long]
    {
        assert_eq!(add(&mut practice, name).name, name);
    }
}

#[test]
fn a_name_that_is_none_is_refused_with_words() {
    let (_scratch, mut practice) = Scratch::new();
    for name in ["", "   ", "\n\t", &"x".repeat(301)] {
        let error = practice.add_client(&draft(name), at(9, 0)).unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{name:?}: {error:?}");
    }
    assert!(practice.clients("").unwrap().is_empty());
    assert_eq!(add(&mut practice, "Kim \u{202e}Lee").name, "Kim Lee", "no name turns the words around it");
    assert_eq!(add(&mut practice, "  two\nlines ").name, "two lines", "a name is one line");
}

#[test]
fn the_list_is_found_in_any_case_and_script() {
    let (_scratch, mut practice) = Scratch::new();
    for name in ["Åsa Ölund", "asa west", "Ignaz"] {
        add(&mut practice, name);
    }
    let found = |filter: &str| practice.clients(filter).unwrap().into_iter().map(|c| c.name).collect::<Vec<_>>();
    assert_eq!(found("ÅSA"), ["asa west", "Åsa Ölund"], "accents are no hindrance, on either side");
    assert_eq!(found("ölu"), ["Åsa Ölund"]);
    assert_eq!(found("olu"), ["Åsa Ölund"]);
    assert_eq!(found("%"), [""; 0], "a wildcard is a letter");
    assert_eq!(found("").len(), 3);
}

#[test]
fn the_list_counts_sessions_and_open_tasks() {
    let (_scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada");
    let session = practice.start_session(client.id, at(10, 0)).unwrap().value;
    let task = |text: &str| secure_base_practice::HomeworkDraft {
        session: session.id,
        task: text.into(),
        factor: None,
        due: None,
        handout: None,
        plan: secure_base_practice::TaskPlan::default(),
    };
    let first = practice.assign_homework(&task("one"), at(10, 5)).unwrap().value;
    practice.assign_homework(&task("two"), at(10, 6)).unwrap();
    practice.mark_homework_done(first.id, at(11, 0)).unwrap();
    let line = practice.clients("").unwrap().remove(0);
    assert_eq!((line.sessions, line.open_homework, line.last_session), (1, 1, Some(session.day)));
}

#[test]
fn every_change_is_in_the_audit_log_in_order() {
    // The log is written with the change or not at all.
    let (_scratch, mut practice) = Scratch::new();
    let added = practice.add_client(&draft("Ada"), at(9, 0)).unwrap();
    assert_eq!(added.touched, [(Verb::Added, Record::Client(added.value.id))]);
    let id = added.value.id;
    let couple = ClientDraft { kind: ClientKind::Couple, pronouns: "they".into(), ..draft("Ada and Bo") };
    practice.change_client(id, &couple, at(9, 5)).unwrap();
    practice.start_session(id, at(9, 10)).unwrap();
    assert!(practice.change_client(id, &draft(""), at(9, 15)).is_err());
    let log = practice.log_page(&LogFilter::default()).unwrap();
    let log: Vec<_> = log.iter().map(|line| (line.entry.sequence, &*line.entry.verb, &*line.entry.noun)).collect();
    let expected = [(6, "added", "session"), (5, "changed", "client"), (4, "added", "client")];
    assert_eq!(log[..3], expected);
    assert_eq!(log.last(), Some(&(1, "added", "practice")));
}

#[test]
fn sessions_count_themselves_and_take_the_clinicians_own_day() {
    let (_scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada");
    // Half past midnight in a zone three hours ahead is still the day before in UTC.
    let first = practice.start_session(client.id, at(0, 30)).unwrap().value;
    let second = practice.start_session(client.id, at(18, 0)).unwrap().value;
    assert_eq!((first.number, second.number), (1, 2), "several on one day are fine");
    assert_eq!(first.day.to_string(), "2026-11-19");
    let course = practice.client_page(client.id).unwrap().sessions;
    assert_eq!(course.iter().map(|s| s.number).collect::<Vec<_>>(), [2, 1], "newest first");
}

#[test]
fn only_an_empty_session_can_be_taken_back() {
    let (_scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada");
    let mut start = || practice.start_session(client.id, at(10, 0)).unwrap().value.id;
    let (kept, gone) = (start(), start());
    practice.save_note(kept, &paragraph("Something was said."), 0, at(10, 1)).unwrap();
    assert!(matches!(practice.remove_empty_session(kept, at(10, 2)), Err(Error::Invalid(_))));
    practice.remove_empty_session(gone, at(10, 2)).unwrap();
    assert!(matches!(practice.session(gone), Err(Error::NotFound(_))));
    assert!(practice.check().iter().all(|f| f.problems.is_empty()), "the index forgot it too");
}

#[test]
fn the_list_counts_what_is_there() {
    // The counts are kept beside the records, so a way of changing them that is not followed would show in the list alone.
    let mut filled = crate::trash::filled();
    let practice = &mut filled.practice;
    practice.mark_homework_done(filled.task, at(13, 0)).unwrap();
    let line = &practice.clients("").unwrap()[0];
    assert_eq!((line.sessions, line.open_homework, line.last_session), (2, 1, Some(at(9, 0).date_naive())));
    practice.remove(Removable::Session(filled.second), at(13, 1)).unwrap();
    practice.purge(Removable::Session(filled.second), at(13, 2)).unwrap();
    let line = &practice.clients("").unwrap()[0];
    assert_eq!((line.sessions, line.open_homework), (1, 0));
    practice.remove(Removable::Client(filled.client), at(13, 3)).unwrap();
    practice.purge(Removable::Client(filled.client), at(13, 4)).unwrap();
    assert!(practice.clients("").unwrap().is_empty());
    assert_eq!(crate::shelf::problems(practice), [""; 0]);
}

// Whoever calls is one of the couple, and the case has another name.
#[test]
fn a_case_is_found_by_its_people() {
    let (_scratch, mut practice) = Scratch::new();
    let person =
        |name: &str, called: &str| Person { name: name.into(), preferred_name: called.into(), ..Person::default() };
    let people = vec![person("Seun Marchbank", ""), person("Henriëtte Quillon", "Hattie")];
    let case = ClientDraft { kind: ClientKind::Couple, people, ..draft("Wednesday couple") };
    practice.add_client(&case, at(9, 0)).unwrap();
    add(&mut practice, "Ada");
    let found = |filter: &str| practice.clients(filter).unwrap().into_iter().map(|c| c.name).collect::<Vec<_>>();
    for filter in ["seun", "henriette", "hattie"] {
        assert_eq!(found(filter), ["Wednesday couple"], "{filter}");
    }
    let lines = practice.clients("").unwrap();
    assert_eq!(lines[1].people, ["Seun Marchbank", "Henriëtte Quillon", "Hattie"]);
    assert!(lines[0].people.is_empty());
}

// The list says whose last note waits: neither one of next week nor one for a session that nobody came to.
#[test]
fn the_last_session_is_one_that_took_place_by_today() {
    let (scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada").id;
    let came = practice.add_session(client, &on("2026-11-12"), at(14, 0)).unwrap().value.id;
    practice.save_note(came, &paragraph("A long hour"), 0, at(14, 1)).unwrap();
    practice.sign_note(came, 1, at(14, 2)).unwrap();
    let missed = SessionDraft { attendance: Some(Attendance::NoShow), ..on("2026-11-17") };
    practice.add_session(client, &missed, at(14, 3)).unwrap();
    let next = practice.add_session(client, &on("2026-11-26"), at(14, 4)).unwrap().value.id;
    let last = |practice: &Practice, today: &str| {
        let line = practice.clients_on("", day(today)).unwrap().remove(0);
        (line.last_session.map(|day| day.to_string()).unwrap_or_default(), line.unsigned)
    };
    assert_eq!(last(&practice, "2026-11-19"), ("2026-11-12".into(), false));
    assert_eq!(last(&practice, "2026-11-26"), ("2026-11-26".into(), true), "when its day has come");
    assert_eq!(last(&practice, "2026-11-11"), (String::new(), false));
    let off = SessionDraft { attendance: Some(Attendance::LateCancellation), ..on("2026-11-26") };
    practice.change_session(next, &off, at(14, 5)).unwrap();
    assert_eq!(last(&practice, "2026-11-26"), ("2026-11-12".into(), false), "and when it did not take place");
    drop(practice);
    let practice = scratch.unlock();
    assert!(practice.check().iter().all(|f| f.problems.is_empty()), "{:?}", practice.check());
}

// The course is where she looks for what a client's work was about, however it was tagged.
#[test]
fn the_course_counts_every_way_of_tagging() {
    let (_scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada").id;
    let session = practice.start_session(client, at(14, 0)).unwrap().value.id;
    let b = ("B", "healthy");
    let pieces = [("silence and rain", Some(("S", "unhealthy"))), ("a walk", None), ("a swim", Some(b))];
    practice.save_note(session, &crate::search::document(&pieces), 0, at(14, 1)).unwrap();
    let tag = |factor, aspect| Tag { factor, aspect };
    let whole = [tag(Factor::E, Aspect::Shows), tag(Factor::B, Aspect::Healthy)];
    practice.emphasise(session, &whole, at(14, 2)).unwrap();
    practice.sign_note(session, 1, at(14, 3)).unwrap();
    crate::search::annotate(&mut practice, session, "a walk", "B", "healthy");
    let tags = practice.client_page(client).unwrap().sessions.remove(0).tags;
    let told: Vec<_> = tags.iter().map(|one| (one.factor, one.aspect, one.count)).collect();
    let (b, e, s) = ((Factor::B, Aspect::Healthy, 3), (Factor::E, Aspect::Shows, 1), (Factor::S, Aspect::Unhealthy, 1));
    assert_eq!(told, [b, e, s]);
}
