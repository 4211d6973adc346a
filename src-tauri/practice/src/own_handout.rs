//! Handouts of the clinician's own: a title and a composition, in the same TOML as those of the library. This crate keeps
//! the composition and does not read it.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;
use specta::Type;

use crate::{Changed, Error, Now, OwnHandoutId, Practice, Record, Result, Verb, own_handout_state, tidy};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 120;
/// The longest composition, in characters: a book.
const LONGEST: usize = 500_000;

/// A handout of one's own on file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnHandout {
    /// Its number.
    pub id: OwnHandoutId,
    /// Its title.
    pub title: String,
    /// What it is composed of, as TOML.
    pub composition: String,
    /// When it was last saved; tells one state of it from another.
    pub saved_at: DateTime<Utc>,
}

/// A handout of one's own as it is put down.
#[derive(Clone, Debug)]
pub struct OwnHandoutDraft {
    /// Its title, 1 to 120 characters.
    pub title: String,
    /// What it is composed of, as TOML.
    pub composition: String,
}

const COLUMNS: &str = "SELECT id, title, composition, saved_at FROM own_handout WHERE removed_at IS NULL";

fn read(row: &Row) -> rusqlite::Result<OwnHandout> {
    Ok(OwnHandout { id: row.get(0)?, title: row.get(1)?, composition: row.get(2)?, saved_at: row.get(3)? })
}

fn one(db: &rusqlite::Connection, id: OwnHandoutId) -> Result<OwnHandout> {
    let mut query = db.prepare_cached(&format!("{COLUMNS} AND id = ?1"))?;
    query.query_row([id], read).optional()?.ok_or(Error::NotFound("handout"))
}

impl OwnHandoutDraft {
    /// The title trimmed; or what is wrong with the draft.
    fn tidied(&self) -> Result<String> {
        let title = tidy::tidy_line(&self.title);
        match title.chars().count() {
            0 => return Err(Error::invalid("Give the handout a title: it stands at its head.")),
            n if n > LONGEST_TITLE => {
                return Err(Error::invalid(format!(
                    "A title of {n} characters is too long; at most {LONGEST_TITLE} fit."
                )));
            }
            _ => {}
        }
        if self.composition.chars().count() > LONGEST {
            return Err(Error::invalid("This handout is as long as a book: make several of it."));
        }
        Ok(title)
    }
}

impl Practice {
    /// All handouts of one's own, the last saved first.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn own_handouts(&self) -> Result<Vec<OwnHandout>> {
        let mut query = self.db.prepare_cached(&format!("{COLUMNS} ORDER BY saved_at DESC, id DESC"))?;
        Ok(query.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// One of them.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn own_handout(&self, id: OwnHandoutId) -> Result<OwnHandout> {
        one(&self.db, id)
    }

    /// Keeps a new one.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a title that is missing or too long.
    pub fn add_own_handout(&mut self, draft: &OwnHandoutDraft, now: Now) -> Result<Changed<OwnHandout>> {
        let title = draft.tidied()?;
        self.transact(now, |change| {
            change.db.execute(
                "INSERT INTO own_handout (title, composition, saved_at) VALUES (?1, ?2, ?3)",
                (title, &draft.composition, now.to_utc()),
            )?;
            let id = OwnHandoutId(change.db.last_insert_rowid());
            change.touch(Verb::Added, Record::OwnHandout(id))?;
            one(change.db, id)
        })
    }

    /// Saves one over the state of `saved_at`, which stays among its earlier states.
    ///
    /// # Errors
    /// Those of adding one; [`Error::HandoutChanged`] when it was saved from elsewhere since; [`Error::NotFound`].
    pub fn change_own_handout(
        &mut self,
        id: OwnHandoutId,
        draft: &OwnHandoutDraft,
        saved_at: DateTime<Utc>,
        now: Now,
    ) -> Result<Changed<OwnHandout>> {
        let title = draft.tidied()?;
        self.transact(now, |change| {
            let before = one(change.db, id)?;
            // A save that failed only after it was written, or that changes nothing, is there already.
            if before.title == title && before.composition == draft.composition {
                return Ok(before);
            }
            if before.saved_at != saved_at {
                return Err(Error::HandoutChanged);
            }
            own_handout_state::keep(change, &before)?;
            change.db.execute(
                "UPDATE own_handout SET title = ?2, composition = ?3, saved_at = ?4 WHERE id = ?1",
                (id, title, &draft.composition, now.to_utc()),
            )?;
            change.touch(Verb::Changed, Record::OwnHandout(id))?;
            one(change.db, id)
        })
    }
}
