//! What was found on the pages. A row is told by its shape, so that it is found also when the pages that lead to it
//! are lost; the tables are known and no two have rows of one shape.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use rusqlite::types::Value::{self, Blob, Integer, Null, Text};
use secure_base_model::Tag;

use super::{
    formulation, homework, measure,
    pages::Pages,
    parts::part_of,
    rows::{self, Row},
    shelf,
};
use crate::document::Document;

/// A passage of a note: where it starts, and its words.
pub(super) type Words = (i64, String);

/// A row that belongs to a record, with its table and its number.
pub(super) type Piece = (&'static str, i64, Row);

/// Everything that could be read, by the numbers of the records.
#[derive(Default)]
pub(super) struct Found {
    pub(super) tables: BTreeMap<&'static str, BTreeMap<i64, Row>>,
    /// Names of clients, from the index of names.
    pub(super) names: BTreeMap<i64, String>,
    /// Client and number of sessions, from the index of both.
    pub(super) numbers: BTreeMap<i64, (i64, i64)>,
    /// Client and day of sessions, from the index of both.
    pub(super) days: BTreeMap<i64, (i64, String)>,
    /// What whole notes speak of, by session.
    pub(super) emphasis: BTreeMap<i64, BTreeSet<Tag>>,
    /// Passages of notes by session.
    pub(super) passages: BTreeMap<i64, Vec<Words>>,
    /// Rows that belong to a client's record, with their tables, by the client's number.
    parts: BTreeMap<i64, Vec<(&'static str, i64, Row)>>,
    /// Rows that belong to a record of the handout shelf, with their tables, by that record's table and number.
    pieces: BTreeMap<(&'static str, i64), Vec<Piece>>,
    /// Labels by the client's number.
    labels: BTreeMap<i64, Vec<String>>,
    /// What the log last said of a record: `(noun, number)` to its last word.
    log: BTreeMap<(String, i64), Heard>,
    /// The highest number that each table has given.
    counters: BTreeMap<String, i64>,
    /// The last save that the log knows of.
    pub(super) saves: i64,
    pub(super) pages: u32,
    /// The pages that are not what was written.
    pub(super) damaged: Vec<u32>,
}

/// The last word of the log on a record.
struct Heard {
    sequence: i64,
    /// Whether the record was there afterwards.
    there: bool,
    /// Its fingerprint then, where the log of that time told it.
    content: Option<Vec<u8>>,
}

impl Found {
    /// Reads every page.
    pub(super) fn gather(pages: &mut Pages) -> Found {
        let mut found = Found { pages: pages.count, ..Found::default() };
        for number in 1..=pages.count {
            match pages.read(number) {
                Some(page) => rows::of(pages, number, &page).into_iter().for_each(|row| found.take(row)),
                None => found.damaged.push(number),
            }
        }
        found.passages.values_mut().for_each(|words| words.sort());
        found
    }

    fn take(&mut self, row: Row) {
        match row.id {
            Some(id) => self.take_row(id, row),
            None => self.take_entry(&row.values),
        }
    }

    fn take_row(&mut self, id: i64, row: Row) {
        if let Some((table, client)) = part_of(&row) {
            self.parts.entry(client).or_default().push((table, id, row));
            return;
        }
        let piece = formulation::piece_of(&row)
            .or_else(|| shelf::piece_of(id, &row))
            .or_else(|| homework::piece_of(&row))
            .or_else(|| measure::piece_of(&row));
        if let Some((table, of)) = piece {
            self.pieces.entry(of).or_default().push((table, id, row));
            return;
        }
        let of_a_client =
            formulation::table_of(&row).or_else(|| measure::table_of(&row)).or_else(|| homework::table_of(&row));
        if let Some(table) = of_a_client.or_else(|| table_of(id, &row)).or_else(|| shelf::table_of(id, &row)) {
            self.tables.entry(table).or_default().insert(id, row);
            return;
        }
        match row.values.as_slice() {
            [Null, Integer(save), Text(_), _, Text(_), Text(noun), Integer(record), content, Blob(_)] => {
                self.saves = self.saves.max(*save);
                let content = if let Blob(content) = content { Some(content.clone()) } else { None };
                self.hear(noun, *record, Heard { sequence: id, there: content.is_some(), content });
            }
            // The log of the first schema did not say what the record held.
            [Null, Text(_), Text(verb), Text(noun), Integer(record)] => {
                self.hear(noun, *record, Heard { sequence: id, there: verb != "removed", content: None });
            }
            [Text(table), Integer(given)] => {
                self.counters.insert(table.clone(), *given);
            }
            _ => {}
        }
    }

    fn hear(&mut self, noun: &str, record: i64, heard: Heard) {
        match self.log.entry((noun.into(), record)) {
            Entry::Vacant(first) => _ = first.insert(heard),
            Entry::Occupied(mut last) if last.get().sequence <= heard.sequence => _ = last.insert(heard),
            Entry::Occupied(_) => {}
        }
    }

    fn take_entry(&mut self, values: &[Value]) {
        match values {
            [Text(name), Integer(id)] if !is_instant(name) => {
                self.names.insert(*id, name.clone());
            }
            [Integer(client), Text(label)] => self.labels.entry(*client).or_default().push(label.clone()),
            [Integer(client), Integer(number), Integer(id)] => {
                self.numbers.insert(*id, (*client, *number));
            }
            [Integer(client), Text(day), .., Integer(id)] if is_day(day) => {
                self.days.insert(*id, (*client, day.clone()));
            }
            // With a comment, since comments are kept.
            [Integer(session), Text(_), Text(_), Text(_), Integer(place), Text(words)]
            | [Integer(session), Text(_), Text(_), Text(_), Integer(place), Text(words), Null | Text(_)] => {
                self.passages.entry(*session).or_default().push((*place, words.clone()));
            }
            [Integer(session), Text(factor), Text(aspect)] => {
                if let (Ok(factor), Ok(aspect)) = (factor.parse(), aspect.parse()) {
                    self.emphasis.entry(*session).or_default().insert(Tag { factor, aspect });
                }
            }
            _ => {}
        }
    }

    pub(super) fn has(&self, table: &str, id: i64) -> bool {
        self.tables.get(table).is_some_and(|rows| rows.contains_key(&id))
    }

    /// The clients of whom more was found than their own rows.
    pub(super) fn clients_with_parts(&self) -> Vec<i64> {
        self.parts.keys().chain(self.labels.keys()).copied().collect()
    }

    /// Rows that belong to a client's record, with their tables.
    pub(super) fn parts_of(&self, client: i64) -> &[(&'static str, i64, Row)] {
        self.parts.get(&client).map_or(&[], Vec::as_slice)
    }

    /// Rows that belong to a record of the handout shelf, with their tables.
    pub(super) fn pieces_of(&self, table: &'static str, id: i64) -> &[Piece] {
        self.pieces.get(&(table, id)).map_or(&[], Vec::as_slice)
    }

    /// The labels of a client.
    pub(super) fn labels_of(&self, client: i64) -> &[String] {
        self.labels.get(&client).map_or(&[], Vec::as_slice)
    }

    /// The fingerprint that the log last gave a record, if that could be read.
    pub(super) fn fingerprint(&self, noun: &str, record: i64) -> Option<&[u8]> {
        self.log.get(&(noun.to_owned(), record))?.content.as_deref()
    }

    pub(super) fn take_table(&mut self, table: &str) -> BTreeMap<i64, Row> {
        self.tables.remove(table).unwrap_or_default()
    }

    /// The highest number that a table is known to have given.
    pub(super) fn highest(&self, noun: &str, table: &str) -> i64 {
        let logged = self.log.keys().filter(|(known, _)| known == noun).map(|(_, record)| *record).max();
        let held = self.tables.get(table).and_then(|rows| rows.keys().max().copied());
        let counted = self.counters.get(table).copied();
        [logged, held, counted].into_iter().flatten().max().unwrap_or(0)
    }

    /// Whether the number that a table gave last could be read.
    pub(super) fn is_counted(&self, table: &str) -> bool {
        self.counters.contains_key(table)
    }

    /// The numbers that were given and are neither read nor known to be gone.
    pub(super) fn lost(&self, noun: &str, table: &str) -> Vec<i64> {
        // A note has its session's number.
        let highest = match noun {
            "note" => self.highest(noun, table).max(self.highest("session", "session")),
            // Few sessions have one, and only the log says which.
            "processNote" => {
                let logged = self.log.iter().filter(|((known, _), heard)| known == noun && heard.there);
                return logged.map(|((_, id), _)| *id).filter(|id| !self.has(table, *id)).collect();
            }
            _ => self.highest(noun, table),
        };
        let gone = |id: i64| self.log.get(&(noun.to_owned(), id)).is_some_and(|heard| !heard.there);
        (1..=highest).filter(|id| !self.has(table, *id) && !gone(*id)).collect()
    }
}

/// Which table a row is from.
fn table_of(id: i64, row: &Row) -> Option<&'static str> {
    match row.values.as_slice() {
        [Null, Text(_), Text(kind), Text(_), Text(at), ..] if is_kind(kind) && is_instant(at) => Some("client"),
        [Null, Integer(_), Integer(_), Text(day), Text(at), ..] if is_day(day) && is_instant(at) => Some("session"),
        // With the columns of later versions, which a note from before them does not have.
        [Null, Text(_), Text(_), Integer(_), Null] => Some("note"),
        [Null, Text(document), Text(_), Integer(_), Null, ..] if document.starts_with("{\"") => Some("note"),
        [Null, Text(_), Text(_), Integer(_), Text(at), ..] if is_instant(at) => Some("note"),
        [Null, Text(document), ..] if !row.whole && document.starts_with("{\"") => Some("note"),
        [Null, Integer(_), Blob(_)] => Some("process_note"),
        [Null, Text(_), Text(_), Text(at)] if is_instant(at) => Some("template"),
        [Null, Integer(_), Text(at), Integer(_), Text(document)] if is_instant(at) && document.starts_with("{\"") => {
            Some("draft_state")
        }
        [Null, Text(abbreviation), Text(_)] if !abbreviation.contains(char::is_whitespace) && !is_practice(id, row) => {
            Some("snippet")
        }
        [Null, Integer(_), Text(_), _, _, Text(day), _, _, ..] if is_day(day) => Some("homework"),
        [Null, Integer(_), Integer(_) | Null, Text(_), Text(_), Text(_), Text(_), Text(at), Text(_), ..]
            if is_instant(at) =>
        {
            Some("given_handout")
        }
        [Null, Integer(_), Text(at), Null | Text(_), Text(_), Text(_), Null | Text(_), ..] if is_instant(at) => {
            Some("addendum")
        }
        [Null, Integer(_), Text(at), Integer(_), Integer(_), Text(_), Text(_), ..] if is_instant(at) => {
            Some("annotation")
        }
        [Null, Integer(_), Null | Text(_), ..] if id == 1 && row.values.len() < 9 => Some("settings"),
        _ if is_practice(id, row) => Some("practice"),
        _ => None,
    }
}

fn is_practice(id: i64, row: &Row) -> bool {
    matches!(row.values.as_slice(), [Null, Text(_), Text(at)] if id == 1 && is_instant(at))
}

fn is_kind(word: &str) -> bool {
    ["individual", "couple", "family"].contains(&word)
}

pub(super) fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok()
}

pub(super) fn is_instant(text: &str) -> bool {
    text.len() > 18 && text.get(..10).is_some_and(is_day)
}

/// A document of plain paragraphs.
pub(super) fn plain(lines: &[String]) -> Document {
    use crate::document::{Block, Inline};
    let paragraph =
        |line: &String| Block::Paragraph { content: vec![Inline::Text { text: line.clone(), marks: Vec::new() }] };
    match lines {
        [] => Document::empty(),
        lines => Document::of(lines.iter().map(paragraph).collect()),
    }
}
