//! The words of homework that are chosen from a list.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Error, Result, id::choice};

choice! {
    /// Whose idea a task was.
    Idea, "A task is the idea of the client, of both or of the clinician.",
    /// The client's.
    Client = "client",
    /// It came up between the two.
    Both = "both",
    /// The clinician's.
    Clinician = "clinician",
}

choice! {
    /// What can get in the way of a task, or did.
    Obstacle, "What gets in the way is one of the list.",
    /// There is no quiet place or time.
    BusyHome = "busyHome",
    /// It is put off because it is hard to feel.
    Avoidance = "avoidance",
    /// It is dull.
    Boredom = "boredom",
    /// It slips the mind.
    Forgetting = "forgetting",
    /// It is not clear when to do it.
    NotKnowingWhen = "notKnowingWhen",
    /// It is not clear where.
    NotKnowingWhere = "notKnowingWhere",
    /// It is not clear how.
    NotKnowingHow = "notKnowingHow",
    /// It is not clear what for.
    NotKnowingWhy = "notKnowingWhy",
    /// Something else, in words of one's own.
    Other = "other",
}

choice! {
    /// What became of a task.
    Outcome, "A task is done, done partly, not done, or was not discussed.",
    /// It was done.
    Done = "done",
    /// A part of it was.
    Partly = "partly",
    /// It was not.
    NotDone = "notDone",
    /// Nobody asked: the task waits on.
    NotDiscussed = "notDiscussed",
}

choice! {
    /// What comes after a look at a task.
    NextStep, "After a task comes: carry on, repeat, make it smaller, change it, drop it, or done.",
    /// It stays open as it is.
    CarryOn = "carryOn",
    /// The same once more, as a new task.
    Repeat = "repeat",
    /// Something smaller in its place.
    Smaller = "smaller",
    /// Something else in its place.
    Change = "change",
    /// It is let go.
    Drop = "drop",
    /// It has done its work.
    Done = "done",
}

choice! {
    /// What a number of times is counted in.
    Per, "How often is so many times a day, a week, or until the task is due.",
    /// A day.
    Day = "day",
    /// A week.
    Week = "week",
    /// Until the task is due.
    UntilDue = "untilDue",
}

/// How often a task is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Often {
    /// So many times: 1 to 24 a day, to 50 a week, to 200 until it is due.
    pub times: u32,
    /// In what.
    pub per: Per,
}

impl Often {
    /// The same, or what is wrong with it.
    pub(crate) fn checked(self) -> Result<Often> {
        let (most, per) = match self.per {
            Per::Day => (24, "a day"),
            Per::Week => (50, "a week"),
            Per::UntilDue => (200, "until it is due"),
        };
        match self.times {
            0 => Err(Error::invalid("Zero times is no task: say once or more, or leave it open how often.")),
            n if n > most => Err(Error::invalid(format!("{n} times {per} is more than anybody does: at most {most}."))),
            _ => Ok(self),
        }
    }
}

impl NextStep {
    /// Whether the task is closed by it.
    pub(crate) fn closes(self) -> bool {
        self != NextStep::CarryOn
    }

    /// Whether another task comes in its place.
    pub fn has_follower(self) -> bool {
        matches!(self, NextStep::Repeat | NextStep::Smaller | NextStep::Change)
    }
}
