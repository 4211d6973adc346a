//! Homework: what a client takes on between two sessions. It is agreed on, done, looked at, and followed by what comes next.
//!
//! A task is open until a look at it closes it. The last look that counts decides, in the order of the sessions' days and not in
//! that in which looks were written down: to amend what an older session said undoes nothing that a later one decided. Of several
//! looks in one session the newest counts, and so of several marks between the same two sessions; that a task was not discussed in
//! a session changes nothing; and a look in a session that lies in the trash does not count until the session is put back. So a session in the
//! trash takes with it the tasks agreed in it and the looks taken in it; a task that one of these had closed is
//! open again, and waits to be looked at. Deleted for good, the session takes both along for good.

mod board;
mod calendar;
mod course;
mod draft;
mod figures;
mod history;
mod look;
mod review;
mod row;
mod sitting;
mod task;
mod template;
mod template_file;
mod words;

pub use board::{BoardCounts, BoardFilter, BoardLine, BoardPage, BoardPlace, BoardState, STALE_AFTER_DAYS};
pub(crate) use board::{miscounted, number as day_number, stale};
pub use calendar::{Reminder, Repeats};
pub use course::HomeworkCourse;
pub use draft::{HomeworkDraft, TaskPlan};
pub use figures::{FactorShare, HomeworkFigures, LEAST, Measured, ObstacleShare, TemplateShare};
pub use history::{HomeworkHistory, HomeworkSums, Rated, SessionSums};
pub(crate) use history::{agreed, seen};
pub use look::{Quality, Review};
pub(crate) use look::{agreed_for, agreed_in, forget_session, resettle};
pub use review::{ReviewDraft, Reviewed};
pub use row::{Homework, TaskState};
pub use sitting::SessionHomework;
pub(crate) use task::{assign, mark_done};
pub use template::{HomeworkTemplate, HomeworkTemplateDraft};
pub use template_file::ImportedTemplates;
pub use words::{Idea, NextStep, Obstacle, Often, Outcome, Per};
