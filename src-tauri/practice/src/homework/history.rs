//! What became of a client's homework, session by session and in sums. Every number counts records, so that all of them add up.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{Connection, Row, params_from_iter};
use secure_base_model::Factor;
use serde::Serialize;
use specta::Type;

use super::{
    look::Quality,
    row::unreadable,
    words::{Obstacle, Outcome},
};
use crate::{ClientId, HomeworkId, Practice, Result, SessionId};

/// Marks on a scale, of which `sum / count` is the mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Type)]
pub struct Rated {
    /// All marks together.
    pub sum: u32,
    /// How many.
    pub count: u32,
}

/// What became of some tasks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HomeworkSums {
    /// Tasks agreed.
    pub agreed: u32,
    /// Looks at a task: those that found it done, done partly, or not done.
    pub looked_at: u32,
    /// Looks that found it done.
    pub done: u32,
    /// Looks that found a part of it done.
    pub partly: u32,
    /// Looks that found it not done.
    pub not_done: u32,
    /// How often it was said that a task was not discussed.
    pub not_discussed: u32,
    /// How much, as the client sees it, 0 to 4.
    pub much_client: Rated,
    /// How much, as the clinician sees it.
    pub much_clinician: Rated,
    /// How well, as the client sees it, 0 to 4.
    pub well_client: Rated,
    /// How well, as the clinician sees it.
    pub well_clinician: Rated,
    /// How hard, 0 to 10.
    pub hard: Rated,
}

/// The homework of one session, or of one day between sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SessionSums {
    /// The session; none for a day on which something was noted between sessions.
    pub session: Option<SessionId>,
    /// Which of the client's sessions.
    pub number: Option<u32>,
    /// Its day.
    pub day: NaiveDate,
    /// What was agreed and looked at in it.
    pub sums: HomeworkSums,
}

/// A client's homework so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HomeworkHistory {
    /// The sessions that had any, and the days between them on which something was noted, the earliest first.
    pub sessions: Vec<SessionSums>,
    /// By factor, in the model's order; tasks without one last.
    pub by_factor: Vec<(Option<Factor>, HomeworkSums)>,
    /// All together.
    pub all: HomeworkSums,
    /// How many tasks are open.
    pub open: u32,
}

/// A task that was agreed.
pub(crate) struct Agreed {
    pub(crate) id: HomeworkId,
    pub(crate) session: SessionId,
    pub(crate) factor: Option<Factor>,
    pub(crate) template: Option<String>,
    pub(crate) assigned_on: NaiveDate,
    pub(crate) open: bool,
}

/// A look that counts.
pub(crate) struct Seen {
    pub(crate) homework: HomeworkId,
    pub(crate) session: Option<SessionId>,
    pub(crate) day: NaiveDate,
    pub(crate) outcome: Outcome,
    pub(crate) client: Quality,
    pub(crate) clinician: Quality,
    pub(crate) hard: Option<u32>,
    pub(crate) obstacle: Option<Obstacle>,
}

/// The tasks that are here: of one client, by way of the client's own sessions, or of all.
fn tasks(client: Option<ClientId>) -> String {
    let (join, whose) = match client {
        Some(_) => ("CROSS JOIN", "AND c.id = ?1"),
        None => ("JOIN", ""),
    };
    format!(
        "FROM client c {join} session s ON s.client = c.id {join} homework h ON h.session = s.id
         WHERE h.removed_at IS NULL AND s.removed_at IS NULL AND c.removed_at IS NULL {whose}"
    )
}

/// The tasks of a client, or of all.
pub(crate) fn agreed(db: &Connection, client: Option<ClientId>) -> Result<Vec<Agreed>> {
    let mut query = db.prepare_cached(&format!(
        "SELECT h.id, h.session, h.factor, h.template, h.assigned_on, h.done_on IS NULL {} ORDER BY h.id",
        tasks(client)
    ))?;
    query
        .query_and_then(params_from_iter(client), |row| {
            let id = row.get(0)?;
            let factor = row.get::<_, Option<String>>(2)?.map(|letter| letter.parse()).transpose();
            Ok(Agreed {
                id,
                session: row.get(1)?,
                factor: factor.map_err(|why: secure_base_model::UnknownWord| unreadable(id, why))?,
                template: row.get(3)?,
                assigned_on: row.get(4)?,
                open: row.get(5)?,
            })
        })?
        .collect()
}

/// The looks at these that count, in the order of their sessions. A task that was marked done before looks were
/// written down has that mark as its only one.
pub(crate) fn seen(db: &Connection, client: Option<ClientId>) -> Result<Vec<Seen>> {
    let tasks = tasks(client);
    let mut query = db.prepare_cached(&format!(
        "SELECT t.id, l.session, l.day AS day, l.outcome, l.much_client, l.well_client, l.much_clinician, l.well_clinician,
                l.hard, l.obstacle, l.turn AS turn, l.id AS look
         FROM (SELECT h.id {tasks}) t CROSS JOIN homework_look l ON l.homework = t.id
         UNION ALL
         SELECT h.id, NULL, h.done_on, 'done', NULL, NULL, NULL, NULL, NULL, NULL, 0, 0 {tasks}
           AND h.done_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM homework_review r WHERE r.homework = h.id)
         ORDER BY day, turn, look, 1",
    ))?;
    let read = |row: &Row| {
        Ok(Seen {
            homework: row.get(0)?,
            session: row.get(1)?,
            day: row.get(2)?,
            outcome: row.get(3)?,
            client: Quality { much: row.get(4)?, well: row.get(5)? },
            clinician: Quality { much: row.get(6)?, well: row.get(7)? },
            hard: row.get(8)?,
            obstacle: row.get(9)?,
        })
    };
    Ok(query.query_map(params_from_iter(client), read)?.collect::<rusqlite::Result<_>>()?)
}

impl Rated {
    fn add(&mut self, mark: Option<u32>) {
        self.sum += mark.unwrap_or(0);
        self.count += u32::from(mark.is_some());
    }
}

impl HomeworkSums {
    fn add(&mut self, look: &Seen) {
        let counted = match look.outcome {
            Outcome::Done => &mut self.done,
            Outcome::Partly => &mut self.partly,
            Outcome::NotDone => &mut self.not_done,
            Outcome::NotDiscussed => &mut self.not_discussed,
        };
        *counted += 1;
        // Nobody marked what nobody spoke of.
        if look.outcome == Outcome::NotDiscussed {
            return;
        }
        self.looked_at += 1;
        self.much_client.add(look.client.much);
        self.well_client.add(look.client.well);
        self.much_clinician.add(look.clinician.much);
        self.well_clinician.add(look.clinician.well);
        self.hard.add(look.hard);
    }
}

/// The session to which something belongs, or else its day.
type Held = std::result::Result<SessionId, NaiveDate>;

/// Where a factor stands in the model, and last what has none.
fn place(factor: Option<Factor>) -> (bool, Option<Factor>) {
    (factor.is_none(), factor)
}

impl Practice {
    /// What became of a client's homework.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`]; [`crate::Error::Unreadable`].
    pub fn homework_history(&self, client: ClientId) -> Result<HomeworkHistory> {
        self.client(client)?;
        let (agreed, seen) = (agreed(&self.db, Some(client))?, seen(&self.db, Some(client))?);
        let factors: BTreeMap<HomeworkId, Option<Factor>> = agreed.iter().map(|task| (task.id, task.factor)).collect();
        let mut sessions: BTreeMap<Held, HomeworkSums> = BTreeMap::new();
        let mut by_factor: BTreeMap<(bool, Option<Factor>), HomeworkSums> = BTreeMap::new();
        let mut all = HomeworkSums::default();
        for task in &agreed {
            let both =
                [sessions.entry(Ok(task.session)).or_default(), by_factor.entry(place(task.factor)).or_default()];
            both.into_iter().chain([&mut all]).for_each(|sums| sums.agreed += 1);
        }
        for look in &seen {
            let factor = factors.get(&look.homework).copied().flatten();
            let both = [
                sessions.entry(look.session.ok_or(look.day)).or_default(),
                by_factor.entry(place(factor)).or_default(),
            ];
            both.into_iter().chain([&mut all]).for_each(|sums| sums.add(look));
        }
        Ok(HomeworkHistory {
            sessions: self.in_order(sessions)?,
            by_factor: by_factor.into_iter().map(|((_, factor), sums)| (factor, sums)).collect(),
            all,
            open: agreed.iter().filter(|task| task.open).count() as u32,
        })
    }

    /// By their days; what was noted between sessions comes after those of its own day.
    fn in_order(&self, sessions: BTreeMap<Held, HomeworkSums>) -> Result<Vec<SessionSums>> {
        let line = |(held, sums)| match held {
            Err(day) => Ok(SessionSums { session: None, number: None, day, sums }),
            Ok(id) => self.session(id).map(|session| {
                let (session, number, day) = (Some(id), Some(session.number), session.day);
                SessionSums { session, number, day, sums }
            }),
        };
        let mut lines = sessions.into_iter().map(line).collect::<Result<Vec<_>>>()?;
        lines.sort_by_key(|line| (line.day, line.session.is_none(), line.number));
        Ok(lines)
    }
}
