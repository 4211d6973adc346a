//! Passages: the tagged words of a note, kept beside it so that they can be counted and gathered.

use rusqlite::Row;
use secure_base_model::{Aspect, Factor, Tag};
use serde::Serialize;
use specta::Type;

use crate::{ClientId, Error, Practice, Result, SessionId, transact::Change};

/// A tagged stretch of a note's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Passage {
    /// The mark's own id in the document; unique in its note.
    pub mark: String,
    /// What it is tagged with.
    pub tag: Tag,
    /// Where it starts, in characters of the note's text.
    pub place: u32,
    /// The words themselves.
    pub words: String,
}

/// How often a tag stands in a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct TagCount {
    /// The factor.
    pub factor: Factor,
    /// The aspect.
    pub aspect: Aspect,
    /// How many passages.
    pub count: u32,
}

/// Puts a note's passages in place of those it had.
pub(crate) fn replace(change: Change, session: SessionId, passages: &[Passage]) -> Result<()> {
    change.db.prepare_cached("DELETE FROM passage WHERE session = ?1")?.execute([session])?;
    let mut insert = change.db.prepare_cached(
        "INSERT INTO passage (session, mark, factor, aspect, place, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for p in passages {
        insert.execute((session, &p.mark, p.tag.factor.letter(), p.tag.aspect.word(), p.place, &p.words))?;
    }
    Ok(())
}

/// Two columns as a tag; a word the model does not know names the session it stands in.
pub(crate) fn tag(row: &Row, session: SessionId) -> Result<Tag> {
    let (factor, aspect): (String, String) = (row.get("factor")?, row.get("aspect")?);
    let unreadable = |why: secure_base_model::UnknownWord| Error::Unreadable {
        noun: "note of the session",
        id: session.number(),
        why: why.to_string(),
    };
    Ok(Tag { factor: factor.parse().map_err(unreadable)?, aspect: aspect.parse().map_err(unreadable)? })
}

impl Practice {
    /// The passages of a session's note in the order of the text.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Unreadable`] when a stored tag is none of the model's.
    pub fn passages(&self, session: SessionId) -> Result<Vec<Passage>> {
        self.session(session)?;
        self.stored_passages(session)
    }

    /// The same, be the session in the trash.
    pub(crate) fn stored_passages(&self, session: SessionId) -> Result<Vec<Passage>> {
        let mut read = self.db.prepare_cached(
            "SELECT mark, factor, aspect, place, words FROM passage WHERE session = ?1 ORDER BY place",
        )?;
        read.query_and_then([session], |row| {
            Ok(Passage { mark: row.get(0)?, tag: tag(row, session)?, place: row.get(3)?, words: row.get(4)? })
        })?
        .collect()
    }

    /// The tags of each of a client's notes, counted, in the model's order within a note.
    pub(crate) fn tag_counts(&self, client: ClientId) -> Result<Vec<(SessionId, TagCount)>> {
        let mut read = self.db.prepare_cached(
            "SELECT p.session, p.factor, p.aspect, count(*) FROM passage p JOIN session s ON s.id = p.session
             WHERE s.client = ?1 AND s.removed_at IS NULL GROUP BY p.session, p.factor, p.aspect",
        )?;
        let rows = read.query_and_then([client], |row| -> Result<_> {
            let session = row.get(0)?;
            let Tag { factor, aspect } = tag(row, session)?;
            Ok((session, TagCount { factor, aspect, count: row.get(3)? }))
        })?;
        let mut counts = rows.collect::<Result<Vec<_>>>()?;
        counts.sort_by_key(|(session, count)| (*session, count.factor, count.aspect));
        Ok(counts)
    }
}

/// Passages in one order, for comparing: two may start at the same place.
pub(crate) fn in_order(mut passages: Vec<Passage>) -> Vec<Passage> {
    passages.sort_by(|a, b| (a.place, &a.mark).cmp(&(b.place, &b.mark)));
    passages
}
