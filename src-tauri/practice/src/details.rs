//! What a session's record says besides its note: when it was and how long, how it was held, whether it took place, and
//! who was there. All but the day may be left unsaid.

use std::str::FromStr;

use chrono::{Months, NaiveDate};
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    Changed, ClientId, Error, HomeworkId, Now, Practice, Record, Result, Session, SessionId, TimeOfDay, Verb,
    id::word_column, search, tidy::tidy_line, transact::Change,
};

/// No session is older: an earlier year is a slip of the fingers.
const EARLIEST: NaiveDate = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day of the calendar");
/// Nor further ahead: a session can be written down before it takes place, within reason.
const FURTHEST: Months = Months::new(12);
/// The longest session, in minutes: a day.
const LONGEST: u32 = 24 * 60;
/// The longest line of who was there, in characters.
const LONGEST_PRESENT: usize = 300;

/// A set of states, each with its word in the records.
macro_rules! states {
    ($(#[$about:meta])* $name:ident, $wrong:literal, $($(#[$of:meta])* $state:ident = $word:literal),+) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
        #[serde(rename_all = "camelCase")]
        pub enum $name { $($(#[$of])* $state),+ }

        impl $name {
            const fn word(self) -> &'static str {
                match self { $($name::$state => $word),+ }
            }
        }

        impl FromStr for $name {
            type Err = Error;
            fn from_str(word: &str) -> Result<Self> {
                match word { $($word => Ok($name::$state),)+ _ => Err(Error::invalid($wrong)) }
            }
        }
        word_column!($name);
    };
}

states!(
    /// How a session was held.
    Mode,
    "A session is held in person, by phone or by video.",
    /// In one room.
    InPerson = "inPerson",
    /// By telephone.
    Phone = "phone",
    /// By video.
    Video = "video"
);

states!(
    /// Whether a session took place.
    Attendance,
    "A session was attended, cancelled late, or missed.",
    /// It took place.
    Attended = "attended",
    /// It was called off too late to be given to somebody else.
    LateCancellation = "lateCancellation",
    /// Nobody came.
    NoShow = "noShow"
);

/// What the clinician fills in, as typed; what is left empty is not said.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionDraft {
    /// The day in the clinician's own time, from 1900 to a year ahead.
    pub day: NaiveDate,
    /// When it started on that day: `14:30`, `1430`, `2:30 pm`.
    pub starts_at: String,
    /// How long it took, 1 to 1,440 minutes.
    pub minutes: String,
    /// How it was held.
    pub mode: Option<Mode>,
    /// Whether it took place.
    pub attendance: Option<Attendance>,
    /// Who was there, one line of up to 300 characters.
    pub present: String,
}

/// The same after it was looked through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Details {
    pub(crate) day: NaiveDate,
    pub(crate) starts_at: Option<TimeOfDay>,
    pub(crate) minutes: Option<u32>,
    pub(crate) mode: Option<Mode>,
    pub(crate) attendance: Option<Attendance>,
    pub(crate) present: Option<String>,
}

impl From<&Session> for Details {
    fn from(session: &Session) -> Details {
        let Session { day, starts_at, minutes, mode, attendance, present, .. } = session.clone();
        Details { day, starts_at, minutes, mode, attendance, present }
    }
}

impl Details {
    /// What can be said of a session that starts now: the quarter of an hour next to it, and length and way of the
    /// client's last session. Whether it takes place nobody knows yet.
    pub(crate) fn beginning(change: Change, client: ClientId) -> Result<Details> {
        let mut last = change.db.prepare_cached(
            "SELECT minutes, mode FROM session WHERE client = ?1 AND removed_at IS NULL
             ORDER BY day DESC, number DESC LIMIT 1",
        )?;
        let found = last.query_row([client], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let (minutes, mode) = found.unwrap_or_default();
        let starts_at = Some(TimeOfDay::nearest_quarter(change.now.time()));
        Ok(Details { day: change.now.date_naive(), starts_at, minutes, mode, attendance: None, present: None })
    }

    /// Whether everything that `before` said is said the same.
    fn keeps(&self, before: &Details) -> bool {
        fn same<T: PartialEq>(before: &Option<T>, now: &Option<T>) -> bool {
            before.is_none() || before == now
        }
        self.day == before.day
            && same(&before.starts_at, &self.starts_at)
            && same(&before.minutes, &self.minutes)
            && same(&before.mode, &self.mode)
            && same(&before.attendance, &self.attendance)
            && same(&before.present, &self.present)
    }
}

impl SessionDraft {
    pub(crate) fn tidy(&self, now: Now) -> Result<Details> {
        let said = |typed: &str| Some(tidy_line(typed)).filter(|line| !line.is_empty());
        let present = said(&self.present);
        if present.as_ref().is_some_and(|line| line.chars().count() > LONGEST_PRESENT) {
            return Err(Error::invalid(format!("Who was there is kept up to {LONGEST_PRESENT} characters.")));
        }
        Ok(Details {
            day: possible(self.day, now)?,
            starts_at: said(&self.starts_at).map(|typed| typed.parse()).transpose()?,
            minutes: said(&self.minutes).map(|typed| minutes(&typed)).transpose()?,
            mode: self.mode,
            attendance: self.attendance,
            present,
        })
    }
}

fn possible(day: NaiveDate, now: Now) -> Result<NaiveDate> {
    let furthest = now.date_naive().checked_add_months(FURTHEST).unwrap_or(NaiveDate::MAX);
    if day < EARLIEST {
        return Err(Error::invalid("That day lies before 1900: check the year."));
    }
    if day > furthest {
        return Err(Error::invalid("That day lies more than a year ahead: check the year."));
    }
    Ok(day)
}

fn minutes(typed: &str) -> Result<u32> {
    let number = typed.trim_end_matches(|c: char| c.is_alphabetic() || c == '.').trim();
    let found = number.parse().ok().filter(|minutes| (1..=LONGEST).contains(minutes));
    found.ok_or_else(|| Error::invalid("The length is a number of minutes, such as 50."))
}

/// Writes the details over those of a session.
fn write(change: Change, id: SessionId, details: &Details) -> Result<()> {
    let Details { day, starts_at, minutes, mode, attendance, present } = details;
    search::follow(change, id, || {
        let sql = "UPDATE session SET day = ?2, starts_at = ?3, minutes = ?4, mode = ?5, attendance = ?6, present = ?7
                   WHERE id = ?1";
        Ok(change.db.execute(sql, (id, day, starts_at, minutes, mode, attendance, present))?)
    })?;
    change.touch(Verb::Changed, Record::Session(id))
}

/// Tasks were agreed on the day of their session, so they move with it, but for those that would then be due or done
/// before they were agreed.
fn move_homework(change: Change, id: SessionId, from: NaiveDate, to: NaiveDate) -> Result<()> {
    let mut moved = change.db.prepare_cached(
        "UPDATE homework SET assigned_on = ?3 WHERE session = ?1 AND assigned_on = ?2
             AND coalesce(due, ?3) >= ?3 AND coalesce(done_on, ?3) >= ?3
         RETURNING id",
    )?;
    let moved = moved.query_map((id, from, to), |row| row.get(0))?.collect::<rusqlite::Result<Vec<HomeworkId>>>()?;
    moved.into_iter().try_for_each(|task| change.touch(Verb::Changed, Record::Homework(task)))
}

impl Practice {
    /// Changes what a session's record says besides its note. Once the note is signed, what was said stays, and only what
    /// was left open can still be filled in.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a day, time or length that cannot be, or when something signed would change;
    /// [`Error::NotFound`].
    pub fn change_session(&mut self, id: SessionId, draft: &SessionDraft, now: Now) -> Result<Changed<Session>> {
        let (after, session) = (draft.tidy(now)?, self.session(id)?);
        let before = Details::from(&session);
        if after == before {
            return Ok(Changed { value: session, touched: Vec::new() });
        }
        if self.note_is_signed(id)? && !after.keeps(&before) {
            return Err(Error::invalid(
                "The note of this session is signed, so what was said of the session stays. \
                 What is still open can be filled in; anything else goes into an addendum.",
            ));
        }
        let changed = self.transact(now, |change| {
            write(change, id, &after)?;
            move_homework(change, id, before.day, after.day)?;
            // A task that was closed in it was closed on its day.
            crate::homework::resettle(change, id)
        })?;
        Ok(Changed { value: self.session(id)?, touched: changed.touched })
    }
}
