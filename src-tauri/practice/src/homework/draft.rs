//! What is agreed on, fit to be kept. Everything but the task itself may be blank, and is then shown as blank.

use chrono::NaiveDate;
use secure_base_model::{Aspect, Factor};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::words::{Idea, Obstacle, Often};
use crate::{Error, GoalId, Result, SessionId, tidy};

/// The longest task, in characters.
const LONGEST_TASK: usize = 2_000;
/// The longest of the other texts, in characters.
const LONGEST_TEXT: usize = 1_000;
/// The longest time a task takes at a go, in minutes.
const MOST_MINUTES: u32 = 600;
/// The highest mark on a scale from 0.
pub(crate) const TOP: u32 = 10;

/// What the clinician and the client agree on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HomeworkDraft {
    /// The session in which it is agreed.
    pub session: SessionId,
    /// What to do, 1 to 2,000 characters.
    pub task: String,
    /// The factor it works on, if one stands out.
    pub factor: Option<Factor>,
    /// The day until which it is to be done; none is the next session.
    pub due: Option<NaiveDate>,
    /// The handout that goes with it.
    pub handout: Option<String>,
    /// Everything else.
    #[serde(default)]
    pub plan: TaskPlan,
}

/// What makes a task likely to be done. Any of it may be blank; texts have at most 1,000 characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskPlan {
    /// What it is good for, in a line.
    pub why: String,
    /// The goal it serves.
    pub goal: Option<GoalId>,
    /// The side of the factor.
    pub aspect: Option<Aspect>,
    /// When: "after breakfast".
    pub when: String,
    /// Where.
    pub place: String,
    /// How often.
    pub often: Option<Often>,
    /// How many minutes each time, 1 to 600.
    pub minutes: Option<u32>,
    /// Whose idea it was.
    pub idea: Option<Idea>,
    /// The client's own words for it.
    pub own_words: String,
    /// How sure the client is that it will happen, 0 to 10.
    pub sureness: Option<u32>,
    /// What could get in the way.
    pub obstacle: Option<Obstacle>,
    /// The same in words of one's own.
    pub obstacle_words: String,
    /// If that gets in the way: …
    pub plan_if: String,
    /// … then this.
    pub plan_then: String,
    /// The template it was made from: a name of the library's, or `own-` and the number of one of the clinician's own.
    pub template: Option<String>,
    /// The first day, where that is not the day of agreeing.
    pub starts_on: Option<NaiveDate>,
}

/// A number on a scale from 0.
pub(crate) fn on_scale(value: Option<u32>, top: u32, what: &str) -> Result<()> {
    match value {
        Some(n) if n > top => Err(Error::invalid(format!("{what} is a number from 0 to {top}."))),
        _ => Ok(()),
    }
}

/// A text that may be empty.
pub(crate) fn text(text: &str, what: &str) -> Result<String> {
    tidy::long(text, LONGEST_TEXT, what)
}

/// How long it takes at a go.
pub(crate) fn minutes(minutes: Option<u32>) -> Result<Option<u32>> {
    match minutes {
        Some(n) if !(1..=MOST_MINUTES).contains(&n) => {
            Err(Error::invalid(format!("A task takes 1 to {MOST_MINUTES} minutes each time.")))
        }
        minutes => Ok(minutes),
    }
}

/// The words of a task in one line.
pub(crate) fn task(typed: &str) -> Result<String> {
    let task = tidy::tidy_line(typed);
    match task.chars().count() {
        0 => Err(Error::invalid("Say what the task is: a few words are enough.")),
        n if n > LONGEST_TASK => {
            Err(Error::invalid(format!("A task of {n} characters is too long; at most {LONGEST_TASK} are kept.")))
        }
        _ => Ok(task),
    }
}

/// A name by which something of the library is known.
pub(crate) fn name(name: &Option<String>, what: &str) -> Result<Option<String>> {
    let name = name.as_deref().map(|name| tidy::short(name, what)).transpose()?;
    Ok(name.filter(|name| !name.is_empty()))
}

impl HomeworkDraft {
    /// The same, fit to be kept, when it was agreed on that day; or what is wrong with it.
    pub(crate) fn tidied(&self, agreed: NaiveDate) -> Result<HomeworkDraft> {
        let starts = self.plan.starts_on.unwrap_or(agreed);
        if starts < agreed {
            return Err(Error::invalid("The task begins before it was agreed: choose a later day."));
        }
        match self.due {
            Some(due) if due < agreed => {
                return Err(Error::invalid("The task is due before it was agreed: choose a later day."));
            }
            Some(due) if due < starts => {
                return Err(Error::invalid("The task ends before it begins: choose a later day."));
            }
            due => tidy::possible(due, "The day the task is due")?,
        }
        Ok(HomeworkDraft {
            task: task(&self.task)?,
            handout: name(&self.handout, "The name of the handout")?,
            plan: self.plan.tidied()?,
            ..*self
        })
    }
}

impl TaskPlan {
    fn tidied(&self) -> Result<TaskPlan> {
        on_scale(self.sureness, TOP, "How sure the client is")?;
        Ok(TaskPlan {
            why: text(&self.why, "The reason for the task")?,
            when: text(&self.when, "When to do the task")?,
            place: text(&self.place, "Where to do the task")?,
            often: self.often.map(Often::checked).transpose()?,
            minutes: minutes(self.minutes)?,
            own_words: text(&self.own_words, "The task in the client’s own words")?,
            obstacle_words: text(&self.obstacle_words, "What could get in the way")?,
            plan_if: text(&self.plan_if, "The first half of the if-then plan")?,
            plan_then: text(&self.plan_then, "The second half of the if-then plan")?,
            template: name(&self.template, "The name of the template")?,
            ..*self
        })
    }

    /// Whether it says when and how often: with these, and what, a task is specific.
    pub fn is_specific(&self) -> bool {
        !self.when.is_empty() && self.often.is_some()
    }
}
