//! The desk: what a day's work begins and ends with. Today's sessions and what each needs before it, the notes that wait to be signed,
//! tasks gone stale, risk assessments that are to be looked at again, and answers about self-harm.
//!
//! Every list is short, because a desk is looked over and not read; each says where the rest is.

mod day;
mod risk;
mod unsigned;
mod words;

use chrono::NaiveDate;
use serde::Serialize;
use specta::Type;

pub use day::{DaySession, DeskDay, DeskWeek};
pub use risk::RiskReview;
pub use unsigned::DeskNote;
pub(crate) use unsigned::miscounted;
pub use words::LastWords;

use crate::{BoardLine, HarmAlert, Now, Practice, Record, Result, SessionId, homework, measure::alert};

/// How many lines a list on the desk has.
const LINES: usize = 5;
/// How many risk reviews it has: no other list leads to the rest of them.
const REVIEWS: usize = 30;
/// What is more than so many is not counted on.
const COUNTED: usize = 100;
/// How many tasks of a session are named; the others are counted.
const NAMED: usize = 3;

/// What lies on the desk on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DeskPage {
    /// The day in the clinician's own time.
    pub day: NaiveDate,
    /// Whether there are clients at all.
    pub clients: bool,
    /// The day's sessions by time, those without one last; at most 30.
    pub sessions: Vec<DeskSession>,
    /// Whether the day has more.
    pub more: bool,
    /// The session whose note comes next: the first of the day that has no words, or else the first that is not signed, or else
    /// the first of `unsigned`.
    pub next: Option<SessionId>,
    /// Notes of earlier days that are not signed, the oldest first; at most 5.
    pub unsigned: Vec<DeskNote>,
    /// How many there are; 100 is that many or more.
    pub unsigned_count: u32,
    /// Tasks gone stale as on the board, those that were not looked at for longest first; at most 5.
    pub stale: Vec<BoardLine>,
    /// How many there are; 100 is that many or more.
    pub stale_count: u32,
    /// Risk assessments whose review date has come, the earliest first; at most 30.
    pub reviews: Vec<RiskReview>,
    /// How many there are.
    pub review_count: u32,
    /// Clients with answers about self-harm that nobody has looked at, each with the latest, the latest first. All of them:
    /// none may be overlooked.
    pub alerts: Vec<HarmAlert>,
}

/// A session of today, and what it needs before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DeskSession {
    /// The session.
    pub session: DaySession,
    /// The tasks to look at in it, those that have waited longest first; at most 3.
    pub tasks: Vec<String>,
    /// How many there are.
    pub task_count: u32,
    /// The client's last risk assessment, if it is to be looked at again by today or does not say when.
    pub risk: Option<RiskReview>,
    /// How the last note before it ends.
    pub last: Option<LastWords>,
}

/// Which note comes next.
fn next(sessions: &[DeskSession], unsigned: &[DeskNote]) -> Option<SessionId> {
    let open = || sessions.iter().map(|one| &one.session).filter(|one| one.may_be_written() && !one.signed);
    let first = open().find(|one| !one.written).or_else(|| open().next());
    first.map(|one| one.id).or_else(|| unsigned.first().map(|one| one.session))
}

impl Practice {
    /// What lies on the desk on the day of `now`.
    ///
    /// # Errors
    /// [`crate::Error::Database`]; [`crate::Error::Unreadable`].
    pub fn desk_page(&self, now: Now) -> Result<DeskPage> {
        let today = now.date_naive();
        let risks = risk::latest(&self.db)?;
        let (day, more) = day::sessions_on(&self.db, today)?;
        let sessions: Vec<DeskSession> =
            day.into_iter().map(|one| self.with_needs(one, &risks, today)).collect::<Result<_>>()?;
        let (unsigned, unsigned_count) = unsigned::before(&self.db, today)?;
        let (stale, stale_count) = homework::stale(&self.db, now, LINES, COUNTED)?;
        let mut reviews: Vec<RiskReview> = risks.into_values().filter(|one| one.is_due(today)).collect();
        reviews.sort_by_key(|one| (one.review_on, one.session));
        let review_count = reviews.len() as u32;
        reviews.truncate(REVIEWS);
        Ok(DeskPage {
            day: today,
            clients: self.has_clients()?,
            next: next(&sessions, &unsigned),
            sessions,
            more,
            unsigned,
            unsigned_count,
            stale,
            stale_count,
            reviews,
            review_count,
            alerts: alert::open_of_each(&self.db)?,
        })
    }

    fn with_needs(&self, session: DaySession, risks: &risk::ByClient, today: NaiveDate) -> Result<DeskSession> {
        // Nobody comes to a session that was called off.
        if !session.may_be_written() {
            return Ok(DeskSession { session, tasks: Vec::new(), task_count: 0, risk: None, last: None });
        }
        let tasks = if session.signed { Vec::new() } else { self.homework_unasked(&self.session(session.id)?)? };
        // What was assessed in the session itself is no need before it.
        let risk = risks.get(&session.client).filter(|one| one.session != session.id && one.is_open(today)).cloned();
        Ok(DeskSession {
            task_count: tasks.len() as u32,
            tasks: tasks.into_iter().take(NAMED).map(|task| task.task).collect(),
            risk,
            last: words::last_before(&self.db, &session, today)?,
            session,
        })
    }

    fn has_clients(&self) -> Result<bool> {
        Ok(self.db.prepare_cached("SELECT 1 FROM client WHERE removed_at IS NULL LIMIT 1")?.exists([])?)
    }

    /// Writes down that words of these clients' records stood on the desk: once a day for each, because the desk is read
    /// anew with every change.
    pub fn saw_on_desk(&mut self, page: &DeskPage, now: Now) {
        let shown = page.sessions.iter().filter(|one| one.last.is_some() || one.task_count > 0 || one.risk.is_some());
        let clients = shown.map(|one| one.session.client).chain(page.reviews.iter().map(|one| one.client));
        let new: Vec<Record> = clients
            .chain(page.stale.iter().map(|one| one.homework.client))
            .chain(page.alerts.iter().map(|one| one.client))
            .filter(|client| self.on_desk.insert((page.day, *client)))
            .map(Record::Client)
            .collect();
        self.looked_at_together(&new, now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::{KdfCost, RecoveryCode};

    // The desk comes up with every unlocking, and must not grow slow with the years.
    #[test]
    fn every_question_of_the_desk_goes_by_an_index() {
        let folder = tempfile::tempdir().expect("a folder");
        let code = RecoveryCode::random().expect("a code");
        let now: Now = "2026-11-19T10:00:00+03:00".parse().expect("a moment");
        let place = folder.path().join("practice");
        let practice =
            Practice::create(&place, "Plans", "lantern copper meadow", &code, KdfCost::FLOOR, now).expect("a practice");
        for question in
            [day::LINES, unsigned::OLDEST, unsigned::COUNT, words::LAST, alert::OF_ALL, &risk::latest_of_each()]
        {
            let mut query = practice.db.prepare(&format!("EXPLAIN QUERY PLAN {question}")).expect("a question");
            let unset = vec![rusqlite::types::Null; query.parameter_count()];
            let steps = query
                .query_map(rusqlite::params_from_iter(unset), |row| row.get::<_, String>(3))
                .expect("a plan")
                .collect::<rusqlite::Result<Vec<_>>>()
                .expect("its steps");
            let tables = ["SCAN s", "SCAN n", "SCAN c", "SCAN m", "SCAN unsigned_note"];
            let scanned =
                steps.iter().find(|step| tables.iter().any(|table| step.split(" USING").next() == Some(table)));
            assert_eq!(scanned, None, "{question}: {steps:?}");
        }
    }
}
