//! Goals: what a client wants, in the client's own words, and how near it feels.

use chrono::NaiveDate;
use rusqlite::{Connection, Row};
use secure_base_model::Factor;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    Changed, ClientId, Error, GoalId, GoalRatingId, HomeworkId, Now, Practice, Record, Result, Verb, id::word_column,
    tidy, transact::Change,
};

/// The longest goal, in characters.
const LONGEST: usize = 1_000;
/// The highest rating.
const TOP: u32 = 10;

/// How far a goal is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum GoalState {
    /// It is worked on.
    #[default]
    Active,
    /// It is reached.
    Reached,
    /// It rests, or was let go.
    SetAside,
}

impl GoalState {
    const ALL: [GoalState; 3] = [GoalState::Active, GoalState::Reached, GoalState::SetAside];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            GoalState::Active => "active",
            GoalState::Reached => "reached",
            GoalState::SetAside => "setAside",
        }
    }
}

impl std::str::FromStr for GoalState {
    type Err = Error;
    fn from_str(word: &str) -> Result<Self> {
        let found = GoalState::ALL.into_iter().find(|state| state.word() == word);
        found.ok_or_else(|| Error::invalid("A goal is active, reached or set aside."))
    }
}
word_column!(GoalState);

/// A goal as it is put down.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct GoalDraft {
    /// The client's own words, 1 to 1,000 characters.
    pub words: String,
    /// The factor it is about, if one stands out.
    pub factor: Option<Factor>,
    /// How far it is.
    pub state: GoalState,
}

/// A goal on file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Goal {
    /// Its number.
    pub id: GoalId,
    /// Whose.
    pub client: ClientId,
    /// The client's own words.
    pub words: String,
    /// The factor it is about.
    pub factor: Option<Factor>,
    /// How far it is.
    pub state: GoalState,
    /// The day it was set.
    pub set_on: NaiveDate,
    /// The day it was reached or set aside.
    pub ended_on: Option<NaiveDate>,
    /// How near it felt, the earliest first.
    pub ratings: Vec<GoalRating>,
    /// The tasks that serve it, the newest first.
    pub homework: Vec<HomeworkId>,
}

/// How near a goal felt on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct GoalRating {
    /// Its number.
    pub id: GoalRatingId,
    /// The day.
    pub day: NaiveDate,
    /// 0 is as far away as it was, 10 is reached.
    pub rating: u32,
}

impl GoalDraft {
    fn tidied(&self) -> Result<GoalDraft> {
        let words = tidy::long(&self.words, LONGEST, "The goal")?;
        match words.is_empty() {
            true => Err(Error::invalid("Write the goal in the client’s own words.")),
            false => Ok(GoalDraft { words, ..*self }),
        }
    }
}

fn read(row: &Row) -> Result<Goal> {
    let id: GoalId = row.get("id")?;
    let factor = row.get::<_, Option<String>>("factor")?.map(|letter| letter.parse()).transpose();
    let unreadable =
        |why: secure_base_model::UnknownWord| Error::Unreadable { noun: "goal", id: id.number(), why: why.to_string() };
    Ok(Goal {
        id,
        client: row.get("client")?,
        words: row.get("words")?,
        factor: factor.map_err(unreadable)?,
        state: row.get("state")?,
        set_on: row.get("set_on")?,
        ended_on: row.get("ended_on")?,
        ratings: Vec::new(),
        homework: Vec::new(),
    })
}

fn all(db: &Connection, condition: &str, id: i64) -> Result<Vec<Goal>> {
    let mut query = db.prepare_cached(&format!(
        "SELECT g.* FROM goal g JOIN client c ON c.id = g.client
         WHERE g.removed_at IS NULL AND c.removed_at IS NULL AND {condition}"
    ))?;
    let mut goals = query.query_and_then([id], read)?.collect::<Result<Vec<_>>>()?;
    for goal in &mut goals {
        goal.ratings = ratings(db, goal.id)?;
        goal.homework = served_by(db, goal)?;
    }
    Ok(goals)
}

fn ratings(db: &Connection, goal: GoalId) -> Result<Vec<GoalRating>> {
    let mut query = db.prepare_cached("SELECT id, day, rating FROM goal_rating WHERE goal = ?1 ORDER BY day, id")?;
    let read = |row: &Row| Ok(GoalRating { id: row.get(0)?, day: row.get(1)?, rating: row.get(2)? });
    Ok(query.query_map([goal], read)?.collect::<rusqlite::Result<_>>()?)
}

fn served_by(db: &Connection, goal: &Goal) -> Result<Vec<HomeworkId>> {
    let mut query = db.prepare_cached(
        "SELECT h.id FROM session s JOIN homework h ON h.session = s.id
         WHERE s.client = ?1 AND h.goal = ?2 AND s.removed_at IS NULL AND h.removed_at IS NULL
         ORDER BY h.assigned_on DESC, h.id DESC",
    )?;
    Ok(query.query_map((goal.client, goal.id), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// One goal that is here.
pub(crate) fn one(db: &Connection, id: GoalId) -> Result<Goal> {
    all(db, "g.id = ?1", id.0)?.pop().ok_or(Error::NotFound("goal"))
}

/// The day on which a goal ended, when it is in this state now.
fn ended(change: Change, state: GoalState, before: Option<&Goal>) -> Option<NaiveDate> {
    let same = before.filter(|before| before.state == state);
    match state {
        GoalState::Active => None,
        _ => same.map_or(Some(change.now.date_naive()), |before| before.ended_on),
    }
}

/// Sets a goal with a client who is here.
pub(crate) fn add(change: Change, client: ClientId, draft: &GoalDraft) -> Result<Goal> {
    let GoalDraft { words, factor, state } = draft.tidied()?;
    let today = change.now.date_naive();
    change.db.execute(
        "INSERT INTO goal (client, set_on, state, words, factor, ended_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (client, today, state, words, factor.map(Factor::letter), ended(change, state, None)),
    )?;
    let id = GoalId(change.db.last_insert_rowid());
    change.touch(Verb::Added, Record::Goal(id))?;
    one(change.db, id)
}

/// Notes how near a goal felt on a day.
pub(crate) fn rate(change: Change, id: GoalId, rating: u32, day: NaiveDate) -> Result<Goal> {
    if rating > TOP {
        return Err(Error::invalid(format!("A rating is a number from 0 to {TOP}.")));
    }
    tidy::past(Some(day), "The day of the rating", change.now)?;
    if day < one(change.db, id)?.set_on {
        return Err(Error::invalid("The goal was set later than that: rate it for that day or a later one."));
    }
    let sql = "INSERT INTO goal_rating (goal, day, rating) VALUES (?1, ?2, ?3)";
    change.db.execute(sql, (id, day, rating))?;
    change.touch(Verb::Changed, Record::Goal(id))?;
    one(change.db, id)
}

impl Practice {
    /// A client's goals: the active ones first, then the newest first.
    ///
    /// # Errors
    /// [`Error::Database`]; [`Error::Unreadable`].
    pub fn goals(&self, client: ClientId) -> Result<Vec<Goal>> {
        all(&self.db, "g.client = ?1 ORDER BY g.state <> 'active', g.set_on DESC, g.id DESC", client.0)
    }

    /// One goal.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn goal(&self, id: GoalId) -> Result<Goal> {
        one(&self.db, id)
    }

    /// Sets a goal on the day of `now`.
    ///
    /// # Errors
    /// [`Error::Invalid`] for words that are missing or too long; [`Error::NotFound`] when there is no such client.
    pub fn add_goal(&mut self, client: ClientId, draft: &GoalDraft, now: Now) -> Result<Changed<Goal>> {
        self.client(client)?;
        self.transact(now, |change| add(change, client, draft))
    }

    /// Makes a goal say what the draft says.
    ///
    /// # Errors
    /// Those of setting one; [`Error::NotFound`].
    pub fn change_goal(&mut self, id: GoalId, draft: &GoalDraft, now: Now) -> Result<Changed<Goal>> {
        let GoalDraft { words, factor, state } = draft.tidied()?;
        self.transact(now, |change| {
            let before = one(change.db, id)?;
            change.db.execute(
                "UPDATE goal SET words = ?2, factor = ?3, state = ?4, ended_on = ?5 WHERE id = ?1",
                (id, words, factor.map(Factor::letter), state, ended(change, state, Some(&before))),
            )?;
            change.touch(Verb::Changed, Record::Goal(id))?;
            one(change.db, id)
        })
    }

    /// Notes how near a goal felt on a day, as often as the client wishes.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a rating above 10, a day that lies in the future or one before the goal was set;
    /// [`Error::NotFound`].
    pub fn rate_goal(&mut self, id: GoalId, rating: u32, day: NaiveDate, now: Now) -> Result<Changed<Goal>> {
        self.transact(now, |change| rate(change, id, rating, day))
    }

    /// Takes a rating back; its day and number in the answer of before are enough to note it again.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn take_back_goal_rating(&mut self, id: GoalId, rating: GoalRatingId, now: Now) -> Result<Changed<Goal>> {
        self.transact(now, |change| {
            one(change.db, id)?;
            let sql = "DELETE FROM goal_rating WHERE goal = ?1 AND id = ?2";
            if change.db.execute(sql, (id, rating))? == 0 {
                return Err(Error::NotFound("rating"));
            }
            change.touch(Verb::Changed, Record::Goal(id))?;
            one(change.db, id)
        })
    }
}
