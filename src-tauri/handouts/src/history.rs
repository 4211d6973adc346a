//! A client's history of tasks on paper: a quiet chart, and the same figures as a table.

use secure_base_model::{Factor, MODEL};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Error, Format, Letterhead, Pages, PrintOptions, PrintedHandout, layout, print::bind};

/// The highest mark of how well a task went.
pub const TOP_MARK: u8 = 4;
/// The most tasks that are printed at once.
pub const MOST_TASKS: usize = 2_000;

/// What stands on the pages. Days come as the words that are to be printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct History {
    /// The client's name, where it is to be printed.
    pub name: Option<String>,
    /// The time that it covers, in words: "March to November 2026".
    pub period: String,
    /// The tasks, oldest first.
    pub tasks: Vec<HistoryTask>,
}

/// A task and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct HistoryTask {
    /// The day on which it was agreed, in words.
    pub day: String,
    /// What there was to do; a long one is printed in short.
    pub task: String,
    /// The factor it works on, if one stands out.
    pub factor: Option<Factor>,
    /// What came of it.
    pub outcome: TaskOutcome,
    /// How well it went, from 0 to 4.
    pub how_well: Option<u8>,
    /// What was learned; a long one is printed in short.
    pub learned: String,
}

/// What came of a task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum TaskOutcome {
    /// It is still to be looked at.
    #[default]
    Open,
    /// It was done.
    Done,
    /// Some of it was done.
    Partly,
    /// It was not done.
    NotDone,
    /// It was not talked about.
    NotDiscussed,
}

impl TaskOutcome {
    /// Every outcome, in the order in which they are counted.
    pub const ALL: [TaskOutcome; 5] =
        [TaskOutcome::Done, TaskOutcome::Partly, TaskOutcome::NotDone, TaskOutcome::NotDiscussed, TaskOutcome::Open];

    /// The word for it on paper, which blames nobody.
    pub const fn word(self) -> &'static str {
        match self {
            TaskOutcome::Open => "open",
            TaskOutcome::Done => "done",
            TaskOutcome::Partly => "partly",
            TaskOutcome::NotDone => "not this time",
            TaskOutcome::NotDiscussed => "not talked about",
        }
    }
}

/// Prints a history on A4 or US Letter.
///
/// # Errors
/// [`Error::Unusable`] for too many tasks or a mark over 4; [`Error::TooTall`] for a letterhead that fills a page.
pub fn print_history(
    history: &History,
    letterhead: Option<&Letterhead>,
    options: &PrintOptions,
) -> Result<PrintedHandout, Error> {
    bind(&lay_out_history(history, letterhead, options)?)
}

/// Lays a history out on pages.
///
/// # Errors
/// Those of [`print_history`].
pub fn lay_out_history(
    history: &History,
    letterhead: Option<&Letterhead>,
    options: &PrintOptions,
) -> Result<Pages, Error> {
    let refused = |why: String| Err(Error::unusable("The history", why));
    if history.tasks.len() > MOST_TASKS {
        return refused(format!("{} tasks are too many; choose a shorter time", history.tasks.len()));
    }
    match history.tasks.iter().find_map(|task| task.how_well.filter(|mark| *mark > TOP_MARK)) {
        Some(mark) => refused(format!("a mark of {mark} is not on the scale; it goes from 0 to {TOP_MARK}")),
        None => layout::history(history, letterhead, options),
    }
}

impl History {
    /// How many tasks of a factor, or of none, had an outcome.
    pub(crate) fn count(&self, factor: Option<Factor>, outcome: TaskOutcome) -> usize {
        self.tasks.iter().filter(|task| task.factor == factor && task.outcome == outcome).count()
    }
}

/// How many tasks are drawn side by side; of more the last ones are.
pub(crate) const fn most_drawn(format: Format) -> usize {
    match format {
        Format::Standard => 24,
        Format::Large | Format::Easy => 16,
    }
}

/// A factor's name, as people know it.
pub(crate) fn name_of(factor: Factor) -> &'static str {
    MODEL[factor as usize].name
}
