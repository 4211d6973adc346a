//! A practice of any size, drawn from the sample's paragraphs with a seed: for measuring and for trying out.

use std::path::Path;

use chrono::{Days, TimeDelta};
use rand::{Rng, RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use secure_base_model::Factor;

use crate::{
    ClientDraft, ClientId, ClientKind, Document, Error, HomeworkDraft, Now, Practice, Result, SampleClient, SessionId,
    TaskPlan, client,
    document::{Block, Inline, Mark},
    homework, markup,
    practice::Plan,
    search, session,
    transact::Change,
    vault::{KdfCost, RecoveryCode},
};

/// About how many paragraphs make a note of 250 words.
const PARAGRAPHS: usize = 5;
/// More than any practice will ever hold, and some gigabytes.
const MOST_CLIENTS: u32 = 100_000;
const MOST_SESSIONS: u32 = 2_000_000;
/// How many clients go into one transaction, so that none grows with the practice.
const BATCH: u32 = 50;
/// How many tasks go into one transaction.
const TASK_BATCH: u32 = 5_000;

const GIVEN: [&str; 24] = [
    "Ada", "Bela", "Cleo", "Dara", "Edwin", "Farah", "Goran", "Hana", "Imre", "Juno", "Kofi", "Lena", "Milo", "Nadia",
    "Oskar", "Priya", "Quinn", "Rosa", "Sunil", "Tove", "Uma", "Vito", "Wanda", "Yusuf",
];
const FAMILY: [&str; 20] = [
    "Ashgrove",
    "Birkdale",
    "Copperfold",
    "Dunmarrow",
    "Elderwick",
    "Fennimore",
    "Greyholt",
    "Hartsong",
    "Inglemoor",
    "Juniper",
    "Kestleton",
    "Larkmead",
    "Mossbury",
    "Northcote-Wren",
    "Oakhanger",
    "Pennyfeather",
    "Quillon",
    "Rookhope",
    "Saltmarsh",
    "Thistlewood",
];

/// How large a seeded practice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeedSize {
    /// How many clients.
    pub clients: u32,
    /// How many sessions over all of them, each with a note of about 250 words.
    pub sessions: u32,
    /// The same seed and size give the same practice.
    pub seed: u64,
}

impl Practice {
    /// Makes a seeded sample practice.
    ///
    /// # Errors
    /// Those of [`Practice::create`]; [`Error::Invalid`] for sessions without a client.
    pub fn create_seeded(
        place: &Path,
        passphrase: &str,
        code: &RecoveryCode,
        size: SeedSize,
        now: Now,
    ) -> Result<Practice> {
        if size.clients == 0 && size.sessions > 0 {
            return Err(Error::invalid("Sessions need at least one client."));
        }
        if size.clients > MOST_CLIENTS || size.sessions > MOST_SESSIONS {
            return Err(Error::invalid(format!(
                "At most {MOST_CLIENTS} clients and {MOST_SESSIONS} sessions are made."
            )));
        }
        let paragraphs = paragraphs()?;
        let plan = Plan { name: "Seeded practice", sample: true, passphrase, code, cost: KdfCost::FLOOR };
        let mut random = ChaCha8Rng::seed_from_u64(size.seed);
        Self::create_filled(place, plan, now, |practice, _| {
            for first in (0..size.clients).step_by(BATCH as usize) {
                let last = size.clients.min(first + BATCH);
                practice.transact(now, |change| {
                    (first..last).try_for_each(|n| course(change.found_later(), n, size, &paragraphs, &mut random))
                })?;
            }
            practice.build_search(now)
        })
    }
}

impl Practice {
    /// Adds tasks to a seeded practice until there are so many, spread over its sessions; four in five are marked done.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a practice that is not a sample, or has no session.
    pub fn seed_tasks(&mut self, tasks: u32, seed: u64, now: Now) -> Result<()> {
        let days = self.sessions_for_seeding()?;
        if !self.is_sample() || days.is_empty() {
            return Err(Error::invalid("Tasks are seeded into a sample practice with sessions."));
        }
        let there: u32 = self.db.query_row("SELECT count(*) FROM homework", [], |row| row.get(0))?;
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        for first in (there..tasks).step_by(TASK_BATCH as usize) {
            let last = tasks.min(first + TASK_BATCH);
            self.transact(now, |change| {
                (first..last).try_for_each(|n| match days.get(n as usize % days.len()) {
                    Some((session, moment)) => seed_task(change.at(*moment).found_later(), *session, &mut random),
                    None => Ok(()),
                })
            })?;
        }
        self.build_search(now)
    }

    /// Word by word as it is filled, the index would take each note out and put it in again for every task.
    fn build_search(&mut self, now: Now) -> Result<()> {
        self.transact(now, |change| search::build(change.db)).map(drop)
    }

    fn sessions_for_seeding(&self) -> Result<Vec<(SessionId, Now)>> {
        let mut query = self.db.prepare("SELECT id, started_at FROM session ORDER BY id")?;
        let read =
            |row: &rusqlite::Row| Ok((row.get(0)?, row.get::<_, chrono::DateTime<chrono::Utc>>(1)?.fixed_offset()));
        Ok(query.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
    }
}

/// A task of a session at the moment of the change.
fn seed_task(change: Change, session: SessionId, random: &mut ChaCha8Rng) -> Result<()> {
    let day = change.now.date_naive();
    let factor = Factor::ALL.choose(random).copied();
    let task = format!("Take ten quiet minutes on {} evenings this week", 2 + random.next_u32() % 4);
    let due = day.checked_add_days(Days::new(7));
    let draft = HomeworkDraft { session, task, factor, due, handout: None, plan: TaskPlan::default() };
    let id = homework::assign(change, &draft, day)?;
    if random.random_ratio(4, 5) {
        homework::mark_done(change.at(change.now + TimeDelta::days(5)), id)?;
    }
    Ok(())
}

/// Every paragraph of the sample's notes, tags and all.
fn paragraphs() -> Result<Vec<Vec<Inline>>> {
    let mut found = Vec::new();
    for session in SampleClient::shipped()?.iter().flat_map(|client| &client.sessions) {
        let blocks = markup::read(&session.note)?.content;
        found.extend(blocks.into_iter().filter_map(|block| match block {
            Block::Paragraph { content } => Some(content),
            _ => None,
        }));
    }
    if found.is_empty() { Err(Error::invalid("The sample holds no paragraphs.")) } else { Ok(found) }
}

fn course(
    change: Change,
    index: u32,
    size: SeedSize,
    paragraphs: &[Vec<Inline>],
    random: &mut ChaCha8Rng,
) -> Result<()> {
    let share = size.sessions / size.clients + u32::from(index < size.sessions % size.clients);
    let start = weeks_ago(change.now, share)?;
    let client = client::add(change.at(start), &draft(index, random))?;
    (0..share).rev().try_for_each(|weeks| visit(change.at(weeks_ago(change.now, weeks)?), client, paragraphs, random))
}

fn draft(index: u32, random: &mut ChaCha8Rng) -> ClientDraft {
    let pick = |names: &[&'static str], random: &mut ChaCha8Rng| *names.choose(random).unwrap_or(&"Ada");
    let name = format!("{} {} {}", pick(&GIVEN, random), pick(&FAMILY, random), index + 1);
    let kind = if random.random_ratio(1, 8) { ClientKind::Couple } else { ClientKind::Individual };
    ClientDraft { name, kind, ..ClientDraft::default() }
}

fn visit(change: Change, client: ClientId, paragraphs: &[Vec<Inline>], random: &mut ChaCha8Rng) -> Result<()> {
    let content =
        (0..PARAGRAPHS).filter_map(|_| paragraphs.choose(random).cloned()).enumerate().map(numbered).collect();
    let session = session::insert_written(change, client, &Document::of(content))?;
    if random.random_ratio(1, 2) {
        seed_task(change, session, random)?;
    }
    Ok(())
}

/// Marks of two paragraphs may share an id, and a note's may not.
fn numbered((place, mut content): (usize, Vec<Inline>)) -> Block {
    for inline in &mut content {
        if let Inline::Text { marks, .. } = inline {
            for mark in marks {
                if let Mark::Tag { attrs } = mark {
                    attrs.passage = format!("{place}-{}", attrs.passage);
                }
            }
        }
    }
    Block::Paragraph { content }
}

fn weeks_ago(now: Now, weeks: u32) -> Result<Now> {
    now.checked_sub_days(Days::new(7 * u64::from(weeks) + 7))
        .ok_or_else(|| Error::invalid("That many weeks lie too far back."))
}
