//! A calendar file for the client's own calendar (RFC 5545): one entry, whose words the clinician chooses, with nothing of the
//! record in it.
//!
//! Times are those on the wall, without a zone, so that no day of daylight saving moves them.

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{draft, row::Homework, words::Per};
use crate::{Error, HomeworkId, Now, Practice, Result, TimeOfDay, tidy};

/// What stands in the calendar where nothing else is chosen.
const USUAL_TITLE: &str = "Reminder";
/// The longest title, in characters.
const LONGEST_TITLE: usize = 120;
/// The longest line of such a file, in bytes.
const LONGEST_LINE: usize = 75;
/// Longer than any task runs, in days.
const FURTHEST: i64 = 366;
/// A task that is due with the next session is called to mind for so many days.
const USUAL_DAYS: u64 = 7;
/// How long an entry with a time takes, where nothing is said, in minutes.
const USUAL_MINUTES: u32 = 15;
/// When an entry of a whole day is called to mind: so long after its day has begun.
const MORNING: &str = "PT9H";

/// How often an entry comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Repeats {
    /// Once.
    Never,
    /// Every day.
    Daily,
    /// Every week on the same day.
    Weekly,
}

/// An entry in a calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Reminder {
    /// What stands there, 1 to 120 characters. The client's phone shows it to whoever looks.
    pub title: String,
    /// The first day.
    pub first: NaiveDate,
    /// The last day, for one that repeats.
    pub last: Option<NaiveDate>,
    /// When on its day; all day where nothing is said.
    pub at: Option<TimeOfDay>,
    /// How many minutes it takes, 1 to 600, for one that has a time.
    pub minutes: Option<u32>,
    /// How often it comes.
    pub repeats: Repeats,
}

impl Reminder {
    /// What would fit a task: nothing clinical in it.
    fn of(task: &Homework, today: NaiveDate) -> Reminder {
        let first = task.plan.starts_on.unwrap_or(task.assigned_on).max(today);
        let repeats = match task.plan.often.map(|often| often.per) {
            Some(Per::Day) => Repeats::Daily,
            Some(Per::Week) => Repeats::Weekly,
            _ => Repeats::Never,
        };
        // What comes once comes on the day until which it is to be done.
        let first = task.due.filter(|_| repeats == Repeats::Never).map_or(first, |due| due.max(first));
        let usual = first.checked_add_days(Days::new(USUAL_DAYS - 1)).unwrap_or(first);
        let last = (repeats != Repeats::Never).then(|| task.due.unwrap_or(usual).max(first));
        Reminder { title: USUAL_TITLE.into(), first, last, at: None, minutes: task.plan.minutes, repeats }
    }

    /// The same, fit to be written; or what is wrong with it.
    fn tidied(&self) -> Result<Reminder> {
        let title = tidy::tidy_line(&self.title);
        match title.chars().count() {
            0 => return Err(Error::invalid("Say what is to stand in the calendar: “Reminder” will do.")),
            n if n > LONGEST_TITLE => {
                return Err(Error::invalid(format!(
                    "{n} characters are too long for a calendar; at most {LONGEST_TITLE} fit."
                )));
            }
            _ => {}
        }
        tidy::possible(Some(self.first), "The first day")?;
        let last = self.last.filter(|_| self.repeats != Repeats::Never);
        match last {
            None if self.repeats != Repeats::Never => {
                return Err(Error::invalid("Say until when it is to come: choose the last day."));
            }
            Some(last) if last < self.first => {
                return Err(Error::invalid("The last day lies before the first: choose a later day."));
            }
            Some(last) if (last - self.first).num_days() > FURTHEST => {
                return Err(Error::invalid("More than a year of reminders is too long: choose an earlier last day."));
            }
            _ => {}
        }
        Ok(Reminder { title, last, minutes: draft::minutes(self.minutes)?, ..*self })
    }

    /// The lines that say when. What ends a repetition has the same form as what begins it, as the standard asks.
    fn times(&self) -> Vec<String> {
        let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
        let rule = match self.repeats {
            Repeats::Never => None,
            Repeats::Daily => Some("DAILY"),
            Repeats::Weekly => Some("WEEKLY"),
        };
        let (start, end, until) = match self.at {
            None => {
                let after = self.first.succ_opt().unwrap_or(self.first);
                let start = format!("DTSTART;VALUE=DATE:{}", day(self.first));
                (start, format!("DTEND;VALUE=DATE:{}", day(after)), self.last.map(day))
            }
            Some(at) => {
                let from = self.first.and_time(at.time());
                let to = from + TimeDelta::minutes(self.minutes.unwrap_or(USUAL_MINUTES).into());
                let moment = |moment: NaiveDateTime| moment.format("%Y%m%dT%H%M%S").to_string();
                let last = self.last.map(|last| moment(last.and_time(at.time())));
                (format!("DTSTART:{}", moment(from)), format!("DTEND:{}", moment(to)), last)
            }
        };
        let rule = rule.zip(until).map(|(rule, until)| format!("RRULE:FREQ={rule};UNTIL={until}"));
        [start, end].into_iter().chain(rule).collect()
    }

    /// The lines of the alarm, without which many calendars stay silent: at its time, or in the morning of its day.
    fn alarm(&self) -> [String; 5] {
        let when = if self.at.is_some() { "PT0S" } else { MORNING };
        let words = format!("DESCRIPTION:{}", escaped(&self.title));
        ["BEGIN:VALARM".into(), "ACTION:DISPLAY".into(), words, format!("TRIGGER:{when}"), "END:VALARM".into()]
    }

    /// The file. `mark` tells the entry from others in the same calendar, and nothing else.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the entry breaks a rule: it says which.
    fn file(&self, mark: &str, now: Now) -> Result<String> {
        let entry = self.tidied()?;
        let stamp = now.to_utc().format("%Y%m%dT%H%M%SZ");
        let head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Secure Base//Reminder//EN", "BEGIN:VEVENT"];
        let own = [format!("UID:{mark}"), format!("DTSTAMP:{stamp}")];
        let words = [format!("SUMMARY:{}", escaped(&entry.title)), "CLASS:PRIVATE".into(), "TRANSP:TRANSPARENT".into()];
        let tail = ["END:VEVENT", "END:VCALENDAR"];
        let lines =
            head.map(String::from).into_iter().chain(own).chain(entry.times()).chain(words).chain(entry.alarm());
        Ok(lines.chain(tail.map(String::from)).map(|line| folded(&line)).collect())
    }

    /// The same in a line to copy.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the entry breaks a rule: it says which.
    pub fn line(&self) -> Result<String> {
        let Reminder { title, first, last, at, repeats, .. } = self.tidied()?;
        let day = |day: NaiveDate| day.format("%-d %B %Y").to_string();
        let when = match (repeats, last) {
            (Repeats::Daily, Some(last)) => format!("every day from {} to {}", day(first), day(last)),
            (Repeats::Weekly, Some(last)) => {
                format!("every {} from {} to {}", first.format("%A"), day(first), day(last))
            }
            _ => format!("{}, {}", first.format("%A"), day(first)),
        };
        let at = at.map(|at| format!(", at {at}")).unwrap_or_default();
        Ok(format!("{title}: {when}{at}"))
    }
}

/// Text as it stands in a value.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A line with its end, in pieces of at most 75 bytes that break no letter; each but the first begins with a space.
fn folded(line: &str) -> String {
    let mut folded = String::new();
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > LONGEST_LINE {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(letter);
        length += letter.len_utf8();
    }
    folded + "\r\n"
}

impl Practice {
    /// The entry that would fit a task, to be looked over by the clinician.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn homework_reminder(&self, id: HomeworkId, now: Now) -> Result<Reminder> {
        Ok(Reminder::of(&self.homework(id)?, now.date_naive()))
    }

    /// The calendar file for an entry. It names neither the client nor the task nor their numbers.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the entry breaks a rule: it says which.
    pub fn reminder_file(&self, reminder: &Reminder, now: Now) -> Result<String> {
        let mut mark = [0; 16];
        getrandom::fill(&mut mark)
            .map_err(|why| Error::invalid(format!("The system gave no random number: {why}.")))?;
        reminder.file(&data_encoding::HEXLOWER.encode(&mark), now)
    }
}
