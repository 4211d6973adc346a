//! Homework: what a client takes on between two sessions.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, ToSql};
use secure_base_model::Factor;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    Changed, ClientId, Error, HomeworkId, Now, Practice, Record, Result, Session, SessionId, Verb, client::tidy_line,
    transact::Change,
};

/// The longest task, in characters.
const LONGEST_TASK: usize = 2_000;

/// What the clinician and the client agree on.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HomeworkDraft {
    /// The session in which it is agreed.
    pub session: SessionId,
    /// What to do, 1 to 2,000 characters.
    pub task: String,
    /// The factor it works on, if one stands out.
    pub factor: Option<Factor>,
    /// The day by which it is to be looked at.
    pub due: Option<NaiveDate>,
    /// The handout that goes with it.
    pub handout: Option<String>,
}

/// A task on file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Homework {
    /// The task's number.
    pub id: HomeworkId,
    /// Whose.
    pub client: ClientId,
    /// The session in which it was agreed.
    pub session: SessionId,
    /// What to do.
    pub task: String,
    /// The factor it works on.
    pub factor: Option<Factor>,
    /// The handout that goes with it.
    pub handout: Option<String>,
    /// The day it was agreed.
    pub assigned_on: NaiveDate,
    /// The day by which it is to be looked at.
    pub due: Option<NaiveDate>,
    /// The day it was marked done; open until then.
    pub done_on: Option<NaiveDate>,
}

const COLUMNS: &str = "SELECT h.id, s.client, h.session, h.task, h.factor, h.handout, h.assigned_on, h.due, h.done_on";

/// Tasks that are not in the trash, nor what they belong to.
const HERE: &str = "FROM homework h JOIN session s ON s.id = h.session JOIN client c ON c.id = s.client
                    WHERE h.removed_at IS NULL AND s.removed_at IS NULL AND c.removed_at IS NULL";

fn read(row: &Row) -> Result<Homework> {
    let id: HomeworkId = row.get(0)?;
    let factor = row.get::<_, Option<String>>(4)?.map(|letter| letter.parse::<Factor>()).transpose();
    Ok(Homework {
        id,
        client: row.get(1)?,
        session: row.get(2)?,
        task: row.get(3)?,
        factor: factor.map_err(|why| Error::Unreadable { noun: "task", id: id.number(), why: why.to_string() })?,
        handout: row.get(5)?,
        assigned_on: row.get(6)?,
        due: row.get(7)?,
        done_on: row.get(8)?,
    })
}

fn tidy(draft: &HomeworkDraft, agreed: NaiveDate) -> Result<String> {
    let task = tidy_line(&draft.task);
    match task.chars().count() {
        0 => return Err(Error::invalid("Say what the task is: a few words are enough.")),
        n if n > LONGEST_TASK => {
            return Err(Error::invalid(format!(
                "A task of {n} characters is too long; at most {LONGEST_TASK} are kept."
            )));
        }
        _ => {}
    }
    match draft.due {
        Some(due) if due < agreed => Err(Error::invalid("The task is due before it was agreed: choose a later day.")),
        _ => Ok(task),
    }
}

/// `day` is the session's, and so the day on which the task was agreed.
pub(crate) fn assign(change: Change, draft: &HomeworkDraft, day: NaiveDate) -> Result<HomeworkId> {
    let task = tidy(draft, day)?;
    change.db.execute(
        "INSERT INTO homework (session, task, factor, handout, assigned_on, due) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (draft.session, &task, draft.factor.map(Factor::letter), &draft.handout, day, draft.due),
    )?;
    let id = HomeworkId(change.db.last_insert_rowid());
    change.touch(Verb::Added, Record::Homework(id))?;
    Ok(id)
}

/// Sets columns of one task; `values` fill the assignments from ?2 on.
fn update(change: Change, id: HomeworkId, assignments: &'static str, values: &[&dyn ToSql]) -> Result<()> {
    let all: Vec<&dyn ToSql> = std::iter::once(&id as &dyn ToSql).chain(values.iter().copied()).collect();
    let mut here = change.db.prepare_cached(&format!("SELECT 1 {HERE} AND h.id = ?1"))?;
    if !here.exists([id])? {
        return Err(Error::NotFound("task"));
    }
    change.db.execute(&format!("UPDATE homework SET {assignments} WHERE id = ?1"), all.as_slice())?;
    change.touch(Verb::Changed, Record::Homework(id))
}

pub(crate) fn mark_done(change: Change, id: HomeworkId) -> Result<()> {
    update(change, id, "done_on = ?2", &[&change.now.date_naive()])
}

impl Practice {
    /// Agrees on a task in a session.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty or too long task or a due day before the session, [`Error::NotFound`].
    pub fn assign_homework(&mut self, draft: &HomeworkDraft, now: Now) -> Result<Changed<Homework>> {
        let day = self.session(draft.session)?.day;
        let assigned = self.transact(now, |change| assign(change, draft, day))?;
        Ok(Changed { value: self.homework(assigned.value)?, touched: assigned.touched })
    }

    /// Puts a task in other words; the session it belongs to stays.
    ///
    /// # Errors
    /// Those of [`Practice::assign_homework`].
    pub fn change_homework(&mut self, id: HomeworkId, draft: &HomeworkDraft, now: Now) -> Result<Changed<Homework>> {
        let task = tidy(draft, self.homework(id)?.assigned_on)?;
        let values: [&dyn ToSql; 4] = [&task, &draft.factor.map(Factor::letter), &draft.handout, &draft.due];
        let changed =
            self.transact(now, |change| update(change, id, "task = ?2, factor = ?3, handout = ?4, due = ?5", &values))?;
        Ok(Changed { value: self.homework(id)?, touched: changed.touched })
    }

    /// Marks a task done on the day of `now`.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn mark_homework_done(&mut self, id: HomeworkId, now: Now) -> Result<Changed<Homework>> {
        let changed = self.transact(now, |change| mark_done(change, id))?;
        Ok(Changed { value: self.homework(id)?, touched: changed.touched })
    }

    /// Opens a task again.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn reopen_homework(&mut self, id: HomeworkId, now: Now) -> Result<Changed<Homework>> {
        let changed = self.transact(now, |change| update(change, id, "done_on = NULL", &[]))?;
        Ok(Changed { value: self.homework(id)?, touched: changed.touched })
    }

    /// One task.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn homework(&self, id: HomeworkId) -> Result<Homework> {
        let mut query = self.db.prepare_cached(&format!("{COLUMNS} {HERE} AND h.id = ?1"))?;
        query.query_row([id], |row| Ok(read(row))).optional()?.unwrap_or(Err(Error::NotFound("task")))
    }

    pub(crate) fn homework_of(&self, client: ClientId) -> Result<Vec<Homework>> {
        self.homework_where("s.client = ?1 ORDER BY h.done_on IS NOT NULL, h.assigned_on DESC, h.id DESC", &[&client])
    }

    pub(crate) fn homework_assigned_in(&self, session: SessionId) -> Result<Vec<Homework>> {
        self.homework_where("h.session = ?1 ORDER BY h.id", &[&session])
    }

    pub(crate) fn homework_open_before(&self, session: &Session) -> Result<Vec<Homework>> {
        self.homework_where(
            "s.client = ?1 AND (s.day, s.number) < (?2, ?3) AND h.done_on IS NULL
             ORDER BY h.assigned_on DESC, h.id DESC",
            &[&session.client, &session.day, &session.number],
        )
    }

    fn homework_where(&self, condition: &'static str, values: &[&dyn ToSql]) -> Result<Vec<Homework>> {
        let mut query = self.db.prepare_cached(&format!("{COLUMNS} {HERE} AND {condition}"))?;
        query.query_and_then(values, read)?.collect()
    }
}
