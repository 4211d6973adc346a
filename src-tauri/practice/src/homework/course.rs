//! One task from its agreement on: every look at it, where it came from and what came of it.

use serde::Serialize;
use specta::Type;

use super::{
    look::{self, Review},
    row::{self, Homework},
};
use crate::{ClientId, Error, Goal, HomeworkId, Practice, Result};

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

    /// Every task of a client with the looks at it that count, each the first first.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Unreadable`].
    pub fn homework_so_far(&self, client: ClientId) -> Result<Vec<(Homework, Vec<Review>)>> {
        self.client(client)?;
        let tasks = row::all(&self.db, "s.client = ?1 ORDER BY h.assigned_on, h.id", &[&client])?;
        let with_looks = |task: Homework| {
            let looks = look::of(&self.db, task.id)?;
            Ok((task, looks.into_iter().filter(|look| look.counts).collect()))
        };
        tasks.into_iter().map(with_looks).collect()
    }
}
