use secure_base_model::Factor;
use secure_base_practice::{Error, HandoutGift, HomeworkDraft, Practice, Removable, SessionId, TaskPlan};

use crate::{Scratch, add, at};

fn agreed(session: SessionId, task: &str) -> HomeworkDraft {
    HomeworkDraft {
        session,
        task: task.into(),
        factor: Some(Factor::S),
        due: None,
        handout: None,
        plan: TaskPlan::default(),
    }
}

fn started() -> (Scratch, Practice, SessionId) {
    let (scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada");
    let session = practice.start_session(client.id, at(10, 0)).unwrap().value.id;
    (scratch, practice, session)
}

#[test]
fn a_task_is_open_until_it_is_done_and_can_be_opened_again() {
    let (_scratch, mut practice, session) = started();
    let task = practice.assign_homework(&agreed(session, "Ten quiet minutes"), at(10, 5)).unwrap().value;
    assert_eq!((task.done_on, task.factor), (None, Some(Factor::S)));
    let done = practice.mark_homework_done(task.id, at(10, 6)).unwrap().value;
    assert_eq!(done.done_on, Some(at(10, 6).date_naive()));
    assert_eq!(practice.reopen_homework(task.id, at(10, 7)).unwrap().value.done_on, None);
    practice.remove(Removable::Homework(task.id), at(10, 8)).unwrap();
    assert!(matches!(practice.homework(task.id), Err(Error::NotFound(_))));
}

#[test]
fn the_next_session_shows_what_is_still_open() {
    let (_scratch, mut practice, session) = started();
    let task = practice.assign_homework(&agreed(session, "Ten quiet minutes"), at(10, 5)).unwrap().value;
    let client = practice.session(session).unwrap().client;
    let next = practice.start_session(client, at(17, 0)).unwrap().value.id;
    let open = |practice: &Practice| practice.session_page(next).unwrap().open_homework;
    assert_eq!(open(&practice), std::slice::from_ref(&task));
    practice.mark_homework_done(task.id, at(17, 5)).unwrap();
    assert!(open(&practice).is_empty());
}

#[test]
fn a_task_that_is_none_is_refused_with_words() {
    let (_scratch, mut practice, session) = started();
    let yesterday = at(10, 0).date_naive().pred_opt();
    let early = HomeworkDraft { due: yesterday, ..agreed(session, "Too late already") };
    for draft in [agreed(session, " "), agreed(session, &"x".repeat(2_001)), early] {
        assert!(matches!(practice.assign_homework(&draft, at(10, 5)), Err(Error::Invalid(_))));
    }
    assert!(practice.session_page(session).unwrap().homework.is_empty());
}

#[test]
fn a_handout_given_stands_on_the_clients_page_and_in_the_session() {
    let (_scratch, mut practice, session) = started();
    let client = practice.session(session).unwrap().client;
    let gift = HandoutGift {
        client,
        session: Some(session),
        handout: "three-roots".into(),
        title: "Three roots of feeling secure".into(),
        format: "large".into(),
        paper: "a4".into(),
        file: crate::shelf::pdf(1),
    };
    let given = practice.give_handout(&gift, at(10, 5)).unwrap().value;
    assert_eq!(practice.client_page(client).unwrap().handouts, std::slice::from_ref(&given));
    assert_eq!(practice.session_page(session).unwrap().handouts, std::slice::from_ref(&given));
    let stranger = add(&mut practice, "Bo").id;
    let mixed_up = HandoutGift { client: stranger, ..gift };
    assert!(matches!(practice.give_handout(&mixed_up, at(10, 6)), Err(Error::Invalid(_))), "another client's session");
    practice.remove(Removable::Handout(given.id), at(10, 7)).unwrap();
    assert!(practice.client_page(client).unwrap().handouts.is_empty());
}
