//! What is typed into a form, made fit to be kept: white space, length, days that can be true.

use chrono::{Datelike, NaiveDate};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{Error, Now, Result};

/// The longest line of a record, in characters.
pub(crate) const LONGEST_LINE: usize = 300;
/// Nobody who comes was born earlier, nor agreed to anything.
const FIRST_YEAR: i32 = 1900;

/// A name without white space around it, or why it will not do. `whose` starts the sentence.
pub(crate) fn tidy_name(name: &str, longest: usize, whose: &str) -> Result<String> {
    let name = tidy_line(name);
    match name.chars().count() {
        0 => Err(Error::invalid(format!("{whose} needs a name: one letter is enough."))),
        n if n > longest => {
            Err(Error::invalid(format!("{whose} has a name of {n} characters; at most {longest} are kept.")))
        }
        _ => Ok(name),
    }
}

/// One line: line breaks and other control characters become spaces; marks that turn the direction of all that
/// follows go, because a name stands among other words.
pub(crate) fn tidy_line(text: &str) -> String {
    let line: String = kept(text).map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.trim().into()
}

/// Several lines, otherwise like one.
pub(crate) fn tidy_lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: String = kept(&text).map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
    lines.trim().into()
}

fn kept(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
}

/// A line that may be empty. `what` starts the sentence, as "The phone number".
pub(crate) fn short(text: &str, what: &str) -> Result<String> {
    within(tidy_line(text), LONGEST_LINE, what)
}

/// Several lines that may be empty.
pub(crate) fn long(text: &str, longest: usize, what: &str) -> Result<String> {
    within(tidy_lines(text), longest, what)
}

fn within(text: String, longest: usize, what: &str) -> Result<String> {
    match text.chars().count() {
        n if n > longest => {
            Err(Error::invalid(format!("{what} has {n} characters; at most {longest} are kept: make it shorter.")))
        }
        _ => Ok(text),
    }
}

/// A day that cannot lie in the future.
pub(crate) fn past(day: Option<NaiveDate>, what: &str, now: Now) -> Result<()> {
    match day {
        Some(day) if day > now.date_naive() => {
            Err(Error::invalid(format!("{what} lies in the future: check the year.")))
        }
        _ => possible(day, what),
    }
}

/// A day in the lifetime of somebody who comes.
pub(crate) fn possible(day: Option<NaiveDate>, what: &str) -> Result<()> {
    match day {
        Some(day) if day.year() < FIRST_YEAR => {
            Err(Error::invalid(format!("{what} lies before {FIRST_YEAR}: check the year.")))
        }
        Some(day) if day.year() > 9999 => Err(Error::invalid(format!("{what} has a year of five digits."))),
        _ => Ok(()),
    }
}

/// An end that does not come before its beginning.
pub(crate) fn in_order(begins: Option<NaiveDate>, ends: Option<NaiveDate>, what: &str) -> Result<()> {
    match begins.zip(ends) {
        Some((begins, ends)) if ends < begins => Err(Error::invalid(format!("{what} ends before it begins."))),
        _ => Ok(()),
    }
}

/// Two words that differ only in case, accents and white space are the same to whoever looks for them.
pub(crate) fn plain(text: &str) -> String {
    folded(text).nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// Two words that differ only in case and white space are the same.
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
