//! Looks that are amended, late or out of their order, and marks that are taken back: nothing that was agreed on since is lost.

use chrono::NaiveDate;
use secure_base_practice::{
    BoardFilter, Error, HomeworkDraft, HomeworkId, NextStep, Outcome, Practice, Removable, ReviewDraft, SessionDraft,
    SessionId, TaskPlan, TaskState,
};

use crate::{
    board::board,
    looks::{agree, held, later, look, refused, started, state, task},
    shelf::problems,
};

fn day(days: u64) -> NaiveDate {
    later(days).date_naive()
}

fn learned(session: SessionId, outcome: Outcome, next: NextStep) -> ReviewDraft {
    ReviewDraft { learned: "It needs a quiet room.".into(), ..look(session, outcome, next) }
}

fn replaced(session: SessionId, next: NextStep, words: &str) -> ReviewDraft {
    ReviewDraft { follower: Some(task(session, words)), ..look(session, Outcome::Partly, next) }
}

fn followers(practice: &Practice, id: HomeworkId) -> Vec<HomeworkId> {
    practice.homework_course(id).unwrap().followers.iter().map(|one| one.id).collect()
}

// What was agreed on a follower since is all there is of it: words added to the look before it must not take it away.
#[test]
fn what_follows_keeps_what_was_agreed_on_it_when_the_look_is_amended() {
    let (_scratch, mut practice, client, first) = started();
    let plan = TaskPlan { sureness: Some(9), when: "at noon".into(), ..TaskPlan::default() };
    let id = agree(&mut practice, &HomeworkDraft { plan, ..task(first, "One line a day") }).id;
    let second = held(&mut practice, client, 7);
    let repeat = look(second, Outcome::Partly, NextStep::Repeat);
    let again = practice.review_homework(id, &repeat, later(7)).unwrap().value.follower.unwrap();
    assert_eq!((again.plan.sureness, again.plan.when.as_str()), (None, "at noon"), "how sure has to be asked again");
    let plan = TaskPlan { plan_if: "it rains".into(), sureness: Some(8), ..again.plan };
    let agreed = HomeworkDraft { due: Some(day(12)), plan, ..task(second, "One line, inside") };
    let agreed = practice.change_homework(again.id, &agreed, later(7)).unwrap().value;
    let amended = learned(second, Outcome::Partly, NextStep::Repeat);
    let kept = practice.review_homework(id, &amended, later(8)).unwrap().value.follower.unwrap();
    assert_eq!(kept, agreed);
    let left = ReviewDraft { follower: None, ..replaced(second, NextStep::Smaller, "") };
    let kept = practice.review_homework(id, &left, later(8)).unwrap().value.follower.unwrap();
    assert_eq!(kept, agreed, "also where a step that needs words leaves them out");
    practice.review_homework(id, &replaced(second, NextStep::Change, "A drawing"), later(8)).unwrap();
    assert_eq!(practice.homework(again.id).unwrap().task, "A drawing", "unless it is said anew");
    practice.remove(Removable::Homework(again.id), later(9)).unwrap();
    practice.review_homework(id, &look(second, Outcome::Partly, NextStep::Repeat), later(9)).unwrap();
    assert_eq!(followers(&practice, id), [again.id]);
    practice.remove(Removable::Homework(again.id), later(9)).unwrap();
    practice.review_homework(id, &learned(second, Outcome::NotDone, NextStep::Repeat), later(9)).unwrap();
    assert_eq!(followers(&practice, id), [], "one that was removed by hand does not come back with a word in the look");
    assert_eq!(problems(&practice), [""; 0]);
}

// A task with looks of its own has a history; a press in an older session must neither hide it nor double it.
#[test]
fn what_follows_goes_only_while_nobody_looked_at_it_and_comes_back_as_it_was() {
    let (_scratch, mut practice, client, first) = started();
    let id = agree(&mut practice, &task(first, "One line a day")).id;
    let second = held(&mut practice, client, 7);
    let repeat = look(second, Outcome::Partly, NextStep::Repeat);
    let again = practice.review_homework(id, &repeat, later(7)).unwrap().value.follower.unwrap().id;
    practice.change_homework(again, &task(second, "One word a day"), later(7)).unwrap();
    let drop = look(second, Outcome::Partly, NextStep::Drop);
    assert_eq!(practice.review_homework(id, &drop, later(8)).unwrap().value.follower, None);
    assert!(matches!(practice.homework(again), Err(Error::NotFound(_))));
    let back = practice.review_homework(id, &repeat, later(8)).unwrap().value.follower.unwrap();
    assert_eq!((back.id, back.task.as_str()), (again, "One word a day"));
    let third = held(&mut practice, client, 14);
    practice.review_homework(again, &look(third, Outcome::Done, NextStep::Done), later(14)).unwrap();
    let why = refused(practice.review_homework(id, &drop, later(15)));
    assert!(why.contains("looked at since") && why.contains("remove that"), "{why}");
    assert_eq!((state(&practice, again), state(&practice, id)), (TaskState::Done, TaskState::Followed), "all stands");
    practice.review_homework(id, &learned(second, Outcome::Partly, NextStep::Repeat), later(15)).unwrap();
    practice.remove(Removable::Homework(again), later(16)).unwrap();
    practice.review_homework(id, &drop, later(16)).unwrap();
    assert_eq!(state(&practice, id), TaskState::Dropped, "done as the refusal says, it goes");
    assert_eq!(problems(&practice), [""; 0]);
}

// What a later session decided stands, whatever is added to what an older one said.
#[test]
fn amending_an_older_session_undoes_nothing_that_a_later_one_decided() {
    let (_scratch, mut practice, client, first) = started();
    let (second, third) = (held(&mut practice, client, 7), held(&mut practice, client, 14));
    let mut agreed = |words: &str| agree(&mut practice, &task(first, words)).id;
    let (closed, open) = (agreed("One line a day"), agreed("A walk"));
    let mut seen = |id, session, outcome, next| {
        practice.review_homework(id, &look(session, outcome, next), later(15)).map(|done| done.value.homework.done_on)
    };
    seen(closed, second, Outcome::Partly, NextStep::CarryOn).unwrap();
    seen(closed, third, Outcome::Done, NextStep::Done).unwrap();
    seen(open, second, Outcome::Partly, NextStep::CarryOn).unwrap();
    seen(open, third, Outcome::Partly, NextStep::CarryOn).unwrap();
    let amended = seen(closed, second, Outcome::NotDone, NextStep::CarryOn).unwrap();
    assert_eq!(amended, Some(day(14)), "it is not open again");
    assert_eq!(seen(open, second, Outcome::Done, NextStep::Done).unwrap(), None, "it does not leave the board");
    let why = refused(seen(open, second, Outcome::Partly, NextStep::Repeat));
    assert!(why.contains("said later"), "no second follower beside a later step: {why}");
    let order = practice.homework_course(closed).unwrap().reviews;
    let order: Vec<_> = order.iter().filter(|one| one.counts).map(|one| (one.day, one.outcome)).collect();
    assert_eq!(order, [(day(7), Outcome::NotDone), (day(14), Outcome::Done)]);
    for _ in 0..5 {
        let id = agree(&mut practice, &task(first, "The same")).id;
        practice.review_homework(id, &look(third, Outcome::Done, NextStep::CarryOn), later(15)).unwrap();
        practice.review_homework(id, &look(second, Outcome::NotDone, NextStep::CarryOn), later(15)).unwrap();
    }
    let figures = practice.homework_figures().unwrap();
    assert_eq!(figures.done.value, Some(6.0 / 7.0), "the last session decides, not what was written last");
    assert_eq!(figures.days_to_look.value, Some(7.0), "and the first look is that of the first session");
    assert_eq!(problems(&practice), [""; 0]);
}

// A correction of a session's day is a correction of the order.
#[test]
fn a_session_that_is_moved_takes_its_looks_to_their_place() {
    let (_scratch, mut practice, client, first) = started();
    let id = agree(&mut practice, &task(first, "One line a day")).id;
    let (second, third) = (held(&mut practice, client, 7), held(&mut practice, client, 14));
    practice.review_homework(id, &look(second, Outcome::Partly, NextStep::CarryOn), later(14)).unwrap();
    practice.review_homework(id, &look(third, Outcome::Done, NextStep::Done), later(14)).unwrap();
    let moved = SessionDraft {
        day: day(15),
        starts_at: String::new(),
        minutes: String::new(),
        mode: None,
        attendance: None,
        present: String::new(),
    };
    practice.change_session(second, &moved, later(15)).unwrap();
    assert_eq!(state(&practice, id), TaskState::Open, "what it says is the last word now");
    assert_eq!(problems(&practice), [""; 0]);
}

// An undo that writes another mark leaves a record of what nobody said.
#[test]
fn a_mark_that_is_taken_back_was_never_there() {
    let (_scratch, mut practice, client, first) = started();
    let id = agree(&mut practice, &task(first, "One line a day")).id;
    let before = practice.homework_history(client).unwrap();
    practice.mark_homework_done(id, later(3)).unwrap();
    assert_eq!(practice.take_back_homework_mark(id, later(3)).unwrap().value.done_on, None);
    assert_eq!(practice.homework_history(client).unwrap(), before, "nobody said that it was not discussed");
    let second = held(&mut practice, client, 7);
    practice.review_homework(id, &look(second, Outcome::NotDone, NextStep::Drop), later(7)).unwrap();
    let before = practice.homework_history(client).unwrap();
    practice.reopen_homework(id, later(8)).unwrap();
    assert_eq!(state(&practice, id), TaskState::Open);
    practice.take_back_homework_mark(id, later(8)).unwrap();
    assert_eq!(state(&practice, id), TaskState::Dropped, "let go, and not done");
    assert_eq!(practice.homework_history(client).unwrap(), before);
    let why = refused(practice.take_back_homework_mark(id, later(8)));
    assert!(why.contains("looked at since"), "a look in a session is not taken back so: {why}");
    assert_eq!(problems(&practice), [""; 0]);
}

// A mark is about the days between two sessions; the next one is about others.
#[test]
fn marks_between_other_sessions_count_apart() {
    let (_scratch, mut practice, client, first) = started();
    let id = agree(&mut practice, &task(first, "One line a day")).id;
    practice.mark_homework_done(id, later(3)).unwrap();
    let second = held(&mut practice, client, 7);
    practice.review_homework(id, &look(second, Outcome::Done, NextStep::CarryOn), later(7)).unwrap();
    practice.mark_homework_done(id, later(7)).unwrap();
    practice.mark_homework_done(id, later(9)).unwrap();
    assert_eq!(practice.homework_history(client).unwrap().all.done, 3, "two in the same days are one");
    let counts: Vec<_> = practice.homework_course(id).unwrap().reviews.iter().map(|one| one.counts).collect();
    assert_eq!(counts, [true, true, false, true]);
    practice.reopen_homework(id, later(9)).unwrap();
    assert_eq!(practice.homework_history(client).unwrap().all.done, 2, "opened again, the last mark is amended");
    assert_eq!(problems(&practice), [""; 0]);
}

// One press between sessions must not be the end of a task that nobody asked about.
#[test]
fn what_was_marked_done_is_asked_about_in_the_next_session() {
    let (_scratch, mut practice, client, first) = started();
    let mut agreed = |words: &str| agree(&mut practice, &task(first, words)).id;
    let (one, two) = (agreed("One line a day"), agreed("A walk"));
    practice.mark_homework_done(one, later(3)).unwrap();
    practice.mark_homework_done(two, later(3)).unwrap();
    let second = held(&mut practice, client, 7);
    let asked = |practice: &Practice, session| {
        practice.session_homework(session).unwrap().open.iter().map(|task| task.id).collect::<Vec<_>>()
    };
    assert_eq!(asked(&practice, second), [one, two]);
    practice.review_homework(one, &learned(second, Outcome::Done, NextStep::Done), later(7)).unwrap();
    assert_eq!(practice.leave_homework_undiscussed(second, later(7)).unwrap().value, 1);
    assert_eq!(state(&practice, two), TaskState::Done, "what nobody spoke of is as it was marked");
    let third = held(&mut practice, client, 14);
    assert_eq!(asked(&practice, third), [], "and is asked about once");
    practice.take_back_homework_mark(two, later(14)).unwrap();
    assert_eq!(asked(&practice, second), [two], "“not discussed” is a press that can be taken back");
    assert_eq!(problems(&practice), [""; 0]);
}

// What was pressed before “not discussed” would count in figures of a task that nobody spoke of.
#[test]
fn a_task_that_was_not_discussed_has_no_marks() {
    let (_scratch, mut practice, client, first) = started();
    let id = agree(&mut practice, &task(first, "One line a day")).id;
    let second = held(&mut practice, client, 7);
    let pressed = learned(second, Outcome::NotDiscussed, NextStep::CarryOn);
    let kept = practice.review_homework(id, &pressed, later(7)).unwrap().value.review;
    assert_eq!((kept.client.well, kept.hard, kept.ticks, kept.obstacle), (None, None, None, None));
    assert_eq!(kept.learned, "");
    assert_eq!(practice.homework_history(client).unwrap().all.well_client.count, 0);
    assert_eq!(practice.homework_figures().unwrap().obstacles, []);
}

// A day in the diary is no chance to ask: only what took place goes by.
#[test]
fn a_session_still_to_come_has_not_gone_by() {
    let (_scratch, mut practice, client, first) = started();
    agree(&mut practice, &HomeworkDraft { due: Some(day(9)), ..task(first, "One line a day") });
    let coming = |days| SessionDraft {
        day: day(days),
        starts_at: String::new(),
        minutes: String::new(),
        mode: None,
        attendance: None,
        present: String::new(),
    };
    let mut come = |days| practice.add_session(client, &coming(days), later(0)).unwrap().value.id;
    let last = come(14);
    come(7);
    let page = |days| {
        let page = practice.homework_board(&BoardFilter::default(), later(days)).unwrap();
        page.lines.iter().map(|line| (line.state, line.sessions_since)).collect::<Vec<_>>()
    };
    use secure_base_practice::BoardState::{Due, Stale, Waiting};
    assert_eq!([page(0), page(6)], [[(Due, 0)], [(Due, 0)]]);
    assert_eq!([page(7), page(13)], [[(Waiting, 1)], [(Waiting, 1)]]);
    assert_eq!(page(14), [(Stale, 2)]);
    for days in [0, 7, 10, 14, 28] {
        let counts = practice.homework_board_counts(&BoardFilter::default(), later(days)).unwrap();
        assert_eq!(counts.stale + counts.waiting + counts.due, 1, "on day {days}");
    }
    practice.change_session(last, &coming(20), later(0)).unwrap();
    let client = BoardFilter { client: Some(client), ..BoardFilter::default() };
    let on = |days| board(&practice, &client, later(days)).into_iter().map(|(_, state)| state).collect::<Vec<_>>();
    assert_eq!([on(9), on(14), on(20)], [[Waiting], [Waiting], [Stale]]);
    assert_eq!(problems(&practice), [""; 0]);
}
