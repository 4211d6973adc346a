//! One task from its agreement on: every look at it, where it came from and what came of it.

use serde::Serialize;
use specta::Type;

use super::{
    look::{self, Review},
    row,
    task::Homework,
};
use crate::{Error, Goal, HomeworkId, Practice, Result};

/// Everything on file about a task.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HomeworkCourse {
    /// The task.
    pub homework: Homework,
    /// Every look at it, the first first; those that were amended since do not count.
    pub reviews: Vec<Review>,
    /// The task in whose place it came, if that is still here.
    pub before: Option<Homework>,
    /// What came in its place.
    pub followers: Vec<Homework>,
    /// The goal it serves, if that is still here.
    pub goal: Option<Goal>,
}

/// What is there, or nothing where it is no longer here.
fn here<T>(found: Result<T>) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

impl Practice {
    /// Everything on file about a task.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Unreadable`].
    pub fn homework_course(&self, id: HomeworkId) -> Result<HomeworkCourse> {
        let homework = self.homework(id)?;
        let before = homework.follows.map(|before| here(self.homework(before))).transpose()?.flatten();
        let goal = homework.plan.goal.map(|goal| here(self.goal(goal))).transpose()?.flatten();
        let followers = row::all(&self.db, "h.follows = ?1 ORDER BY h.id", &[&id])?;
        Ok(HomeworkCourse { reviews: look::of(&self.db, id)?, before, followers, goal, homework })
    }
}
