//! The board of open tasks, and what keeps it true.

use secure_base_model::Factor;
use secure_base_practice::{
    Attendance, BoardFilter, BoardState, ClientDraft, ClientState, HomeworkDraft, HomeworkId, NextStep, Now, Outcome,
    Practice, Removable, SessionDraft,
};

use crate::{
    Scratch, add,
    looks::{agree, held, later, look, started, task},
    shelf::problems,
};

pub fn board(practice: &Practice, filter: &BoardFilter, now: Now) -> Vec<(HomeworkId, BoardState)> {
    let mut filter = *filter;
    let mut all = Vec::new();
    loop {
        let page = practice.homework_board(&filter, now).unwrap();
        all.extend(page.lines.iter().map(|line| (line.homework.id, line.state)));
        let Some(next) = page.next else { return all };
        filter.after = Some(next);
    }
}

fn states(practice: &Practice, days: u64) -> Vec<BoardState> {
    board(practice, &BoardFilter::default(), later(days)).into_iter().map(|(_, state)| state).collect()
}

// The three states are the whole promise that nothing is lost from view.
#[test]
fn a_task_is_due_then_waits_then_is_stale_until_it_is_looked_at() {
    let (_scratch, mut practice, client, first) = started();
    let id = agree(&mut practice, &task(first, "One line a day")).id;
    assert_eq!((states(&practice, 27), states(&practice, 28)), (vec![BoardState::Due], vec![BoardState::Stale]));
    let second = held(&mut practice, client, 7);
    assert_eq!(states(&practice, 7), [BoardState::Waiting]);
    practice.leave_homework_undiscussed(second, later(7)).unwrap();
    assert_eq!(states(&practice, 7), [BoardState::Waiting], "not discussed is not looked at");
    let third = held(&mut practice, client, 14);
    assert_eq!(states(&practice, 14), [BoardState::Stale], "two sessions went by");
    practice.review_homework(id, &look(third, Outcome::Partly, NextStep::CarryOn), later(14)).unwrap();
    assert_eq!(states(&practice, 14), [BoardState::Due]);
    let fourth = held(&mut practice, client, 21);
    practice.review_homework(id, &look(fourth, Outcome::NotDone, NextStep::Drop), later(21)).unwrap();
    assert!(states(&practice, 21).is_empty(), "closed");
}

// A day that is over makes a task wait though nobody came.
#[test]
fn a_task_waits_when_its_day_is_over() {
    let (_scratch, mut practice, _, first) = started();
    agree(&mut practice, &HomeworkDraft { due: Some(later(3).date_naive()), ..task(first, "By Sunday") });
    assert_eq!((states(&practice, 3), states(&practice, 4)), (vec![BoardState::Due], vec![BoardState::Waiting]));
}

// A missed session is no chance to ask.
#[test]
fn a_session_that_did_not_take_place_does_not_count() {
    let (_scratch, mut practice, client, first) = started();
    agree(&mut practice, &task(first, "One line a day"));
    let second = held(&mut practice, client, 7);
    let day = later(7).date_naive();
    let draft = |attendance| SessionDraft {
        day,
        starts_at: String::new(),
        minutes: String::new(),
        mode: None,
        attendance,
        present: String::new(),
    };
    practice.change_session(second, &draft(Some(Attendance::NoShow)), later(7)).unwrap();
    assert_eq!(states(&practice, 7), [BoardState::Due]);
    assert!(practice.session_homework(second).unwrap().open.is_empty(), "nobody was there to be asked");
    practice.change_session(second, &draft(Some(Attendance::Attended)), later(8)).unwrap();
    assert_eq!(states(&practice, 8), [BoardState::Waiting]);
    assert_eq!(problems(&practice), [""; 0]);
}

// Pages must neither repeat nor skip a task, and filters must not hide what they are not asked to.
#[test]
fn pages_and_filters_show_each_task_once() {
    let (_scratch, mut practice) = Scratch::new();
    let mut expected = Vec::new();
    for n in 0..4_u64 {
        let client = add(&mut practice, &format!("Client {n}")).id;
        let first = held(&mut practice, client, 0);
        for k in 0..20_u64 {
            let factor = Factor::ALL.get(k as usize % 4).copied();
            let id = agree(&mut practice, &HomeworkDraft { factor, ..task(first, &format!("Task {k}")) }).id;
            expected.push((id, client, factor));
        }
        for k in 0..n.min(2) {
            held(&mut practice, client, 7 * (k + 1));
        }
    }
    let now = later(20);
    let ids = |filter: &BoardFilter| {
        let mut ids: Vec<_> = board(&practice, filter, now).into_iter().map(|(id, _)| id).collect();
        let shown = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), shown, "none twice");
        ids
    };
    let all: Vec<_> = expected.iter().map(|(id, ..)| *id).collect();
    assert_eq!(ids(&BoardFilter::default()), all);
    for (_, client, factor) in &expected {
        let wanted = BoardFilter { client: Some(*client), factor: *factor, ..BoardFilter::default() };
        let theirs = expected.iter().filter(|one| one.1 == *client && (factor.is_none() || one.2 == *factor));
        assert_eq!(ids(&wanted), theirs.map(|one| one.0).collect::<Vec<_>>());
    }
    for factor in Factor::ALL {
        let wanted = BoardFilter { factor: Some(factor), ..BoardFilter::default() };
        assert_eq!(ids(&wanted).len(), 20);
    }
    let counts = practice.homework_board_counts(&BoardFilter::default(), now).unwrap();
    assert_eq!((counts.stale, counts.waiting, counts.due), (40, 20, 20));
    let stale = BoardFilter { state: Some(BoardState::Stale), ..BoardFilter::default() };
    assert_eq!(ids(&stale).len(), 40);
}

// Work that is over is where a task is lost most easily.
#[test]
fn open_tasks_of_a_client_whose_work_has_ended_stay_in_view() {
    let (_scratch, mut practice, client, first) = started();
    agree(&mut practice, &task(first, "One line a day"));
    let ended = ClientDraft { state: ClientState::Ended, ..crate::draft("Ada") };
    practice.change_client(client, &ended, later(1)).unwrap();
    let page = practice.homework_board(&BoardFilter::default(), later(1)).unwrap();
    assert_eq!(page.lines[0].client_state, ClientState::Ended);
    practice.remove(Removable::Client(client), later(2)).unwrap();
    assert!(states(&practice, 2).is_empty(), "the trash hides all that is in it");
    practice.put_back(Removable::Client(client), later(2)).unwrap();
    assert_eq!(states(&practice, 2).len(), 1);
    assert_eq!(problems(&practice), [""; 0]);
}
