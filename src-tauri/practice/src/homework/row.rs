//! A task on file, and its row in the database: which column holds what.

use std::str::FromStr;

use chrono::NaiveDate;
use rusqlite::{
    Connection, Row, ToSql,
    types::{FromSql, Value},
};
use secure_base_model::{Aspect, Factor, UnknownWord};
use serde::Serialize;
use specta::Type;

use super::{
    draft::{HomeworkDraft, TaskPlan},
    words::{NextStep, Often, Per},
};
use crate::{ClientId, Error, HomeworkId, Result, SessionId, transact::Change};

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum TaskState {
    /// It is to be done, or to be looked at.
    Open,
    /// It has done its work.
    Done,
    /// It was let go.
    Dropped,
    /// Another task came in its place.
    Followed,
}

/// A task on file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Homework {
    /// The task's number.
    pub id: HomeworkId,
    /// Whose.
    pub client: ClientId,
    /// The session in which it was agreed, or after which.
    pub session: SessionId,
    /// What to do.
    pub task: String,
    /// The factor it works on.
    pub factor: Option<Factor>,
    /// The handout that goes with it.
    pub handout: Option<String>,
    /// The day it was agreed.
    pub assigned_on: NaiveDate,
    /// The day until which it is to be done; none is the next session.
    pub due: Option<NaiveDate>,
    /// The day it was closed; open until then.
    pub done_on: Option<NaiveDate>,
    /// How far it is.
    pub state: TaskState,
    /// Everything else that was agreed.
    pub plan: TaskPlan,
    /// Whether it says what, when and how often.
    pub specific: bool,
    /// The task in whose place it came, which may be gone since.
    pub follows: Option<HomeworkId>,
}

/// The columns that a draft fills, in the order of [`values`].
pub(super) const FILLED: &str = "task, factor, handout, due, why, goal, aspect, occasion, place, times, per, minutes, idea, own_words, \
                      sureness, obstacle, obstacle_words, plan_if, plan_then, template, starts_on";
/// What the look that decides said comes next (see `look::deciding`).
const NEXT: &str = "(SELECT l.next FROM homework_look l
                     WHERE l.homework = h.id AND (l.session IS NULL OR l.outcome <> 'notDiscussed')
                     ORDER BY l.day DESC, l.turn DESC, l.id DESC LIMIT 1) AS next";

/// Tasks that are not in the trash, nor what they belong to.
const HERE: &str = "FROM homework h JOIN session s ON s.id = h.session JOIN client c ON c.id = s.client
                    WHERE h.removed_at IS NULL AND s.removed_at IS NULL AND c.removed_at IS NULL";

/// What [`read`] reads, in its order.
pub(super) fn columns() -> String {
    let filled = FILLED.replace(", ", ", h.");
    format!("SELECT h.id, s.client, h.session, h.assigned_on, h.done_on, h.follows, {NEXT}, h.{filled}")
}

/// A mark for each of the columns that a draft fills, after so many that are something else.
pub(super) fn marks(others: usize) -> String {
    let marks: Vec<String> = (others + 1..=others + FILLED.split(',').count()).map(|n| format!("?{n}")).collect();
    marks.join(", ")
}

/// What is not said is NULL, as in a task from before there was the column.
fn values(draft: &HomeworkDraft) -> [Value; 21] {
    let text = |text: &str| if text.is_empty() { Value::Null } else { Value::from(text.to_owned()) };
    let word = |word: Option<&str>| text(word.unwrap_or_default());
    let number = |number: Option<u32>| number.map_or(Value::Null, |number| Value::from(i64::from(number)));
    let day = |day: Option<NaiveDate>| day.map_or(Value::Null, |day| Value::from(day.to_string()));
    let TaskPlan { why, goal, aspect, when, place, often, minutes, idea, own_words, .. } = &draft.plan;
    let TaskPlan { sureness, obstacle, obstacle_words, plan_if, plan_then, template, starts_on, .. } = &draft.plan;
    [
        Value::from(draft.task.clone()),
        word(draft.factor.map(Factor::letter)),
        word(draft.handout.as_deref()),
        day(draft.due),
        text(why),
        goal.map_or(Value::Null, |goal| Value::from(goal.0)),
        word(aspect.map(Aspect::word)),
        text(when),
        text(place),
        number(often.map(|often| often.times)),
        word(often.map(|often| often.per.word())),
        number(*minutes),
        word(idea.map(|idea| idea.word())),
        text(own_words),
        number(*sureness),
        word(obstacle.map(|obstacle| obstacle.word())),
        text(obstacle_words),
        text(plan_if),
        text(plan_then),
        word(template.as_deref()),
        day(*starts_on),
    ]
}

pub(super) fn unreadable(id: HomeworkId, why: impl ToString) -> Error {
    Error::Unreadable { noun: "task", id: id.number(), why: why.to_string() }
}

/// A row read from left to right: each column is asked for by its place, because to look for thirty of them by name takes
/// longer than the query.
pub(super) struct Cells<'row> {
    row: &'row Row<'row>,
    next: usize,
}

impl<'row> Cells<'row> {
    pub(super) fn of(row: &'row Row<'row>) -> Self {
        Cells { row, next: 0 }
    }

    pub(super) fn next<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        self.next += 1;
        self.row.get(self.next - 1)
    }

    fn text(&mut self) -> rusqlite::Result<String> {
        Ok(self.next::<Option<String>>()?.unwrap_or_default())
    }

    /// A word of the model, which knows its own.
    fn word<T: FromStr<Err = UnknownWord>>(&mut self, id: HomeworkId) -> Result<Option<T>> {
        self.next::<Option<String>>()?.map(|word| word.parse()).transpose().map_err(|why| unreadable(id, why))
    }
}

/// A task from the columns of [`columns`], in their order.
pub(super) fn read(cells: &mut Cells) -> Result<Homework> {
    let id = cells.next()?;
    let (client, session, assigned_on) = (cells.next()?, cells.next()?, cells.next()?);
    let (done_on, follows, next) = (cells.next()?, cells.next()?, cells.next()?);
    let (task, factor, handout, due) = (cells.next()?, cells.word(id)?, cells.next()?, cells.next()?);
    let plan = plan(cells, id)?;
    Ok(Homework {
        id,
        client,
        session,
        task,
        factor,
        handout,
        assigned_on,
        due,
        done_on,
        state: state(done_on, next),
        specific: plan.is_specific(),
        plan,
        follows,
    })
}

/// The last of the columns in [`FILLED`], in their order.
fn plan(cells: &mut Cells, id: HomeworkId) -> Result<TaskPlan> {
    Ok(TaskPlan {
        why: cells.text()?,
        goal: cells.next()?,
        aspect: cells.word(id)?,
        when: cells.text()?,
        place: cells.text()?,
        often: often(cells.next()?, cells.next()?),
        minutes: cells.next()?,
        idea: cells.next()?,
        own_words: cells.text()?,
        sureness: cells.next()?,
        obstacle: cells.next()?,
        obstacle_words: cells.text()?,
        plan_if: cells.text()?,
        plan_then: cells.text()?,
        template: cells.next()?,
        starts_on: cells.next()?,
    })
}

fn often(times: Option<u32>, per: Option<Per>) -> Option<Often> {
    times.zip(per).map(|(times, per)| Often { times, per })
}

fn state(done_on: Option<NaiveDate>, next: Option<NextStep>) -> TaskState {
    match (done_on, next) {
        (None, _) => TaskState::Open,
        (_, Some(NextStep::Drop)) => TaskState::Dropped,
        (_, Some(next)) if next.has_follower() => TaskState::Followed,
        // Also one that was marked done before looks were written down.
        _ => TaskState::Done,
    }
}

/// Runs a statement whose first values are these and whose others are those of the draft.
pub(super) fn write(change: Change, sql: &str, first: &[&dyn ToSql], draft: &HomeworkDraft) -> Result<usize> {
    let values = values(draft);
    let all: Vec<&dyn ToSql> = first.iter().copied().chain(values.iter().map(|value| value as &dyn ToSql)).collect();
    Ok(change.db.prepare_cached(sql)?.execute(all.as_slice())?)
}

/// One task that is here.
pub(super) fn one(db: &Connection, id: HomeworkId) -> Result<Homework> {
    all(db, "h.id = ?1", &[&id])?.pop().ok_or(Error::NotFound("task"))
}

/// Tasks that are here and answer to a condition, which may end with their order.
pub(super) fn all(db: &Connection, condition: &str, values: &[&dyn ToSql]) -> Result<Vec<Homework>> {
    let mut query = db.prepare_cached(&format!("{} {HERE} AND {condition}", columns()))?;
    query.query_and_then(values, |row| read(&mut Cells::of(row)))?.collect()
}
