//! What a session has to look at, so that no task goes unasked about.

use std::collections::HashSet;

use rusqlite::ToSql;
use serde::Serialize;
use specta::Type;

use super::{
    look::{self, Review},
    review::{self, ReviewDraft},
    row::{self, Homework},
    words::Outcome,
};
use crate::{Attendance, Changed, HomeworkId, Now, Practice, Result, Session, SessionId};

/// The homework of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionHomework {
    /// Tasks of earlier sessions that nobody has asked about in this one yet, those that have waited longest first: the open
    /// ones, and those marked done since the session before, of which nobody has said how it went.
    pub open: Vec<Homework>,
    /// Tasks that were looked at in this session, or of which it was said that they were not discussed.
    pub looked_at: Vec<Homework>,
    /// The looks at these, in the same order.
    pub reviews: Vec<Review>,
    /// Tasks agreed in this session.
    pub agreed: Vec<Homework>,
}

impl Practice {
    /// The homework of a session.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`].
    pub fn session_homework(&self, id: SessionId) -> Result<SessionHomework> {
        let session = self.session(id)?;
        let reviews = look::taken_in(&self.db, id)?;
        let (mut looked_at, mut counted) = (Vec::new(), Vec::new());
        for review in reviews {
            // One of a task in the trash is hidden with it.
            if let Some(task) = row::all(&self.db, "h.id = ?1", &[&review.homework])?.pop() {
                looked_at.push(task);
                counted.push(review);
            }
        }
        let open = self.homework_unasked(&session)?;
        Ok(SessionHomework { open, looked_at, reviews: counted, agreed: self.homework_assigned_in(id)? })
    }

    /// Tasks of earlier sessions that are to be asked about in this one, and were not yet; none for a session that did not take place.
    pub(crate) fn homework_unasked(&self, session: &Session) -> Result<Vec<Homework>> {
        if matches!(session.attendance, Some(Attendance::LateCancellation | Attendance::NoShow)) {
            return Ok(Vec::new());
        }
        let asked: HashSet<HomeworkId> =
            look::taken_in(&self.db, session.id)?.into_iter().map(|look| look.homework).collect();
        let mut open = self.homework_marked_before(session)?;
        open.extend(self.homework_open_before(session)?);
        open.sort_by_key(|task| std::cmp::Reverse((task.assigned_on, task.id)));
        open.retain(|task| !asked.contains(&task.id));
        open.reverse();
        Ok(open)
    }

    /// Tasks of earlier sessions that were marked done between the last session that took place and this one.
    fn homework_marked_before(&self, session: &Session) -> Result<Vec<Homework>> {
        let marked = row::all(
            &self.db,
            "s.client = ?1 AND (s.day, s.number) < (?2, ?3) AND h.done_on <= ?2
                 AND h.done_on >= coalesce((SELECT max(n.day) FROM session n
                                            WHERE n.client = ?1 AND n.removed_at IS NULL AND (n.day, n.number) < (?2, ?3)
                                              AND coalesce(n.attendance, 'attended') = 'attended'), '')",
            &[&session.client, &session.day, &session.number],
        )?;
        let mut noted = Vec::new();
        for task in marked {
            let last = look::deciding(&self.db, task.id)?;
            if last.is_none_or(|look| look.session.is_none() && look.outcome == Outcome::Done) {
                noted.push(task);
            }
        }
        Ok(noted)
    }

    /// How many tasks were looked at in a session, also those of which it was said that they were not discussed.
    pub(crate) fn homework_looked_at_in(&self, id: SessionId) -> Result<u32> {
        Ok(look::taken_in(&self.db, id)?.len() as u32)
    }

    /// Says of all tasks that nobody has asked about in a session that they were not discussed; the answer is how many. What is
    /// open stays so and is asked about in the next one, and what was marked done stays done.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`].
    pub fn leave_homework_undiscussed(&mut self, id: SessionId, now: Now) -> Result<Changed<u32>> {
        let session = self.session(id)?;
        let open = self.homework_unasked(&session)?;
        let draft = ReviewDraft::not_discussed(id);
        self.transact(now, |change| {
            open.iter().try_for_each(|task| review::review(change, task.id, &draft, &session))?;
            Ok(open.len() as u32)
        })
    }

    /// Tasks of a client that can be agreed on again: the newest of each wording, at most 50.
    ///
    /// # Errors
    /// [`crate::Error::Database`].
    pub fn past_homework(&self, client: crate::ClientId) -> Result<Vec<Homework>> {
        let values: [&dyn ToSql; 1] = [&client];
        let mut known = HashSet::new();
        let mut tasks = row::all(&self.db, "s.client = ?1 ORDER BY h.assigned_on DESC, h.id DESC", &values)?;
        tasks.retain(|task| known.insert(crate::tidy::folded(&task.task)));
        tasks.truncate(50);
        Ok(tasks)
    }
}
