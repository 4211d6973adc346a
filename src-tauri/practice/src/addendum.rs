//! Addenda: what is written after a note was signed, each with its reason and its time. An addendum is a draft, kept as
//! it is typed, until it is signed itself; from then on it stays as it is.
//!
//! An addendum is a record of its own in the log, so that the fingerprint of the note stays the one that was signed.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    AddendumId, Changed, Error, Now, Practice, Record, Result, SessionId, Verb, client::tidy_line, search,
    transact::Change,
};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 300;
/// The longest addendum, in characters: an essay. A draft may be longer until it is signed, so that nothing typed is lost.
const LONGEST: usize = 100_000;
/// The longest draft, in bytes.
const LONGEST_DRAFT: usize = 4 * 1024 * 1024;

/// What the clinician fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AddendumDraft {
    /// Why it is written, 1 to 300 characters.
    pub reason: String,
    /// Plain paragraphs, 1 to 100,000 characters.
    pub text: String,
}

impl AddendumDraft {
    fn is_empty(&self) -> bool {
        self.reason.trim().is_empty() && self.text.trim().is_empty()
    }
}

/// A signed addendum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Addendum {
    /// Its number.
    pub id: AddendumId,
    /// When it was signed.
    pub signed_at: DateTime<Utc>,
    /// The practice's name at that time.
    pub signed_by: String,
    /// Why it was written.
    pub reason: String,
    /// Plain paragraphs.
    pub text: String,
}

fn read(row: &Row) -> rusqlite::Result<Addendum> {
    Ok(Addendum {
        id: row.get(0)?,
        signed_at: row.get(1)?,
        signed_by: row.get(2)?,
        reason: row.get(3)?,
        text: row.get(4)?,
    })
}

/// Plain paragraphs: line breaks of one kind, and no other control characters but tabs.
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect::<String>().trim().into()
}

/// What is about to be signed, or why it cannot be.
fn tidy(draft: &AddendumDraft) -> Result<AddendumDraft> {
    let (reason, text) = (tidy_line(&draft.reason), plain(&draft.text));
    match (reason.chars().count(), text.chars().count()) {
        (0, _) => Err(Error::invalid("Say why this is added: a few words are enough.")),
        (n, _) if n > LONGEST_REASON => Err(Error::invalid(format!(
            "A reason of {n} characters is too long; at most {LONGEST_REASON} are kept. Move the rest into the text."
        ))),
        (_, 0) => Err(Error::invalid("Write what is to be added.")),
        (_, n) if n > LONGEST => Err(Error::invalid(format!(
            "An addendum of {n} characters is too long; at most {LONGEST} are kept. Sign a part of it, then add another."
        ))),
        _ => Ok(AddendumDraft { reason, text }),
    }
}

/// The draft of a note's addendum, if there is one.
fn draft_of(change: Change, session: SessionId) -> Result<Option<AddendumId>> {
    let mut query = change.db.prepare_cached("SELECT id FROM addendum WHERE session = ?1 AND signed_at IS NULL")?;
    Ok(query.query_row([session], |row| row.get(0)).optional()?)
}

/// Writes a draft down, over the one that is there.
fn keep(change: Change, session: SessionId, draft: &AddendumDraft) -> Result<AddendumId> {
    let (AddendumDraft { reason, text }, saved_at) = (draft, change.now.to_utc());
    if let Some(id) = draft_of(change, session)? {
        let sql = "UPDATE addendum SET saved_at = ?2, reason = ?3, text = ?4 WHERE id = ?1";
        change.db.execute(sql, (id, saved_at, reason, text))?;
        return Ok(id);
    }
    let sql = "INSERT INTO addendum (session, saved_at, reason, text) VALUES (?1, ?2, ?3, ?4)";
    change.db.execute(sql, (session, saved_at, reason, text))?;
    Ok(AddendumId(change.db.last_insert_rowid()))
}

/// Takes an addendum out of its table, and tells the log.
pub(crate) fn erase(change: Change, id: AddendumId) -> Result<()> {
    change.db.execute("DELETE FROM addendum WHERE id = ?1", [id])?;
    change.touch(Verb::Purged, Record::Addendum(id))
}

/// Signs an addendum, in place of the draft that it was.
pub(crate) fn sign(change: Change, session: SessionId, draft: &AddendumDraft, by: &str) -> Result<AddendumId> {
    let draft = tidy(draft)?;
    let id = search::follow(change, session, || {
        let id = keep(change, session, &draft)?;
        change.db.execute("UPDATE addendum SET signed_at = saved_at, signed_by = ?2 WHERE id = ?1", (id, by))?;
        Ok(id)
    })?;
    change.touch(Verb::Signed, Record::Addendum(id))?;
    Ok(id)
}

impl Practice {
    /// Keeps an addendum as it is being typed; an empty one is not kept.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the note is not signed or the draft is far too long; [`Error::NotFound`].
    pub fn draft_addendum(&mut self, session: SessionId, draft: &AddendumDraft, now: Now) -> Result<Changed<()>> {
        self.expect_signed(session)?;
        if draft.reason.len() + draft.text.len() > LONGEST_DRAFT {
            return Err(Error::invalid("This is too long to keep as one addendum: take a part of it out."));
        }
        self.transact(now, |change| match (draft_of(change, session)?, draft.is_empty()) {
            (None, true) => Ok(()),
            (Some(id), true) => erase(change, id),
            (_, false) => {
                let id = keep(change, session, draft)?;
                change.touch(Verb::Changed, Record::Addendum(id))
            }
        })
    }

    /// Adds an addendum to a signed note, for good.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the note is not signed, or reason or text are missing or too long; [`Error::NotFound`].
    pub fn sign_addendum(&mut self, session: SessionId, draft: &AddendumDraft, now: Now) -> Result<Changed<Addendum>> {
        self.expect_signed(session)?;
        let by = self.name().to_owned();
        let signed = self.transact(now, |change| sign(change, session, draft, &by))?;
        let id = signed.value;
        let found = self.addenda_of(session)?.into_iter().find(|one| one.id == id);
        Ok(Changed { value: found.ok_or(Error::NotFound("addendum"))?, touched: signed.touched })
    }

    fn expect_signed(&self, session: SessionId) -> Result<()> {
        self.session(session)?;
        match self.note_is_signed(session)? {
            true => Ok(()),
            false => Err(Error::invalid("Only a signed note takes addenda: write on in the note itself.")),
        }
    }

    /// The signed addenda of a note, the first first.
    pub(crate) fn addenda_of(&self, session: SessionId) -> Result<Vec<Addendum>> {
        let mut query = self.db.prepare_cached(
            "SELECT id, signed_at, coalesce(signed_by, ''), reason, text FROM addendum
             WHERE session = ?1 AND signed_at IS NOT NULL ORDER BY signed_at, id",
        )?;
        Ok(query.query_map([session], read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The addendum that is being written to a note.
    pub(crate) fn addendum_draft(&self, session: SessionId) -> Result<Option<AddendumDraft>> {
        let mut query =
            self.db.prepare_cached("SELECT reason, text FROM addendum WHERE session = ?1 AND signed_at IS NULL")?;
        let draft = query.query_row([session], |row| Ok(AddendumDraft { reason: row.get(0)?, text: row.get(1)? }));
        Ok(draft.optional()?)
    }
}
