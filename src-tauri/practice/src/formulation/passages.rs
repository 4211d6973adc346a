//! The tagged passages of a client: found in one question, put in order, and read only as far as they are shown.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension, Row};
use secure_base_model::{Factor, Tag};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::look;
use crate::{AnnotationId, ClientId, Error, Practice, Result, SessionId, Spot, passage, search};

/// So many passages of a cell are read at a time.
pub(super) const PAGE: usize = 20;
/// So many of what led to a task or a handout.
const BEHIND: usize = 5;
/// As many characters of a passage are shown; the rest stands in the note.
const SHOWN: usize = 400;

/// Where a tag stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", content = "id", rename_all = "camelCase")]
pub enum PassageSource {
    /// On words of the note, by their mark.
    Passage(String),
    /// On words of a signed note, added later.
    Later(AnnotationId),
    /// On the note as a whole.
    WholeNote,
}

/// A tagged passage, or a note that speaks of something as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct TaggedPassage {
    /// The session of its note.
    pub session: SessionId,
    /// Which of the client's sessions.
    pub number: u32,
    /// The day of the session.
    pub day: NaiveDate,
    /// What it is tagged with.
    pub tag: Tag,
    /// Where the tag stands.
    pub source: PassageSource,
    /// The words, at most 400 characters and "…"; of a whole note, how it begins.
    pub words: String,
    /// Whether there are more words than those.
    pub cut: bool,
    /// What was remarked on it.
    pub comment: Option<String>,
    /// Whether it came, or its note was saved, since the formulation was looked at before.
    pub fresh: bool,
}

/// Some passages, and how many there are in all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PassagePage {
    /// The newest, or those after so many.
    pub passages: Vec<TaggedPassage>,
    /// How many in all.
    pub count: u32,
}

/// A session as far as its passages need it.
struct Held {
    number: u32,
    day: NaiveDate,
    saved_at: Option<DateTime<Utc>>,
}

/// A tag that was found; its words are not read yet.
pub(super) struct Found {
    pub(super) session: SessionId,
    pub(super) number: u32,
    pub(super) day: NaiveDate,
    pub(super) tag: Tag,
    pub(super) source: PassageSource,
    pub(super) fresh: bool,
    /// Where it stands in its note; a whole note comes first.
    place: i64,
}

fn sessions(db: &Connection, client: ClientId) -> Result<HashMap<SessionId, Held>> {
    let mut query = db.prepare_cached(
        "SELECT s.id, s.number, s.day, n.saved_at
         FROM session s CROSS JOIN note n INDEXED BY note_saved ON n.session = s.id
         WHERE s.client = ?1 AND s.removed_at IS NULL",
    )?;
    let read = |row: &Row| Ok((row.get(0)?, Held { number: row.get(1)?, day: row.get(2)?, saved_at: row.get(3)? }));
    Ok(query.query_map([client], read)?.collect::<rusqlite::Result<_>>()?)
}

const TAGS: &str = "
    WITH here AS (SELECT id FROM session WHERE client = ?1 AND removed_at IS NULL)
    SELECT session, factor, aspect, place, mark, NULL, NULL FROM here CROSS JOIN passage ON session = here.id
    UNION ALL
    SELECT session, factor, aspect, -1, NULL, NULL, NULL FROM here CROSS JOIN emphasis ON session = here.id
    UNION ALL
    SELECT session, factor, aspect, place, NULL, annotation.id, made_at FROM here CROSS JOIN annotation ON session = here.id";

fn source(row: &Row) -> rusqlite::Result<PassageSource> {
    match (row.get(4)?, row.get(5)?) {
        (Some(mark), _) => Ok(PassageSource::Passage(mark)),
        (None, Some(annotation)) => Ok(PassageSource::Later(annotation)),
        (None, None) => Ok(PassageSource::WholeNote),
    }
}

/// Every tag of a client's notes: the newest session first, and in a session in the order of the text.
pub(super) fn all(db: &Connection, client: ClientId) -> Result<Vec<Found>> {
    let (held, before) = (sessions(db, client)?, look::before(db, client)?);
    let mut query = db.prepare_cached(TAGS)?;
    let mut rows = query.query([client])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let session: SessionId = row.get(0)?;
        let Some(Held { number, day, saved_at }) = held.get(&session) else { continue };
        let word = |at: usize| row.get_ref(at)?.as_str().map_err(rusqlite::Error::from);
        let tag = passage::tag_of(session, word(1)?, word(2)?)?;
        let came: Option<DateTime<Utc>> = row.get::<_, Option<_>>(6)?.or(*saved_at);
        let fresh = came.zip(before).is_some_and(|(came, before)| came > before);
        let (place, source) = (row.get(3)?, source(row)?);
        found.push(Found { session, number: *number, day: *day, tag, source, fresh, place });
    }
    found.sort_by(|one, other| {
        let newest_first = (other.day, other.number).cmp(&(one.day, one.number));
        newest_first.then_with(|| one.place.cmp(&other.place))
    });
    Ok(found)
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.into(),
    }
}

/// What a tag stands on, with what was remarked on it.
fn words(db: &Connection, session: SessionId, source: &PassageSource) -> Result<(String, Option<String>)> {
    let both = |row: &Row| Ok((row.get(0)?, row.get(1)?));
    let read = match source {
        PassageSource::Passage(mark) => db
            .prepare_cached("SELECT words, comment FROM passage WHERE session = ?1 AND mark = ?2")?
            .query_row((session, mark), both),
        PassageSource::Later(id) => db
            .prepare_cached("SELECT words, nullif(comment, '') FROM annotation WHERE session = ?1 AND id = ?2")?
            .query_row((session, id), both),
        PassageSource::WholeNote => db
            .prepare_cached("SELECT substr(body, 1, 160), NULL FROM note INDEXED BY note_beginning WHERE session = ?1")?
            .query_row([session], both),
    };
    read.optional()?.ok_or(Error::NotFound("passage"))
}

/// Reads what is shown.
pub(super) fn read<'a>(db: &Connection, shown: impl Iterator<Item = &'a Found>) -> Result<Vec<TaggedPassage>> {
    let one = |found: &Found| {
        let (words, comment) = words(db, found.session, &found.source)?;
        Ok(TaggedPassage {
            session: found.session,
            number: found.number,
            day: found.day,
            tag: found.tag,
            source: found.source.clone(),
            cut: words.chars().count() > SHOWN,
            words: shortened(&words),
            comment,
            fresh: found.fresh,
        })
    };
    shown.map(one).collect()
}

impl Practice {
    /// The passages under a tag, newest first: twenty of them, after the first so many.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Unreadable`] when a stored tag is none of the model's.
    pub fn passages_under(&self, client: ClientId, tag: Tag, from: u32) -> Result<PassagePage> {
        self.client(client)?;
        let found: Vec<Found> = all(&self.db, client)?.into_iter().filter(|one| one.tag == tag).collect();
        let passages = read(&self.db, found.iter().skip(from as usize).take(PAGE))?;
        Ok(PassagePage { passages, count: found.len() as u32 })
    }

    /// Passages that were chosen, in the order of the board, with all their words.
    ///
    /// # Errors
    /// Those of [`Practice::passages_under`]; [`Error::NotFound`] for one that is not there, or is another client's.
    pub fn passages_chosen(
        &self,
        client: ClientId,
        chosen: &[(SessionId, PassageSource, Tag)],
    ) -> Result<Vec<TaggedPassage>> {
        self.client(client)?;
        let is = |one: &Found, (session, source, tag): &(SessionId, PassageSource, Tag)| {
            one.session == *session && one.source == *source && one.tag == *tag
        };
        let mut found = all(&self.db, client)?;
        found.retain(|one| chosen.iter().any(|wanted| is(one, wanted)));
        if !chosen.iter().all(|wanted| found.iter().any(|one| is(one, wanted))) {
            return Err(Error::NotFound("passage"));
        }
        found.sort_by_key(|one| (one.tag.factor as usize, one.tag.aspect as usize));
        let mut passages = read(&self.db, found.iter())?;
        for passage in &mut passages {
            passage.words = words(&self.db, passage.session, &passage.source)?.0;
            passage.cut = false;
        }
        Ok(passages)
    }

    /// What led to something: the passages under these factors up to a day, and on that day up to the session of that number, if
    /// one is named; the newest five.
    ///
    /// # Errors
    /// Those of [`Practice::passages_under`].
    pub fn passages_behind(
        &self,
        client: ClientId,
        factors: &[Factor],
        until: NaiveDate,
        number: Option<u32>,
    ) -> Result<PassagePage> {
        self.client(client)?;
        let last = (until, number.unwrap_or(u32::MAX));
        let led = |one: &Found| factors.contains(&one.tag.factor) && (one.day, one.number) <= last;
        let found: Vec<Found> = all(&self.db, client)?.into_iter().filter(led).collect();
        let passages = read(&self.db, found.iter().take(BEHIND))?;
        Ok(PassagePage { passages, count: found.len() as u32 })
    }

    /// Where in its note a passage stands; nothing for a whole note, and for words that do not stand there any more.
    ///
    /// # Errors
    /// [`Error::NotFound`], also when the tag was taken off since.
    pub fn passage_spot(&self, session: SessionId, source: &PassageSource) -> Result<Option<Spot>> {
        self.session(session)?;
        let place: Option<u32> = match source {
            PassageSource::Passage(mark) => self
                .db
                .prepare_cached("SELECT place FROM passage WHERE session = ?1 AND mark = ?2")?
                .query_row((session, mark), |row| row.get(0))
                .optional()?,
            PassageSource::Later(id) => self
                .db
                .prepare_cached("SELECT place FROM annotation WHERE session = ?1 AND id = ?2")?
                .query_row((session, id), |row| row.get(0))
                .optional()?,
            PassageSource::WholeNote => return Ok(None),
        };
        let place = place.ok_or(Error::NotFound("passage"))?;
        search::spot_of_passage(&self.db, session, place, &words(&self.db, session, source)?.0)
    }
}
