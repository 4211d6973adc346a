//! Process notes that leave with an archive, and those that came in with one.

use rusqlite::Connection;

use super::store::Store;
use crate::{Error, Record, Result, SessionId, Verb, transact::Change};

impl Store {
    /// The database itself, for reading all notes one after the other, or for putting all of them in.
    pub(crate) fn connection(&self) -> &Connection {
        &self.db
    }

    /// Lets `practice.db` know of every note that is in, which it does not yet.
    pub(crate) fn make_known(&self, change: Change, verb: Verb) -> Result<()> {
        let mut query = self.db.prepare("SELECT session FROM process_note ORDER BY session")?;
        for session in query.query_map([], |row| row.get(0))? {
            let session: SessionId = session?;
            let row = self.row(session)?.ok_or(Error::NotFound("process note"))?;
            change
                .db
                .prepare_cached("INSERT INTO process_note (session, revision, content) VALUES (?1, ?2, ?3)")?
                .execute((session, row.revision, self.content(&row)))?;
            change.touch(verb, Record::ProcessNote(session))?;
        }
        Ok(())
    }
}
