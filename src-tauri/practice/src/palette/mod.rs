//! The palette: clients, notes and tasks found by a few letters; what is chosen often and lately comes first.

mod score;

use chrono::NaiveDate;
use serde::Serialize;
use specta::Type;

pub use score::PaletteUse;
pub(crate) use score::forget;
use score::scores;

use crate::{ClientId, Fragment, HomeworkId, Practice, Result, SessionId, Spot, person, tidy};

/// So many of each kind are found.
const MOST: usize = 10;
/// From so many letters on notes and tasks are asked.
const FROM_LETTERS: usize = 2;
/// So many characters before the words that were found are shown with them.
const BEFORE: usize = 30;

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

/// The words that were found with what follows, and a little of what stands before.
fn around_the_hit(excerpt: &[Fragment]) -> String {
    let at = excerpt.iter().position(|piece| piece.hit).unwrap_or(0);
    let text = |pieces: &[Fragment]| pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
    let (before, found) = (text(&excerpt[..at]), text(&excerpt[at..]));
    match before.char_indices().rev().nth(BEFORE) {
        // From the next whole word on.
        Some((from, _)) => {
            let shown = before[from..].split_once(' ').map_or(&before[from..], |(_, whole)| whole);
            format!("… {shown}{found}")
        }
        None => before + &found,
    }
}

/// The same as a question in which every word may go on; whoever writes the search's own signs means them.
fn begun(typed: &str) -> String {
    if typed.contains([':', '"', '“', '”', '*', '-']) {
        return typed.to_owned();
    }
    let words = typed.split_whitespace().filter(|word| word.chars().count() >= FROM_LETTERS);
    words.map(|word| format!("{word}* ")).collect()
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
        let hits = self.search_notes(&begun(typed), None)?.hits.into_iter().map(|hit| PaletteNote {
            session: hit.session,
            client_name: hit.client_name,
            number: hit.number,
            day: hit.day,
            words: around_the_hit(&hit.excerpt),
            spot: hit.spot,
            score: scores.get(&hit.session.0.to_string()).copied(),
        });
        Ok(by_use(hits.collect(), |one| one.score))
    }

    fn palette_tasks(&self, typed: &str, wanted: &[&str]) -> Result<Vec<PaletteTask>> {
        let scores = scores(&self.db, "task")?;
        let near = self.tasks_near(&begun(typed))?.into_iter();
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
