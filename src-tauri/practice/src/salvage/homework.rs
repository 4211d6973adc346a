//! What was found of homework besides the tasks themselves: the looks at them, templates, goals and their ratings.

use rusqlite::types::Value::{self, Integer, Null, Text};

use super::{
    found::{is_day, is_instant},
    rows::Row,
};
use crate::{GoalState, NextStep, Outcome};

/// Which of these tables a row is from, by its shape.
pub(super) fn table_of(row: &Row) -> Option<&'static str> {
    match row.values.as_slice() {
        [Null, Text(at), Text(_), Text(_), Text(_), Text(_), times, per, minutes, ..]
            if is_instant(at) && [times, minutes].into_iter().all(is_count) && matches!(per, Null | Text(_)) =>
        {
            Some("homework_template")
        }
        [Null, Integer(_), Text(day), Text(state), Text(_), Null | Text(_), ..]
            if is_day(day) && state.parse::<GoalState>().is_ok() =>
        {
            Some("goal")
        }
        _ => None,
    }
}

fn is_count(value: &Value) -> bool {
    matches!(value, Null | Integer(_))
}

/// Which table a row is from that belongs to a task or a goal, and the table and number of that.
pub(super) fn piece_of(row: &Row) -> Option<(&'static str, (&'static str, i64))> {
    match row.values.as_slice() {
        [Null, Integer(homework), Integer(_) | Null, Text(day), Text(outcome), Text(next), ..]
            if is_day(day) && outcome.parse::<Outcome>().is_ok() && next.parse::<NextStep>().is_ok() =>
        {
            Some(("homework_review", ("homework", *homework)))
        }
        [Null, Integer(goal), Text(day), Integer(_)] if is_day(day) => Some(("goal_rating", ("goal", *goal))),
        _ => None,
    }
}
