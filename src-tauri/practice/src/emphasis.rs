//! Emphasis: what a whole note speaks of, beside its tagged passages.

use std::collections::BTreeSet;

use rusqlite::Row;
use secure_base_model::Tag;

use crate::{Changed, Error, Now, Practice, Record, Result, SessionId, Verb, passage, search, transact::Change};

/// The emphasis of a note in the model's order.
pub(crate) fn of(db: &rusqlite::Connection, session: SessionId) -> Result<Vec<Tag>> {
    let mut query = db.prepare_cached("SELECT factor, aspect FROM emphasis WHERE session = ?1")?;
    let read = |row: &Row| passage::tag(row, session);
    let mut tags = query.query_and_then([session], read)?.collect::<Result<Vec<_>>>()?;
    tags.sort_unstable();
    Ok(tags)
}

/// Puts another emphasis in place of what a note had.
pub(crate) fn replace(change: Change, session: SessionId, tags: &BTreeSet<Tag>) -> Result<()> {
    change.db.prepare_cached("DELETE FROM emphasis WHERE session = ?1")?.execute([session])?;
    let mut insert = change.db.prepare_cached("INSERT INTO emphasis (session, factor, aspect) VALUES (?1, ?2, ?3)")?;
    for tag in tags {
        insert.execute((session, tag.factor.letter(), tag.aspect.word()))?;
    }
    Ok(())
}

impl Practice {
    /// Says what a whole note speaks of, in place of what was said before.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when the note is signed.
    pub fn emphasise(&mut self, session: SessionId, tags: &[Tag], now: Now) -> Result<Changed<Vec<Tag>>> {
        self.session(session)?;
        if self.note_is_signed(session)? {
            return Err(Error::invalid("This note is signed, and what it speaks of is part of it."));
        }
        let wanted: BTreeSet<Tag> = tags.iter().copied().collect();
        self.transact(now, |change| {
            search::follow(change, session, || replace(change, session, &wanted))?;
            change.touch(Verb::Changed, Record::Note(session))?;
            of(change.db, session)
        })
    }
}
