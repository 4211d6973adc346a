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
    /// The words themselves. Pieces that do not touch are joined by line breaks.
    pub words: String,
    /// What was remarked on it, in a few words.
    pub comment: Option<String>,
}

/// How often a tag stands in a note, on its passages and on the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct TagCount {
    /// The factor.
    pub factor: Factor,
    /// The aspect.
    pub aspect: Aspect,
    /// How often.
    pub count: u32,
}

/// Puts a note's passages in place of those it had.
pub(crate) fn replace(change: Change, session: SessionId, passages: &[Passage]) -> Result<()> {
    change.db.prepare_cached("DELETE FROM passage WHERE session = ?1")?.execute([session])?;
    let mut insert = change.db.prepare_cached(
        "INSERT INTO passage (session, mark, factor, aspect, place, words, comment) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for p in passages {
        let Tag { factor, aspect } = p.tag;
        insert.execute((session, &p.mark, factor.letter(), aspect.word(), p.place, &p.words, &p.comment))?;
    }
    Ok(())
}

/// Two columns as a tag; a word the model does not know names the session it stands in.
pub(crate) fn tag(row: &Row, session: SessionId) -> Result<Tag> {
    let (factor, aspect): (String, String) = (row.get("factor")?, row.get("aspect")?);
    tag_of(session, &factor, &aspect)
}

/// Two words as a tag, likewise.
pub(crate) fn tag_of(session: SessionId, factor: &str, aspect: &str) -> Result<Tag> {
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
        let mut read = self.db.prepare_cached("SELECT * FROM passage WHERE session = ?1 ORDER BY place")?;
        read.query_and_then([session], |row| {
            let comment = match row.get("comment") {
                // Records of an earlier version, which are only looked at.
                Err(rusqlite::Error::InvalidColumnName(_)) => None,
                read => read?,
            };
            let (mark, place, words) = (row.get("mark")?, row.get("place")?, row.get("words")?);
            Ok(Passage { mark, tag: tag(row, session)?, place, words, comment })
        })?
        .collect()
    }

    /// The tags of each of a client's notes, counted, in the model's order within a note: those of its passages, those that the
    /// whole note speaks of, and those that were added after it was signed.
    pub(crate) fn tag_counts(&self, client: ClientId) -> Result<Vec<(SessionId, TagCount)>> {
        let mut read = self.db.prepare_cached(
            "WITH here AS (SELECT id FROM session WHERE client = ?1 AND removed_at IS NULL),
                  tagged AS (
                      SELECT session, factor, aspect FROM here JOIN passage ON session = here.id
                      UNION ALL SELECT session, factor, aspect FROM here JOIN emphasis ON session = here.id
                      UNION ALL SELECT session, factor, aspect FROM here JOIN annotation ON session = here.id)
             SELECT session, factor, aspect, count(*) FROM tagged GROUP BY session, factor, aspect",
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
