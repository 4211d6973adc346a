//! Hits: the notes that a question finds, newest first by the day of the session, a page at a time.

use chrono::NaiveDate;
use rusqlite::Row;
use secure_base_model::{Factor, Tag};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    excerpt::{Excerpt, Fragment},
    expression::Expression,
    filter::Filter,
    place::Span,
    query::Query,
};
use crate::{AddendumId, ClientId, Practice, Result, SessionId, TagCount, emphasis};

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
    /// What the whole note speaks of, as far as the filters ask for it.
    pub emphasis: Vec<TagCount>,
    /// Where in the note the first of the words shown stands.
    pub spot: Option<Spot>,
    /// Whether it stands in the homework that was agreed in the session.
    pub in_homework: bool,
}

/// A place in a note or in an addendum to it, told by words and not by an offset, which JavaScript and Rust would count
/// differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Spot {
    /// The words that stand there, as they are written.
    pub words: String,
    /// How often they stand in the note before, or in the addendum.
    pub nth: u32,
    /// The addendum that they stand in, whose text is its reason, a line break, and its paragraphs; nothing for the note.
    pub addendum: Option<AddendumId>,
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

/// The columns that both questions begin with: those of [`hit`].
pub(super) const COLUMNS: &str = "s.id, s.client, coalesce(c.preferred_name, c.name), s.number, s.day";

pub(super) fn hit(row: &Row, excerpt: Excerpt, spot: Option<Spot>) -> Result<NoteHit> {
    Ok(NoteHit {
        session: row.get(0)?,
        client: row.get(1)?,
        client_name: row.get(2)?,
        number: row.get(3)?,
        day: row.get(4)?,
        excerpt: excerpt.fragments,
        tags: excerpt.tags.into_iter().map(once).collect(),
        emphasis: Vec::new(),
        spot,
        in_homework: false,
    })
}

fn once(Tag { factor, aspect }: Tag) -> TagCount {
    TagCount { factor, aspect, count: 1 }
}

/// Two lists in the order of hits as one; of a note in both it is the first list's.
fn merged(one: Vec<NoteHit>, other: Vec<NoteHit>) -> Vec<NoteHit> {
    let mut all: Vec<NoteHit> = one.into_iter().chain(other).collect();
    all.sort_by_key(|hit| std::cmp::Reverse((hit.day, hit.session)));
    all.dedup_by_key(|hit| hit.session);
    all
}

impl Practice {
    /// The notes that have all that was typed, newest first by the day of their session, a page of them; with `after`,
    /// the page that follows that hit. The last word may be the beginning of one while nothing stands behind it. With a
    /// filter for factors or aspects the words must stand in one such passage, or anywhere in a note that speaks of it as a
    /// whole.
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
                found.hits = self.hits(&asked)?;
                found.more = found.hits.len() > PAGE;
                found.hits.truncate(PAGE);
            }
        }
        Ok(found)
    }

    /// One hit more than a page has, if there is one.
    fn hits(&self, asked: &Expression) -> Result<Vec<NoteHit>> {
        let notes = self.notes_that(&asked.notes, asked.span, PAGE + 1)?;
        let Some(passages) = &asked.passages else { return Ok(notes) };
        let mut hits = merged(self.passages_that(passages, asked.span, PAGE + 1)?, notes);
        hits.truncate(PAGE + 1);
        for hit in &mut hits {
            hit.emphasis = self.spoken_of(hit.session, &asked.tags)?;
        }
        Ok(hits)
    }

    /// What a whole note speaks of, among some tags.
    fn spoken_of(&self, session: SessionId, tags: &[Tag]) -> Result<Vec<TagCount>> {
        let all = emphasis::of(&self.db, session)?;
        Ok(all.into_iter().filter(|tag| tags.contains(tag)).map(once).collect())
    }
}
