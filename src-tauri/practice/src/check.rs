//! Everything that can be asked of a practice's health without changing it.

use crate::{Document, Practice, Result, SessionId, database, passage};

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub what: &'static str,
    /// What is wrong, nothing if all is well. Never the text of a record.
    pub problems: Vec<String>,
}

impl Practice {
    /// Asks all the questions.
    pub fn check(&self) -> Vec<Finding> {
        let questions = [
            ("every page is what was written", self.pragma("cipher_integrity_check")),
            ("tables and indexes agree", self.pragma("integrity_check")),
            ("no record points nowhere", self.dangling()),
            ("the search index has every word", self.index_problems()),
            ("every note can be read, with its passages", self.note_problems()),
            ("the audit log has no gap", self.audit_problems()),
        ];
        // A question that cannot be answered is a problem of its own, and the others are still asked.
        let finding = |(what, answer): (_, Result<_>)| Finding {
            what,
            problems: answer.unwrap_or_else(|why| vec![why.to_string()]),
        };
        questions.map(finding).into()
    }

    /// The lines of a checking pragma, less the word with which it says that all is well.
    fn pragma(&self, name: &str) -> Result<Vec<String>> {
        Ok(database::complaints(&self.db, name)?.into_iter().filter(|line| line != "ok").collect())
    }

    fn dangling(&self) -> Result<Vec<String>> {
        let mut query = self.db.prepare("PRAGMA foreign_key_check")?;
        let rows = query.query_map([], |row| {
            Ok(format!("a row of {} points to no {}", row.get::<_, String>(0)?, row.get::<_, String>(2)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn index_problems(&self) -> Result<Vec<String>> {
        let asked = self.db.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)", []);
        Ok(asked.err().map(|why| why.to_string()).into_iter().collect())
    }

    fn note_problems(&self) -> Result<Vec<String>> {
        let mut query = self.db.prepare("SELECT session, document, body FROM note")?;
        let mut rows = query.query([])?;
        let mut problems = Vec::new();
        while let Some(row) = rows.next()? {
            let session: SessionId = row.get(0)?;
            let number = session.number();
            match Document::parse(&row.get::<_, String>(1)?).map(|document| document.extract()) {
                Err(why) => problems.push(format!("note of session {number}: {why}")),
                Ok(found) if found.text != row.get::<_, String>(2)? => {
                    problems.push(format!("note of session {number}: its text is not that of its document"));
                }
                Ok(found) => {
                    if passage::in_order(self.passages(session)?) != passage::in_order(found.passages) {
                        problems.push(format!("note of session {number}: its passages are not those of its document"));
                    }
                }
            }
        }
        Ok(problems)
    }

    fn audit_problems(&self) -> Result<Vec<String>> {
        let (count, last): (i64, i64) =
            self.db.query_row("SELECT count(*), coalesce(max(sequence), 0) FROM audit", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        Ok((count != last).then(|| format!("{last} entries were written and {count} are there")).into_iter().collect())
    }
}
