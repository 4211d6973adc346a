//! What is done with a task on file.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use secure_base_model::Factor;

use super::{
    draft::HomeworkDraft,
    look,
    row::{self, FILLED, Homework, marks, one},
    words::{NextStep, Outcome},
};
use crate::{
    Changed, ClientId, Error, GoalId, HomeworkId, Now, Practice, Record, Result, Session, SessionId, Verb, goal,
    search, transact::Change,
};

/// `day` is the one on which the task was agreed: that of its session, but for those agreed after it.
pub(crate) fn assign(change: Change, draft: &HomeworkDraft, day: NaiveDate) -> Result<HomeworkId> {
    insert(change, draft, day, None)
}

/// Puts a task on file, which may come in another's place.
pub(super) fn insert(
    change: Change,
    draft: &HomeworkDraft,
    day: NaiveDate,
    follows: Option<HomeworkId>,
) -> Result<HomeworkId> {
    let draft = draft.tidied(day)?;
    let known = follows.map(|before| goal_of(change.db, before)).transpose()?.flatten();
    expect_own_goal(change.db, &draft, known)?;
    let sql =
        format!("INSERT INTO homework (session, assigned_on, follows, {FILLED}) VALUES (?1, ?2, ?3, {})", marks(3));
    let id = search::follow(change, draft.session, || {
        row::write(change, &sql, &[&draft.session, &day, &follows], &draft)?;
        Ok(HomeworkId(change.db.last_insert_rowid()))
    })?;
    change.touch(Verb::Added, Record::Homework(id))?;
    Ok(id)
}

/// Puts a task that is here in other words; its session and its day stay.
pub(super) fn rewrite(change: Change, id: HomeworkId, draft: &HomeworkDraft) -> Result<()> {
    let before = one(change.db, id)?;
    let draft = HomeworkDraft { session: before.session, ..draft.tidied(before.assigned_on)? };
    expect_own_goal(change.db, &draft, before.plan.goal)?;
    let sql = format!("UPDATE homework SET ({FILLED}) = ({}) WHERE id = ?1", marks(1));
    search::follow(change, before.session, || row::write(change, &sql, &[&id], &draft))?;
    change.touch(Verb::Changed, Record::Homework(id))
}

fn goal_of(db: &Connection, id: HomeworkId) -> Result<Option<GoalId>> {
    Ok(db.prepare_cached("SELECT goal FROM homework WHERE id = ?1")?.query_row([id], |row| row.get(0))?)
}

/// A goal that the task had before, or that the one before it had, may be in the trash by now.
fn expect_own_goal(db: &Connection, draft: &HomeworkDraft, known: Option<GoalId>) -> Result<()> {
    let Some(wanted) = draft.plan.goal.filter(|goal| Some(*goal) != known) else { return Ok(()) };
    let whose: ClientId = db
        .prepare_cached("SELECT client FROM session WHERE id = ?1")?
        .query_row([draft.session], |row| row.get(0))
        .optional()?
        .ok_or(Error::NotFound("session"))?;
    match goal::one(db, wanted)?.client == whose {
        true => Ok(()),
        false => Err(Error::invalid("That goal is another client’s: choose one of this client’s, or none.")),
    }
}

/// Marks a task done between two sessions.
pub(crate) fn mark_done(change: Change, id: HomeworkId) -> Result<()> {
    look::note_between(change, id, Outcome::Done, NextStep::Done)
}

impl Practice {
    /// Agrees on a task in a session.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a draft that breaks a rule: it says which; [`Error::NotFound`].
    pub fn assign_homework(&mut self, draft: &HomeworkDraft, now: Now) -> Result<Changed<Homework>> {
        let day = self.session(draft.session)?.day;
        let assigned = self.transact(now, |change| assign(change, draft, day))?;
        Ok(Changed { value: self.homework(assigned.value)?, touched: assigned.touched })
    }

    /// Agrees on a task on the day of `now`, after the session that the draft names: in a call, or between two sessions. It
    /// stands with that session, and is asked about in the next one.
    ///
    /// # Errors
    /// Those of [`Practice::assign_homework`]; [`Error::Invalid`] when that session is still to come.
    pub fn assign_homework_between(&mut self, draft: &HomeworkDraft, now: Now) -> Result<Changed<Homework>> {
        let today = now.date_naive();
        if self.session(draft.session)?.day > today {
            return Err(Error::invalid("That session is still to come: choose the last one that was held."));
        }
        let assigned = self.transact(now, |change| assign(change, draft, today))?;
        Ok(Changed { value: self.homework(assigned.value)?, touched: assigned.touched })
    }

    /// Makes a task say what the draft says; the session it belongs to stays.
    ///
    /// # Errors
    /// Those of [`Practice::assign_homework`].
    pub fn change_homework(&mut self, id: HomeworkId, draft: &HomeworkDraft, now: Now) -> Result<Changed<Homework>> {
        let changed = self.transact(now, |change| rewrite(change, id, draft))?;
        Ok(Changed { value: self.homework(id)?, touched: changed.touched })
    }

    /// Marks a task done on the day of `now`, without a session.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn mark_homework_done(&mut self, id: HomeworkId, now: Now) -> Result<Changed<Homework>> {
        let changed = self.transact(now, |change| mark_done(change, id))?;
        Ok(Changed { value: self.homework(id)?, touched: changed.touched })
    }

    /// Opens a task again: it waits to be looked at.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn reopen_homework(&mut self, id: HomeworkId, now: Now) -> Result<Changed<Homework>> {
        let changed =
            self.transact(now, |change| look::note_between(change, id, Outcome::NotDiscussed, NextStep::CarryOn))?;
        Ok(Changed { value: self.homework(id)?, touched: changed.touched })
    }

    /// Takes back what was last noted of a task with one press: that it was done or is open again, between two sessions, or
    /// that it was not discussed in one. It is the way back of [`Practice::mark_homework_done`],
    /// [`Practice::reopen_homework`] and [`Practice::leave_homework_undiscussed`].
    ///
    /// # Errors
    /// [`Error::Invalid`] when something else was noted since; [`Error::NotFound`].
    pub fn take_back_homework_mark(&mut self, id: HomeworkId, now: Now) -> Result<Changed<Homework>> {
        let changed = self.transact(now, |change| look::take_back(change, id))?;
        Ok(Changed { value: self.homework(id)?, touched: changed.touched })
    }

    /// One task.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn homework(&self, id: HomeworkId) -> Result<Homework> {
        one(&self.db, id)
    }

    pub(crate) fn homework_of(&self, client: ClientId) -> Result<Vec<Homework>> {
        let order = "s.client = ?1 ORDER BY h.done_on IS NOT NULL, h.assigned_on DESC, h.id DESC";
        row::all(&self.db, order, &[&client])
    }

    /// The tasks of a factor, the first first.
    pub(crate) fn homework_about(&self, client: ClientId, factor: Factor) -> Result<Vec<Homework>> {
        row::all(&self.db, "s.client = ?1 AND h.factor = ?2 ORDER BY h.id", &[&client, &factor.letter()])
    }

    pub(crate) fn homework_assigned_in(&self, session: SessionId) -> Result<Vec<Homework>> {
        row::all(&self.db, "h.session = ?1 ORDER BY h.id", &[&session])
    }

    pub(crate) fn homework_open_before(&self, session: &Session) -> Result<Vec<Homework>> {
        row::all(
            &self.db,
            "s.client = ?1 AND (s.day, s.number) < (?2, ?3) AND h.done_on IS NULL
             ORDER BY h.assigned_on DESC, h.id DESC",
            &[&session.client, &session.day, &session.number],
        )
    }
}
