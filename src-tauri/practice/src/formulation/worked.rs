//! What worked before: tasks of a factor that this client did, and did well.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use secure_base_model::Factor;

use crate::{ClientId, Homework, HomeworkId, Outcome, Practice, Result, homework, tidy};

/// A task that both found done less well than this, of 4, is not one that worked.
const WELL: f64 = 3.0;
/// So many are told.
const TOLD: usize = 4;

/// A task that worked.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkedTask {
    /// The task.
    pub homework: Homework,
    /// How often it was found done.
    pub times: u32,
    /// The last day on which it was.
    pub last: NaiveDate,
    /// How well, 0 to 4, in the mean of what both said; none where nobody did.
    pub well: Option<f64>,
}

#[derive(Default)]
struct Done {
    times: u32,
    last: NaiveDate,
    sum: u32,
    marks: u32,
}

impl Done {
    fn well(&self) -> Option<f64> {
        (self.marks > 0).then(|| f64::from(self.sum) / f64::from(self.marks))
    }
}

impl Practice {
    /// The tasks of a factor that a client did, the best first, those without a mark after those with one, and the newest first
    /// among equals. One that was agreed on again is told once.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`]; [`crate::Error::Unreadable`].
    pub fn worked_before(&self, client: ClientId, factor: Factor) -> Result<Vec<WorkedTask>> {
        self.client(client)?;
        let mut done: HashMap<HomeworkId, Done> = HashMap::new();
        for look in homework::seen(&self.db, Some(client))?.iter().filter(|look| look.outcome == Outcome::Done) {
            let one = done.entry(look.homework).or_default();
            let marks: Vec<u32> = [look.client.well, look.clinician.well].into_iter().flatten().collect();
            one.times += 1;
            one.last = one.last.max(look.day);
            one.sum += marks.iter().sum::<u32>();
            one.marks += marks.len() as u32;
        }
        let told = |homework: Homework| {
            let one = done.get(&homework.id)?;
            let well = one.well();
            let worked = well.is_none_or(|well| well >= WELL);
            worked.then_some(WorkedTask { homework, times: one.times, last: one.last, well })
        };
        let mut worked: Vec<WorkedTask> = self.homework_about(client, factor)?.into_iter().filter_map(told).collect();
        worked.sort_by(|one, other| {
            let marks = |task: &WorkedTask| task.well.unwrap_or(-1.0);
            marks(other).total_cmp(&marks(one)).then(other.last.cmp(&one.last))
        });
        let mut seen = HashSet::new();
        worked.retain(|one| seen.insert(tidy::folded(&one.homework.task)));
        worked.truncate(TOLD);
        Ok(worked)
    }
}
