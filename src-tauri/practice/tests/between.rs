//! What happens to homework between two sessions.

use secure_base_practice::{NextStep, Outcome, TaskState};

use crate::{
    looks::{agree, held, later, look, refused, started, state, task},
    shelf::problems,
};

// What was marked before looks were written down, and is marked without a session, must count and be undone as ever.
#[test]
fn a_mark_between_sessions_is_a_look_and_can_be_taken_back() {
    let (_scratch, mut practice, client, first) = started();
    let id = agree(&mut practice, &task(first, "One line a day")).id;
    practice.mark_homework_done(id, later(3)).unwrap();
    assert_eq!(practice.homework(id).unwrap().done_on, Some(later(3).date_naive()));
    assert_eq!(practice.homework_history(client).unwrap().all.done, 1);
    practice.reopen_homework(id, later(4)).unwrap();
    let history = practice.homework_history(client).unwrap();
    assert_eq!((state(&practice, id), history.all.done, history.open), (TaskState::Open, 0, 1));
    practice.mark_homework_done(id, later(5)).unwrap();
    let second = held(&mut practice, client, 7);
    let carry = look(second, Outcome::Done, NextStep::CarryOn);
    practice.review_homework(id, &carry, later(7)).unwrap();
    assert_eq!(state(&practice, id), TaskState::Open, "looked at in the next session, it may carry on");
    let lines = practice.homework_history(client).unwrap().sessions;
    let days: Vec<_> = lines.iter().map(|line| (line.day, line.number)).collect();
    let on = |days: u64| later(days).date_naive();
    assert_eq!(days, [(on(0), Some(1)), (on(5), None), (on(7), Some(2))], "the mark stands at its own day");
    assert_eq!(problems(&practice), [""; 0]);
}

// A call between two sessions is a time to agree as well.
#[test]
fn a_task_can_be_agreed_between_sessions() {
    let (_scratch, mut practice, client, first) = started();
    let between = practice.assign_homework_between(&task(first, "Ring a friend"), later(3)).unwrap().value;
    assert_eq!(between.assigned_on, later(3).date_naive());
    let second = held(&mut practice, client, 7);
    assert_eq!(practice.session_homework(second).unwrap().open, [between]);
    assert!(refused(practice.assign_homework_between(&task(second, "x"), later(3))).contains("still to come"));
}
