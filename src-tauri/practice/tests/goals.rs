use chrono::NaiveDate;
use secure_base_model::Factor;
use secure_base_practice::{Error, GoalDraft, GoalState, HomeworkDraft, Removable, TaskPlan};

use crate::{
    add,
    looks::{later, started, task},
    shelf::problems,
};

fn draft(words: &str) -> GoalDraft {
    GoalDraft { words: words.into(), factor: Some(Factor::E), state: GoalState::Active }
}

fn day(days: u64) -> NaiveDate {
    later(days).date_naive()
}

// A goal is the client's sentence: it must come back as it was said, with every rating.
#[test]
fn a_goal_is_kept_in_the_clients_words_with_its_ratings() {
    let (_scratch, mut practice, client, session) = started();
    let goal = practice.add_goal(client, &draft("  Ask for a hug\nwithout shame "), later(0)).unwrap().value;
    assert_eq!((goal.words.as_str(), goal.set_on), ("Ask for a hug\nwithout shame", day(0)));
    for (days, rating) in [(7, 2), (0, 1), (7, 4)] {
        practice.rate_goal(goal.id, rating, day(days), later(8)).unwrap();
    }
    let rated = practice.goal(goal.id).unwrap().ratings;
    assert_eq!(rated.iter().map(|one| one.rating).collect::<Vec<_>>(), [1, 2, 4], "by day, twice on one of them");
    let left = practice.take_back_goal_rating(goal.id, rated[1].id, later(8)).unwrap().value.ratings;
    assert_eq!(left.len(), 2);
    let serves = HomeworkDraft { plan: TaskPlan { goal: Some(goal.id), ..TaskPlan::default() }, ..task(session, "x") };
    let homework = practice.assign_homework(&serves, later(0)).unwrap().value.id;
    assert_eq!(practice.goals(client).unwrap()[0].homework, [homework]);
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn a_goal_that_cannot_be_is_refused() {
    let (_scratch, mut practice, client, _) = started();
    for words in [" ", &"x".repeat(1_001)] {
        assert!(matches!(practice.add_goal(client, &draft(words), later(0)), Err(Error::Invalid(_))));
    }
    let goal = practice.add_goal(client, &draft("Rest"), later(0)).unwrap().value.id;
    assert!(matches!(practice.rate_goal(goal, 11, day(0), later(0)), Err(Error::Invalid(_))));
    assert!(matches!(practice.rate_goal(goal, 1, day(1), later(0)), Err(Error::Invalid(_))), "tomorrow");
    let set = later(3);
    let later_one = practice.add_goal(client, &draft("Sleep"), set).unwrap().value.id;
    assert!(matches!(practice.rate_goal(later_one, 1, day(2), set), Err(Error::Invalid(_))), "before it was set");
    practice.rate_goal(later_one, 1, day(3), set).unwrap();
}

// The day on which it was reached must survive a change of words.
#[test]
fn a_goal_that_is_reached_keeps_the_day() {
    let (_scratch, mut practice, client, _) = started();
    let goal = practice.add_goal(client, &draft("Rest"), later(0)).unwrap().value.id;
    let reached = |words: &str| GoalDraft { state: GoalState::Reached, ..draft(words) };
    practice.change_goal(goal, &reached("Rest"), later(5)).unwrap();
    let changed = practice.change_goal(goal, &reached("Rest well"), later(9)).unwrap().value;
    assert_eq!(changed.ended_on, Some(day(5)));
    assert_eq!(practice.change_goal(goal, &draft("Rest"), later(9)).unwrap().value.ended_on, None);
}

// The trash and the purge of the house hold for goals too; a task outlives its goal.
#[test]
fn a_goal_goes_into_the_trash_and_back_and_for_good() {
    let (_scratch, mut practice, client, session) = started();
    let goal = practice.add_goal(client, &draft("Rest"), later(0)).unwrap().value.id;
    practice.rate_goal(goal, 3, day(0), later(0)).unwrap();
    let serves = HomeworkDraft { plan: TaskPlan { goal: Some(goal), ..TaskPlan::default() }, ..task(session, "x") };
    let homework = practice.assign_homework(&serves, later(0)).unwrap().value.id;
    practice.remove(Removable::Goal(goal), later(1)).unwrap();
    assert!(practice.goals(client).unwrap().is_empty());
    assert_eq!(practice.trash(later(1)).unwrap()[0].words.as_deref(), Some("Rest"));
    practice.change_homework(homework, &serves, later(1)).unwrap();
    practice.put_back(Removable::Goal(goal), later(1)).unwrap();
    assert_eq!(practice.goal(goal).unwrap().ratings.len(), 1);
    practice.remove(Removable::Goal(goal), later(2)).unwrap();
    practice.purge(Removable::Goal(goal), later(2)).unwrap();
    assert!(practice.homework_course(homework).unwrap().goal.is_none());
    add(&mut practice, "Bo");
    practice.add_goal(client, &draft("Sleep"), later(3)).unwrap();
    practice.remove(Removable::Client(client), later(3)).unwrap();
    practice.purge(Removable::Client(client), later(3)).unwrap();
    assert_eq!(problems(&practice), [""; 0]);
}
