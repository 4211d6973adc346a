//! Risk assessments, and when they are to be looked at again: what stands under “Review date” in a client's newest one.
//!
//! A day is read where it can only be meant so; any other words are shown as they stand until a newer assessment is written.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, Row};
use serde::Serialize;
use specta::Type;

use crate::{ClientId, Document, OutlineBlock, Result, SessionId, gaps, import::dates};

/// The months as they are written, which may be cut after three letters.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A client's newest risk assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RiskReview {
    /// The session in whose note it stands.
    pub session: SessionId,
    /// The day of that session.
    pub day: NaiveDate,
    /// Whose.
    pub client: ClientId,
    /// What the client is called.
    pub client_name: String,
    /// What stands under “Review date”; may be empty.
    pub words: String,
    /// The day that is meant, where the words name one.
    pub review_on: Option<NaiveDate>,
}

/// The heading under which it stands when it is to be looked at again.
const HEADING: &str = "Review date";

/// The newest of each client.
pub(super) type ByClient = HashMap<ClientId, RiskReview>;

/// The very words of the index `note_review` (see migrations/022_desk.sql), so that it answers.
const REVIEW: &str = "iif(instr(char(10) || n.body || char(10), char(10) || 'Review date' || char(10)) > 0,
         substr(n.body, instr(char(10) || n.body || char(10), char(10) || 'Review date' || char(10)) + 12, 160), NULL)";

impl RiskReview {
    /// Whether its review date has come.
    pub(super) fn is_due(&self, today: NaiveDate) -> bool {
        self.review_on.is_some_and(|day| day <= today)
    }

    /// Whether it is to be followed up: its review date has come, or it names none.
    pub(super) fn is_open(&self, today: NaiveDate) -> bool {
        self.review_on.is_none_or(|day| day <= today)
    }
}

fn read(row: &Row) -> rusqlite::Result<RiskReview> {
    let (day, text) = (row.get(1)?, row.get::<_, String>(4)?);
    let words = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned();
    let review_on = day_meant(&words, day);
    Ok(RiskReview { session: row.get(0)?, day, client: row.get(2)?, client_name: row.get(3)?, words, review_on })
}

/// All of them, a client's newest first.
pub(super) fn latest_of_each() -> String {
    format!(
        "SELECT s.id, s.day, s.client, coalesce(c.preferred_name, c.name), {REVIEW}
         FROM note n INDEXED BY note_review CROSS JOIN session s ON s.id = n.session CROSS JOIN client c ON c.id = s.client
         WHERE {REVIEW} >= '' AND s.removed_at IS NULL AND c.removed_at IS NULL
         ORDER BY s.day DESC, s.number DESC"
    )
}

/// The newest risk assessment of every client who is here. It costs by the number of assessments, not of notes.
pub(super) fn latest(db: &Connection) -> Result<ByClient> {
    let mut query = db.prepare_cached(&latest_of_each())?;
    let all = query.query_map([], read)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut newest = ByClient::new();
    for one in all {
        if newest.contains_key(&one.client) {
            continue;
        }
        // A form that was only begun must not hide the one before it.
        if let Some(one) = unless_empty(db, one)? {
            newest.insert(one.client, one);
        }
    }
    Ok(newest)
}

/// An assessment, or nothing if its form is empty. One whose words name no day is read from the note itself, which also knows
/// where the next heading begins; a note that does not parse stays as it was read.
fn unless_empty(db: &Connection, one: RiskReview) -> Result<Option<RiskReview>> {
    if one.review_on.is_some() {
        return Ok(Some(one));
    }
    let mut query = db.prepare_cached("SELECT template, document FROM note WHERE session = ?1")?;
    let (template, document): (Option<String>, String) =
        query.query_row([one.session], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let Ok(document) = Document::parse(&document) else { return Ok(Some(one)) };
    let words = under_review(&document.outline());
    let written = !words.is_empty() || gaps::has_risk_form(template.as_deref(), &document);
    Ok(written.then(|| RiskReview { review_on: day_meant(&words, one.day), words, ..one }))
}

/// The first line under “Review date”; empty where the next heading comes first.
fn under_review(blocks: &[OutlineBlock]) -> String {
    let below = blocks.iter().skip_while(|block| !matches!(block, OutlineBlock::Heading(title) if title == HEADING));
    let mut here = below.skip(1).take_while(|block| !matches!(block, OutlineBlock::Heading(_)));
    here.find_map(first_line).unwrap_or_default()
}

fn first_line(block: &OutlineBlock) -> Option<String> {
    match block {
        OutlineBlock::Heading(_) => None,
        OutlineBlock::Paragraph(words) => {
            let text: String = words.iter().map(|one| one.text.as_str()).collect();
            text.lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned)
        }
        OutlineBlock::List { items, .. } => items.iter().flatten().find_map(first_line),
    }
}

/// The day that words name, as seen from the day on which they were written. In digits that can be read in two ways it is the earlier
/// day that is not over by then: rather too soon than too late.
fn day_meant(words: &str, from: NaiveDate) -> Option<NaiveDate> {
    let pieces: Vec<&str> =
        words.split_whitespace().map(|piece| piece.trim_matches([',', '.', ';', ':', '(', ')'])).collect();
    let in_digits = pieces.iter().find_map(|piece| {
        let written = dates::read(piece)?;
        let mut days: Vec<NaiveDate> = [dates::DateOrder::DayFirst, dates::DateOrder::MonthFirst]
            .iter()
            .filter_map(|order| written.day(*order))
            .collect();
        days.sort();
        days.iter().copied().find(|day| *day >= from).or(days.first().copied())
    });
    in_digits.or_else(|| pieces.iter().enumerate().find_map(|(at, piece)| named(&pieces, at, month(piece)?, from)))
}

fn month(piece: &str) -> Option<u32> {
    let piece = piece.to_lowercase();
    let cut = piece.len() >= 3;
    (1..).zip(MONTHS).find(|(_, name)| cut && name.starts_with(&piece)).map(|(number, _)| number)
}

/// "24 November", "November 24th", "3rd of Dec 2026": the number beside a month, and the year behind them.
fn named(pieces: &[&str], at: usize, month: u32, from: NaiveDate) -> Option<NaiveDate> {
    let day = |place: Option<usize>| {
        let piece = pieces.get(place?)?;
        // "3rd" is 3.
        let digits = piece.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        digits.parse::<u32>().ok().filter(|day| (1..=31).contains(day))
    };
    let year = |place: usize| pieces.get(place)?.parse::<i32>().ok().filter(|year| (1900..=9999).contains(year));
    let of = at.checked_sub(1).filter(|one| pieces[*one].eq_ignore_ascii_case("of"));
    let before = of.unwrap_or(at).checked_sub(1);
    let (day, year) = match (day(before), day(Some(at + 1))) {
        (Some(day), _) => (day, year(at + 1)),
        (None, Some(day)) => (day, year(at + 2)),
        _ => return None,
    };
    match year {
        Some(year) => NaiveDate::from_ymd_opt(year, month, day),
        // Within nine years, because one of them has a 29 February.
        None => (from.year()..)
            .take(9)
            .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
            .find(|day| *day >= from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // A review that is read too late is a danger, and one that is read where none was meant is noise.
    #[test]
    fn the_day_of_a_review_is_read_as_it_is_written() {
        let from = NaiveDate::from_ymd_opt(2026, 11, 19).expect("a day");
        let meant = |words: &str| day_meant(words, from).map(|day| day.to_string()).unwrap_or_default();
        for words in
            ["2026-12-03", "3.12.2026", "Thursday, 3 December", "by 3rd Dec.", "December 3rd, 2026", "3rd of Dec 2026"]
        {
            assert_eq!(meant(words), "2026-12-03", "{words}");
        }
        assert_eq!(meant("3/12/2026"), "2026-12-03", "the earlier reading is over");
        assert_eq!(meant("1/2/2027"), "2027-01-02", "rather too soon than too late");
        assert_eq!(meant("5 January"), "2027-01-05", "the next one");
        for words in ["", "next session", "in two weeks", "may be sooner", "31 February", "when he is back", "the 3rd"]
        {
            assert_eq!(meant(words), "", "{words}");
        }
    }
}
