//! Days as people and programs write them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Which number comes first in a day like 3/4/1980.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum DateOrder {
    /// 3 April.
    DayFirst,
    /// March 4.
    MonthFirst,
}

/// A day as far as it is clear by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// 1980-04-03, 1980/4/3, 3.4.1980.
    Clear(NaiveDate),
    /// 3/4/1980 and 3-4-1980: first and second number, and the year.
    Slashed(u32, u32, i32),
}

/// Reads a day; `None` when it is none, or when its year has not four digits.
pub(crate) fn read(text: &str) -> Option<Written> {
    let text = text.trim();
    // A time of day may follow.
    let day = text.split_once(['T', ' ']).map_or(text, |(day, _)| day);
    let mark = day.chars().find(|c| !c.is_ascii_digit())?;
    let numbers: Vec<&str> = day.split(mark).collect();
    let [first, second, third] = numbers[..] else { return None };
    let number = |text: &str| if text.len() <= 2 { text.parse::<u32>().ok() } else { None };
    let year = |text: &str| if text.len() == 4 { text.parse::<i32>().ok() } else { None };
    match (mark, year(first), year(third)) {
        ('-' | '/' | '.', Some(year), _) => {
            NaiveDate::from_ymd_opt(year, number(second)?, number(third)?).map(Written::Clear)
        }
        ('.', _, Some(year)) => NaiveDate::from_ymd_opt(year, number(second)?, number(first)?).map(Written::Clear),
        ('/' | '-', _, Some(year)) => {
            let (first, second) = (number(first)?, number(second)?);
            let possible = [(first, second), (second, first)];
            possible.iter().any(|(day, month)| NaiveDate::from_ymd_opt(year, *month, *day).is_some()).then_some(())?;
            Some(Written::Slashed(first, second, year))
        }
        _ => None,
    }
}

impl Written {
    /// Which order it can only have, if it has only one.
    pub(super) fn order(self) -> Option<DateOrder> {
        match self {
            Written::Slashed(13.., _, _) => Some(DateOrder::DayFirst),
            Written::Slashed(_, 13.., _) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// Whether it means two different days, by the order.
    pub(super) fn is_unclear(self) -> bool {
        matches!(self, Written::Slashed(first @ ..=12, second @ ..=12, _) if first != second)
    }

    /// The day, when slashed ones are in that order.
    pub(crate) fn day(self, order: DateOrder) -> Option<NaiveDate> {
        match (self, order) {
            (Written::Clear(day), _) => Some(day),
            (Written::Slashed(day, month, year), DateOrder::DayFirst)
            | (Written::Slashed(month, day, year), DateOrder::MonthFirst) => NaiveDate::from_ymd_opt(year, month, day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // A birth date read the wrong way round is wrong for good, and nobody sees it.
    #[test]
    fn days_are_read_as_they_are_written() {
        let day = |text: &str, order| read(text).and_then(|written| written.day(order)).map(|day| day.to_string());
        for text in ["1980-04-03", "1980/4/3", "3.4.1980", "03.04.1980 00:00", "1980-04-03T10:00:00Z", " 3/4/1980 "] {
            assert_eq!(day(text, DateOrder::DayFirst).as_deref(), Some("1980-04-03"), "{text}");
        }
        assert_eq!(day("3/4/1980", DateOrder::MonthFirst).as_deref(), Some("1980-03-04"));
        assert_eq!(day("13/4/1980", DateOrder::MonthFirst), None);
        for text in ["", "1980", "3.4.80", "31.2.1980", "40/40/1980", "spring", "3 April 1980", "1/2/3/1980"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
