//! The course over time: how much each factor came up, with the homework and the goals of the same time.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};
use rusqlite::Row;
use secure_base_model::Factor;
use serde::Serialize;
use specta::Type;

use crate::{ClientId, Goal, GoalId, Outcome, Practice, Result, SessionId, homework};

/// So many sessions are told one by one; a longer course is told month by month.
const ONE_BY_ONE: usize = 40;

/// A client's course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FormulationCourse {
    /// Whether a step is a month, and not a session.
    pub by_month: bool,
    /// The steps, the earliest first. A month without a session is none.
    pub steps: Vec<CourseStep>,
    /// The goals that were rated, the active ones first.
    pub goals: Vec<CourseGoal>,
}

/// A session, or a month of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Type)]
pub struct CourseStep {
    /// The day of the session, or the first day of the month.
    pub day: NaiveDate,
    /// Which of the client's sessions, if it is one.
    pub number: Option<u32>,
    /// The session, if it is one.
    pub session: Option<SessionId>,
    /// How many sessions.
    pub sessions: u32,
    /// How often each factor was tagged, in the model's order.
    pub factors: [u32; 3],
    /// Tasks that were agreed.
    pub agreed: u32,
    /// Looks that found a task done; one between two sessions counts with the session before.
    pub done: u32,
    /// How near goals felt: of each the last rating before the next step.
    pub ratings: Vec<CourseRating>,
}

/// A goal as the course names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct CourseGoal {
    /// Its number.
    pub id: GoalId,
    /// The client's own words.
    pub words: String,
    /// The factor it is about.
    pub factor: Option<Factor>,
}

/// How near a goal felt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct CourseRating {
    /// The goal.
    pub goal: GoalId,
    /// 0 to 10.
    pub rating: u32,
}

/// A session in its turn.
struct Turn {
    id: SessionId,
    number: u32,
    day: NaiveDate,
}

/// Steps under way, and which one each session belongs to.
struct Steps {
    steps: Vec<CourseStep>,
    of: HashMap<SessionId, usize>,
}

impl Steps {
    fn of(turns: Vec<Turn>, by_month: bool) -> Steps {
        let (mut steps, mut of) = (Vec::new(), HashMap::new());
        if by_month {
            let mut months: BTreeMap<NaiveDate, Vec<Turn>> = BTreeMap::new();
            for turn in turns {
                months.entry(turn.day.with_day(1).unwrap_or(turn.day)).or_default().push(turn);
            }
            for (day, held) in months {
                of.extend(held.iter().map(|turn| (turn.id, steps.len())));
                steps.push(CourseStep { day, sessions: held.len() as u32, ..CourseStep::default() });
            }
            return Steps { steps, of };
        }
        for Turn { id, number, day } in turns {
            of.insert(id, steps.len());
            let (number, session) = (Some(number), Some(id));
            steps.push(CourseStep { day, number, session, sessions: 1, ..CourseStep::default() });
        }
        Steps { steps, of }
    }

    fn at(&mut self, session: SessionId) -> Option<&mut CourseStep> {
        self.steps.get_mut(*self.of.get(&session)?)
    }

    /// The step that a day falls into; what came before the first one counts with it.
    fn on(&mut self, day: NaiveDate) -> Option<&mut CourseStep> {
        let at = self.steps.partition_point(|step| step.day <= day).saturating_sub(1);
        self.steps.get_mut(at)
    }

    fn rate(&mut self, goal: GoalId, day: NaiveDate, rating: u32) {
        let Some(step) = self.on(day) else { return };
        match step.ratings.iter_mut().find(|one| one.goal == goal) {
            Some(earlier) => earlier.rating = rating,
            None => step.ratings.push(CourseRating { goal, rating }),
        }
    }
}

impl Practice {
    /// How much each factor came up over time, with the homework and the goals of the same time.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`]; [`crate::Error::Unreadable`].
    pub fn formulation_course(&self, client: ClientId) -> Result<FormulationCourse> {
        self.client(client)?;
        let turns = self.turns(client)?;
        let by_month = turns.len() > ONE_BY_ONE;
        let mut steps = Steps::of(turns, by_month);
        for (session, count) in self.tag_counts(client)? {
            if let Some(step) = steps.at(session) {
                step.factors[count.factor as usize] += count.count;
            }
        }
        for task in homework::agreed(&self.db, Some(client))? {
            if let Some(step) = steps.at(task.session) {
                step.agreed += 1;
            }
        }
        for look in homework::seen(&self.db, Some(client))?.iter().filter(|look| look.outcome == Outcome::Done) {
            let step = match look.session {
                Some(session) => steps.at(session),
                None => steps.on(look.day),
            };
            if let Some(step) = step {
                step.done += 1;
            }
        }
        let goals: Vec<Goal> = self.goals(client)?.into_iter().filter(|goal| !goal.ratings.is_empty()).collect();
        for goal in &goals {
            goal.ratings.iter().for_each(|one| steps.rate(goal.id, one.day, one.rating));
        }
        let named = |Goal { id, words, factor, .. }: Goal| CourseGoal { id, words, factor };
        Ok(FormulationCourse { by_month, steps: steps.steps, goals: goals.into_iter().map(named).collect() })
    }

    /// A client's sessions in their order.
    fn turns(&self, client: ClientId) -> Result<Vec<Turn>> {
        let mut query = self.db.prepare_cached(
            "SELECT id, number, day FROM session WHERE client = ?1 AND removed_at IS NULL ORDER BY day, number",
        )?;
        let read = |row: &Row| Ok(Turn { id: row.get(0)?, number: row.get(1)?, day: row.get(2)? });
        Ok(query.query_map([client], read)?.collect::<rusqlite::Result<_>>()?)
    }
}
