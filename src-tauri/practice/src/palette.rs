//! The palette: clients, notes and tasks found by a few letters, and what is chosen often and lately, which comes first.
//!
//! What is chosen stays outside the log, because it says nothing that the log does not: what a choice opens is looked at, and
//! that is written down there.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;
use serde::Serialize;
use specta::Type;

use crate::{
    Changed, ClientId, Error, HomeworkId, Now, Practice, Removable, Result, SessionId, Spot, person, tidy,
    transact::Change,
};

/// So many of each kind are found.
const MOST: usize = 10;
/// From so many letters on notes and tasks are asked.
const FROM_LETTERS: usize = 2;
/// After so many days a choice counts half.
const HALF_DAYS: f64 = 14.0;
/// The choices that count most; older and rarer ones are forgotten.
const KEPT: usize = 500;
/// The longest word for something chosen, in characters.
const LONGEST_TARGET: usize = 100;
/// The kinds of what can be chosen, and whether their words are numbers of records.
const KINDS: [(&str, bool); 5] =
    [("client", true), ("note", true), ("task", true), ("handout", false), ("action", false)];

/// What a few letters find; without letters it is what is chosen most.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Type)]
pub struct PaletteFound {
    /// Clients, the most chosen first.
    pub clients: Vec<PaletteClient>,
    /// Notes, the most chosen first and then the newest.
    pub notes: Vec<PaletteNote>,
    /// Open tasks, the most chosen first.
    pub tasks: Vec<PaletteTask>,
    /// How much handouts and actions are chosen.
    pub uses: Vec<PaletteUse>,
}

/// A client in the palette.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PaletteClient {
    /// The client's number.
    pub id: ClientId,
    /// What the client is called.
    pub called: String,
    /// The name on record.
    pub name: String,
    /// How much the client is chosen; nothing for one who never was.
    pub score: Option<f64>,
}

/// A note in the palette.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PaletteNote {
    /// Whose note: the session's number in the practice.
    pub session: SessionId,
    /// What the client is called.
    pub client_name: String,
    /// Which of the client's sessions.
    pub number: u32,
    /// Its day.
    pub day: NaiveDate,
    /// The words in their surroundings; empty where none were asked for.
    pub words: String,
    /// Where in the note they stand.
    pub spot: Option<Spot>,
    /// How much it is chosen.
    pub score: Option<f64>,
}

/// An open task in the palette.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PaletteTask {
    /// The task's number.
    pub id: HomeworkId,
    /// Whose.
    pub client: ClientId,
    /// What the client is called.
    pub client_name: String,
    /// What to do.
    pub task: String,
    /// How much it is chosen.
    pub score: Option<f64>,
}

/// How much something is chosen that is no record of a client's.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct PaletteUse {
    /// `handout` or `action`.
    pub kind: String,
    /// Which.
    pub target: String,
    /// The larger, the more.
    pub score: f64,
}

/// The score after one more choice: the logarithm of a sum in which each counts half after two weeks. It grows with time and
/// never has to be counted anew, so that it can be compared with any other at any moment.
fn after_choice(before: Option<f64>, now: Now) -> f64 {
    let moment = now.timestamp() as f64 / 86_400.0 / HALF_DAYS;
    before.map_or(moment, |before| moment + (before - moment).exp2().ln_1p() / std::f64::consts::LN_2)
}

/// The scores of one kind.
fn scores(db: &Connection, kind: &str) -> Result<HashMap<String, f64>> {
    let mut query = db.prepare_cached("SELECT target, score FROM palette_use WHERE kind = ?1")?;
    Ok(query.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
}

/// Lets go of what says that something was chosen which goes for good.
pub(crate) fn forget(change: Change, what: Removable) -> Result<()> {
    let (kind, target) = match what {
        Removable::Client(id) => ("client", id.0.to_string()),
        Removable::Session(id) => ("note", id.0.to_string()),
        Removable::Homework(id) => ("task", id.0.to_string()),
        Removable::OwnHandout(id) => ("handout", format!("own-{}", id.0)),
        _ => return Ok(()),
    };
    change.db.prepare_cached("DELETE FROM palette_use WHERE kind = ?1 AND target = ?2")?.execute((kind, target))?;
    Ok(())
}

/// The most chosen first; what was never chosen stays in its order.
fn by_use<T>(mut all: Vec<T>, score: impl Fn(&T) -> Option<f64>) -> Vec<T> {
    let of = |one: &T| score(one).unwrap_or(f64::NEG_INFINITY);
    all.sort_by(|one, other| of(other).total_cmp(&of(one)));
    all.truncate(MOST);
    all
}

/// The same as [`tidy::plain`], sooner for the names that most have.
fn plain(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { tidy::plain(text) }
}

/// Whether each of these words, which are plain, begins a word of one of the texts.
fn answers<'a>(wanted: &[&str], texts: impl Iterator<Item = &'a str> + Clone) -> bool {
    let begins = |word: &&str| {
        texts.clone().any(|text| {
            text.split(|c: char| !c.is_alphanumeric()).any(|piece| piece.starts_with(*word)) || text.starts_with(*word)
        })
    };
    wanted.iter().all(begins)
}

impl Practice {
    /// What a few letters find.
    ///
    /// # Errors
    /// [`Error::Database`]; [`Error::Unreadable`]. Nothing that is typed is an error.
    pub fn palette(&self, typed: &str) -> Result<PaletteFound> {
        let words = tidy::plain(typed);
        let wanted: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let uses = self.palette_uses()?;
        let clients = self.palette_clients(&wanted)?;
        if typed.trim().chars().count() < FROM_LETTERS {
            let (notes, tasks) =
                if wanted.is_empty() { (self.chosen_notes()?, self.chosen_tasks()?) } else { Default::default() };
            return Ok(PaletteFound { clients, notes, tasks, uses });
        }
        Ok(PaletteFound {
            clients,
            notes: self.palette_notes(typed)?,
            tasks: self.palette_tasks(typed, &wanted)?,
            uses,
        })
    }

    /// Remembers that something was chosen: a client, a note, a task, a handout or an action, by its word.
    ///
    /// # Errors
    /// [`Error::Invalid`] for what cannot be chosen.
    pub fn chosen_in_palette(&mut self, kind: &str, target: &str, now: Now) -> Result<Changed<()>> {
        let numbered = KINDS.iter().find(|(known, _)| *known == kind).map(|(_, numbered)| *numbered);
        let fits =
            target.chars().count() <= LONGEST_TARGET && (numbered == Some(false) || target.parse::<i64>().is_ok());
        if numbered.is_none() || !fits {
            return Err(Error::invalid("The palette has no such choice: choose from its list."));
        }
        self.transact(now, |change| {
            let before = scores(change.db, kind)?.get(target).copied();
            change
                .db
                .prepare_cached(
                    "INSERT INTO palette_use (kind, target, score) VALUES (?1, ?2, ?3)
                     ON CONFLICT (kind, target) DO UPDATE SET score = ?3",
                )?
                .execute((kind, target, after_choice(before, now)))?;
            let least = "DELETE FROM palette_use WHERE score <
                             (SELECT score FROM palette_use ORDER BY score DESC LIMIT 1 OFFSET ?1)";
            change.db.prepare_cached(least)?.execute([KEPT as i64 - 1])?;
            Ok(())
        })
    }

    fn palette_uses(&self) -> Result<Vec<PaletteUse>> {
        let mut query = self.db.prepare_cached(
            "SELECT kind, target, score FROM palette_use WHERE kind IN ('handout', 'action') ORDER BY score DESC",
        )?;
        let read = |row: &rusqlite::Row| Ok(PaletteUse { kind: row.get(0)?, target: row.get(1)?, score: row.get(2)? });
        Ok(query.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Clients by the beginnings of words of their names; without any, those that were chosen.
    fn palette_clients(&self, wanted: &[&str]) -> Result<Vec<PaletteClient>> {
        let scores = scores(&self.db, "client")?;
        if wanted.is_empty() && scores.is_empty() {
            return Ok(Vec::new());
        }
        let people = person::names(&self.db)?;
        let mut query =
            self.db.prepare_cached("SELECT id, name, preferred_name FROM client WHERE removed_at IS NULL")?;
        let mut rows = query.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (id, name, preferred): (ClientId, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let score = scores.get(&id.0.to_string()).copied();
            if wanted.is_empty() && score.is_none() {
                continue;
            }
            let others = people.get(&id).into_iter().flatten();
            let names: Vec<String> =
                [&name].into_iter().chain(&preferred).chain(others).map(|name| plain(name)).collect();
            if answers(wanted, names.iter().map(String::as_str)) {
                let called = preferred.unwrap_or_else(|| name.clone());
                found.push(PaletteClient { id, called, name, score });
            }
        }
        found.sort_by_cached_key(|one| (tidy::folded(&one.called), one.id));
        Ok(by_use(found, |one| one.score))
    }

    fn palette_notes(&self, typed: &str) -> Result<Vec<PaletteNote>> {
        let scores = scores(&self.db, "note")?;
        let hits = self.search_notes(typed, None)?.hits.into_iter().map(|hit| PaletteNote {
            session: hit.session,
            client_name: hit.client_name,
            number: hit.number,
            day: hit.day,
            words: hit.excerpt.iter().map(|piece| piece.text.as_str()).collect(),
            spot: hit.spot,
            score: scores.get(&hit.session.0.to_string()).copied(),
        });
        Ok(by_use(hits.collect(), |one| one.score))
    }

    fn palette_tasks(&self, typed: &str, wanted: &[&str]) -> Result<Vec<PaletteTask>> {
        let scores = scores(&self.db, "task")?;
        let near = self.tasks_near(typed)?.into_iter();
        let found =
            near.filter(|hit| answers(wanted, [plain(&hit.words).as_str()].into_iter())).map(|hit| PaletteTask {
                id: hit.task,
                client: hit.client,
                client_name: hit.client_name,
                task: hit.words,
                score: scores.get(&hit.task.0.to_string()).copied(),
            });
        Ok(by_use(found.collect(), |one| one.score))
    }

    /// The notes that are chosen most.
    fn chosen_notes(&self) -> Result<Vec<PaletteNote>> {
        let mut query = self.db.prepare_cached(
            "SELECT s.id, coalesce(c.preferred_name, c.name), s.number, s.day, u.score
             FROM palette_use u JOIN session s ON s.id = CAST(u.target AS INTEGER) JOIN client c ON c.id = s.client
             WHERE u.kind = 'note' AND s.removed_at IS NULL AND c.removed_at IS NULL ORDER BY u.score DESC LIMIT ?1",
        )?;
        let rows = query.query_map([MOST as i64], |row| {
            let (session, client_name, number, day) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            let (words, spot, score) = (String::new(), None, Some(row.get(4)?));
            Ok(PaletteNote { session, client_name, number, day, words, spot, score })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The open tasks that are chosen most.
    fn chosen_tasks(&self) -> Result<Vec<PaletteTask>> {
        let mut query = self.db.prepare_cached(
            "SELECT h.id, s.client, coalesce(c.preferred_name, c.name), h.task, u.score
             FROM palette_use u JOIN homework h ON h.id = CAST(u.target AS INTEGER) JOIN session s ON s.id = h.session
             JOIN client c ON c.id = s.client
             WHERE u.kind = 'task' AND h.done_on IS NULL AND h.removed_at IS NULL AND s.removed_at IS NULL
               AND c.removed_at IS NULL ORDER BY u.score DESC LIMIT ?1",
        )?;
        let rows = query.query_map([MOST as i64], |row| {
            let (id, client, client_name, task) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(PaletteTask { id, client, client_name, task, score: Some(row.get(4)?) })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
