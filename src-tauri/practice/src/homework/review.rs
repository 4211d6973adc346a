//! Looking at a task in a session: what became of it, and what comes next.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    draft::{HomeworkDraft, TOP, on_scale, text},
    look::{self, Look, Quality, Review},
    row::{self, Homework},
    task,
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
    /// What comes in its place: left out for a task that is repeated as it is, and where what was agreed on already stays as it
    /// is; needed for one that is made smaller or changed. Its session is that of the look.
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
        // What was marked before that was said belongs to nothing that was spoken of.
        if self.outcome == Outcome::NotDiscussed {
            return Ok(ReviewDraft::not_discussed(self.session));
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
    let earlier = looks_in(change, id, session.id)?;
    expect_possible(change, &task, session, !earlier.is_empty())?;
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
    follow(change, &task, &draft, day, &earlier)
}

/// The looks at a task in a session, the first first.
fn looks_in(change: Change, id: HomeworkId, session: SessionId) -> Result<Vec<Review>> {
    let mut looks = look::of(change.db, id)?;
    looks.retain(|one| one.session == Some(session));
    Ok(looks)
}

fn expect_possible(change: Change, task: &Homework, session: &Session, amends: bool) -> Result<()> {
    if session.client != task.client {
        return Err(Error::invalid("That session is another client’s: look at the task in one of its own client’s."));
    }
    if is_before(change, session, task.session)? {
        return Err(Error::invalid("That session was before the task was agreed: choose a later one."));
    }
    let closed_in_a_session = || -> Result<bool> {
        let last = look::deciding(change.db, task.id)?;
        Ok(task.done_on.is_some() && last.is_some_and(|look| look.session.is_some()))
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

/// What had come in its place in this session and went into the trash: the last of them.
fn follower_in_trash(change: Change, id: HomeworkId, session: SessionId) -> Result<Option<HomeworkId>> {
    let sql = "SELECT max(id) FROM homework WHERE follows = ?1 AND session = ?2 AND removed_at IS NOT NULL";
    Ok(change.db.prepare_cached(sql)?.query_row((id, session), |row| row.get(0))?)
}

/// Puts what comes in a task's place on file. A look that amends one of the same session (`earlier`) amends its follower too,
/// but never overwrites what was agreed on it since, nor throws away looks at it.
fn follow(change: Change, task: &Homework, draft: &ReviewDraft, day: NaiveDate, earlier: &[Review]) -> Result<()> {
    let there = follower_in(change, task.id, draft.session)?;
    let said = earlier.last().map(|look| look.next);
    let was = earlier.iter().rfind(|look| look.next.has_follower()).map(|look| look.next);
    let words = match &draft.follower {
        Some(follower) => Some(HomeworkDraft { session: draft.session, ..follower.clone() }),
        None if draft.next == NextStep::Repeat && was != Some(NextStep::Repeat) => {
            Some(HomeworkDraft { session: draft.session, ..again(task) })
        }
        None => None,
    };
    match (draft.next.has_follower(), there) {
        (false, None) => Ok(()),
        (false, Some(there)) => let_go(change, &there),
        (true, Some(there)) => words.map_or(Ok(()), |words| task::rewrite(change, there.id, &words)),
        // It was removed by hand, and only the words of the look are amended.
        (true, None) if words.is_none() && said == Some(NextStep::Repeat) => Ok(()),
        (true, None) => begin(change, task, draft, day, words),
    }
}

/// What comes in a task's place is put back, where it was there once, or begun.
fn begin(
    change: Change,
    task: &Homework,
    draft: &ReviewDraft,
    day: NaiveDate,
    words: Option<HomeworkDraft>,
) -> Result<()> {
    if look::deciding(change.db, task.id)?.is_some_and(|last| last.session != Some(draft.session)) {
        return Err(Error::invalid(
            "What comes next was said later than in this session: choose “Carry on” here, and agree on anything new as a task \
             of its own.",
        ));
    }
    match (follower_in_trash(change, task.id, draft.session)?, words) {
        (Some(trashed), words) => {
            trash::mark(change, Removable::Homework(trashed), None)?;
            words.map_or(Ok(()), |words| task::rewrite(change, trashed, &words))
        }
        (None, Some(words)) => task::insert(change, &words, day, Some(task.id)).map(drop),
        (None, None) if draft.next == NextStep::Repeat => {
            let words = HomeworkDraft { session: draft.session, ..again(task) };
            task::insert(change, &words, day, Some(task.id)).map(drop)
        }
        (None, None) => Err(Error::invalid("Say what comes in the place of this task.")),
    }
}

/// Nothing comes in the place of a task any more; what did waits in the trash, unless it has a course of its own by now.
fn let_go(change: Change, follower: &Homework) -> Result<()> {
    if !look::of(change.db, follower.id)?.is_empty() {
        return Err(Error::invalid(
            "The task that came in the place of this one was looked at since. Leave what comes next as it was, or remove that \
             task first: its looks go with it.",
        ));
    }
    trash::mark(change, Removable::Homework(follower.id), Some(change.now.to_utc()))
}

/// The same task once more, without the days of the last time; how sure the client is has to be asked again.
fn again(task: &Homework) -> HomeworkDraft {
    let Homework { session, task, factor, handout, plan, .. } = task.clone();
    let plan = super::TaskPlan { starts_on: None, sureness: None, ..plan };
    HomeworkDraft { session, task, factor, handout, due: None, plan }
}

impl Practice {
    /// Takes a look at a task in a session. A second look in the same session amends the first: both are kept, the newer
    /// counts. To repeat, make smaller or change closes the task and puts another in its place, in one change; what came in
    /// its place goes into the trash when an amended look says otherwise, and comes back when it is asked for again.
    ///
    /// # Errors
    /// [`Error::Invalid`] when a number is out of its scale, a text is too long, the session is another client's or before
    /// the task, the task was closed in another session, something is to come in its place though a later look said what
    /// comes next, or what came in its place was looked at since and now is not to come; [`Error::NotFound`].
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
