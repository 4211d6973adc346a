//! Reading the audit log: filtered, with the names that the numbers stand for today, and written out for others.

use std::io::Write;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Row, ToSql};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    AuditEntry, ClientId, Error, Practice, Result,
    audit::{self, COLUMNS},
};

/// How many lines a page of the log holds.
const PAGE: u32 = 100;

/// Which lines of the log are wanted; what is left empty does not narrow it.
#[derive(Clone, Debug, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct LogFilter {
    /// Only what was done to this client and to what belongs to it.
    pub client: Option<ClientId>,
    /// Only these verbs.
    pub verbs: Vec<String>,
    /// From this day on, in universal time.
    pub from: Option<NaiveDate>,
    /// Up to this day, in universal time.
    pub until: Option<NaiveDate>,
    /// Older than the entry with this sequence: the next page.
    #[specta(type = Option<u32>)]
    pub before: Option<i64>,
}

/// A line of the log as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LogLine {
    /// The entry as stored.
    #[serde(flatten)]
    pub entry: AuditEntry,
    /// The client it is about, if one is.
    pub client: Option<ClientId>,
    /// The client's name, if the client is still here.
    pub client_name: Option<String>,
    /// Which of the client's sessions it is about.
    pub session: Option<u32>,
}

/// The log with the client and session each entry is about.
const LINES: &str = "
    SELECT a.sequence, a.save, a.at, a.until, a.verb, a.noun, a.record, a.content, a.chain, c.id,
           coalesce(c.preferred_name, c.name), s.number
    FROM audit a
    LEFT JOIN homework h ON a.noun = 'homework' AND h.id = a.record
    LEFT JOIN goal o ON a.noun = 'goal' AND o.id = a.record
    LEFT JOIN formulation f ON a.noun = 'formulation' AND f.id = a.record
    LEFT JOIN measure m ON a.noun = 'measure' AND m.id = a.record
    LEFT JOIN given_handout g ON a.noun = 'handout' AND g.id = a.record
    LEFT JOIN addendum d ON a.noun = 'addendum' AND d.id = a.record
    LEFT JOIN annotation n ON a.noun = 'annotation' AND n.id = a.record
    LEFT JOIN session s ON s.id = CASE WHEN a.noun IN ('session', 'note', 'processNote') THEN a.record
                                       ELSE coalesce(h.session, g.session, d.session, n.session, m.session) END
    LEFT JOIN client c ON c.id = CASE WHEN a.noun IN ('client', 'homeworkHistory', 'formulationSummary', 'measureForm',
                                                      'clientRecord')
                                      THEN a.record
                                      ELSE coalesce(s.client, g.client, o.client, f.client, m.client) END";

fn read(row: &Row) -> rusqlite::Result<LogLine> {
    Ok(LogLine { entry: audit::read(row)?, client: row.get(9)?, client_name: row.get(10)?, session: row.get(11)? })
}

impl Practice {
    /// A page of the log, newest first.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn log_page(&self, filter: &LogFilter) -> Result<Vec<LogLine>> {
        let LogFilter { client, verbs, from, until, before } = filter;
        let verbs =
            serde_json::to_string(verbs).map_err(std::io::Error::from).map_err(Error::file("Reading the log"))?;
        let after_last = until.and_then(|day| day.succ_opt());
        let mut query = self.db.prepare_cached(&format!(
            "{LINES} WHERE (?1 IS NULL OR c.id = ?1)
               AND (?2 = '[]' OR a.verb IN (SELECT value FROM json_each(?2)))
               AND (?3 IS NULL OR coalesce(a.until, a.at) >= ?3) AND (?4 IS NULL OR a.at < ?4)
               AND (?5 IS NULL OR a.sequence < ?5)
             ORDER BY a.sequence DESC LIMIT {PAGE}"
        ))?;
        let values: [&dyn ToSql; 5] = [client, &verbs, from, &after_last, before];
        Ok(query.query_map(values, read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Writes the whole log, oldest first, as CSV (RFC 4180) with the hashes, so that anybody can follow the chain.
    /// Names of clients are left out: the numbers are those of the records.
    ///
    /// # Errors
    /// [`Error::File`] when it cannot be written.
    pub fn write_log(&self, mut to: impl Write) -> Result<()> {
        let doing = || Error::file("Writing the log");
        writeln!(to, "sequence,save,at,until,verb,noun,record,content,chain\r").map_err(doing())?;
        let mut query = self.db.prepare(&format!("{COLUMNS} ORDER BY sequence"))?;
        for entry in query.query_map([], audit::read)? {
            let AuditEntry { sequence, save, at, until, verb, noun, record, content, chain } = entry?;
            let until = until.map(|until: DateTime<Utc>| until.to_rfc3339()).unwrap_or_default();
            let (at, content) = (at.to_rfc3339(), content.unwrap_or_default());
            writeln!(to, "{sequence},{save},{at},{until},{verb},{noun},{record},{content},{chain}\r")
                .map_err(doing())?;
        }
        to.flush().map_err(doing())
    }
}
