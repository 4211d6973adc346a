//! Everything that can be asked of a practice's health without changing it.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use rusqlite::Connection;

use crate::{
    Document, Error, Practice, Result, SessionId, audit, clients,
    content::{self, Hash},
    database::{self, CHAINED_SINCE, SCHEMA_VERSION},
    desk, homework, passage, search,
};

/// How many records the daily check looks at in one go.
const SLICE: u32 = 500;

/// The first version that counts each client's sessions and tasks beforehand.
const TALLIED_SINCE: i64 = 11;
/// The first version that has the board stand ready.
const BOARD_SINCE: i64 = 14;
/// The first version with the list of notes that wait to be signed.
const DESK_SINCE: i64 = 22;

/// The last questions are about the chain, which older records do not have.
const OF_THE_CHAIN: usize = 2;

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub what: &'static str,
    /// What is wrong, nothing if all is well. Never the text of a record.
    pub problems: Vec<String>,
}

/// How far the check of all content has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The last record looked at.
    after: (String, i64),
    /// Whether nothing is left.
    pub done: bool,
    /// What is wrong so far.
    pub problems: Vec<String>,
}

impl Practice {
    /// Asks all the questions.
    pub fn check(&self) -> Vec<Finding> {
        self.check_since(SCHEMA_VERSION)
    }

    /// Asks those that records of this version can answer.
    pub(crate) fn check_since(&self, schema: i64) -> Vec<Finding> {
        let questions = [
            ("all files were as they were left", Ok(self.mended.iter().map(ToString::to_string).collect())),
            ("every page is what was written", self.pragma("cipher_integrity_check")),
            ("tables and indexes agree", self.structure()),
            ("no record points nowhere", self.dangling()),
            ("no number is given twice", counters(&self.db)),
            ("the search index has every word", search::problems(&self.db)),
            ("every note can be read, with its passages", self.note_problems()),
            ("the audit log is one chain without a gap", chain(&self.db)),
            ("every record is what the audit log says of it", contents(&self.db)),
        ];
        // A question that cannot be answered is a problem of its own, and the others are still asked.
        let finding = |(what, answer): (_, Result<_>)| Finding {
            what,
            problems: answer.unwrap_or_else(|why| vec![unanswered(&why)]),
        };
        let asked = if schema < CHAINED_SINCE { questions.len() - OF_THE_CHAIN } else { questions.len() };
        let mut findings: Vec<Finding> = questions.into_iter().take(asked).map(finding).collect();
        if schema >= TALLIED_SINCE {
            findings.push(finding(("the list of clients counts what is there", clients::miscounted(&self.db))));
        }
        if schema >= BOARD_SINCE {
            findings.push(finding(("the board shows every open task as it is", homework::miscounted(&self.db))));
        }
        if schema >= DESK_SINCE {
            findings.push(finding(("the desk shows every note that waits to be signed", desk::miscounted(&self.db))));
        }
        findings.extend(self.process_finding());
        findings
    }

    /// Hashes the next few hundred records again and holds them against the log.
    ///
    /// # Errors
    /// [`crate::Error::Database`].
    pub fn check_on(&self, progress: Progress) -> Result<Progress> {
        slice(&self.db, progress)
    }

    /// Asked twice: where the first thing that SQLite lists is a view, it leaves out the list of free pages (up to at least
    /// 3.51), which it looks at whenever the schema's own table is asked for.
    fn structure(&self) -> Result<Vec<String>> {
        let mut problems = self.pragma("integrity_check")?;
        problems.append(&mut self.pragma("integrity_check(sqlite_schema)")?);
        problems.dedup();
        Ok(problems)
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
                    if passage::in_order(self.stored_passages(session)?) != passage::in_order(found.passages) {
                        problems.push(format!("note of session {number}: its passages are not those of its document"));
                    }
                }
            }
        }
        Ok(problems)
    }
}

/// Numbers that are about to be given a second time: the counter is behind the log.
fn counters(db: &Connection) -> Result<Vec<String>> {
    let counted = [
        ("client", "client"),
        ("session", "session"),
        ("homework", "homework"),
        ("homeworkTemplate", "homework_template"),
        ("goal", "goal"),
        ("formulation", "formulation"),
        ("measure", "measure"),
        ("handout", "given_handout"),
        ("template", "template"),
        ("snippet", "snippet"),
        ("addendum", "addendum"),
        ("annotation", "annotation"),
        ("ownHandout", "own_handout"),
        ("ownArticle", "own_article"),
    ];
    let mut behind = db.prepare(
        "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?2), 0)
              < coalesce((SELECT max(record) FROM audit WHERE noun = ?1), 0)",
    )?;
    let mut problems = Vec::new();
    for (noun, table) in counted {
        if behind.query_row([noun, table], |row| row.get(0))? {
            problems.push(format!("the next {noun} would get a number that was given before"));
        }
    }
    Ok(problems)
}

/// A connection that has met a damaged page answers nothing more, which says nothing of what was asked afterwards.
fn unanswered(why: &Error) -> String {
    if database::is_poisoned(why) { "could not be asked, because a page is damaged".into() } else { why.to_string() }
}

/// How many rows each table of records has.
pub(crate) fn rows(db: &Connection) -> Result<BTreeMap<String, i64>> {
    let mut names = db.prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%'",
    )?;
    let names = names.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    let count = |name: String| {
        let rows = db.query_row(&format!("SELECT count(*) FROM {name}"), [], |row| row.get(0))?;
        Ok((name, rows))
    };
    names.into_iter().map(count).collect()
}

/// Whether each entry of the log follows from the one before.
pub(crate) fn chain(db: &Connection) -> Result<Vec<String>> {
    let mut entries = db.prepare(&format!("{} ORDER BY sequence", audit::COLUMNS))?;
    let (mut chain, mut sequence) = (Hash::default(), 0);
    for entry in entries.query_map([], audit::read)? {
        let entry = entry?;
        sequence += 1;
        if entry.sequence != sequence {
            return Ok(vec![format!("entry {sequence} is missing")]);
        }
        chain = entry.chained(&chain);
        if entry.chain != HEXLOWER.encode(&chain) {
            return Ok(vec![format!("entry {sequence} does not follow from those before it")]);
        }
    }
    Ok(Vec::new())
}

/// Whether every record is what its last entry says, and every record has one.
pub(crate) fn contents(db: &Connection) -> Result<Vec<String>> {
    let mut progress = Progress::default();
    while !progress.done {
        progress = slice(db, progress)?;
    }
    progress.problems.extend(unlogged(db)?);
    Ok(progress.problems)
}

fn slice(db: &Connection, mut progress: Progress) -> Result<Progress> {
    let mut last = db.prepare_cached(
        "SELECT noun, record, max(sequence), content FROM audit
         WHERE (noun, record) > (?1, ?2) AND noun NOT IN ('passphrase', 'recoveryCode', 'dataKey', 'archive')
         GROUP BY noun, record ORDER BY noun, record LIMIT ?3",
    )?;
    let found = last
        .query_map((&progress.after.0, progress.after.1, SLICE), |row| {
            Ok(((row.get::<_, String>(0)?, row.get::<_, i64>(1)?), row.get::<_, Option<Hash>>(3)?))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    progress.done = found.len() < SLICE as usize;
    for ((noun, record), logged) in found {
        match (content::of(db, &noun, record)?, logged) {
            (now, logged) if now == logged => {}
            (None, Some(_)) => {
                progress.problems.push(format!("{noun} {record} is gone, and the log knows of no removal"))
            }
            _ => progress.problems.push(format!("{noun} {record} is not what the log says it was")),
        }
        progress.after = (noun, record);
    }
    Ok(progress)
}

/// Records that no entry speaks of.
fn unlogged(db: &Connection) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for (noun, table, column) in content::listed() {
        // An empty note comes with its session and has no entry before its first save; the settings come with the practice.
        if ["note", "settings"].contains(&noun) {
            continue;
        }
        let mut query = db.prepare(&format!(
            "SELECT {column} FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM audit WHERE noun = ?1 AND record = t.{column})"
        ))?;
        for record in query.query_map([noun], |row| row.get::<_, i64>(0))? {
            problems.push(format!("{noun} {} is in no entry of the log", record?));
        }
    }
    Ok(problems)
}
