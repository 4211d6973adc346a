//! Looking at a task in a session: what became of it, and what comes next.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    draft::{HomeworkDraft, TOP, on_scale, text},
    look::{self, Look, Quality, Review},
    row,
    task::{self, Homework},
    words::{NextStep, Obstacle, Outcome},
};
use crate::{
    Changed, Error, HomeworkId, Now, Practice, Removable, Result, Session, SessionId, transact::Change, trash,
};

/// The highest mark for how much of a task was done, and how well.
const FULL: u32 = 4;
/// More ticks than a sheet has boxes.
const MOST_TICKS: u32 = 500;

/// A look at a task, as it is put down. All but session, outcome and next step may be blank.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewDraft {
    /// The session in which it is looked at.
    pub session: SessionId,
    /// What became of it.
    pub outcome: Outcome,
    /// What comes next; a task that was not discussed carries on.
    pub next: NextStep,
    /// As the client sees it.
    pub client: Quality,
    /// As the clinician sees it.
    pub clinician: Quality,
    /// How hard it was, 0 to 10.
    pub hard: Option<u32>,
    /// How many boxes are ticked on paper.
    pub ticks: Option<u32>,
    /// What was learned, at most 1,000 characters.
    pub learned: String,
    /// What got in the way.
    pub obstacle: Option<Obstacle>,
    /// The same in words, at most 1,000 characters.
    pub obstacle_words: String,
    /// What comes in its place: left out for a task that is repeated as it is, needed for one that is made smaller or changed.
    /// Its session is that of the look.
    pub follower: Option<HomeworkDraft>,
}

/// A task that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Reviewed {
    /// The task as it now is.
    pub homework: Homework,
    /// The look.
    pub review: Review,
    /// What came in its place.
    pub follower: Option<Homework>,
}

impl ReviewDraft {
    /// That nobody asked about it in this session.
    pub(super) fn not_discussed(session: SessionId) -> ReviewDraft {
        ReviewDraft {
            session,
            outcome: Outcome::NotDiscussed,
            next: NextStep::CarryOn,
            client: Quality::default(),
            clinician: Quality::default(),
            hard: None,
            ticks: None,
            learned: String::new(),
            obstacle: None,
            obstacle_words: String::new(),
            follower: None,
        }
    }

    /// The same, fit to be kept, or what is wrong with it.
    fn tidied(&self) -> Result<ReviewDraft> {
        let (client, clinician) = (self.client, self.clinician);
        for value in [client.much, client.well, clinician.much, clinician.well] {
            on_scale(value, FULL, "How much and how well")?;
        }
        on_scale(self.hard, TOP, "How hard it was")?;
        on_scale(self.ticks, MOST_TICKS, "The count of ticks")?;
        if self.outcome == Outcome::NotDiscussed && self.next != NextStep::CarryOn {
            return Err(Error::invalid("A task that was not discussed carries on: say first what became of it."));
        }
        if self.follower.is_none() && matches!(self.next, NextStep::Smaller | NextStep::Change) {
            return Err(Error::invalid("Say what comes in the place of this task."));
        }
        Ok(ReviewDraft {
            learned: text(&self.learned, "What was learned")?,
            obstacle_words: text(&self.obstacle_words, "What got in the way")?,
            ..self.clone()
        })
    }
}

/// Takes a look at a task that is here, in a session that is here.
pub(super) fn review(change: Change, id: HomeworkId, draft: &ReviewDraft, session: &Session) -> Result<()> {
    let (draft, task) = (draft.tidied()?, row::one(change.db, id)?);
    let earlier = look::in_session(change.db, id, session.id)?;
    expect_possible(change, &task, session, earlier.is_some())?;
    let ReviewDraft { outcome, next, client, clinician, hard, ticks, obstacle, .. } = draft;
    let (learned, obstacle_words) = (draft.learned.as_str(), draft.obstacle_words.as_str());
    let (homework, day, session) = (id, session.day, Some(session.id));
    let row = Look {
        homework,
        session,
        day,
        outcome,
        next,
        client,
        clinician,
        hard,
        ticks,
        learned,
        obstacle,
        obstacle_words,
    };
    look::put(change, &row)?;
    follow(change, &task, &draft, day)
}

fn expect_possible(change: Change, task: &Homework, session: &Session, amends: bool) -> Result<()> {
    if session.client != task.client {
        return Err(Error::invalid("That session is another client’s: look at the task in one of its own client’s."));
    }
    if is_before(change, session, task.session)? {
        return Err(Error::invalid("That session was before the task was agreed: choose a later one."));
    }
    let closed_in_a_session = || -> Result<bool> {
        let newest = look::of(change.db, task.id)?.pop();
        Ok(task.done_on.is_some() && newest.is_some_and(|look| look.session.is_some()))
    };
    // One that was marked done between two sessions is still looked at in the next.
    if !amends && closed_in_a_session()? {
        return Err(Error::invalid("This task was closed in another session: open it again first."));
    }
    Ok(())
}

fn is_before(change: Change, session: &Session, other: SessionId) -> Result<bool> {
    let mut query = change.db.prepare_cached("SELECT (?2, ?3) < (day, number) FROM session WHERE id = ?1")?;
    Ok(query.query_row((other, session.day, session.number), |row| row.get(0))?)
}

/// What came in the place of a task in this session, and is not in the trash.
fn follower_in(change: Change, id: HomeworkId, session: SessionId) -> Result<Option<Homework>> {
    Ok(row::all(change.db, "h.follows = ?1 AND h.session = ?2 ORDER BY h.id", &[&id, &session])?.pop())
}

/// Puts what comes in a task's place on file. A look that amends one of the same session amends its follower too.
fn follow(change: Change, task: &Homework, draft: &ReviewDraft, day: chrono::NaiveDate) -> Result<()> {
    let there = follower_in(change, task.id, draft.session)?;
    let wanted = || HomeworkDraft { session: draft.session, ..draft.follower.clone().unwrap_or_else(|| again(task)) };
    match (draft.next.has_follower(), there) {
        (true, None) => task::insert(change, &wanted(), day, Some(task.id)).map(drop),
        (true, Some(there)) => task::rewrite(change, there.id, &wanted()),
        (false, Some(there)) => trash::mark(change, Removable::Homework(there.id), Some(change.now.to_utc())),
        (false, None) => Ok(()),
    }
}

/// The same task once more, without the days of the last time.
fn again(task: &Homework) -> HomeworkDraft {
    let Homework { session, task, factor, handout, plan, .. } = task.clone();
    HomeworkDraft { session, task, factor, handout, due: None, plan: super::TaskPlan { starts_on: None, ..plan } }
}

impl Practice {
    /// Takes a look at a task in a session. A second look in the same session amends the first: both are kept, the newer
    /// counts. To repeat, make smaller or change closes the task and puts another in its place, in one change.
    ///
    /// # Errors
    /// [`Error::Invalid`] when a number is out of its scale, a text is too long, the session is another client's or before
    /// the task, or the task was closed in another session; [`Error::NotFound`].
    pub fn review_homework(&mut self, id: HomeworkId, draft: &ReviewDraft, now: Now) -> Result<Changed<Reviewed>> {
        let session = self.session(draft.session)?;
        self.transact(now, |change| {
            review(change, id, draft, &session)?;
            let review = look::in_session(change.db, id, session.id)?.ok_or(Error::NotFound("task"))?;
            let follower = follower_in(change, id, session.id)?;
            Ok(Reviewed { homework: row::one(change.db, id)?, review, follower })
        })
    }
}
