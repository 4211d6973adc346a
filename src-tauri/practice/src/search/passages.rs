//! Hits in tagged passages, be they tagged in the note or after it was signed.

use std::ops::Range;

use rusqlite::{Connection, params};

use super::{
    excerpt::{Excerpt, FENCES, Marked, Tagged},
    hit::{COLUMNS, NoteHit, Spot, hit},
    notes::spot,
    place::Span,
};
use crate::{Practice, Result, SessionId, passage};

/// What has been removed is never found.
const FROM: &str = "
    FROM search_passage CROSS JOIN session s CROSS JOIN client c CROSS JOIN search_place a
    LEFT JOIN passage p ON p.session = s.id AND p.mark = a.mark LEFT JOIN annotation t ON t.id = a.annotation
    WHERE search_passage MATCH ?1 AND search_passage.rowid BETWEEN ?2 AND ?3
      AND s.id = ((9223372036854775807 - search_passage.rowid) >> 15 & 67108863) AND c.id = s.client
      AND s.removed_at IS NULL AND c.removed_at IS NULL AND a.place = search_passage.rowid
    ORDER BY search_passage.rowid";
const OF_PASSAGE: &str = "coalesce(p.factor, t.factor) AS factor, coalesce(p.aspect, t.aspect) AS aspect,
    coalesce(p.place, t.place) AS place, octet_length(coalesce(p.words, t.words)) AS length";

impl Practice {
    /// The notes with a passage that answers to `matched`, the newest `most` of them, each with its first such passage.
    pub(super) fn passages_that(&self, matched: &str, span: Span, most: usize) -> Result<Vec<NoteHit>> {
        let mut query = self
            .db
            .prepare_cached(&format!("SELECT {COLUMNS}, highlight(search_passage, 0, ?4, ?5), {OF_PASSAGE} {FROM}"))?;
        let fences = (FENCES.0.to_string(), FENCES.1.to_string());
        let mut rows = query.query(params![matched, span.first, span.last, fences.0, fences.1])?;
        let mut hits: Vec<NoteHit> = Vec::new();
        while let Some(row) = rows.next()?.filter(|_| hits.len() < most) {
            let session: SessionId = row.get(0)?;
            if hits.last().is_some_and(|last| last.session == session) {
                continue;
            }
            let marked = Marked::read(row.get_ref(5)?.as_str().map_err(rusqlite::Error::from)?);
            let tag = passage::tag(row, session)?;
            let excerpt = marked.excerpt(&[Tagged { tag, from: 0, to: usize::MAX }]);
            let (place, length): (u32, u32) = (row.get("place")?, row.get("length")?);
            // What was remarked on the passage stands behind its words.
            let first = excerpt.first.clone().filter(|first| first.end <= length as usize);
            let words = Marked { text: marked.text.get(..length as usize).unwrap_or(&marked.text).into(), ..marked };
            let spot = in_passage(&body(&self.db, session)?, place as usize, &words, first);
            hits.push(hit(row, Excerpt { tags: vec![tag], ..excerpt }, spot)?);
        }
        Ok(hits)
    }
}

fn body(db: &Connection, session: SessionId) -> Result<String> {
    let mut read = db.prepare_cached("SELECT body FROM note WHERE session = ?1")?;
    Ok(read.query_row([session], |row| row.get(0))?)
}

/// Where in its note a passage stands: the first line of its words, sought from the passage's own place on.
pub(crate) fn spot_of_passage(db: &Connection, session: SessionId, place: u32, words: &str) -> Result<Option<Spot>> {
    let words = Marked { text: words.into(), hits: Vec::new() };
    Ok(in_passage(&body(db, session)?, place as usize, &words, None))
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
