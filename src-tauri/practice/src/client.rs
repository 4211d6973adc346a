//! Clients: a person, a couple or a family.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    Changed, ClientId, Error, GivenHandout, Homework, Now, Practice, Record, Result, SessionLine, Verb,
    id::word_column, transact::Change,
};

/// The longest name and pronouns, in characters.
const LONGEST: usize = 300;

/// Who comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ClientKind {
    /// One person.
    Individual,
    /// Two partners.
    Couple,
    /// A family.
    Family,
}

impl ClientKind {
    const fn word(self) -> &'static str {
        match self {
            ClientKind::Individual => "individual",
            ClientKind::Couple => "couple",
            ClientKind::Family => "family",
        }
    }
}

impl FromStr for ClientKind {
    type Err = Error;
    fn from_str(word: &str) -> Result<Self> {
        [ClientKind::Individual, ClientKind::Couple, ClientKind::Family]
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or_else(|| Error::invalid("A client is an individual, a couple or a family."))
    }
}
word_column!(ClientKind);

/// What the clinician fills in.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClientDraft {
    /// The name to be known by, 1 to 300 characters.
    pub name: String,
    /// Who comes.
    pub kind: ClientKind,
    /// Free words; may be empty.
    pub pronouns: String,
}

/// A client on file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Client {
    /// The client's number.
    pub id: ClientId,
    /// The name to be known by.
    pub name: String,
    /// Who comes.
    pub kind: ClientKind,
    /// Free words; may be empty.
    pub pronouns: String,
    /// When the record was made.
    pub added_at: DateTime<Utc>,
}

/// A line of the client list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClientLine {
    /// The client's number.
    pub id: ClientId,
    /// The name to be known by.
    pub name: String,
    /// Who comes.
    pub kind: ClientKind,
    /// How many sessions there have been.
    pub sessions: u32,
    /// The day of the last one.
    pub last_session: Option<NaiveDate>,
    /// How many tasks are not done.
    pub open_homework: u32,
}

/// Everything on a client's page.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClientPage {
    /// The client.
    pub client: Client,
    /// The course, newest first.
    pub sessions: Vec<SessionLine>,
    /// All tasks, open first, then newest first.
    pub homework: Vec<Homework>,
    /// All handouts given, newest first.
    pub handouts: Vec<GivenHandout>,
}

/// A name without white space around it, or why it will not do. `whose` starts the sentence.
pub(crate) fn tidy_name(name: &str, longest: usize, whose: &str) -> Result<String> {
    let name = tidy_line(name);
    match name.chars().count() {
        0 => Err(Error::invalid(format!("{whose} needs a name: one letter is enough."))),
        n if n > longest => {
            Err(Error::invalid(format!("{whose} has a name of {n} characters; at most {longest} are kept.")))
        }
        _ => Ok(name),
    }
}

/// One line: line breaks and other control characters become spaces; marks that turn the direction of all that
/// follows go, because a name stands among other words.
pub(crate) fn tidy_line(text: &str) -> String {
    let turns = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let line: String = text.chars().filter(|c| !turns(c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.trim().into()
}

fn tidy(draft: &ClientDraft) -> Result<(String, String)> {
    let pronouns = tidy_line(&draft.pronouns);
    if pronouns.chars().count() > LONGEST {
        return Err(Error::invalid(format!("Pronouns are kept up to {LONGEST} characters.")));
    }
    Ok((tidy_name(&draft.name, LONGEST, "The client")?, pronouns))
}

pub(crate) fn add(change: Change, draft: &ClientDraft) -> Result<ClientId> {
    let (name, pronouns) = tidy(draft)?;
    change.db.execute(
        "INSERT INTO client (name, kind, pronouns, added_at) VALUES (?1, ?2, ?3, ?4)",
        (&name, draft.kind, &pronouns, change.now.to_utc()),
    )?;
    let id = ClientId(change.db.last_insert_rowid());
    change.touch(Verb::Added, Record::Client(id))?;
    Ok(id)
}

fn read(row: &Row) -> rusqlite::Result<Client> {
    Ok(Client { id: row.get(0)?, name: row.get(1)?, kind: row.get(2)?, pronouns: row.get(3)?, added_at: row.get(4)? })
}

fn read_line(row: &Row) -> rusqlite::Result<ClientLine> {
    Ok(ClientLine {
        id: row.get(0)?,
        name: row.get(1)?,
        kind: row.get(2)?,
        sessions: row.get(3)?,
        last_session: row.get(4)?,
        open_homework: row.get(5)?,
    })
}

impl Practice {
    /// Adds a client.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty or too long name.
    pub fn add_client(&mut self, draft: &ClientDraft, now: Now) -> Result<Changed<Client>> {
        let added = self.transact(now, |change| add(change, draft))?;
        Ok(Changed { value: self.client(added.value)?, touched: added.touched })
    }

    /// Changes a client's name, kind and pronouns.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty or too long name, [`Error::NotFound`].
    pub fn change_client(&mut self, id: ClientId, draft: &ClientDraft, now: Now) -> Result<Changed<Client>> {
        let (name, pronouns) = tidy(draft)?;
        let changed = self.transact(now, |change| {
            let rows = change.db.execute(
                "UPDATE client SET name = ?2, kind = ?3, pronouns = ?4 WHERE id = ?1 AND removed_at IS NULL",
                (id, &name, draft.kind, &pronouns),
            )?;
            if rows == 0 {
                return Err(Error::NotFound("client"));
            }
            change.touch(Verb::Changed, Record::Client(id))
        })?;
        Ok(Changed { value: self.client(id)?, touched: changed.touched })
    }

    /// One client.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn client(&self, id: ClientId) -> Result<Client> {
        self.db
            .prepare_cached(
                "SELECT id, name, kind, pronouns, added_at FROM client WHERE id = ?1 AND removed_at IS NULL",
            )?
            .query_row([id], read)
            .optional()?
            .ok_or(Error::NotFound("client"))
    }

    /// All clients by name, those whose name contains `filter` (in any case) if it is not empty.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn clients(&self, filter: &str) -> Result<Vec<ClientLine>> {
        let mut read = self.db.prepare_cached(
            "WITH came AS MATERIALIZED (
                 SELECT client, count(*) AS sessions, max(day) AS last_day FROM session
                 WHERE removed_at IS NULL GROUP BY client),
             open AS MATERIALIZED (
                 SELECT s.client, count(*) AS tasks FROM homework h JOIN session s ON s.id = h.session
                 WHERE h.done_on IS NULL AND h.removed_at IS NULL AND s.removed_at IS NULL GROUP BY s.client)
             SELECT c.id, c.name, c.kind, coalesce(came.sessions, 0), came.last_day, coalesce(open.tasks, 0)
             FROM client c LEFT JOIN came ON came.client = c.id LEFT JOIN open ON open.client = c.id
             WHERE c.removed_at IS NULL ORDER BY c.name COLLATE NOCASE, c.id",
        )?;
        let wanted = filter.trim().to_lowercase();
        let lines = read.query_map([], read_line)?.collect::<rusqlite::Result<Vec<_>>>()?;
        // In Rust, because SQLite folds only the case of ASCII.
        Ok(lines.into_iter().filter(|line| line.name.to_lowercase().contains(&wanted)).collect())
    }

    /// A client's page.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn client_page(&self, id: ClientId) -> Result<ClientPage> {
        Ok(ClientPage {
            client: self.client(id)?,
            sessions: self.sessions_of(id)?,
            homework: self.homework_of(id)?,
            handouts: self.handouts_of(id)?,
        })
    }
}
