//! Homework templates of the clinician's own. A template's type has no place for a client, a goal, a day, anybody's own words
//! or plan: what is shared with others can hold none of these.

use rusqlite::{Connection, OptionalExtension, Row, ToSql};
use secure_base_model::{Aspect, Factor};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    draft,
    row::{self, Homework},
    words::Often,
};
use crate::{
    Changed, Client, Error, HomeworkId, HomeworkTemplateId, Now, Practice, Record, Result, Verb, tidy, transact::Change,
};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 120;
/// A title that is made from a task has so many at most.
const SHORT_TITLE: usize = 60;
/// What stands in the place of a name that was taken out.
const LEFT_OUT: &str = "…";

/// A homework template as it is put down, and as it stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct HomeworkTemplateDraft {
    /// What it is picked by, 1 to 120 characters.
    pub title: String,
    /// What to do, 1 to 2,000 characters.
    pub what: String,
    /// What it is good for, in a line; may be empty.
    pub why: String,
    /// When; may be empty.
    pub when: String,
    /// How often.
    pub often: Option<Often>,
    /// How many minutes each time, 1 to 600.
    pub minutes: Option<u32>,
    /// The factor it works on.
    pub factor: Option<Factor>,
    /// The side of it.
    pub aspect: Option<Aspect>,
    /// The handout of the library that goes with it.
    pub handout: Option<String>,
}

/// A template of the clinician's own on file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct HomeworkTemplate {
    /// Its number.
    pub id: HomeworkTemplateId,
    /// What it says.
    pub says: HomeworkTemplateDraft,
}

const COLUMNS: &str = "SELECT id, title, what, why, occasion, times, per, minutes, factor, aspect, handout
                       FROM homework_template WHERE removed_at IS NULL";

fn read(row: &Row) -> Result<HomeworkTemplate> {
    let id: HomeworkTemplateId = row.get("id")?;
    let unreadable = |why: secure_base_model::UnknownWord| Error::Unreadable {
        noun: "homework template",
        id: id.number(),
        why: why.to_string(),
    };
    let factor = row.get::<_, Option<String>>("factor")?.map(|letter| letter.parse()).transpose();
    let aspect = row.get::<_, Option<String>>("aspect")?.map(|word| word.parse()).transpose();
    let (times, per) = (row.get::<_, Option<u32>>("times")?, row.get("per")?);
    Ok(HomeworkTemplate {
        id,
        says: HomeworkTemplateDraft {
            title: row.get("title")?,
            what: row.get("what")?,
            why: row.get("why")?,
            when: row.get("occasion")?,
            often: times.zip(per).map(|(times, per)| Often { times, per }),
            minutes: row.get("minutes")?,
            factor: factor.map_err(unreadable)?,
            aspect: aspect.map_err(unreadable)?,
            handout: row.get("handout")?,
        },
    })
}

fn one(db: &Connection, id: HomeworkTemplateId) -> Result<HomeworkTemplate> {
    let mut query = db.prepare_cached(&format!("{COLUMNS} AND id = ?1"))?;
    query.query_row([id], |row| Ok(read(row))).optional()?.unwrap_or(Err(Error::NotFound("template")))
}

/// All that are here, by title.
pub(super) fn all(db: &Connection) -> Result<Vec<HomeworkTemplate>> {
    let mut query = db.prepare_cached(COLUMNS)?;
    let mut found = query.query_and_then([], read)?.collect::<Result<Vec<_>>>()?;
    found.sort_by_cached_key(|one| (tidy::folded(&one.says.title), one.id));
    Ok(found)
}

impl HomeworkTemplateDraft {
    /// The same, fit to be kept; or what is wrong with it.
    pub(super) fn tidied(&self) -> Result<HomeworkTemplateDraft> {
        let title = tidy::tidy_line(&self.title);
        match title.chars().count() {
            0 => return Err(Error::invalid("Give the template a title: it is picked by that.")),
            n if n > LONGEST_TITLE => {
                return Err(Error::invalid(format!(
                    "A title of {n} characters is too long; at most {LONGEST_TITLE} are kept."
                )));
            }
            _ => {}
        }
        Ok(HomeworkTemplateDraft {
            title,
            what: draft::task(&self.what)?,
            why: draft::text(&self.why, "The reason for the task")?,
            when: draft::text(&self.when, "When to do the task")?,
            often: self.often.map(Often::checked).transpose()?,
            minutes: draft::minutes(self.minutes)?,
            handout: draft::name(&self.handout, "The name of the handout")?,
            ..*self
        })
    }

    /// What a task says that is nobody's own. Names of the client and of people of the case are left out of it.
    fn of(task: &Homework, client: &Client) -> HomeworkTemplateDraft {
        let said = |text: &str| without_names(text, &names(client));
        let what = said(&task.task);
        HomeworkTemplateDraft {
            title: beginning(&what),
            why: said(&task.plan.why),
            when: said(&task.plan.when),
            often: task.plan.often,
            minutes: task.plan.minutes,
            factor: task.factor,
            aspect: task.plan.aspect,
            handout: task.handout.clone(),
            what,
        }
        .shared()
    }

    /// The same as others may have it. A handout of the clinician's own is not to be had elsewhere, and its number would be
    /// another one's there.
    pub(super) fn shared(self) -> HomeworkTemplateDraft {
        HomeworkTemplateDraft { handout: self.handout.filter(|handout| !handout.starts_with("own-")), ..self }
    }
}

/// The first words of a task, as a title.
fn beginning(what: &str) -> String {
    let sentence = what.split_inclusive(['.', '!', '?']).next().unwrap_or(what).trim().trim_end_matches('.');
    if sentence.chars().count() <= SHORT_TITLE {
        return sentence.into();
    }
    let cut: String = sentence.chars().take(SHORT_TITLE).collect();
    format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole))
}

/// Every word of the names of a client and of the people of the case, folded.
fn names(client: &Client) -> Vec<String> {
    let people = client.people.iter().flat_map(|person| [&person.name, &person.preferred_name]);
    let names = [&client.name, &client.preferred_name].into_iter().chain(people);
    let words = names.flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| word.chars().count() > 1).map(tidy::folded).collect()
}

/// The text with something in the place of each whole word that is one of the names, in capitals or not: rather one word too
/// many is left out than one name left in.
fn without_names(text: &str, names: &[String]) -> String {
    let is_name = |word: &str| names.contains(&tidy::folded(word));
    let mut kept = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (before, word) = rest.split_at(start);
        let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
        kept.push_str(before);
        kept.push_str(if is_name(&word[..end]) { LEFT_OUT } else { &word[..end] });
        rest = &word[end..];
    }
    kept + rest
}

/// Puts a template on file that is fit to be kept.
pub(super) fn insert(change: Change, says: &HomeworkTemplateDraft) -> Result<HomeworkTemplateId> {
    let HomeworkTemplateDraft { title, what, why, when, often, minutes, factor, aspect, handout } = says;
    let (times, per) = (often.map(|often| often.times), often.map(|often| often.per));
    let (factor, aspect) = (factor.map(Factor::letter), aspect.map(Aspect::word));
    let at = change.now.to_utc();
    let values: [&dyn ToSql; 11] = [&at, title, what, why, when, &times, &per, minutes, &factor, &aspect, handout];
    change
        .db
        .prepare_cached(
            "INSERT INTO homework_template (added_at, title, what, why, occasion, times, per, minutes, factor, aspect, handout)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(values)?;
    let id = HomeworkTemplateId(change.db.last_insert_rowid());
    change.touch(Verb::Added, Record::HomeworkTemplate(id))?;
    Ok(id)
}

fn update(change: Change, id: HomeworkTemplateId, says: &HomeworkTemplateDraft) -> Result<()> {
    let HomeworkTemplateDraft { title, what, why, when, often, minutes, factor, aspect, handout } = says;
    let (times, per) = (often.map(|often| often.times), often.map(|often| often.per));
    let (factor, aspect) = (factor.map(Factor::letter), aspect.map(Aspect::word));
    let values: [&dyn ToSql; 11] = [&id, title, what, why, when, &times, &per, minutes, &factor, &aspect, handout];
    let sql = "UPDATE homework_template SET (title, what, why, occasion, times, per, minutes, factor, aspect, handout)
                   = (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) WHERE id = ?1";
    change.db.prepare_cached(sql)?.execute(values)?;
    change.touch(Verb::Changed, Record::HomeworkTemplate(id))
}

impl Practice {
    /// The clinician's own homework templates, by title.
    ///
    /// # Errors
    /// [`Error::Database`]; [`Error::Unreadable`].
    pub fn homework_templates(&self) -> Result<Vec<HomeworkTemplate>> {
        all(&self.db)
    }

    /// One of them.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn homework_template(&self, id: HomeworkTemplateId) -> Result<HomeworkTemplate> {
        one(&self.db, id)
    }

    /// Keeps a new one.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the draft breaks a rule: it says which.
    pub fn add_homework_template(
        &mut self,
        draft: &HomeworkTemplateDraft,
        now: Now,
    ) -> Result<Changed<HomeworkTemplate>> {
        let says = draft.tidied()?;
        self.transact(now, |change| {
            let id = insert(change, &says)?;
            one(change.db, id)
        })
    }

    /// Makes one of a task, in one step. Nothing that is the client's own goes into it: not the client's words, plan, goal or
    /// days; and names of the client and of people of the case are left out of the text.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn make_homework_template(&mut self, task: HomeworkId, now: Now) -> Result<Changed<HomeworkTemplate>> {
        let task = row::one(&self.db, task)?;
        let says = HomeworkTemplateDraft::of(&task, &self.client(task.client)?);
        self.add_homework_template(&says, now)
    }

    /// Makes one say what the draft says. Tasks that were made from it stay as they are.
    ///
    /// # Errors
    /// Those of adding one; [`Error::NotFound`].
    pub fn change_homework_template(
        &mut self,
        id: HomeworkTemplateId,
        draft: &HomeworkTemplateDraft,
        now: Now,
    ) -> Result<Changed<HomeworkTemplate>> {
        let says = draft.tidied()?;
        self.transact(now, |change| {
            one(change.db, id)?;
            update(change, id, &says)?;
            one(change.db, id)
        })
    }
}
