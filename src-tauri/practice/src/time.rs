//! A time of day as a clock on the wall shows it: no zone and no date, so that none is ever too early, skipped or given
//! twice by daylight saving.

use std::{fmt, str::FromStr};

use chrono::{NaiveTime, Timelike};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use specta::Type;

use crate::{Error, Result};

/// A quarter to midnight, in minutes.
const LAST_QUARTER: u32 = 24 * 60 - 15;

/// A time of day to the minute, `HH:MM` wherever it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Type)]
pub struct TimeOfDay(#[specta(type = String)] NaiveTime);

impl TimeOfDay {
    /// That hour and minute, if a day has them.
    pub fn new(hour: u32, minute: u32) -> Option<TimeOfDay> {
        NaiveTime::from_hms_opt(hour, minute, 0).map(TimeOfDay)
    }

    /// The quarter of an hour next to a moment, and never that of the next day.
    pub(crate) fn nearest_quarter(moment: NaiveTime) -> TimeOfDay {
        let minutes = moment.hour() * 60 + moment.minute();
        let quarter = ((minutes + 7) / 15 * 15).min(LAST_QUARTER);
        TimeOfDay(NaiveTime::from_hms_opt(quarter / 60, quarter % 60, 0).unwrap_or(moment))
    }

    pub(crate) fn time(self) -> NaiveTime {
        self.0
    }

    pub(crate) fn word(self) -> String {
        self.0.format("%H:%M").to_string()
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.word())
    }
}

/// Hour and minute in digits, with something between them or, from three digits on, with nothing.
fn digits(text: &str) -> Option<(u32, u32)> {
    let number = |text: &str| {
        let only_digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        only_digits.then(|| text.parse().ok()).flatten()
    };
    let (hour, minute) = match text.split_once([':', '.', 'h']) {
        Some((hour, "")) => (hour, "00"),
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        Some(_) => return None,
        None if text.is_ascii() && text.len() > 2 => text.split_at(text.len() - 2),
        None => (text, "00"),
    };
    number(hour).zip(number(minute))
}

impl FromStr for TimeOfDay {
    type Err = Error;

    /// Reads a time as people type it: `14:30`, `14.30`, `1430`, `14`, `2:30 pm`.
    fn from_str(typed: &str) -> Result<Self> {
        let plain: String = typed.to_lowercase().split_whitespace().collect();
        let plain = plain.replace("a.m.", "am").replace("p.m.", "pm");
        let (clock, half) = match (plain.strip_suffix("am"), plain.strip_suffix("pm")) {
            (Some(clock), _) => (clock, Some(0)),
            (_, Some(clock)) => (clock, Some(12)),
            _ => (plain.as_str(), None),
        };
        let found = digits(clock).and_then(|(hour, minute)| match half {
            Some(noon) => (1..=12).contains(&hour).then_some((hour % 12 + noon, minute)),
            None => Some((hour, minute)),
        });
        found
            .and_then(|(hour, minute)| TimeOfDay::new(hour, minute))
            .ok_or_else(|| Error::invalid("A start is a time such as 14:30."))
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        to.serialize_str(&self.word())
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

crate::id::word_column!(TimeOfDay);
