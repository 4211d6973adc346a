//! Random courses of tasks, sessions and looks: whatever happens, no task is lost from view before it is looked at or closed, and
//! every figure adds up to the records.

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use secure_base_model::Factor;
use secure_base_practice::{
    Attendance, BoardFilter, BoardState, ClientId, Homework, HomeworkDraft, HomeworkSums, NextStep, Outcome, Practice,
    Rated, Removable, Review, ReviewDraft, STALE_AFTER_DAYS, Session, SessionDraft, SessionId, TaskPlan,
};

use crate::{
    Scratch, add,
    board::board,
    looks::{held, later, look, task},
    shelf::{full, problems},
};

const STEPS: usize = 160;

struct Course {
    practice: Practice,
    clients: Vec<ClientId>,
    random: ChaCha8Rng,
    /// Days since the first one.
    day: u64,
    removed: Vec<Removable>,
}

impl Course {
    fn sessions(&self, client: ClientId) -> Vec<SessionId> {
        self.practice
            .client_page(client)
            .map(|page| page.sessions.iter().map(|one| one.id).collect())
            .unwrap_or_default()
    }

    /// Those that took place or still may, the newest first.
    fn attended(&self, client: ClientId) -> Vec<Session> {
        let all = self.sessions(client).into_iter().map(|id| self.practice.session(id).unwrap());
        all.filter(|one| one.attendance.is_none_or(|said| said == Attendance::Attended)).collect()
    }

    /// A session of any day up to three weeks ahead, which may not take place.
    fn planned(&mut self) -> SessionDraft {
        let (day, absent) = (later(self.day + self.random.random_range(0..22)).date_naive(), Attendance::NoShow);
        let [starts_at, minutes, present] = [const { String::new() }; 3];
        let attendance = self.random.random_ratio(1, 5).then_some(absent);
        SessionDraft { day, starts_at, minutes, mode: None, attendance, present }
    }

    fn tasks(&self, client: ClientId) -> Vec<Homework> {
        self.practice.client_page(client).map(|page| page.homework).unwrap_or_default()
    }

    fn draft(&mut self, session: SessionId) -> HomeworkDraft {
        let due =
            self.random.random_ratio(1, 3).then(|| later(self.day + self.random.random_range(0..20)).date_naive());
        let factor = Factor::ALL.choose(&mut self.random).copied().filter(|_| self.random.random_ratio(2, 3));
        let template = self.random.random_ratio(1, 2).then(|| "one-safe-moment".to_owned());
        HomeworkDraft {
            due,
            factor,
            plan: TaskPlan { template, ..TaskPlan::default() },
            ..task(session, "Ten minutes")
        }
    }

    /// Something a clinician may do; what is refused changes nothing, and that is all this asks of it.
    fn step(&mut self) {
        let client = *self.clients.choose(&mut self.random).unwrap();
        let (sessions, tasks, now) = (self.sessions(client), self.tasks(client), later(self.day));
        let session = sessions.choose(&mut self.random).copied();
        let id = tasks.choose(&mut self.random).map(|task| task.id);
        match (self.random.random_range(0..20), session, id) {
            (0..=2, ..) => self.day += self.random.random_range(0..9),
            (3..=4, ..) => drop(self.practice.start_session(client, now)),
            (5, session, _) => {
                let draft = self.planned();
                match session.filter(|_| self.random.random_ratio(1, 2)) {
                    Some(session) => drop(self.practice.change_session(session, &draft, now)),
                    None => drop(self.practice.add_session(client, &draft, now)),
                }
            }
            (6..=9, Some(_), _) => {
                let draft = self.draft(sessions[0]);
                drop(self.practice.assign_homework(&draft, now));
            }
            (10..=14, Some(session), Some(id)) => {
                let outcome = *Outcome::ALL.choose(&mut self.random).unwrap();
                let next = *NextStep::ALL.choose(&mut self.random).unwrap();
                let follower = Some(self.draft(session)).filter(|_| next != NextStep::Repeat);
                drop(self.practice.review_homework(id, &ReviewDraft { follower, ..look(session, outcome, next) }, now));
            }
            (15, Some(session), _) => drop(self.practice.leave_homework_undiscussed(session, now)),
            (16, _, Some(id)) => drop(self.practice.mark_homework_done(id, now)),
            (17, _, Some(id)) => match self.random.random_ratio(1, 3) {
                true => drop(self.practice.take_back_homework_mark(id, now)),
                false => drop(self.practice.reopen_homework(id, now)),
            },
            (18, Some(session), id) => {
                let all =
                    [Some(Removable::Session(session)), id.map(Removable::Homework), Some(Removable::Client(client))];
                if let Some(Some(what)) = all.choose(&mut self.random)
                    && self.practice.remove(*what, now).is_ok()
                {
                    self.removed.push(*what);
                }
            }
            (19, ..) => {
                let Some(what) = self.removed.pop() else { return };
                match self.random.random_ratio(1, 4) && !matches!(what, Removable::Client(_)) {
                    true => drop(self.practice.purge(what, now)),
                    false => drop(self.practice.put_back(what, now)),
                }
            }
            _ => {}
        }
    }

    /// What the board must say of a task, found out by asking its sessions one by one.
    fn expected(&self, task: &Homework, reviews: &[Review]) -> BoardState {
        let order = |id: SessionId| self.practice.session(id).map(|session| (session.day, session.number)).unwrap();
        let looked = reviews.iter().filter(|one| one.counts && one.outcome != Outcome::NotDiscussed);
        let last = looked.clone().filter_map(|one| one.session).map(order).chain([order(task.session)]).max().unwrap();
        let day = looked.map(|one| one.day).chain([task.assigned_on]).max().unwrap();
        let today = later(self.day).date_naive();
        let gone_by = |one: &Session| (one.day, one.number) > last && one.day <= today;
        let since = self.attended(task.client).iter().filter(|one| gone_by(one)).count();
        match since {
            2.. => BoardState::Stale,
            _ if (today - day).num_days() >= i64::from(STALE_AFTER_DAYS) => BoardState::Stale,
            1 => BoardState::Waiting,
            _ if task.due.is_some_and(|due| due < today) => BoardState::Waiting,
            _ => BoardState::Due,
        }
    }

    /// Every open task is on the board, once, in its state, and nothing else is; and the next session asks about it.
    fn expect_in_view(&self) {
        let shown: BTreeMap<_, _> =
            board(&self.practice, &BoardFilter::default(), later(self.day)).into_iter().collect();
        let mut open = BTreeMap::new();
        for client in &self.clients {
            let newest = self.attended(*client).into_iter().next();
            let sitting = newest.as_ref().map(|session| self.practice.session_homework(session.id).unwrap());
            for task in self.tasks(*client).into_iter().filter(|task| task.done_on.is_none()) {
                let reviews = self.practice.homework_course(task.id).unwrap().reviews;
                open.insert(task.id, self.expected(&task, &reviews));
                let agreed = self.practice.session(task.session).unwrap();
                if newest.as_ref().is_none_or(|newest| (newest.day, newest.number) < (agreed.day, agreed.number)) {
                    continue;
                }
                let asked = sitting.as_ref().is_some_and(|sitting| {
                    let mut all = sitting.open.iter().chain(&sitting.looked_at).chain(&sitting.agreed);
                    all.any(|one| one.id == task.id)
                });
                assert!(asked, "the newest session has it in view");
            }
        }
        assert_eq!(shown, open);
    }

    /// What a task is, the last session says that decided it, whenever that was written down.
    fn expect_decided(&self) {
        for task in self.clients.iter().flat_map(|client| self.tasks(*client)) {
            let reviews = self.practice.homework_course(task.id).unwrap().reviews;
            if reviews.iter().any(|one| one.session.is_none()) {
                continue;
            }
            let decides = reviews.iter().filter(|one| one.counts && one.outcome != Outcome::NotDiscussed);
            let number = |one: &Review| self.practice.session(one.session.unwrap()).unwrap().number;
            let last = decides.max_by_key(|one| (one.day, number(one)));
            let closed = last.filter(|one| one.next != NextStep::CarryOn).map(|one| one.day);
            assert_eq!(task.done_on, closed, "{reviews:?}");
        }
    }

    /// The figures are what one finds by going through the records.
    fn expect_sums(&self) {
        let (mut agreed, mut looked) = (0, 0);
        for client in self.clients.iter().filter(|client| self.practice.client(**client).is_ok()) {
            let history = self.practice.homework_history(*client).unwrap();
            let mut all = HomeworkSums::default();
            for task in self.tasks(*client) {
                let reviews = self.practice.homework_course(task.id).unwrap().reviews;
                all = plus(all, HomeworkSums { agreed: 1, ..HomeworkSums::default() });
                all = reviews.iter().filter(|one| one.counts).fold(all, |all, one| plus(all, of(one)));
                agreed += 1;
                let seen = |one: &Review| one.counts && one.outcome != Outcome::NotDiscussed;
                looked += u32::from(reviews.iter().any(seen));
            }
            assert_eq!(history.all, all);
            let sum = |sums: Vec<HomeworkSums>| sums.into_iter().fold(HomeworkSums::default(), plus);
            assert_eq!(sum(history.sessions.iter().map(|line| line.sums).collect()), all);
            assert_eq!(sum(history.by_factor.iter().map(|(_, sums)| *sums).collect()), all);
        }
        let figures = self.practice.homework_figures().unwrap();
        assert_eq!((figures.agreed, figures.looked_at), (agreed, looked));
        let all = |counts: Vec<(u32, u32)>| counts.into_iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        let factors = figures.by_factor.iter().map(|one| (one.agreed, one.done.count)).collect();
        let templates = figures.by_template.iter().map(|one| (one.agreed, one.done.count)).collect();
        assert_eq!((all(factors), all(templates)), ((agreed, looked), (agreed, looked)));
        let hidden = figures.by_template.iter().all(|one| one.done.value.is_some() == (one.done.count >= 5));
        assert!(hidden, "no figure rests on fewer than five: {figures:?}");
    }
}

fn of(review: &Review) -> HomeworkSums {
    let is = |outcome| u32::from(review.outcome == outcome);
    let rated = |mark: Option<u32>| Rated { sum: mark.unwrap_or(0), count: u32::from(mark.is_some()) };
    HomeworkSums {
        agreed: 0,
        looked_at: 1 - is(Outcome::NotDiscussed),
        done: is(Outcome::Done),
        partly: is(Outcome::Partly),
        not_done: is(Outcome::NotDone),
        not_discussed: is(Outcome::NotDiscussed),
        much_client: rated(review.client.much),
        much_clinician: rated(review.clinician.much),
        well_client: rated(review.client.well),
        well_clinician: rated(review.clinician.well),
        hard: rated(review.hard),
    }
}

fn plus(a: HomeworkSums, b: HomeworkSums) -> HomeworkSums {
    let rated = |a: Rated, b: Rated| Rated { sum: a.sum + b.sum, count: a.count + b.count };
    HomeworkSums {
        agreed: a.agreed + b.agreed,
        looked_at: a.looked_at + b.looked_at,
        done: a.done + b.done,
        partly: a.partly + b.partly,
        not_done: a.not_done + b.not_done,
        not_discussed: a.not_discussed + b.not_discussed,
        much_client: rated(a.much_client, b.much_client),
        much_clinician: rated(a.much_clinician, b.much_clinician),
        well_client: rated(a.well_client, b.well_client),
        well_clinician: rated(a.well_clinician, b.well_clinician),
        hard: rated(a.hard, b.hard),
    }
}

// The promise of the whole cycle. It fails as soon as one trigger, one filter or one rule forgets a case.
#[test]
fn no_task_is_lost_from_view_and_every_sum_is_that_of_the_records() {
    let (_scratch, mut practice) = Scratch::new();
    let clients = (0..3).map(|n| add(&mut practice, &format!("Client {n}")).id).collect::<Vec<_>>();
    for client in &clients {
        held(&mut practice, *client, 0);
    }
    let random = ChaCha8Rng::seed_from_u64(7);
    let mut course = Course { practice, clients, random, day: 0, removed: Vec::new() };
    let steps = if full() { 10 * STEPS } else { STEPS };
    for step in 0..steps {
        course.step();
        if step % 5 == 0 {
            course.expect_in_view();
            course.expect_sums();
            course.expect_decided();
        }
    }
    assert!(course.practice.homework_figures().unwrap().looked_at > 0, "the course is no empty one");
    assert_eq!(problems(&course.practice), [""; 0]);
}
