//! Templates: the forms that a note can be begun in, those that ship and the clinician's own.
//!
//! A template is plain text. A line that begins with `# `, `## ` or `### ` is a heading, one that begins with `- ` an item
//! of a list, one that begins with `> ` a prompt: shown in the empty place under its heading, and never part of the
//! note. Any other line is a paragraph.

use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Changed, Error, Now, Practice, Record, Result, TemplateId, Verb, transact::Change};

/// The longest name, in characters.
const LONGEST_NAME: usize = 60;
/// The longest template, in characters.
const LONGEST: usize = 20_000;

/// A template that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Template {
    /// The number of one of the clinician's own; those that ship have none.
    pub id: Option<TemplateId>,
    /// What a note remembers it by: a word for those that ship, the name for the clinician's own.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// A template of the clinician's own as it is put down.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct TemplateDraft {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// What a note can be begun in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Templates {
    /// All, those that ship first.
    pub all: Vec<Template>,
    /// The key of the one that a new note begins with.
    pub default: Option<String>,
}

/// Those that ship: key, name, text.
const SHIPPED: [(&str, &str, &str); 9] = [
    ("soap", "SOAP", include_str!("../../../assets/templates/soap.md")),
    ("dap", "DAP", include_str!("../../../assets/templates/dap.md")),
    ("birp", "BIRP", include_str!("../../../assets/templates/birp.md")),
    ("girp", "GIRP", include_str!("../../../assets/templates/girp.md")),
    ("threeFactor", "Three factors", include_str!("../../../assets/templates/three-factor.md")),
    ("intake", "Intake", include_str!("../../../assets/templates/intake.md")),
    ("ending", "Ending", include_str!("../../../assets/templates/ending.md")),
    ("risk", "Risk", include_str!("../../../assets/templates/risk.md")),
    ("treatmentSummary", "Treatment summary", include_str!("../../../assets/templates/treatment-summary.md")),
];

/// The headings of one that ships.
pub(crate) fn headings_of(key: &str) -> Vec<&'static str> {
    let text = SHIPPED.iter().find(|(shipped, ..)| *shipped == key).map_or("", |(_, _, text)| text);
    let heading = |line: &'static str| line.strip_prefix('#').map(|words| words.trim_start_matches('#').trim());
    text.lines().filter_map(heading).collect()
}

/// A note without a form is free; nothing is to be inserted for it.
const FREE: &str = "free";

fn shipped() -> impl Iterator<Item = Template> {
    SHIPPED.iter().map(|(key, name, text)| Template {
        id: None,
        key: (*key).into(),
        name: (*name).into(),
        text: (*text).into(),
    })
}

fn read(row: &Row) -> rusqlite::Result<Template> {
    let name: String = row.get(1)?;
    Ok(Template { id: row.get(0)?, key: name.clone(), name, text: row.get(2)? })
}

/// The clinician's own, by name.
fn own(db: &rusqlite::Connection) -> Result<Vec<Template>> {
    let mut query = db.prepare_cached("SELECT id, name, text FROM template ORDER BY name COLLATE NOCASE, id")?;
    Ok(query.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
}

fn one(change: Change, id: TemplateId) -> Result<Template> {
    change
        .db
        .prepare_cached("SELECT id, name, text FROM template WHERE id = ?1")?
        .query_row([id], read)
        .optional()?
        .ok_or(Error::NotFound("template"))
}

impl TemplateDraft {
    /// The same, trimmed; or what is wrong with it.
    fn checked(&self, change: Change, id: Option<TemplateId>) -> Result<(String, String)> {
        let (name, text) = (self.name.trim().to_owned(), self.text.trim().to_owned());
        if name.is_empty() {
            return Err(Error::invalid("Give the template a name."));
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(Error::invalid(format!("A template's name has at most {LONGEST_NAME} characters.")));
        }
        if text.is_empty() {
            return Err(Error::invalid("Write what the template holds, a line for each heading."));
        }
        if text.chars().count() > LONGEST {
            return Err(Error::invalid(format!("A template has at most {LONGEST} characters.")));
        }
        let same = |word: &str| word.to_lowercase() == name.to_lowercase();
        let mine = own(change.db)?.into_iter().filter(|one| one.id != id);
        if same(FREE) || shipped().chain(mine).any(|one| same(&one.key) || same(&one.name)) {
            return Err(Error::invalid(format!("There is a template “{name}” already: choose another name.")));
        }
        Ok((name, text))
    }
}

impl Practice {
    /// What a note can be begun in.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn templates(&self) -> Result<Templates> {
        let all: Vec<Template> = shipped().chain(own(&self.db)?).collect();
        let default: Option<String> =
            self.db.query_row("SELECT default_template FROM settings", [], |row| row.get(0))?;
        // One that was deleted since is begun with no more.
        let default = default.filter(|key| all.iter().any(|one| one.key == *key));
        Ok(Templates { all, default })
    }

    /// Adds a template of the clinician's own.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a name that is missing or taken, and for a text that is missing or too long.
    pub fn add_template(&mut self, draft: &TemplateDraft, now: Now) -> Result<Changed<Template>> {
        self.transact(now, |change| {
            let (name, text) = draft.checked(change, None)?;
            change.db.execute(
                "INSERT INTO template (name, text, added_at) VALUES (?1, ?2, ?3)",
                (name, text, now.to_utc()),
            )?;
            let id = TemplateId(change.db.last_insert_rowid());
            change.touch(Verb::Added, Record::Template(id))?;
            one(change, id)
        })
    }

    /// Changes a template of the clinician's own. Notes that were begun in it stay as they are.
    ///
    /// # Errors
    /// Those of adding one, and [`Error::NotFound`].
    pub fn change_template(&mut self, id: TemplateId, draft: &TemplateDraft, now: Now) -> Result<Changed<Template>> {
        self.transact(now, |change| {
            let before = one(change, id)?;
            let (name, text) = draft.checked(change, Some(id))?;
            change.db.execute("UPDATE template SET name = ?2, text = ?3 WHERE id = ?1", (id, &name, text))?;
            if before.name != name {
                let renamed = "UPDATE settings SET default_template = ?2 WHERE default_template = ?1";
                if change.db.execute(renamed, (before.name, name))? > 0 {
                    change.touch(Verb::Changed, Record::Settings)?;
                }
            }
            change.touch(Verb::Changed, Record::Template(id))?;
            one(change, id)
        })
    }

    /// Deletes a template of the clinician's own; its answer is enough to add it again.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn remove_template(&mut self, id: TemplateId, now: Now) -> Result<Changed<Template>> {
        self.transact(now, |change| {
            let gone = one(change, id)?;
            change.db.execute("DELETE FROM template WHERE id = ?1", [id])?;
            change.touch(Verb::Purged, Record::Template(id))?;
            Ok(gone)
        })
    }

    /// Chooses the template that a new note begins with; `None` is none.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such template.
    pub fn begin_notes_with(&mut self, key: Option<&str>, now: Now) -> Result<Changed<()>> {
        if key.is_some_and(|key| self.templates().is_ok_and(|known| known.all.iter().all(|one| one.key != key))) {
            return Err(Error::NotFound("template"));
        }
        self.transact(now, |change| {
            change.db.execute("UPDATE settings SET default_template = ?1", [key])?;
            change.touch(Verb::Changed, Record::Settings)
        })
    }
}
