//! Signing: from then on a note's text and tags stay as they are, which the log keeps with their fingerprint and the
//! database itself sees to. A signed note is never opened again: what comes later is an addendum, or an annotation.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;
use specta::Type;

use crate::{
    AddendumDraft, Annotation, Changed, ClientId, Document, Error, Late, Now, Practice, Record, Result, SessionId,
    Verb, draft, lateness, note, overlay::Shown, search, transact::Change,
};

/// Who signed a note and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Signature {
    /// When.
    pub signed_at: DateTime<Utc>,
    /// The day of it in the clinician's own time.
    pub signed_on: NaiveDate,
    /// The practice's name at that time.
    pub signed_by: String,
    /// The day of the first words, if it is known.
    pub begun_on: Option<NaiveDate>,
    /// Why it is a late entry, if it is one.
    pub late: Vec<Late>,
}

/// A signed note with all that came after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SignedNote {
    /// Who signed it and when.
    pub signature: Signature,
    /// The addendum that is being written.
    pub draft: Option<AddendumDraft>,
    /// Tags that were put on it later, in the order of the text.
    pub annotations: Vec<Annotation>,
    /// ProseMirror's JSON of the note, with those tags as passages among the signed ones; the document as it is stored where
    /// this version cannot read it, of which the note's `unreadable` tells.
    pub shown: String,
}

fn read(row: &Row) -> rusqlite::Result<Signature> {
    let (day, signed_on, begun_on) = (row.get("day")?, row.get("signed_on")?, row.get("begun_on")?);
    let late = lateness(day, begun_on, signed_on);
    Ok(Signature { signed_at: row.get("signed_at")?, signed_by: row.get("signed_by")?, signed_on, begun_on, late })
}

/// Signs a note as it was shown: in this revision.
pub(crate) fn sign(change: Change, session: SessionId, revision: u32, by: &str) -> Result<()> {
    let mut stored =
        change.db.prepare_cached(&format!("SELECT n.revision, n.signed_at IS NOT NULL, n.body = '' {}", note::HERE))?;
    let found: Option<(u32, bool, bool)> =
        stored.query_row([session], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    match found.ok_or(Error::NotFound("note"))? {
        (_, true, _) => return Err(Error::NoteSigned),
        (stored, _, _) if stored != revision => return Err(Error::NoteChanged),
        (_, _, true) => return Err(Error::invalid("An empty note cannot be signed: write it first.")),
        (_, false, false) => {}
    }
    search::follow(change, session, || {
        let sql = "UPDATE note SET signed_at = ?2, signed_on = ?3, signed_by = ?4 WHERE session = ?1";
        Ok(change.db.execute(sql, (session, change.now.to_utc(), change.now.date_naive(), by))?)
    })?;
    draft::forget(change, session)?;
    change.touch(Verb::Signed, Record::Note(session))
}

impl Practice {
    /// Signs a session's note in the revision that was shown, for good.
    ///
    /// # Errors
    /// [`Error::NoteChanged`] when it was saved since; [`Error::NoteSigned`]; [`Error::Invalid`] when it is empty;
    /// [`Error::Unreadable`]; [`Error::NotFound`].
    pub fn sign_note(&mut self, session: SessionId, revision: u32, now: Now) -> Result<Changed<Signature>> {
        if self.note_is_wordless(session)? {
            return Err(Error::invalid("An empty note cannot be signed: write it first."));
        }
        let by = self.name().to_owned();
        let signed = self.transact(now, |change| sign(change, session, revision, &by))?;
        let signature = self.signature(session)?.ok_or(Error::NotFound("note"))?;
        Ok(Changed { value: signature, touched: signed.touched })
    }

    /// Who signed a note and when, if it is signed.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn signature(&self, session: SessionId) -> Result<Option<Signature>> {
        let mut query = self.db.prepare_cached(&format!(
            "SELECT s.day, n.begun_on, n.signed_at, n.signed_on, n.signed_by {} AND n.signed_at IS NOT NULL",
            note::HERE
        ))?;
        Ok(query.query_row([session], read).optional()?)
    }

    /// The same with all that came after, and the document to show.
    pub(crate) fn signed_note(&self, session: SessionId, document: &str) -> Result<Option<SignedNote>> {
        let Some(signature) = self.signature(session)? else { return Ok(None) };
        let annotations = self.annotations_of(session)?;
        let later: Vec<Shown> = annotations.iter().map(Shown::from).collect();
        Ok(Some(SignedNote {
            signature,
            draft: self.addendum_draft(session)?,
            shown: Document::parse(document)
                .map_or_else(|_| document.to_owned(), |document| document.with_passages(&later).to_json()),
            annotations,
        }))
    }

    pub(crate) fn note_is_signed(&self, session: SessionId) -> Result<bool> {
        let mut query = self
            .db
            .prepare_cached("SELECT 1 FROM note INDEXED BY note_signed WHERE session = ?1 AND signed_at IS NOT NULL")?;
        Ok(query.exists([session])?)
    }

    /// How many notes of each client wait to be signed: those of sessions before yesterday, but for sessions that did not
    /// take place. Clients with none are left out.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn unsigned_notes(&self, now: Now) -> Result<Vec<(ClientId, u32)>> {
        let mut query = self.db.prepare_cached(
            "SELECT s.client, count(*) FROM note n INDEXED BY note_by_signature
             JOIN session s ON s.id = n.session JOIN client c ON c.id = s.client
             WHERE n.signed_at IS NULL AND s.day < ?1 AND coalesce(s.attendance, 'attended') = 'attended'
                 AND s.removed_at IS NULL AND c.removed_at IS NULL
             GROUP BY s.client ORDER BY s.client",
        )?;
        let yesterday = now.date_naive().pred_opt();
        Ok(query.query_map([yesterday], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
    }
}
