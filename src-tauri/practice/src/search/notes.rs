//! Hits in whole notes, with their signed addenda.

use std::ops::Range;

use rusqlite::params;

use super::{
    excerpt::{FENCES, Marked, Tagged},
    hit::{COLUMNS, NoteHit, Spot, hit},
    place::Span,
};
use crate::{AddendumId, Document, Practice, Result, SessionId, passage};

/// What has been removed is never found.
const FROM: &str = "
    FROM search CROSS JOIN session s CROSS JOIN client c
    WHERE search MATCH ?1 AND search.rowid BETWEEN ?2 AND ?3 AND s.id = ((9223372036854775807 - search.rowid) >> 15 & 67108863)
      AND c.id = s.client AND s.removed_at IS NULL AND c.removed_at IS NULL
    ORDER BY search.rowid LIMIT ?6";

/// The same words at the same place as in a text, if they stand there.
pub(super) fn spot(text: &str, at: &Range<usize>) -> Option<Spot> {
    let words = text.get(at.clone()).filter(|words| !words.is_empty())?;
    let before = text.match_indices(words).take_while(|(found, _)| *found < at.start).count();
    Some(Spot { words: words.into(), nth: before as u32, addendum: None })
}

impl Practice {
    /// The notes that answer to `matched`, the newest `most` of them.
    pub(super) fn notes_that(&self, matched: &str, span: Span, most: usize) -> Result<Vec<NoteHit>> {
        let mut query = self.db.prepare_cached(&format!("SELECT {COLUMNS}, highlight(search, 0, ?4, ?5) {FROM}"))?;
        let fences = (FENCES.0.to_string(), FENCES.1.to_string());
        let mut rows = query.query(params![matched, span.first, span.last, fences.0, fences.1, most as i64])?;
        let mut hits = Vec::new();
        while let Some(row) = rows.next()? {
            let session = row.get(0)?;
            let marked = Marked::read(row.get_ref(5)?.as_str().map_err(rusqlite::Error::from)?);
            let excerpt = marked.excerpt(&self.tagged(session)?);
            let spot = match &excerpt.first {
                Some(at) => self.spot_in_note(session, &marked.text, at)?,
                None => None,
            };
            let in_homework = match (&spot, &excerpt.first) {
                (None, Some(at)) => at.start + self.length_of_homework(session)? >= marked.text.len(),
                _ => false,
            };
            hits.push(NoteHit { in_homework, ..hit(row, excerpt, spot)? });
        }
        Ok(hits)
    }

    /// A place in the text of a note and of its addenda, which follow it as the view in the migration joins them; nothing for
    /// what stands behind them.
    fn spot_in_note(&self, session: SessionId, text: &str, at: &Range<usize>) -> Result<Option<Spot>> {
        let mut read = self.db.prepare_cached(
            "SELECT id, length FROM (
                 SELECT NULL AS id, octet_length(body) AS length, NULL AS signed_at FROM note WHERE session = ?1
                 UNION ALL
                 SELECT id, octet_length(reason) + 1 + octet_length(text), signed_at FROM addendum
                 WHERE session = ?1 AND signed_at IS NOT NULL)
             ORDER BY signed_at, id",
        )?;
        let mut start = 0;
        let mut rows = read.query([session])?;
        while let Some(row) = rows.next()? {
            let (addendum, length): (Option<AddendumId>, u32) = (row.get(0)?, row.get(1)?);
            let end = start + length as usize;
            if let Some(piece) = text.get(start..end).filter(|_| at.start < end) {
                let spot = spot(piece, &(at.start - start..at.end.min(end) - start));
                return Ok(spot.map(|spot| Spot { addendum, ..spot }));
            }
            start = end + 1;
        }
        // What was remarked on a tag, who was there, or homework: the note opens as it is.
        Ok(None)
    }

    /// How many bytes of homework the view in the migration puts at the end of a note.
    fn length_of_homework(&self, session: SessionId) -> Result<usize> {
        let sql = "SELECT coalesce(sum(octet_length(words)), 0) FROM homework_words WHERE session = ?1";
        let length: u32 = self.db.prepare_cached(sql)?.query_row([session], |row| row.get(0))?;
        Ok(length as usize)
    }

    /// The passages of a note by their places, with those that were tagged after signing.
    fn tagged(&self, session: SessionId) -> Result<Vec<Tagged>> {
        let mut read = self.db.prepare_cached(
            "SELECT factor, aspect, place, length(words) AS length, mark, instr(words, char(10)) > 0 AS broken
             FROM passage WHERE session = ?1
             UNION ALL SELECT factor, aspect, place, length, id, false FROM annotation WHERE session = ?1
             ORDER BY place, mark",
        )?;
        let rows = read.query_and_then([session], |row| -> Result<_> {
            let (from, length): (u32, u32) = (row.get(2)?, row.get(3)?);
            Ok((Tagged::new(passage::tag(row, session)?, from..from + length), row.get(5)?))
        })?;
        let found: Vec<(Tagged, bool)> = rows.collect::<Result<_>>()?;
        if found.iter().all(|(_, broken)| !broken) {
            return Ok(found.into_iter().map(|(one, _)| one).collect());
        }
        // Between the lines of a passage other words may stand, so these are taken from the document itself.
        let pieces = Document::parse(&self.note(session)?.document).map(|document| document.pieces());
        let later = self.annotations_of(session)?.into_iter().map(|one| (one.tag, one.span));
        Ok(pieces.into_iter().flatten().chain(later).map(|(tag, at)| Tagged::new(tag, at)).collect())
    }
}
