//! Late entries: notes that were not written and signed when their session was fresh, marked so for whoever reads them.

use chrono::{Days, NaiveDate};
use serde::Serialize;
use specta::Type;

/// A note signed more than so many days after its session is late. A week, because by then the next session has mostly
/// taken place, and what is written down is a memory of two of them.
pub const LATE_AFTER: Days = Days::new(7);

/// A note begun by the end of the day after its session is not late: a session may end before midnight, and its note is
/// written next morning.
const BEGUN_WITHIN: Days = Days::new(1);

/// Why a note is a late entry. All days are the clinician's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "why", rename_all = "camelCase")]
pub enum Late {
    /// Its first words were written later than on the day after the session.
    Begun {
        /// That day.
        on: NaiveDate,
    },
    /// It was signed more than a week after the session.
    Signed {
        /// That day.
        on: NaiveDate,
    },
}

/// Why a note of a session on `day`, with its first words written on `begun` and signed on `signed`, is a late entry. It
/// is none if there is no reason. Of notes from before first words were dated nobody knows when they were begun.
pub fn lateness(day: NaiveDate, begun: Option<NaiveDate>, signed: NaiveDate) -> Vec<Late> {
    let next_day = day.checked_add_days(BEGUN_WITHIN).unwrap_or(NaiveDate::MAX);
    let begun = begun.filter(|on| *on > next_day).map(|on| Late::Begun { on });
    let in_time = day.checked_add_days(LATE_AFTER).unwrap_or(NaiveDate::MAX);
    let signed = (signed > in_time).then_some(Late::Signed { on: signed });
    begun.into_iter().chain(signed).collect()
}
