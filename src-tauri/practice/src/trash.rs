//! The trash: what is removed waits in it, hidden with all that hangs on it, until it is put back or purged.
//!
//! Only the removed record itself is marked. What belongs to it is found hidden through it, so that putting it back
//! restores exactly what was there, and what had been removed before it stays removed.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use rusqlite::Row;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    Changed, ClientId, Error, GivenHandoutId, GoalId, HomeworkId, HomeworkTemplateId, MeasureId, Now, OwnArticleId,
    OwnHandoutId, Practice, Record, Result, SessionId, Verb, homework, search, transact::Change,
};

/// So many of the clinician's own days a record waits before it is purged.
pub(crate) const DAYS_IN_TRASH: Days = Days::new(30);
/// By so much clocks are put forward and back.
const CLOCK_CHANGE: TimeDelta = TimeDelta::hours(1);

/// What can be put into the trash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(tag = "kind", content = "id", rename_all = "camelCase")]
pub enum Removable {
    /// A client, with everything.
    Client(ClientId),
    /// A session, with its note, the tasks agreed and the handouts given in it.
    Session(SessionId),
    /// A homework task, with the looks at it.
    Homework(HomeworkId),
    /// A homework template of the clinician's own.
    HomeworkTemplate(HomeworkTemplateId),
    /// A client's goal, with its ratings.
    Goal(GoalId),
    /// A measure, with how it was before.
    Measure(MeasureId),
    /// A handout given to a client.
    Handout(GivenHandoutId),
    /// A handout of the clinician's own.
    OwnHandout(OwnHandoutId),
    /// An article of the clinician's own, with the material cut from it.
    OwnArticle(OwnArticleId),
}

impl Removable {
    /// Its table, its number, and what people call it.
    pub(crate) const fn parts(self) -> (&'static str, i64, &'static str) {
        match self {
            Removable::Client(id) => ("client", id.0, "client"),
            Removable::Session(id) => ("session", id.0, "session"),
            Removable::Homework(id) => ("homework", id.0, "task"),
            Removable::HomeworkTemplate(id) => ("homework_template", id.0, "template"),
            Removable::Goal(id) => ("goal", id.0, "goal"),
            Removable::Measure(id) => ("measure", id.0, "measure"),
            Removable::Handout(id) => ("given_handout", id.0, "handout"),
            Removable::OwnHandout(id) => ("own_handout", id.0, "handout"),
            Removable::OwnArticle(id) => ("own_article", id.0, "article"),
        }
    }
}

impl From<Removable> for Record {
    fn from(what: Removable) -> Record {
        match what {
            Removable::Client(id) => Record::Client(id),
            Removable::Session(id) => Record::Session(id),
            Removable::Homework(id) => Record::Homework(id),
            Removable::HomeworkTemplate(id) => Record::HomeworkTemplate(id),
            Removable::Goal(id) => Record::Goal(id),
            Removable::Measure(id) => Record::Measure(id),
            Removable::Handout(id) => Record::Handout(id),
            Removable::OwnHandout(id) => Record::OwnHandout(id),
            Removable::OwnArticle(id) => Record::OwnArticle(id),
        }
    }
}

/// Where a removed record went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Removal {
    /// It waits in the trash.
    InTrash,
    /// There was nothing in it to keep.
    Gone,
}

/// A line of the trash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TrashLine {
    /// What was removed.
    pub what: Removable,
    /// Whose it is; empty for what belongs to no client.
    pub client_name: String,
    /// Which of the client's sessions it is or belongs to.
    pub session: Option<u32>,
    /// The day of that session.
    pub day: Option<NaiveDate>,
    /// The task or goal, a measure's name or key, or the title of the handout, article or template.
    pub words: Option<String>,
    /// How many sessions, each with its note, wait with it.
    pub sessions: u32,
    /// How many tasks wait with it.
    pub homework: u32,
    /// How many handouts given wait with it.
    pub handouts: u32,
    /// How many signed notes wait with it.
    pub signed: u32,
    /// When it was removed.
    pub removed_at: DateTime<Utc>,
    /// The day from which on it may be purged.
    pub purged_on: NaiveDate,
}

/// What has been removed and belongs to nothing else that has, the latest first. The counts leave out what was
/// removed on its own before: it does not come back with it.
const LINES: &str = "
    SELECT 'client' AS kind, c.id, coalesce(c.preferred_name, c.name), NULL AS number, NULL AS day, NULL AS words, c.removed_at AS at,
           (SELECT count(*) FROM session s WHERE s.client = c.id AND s.removed_at IS NULL),
           (SELECT count(*) FROM homework h JOIN session s ON s.id = h.session
            WHERE s.client = c.id AND s.removed_at IS NULL AND h.removed_at IS NULL),
           (SELECT count(*) FROM given_handout g LEFT JOIN session s ON s.id = g.session
            WHERE g.client = c.id AND g.removed_at IS NULL AND s.removed_at IS NULL),
           (SELECT count(*) FROM session s JOIN note n INDEXED BY note_signed ON n.session = s.id
            WHERE s.client = c.id AND s.removed_at IS NULL AND n.signed_at IS NOT NULL)
    FROM client c WHERE c.removed_at IS NOT NULL
    UNION ALL
    SELECT 'session', s.id, coalesce(c.preferred_name, c.name), s.number, s.day, NULL, s.removed_at, 0,
           (SELECT count(*) FROM homework h WHERE h.session = s.id AND h.removed_at IS NULL),
           (SELECT count(*) FROM given_handout g WHERE g.session = s.id AND g.removed_at IS NULL),
           (SELECT count(*) FROM note n INDEXED BY note_signed WHERE n.session = s.id AND n.signed_at IS NOT NULL)
    FROM session s JOIN client c ON c.id = s.client WHERE s.removed_at IS NOT NULL AND c.removed_at IS NULL
    UNION ALL
    SELECT 'homework', h.id, coalesce(c.preferred_name, c.name), s.number, s.day, h.task, h.removed_at, 0, 0, 0, 0
    FROM homework h JOIN session s ON s.id = h.session JOIN client c ON c.id = s.client
    WHERE h.removed_at IS NOT NULL AND s.removed_at IS NULL AND c.removed_at IS NULL
    UNION ALL
    SELECT 'handout', g.id, coalesce(c.preferred_name, c.name), s.number, s.day, g.title, g.removed_at, 0, 0, 0, 0
    FROM given_handout g JOIN client c ON c.id = g.client LEFT JOIN session s ON s.id = g.session
    WHERE g.removed_at IS NOT NULL AND s.removed_at IS NULL AND c.removed_at IS NULL
    UNION ALL
    SELECT 'goal', g.id, coalesce(c.preferred_name, c.name), NULL, NULL, g.words, g.removed_at, 0, 0, 0, 0
    FROM goal g JOIN client c ON c.id = g.client WHERE g.removed_at IS NOT NULL AND c.removed_at IS NULL
    UNION ALL
    SELECT 'measure', m.id, coalesce(c.preferred_name, c.name), NULL, m.taken_on, m.name, m.removed_at, 0, 0, 0, 0
    FROM measure m JOIN client c ON c.id = m.client WHERE m.removed_at IS NOT NULL AND c.removed_at IS NULL
    UNION ALL
    SELECT 'homeworkTemplate', t.id, '', NULL, NULL, t.title, t.removed_at, 0, 0, 0, 0 FROM homework_template t
    WHERE t.removed_at IS NOT NULL
    UNION ALL
    SELECT 'ownHandout', o.id, '', NULL, NULL, o.title, o.removed_at, 0, 0, 0, 0 FROM own_handout o
    WHERE o.removed_at IS NOT NULL
    UNION ALL
    SELECT 'ownArticle', a.id, '', NULL, NULL, a.title, a.removed_at, 0, 0, 0, 0 FROM own_article a
    WHERE a.removed_at IS NOT NULL
    ORDER BY at DESC, kind, 2";

fn read(row: &Row, now: Now) -> rusqlite::Result<TrashLine> {
    let removed_at = row.get(6)?;
    Ok(TrashLine {
        what: read_what(row)?,
        client_name: row.get(2)?,
        session: row.get(3)?,
        day: row.get(4)?,
        words: row.get(5)?,
        sessions: row.get(7)?,
        homework: row.get(8)?,
        handouts: row.get(9)?,
        signed: row.get(10)?,
        removed_at,
        purged_on: last_day(removed_at, now),
    })
}

/// The first two columns of a row: which kind of record, and its number.
pub(crate) fn read_what(row: &Row) -> rusqlite::Result<Removable> {
    Ok(match row.get_ref(0)?.as_str()? {
        "client" => Removable::Client(row.get(1)?),
        "session" => Removable::Session(row.get(1)?),
        "homework" => Removable::Homework(row.get(1)?),
        "homeworkTemplate" => Removable::HomeworkTemplate(row.get(1)?),
        "goal" => Removable::Goal(row.get(1)?),
        "measure" => Removable::Measure(row.get(1)?),
        "ownHandout" => Removable::OwnHandout(row.get(1)?),
        "ownArticle" => Removable::OwnArticle(row.get(1)?),
        _ => Removable::Handout(row.get(1)?),
    })
}

/// The day from which on what was removed then may be purged, in the clinician's own days.
pub(crate) fn last_day(removed_at: DateTime<Utc>, now: Now) -> NaiveDate {
    // What went at half past midnight before the clocks were changed went a day earlier by the hours of now: never that early.
    let day = (removed_at + CLOCK_CHANGE).with_timezone(now.offset()).date_naive();
    day.checked_add_days(DAYS_IN_TRASH).unwrap_or(NaiveDate::MAX)
}

/// The sessions that are found by other words once this is in the trash, or out of it.
fn found_otherwise(change: Change, what: Removable) -> Result<Vec<SessionId>> {
    match what {
        Removable::Homework(id) => homework::agreed_in(change, id).map(|session| vec![session]),
        Removable::Session(id) => homework::agreed_for(change, id),
        _ => Ok(Vec::new()),
    }
}

/// Marks or unmarks one record; what is already so is not found.
pub(crate) fn mark(change: Change, what: Removable, removed_at: Option<DateTime<Utc>>) -> Result<()> {
    let (table, id, noun) = what.parts();
    let sql = format!("UPDATE {table} SET removed_at = ?2 WHERE id = ?1 AND (removed_at IS NULL) <> (?2 IS NULL)");
    let marked = search::follow_all(change, &found_otherwise(change, what)?, || {
        Ok(change.db.prepare_cached(&sql)?.execute((id, removed_at))?)
    })?;
    if marked == 0 {
        return Err(Error::NotFound(noun));
    }
    change.touch(if removed_at.is_some() { Verb::Removed } else { Verb::PutBack }, what.into())?;
    match what {
        // The looks at tasks that were taken in it count no more, or count again.
        Removable::Session(id) => homework::resettle(change, id),
        _ => Ok(()),
    }
}

impl Practice {
    /// Puts a record into the trash. A session with nothing in it is simply taken back.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for what is in the trash already or belongs to something in it.
    pub fn remove(&mut self, what: Removable, now: Now) -> Result<Changed<Removal>> {
        match what {
            Removable::Client(id) => drop(self.client(id)?),
            Removable::Session(id) if self.session_is_empty(id)? => {
                let Changed { touched, .. } = self.remove_empty_session(id, now)?;
                return Ok(Changed { value: Removal::Gone, touched });
            }
            Removable::Session(_) => {}
            Removable::Homework(id) => drop(self.homework(id)?),
            Removable::HomeworkTemplate(id) => drop(self.homework_template(id)?),
            Removable::Goal(id) => drop(self.goal(id)?),
            Removable::Measure(id) => drop(self.measure(id)?),
            Removable::Handout(id) => drop(self.given_handout(id)?),
            Removable::OwnHandout(id) => drop(self.own_handout(id)?),
            Removable::OwnArticle(id) => drop(self.own_article(id)?),
        }
        let Changed { touched, .. } = self.transact(now, |change| mark(change, what, Some(now.to_utc())))?;
        Ok(Changed { value: Removal::InTrash, touched })
    }

    /// Puts clients into the trash in one change; the answer is how many. Those who are there already are passed over.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn remove_clients(&mut self, clients: &[ClientId], now: Now) -> Result<Changed<u32>> {
        self.transact(now, |change| {
            let mut removed = 0;
            for id in clients {
                match mark(change, Removable::Client(*id), Some(now.to_utc())) {
                    Ok(()) => removed += 1,
                    Err(Error::NotFound(_)) => {}
                    Err(other) => return Err(other),
                }
            }
            Ok(removed)
        })
    }

    /// Takes a record out of the trash: it is where it was. What belongs to something else in the trash is seen again
    /// when that is put back too.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is not in the trash.
    pub fn put_back(&mut self, what: Removable, now: Now) -> Result<Changed<()>> {
        self.transact(now, |change| mark(change, what, None))
    }

    /// What is in the trash, the latest first; `now` says where the clinician's days begin.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn trash(&self, now: Now) -> Result<Vec<TrashLine>> {
        let mut query = self.db.prepare_cached(LINES)?;
        Ok(query.query_map([], |row| read(row, now))?.collect::<rusqlite::Result<_>>()?)
    }
}
