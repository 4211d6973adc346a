//! Looking at tasks: what a look makes of a task, and what a session in the trash does to both.

use chrono::{Days, NaiveDate};
use secure_base_model::{Aspect, Factor};
use secure_base_practice::{
    ClientId, Error, Gap, Homework, HomeworkDraft, HomeworkId, Idea, NextStep, Now, Obstacle, Often, Outcome, Per,
    Practice, Quality, Removable, ReviewDraft, SessionId, TaskPlan, TaskState,
};

use crate::{Scratch, add, at, paragraph, shelf::problems};

/// A moment so many days after the usual one.
pub fn later(days: u64) -> Now {
    at(10, 0).checked_add_days(Days::new(days)).unwrap()
}

pub fn held(practice: &mut Practice, client: ClientId, days: u64) -> SessionId {
    practice.start_session(client, later(days)).unwrap().value.id
}

pub fn started() -> (Scratch, Practice, ClientId, SessionId) {
    let (scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada").id;
    let session = held(&mut practice, client, 0);
    (scratch, practice, client, session)
}

pub fn task(session: SessionId, task: &str) -> HomeworkDraft {
    let (factor, due, handout, plan) = (Some(Factor::S), None, None, TaskPlan::default());
    HomeworkDraft { session, task: task.into(), factor, due, handout, plan }
}

pub fn agree(practice: &mut Practice, draft: &HomeworkDraft) -> Homework {
    practice.assign_homework(draft, at(10, 5)).unwrap().value
}

pub fn look(session: SessionId, outcome: Outcome, next: NextStep) -> ReviewDraft {
    ReviewDraft {
        session,
        outcome,
        next,
        client: Quality { much: Some(3), well: Some(2) },
        clinician: Quality { much: Some(2), well: None },
        hard: Some(6),
        ticks: Some(4),
        learned: "It is quieter in the morning.".into(),
        obstacle: Some(Obstacle::BusyHome),
        obstacle_words: String::new(),
        follower: None,
    }
}

pub fn state(practice: &Practice, id: HomeworkId) -> TaskState {
    practice.homework(id).unwrap().state
}

pub fn refused<T: std::fmt::Debug>(answer: Result<T, Error>) -> String {
    match answer {
        Err(Error::Invalid(why)) => why,
        other => panic!("{other:?} is not refused"),
    }
}

// Every element of a good agreement must be there again when the record is read: a lost one is a task nobody does.
#[test]
fn everything_that_is_agreed_is_kept() {
    let (_scratch, mut practice, client, session) = started();
    let words =
        secure_base_practice::GoalDraft { words: "Sleep again".into(), factor: None, state: Default::default() };
    let goal = practice.add_goal(client, &words, at(10, 1)).unwrap().value.id;
    let plan = TaskPlan {
        why: "A rested body trusts more.".into(),
        goal: Some(goal),
        aspect: Some(Aspect::WorkOn),
        when: "after supper".into(),
        place: "on the balcony".into(),
        often: Some(Often { times: 2, per: Per::Week }),
        minutes: Some(10),
        idea: Some(Idea::Both),
        own_words: "my quiet bit".into(),
        sureness: Some(8),
        obstacle: Some(Obstacle::Other),
        obstacle_words: "the cat".into(),
        plan_if: "the cat comes".into(),
        plan_then: "it gets fed first".into(),
        template: Some("one-safe-moment".into()),
        starts_on: Some(later(1).date_naive()),
    };
    let due = Some(later(6).date_naive());
    let handout = Some("three-roots".into());
    let kept =
        agree(&mut practice, &HomeworkDraft { due, handout, plan: plan.clone(), ..task(session, "Ten minutes") });
    assert_eq!((kept.plan, kept.due, kept.specific), (plan, due, true));
    let bare = agree(&mut practice, &task(session, "Something"));
    assert!(!bare.specific, "blank is allowed, and shown as not specific");
    assert_eq!(practice.goal(goal).unwrap().homework, [kept.id]);
    assert_eq!(problems(&practice), [""; 0]);
}

// A task that cannot be true would stand on the board for ever, or be printed for a client.
#[test]
fn an_agreement_that_cannot_be_is_refused_with_what_to_do() {
    let (_scratch, mut practice, _, session) = started();
    let day = |days: i64| Some(NaiveDate::from_ymd_opt(2026, 11, 19).unwrap() + chrono::TimeDelta::days(days));
    let plan = |plan: TaskPlan| HomeworkDraft { plan, ..task(session, "x") };
    let often = |times, per| plan(TaskPlan { often: Some(Often { times, per }), ..TaskPlan::default() });
    let bad = [
        (task(session, " "), "what the task is"),
        (task(session, &"x".repeat(2_001)), "at most 2000"),
        (HomeworkDraft { due: day(-1), ..task(session, "x") }, "before it was agreed"),
        (plan(TaskPlan { starts_on: day(-1), ..TaskPlan::default() }), "before it was agreed"),
        (
            HomeworkDraft { due: day(2), ..plan(TaskPlan { starts_on: day(3), ..TaskPlan::default() }) },
            "ends before it begins",
        ),
        (often(0, Per::Day), "once or more"),
        (often(25, Per::Day), "at most 24"),
        (often(51, Per::Week), "at most 50"),
        (plan(TaskPlan { sureness: Some(11), ..TaskPlan::default() }), "0 to 10"),
        (plan(TaskPlan { minutes: Some(0), ..TaskPlan::default() }), "1 to 600"),
        (plan(TaskPlan { why: "x".repeat(1_001), ..TaskPlan::default() }), "at most 1000"),
    ];
    for (draft, words) in bad {
        let why = refused(practice.assign_homework(&draft, at(10, 5)));
        assert!(why.contains(words), "{why}");
    }
    let stranger = add(&mut practice, "Bo").id;
    let words = secure_base_practice::GoalDraft { words: "Rest".into(), factor: None, state: Default::default() };
    let goal = practice.add_goal(stranger, &words, at(10, 6)).unwrap().value.id;
    let theirs = plan(TaskPlan { goal: Some(goal), ..TaskPlan::default() });
    assert!(refused(practice.assign_homework(&theirs, at(10, 7))).contains("another client"));
    assert!(practice.session_homework(session).unwrap().agreed.is_empty(), "nothing is kept of what is refused");
}

// The cycle itself: agree, look, make smaller, look again, done.
#[test]
fn a_task_is_followed_by_what_comes_next_in_one_change() {
    let (_scratch, mut practice, client, first) = started();
    let large = agree(&mut practice, &task(first, "An hour a day")).id;
    let second = held(&mut practice, client, 7);
    assert_eq!(practice.session_homework(second).unwrap().open[0].id, large);
    assert!(
        refused(practice.review_homework(large, &look(second, Outcome::Partly, NextStep::Smaller), later(7)))
            .contains("in the place")
    );
    let follower = Some(HomeworkDraft { factor: Some(Factor::B), ..task(first, "Ten minutes a day") });
    let smaller = ReviewDraft { follower, ..look(second, Outcome::Partly, NextStep::Smaller) };
    let done = practice.review_homework(large, &smaller, later(7)).unwrap();
    let small = done.value.follower.unwrap();
    assert_eq!((small.follows, small.session, small.factor), (Some(large), second, Some(Factor::B)));
    assert_eq!(
        (state(&practice, large), done.value.homework.done_on),
        (TaskState::Followed, Some(later(7).date_naive()))
    );
    assert_eq!(done.touched.len(), 2, "both records in one change");
    let third = held(&mut practice, client, 14);
    let sitting = practice.session_homework(third).unwrap();
    assert_eq!(sitting.open.iter().map(|task| task.id).collect::<Vec<_>>(), [small.id]);
    let carry = look(third, Outcome::Done, NextStep::CarryOn);
    practice.review_homework(small.id, &carry, later(14)).unwrap();
    assert_eq!(state(&practice, small.id), TaskState::Open, "what carries on stays open");
    assert!(practice.session_homework(third).unwrap().open.is_empty(), "and is not asked about twice");
    let fourth = held(&mut practice, client, 21);
    practice.review_homework(small.id, &look(fourth, Outcome::Done, NextStep::Done), later(21)).unwrap();
    assert_eq!(state(&practice, small.id), TaskState::Done);
    let course = practice.homework_course(small.id).unwrap();
    assert_eq!((course.reviews.len(), course.before.map(|task| task.id)), (2, Some(large)));
    assert_eq!(practice.homework_course(large).unwrap().followers[0].id, small.id);
    assert_eq!(problems(&practice), [""; 0]);
}

// Two truths about one session would make every figure a matter of luck.
#[test]
fn a_second_look_in_a_session_amends_the_first_and_both_are_kept() {
    let (_scratch, mut practice, client, first) = started();
    let id = agree(&mut practice, &task(first, "One line a day")).id;
    let second = held(&mut practice, client, 7);
    let again =
        practice.review_homework(id, &look(second, Outcome::NotDone, NextStep::Repeat), later(7)).unwrap().value;
    let follower = again.follower.unwrap();
    assert_eq!(follower.task, "One line a day", "repeated as it was");
    let other = Some(task(second, "One word a day"));
    let changed = ReviewDraft { follower: other, ..look(second, Outcome::Partly, NextStep::Change) };
    let amended = practice.review_homework(id, &changed, later(7)).unwrap().value.follower.unwrap();
    assert_eq!((amended.id, amended.task.as_str()), (follower.id, "One word a day"), "no second follower");
    practice.review_homework(id, &look(second, Outcome::Done, NextStep::Done), later(7)).unwrap();
    assert!(matches!(practice.homework(follower.id), Err(Error::NotFound(_))), "nothing follows any more");
    let reviews = practice.homework_course(id).unwrap().reviews;
    assert_eq!(reviews.iter().map(|one| one.counts).collect::<Vec<_>>(), [false, false, true]);
    assert_eq!(practice.homework_history(client).unwrap().all.looked_at, 1);
    assert_eq!(problems(&practice), [""; 0]);
}

// What was said in a session that is not to be any more must neither close a task nor be lost when the session comes back.
#[test]
fn a_session_in_the_trash_takes_its_looks_along() {
    let (_scratch, mut practice, client, first) = started();
    let id = agree(&mut practice, &task(first, "One line a day")).id;
    let second = held(&mut practice, client, 7);
    practice.review_homework(id, &look(second, Outcome::Partly, NextStep::Repeat), later(7)).unwrap();
    practice.remove(Removable::Session(second), later(8)).unwrap();
    assert_eq!(state(&practice, id), TaskState::Open, "what it was closed by does not count");
    assert_eq!(practice.homework_history(client).unwrap().all.looked_at, 0);
    practice.put_back(Removable::Session(second), later(8)).unwrap();
    assert_eq!(state(&practice, id), TaskState::Followed);
    assert_eq!(practice.session_homework(second).unwrap().agreed.len(), 1, "the follower is back too");
    practice.remove(Removable::Session(second), later(9)).unwrap();
    practice.purge(Removable::Session(second), later(9)).unwrap();
    assert!(practice.homework_course(id).unwrap().reviews.is_empty(), "gone for good");
    assert_eq!(state(&practice, id), TaskState::Open);
    assert_eq!(problems(&practice), [""; 0]);
}

// The other way round: the session under the task.
#[test]
fn a_task_goes_with_its_session_and_its_follower_stays() {
    let (_scratch, mut practice, client, first) = started();
    let id = agree(&mut practice, &task(first, "One line a day")).id;
    let second = held(&mut practice, client, 7);
    let repeat = look(second, Outcome::Done, NextStep::Repeat);
    let follower = practice.review_homework(id, &repeat, later(7)).unwrap().value.follower.unwrap().id;
    practice.remove(Removable::Session(first), later(8)).unwrap();
    assert!(matches!(practice.homework(id), Err(Error::NotFound(_))));
    assert!(practice.session_homework(second).unwrap().looked_at.is_empty(), "hidden with its task");
    assert_eq!(practice.homework_course(follower).unwrap().before, None);
    practice.purge(Removable::Session(first), later(9)).unwrap();
    assert_eq!(practice.homework(follower).unwrap().follows, Some(id), "the number of one that is gone");
    assert_eq!(problems(&practice), [""; 0]);
    practice.remove(Removable::Client(client), later(10)).unwrap();
    practice.purge(Removable::Client(client), later(10)).unwrap();
    assert_eq!(problems(&practice), [""; 0]);
}

// A look that cannot be would make figures of nonsense.
#[test]
fn a_look_that_cannot_be_is_refused() {
    let (_scratch, mut practice, client, first) = started();
    let second = held(&mut practice, client, 7);
    let id = agree(&mut practice, &task(second, "One line a day")).id;
    let third = held(&mut practice, client, 14);
    let mut refuse = |draft: ReviewDraft, words: &str| {
        let why = refused(practice.review_homework(id, &draft, later(14)));
        assert!(why.contains(words), "{why}");
    };
    let good = look(third, Outcome::Partly, NextStep::CarryOn);
    refuse(ReviewDraft { hard: Some(11), ..good.clone() }, "0 to 10");
    refuse(ReviewDraft { client: Quality { much: Some(5), well: None }, ..good.clone() }, "0 to 4");
    refuse(ReviewDraft { learned: "x".repeat(1_001), ..good.clone() }, "at most 1000");
    refuse(look(third, Outcome::NotDiscussed, NextStep::Drop), "carries on");
    refuse(ReviewDraft { session: first, ..good.clone() }, "before the task was agreed");
    let stranger = add(&mut practice, "Bo").id;
    let theirs = held(&mut practice, stranger, 14);
    let why = refused(practice.review_homework(id, &ReviewDraft { session: theirs, ..good.clone() }, later(14)));
    assert!(why.contains("another client"), "{why}");
    practice.review_homework(id, &look(third, Outcome::Done, NextStep::Done), later(14)).unwrap();
    let fourth = held(&mut practice, client, 21);
    let why = refused(practice.review_homework(id, &ReviewDraft { session: fourth, ..good }, later(21)));
    assert!(why.contains("open it again"), "{why}");
}

// Signing must not be the moment at which a task is forgotten.
#[test]
fn signing_names_what_nobody_asked_about_and_one_call_answers_for_all() {
    let (_scratch, mut practice, client, first) = started();
    agree(&mut practice, &task(first, "One line a day"));
    agree(&mut practice, &task(first, "Ring a friend"));
    let second = held(&mut practice, client, 7);
    practice.save_note(second, &paragraph("She came."), 0, later(7)).unwrap();
    let gaps = |practice: &Practice, session| {
        let gaps = practice.before_signing(session, later(7)).unwrap().gaps;
        gaps.into_iter().filter(|gap| matches!(gap, Gap::Homework { .. })).count()
    };
    assert_eq!((gaps(&practice, first), gaps(&practice, second)), (0, 2));
    assert_eq!(practice.leave_homework_undiscussed(second, later(7)).unwrap().value, 2);
    assert_eq!(gaps(&practice, second), 0);
    assert_eq!(practice.leave_homework_undiscussed(second, later(7)).unwrap().value, 0);
    let third = held(&mut practice, client, 14);
    assert_eq!(practice.session_homework(third).unwrap().open.len(), 2, "they are asked about in the next one");
}
