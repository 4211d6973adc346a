//! Filters: what can be asked of a note besides its words.

use chrono::{Datelike, Months, NaiveDate};
use secure_base_model::{Aspect, Factor, MODEL};

/// A filter that was understood. Several of one kind mean any of them, of different kinds all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Filter {
    /// A passage tagged with one of these.
    Factors(Vec<Factor>),
    /// A passage seen under one of these.
    Aspects(Vec<Aspect>),
    /// A client's name, or a part of it.
    Client(String),
    /// Days from one to another, each belonging to it; earlier or later than all days is left open.
    Days(Option<NaiveDate>, Option<NaiveDate>),
    /// The form that the note was begun in.
    Template(String),
    /// Whether it is signed.
    Signed(bool),
}

/// What is said of a filter that does not exist.
const KNOWN: &str = "factor:, aspect:, client:, before:, after:, on:, template:, signed and unsigned";

/// Reads `name:value`. Nothing when it is no filter but a word before a colon; a hint when it cannot be meant.
pub(super) fn read(name: &str, value: &str) -> Result<Option<Filter>, String> {
    let value = value.trim();
    Ok(Some(match name.to_ascii_lowercase().as_str() {
        "factor" => Filter::Factors(each(value, factor, "factor: takes B, E or S, as in factor:S.")?),
        "aspect" => {
            let hint = "aspect: takes shows, healthy, unhealthy or work, as in aspect:unhealthy.";
            Filter::Aspects(each(value, aspect, hint)?)
        }
        "client" if value.is_empty() => {
            return Err("client: takes a name, as in client:Ada or client:\"Ada Wren\".".into());
        }
        "client" => Filter::Client(value.into()),
        "before" => Filter::Days(None, day(name, value)?.0.pred_opt()),
        "after" => Filter::Days(day(name, value)?.1.succ_opt(), None),
        "on" => day(name, value).map(|(first, last)| Filter::Days(Some(first), Some(last)))?,
        "template" if value.is_empty() => return Err("template: takes the name of a form, as in template:soap.".into()),
        "template" => Filter::Template(value.into()),
        _ if value.is_empty() => return Ok(None),
        _ => {
            return Err(format!(
                "There is no filter “{name}:”. There are {KNOWN}. To look for the words themselves, put them in quotes."
            ));
        }
    }))
}

/// Reads a filter that stands without a colon.
pub(super) fn bare(word: &str) -> Option<Filter> {
    let signed = ["unsigned", "signed"].iter().position(|known| word.eq_ignore_ascii_case(known))?;
    Some(Filter::Signed(signed == 1))
}

/// Each of some values with commas between.
fn each<T>(values: &str, read: fn(&str) -> Option<T>, hint: &str) -> Result<Vec<T>, String> {
    let values = values.split(',').map(str::trim).filter(|value| !value.is_empty());
    let read: Option<Vec<T>> = values.map(read).collect();
    read.filter(|read| !read.is_empty()).ok_or_else(|| hint.into())
}

fn factor(word: &str) -> Option<Factor> {
    let known = MODEL.iter().find(|text| {
        [text.factor.letter(), text.name, text.short].iter().any(|name| same(name, word))
            || (word.len() > 2 && letters(text.name).starts_with(&letters(word)))
    });
    known.map(|text| text.factor)
}

fn aspect(word: &str) -> Option<Aspect> {
    let names = MODEL.first()?.aspects.iter().map(|text| (text.aspect, text.name));
    let known = names.into_iter().find(|(aspect, name)| same(name, word) || same(aspect.word(), word));
    known.map(|(aspect, _)| aspect).or_else(|| same("work", word).then_some(Aspect::WorkOn))
}

/// Whether two names are one but for capitals, spaces and dashes.
pub(super) fn same(one: &str, other: &str) -> bool {
    letters(one) == letters(other)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The first and the last day of a day, a month or a year.
fn day(name: &str, value: &str) -> Result<(NaiveDate, NaiveDate), String> {
    let hint =
        || format!("{name}: takes a day that there is, as in {name}:2026-01-31, or a month or year: {name}:2026-01.");
    let parts: Option<Vec<u32>> = value.split('-').map(number).collect();
    let parts = parts.ok_or_else(hint)?;
    let (first, months) = match parts[..] {
        [year] => (date(year, 1, 1), 12),
        [year, month] => (date(year, month, 1), 1),
        [year, month, day] => (date(year, month, day), 0),
        _ => (None, 0),
    };
    let first = first.ok_or_else(hint)?;
    let last = if months == 0 {
        Some(first)
    } else {
        first.checked_add_months(Months::new(months)).and_then(|d| d.pred_opt())
    };
    Ok((first, last.ok_or_else(hint)?))
}

fn number(digits: &str) -> Option<u32> {
    let plain = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

/// A day of the years that are written with four digits.
fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    Some(date).filter(|date| (1000..=9999).contains(&date.year()))
}
