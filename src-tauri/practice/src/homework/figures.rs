//! What can be learned from the homework of the whole practice. Every figure comes with its count, and none is shown that would
//! rest on fewer than five.

use std::collections::{BTreeMap, HashMap};

use secure_base_model::Factor;
use serde::Serialize;
use specta::Type;

use super::{
    history::{Seen, agreed, seen},
    words::{Obstacle, Outcome},
};
use crate::{HomeworkId, Practice, Result};

/// No figure rests on fewer.
pub const LEAST: u32 = 5;

/// A figure and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
pub struct Measured {
    /// What it rests on.
    pub count: u32,
    /// The figure; none where it would rest on fewer than five.
    pub value: Option<f64>,
}

/// How much of what came from one template was done.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct TemplateShare {
    /// The template's name; none for tasks in free words.
    pub template: Option<String>,
    /// How many tasks were agreed.
    pub agreed: u32,
    /// The share that was done, 0 to 1, of the tasks that were looked at.
    pub done: Measured,
}

/// How much of what works on one factor was done.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
pub struct FactorShare {
    /// The factor; none for tasks without one.
    pub factor: Option<Factor>,
    /// How many tasks were agreed.
    pub agreed: u32,
    /// The share that was done, 0 to 1, of the tasks that were looked at.
    pub done: Measured,
}

/// How often something got in the way.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
pub struct ObstacleShare {
    /// What.
    pub obstacle: Obstacle,
    /// How often it was named.
    pub named: u32,
    /// Its share, 0 to 1, of all that were named.
    pub share: Measured,
}

/// The figures of the whole practice.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HomeworkFigures {
    /// How many tasks were agreed.
    pub agreed: u32,
    /// How many of them were looked at.
    pub looked_at: u32,
    /// The share that was done, 0 to 1, of the tasks that were looked at; the last look at each decides.
    pub done: Measured,
    /// By template, the one agreed most often first.
    pub by_template: Vec<TemplateShare>,
    /// By factor, in the model's order; tasks without one last.
    pub by_factor: Vec<FactorShare>,
    /// What got in the way, the most frequent first.
    pub obstacles: Vec<ObstacleShare>,
    /// Days from agreeing on a task to the first look at it, in the mean.
    pub days_to_look: Measured,
}

/// Tasks counted.
#[derive(Clone, Copy, Default)]
struct Count {
    agreed: u32,
    looked_at: u32,
    done: u32,
}

impl Measured {
    fn of(part: f64, count: u32) -> Measured {
        Measured { count, value: (count >= LEAST).then(|| part / f64::from(count)) }
    }
}

impl Count {
    fn add(&mut self, last: Option<Outcome>) {
        self.agreed += 1;
        self.looked_at += u32::from(last.is_some());
        self.done += u32::from(last == Some(Outcome::Done));
    }

    fn share(self) -> Measured {
        Measured::of(self.done.into(), self.looked_at)
    }
}

fn obstacles<'a>(looks: impl Iterator<Item = &'a Seen>) -> Vec<ObstacleShare> {
    let mut named: BTreeMap<Obstacle, u32> = BTreeMap::new();
    looks.filter_map(|look| look.obstacle).for_each(|one| *named.entry(one).or_default() += 1);
    let all = named.values().sum();
    let share =
        |(obstacle, named): (Obstacle, u32)| ObstacleShare { obstacle, named, share: Measured::of(named.into(), all) };
    let mut shares: Vec<ObstacleShare> = named.into_iter().map(share).collect();
    shares.sort_by_key(|one| std::cmp::Reverse(one.named));
    shares
}

impl Practice {
    /// The figures of the whole practice.
    ///
    /// # Errors
    /// [`crate::Error::Database`]; [`crate::Error::Unreadable`].
    pub fn homework_figures(&self) -> Result<HomeworkFigures> {
        let (agreed, seen) = (agreed(&self.db, None)?, seen(&self.db, None)?);
        let looks = || seen.iter().filter(|look| look.outcome != Outcome::NotDiscussed);
        // In the order of the sessions, so that the last look stays.
        let last: HashMap<HomeworkId, Outcome> = looks().map(|look| (look.homework, look.outcome)).collect();
        let mut first = HashMap::new();
        looks().for_each(|look| _ = first.entry(look.homework).or_insert(look.day));
        let mut all = Count::default();
        let mut templates: BTreeMap<Option<String>, Count> = BTreeMap::new();
        let mut factors: BTreeMap<(bool, Option<Factor>), Count> = BTreeMap::new();
        let (mut days, mut waited) = (0, 0);
        for task in agreed {
            let outcome = last.get(&task.id).copied();
            all.add(outcome);
            factors.entry((task.factor.is_none(), task.factor)).or_default().add(outcome);
            templates.entry(task.template).or_default().add(outcome);
            if let Some(day) = first.get(&task.id) {
                days += day.signed_duration_since(task.assigned_on).num_days().max(0);
                waited += 1;
            }
        }
        let template =
            |(template, count): (_, Count)| TemplateShare { template, agreed: count.agreed, done: count.share() };
        let factor =
            |((_, factor), count): (_, Count)| FactorShare { factor, agreed: count.agreed, done: count.share() };
        let mut by_template: Vec<TemplateShare> = templates.into_iter().map(template).collect();
        by_template.sort_by_key(|one| std::cmp::Reverse(one.agreed));
        Ok(HomeworkFigures {
            agreed: all.agreed,
            looked_at: all.looked_at,
            done: all.share(),
            by_template,
            by_factor: factors.into_iter().map(factor).collect(),
            obstacles: obstacles(looks()),
            days_to_look: Measured::of(days as f64, waited),
        })
    }
}
