//! What is being made and is not saved yet: a handout that is composed, a packet of them, an article that is cut. It is kept while it is typed,
//! and goes when it is saved or thrown away.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Changed, ClientId, Error, Now, Practice, Result, id::word_column, transact::Change};

/// The longest unfinished work, in characters: an article of a hundred pages beside what was cut from it.
const LONGEST: usize = 2_000_000;
/// The longest title that is kept of it, in characters; longer ones are cut.
const LONGEST_TITLE: usize = 300;
/// The longest word for what it was begun from, in characters.
const LONGEST_BEGUN: usize = 100;

/// What is being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum UnfinishedKind {
    /// A handout that is composed.
    Handout,
    /// An article of the clinician's own.
    Article,
    /// Several handouts that are put together behind a cover.
    Packet,
}

impl UnfinishedKind {
    /// The word by which the records know it.
    pub const fn word(self) -> &'static str {
        match self {
            UnfinishedKind::Handout => "handout",
            UnfinishedKind::Article => "article",
            UnfinishedKind::Packet => "packet",
        }
    }
}

impl FromStr for UnfinishedKind {
    type Err = Error;
    fn from_str(word: &str) -> Result<Self> {
        let all = [UnfinishedKind::Handout, UnfinishedKind::Article, UnfinishedKind::Packet];
        let unknown = || Error::invalid("Only handouts, packets and articles can be unfinished.");
        all.into_iter().find(|kind| kind.word() == word).ok_or_else(unknown)
    }
}
word_column!(UnfinishedKind);

/// Which unfinished work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct UnfinishedWork {
    /// What is being made.
    pub kind: UnfinishedKind,
    /// What it was begun from: the id of a handout or an article, or nothing for a new one.
    pub begun: String,
    /// Whom it is made for, if for somebody.
    pub client: Option<ClientId>,
}

/// Unfinished work, in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UnfinishedLine {
    /// Which.
    pub work: UnfinishedWork,
    /// What the client is called whom it is made for; may be empty.
    pub client_name: String,
    /// When it was last kept.
    pub at: DateTime<Utc>,
    /// Its title so far; may be empty.
    pub title: String,
}

/// What it is found by.
const THIS: &str = "WHERE kind = ?1 AND begun = ?2 AND client = ?3";

impl UnfinishedWork {
    fn place(&self) -> (UnfinishedKind, &str, i64) {
        (self.kind, &self.begun, self.client.map_or(0, |client| client.0))
    }
}

/// Lets go of what was begun from something of one's own that goes for good.
pub(crate) fn forget(change: Change, kind: UnfinishedKind, id: i64) -> Result<()> {
    change.db.execute("DELETE FROM unfinished WHERE kind = ?1 AND begun = 'own-' || ?2", (kind, id))?;
    Ok(())
}

/// Lets go of what was made for a client who goes for good.
pub(crate) fn forget_client(change: Change, client: ClientId) -> Result<()> {
    change.db.execute("DELETE FROM unfinished WHERE client = ?1", [client])?;
    Ok(())
}

fn read(row: &Row) -> rusqlite::Result<UnfinishedLine> {
    let client = Some(row.get(2)?).filter(|client: &ClientId| client.0 != 0);
    let work = UnfinishedWork { kind: row.get(0)?, begun: row.get(1)?, client };
    Ok(UnfinishedLine { work, client_name: row.get(3)?, at: row.get(4)?, title: row.get(5)? })
}

impl Practice {
    /// Keeps unfinished work over what was kept of it before. The log does not speak of it.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it is too long; [`Error::NotFound`] for the client.
    pub fn keep_unfinished(
        &mut self,
        work: &UnfinishedWork,
        title: &str,
        words: &str,
        now: Now,
    ) -> Result<Changed<()>> {
        if words.chars().count() > LONGEST || work.begun.chars().count() > LONGEST_BEGUN {
            return Err(Error::invalid(
                "This is too long to be kept while it is not saved: save it, or take some out.",
            ));
        }
        if let Some(client) = work.client {
            self.client(client)?;
        }
        let title: String = title.chars().take(LONGEST_TITLE).collect();
        let (kind, begun, client) = work.place();
        self.transact(now, |change| {
            change
                .db
                .prepare_cached(
                    "INSERT INTO unfinished (kind, begun, client, at, title, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                     ON CONFLICT (kind, begun, client) DO UPDATE SET at = ?4, title = ?5, words = ?6",
                )?
                .execute((kind, begun, client, now.to_utc(), title, words))?;
            Ok(())
        })
    }

    /// Lets unfinished work go: it is saved, or thrown away. What is not there has gone already.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn let_unfinished_go(&mut self, work: &UnfinishedWork, now: Now) -> Result<Changed<()>> {
        self.transact(now, |change| {
            change.db.prepare_cached(&format!("DELETE FROM unfinished {THIS}"))?.execute(work.place())?;
            Ok(())
        })
    }

    /// The words of unfinished work, if there are any.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn unfinished(&self, work: &UnfinishedWork) -> Result<Option<String>> {
        let mut query = self.db.prepare_cached(&format!("SELECT words FROM unfinished {THIS}"))?;
        Ok(query.query_row(work.place(), |row| row.get(0)).optional()?)
    }

    /// All unfinished work, the latest first; without what was begun from something that is in the trash, or for somebody
    /// who is.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn all_unfinished(&self) -> Result<Vec<UnfinishedLine>> {
        let mut query = self.db.prepare_cached(
            "SELECT u.kind, u.begun, u.client, coalesce(c.preferred_name, c.name, ''), u.at, u.title
             FROM unfinished u LEFT JOIN client c ON c.id = u.client
             WHERE c.removed_at IS NULL AND (u.client = 0 OR c.id IS NOT NULL)
             AND NOT (u.kind = 'handout' AND u.begun IN
                 (SELECT 'own-' || id FROM own_handout WHERE removed_at IS NOT NULL))
             AND NOT (u.kind = 'article' AND u.begun IN
                 (SELECT 'own-' || id FROM own_article WHERE removed_at IS NOT NULL))
             ORDER BY u.at DESC, u.id DESC",
        )?;
        Ok(query.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
    }
}
