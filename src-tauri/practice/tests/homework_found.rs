//! The search finds homework with the session it was agreed in, and nothing of it that is gone.

use secure_base_practice::{HomeworkDraft, NextStep, Outcome, Practice, Removable, ReviewDraft, SessionId, TaskPlan};

use crate::{
    at, found,
    looks::{agree, held, later, look, started, task},
    shelf::problems,
};

fn sessions(practice: &Practice, typed: &str) -> Vec<SessionId> {
    found(practice, typed).into_iter().map(|hit| hit.session).collect()
}

fn learned(session: SessionId, words: &str) -> ReviewDraft {
    ReviewDraft { learned: words.into(), ..look(session, Outcome::Partly, NextStep::CarryOn) }
}

// Each of its words is what somebody may remember of a task; a field that was forgotten would be found missing by nobody.
#[test]
fn every_word_of_a_task_is_found_with_its_session() {
    let (_scratch, mut practice, client, session) = started();
    let plan = TaskPlan {
        why: "whyword".into(),
        when: "whenword".into(),
        place: "placeword".into(),
        own_words: "ownword".into(),
        obstacle_words: "obstacleword".into(),
        plan_if: "ifword".into(),
        plan_then: "thenword".into(),
        ..TaskPlan::default()
    };
    let draft = HomeworkDraft { plan, ..task(session, "taskword") };
    let id = agree(&mut practice, &draft).id;
    let next = held(&mut practice, client, 7);
    practice.review_homework(id, &learned(next, "learnedword"), later(7)).unwrap();
    let all = "taskword whyword whenword placeword ownword obstacleword ifword thenword learnedword";
    for word in all.split(' ').chain([all]) {
        let hits = found(&practice, word);
        assert_eq!(hits.iter().map(|hit| hit.session).collect::<Vec<_>>(), [session], "{word}");
        assert!(hits[0].in_homework && hits[0].spot.is_none(), "{word} stands in homework: {hits:?}");
    }
    assert_eq!(problems(&practice), Vec::<String>::new());
}

// What was changed or removed is not what the record says, and must not be found; what is put back must be.
#[test]
fn what_is_gone_from_homework_is_not_found() {
    let (_scratch, mut practice, client, session) = started();
    let id = agree(&mut practice, &task(session, "lantern")).id;
    practice.change_homework(id, &task(session, "harbour"), at(10, 6)).unwrap();
    assert_eq!((sessions(&practice, "lantern"), sessions(&practice, "harbour")), (vec![], vec![session]));

    let next = held(&mut practice, client, 7);
    practice.review_homework(id, &learned(next, "pebble"), later(7)).unwrap();
    practice.review_homework(id, &learned(next, "feather"), later(7)).unwrap();
    // What was amended is kept, and shown as such.
    assert_eq!((sessions(&practice, "pebble"), sessions(&practice, "feather")), (vec![session], vec![session]));

    for (what, word) in [(Removable::Session(next), "feather"), (Removable::Homework(id), "harbour")] {
        practice.remove(what, later(8)).unwrap();
        assert_eq!(sessions(&practice, word), vec![], "{word} in the trash");
        assert_eq!(problems(&practice), Vec::<String>::new());
        practice.put_back(what, later(8)).unwrap();
        assert_eq!(sessions(&practice, word), [session], "{word} put back");
    }
    practice.remove(Removable::Session(next), later(8)).unwrap();
    practice.purge(Removable::Session(next), later(8)).unwrap();
    assert_eq!((sessions(&practice, "feather"), sessions(&practice, "harbour")), (vec![], vec![session]));
    practice.remove(Removable::Homework(id), later(8)).unwrap();
    practice.purge(Removable::Homework(id), later(8)).unwrap();
    assert_eq!(sessions(&practice, "harbour"), vec![]);
    assert_eq!(problems(&practice), Vec::<String>::new());
}

// A client is erased session by session, in whatever order they have; the index must follow through all of it.
#[test]
fn a_client_with_looks_across_sessions_is_purged() {
    let (_scratch, mut practice, client, session) = started();
    let id = agree(&mut practice, &task(session, "lantern")).id;
    let next = held(&mut practice, client, 7);
    practice.review_homework(id, &learned(next, "pebble"), later(7)).unwrap();
    let back = agree(&mut practice, &task(next, "harbour")).id;
    let last = held(&mut practice, client, 14);
    practice.review_homework(back, &learned(last, "feather"), later(14)).unwrap();
    practice.remove(Removable::Client(client), later(15)).unwrap();
    practice.purge(Removable::Client(client), later(15)).unwrap();
    assert_eq!(problems(&practice), Vec::<String>::new());
}
