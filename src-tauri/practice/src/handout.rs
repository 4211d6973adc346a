//! Handouts given: what a client took home, in which form, and the very file, so that it can be printed again as it was.

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use rusqlite::{OptionalExtension, Row, ToSql};
use serde::Serialize;
use sha2::{Digest, Sha256};
use specta::Type;

use crate::{
    Changed, ClientId, Error, GivenHandoutId, Now, Practice, Record, Result, SessionId, Verb, transact::Change,
};

/// A handout about to be given. This crate knows handouts only by name.
#[derive(Clone, Debug)]
pub struct HandoutGift {
    /// To whom.
    pub client: ClientId,
    /// In which session, if in one.
    pub session: Option<SessionId>,
    /// The handout's id in the library.
    pub handout: String,
    /// Its title as printed.
    pub title: String,
    /// The format's word.
    pub format: String,
    /// The paper's word.
    pub paper: String,
    /// The very file.
    pub file: Vec<u8>,
}

/// A handout given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GivenHandout {
    /// Its number.
    pub id: GivenHandoutId,
    /// To whom.
    pub client: ClientId,
    /// In which session.
    pub session: Option<SessionId>,
    /// The handout's id in the library.
    pub handout: String,
    /// Its title as printed.
    pub title: String,
    /// The format's word.
    pub format: String,
    /// The paper's word.
    pub paper: String,
    /// When.
    pub given_at: DateTime<Utc>,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub file_hash: String,
    /// Whether the very file is kept; those that were given by an earlier version have none.
    pub has_file: bool,
}

const COLUMNS: &str =
    "SELECT g.id, g.client, g.session, g.handout, g.title, g.format, g.paper, g.given_at, g.file_hash,
            EXISTS (SELECT 1 FROM given_file f WHERE f.given = g.id)
     FROM given_handout g JOIN client c ON c.id = g.client LEFT JOIN session s ON s.id = g.session
     WHERE g.removed_at IS NULL AND c.removed_at IS NULL AND s.removed_at IS NULL";

fn read(row: &Row) -> rusqlite::Result<GivenHandout> {
    Ok(GivenHandout {
        id: row.get(0)?,
        client: row.get(1)?,
        session: row.get(2)?,
        handout: row.get(3)?,
        title: row.get(4)?,
        format: row.get(5)?,
        paper: row.get(6)?,
        given_at: row.get(7)?,
        file_hash: row.get(8)?,
        has_file: row.get(9)?,
    })
}

/// SHA-256 in lower-case hexadecimal.
fn fingerprint(file: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(file))
}

pub(crate) fn give(change: Change, gift: &HandoutGift) -> Result<GivenHandoutId> {
    let HandoutGift { client, session, handout, title, format, paper, file } = gift;
    change.db.execute(
        "INSERT INTO given_handout (client, session, handout, title, format, paper, given_at, file_hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (client, session, handout, title, format, paper, change.now.to_utc(), fingerprint(file)),
    )?;
    let id = GivenHandoutId(change.db.last_insert_rowid());
    change.db.execute("INSERT INTO given_file (given, bytes) VALUES (?1, ?2)", (id, file))?;
    change.touch(Verb::Added, Record::Handout(id))?;
    Ok(id)
}

impl Practice {
    /// Writes down that a client was given a handout, and keeps the file.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the client or session, [`Error::Invalid`] when the session is another client's.
    pub fn give_handout(&mut self, gift: &HandoutGift, now: Now) -> Result<Changed<GivenHandout>> {
        self.client(gift.client)?;
        if let Some(session) = gift.session
            && self.session(session)?.client != gift.client
        {
            return Err(Error::invalid("That session is another client's."));
        }
        let given = self.transact(now, |change| give(change, gift))?;
        Ok(Changed { value: self.given_handout(given.value)?, touched: given.touched })
    }

    /// One handout given.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn given_handout(&self, id: GivenHandoutId) -> Result<GivenHandout> {
        self.handouts_where("g.id = ?1", &[&id])?.pop().ok_or(Error::NotFound("handout"))
    }

    /// The very file that was given, byte for byte; nothing for one that was given before files were kept.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Unreadable`] when the file is not the one that was given.
    pub fn given_file(&self, id: GivenHandoutId) -> Result<Option<Vec<u8>>> {
        let given = self.given_handout(id)?;
        let mut query = self.db.prepare_cached("SELECT bytes FROM given_file WHERE given = ?1")?;
        let file: Option<Vec<u8>> = query.query_row([id], |row| row.get(0)).optional()?;
        match &file {
            Some(bytes) if fingerprint(bytes) != given.file_hash => Err(Error::Unreadable {
                noun: "handout given",
                id: id.number(),
                why: "its file is not the one that was given".into(),
            }),
            _ => Ok(file),
        }
    }

    /// The handouts that a client was given, the newest first.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn handouts_of(&self, client: ClientId) -> Result<Vec<GivenHandout>> {
        self.handouts_where("g.client = ?1 ORDER BY g.given_at DESC, g.id DESC", &[&client])
    }

    pub(crate) fn handouts_given_in(&self, session: SessionId) -> Result<Vec<GivenHandout>> {
        self.handouts_where("g.session = ?1 ORDER BY g.id", &[&session])
    }

    fn handouts_where(&self, condition: &'static str, values: &[&dyn ToSql]) -> Result<Vec<GivenHandout>> {
        let mut query = self.db.prepare_cached(&format!("{COLUMNS} AND {condition}"))?;
        Ok(query.query_map(values, read)?.collect::<rusqlite::Result<_>>()?)
    }
}
