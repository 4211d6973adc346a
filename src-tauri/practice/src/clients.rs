//! The list of clients: what is to be seen of each at a glance.

use chrono::NaiveDate;
use rusqlite::{Connection, Row};
use serde::Serialize;
use specta::Type;

use crate::{ClientId, ClientKind, ClientState, Practice, Result, label, person, tidy};

/// A line of the client list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClientLine {
    /// The client's number.
    pub id: ClientId,
    /// The name on record.
    pub name: String,
    /// The name to be called by, where it is another; else empty.
    pub preferred_name: String,
    /// Who comes.
    pub kind: ClientKind,
    /// How far the work is.
    pub state: ClientState,
    /// The names of the people of a couple or a family, and what they are called by where it is another.
    pub people: Vec<String>,
    /// Words of the clinician's own, by the alphabet.
    pub labels: Vec<String>,
    /// Whether the record holds safety information.
    pub safety: bool,
    /// How many sessions there have been.
    pub sessions: u32,
    /// The day of the last one that took place, today at the latest.
    pub last_session: Option<NaiveDate>,
    /// Whether the note of the last one waits to be signed.
    pub unsigned: bool,
    /// How many tasks are not done.
    pub open_homework: u32,
}

impl ClientLine {
    /// What the client is called on the screen.
    fn called(&self) -> &str {
        if self.preferred_name.is_empty() { &self.name } else { &self.preferred_name }
    }

    /// Whether a name or a label contains these words, which are plain.
    fn answers_to(&self, words: &str) -> bool {
        let contains = |text: &String| tidy::plain(text).contains(words);
        let names = [&self.name, &self.preferred_name].into_iter().chain(&self.people);
        words.is_empty() || names.chain(&self.labels).any(contains)
    }
}

/// No session is on a later one.
const LAST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// The tally knows the last session that took place of all days. Only where that is still to come, which is rare, another one is
/// sought.
const LINES: &str = "
    SELECT c.id, c.name, c.preferred_name, c.kind, c.state, c.safety IS NOT NULL, t.sessions,
           iif(t.last_day > ?1, (
               SELECT max(s.day) FROM session s WHERE s.client = c.id AND s.removed_at IS NULL AND s.day <= ?1
                   AND coalesce(s.attendance, 'attended') = 'attended'), t.last_day),
           EXISTS (SELECT 1 FROM note n INDEXED BY note_signed
                   WHERE n.signed_at IS NULL AND n.session = iif(t.last_day > ?1, (
                       SELECT s.id FROM session s WHERE s.client = c.id AND s.removed_at IS NULL AND s.day <= ?1
                           AND coalesce(s.attendance, 'attended') = 'attended'
                       ORDER BY s.day DESC, s.id DESC LIMIT 1), t.last_session)),
           t.open_tasks
    FROM client c JOIN client_tally t ON t.client = c.id WHERE c.removed_at IS NULL";

fn read(row: &Row) -> rusqlite::Result<ClientLine> {
    Ok(ClientLine {
        id: row.get(0)?,
        name: row.get(1)?,
        preferred_name: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
        kind: row.get(3)?,
        state: row.get::<_, Option<ClientState>>(4)?.unwrap_or_default(),
        people: Vec::new(),
        labels: Vec::new(),
        safety: row.get(5)?,
        sessions: row.get(6)?,
        last_session: row.get(7)?,
        unsigned: row.get(8)?,
        open_homework: row.get(9)?,
    })
}

/// Clients whose counted sessions and tasks are not those that are there.
pub(crate) fn miscounted(db: &Connection) -> Result<Vec<String>> {
    let mut query = db.prepare(
        "SELECT client FROM (SELECT * FROM client_tally EXCEPT SELECT * FROM client_counted)
         UNION SELECT client FROM (SELECT * FROM client_counted EXCEPT SELECT * FROM client_tally)",
    )?;
    let told = |id: i64| format!("the list counts other sessions or tasks of client {id} than there are");
    Ok(query.query_map([], |row| row.get(0).map(told))?.collect::<rusqlite::Result<_>>()?)
}

impl Practice {
    /// All clients by the name they are called by; those of whom a name or a label contains `filter` (in any case, with any
    /// accents) if it is not empty. Sessions of all days count, also of those to come.
    ///
    /// # Errors
    /// [`crate::Error::Database`].
    pub fn clients(&self, filter: &str) -> Result<Vec<ClientLine>> {
        self.clients_on(filter, LAST_DAY)
    }

    /// The same as they are on a day: no session after it is anybody's last one.
    ///
    /// # Errors
    /// [`crate::Error::Database`].
    pub fn clients_on(&self, filter: &str, today: NaiveDate) -> Result<Vec<ClientLine>> {
        let mut query = self.db.prepare_cached(LINES)?;
        let wanted = tidy::plain(filter);
        let (mut labels, mut people) = (label::of_all(&self.db)?, person::names(&self.db)?);
        let mut lines = query.query_map([today], read)?.collect::<rusqlite::Result<Vec<_>>>()?;
        for line in &mut lines {
            line.people = people.remove(&line.id).unwrap_or_default();
            line.labels = labels.remove(&line.id).unwrap_or_default();
        }
        // In Rust, because SQLite folds only the case of ASCII.
        lines.retain(|line| line.answers_to(&wanted));
        lines.sort_by_cached_key(|line| (tidy::folded(line.called()), line.id));
        Ok(lines)
    }
}
