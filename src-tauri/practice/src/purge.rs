//! Purging: what was removed goes for good, from its tables and from the search index.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::{
    AddendumId, AnnotationId, BackupInfo, Changed, ClientId, Error, GivenHandoutId, GoalId, HomeworkId, MeasureId, Now,
    Practice, Record, Removable, Result, SessionId, UnfinishedKind, Verb, formulation, homework, measure,
    own_handout_state, palette, search,
    transact::Change,
    trash::{last_day, read_what},
    unfinished,
};

/// On so many days the practice must have been used since something was removed, before it is purged by itself. A
/// clock that jumps ahead by years makes everything in the trash look old; but days of use cannot be jumped over, and
/// in a week of work somebody notices that the clock is wrong.
const DAYS_OF_USE: u32 = 5;

/// Everything that carries a mark of removal, each with when.
const MARKED: &str = "
    SELECT 'client', id, removed_at FROM client WHERE removed_at IS NOT NULL
    UNION ALL SELECT 'session', id, removed_at FROM session WHERE removed_at IS NOT NULL
    UNION ALL SELECT 'homework', id, removed_at FROM homework WHERE removed_at IS NOT NULL
    UNION ALL SELECT 'homeworkTemplate', id, removed_at FROM homework_template WHERE removed_at IS NOT NULL
    UNION ALL SELECT 'goal', id, removed_at FROM goal WHERE removed_at IS NOT NULL
    UNION ALL SELECT 'measure', id, removed_at FROM measure WHERE removed_at IS NOT NULL
    UNION ALL SELECT 'handout', id, removed_at FROM given_handout WHERE removed_at IS NOT NULL
    UNION ALL SELECT 'ownHandout', id, removed_at FROM own_handout WHERE removed_at IS NOT NULL
    UNION ALL SELECT 'ownArticle', id, removed_at FROM own_article WHERE removed_at IS NOT NULL";

/// The numbers in the first column.
fn numbers<T: rusqlite::types::FromSql>(change: Change, sql: &'static str, of: i64) -> Result<Vec<T>> {
    let mut query = change.db.prepare_cached(sql)?;
    Ok(query.query_map([of], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Erases each of these that is still there: one may have gone with another.
fn erase(change: Change, all: &[Removable]) -> Result<()> {
    let mut notes = 0;
    for &what in all {
        let (table, id, _) = what.parts();
        if !change.db.prepare_cached(&format!("SELECT 1 FROM {table} WHERE id = ?1"))?.exists([id])? {
            continue;
        }
        notes += match what {
            Removable::Client(id) => erase_client(change, id)?,
            Removable::Session(id) => erase_session(change, id)?,
            _ => erase_row(change, what)?,
        };
    }
    if notes == 0 { Ok(()) } else { search::rewrite(change.db) }
}

/// Every record that goes is told to the log, or its absence would be an alarm. All these answer how many notes went.
fn erase_row(change: Change, what: Removable) -> Result<usize> {
    let (table, id, _) = what.parts();
    match what {
        Removable::Homework(id) => _ = change.db.execute("DELETE FROM homework_review WHERE homework = ?1", [id])?,
        Removable::Goal(id) => _ = change.db.execute("DELETE FROM goal_rating WHERE goal = ?1", [id])?,
        Removable::Measure(id) => _ = change.db.execute("DELETE FROM measure_earlier WHERE measure = ?1", [id])?,
        Removable::Handout(id) => _ = change.db.execute("DELETE FROM given_file WHERE given = ?1", [id])?,
        Removable::OwnArticle(id) => {
            change.db.execute("DELETE FROM own_material WHERE article = ?1", [id])?;
            unfinished::forget(change, UnfinishedKind::Article, id.0)?;
        }
        Removable::OwnHandout(id) => {
            own_handout_state::forget(change, id)?;
            unfinished::forget(change, UnfinishedKind::Handout, id.0)?;
        }
        _ => {}
    }
    change.db.prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1"))?.execute([id])?;
    palette::forget(change, what)?;
    change.touch(Verb::Purged, what.into())?;
    // A note was found by the words of a task, which must be forgotten as its own are.
    Ok(usize::from(matches!(what, Removable::Homework(_))))
}

fn erase_session(change: Change, id: SessionId) -> Result<usize> {
    // First, because the index must be told the very text that it was given, addenda and all.
    search::forget(change, id)?;
    for task in numbers::<HomeworkId>(change, "SELECT id FROM homework WHERE session = ?1", id.0)? {
        erase_row(change, Removable::Homework(task))?;
    }
    homework::forget_session(change, id)?;
    measure::forget_session(change, id)?;
    for given in numbers::<GivenHandoutId>(change, "SELECT id FROM given_handout WHERE session = ?1", id.0)? {
        erase_row(change, Removable::Handout(given))?;
    }
    for addendum in numbers::<AddendumId>(change, "SELECT id FROM addendum WHERE session = ?1", id.0)? {
        crate::addendum::erase(change, addendum)?;
    }
    for annotation in numbers::<AnnotationId>(change, "SELECT id FROM annotation WHERE session = ?1", id.0)? {
        crate::annotation::erase(change, annotation)?;
    }
    if change.db.execute("DELETE FROM process_note WHERE session = ?1", [id])? > 0 {
        change.touch(Verb::Purged, Record::ProcessNote(id))?;
    }
    crate::draft::forget(change, id)?;
    change.db.execute("DELETE FROM passage WHERE session = ?1", [id])?;
    change.db.execute("DELETE FROM emphasis WHERE session = ?1", [id])?;
    change.db.execute("DELETE FROM note WHERE session = ?1", [id])?;
    change.touch(Verb::Purged, Record::Note(id))?;
    erase_row(change, Removable::Session(id))?;
    Ok(1)
}

fn erase_client(change: Change, id: ClientId) -> Result<usize> {
    let mut notes = 0;
    for session in numbers::<SessionId>(change, "SELECT id FROM session WHERE client = ?1", id.0)? {
        notes += erase_session(change, session)?;
    }
    for given in numbers::<GivenHandoutId>(change, "SELECT id FROM given_handout WHERE client = ?1", id.0)? {
        erase_row(change, Removable::Handout(given))?;
    }
    for goal in numbers::<GoalId>(change, "SELECT id FROM goal WHERE client = ?1", id.0)? {
        erase_row(change, Removable::Goal(goal))?;
    }
    formulation::forget_client(change, id)?;
    for one in numbers::<MeasureId>(change, "SELECT id FROM measure WHERE client = ?1", id.0)? {
        erase_row(change, Removable::Measure(one))?;
    }
    for part in ["person", "agreement", "client_label"] {
        change.db.prepare_cached(&format!("DELETE FROM {part} WHERE client = ?1"))?.execute([id])?;
    }
    unfinished::forget_client(change, id)?;
    erase_row(change, Removable::Client(id))?;
    Ok(notes)
}

impl Practice {
    /// Deletes something in the trash for good, with all that hangs on it. No page of a database holds it then.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is not in the trash; [`Error::ProcessNotesClosed`] when process notes go with it, whose
    /// words nobody can delete while they are closed.
    pub fn purge(&mut self, what: Removable, now: Now) -> Result<Changed<()>> {
        let (table, id, noun) = what.parts();
        let asked = format!("SELECT 1 FROM {table} WHERE id = ?1 AND removed_at IS NOT NULL");
        if !self.db.prepare(&asked)?.exists([id])? {
            return Err(Error::NotFound(noun));
        }
        if self.waits_for_process_notes(what)? {
            return Err(Error::ProcessNotesClosed);
        }
        let purged = self.transact(now, |change| erase(change, &[what]))?;
        self.forget_process_leftovers()?;
        Ok(purged)
    }

    /// Whether process notes go with it, and are closed.
    fn waits_for_process_notes(&self, what: Removable) -> Result<bool> {
        if self.process.is_some() {
            return Ok(false);
        }
        match what {
            Removable::Client(id) => self.has_process_notes("s.client = ?1", id.0),
            Removable::Session(id) => self.has_process_notes("s.id = ?1", id.0),
            _ => Ok(false),
        }
    }

    /// Deletes for good what has waited in the trash for 30 of the clinician's days, and through five days of use. What
    /// process notes go with waits on until they are open.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn purge_expired(&mut self, now: Now) -> Result<Changed<()>> {
        let mut expired = Vec::new();
        // What went together has been in the trash as long: a whole list of clients is asked about once.
        let mut used: HashMap<i64, u32> = HashMap::new();
        for (what, removed_at) in self.marked()? {
            if last_day(removed_at, now) > now.date_naive() {
                continue;
            }
            let (save, sequence) = self.removed_in(what)?;
            let days = match used.get(&save) {
                Some(days) => *days,
                None => *used.entry(save).or_insert(self.days_used_since(save, sequence)?),
            };
            if days >= DAYS_OF_USE && !self.waits_for_process_notes(what)? {
                expired.push(what);
            }
        }
        let purged = self.transact(now, |change| {
            crate::draft::prune(change)?;
            erase(change, &expired)
        })?;
        self.forget_process_leftovers()?;
        Ok(purged)
    }

    fn marked(&self) -> Result<Vec<(Removable, DateTime<Utc>)>> {
        let mut query = self.db.prepare(MARKED)?;
        let rows = query.query_map([], |row| Ok((read_what(row)?, row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The save in which something was put into the trash, and its entry in the log; 0 where the log does not say.
    fn removed_in(&self, what: Removable) -> Result<(i64, i64)> {
        let (noun, number) = Record::from(what).parts();
        let mut query = self.db.prepare_cached(
            "SELECT coalesce(max(save), 0), coalesce(max(sequence), 0) FROM audit
             WHERE noun = ?1 AND record = ?2 AND verb = 'removed'",
        )?;
        Ok(query.query_row((noun, number), |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// On how many different days the log has entries of later saves, in the order of the log.
    fn days_used_since(&self, save: i64, sequence: i64) -> Result<u32> {
        let sql = "SELECT count(DISTINCT substr(at, 1, 10)) FROM audit WHERE sequence > ?2 AND save > ?1";
        Ok(self.db.query_row(sql, (save, sequence), |row| row.get(0))?)
    }

    /// The backups that were made while a record was in the practice, wherever it is now: purging does not reach
    /// into them.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there never was such a record.
    pub fn backups_holding(&self, what: Removable) -> Result<Vec<BackupInfo>> {
        let (noun, number) = Record::from(what).parts();
        let (first, last): (Option<i64>, Option<i64>) = self.db.query_row(
            "SELECT min(save), max(save) FILTER (WHERE verb = 'purged') FROM audit WHERE noun = ?1 AND record = ?2",
            (noun, number),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let first = first.ok_or(Error::NotFound(what.parts().2))?;
        let state = self.backup_state()?;
        let second = state.second.map(|place| place.backups).unwrap_or_default();
        let holds = |backup: &BackupInfo| backup.save >= first && last.is_none_or(|last| backup.save < last);
        Ok(state.first.backups.into_iter().chain(second).filter(holds).collect())
    }
}
