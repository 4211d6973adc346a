//! Annotations: tags that are put on words of a note after it was signed. They lie apart from what was signed, each with
//! its date, and can be taken back, of which the log keeps a line.

use std::ops::Range;

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row};
use secure_base_model::Tag;
use serde::Serialize;
use specta::Type;

use crate::{
    AnnotationId, Changed, Document, Error, Now, Passage, Practice, Record, Result, SessionId, Verb, client::tidy_line,
    overlay::Shown, passage, search, transact::Change,
};

/// The longest comment, in characters.
const LONGEST_COMMENT: usize = 300;

/// A tag put on words of a signed note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Annotation {
    /// Its number.
    pub id: AnnotationId,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The passage's name in the document that is shown.
    pub mark: String,
    /// What the words are tagged with.
    pub tag: Tag,
    /// The words, a line for each block.
    pub words: String,
    /// A few words on it; may be empty.
    pub comment: String,
    /// The session of the note.
    #[serde(skip)]
    pub(crate) session: SessionId,
    /// Where the words are, in characters of the note's text.
    #[serde(skip)]
    pub(crate) span: Range<u32>,
}

impl From<&Annotation> for Shown {
    fn from(one: &Annotation) -> Shown {
        Shown { mark: one.mark.clone(), tag: one.tag, span: one.span.clone() }
    }
}

fn read(row: &Row) -> Result<Annotation> {
    let (id, place, length): (AnnotationId, u32, u32) = (row.get("id")?, row.get("place")?, row.get("length")?);
    let session = row.get("session")?;
    Ok(Annotation {
        made_at: row.get("made_at")?,
        mark: format!("annotation-{}", id.number()),
        tag: passage::tag(row, session)?,
        words: row.get("words")?,
        comment: row.get("comment")?,
        span: place..place.saturating_add(length),
        session,
        id,
    })
}

/// The comment as one line.
fn tidy(comment: &str) -> Result<String> {
    let comment = tidy_line(comment);
    match comment.chars().count() {
        n if n > LONGEST_COMMENT => {
            Err(Error::invalid(format!("A comment of {n} characters is too long; at most {LONGEST_COMMENT} are kept.")))
        }
        _ => Ok(comment),
    }
}

fn insert(
    change: Change,
    session: SessionId,
    passage: &Passage,
    span: &Range<u32>,
    comment: &str,
) -> Result<AnnotationId> {
    let Passage { tag: Tag { factor, aspect }, words, .. } = passage;
    change.db.execute(
        "INSERT INTO annotation (session, made_at, place, length, factor, aspect, words, comment)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (
            session,
            change.now.to_utc(),
            span.start,
            span.end - span.start,
            factor.letter(),
            aspect.word(),
            words,
            comment,
        ),
    )?;
    Ok(AnnotationId(change.db.last_insert_rowid()))
}

/// Takes one out of its table, and tells the log; the search is the caller's.
pub(crate) fn erase(change: Change, id: AnnotationId) -> Result<()> {
    if change.db.execute("DELETE FROM annotation WHERE id = ?1", [id])? == 0 {
        return Err(Error::NotFound("tag"));
    }
    change.touch(Verb::Purged, Record::Annotation(id))
}

impl Practice {
    /// Tags words of a signed note. `document` is the note's text with the passage `mark` on these words; so the words
    /// are found without counting letters, which JavaScript does differently.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the note is not signed, the text is not that of the note, or no word is tagged;
    /// [`Error::NotFound`].
    pub fn annotate(
        &mut self,
        session: SessionId,
        document: &str,
        mark: &str,
        comment: &str,
        now: Now,
    ) -> Result<Changed<Annotation>> {
        let comment = tidy(comment)?;
        let note = self.note(session)?;
        if note.signed_at.is_none() {
            return Err(Error::invalid("This note is not signed: tag the words in the note itself."));
        }
        let (given, signed) = (Document::parse(document)?, Document::parse(&note.document)?.extract());
        let extracted = given.extract();
        if extracted.text != signed.text {
            return Err(Error::invalid("These are not the words that were signed: open the session again."));
        }
        let found = extracted.passages.into_iter().find(|one| one.mark == mark).zip(given.span(mark));
        let (passage, span) = found
            .filter(|(passage, _)| !passage.words.trim().is_empty())
            .ok_or_else(|| Error::invalid("There are no words to tag: select some."))?;
        let made = self.transact(now, |change| {
            let id = search::follow(change, session, || insert(change, session, &passage, &span, &comment))?;
            change.touch(Verb::Added, Record::Annotation(id))?;
            Ok(id)
        })?;
        Ok(Changed { value: self.annotation(made.value)?, touched: made.touched })
    }

    /// Changes the comment of an annotation.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a comment that is too long, [`Error::NotFound`].
    pub fn comment_annotation(&mut self, id: AnnotationId, comment: &str, now: Now) -> Result<Changed<Annotation>> {
        let comment = tidy(comment)?;
        let session = self.annotation(id)?.session;
        let changed = self.transact(now, |change| {
            search::follow(change, session, || {
                Ok(change.db.execute("UPDATE annotation SET comment = ?2 WHERE id = ?1", (id, &comment))?)
            })?;
            change.touch(Verb::Changed, Record::Annotation(id))
        })?;
        Ok(Changed { value: self.annotation(id)?, touched: changed.touched })
    }

    /// Takes an annotation back.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn take_back_annotation(&mut self, id: AnnotationId, now: Now) -> Result<Changed<()>> {
        let session = self.annotation(id)?.session;
        self.transact(now, |change| search::follow(change, session, || erase(change, id)))
    }

    fn annotation(&self, id: AnnotationId) -> Result<Annotation> {
        let mut query = self
            .db
            .prepare_cached("SELECT a.* FROM annotation a JOIN kept_session s ON s.id = a.session WHERE a.id = ?1")?;
        query.query_row([id], |row| Ok(read(row))).optional()?.unwrap_or(Err(Error::NotFound("tag")))
    }

    /// The annotations of a note in the order of the text.
    pub(crate) fn annotations_of(&self, session: SessionId) -> Result<Vec<Annotation>> {
        let mut query = self.db.prepare_cached("SELECT * FROM annotation WHERE session = ?1 ORDER BY place, id")?;
        query.query_and_then([session], read)?.collect()
    }
}
