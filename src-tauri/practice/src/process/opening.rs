//! Opening the process notes with the passphrase, holding them against what `practice.db` knows of them, and closing them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rusqlite::Connection;
use serde::Serialize;
use specta::Type;

use super::{
    note::{close_gap, known},
    store::{PROCESS_FILE, Row, Store},
};
use crate::{
    Error, Finding, Now, Practice, Record, Result, SessionId, Trust, Verb, disk, transact::Change, vault::DataKey,
};

/// Where the process notes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ProcessState {
    /// The practice is from before there were any, and has no key for them yet.
    NoPlace,
    /// They are there, and want the passphrase.
    Closed,
    /// They can be read and written.
    Open,
}

/// How a process note is not what was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Strangeness {
    /// It was saved, and is not there.
    Missing,
    /// It is there, and is another one than was saved last: an older file was put back, or it was altered.
    Other,
}

/// A process note that no crash leaves so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StrangeProcessNote {
    /// The session's number in the practice.
    pub session: SessionId,
    /// Whose session.
    pub client_name: String,
    /// Which of the client's sessions.
    pub number: u32,
    /// Its day.
    pub day: NaiveDate,
    /// What is wrong.
    pub what: Strangeness,
}

/// What the two databases say of each other.
#[derive(Default)]
struct Compared {
    /// Saved, and then came a crash before the log heard of it.
    gaps: Vec<Row>,
    /// Neither a crash nor anything this program does leaves notes so.
    strange: BTreeMap<SessionId, Strangeness>,
    /// Of sessions that were deleted for good, when a crash came before the words went too.
    leftover: Vec<SessionId>,
}

fn all<T: rusqlite::types::FromSql + Ord>(db: &Connection, sql: &str) -> Result<BTreeSet<T>> {
    Ok(db.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

fn compare(db: &Connection, store: Option<&Store>) -> Result<Compared> {
    let sessions: BTreeSet<SessionId> = all(db, "SELECT id FROM session")?;
    let mut unmet: BTreeSet<SessionId> = all(db, "SELECT session FROM process_note")?;
    let mut compared = Compared::default();
    let Some(store) = store else {
        compared.strange = unmet.into_iter().map(|session| (session, Strangeness::Missing)).collect();
        return Ok(compared);
    };
    for row in store.rows()? {
        let session = row.session;
        unmet.remove(&session);
        let known = known(db, session)?;
        match known {
            _ if !sessions.contains(&session) => compared.leftover.push(session),
            known if known == Some(store.content(&row)) => {}
            known if known == row.content_before => compared.gaps.push(row),
            _ => _ = compared.strange.insert(session, Strangeness::Other),
        }
    }
    compared.strange.extend(unmet.into_iter().map(|session| (session, Strangeness::Missing)));
    Ok(compared)
}

/// Takes a note as it is found: what `practice.db` knows of it becomes what `process.db` holds.
fn take_as_found(change: Change, store: &Store, session: SessionId) -> Result<()> {
    change.db.execute("DELETE FROM process_note WHERE session = ?1", [session])?;
    if let Some(row) = store.row(session)? {
        change.db.execute(
            "INSERT INTO process_note (session, revision, content) VALUES (?1, ?2, ?3)",
            (session, row.revision, store.content(&row)),
        )?;
    }
    change.touch(Verb::Overruled, Record::ProcessNote(session))
}

/// What the check of a whole practice finds of its process notes; with no key there are none.
pub(crate) fn inspect(folder: &std::path::Path, key: Option<&DataKey>, db: &Connection) -> Finding {
    let problems = key.map_or(Ok(Vec::new()), |key| {
        let there = folder.join(PROCESS_FILE).exists();
        let store = there.then(|| Store::open(folder, key)).transpose()?;
        problems(db, store.as_ref())
    });
    finding(problems)
}

fn finding(problems: Result<Vec<String>>) -> Finding {
    let problems = problems.unwrap_or_else(|why| vec![why.to_string()]);
    Finding { what: "the process notes are what was saved last", problems }
}

fn problems(db: &Connection, store: Option<&Store>) -> Result<Vec<String>> {
    let strange = compare(db, store)?.strange;
    let told = |(session, what): (SessionId, Strangeness)| match what {
        Strangeness::Missing => format!("the process note of session {} is missing", session.number()),
        Strangeness::Other => format!("the process note of session {} is not what was saved last", session.number()),
    };
    Ok(strange.into_iter().map(told).collect())
}

impl Practice {
    /// Where the process notes stand.
    pub fn process_state(&self) -> ProcessState {
        match &self.process {
            Some(_) => ProcessState::Open,
            None if self.vault.has_process_key() => ProcessState::Closed,
            None => ProcessState::NoPlace,
        }
    }

    pub(crate) fn process_store(&self) -> Result<&Store> {
        match (&self.process, self.process_state()) {
            (Some(store), _) => Ok(store),
            (None, ProcessState::NoPlace) => Err(Error::NoPlaceForProcessNotes),
            (None, _) => Err(Error::ProcessNotesClosed),
        }
    }

    /// Opens the process notes. The answer names those that are not what was saved last; if there are any, they stay
    /// closed unless they are trusted as found, which the log keeps.
    ///
    /// # Errors
    /// [`Error::WrongSecret`], [`Error::TooManyTries`]; [`Error::NoPlaceForProcessNotes`] in a practice from before there were
    /// any; [`Error::Damaged`] when a page is not what was written.
    pub fn open_process_notes(&mut self, passphrase: &str, trust: Trust, now: Now) -> Result<Vec<StrangeProcessNote>> {
        self.process = None;
        let key = self.keys_of(passphrase, now)?.process.ok_or(Error::NoPlaceForProcessNotes)?;
        self.log_tries();
        let mut store = self.store_there(&key)?;
        let mut compared = compare(&self.db, store.as_ref())?;
        let strange = self.named(&compared.strange)?;
        if !strange.is_empty() && trust == Trust::AsLeft {
            return Ok(strange);
        }
        let mut store = match store.take() {
            Some(store) => store,
            None => {
                Store::create(self.place(), &key)?;
                Store::open(self.place(), &key)?
            }
        };
        let gaps = std::mem::take(&mut compared.gaps);
        self.transact(now, |change| {
            compared.strange.keys().try_for_each(|session| take_as_found(change, &store, *session))?;
            for row in gaps {
                close_gap(change, row.session, row.revision, store.content(&row), row.content_before)?;
            }
            change.touch(Verb::Unlocked, Record::ProcessNotes)
        })?;
        store.erase(&compared.leftover)?;
        self.process = Some(store);
        Ok(strange)
    }

    /// The store, if its file is there. One that never held a note may be made anew.
    fn store_there(&self, key: &DataKey) -> Result<Option<Store>> {
        let there = self.place().join(PROCESS_FILE).exists();
        there.then(|| Store::open(self.place(), key)).transpose()
    }

    /// Closes the process notes and wipes their key.
    pub fn close_process_notes(&mut self) {
        self.process = None;
    }

    /// A new key, and an empty database under it; the key is good once the slots hold it. What lies in the place, without
    /// a key that opens it, is put aside.
    pub(crate) fn make_place_for_process_notes(&self) -> Result<DataKey> {
        let (place, key) = (self.place(), DataKey::random()?);
        let path = place.join(PROCESS_FILE);
        if path.exists() {
            let aside = disk::free_name(place, "process (set aside)", "db");
            std::fs::rename(&path, aside).map_err(Error::file(format!("Putting {} aside", path.display())))?;
        }
        Store::create(place, &key)?;
        Ok(key)
    }

    fn named(&self, strange: &BTreeMap<SessionId, Strangeness>) -> Result<Vec<StrangeProcessNote>> {
        let mut query = self.db.prepare_cached(
            "SELECT coalesce(c.preferred_name, c.name), s.number, s.day
             FROM session s JOIN client c ON c.id = s.client WHERE s.id = ?1",
        )?;
        let mut one = |(&session, &what): (&SessionId, &Strangeness)| {
            Ok(query.query_row([session], |row| {
                let (client_name, number, day) = (row.get(0)?, row.get(1)?, row.get(2)?);
                Ok(StrangeProcessNote { session, client_name, number, day, what })
            })?)
        };
        strange.iter().map(&mut one).collect()
    }

    /// What the check says of the process notes: while they are closed, what the log says of their fingerprints must do.
    pub(crate) fn process_finding(&self) -> Option<Finding> {
        let store = self.process.as_ref()?;
        let whole = crate::database::expect_whole(&store.db, std::path::Path::new(PROCESS_FILE));
        Some(finding(whole.and_then(|()| problems(&self.db, Some(store)))))
    }

    /// Whether process notes belong to these sessions, given as a condition on `s`.
    pub(crate) fn has_process_notes(&self, condition: &str, id: i64) -> Result<bool> {
        let sql = format!("SELECT 1 FROM process_note p JOIN session s ON s.id = p.session WHERE {condition}");
        Ok(self.db.prepare_cached(&sql)?.exists([id])?)
    }

    /// Lets the words of sessions go that were deleted for good.
    pub(crate) fn forget_process_leftovers(&mut self) -> Result<()> {
        let Some(store) = &mut self.process else { return Ok(()) };
        let leftover = compare(&self.db, Some(store))?.leftover;
        store.erase(&leftover)
    }
}
