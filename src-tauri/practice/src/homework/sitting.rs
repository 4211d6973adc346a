//! What a session has to look at, so that no task goes unasked about.

use std::collections::HashSet;

use rusqlite::ToSql;
use serde::Serialize;
use specta::Type;

use super::{
    look::{self, Review},
    review::{self, ReviewDraft},
    row,
    task::Homework,
};
use crate::{Attendance, Changed, HomeworkId, Now, Practice, Result, Session, SessionId};

/// The homework of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionHomework {
    /// Open tasks of earlier sessions that nobody has asked about in this one yet, those that have waited longest first.
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

    /// Open tasks of earlier sessions that nobody has asked about in this one; none for a session that did not take place.
    pub(crate) fn homework_unasked(&self, session: &Session) -> Result<Vec<Homework>> {
        if matches!(session.attendance, Some(Attendance::LateCancellation | Attendance::NoShow)) {
            return Ok(Vec::new());
        }
        let asked: HashSet<HomeworkId> =
            look::taken_in(&self.db, session.id)?.into_iter().map(|look| look.homework).collect();
        let mut open = self.homework_open_before(session)?;
        open.retain(|task| !asked.contains(&task.id));
        open.reverse();
        Ok(open)
    }

    /// Says of all tasks that nobody has asked about in a session that they were not discussed; the answer is how many. They
    /// stay open and are asked about in the next one.
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
