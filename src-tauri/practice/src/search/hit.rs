//! Hits: the notes that a question finds, newest first by the day of the session, a page at a time.

use std::ops::Range;

use chrono::NaiveDate;
use rusqlite::{Row, params};
use secure_base_model::{Factor, Tag};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    excerpt::{Excerpt, FENCES, Fragment, Marked, Tagged},
    expression::Expression,
    filter::Filter,
    place::Span,
    query::Query,
};
use crate::{ClientId, Practice, Result, SessionId, TagCount, passage};

/// How many hits a page holds.
const PAGE: usize = 20;

/// What a question found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NotesFound {
    /// The newest notes, or those after the place that was named.
    pub hits: Vec<NoteHit>,
    /// Whether there are more after them.
    pub more: bool,
    /// The filters that were understood, in the order in which they were typed.
    pub filters: Vec<FilterInUse>,
    /// What could not be meant, a sentence each. There are no hits then.
    pub hints: Vec<String>,
}

/// A note that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NoteHit {
    /// Whose note: the session's number in the practice.
    pub session: SessionId,
    /// Whose session.
    pub client: ClientId,
    /// The client's name.
    pub client_name: String,
    /// Which of the client's sessions.
    pub number: u32,
    /// Its day.
    pub day: NaiveDate,
    /// The words in their surroundings; nothing for a note without words.
    pub excerpt: Vec<Fragment>,
    /// The tags of the passages that the words stand in.
    pub tags: Vec<TagCount>,
    /// Where in the note the first of the words shown stands.
    pub spot: Option<Spot>,
}

/// A place in a note, told by words and not by an offset, which JavaScript and Rust would count differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Spot {
    /// The words that stand there, as they are written.
    pub words: String,
    /// How often they stand in the note before.
    pub nth: u32,
}

/// After which hit the next page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
pub struct HitPlace {
    /// The day of its session.
    pub day: NaiveDate,
    /// The session.
    pub session: SessionId,
}

/// A filter that was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct FilterInUse {
    /// The piece of what was typed that asks for it.
    pub typed: String,
    /// Its factors, if it asks for some.
    pub factors: Vec<Factor>,
}

/// The columns that both questions answer with, and from where: what has been removed is never found.
const COLUMNS: &str = "s.id, s.client, coalesce(c.preferred_name, c.name), s.number, s.day";
const NOTES: &str = "
    FROM search CROSS JOIN session s CROSS JOIN client c
    WHERE search MATCH ?1 AND search.rowid BETWEEN ?2 AND ?3 AND s.id = (search.rowid >> 15 & 67108863)
      AND c.id = s.client AND s.removed_at IS NULL AND c.removed_at IS NULL
    ORDER BY search.rowid DESC LIMIT ?6";
const PASSAGES: &str = "
    FROM search_passage CROSS JOIN session s CROSS JOIN client c CROSS JOIN search_place a CROSS JOIN passage p
    CROSS JOIN note n
    WHERE search_passage MATCH ?1 AND search_passage.rowid BETWEEN ?2 AND ?3
      AND s.id = (search_passage.rowid >> 15 & 67108863) AND c.id = s.client
      AND s.removed_at IS NULL AND c.removed_at IS NULL
      AND a.place = search_passage.rowid AND p.session = s.id AND p.mark = a.mark AND n.session = s.id
    ORDER BY search_passage.rowid DESC";

/// The same words at the same place as in a note's text, if they stand there.
fn spot(text: &str, at: &Range<usize>) -> Option<Spot> {
    let words = text.get(at.clone()).filter(|words| !words.is_empty())?;
    let before = text.match_indices(words).take_while(|(found, _)| *found < at.start).count();
    Some(Spot { words: words.into(), nth: before as u32 })
}

fn hit(row: &Row, excerpt: Excerpt, spot: Option<Spot>) -> Result<NoteHit> {
    let tag = |Tag { factor, aspect }| TagCount { factor, aspect, count: 1 };
    Ok(NoteHit {
        session: row.get(0)?,
        client: row.get(1)?,
        client_name: row.get(2)?,
        number: row.get(3)?,
        day: row.get(4)?,
        excerpt: excerpt.fragments,
        tags: excerpt.tags.into_iter().map(tag).collect(),
        spot,
    })
}

impl Practice {
    /// The notes that have all that was typed, newest first by the day of their session, a page of them; with `after`,
    /// the page that follows that hit. The last word may be the beginning of one while nothing stands behind it. With a
    /// filter for factors or aspects the words must stand in one such passage.
    ///
    /// # Errors
    /// [`crate::Error::Database`]; [`crate::Error::Unreadable`] for a tag that is none of the model's. Nothing that is
    /// typed is an error.
    pub fn search_notes(&self, typed: &str, after: Option<HitPlace>) -> Result<NotesFound> {
        let query = Query::parse(typed);
        let in_use = |(typed, factors): (&String, Vec<Factor>)| FilterInUse { typed: typed.clone(), factors };
        let filters = query.filters.iter().map(|typed| match &typed.filter {
            Filter::Factors(factors) => (&typed.piece, factors.clone()),
            _ => (&typed.piece, Vec::new()),
        });
        let mut found = NotesFound { filters: filters.map(in_use).collect(), ..NotesFound::default() };
        if !query.hints.is_empty() || !query.asks() {
            return Ok(NotesFound { hints: query.hints, ..found });
        }
        match Expression::write(&self.db, &query)? {
            Err(hints) => found.hints = hints,
            Ok(mut asked) => {
                if let Some(HitPlace { day, session }) = after {
                    asked.span = asked.span.and(Span::before(Span::of(day, session)));
                }
                found.hits = if asked.of_passages { self.passages_that(&asked)? } else { self.notes_that(&asked)? };
                found.more = found.hits.len() > PAGE;
                found.hits.truncate(PAGE);
            }
        }
        Ok(found)
    }

    /// One hit more than a page has, if there is one.
    fn notes_that(&self, asked: &Expression) -> Result<Vec<NoteHit>> {
        let mut query = self.db.prepare_cached(&format!("SELECT {COLUMNS}, highlight(search, 0, ?4, ?5) {NOTES}"))?;
        let fences = (FENCES.0.to_string(), FENCES.1.to_string());
        let Span { first, last } = asked.span;
        let asked = params![asked.text, first, last, fences.0, fences.1, PAGE as i64 + 1];
        let mut rows = query.query(asked)?;
        let mut hits = Vec::new();
        while let Some(row) = rows.next()? {
            let marked = Marked::read(row.get_ref(5)?.as_str().map_err(rusqlite::Error::from)?);
            let excerpt = marked.excerpt(&self.tagged(row.get(0)?)?);
            let spot = excerpt.first.as_ref().and_then(|at| spot(&marked.text, at));
            hits.push(hit(row, excerpt, spot)?);
        }
        Ok(hits)
    }

    /// The same for passages: the first of each note that has all the words.
    fn passages_that(&self, asked: &Expression) -> Result<Vec<NoteHit>> {
        let mut query = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS}, highlight(search_passage, 0, ?4, ?5), p.factor, p.aspect, p.place, n.body {PASSAGES}"
        ))?;
        let fences = (FENCES.0.to_string(), FENCES.1.to_string());
        let Span { first, last } = asked.span;
        let mut rows = query.query(params![asked.text, first, last, fences.0, fences.1])?;
        let mut hits: Vec<NoteHit> = Vec::new();
        while let Some(row) = rows.next()?.filter(|_| hits.len() <= PAGE) {
            let session: SessionId = row.get(0)?;
            if hits.last().is_some_and(|last| last.session == session) {
                continue;
            }
            let marked = Marked::read(row.get_ref(5)?.as_str().map_err(rusqlite::Error::from)?);
            let tag = passage::tag(row, session)?;
            let excerpt = marked.excerpt(&[Tagged { tag, from: 0, to: usize::MAX }]);
            let place: u32 = row.get(8)?;
            let body = row.get_ref(9)?.as_str().map_err(rusqlite::Error::from)?;
            let spot = in_passage(body, place as usize, &marked, excerpt.first.clone());
            hits.push(hit(row, Excerpt { tags: vec![tag], ..excerpt }, spot)?);
        }
        Ok(hits)
    }

    /// The passages of a note by their places.
    fn tagged(&self, session: SessionId) -> Result<Vec<Tagged>> {
        let mut read = self.db.prepare_cached(
            "SELECT factor, aspect, place, length(words) FROM passage WHERE session = ?1 ORDER BY place, mark",
        )?;
        read.query_and_then([session], |row| {
            let from: u32 = row.get(2)?;
            let length: u32 = row.get(3)?;
            Ok(Tagged { tag: passage::tag(row, session)?, from: from as usize, to: (from + length) as usize })
        })?
        .collect()
    }
}

/// Where in the note a hit of a passage stands; without one, the passage's own first line.
fn in_passage(body: &str, place: usize, marked: &Marked, first: Option<Range<usize>>) -> Option<Spot> {
    let first = first.unwrap_or_else(|| 0..marked.text.find('\n').unwrap_or(marked.text.len()));
    let words = &marked.text[first.clone()];
    let start = body.char_indices().nth(place).map_or(body.len(), |(at, _)| at);
    // The pieces of a passage may lie apart in the note, so the words are sought from the passage on.
    let at = start + body[start..].find(words)?;
    let here = start + first.start;
    let exact = body.get(here..here + words.len()) == Some(words);
    let at = if exact { here } else { at };
    spot(body, &(at..at + words.len()))
}
