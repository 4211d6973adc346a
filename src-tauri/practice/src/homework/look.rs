//! Looks at a task as they stand on file, and what they make of the task.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    row,
    words::{NextStep, Obstacle, Outcome},
};
use crate::{Error, HomeworkId, Record, Result, SessionId, Verb, search, transact::Change};

/// How much of a task was done and how well, as one of the two sees it: 0 to 4 each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Quality {
    /// 0 is nothing of it, 4 is all of it or more.
    pub much: Option<u32>,
    /// 0 is not at all, 4 is very well.
    pub well: Option<u32>,
}

/// A look at a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// The task.
    pub homework: HomeworkId,
    /// The session; none for what was noted between two.
    pub session: Option<SessionId>,
    /// The day of the session, or that on which it was noted.
    pub day: NaiveDate,
    /// When it was noted.
    pub noted_at: DateTime<Utc>,
    /// What became of it.
    pub outcome: Outcome,
    /// What comes next.
    pub next: NextStep,
    /// As the client sees it.
    pub client: Quality,
    /// As the clinician sees it.
    pub clinician: Quality,
    /// How hard it was, 0 to 10.
    pub hard: Option<u32>,
    /// How many boxes are ticked on paper.
    pub ticks: Option<u32>,
    /// What was learned.
    pub learned: String,
    /// What got in the way.
    pub obstacle: Option<Obstacle>,
    /// The same in words.
    pub obstacle_words: String,
    /// Whether it counts; one that a later look in the same session, or between the same two, amends does not.
    pub counts: bool,
}

/// A look as it is put on file.
pub(super) struct Look<'a> {
    pub(super) homework: HomeworkId,
    pub(super) session: Option<SessionId>,
    pub(super) day: NaiveDate,
    pub(super) outcome: Outcome,
    pub(super) next: NextStep,
    pub(super) client: Quality,
    pub(super) clinician: Quality,
    pub(super) hard: Option<u32>,
    pub(super) ticks: Option<u32>,
    pub(super) learned: &'a str,
    pub(super) obstacle: Option<Obstacle>,
    pub(super) obstacle_words: &'a str,
}

/// Looks in sessions that are not in the trash, and whether they count.
const COLUMNS: &str =
    "SELECT r.*, EXISTS (SELECT 1 FROM homework_look l WHERE l.homework = r.homework AND l.id = r.id) AS counts
     FROM homework_noted r";

fn read(row: &Row) -> rusqlite::Result<Review> {
    let text = |name| Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(name)?.unwrap_or_default());
    Ok(Review {
        homework: row.get("homework")?,
        session: row.get("session")?,
        day: row.get("day")?,
        noted_at: row.get("noted_at")?,
        outcome: row.get("outcome")?,
        next: row.get("next")?,
        client: Quality { much: row.get("much_client")?, well: row.get("well_client")? },
        clinician: Quality { much: row.get("much_clinician")?, well: row.get("well_clinician")? },
        hard: row.get("hard")?,
        ticks: row.get("ticks")?,
        learned: text("learned")?,
        obstacle: row.get("obstacle")?,
        obstacle_words: text("obstacle_words")?,
        counts: row.get("counts")?,
    })
}

/// The looks at a task in the order of their sessions, whenever each was written down; those of one session as they came.
pub(super) fn of(db: &Connection, id: HomeworkId) -> Result<Vec<Review>> {
    let mut query = db.prepare_cached(&format!("{COLUMNS} WHERE r.homework = ?1 ORDER BY r.day, r.turn, r.id"))?;
    Ok(query.query_map([id], read)?.collect::<rusqlite::Result<_>>()?)
}

/// The looks that were taken in a session and count.
pub(super) fn taken_in(db: &Connection, session: SessionId) -> Result<Vec<Review>> {
    let mut query = db.prepare_cached(&format!("{COLUMNS} WHERE r.session = ?1 ORDER BY r.id"))?;
    let all = query.query_map([session], read)?.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(all.into_iter().filter(|one| one.counts).collect())
}

/// Puts a look on file, and makes the task what it now is.
pub(super) fn put(change: Change, row: &Look) -> Result<()> {
    keep_old_mark(change, row.homework)?;
    insert(change, row)?;
    settle(change, row.homework)?;
    change.touch(Verb::Changed, Record::Homework(row.homework))
}

fn insert(change: Change, row: &Look) -> Result<()> {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let (learned, obstacle_words) = (text(row.learned), text(row.obstacle_words));
    let write = || {
        Ok(change.db
        .prepare_cached(
            "INSERT INTO homework_review (homework, session, reviewed_on, outcome, next, much_client, well_client,
                                          much_clinician, well_clinician, hard, ticks, learned, obstacle, obstacle_words,
                                          noted_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?
        .execute((
            row.homework,
            row.session,
            row.day,
            row.outcome,
            row.next,
            row.client.much,
            row.client.well,
            row.clinician.much,
            row.clinician.well,
            row.hard,
            row.ticks,
            learned,
            row.obstacle,
            obstacle_words,
            change.now.to_utc(),
        ))?)
    };
    // The task's own session is found by what is noted of it.
    search::follow(change, agreed_in(change, row.homework)?, write).map(drop)
}

/// The session in which a task was agreed.
pub(crate) fn agreed_in(change: Change, id: HomeworkId) -> Result<SessionId> {
    let mut query = change.db.prepare_cached("SELECT session FROM homework WHERE id = ?1")?;
    query.query_row([id], |row| row.get(0)).optional()?.ok_or(Error::NotFound("task"))
}

/// The sessions that are found by what was noted in this one, because the tasks that were looked at in it were agreed in them.
pub(crate) fn agreed_for(change: Change, session: SessionId) -> Result<Vec<SessionId>> {
    let mut query = change.db.prepare_cached(
        "SELECT DISTINCT h.session FROM homework_review r JOIN homework h ON h.id = r.homework WHERE r.session = ?1
         ORDER BY h.session",
    )?;
    Ok(query.query_map([session], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// What is noted between two sessions, in a word.
fn between(homework: HomeworkId, day: NaiveDate, outcome: Outcome, next: NextStep) -> Look<'static> {
    let (client, clinician) = (Quality::default(), Quality::default());
    let (hard, ticks, obstacle, session) = (None, None, None, None);
    let (learned, obstacle_words) = ("", "");
    Look { homework, session, day, outcome, next, client, clinician, hard, ticks, learned, obstacle, obstacle_words }
}

/// Notes between two sessions what became of a task that is here. It is the last word, also after a look in a session that is
/// still to come.
pub(super) fn note_between(change: Change, id: HomeworkId, outcome: Outcome, next: NextStep) -> Result<()> {
    row::one(change.db, id)?;
    let (last, today) = (of(change.db, id)?.pop().map(|look| look.day), change.now.date_naive());
    put(change, &between(id, last.map_or(today, |last| last.max(today)), outcome, next))
}

/// Takes back what was noted with one press, if nothing was noted since: as if it had never been pressed.
pub(super) fn take_back(change: Change, id: HomeworkId) -> Result<()> {
    row::one(change.db, id)?;
    let sql = "DELETE FROM homework_review WHERE (session IS NULL OR outcome = 'notDiscussed')
                   AND id = (SELECT max(id) FROM homework_review WHERE homework = ?1)";
    if change.db.prepare_cached(sql)?.execute([id])? == 0 {
        return Err(Error::invalid("This task was looked at since: change that look instead."));
    }
    settle(change, id)?;
    change.touch(Verb::Changed, Record::Homework(id))
}

/// A task that was marked done before looks were written down gets that mark as its first look, so that the looks alone say
/// what it is.
fn keep_old_mark(change: Change, id: HomeworkId) -> Result<()> {
    let marked: Option<NaiveDate> = change
        .db
        .prepare_cached(
            "SELECT done_on FROM homework h WHERE id = ?1 AND done_on IS NOT NULL
                 AND NOT EXISTS (SELECT 1 FROM homework_review r WHERE r.homework = h.id)",
        )?
        .query_row([id], |row| row.get(0))
        .optional()?;
    marked.map_or(Ok(()), |day| insert(change, &between(id, day, Outcome::Done, NextStep::Done)))
}

/// The look that says what a task is: the last that counts, but for those that only say it was not discussed in a session.
pub(super) fn deciding(db: &Connection, id: HomeworkId) -> Result<Option<Review>> {
    let decides = |one: &Review| one.counts && (one.session.is_none() || one.outcome != Outcome::NotDiscussed);
    Ok(of(db, id)?.into_iter().rfind(decides))
}

/// Closes or opens a task as the look says that decides; answers whether that changed it.
fn settle(change: Change, id: HomeworkId) -> Result<bool> {
    let closed = deciding(change.db, id)?.filter(|look| look.next.closes()).map(|look| look.day);
    let sql = "UPDATE homework SET done_on = ?2 WHERE id = ?1 AND done_on IS NOT ?2";
    Ok(change.db.prepare_cached(sql)?.execute((id, closed))? > 0)
}

/// After a session went into the trash or came out of it: the tasks that were looked at in it are what the looks that now
/// count say.
pub(crate) fn resettle(change: Change, session: SessionId) -> Result<()> {
    looked_at_in(change, session)?.into_iter().try_for_each(|id| match settle(change, id)? {
        true => change.touch(Verb::Changed, Record::Homework(id)),
        false => Ok(()),
    })
}

/// Before a session is deleted for good: the looks taken in it go with it.
pub(crate) fn forget_session(change: Change, session: SessionId) -> Result<()> {
    let tasks = looked_at_in(change, session)?;
    // Its own note is out of the index by now, and its own tasks are gone.
    search::follow_all(change, &agreed_for(change, session)?, || {
        Ok(change.db.prepare_cached("DELETE FROM homework_review WHERE session = ?1")?.execute([session])?)
    })?;
    tasks.into_iter().try_for_each(|id| {
        settle(change, id)?;
        change.touch(Verb::Changed, Record::Homework(id))
    })
}

fn looked_at_in(change: Change, session: SessionId) -> Result<Vec<HomeworkId>> {
    let mut query = change
        .db
        .prepare_cached("SELECT DISTINCT homework FROM homework_review WHERE session = ?1 ORDER BY homework")?;
    Ok(query.query_map([session], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The look at this task in this session that counts, if there is one.
pub(super) fn in_session(db: &Connection, id: HomeworkId, session: SessionId) -> Result<Option<Review>> {
    Ok(of(db, id)?.into_iter().rfind(|one| one.session == Some(session)))
}
