//! Snippets: words that stand ready under an abbreviation.

use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Changed, Error, Now, Practice, Record, Result, SnippetId, Verb, transact::Change};

/// The longest abbreviation, in characters.
const LONGEST_ABBREVIATION: usize = 20;
/// The longest snippet, in characters.
const LONGEST: usize = 10_000;

/// A snippet on file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Snippet {
    /// Its number.
    pub id: SnippetId,
    /// What is typed, without the semicolon.
    pub abbreviation: String,
    /// What it becomes, a line for each paragraph.
    pub text: String,
}

/// A snippet as it is put down.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct SnippetDraft {
    /// What is typed, without the semicolon.
    pub abbreviation: String,
    /// What it becomes, a line for each paragraph.
    pub text: String,
}

impl SnippetDraft {
    /// The same, trimmed; or what is wrong with it.
    fn checked(&self, change: Change, own: Option<SnippetId>) -> Result<(String, String)> {
        let abbreviation = self.abbreviation.trim().trim_start_matches(';').to_owned();
        let text = self.text.trim().to_owned();
        let fits = |c: char| !c.is_whitespace() && c != ';';
        if abbreviation.is_empty() || !abbreviation.chars().all(fits) {
            return Err(Error::invalid("Give an abbreviation of one word, such as “sop”."));
        }
        if abbreviation.chars().count() > LONGEST_ABBREVIATION {
            return Err(Error::invalid(format!("An abbreviation has at most {LONGEST_ABBREVIATION} characters.")));
        }
        if text.is_empty() {
            return Err(Error::invalid("Write the words that the abbreviation becomes."));
        }
        if text.chars().count() > LONGEST {
            return Err(Error::invalid(format!("A snippet has at most {LONGEST} characters: make it a template.")));
        }
        let taken = all(change.db)?
            .into_iter()
            .any(|one| Some(one.id) != own && one.abbreviation.to_lowercase() == abbreviation.to_lowercase());
        if taken {
            return Err(Error::invalid(format!("“{abbreviation}” stands for other words already.")));
        }
        Ok((abbreviation, text))
    }
}

fn read(row: &Row) -> rusqlite::Result<Snippet> {
    Ok(Snippet { id: row.get(0)?, abbreviation: row.get(1)?, text: row.get(2)? })
}

fn all(db: &rusqlite::Connection) -> Result<Vec<Snippet>> {
    let mut query =
        db.prepare_cached("SELECT id, abbreviation, text FROM snippet ORDER BY abbreviation COLLATE NOCASE, id")?;
    Ok(query.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
}

fn one(change: Change, id: SnippetId) -> Result<Snippet> {
    change
        .db
        .prepare_cached("SELECT id, abbreviation, text FROM snippet WHERE id = ?1")?
        .query_row([id], read)
        .optional()?
        .ok_or(Error::NotFound("snippet"))
}

impl Practice {
    /// All snippets by their abbreviations.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn snippets(&self) -> Result<Vec<Snippet>> {
        all(&self.db)
    }

    /// Adds a snippet.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an abbreviation that is none or is taken, and for words that are missing or too many.
    pub fn add_snippet(&mut self, draft: &SnippetDraft, now: Now) -> Result<Changed<Snippet>> {
        self.transact(now, |change| {
            let fields = draft.checked(change, None)?;
            change.db.execute("INSERT INTO snippet (abbreviation, text) VALUES (?1, ?2)", fields)?;
            let id = SnippetId(change.db.last_insert_rowid());
            change.touch(Verb::Added, Record::Snippet(id))?;
            one(change, id)
        })
    }

    /// Changes a snippet.
    ///
    /// # Errors
    /// Those of adding one, and [`Error::NotFound`].
    pub fn change_snippet(&mut self, id: SnippetId, draft: &SnippetDraft, now: Now) -> Result<Changed<Snippet>> {
        self.transact(now, |change| {
            one(change, id)?;
            let (abbreviation, text) = draft.checked(change, Some(id))?;
            change
                .db
                .execute("UPDATE snippet SET abbreviation = ?2, text = ?3 WHERE id = ?1", (id, abbreviation, text))?;
            change.touch(Verb::Changed, Record::Snippet(id))?;
            one(change, id)
        })
    }

    /// Deletes a snippet; its answer is enough to add it again.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn remove_snippet(&mut self, id: SnippetId, now: Now) -> Result<Changed<Snippet>> {
        self.transact(now, |change| {
            let gone = one(change, id)?;
            change.db.execute("DELETE FROM snippet WHERE id = ?1", [id])?;
            change.touch(Verb::Purged, Record::Snippet(id))?;
            Ok(gone)
        })
    }
}
