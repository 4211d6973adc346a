//! A client's homework on its way to paper: each task with what came of it.

use chrono::NaiveDate;
use secure_base_handouts::{
    Format, History, HistoryTask, MOST_TASKS, Paper, PrintOptions, PrintedHandout, TaskOutcome, print_history,
};
use secure_base_practice::{ClientId, Homework, Outcome, Practice, Review};
use serde::Deserialize;
use specta::Type;

use super::{letterhead, wish::called};
use crate::{
    desk::{self, Desk},
    problem::Problem,
};

/// Whose homework is to be printed, and how.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
pub struct HistoryWish {
    /// The client.
    pub client: ClientId,
    /// The format.
    pub format: Format,
    /// The paper.
    pub paper: Paper,
    /// Whether the client's first name is printed.
    pub named: bool,
}

impl HistoryWish {
    /// The file.
    ///
    /// # Errors
    /// The locked problem, or what the records say.
    pub fn print(&self, desk: &Desk) -> Result<PrintedHandout, Problem> {
        let (history, kept) = desk.ask(|practice| Ok((self.history(practice)?, practice.letterhead()?)))?;
        let letterhead = letterhead::printable(desk, &kept)?;
        let options = PrintOptions { format: self.format, paper: self.paper, printed_on: desk::now().date_naive() };
        Ok(print_history(&history, letterhead.as_ref(), &options)?)
    }

    fn history(&self, practice: &Practice) -> secure_base_practice::Result<History> {
        let all = practice.homework_so_far(self.client)?;
        // More than anybody reads at once: the newest are printed, and the period says from when on.
        let newest = &all[all.len().saturating_sub(MOST_TASKS)..];
        let name = if self.named { Some(called(practice, self.client)?) } else { None };
        Ok(History {
            name,
            period: period(newest),
            tasks: newest.iter().map(|(task, looks)| said(task, looks)).collect(),
        })
    }
}

/// From the month of the first task to that of the last word on one: "March to November 2026".
fn period(tasks: &[(Homework, Vec<Review>)]) -> String {
    let days = || {
        let looked_at = tasks.iter().flat_map(|(_, looks)| looks.iter().map(|look| look.day));
        tasks.iter().map(|(task, _)| task.assigned_on).chain(looked_at)
    };
    let Some((first, last)) = days().min().zip(days().max()) else { return String::new() };
    let said = |day: NaiveDate, how: &str| day.format(how).to_string();
    let (begin, end) = (said(first, "%B %Y"), said(last, "%B %Y"));
    match said(first, "%Y") == said(last, "%Y") {
        _ if begin == end => end,
        true => format!("{} to {end}", said(first, "%B")),
        false => format!("{begin} to {end}"),
    }
}

fn said(task: &Homework, looks: &[Review]) -> HistoryTask {
    // Later than the one that says most, there may be sessions in which there was no time for it.
    let telling = looks.iter().rev().find(|look| look.outcome != Outcome::NotDiscussed).or(looks.last());
    let mark = telling.and_then(|look| look.client.well.or(look.clinician.well));
    HistoryTask {
        day: task.assigned_on.format("%-d %b %Y").to_string(),
        task: task.task.clone(),
        factor: task.factor,
        outcome: outcome(task, looks, telling),
        how_well: mark.and_then(|mark| u8::try_from(mark).ok()),
        learned: telling.map(|look| look.learned.clone()).unwrap_or_default(),
    }
}

fn outcome(task: &Homework, looks: &[Review], telling: Option<&Review>) -> TaskOutcome {
    // Opened again between two sessions: what was said before no longer holds.
    let reopened = looks.last().is_some_and(|look| look.session.is_none() && look.outcome == Outcome::NotDiscussed);
    match telling.map(|look| look.outcome) {
        _ if reopened => TaskOutcome::Open,
        Some(Outcome::Done) => TaskOutcome::Done,
        Some(Outcome::Partly) => TaskOutcome::Partly,
        Some(Outcome::NotDone) => TaskOutcome::NotDone,
        Some(Outcome::NotDiscussed) => TaskOutcome::NotDiscussed,
        // Marked done before looks were written down.
        None if task.done_on.is_some() => TaskOutcome::Done,
        None => TaskOutcome::Open,
    }
}
