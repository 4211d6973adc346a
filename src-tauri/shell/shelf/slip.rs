//! A task on its way to a slip: what was agreed, in the words that stand on paper.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use secure_base_handouts::{
    Format, Library, MOST_BOXES, PrintedHandout, Slip, SlipBoxes, SlipDay, SlipOptions, SlipPaper, print_slips,
};
use secure_base_practice::{Homework, HomeworkCourse, HomeworkId, Obstacle, Often, Per, Practice};
use serde::Deserialize;
use specta::Type;

use super::{compose::own_number, wish::called};
use crate::{
    desk::{self, Desk},
    problem::Problem,
};

/// A task that is due with the next session has boxes for so many days.
const USUAL_DAYS: i64 = 7;

/// Which tasks are to be printed as slips, and how.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct SlipWish {
    /// The tasks, a slip each; a single one is printed as often as it fits on a sheet.
    pub tasks: Vec<HomeworkId>,
    /// The format.
    pub format: Format,
    /// The paper, and how many slips share a sheet.
    pub paper: SlipPaper,
    /// Whether the client's first name is printed; a slip lies about at home.
    pub named: bool,
}

impl SlipWish {
    /// The file.
    ///
    /// # Errors
    /// The locked problem, what the records say, or a slip that does not fit.
    pub fn print(&self, desk: &Desk) -> Result<PrintedHandout, Problem> {
        let printed_on = desk::now().date_naive();
        let library = Library::shipped()?;
        let slips: Vec<Slip> =
            desk.ask(|practice| self.tasks.iter().map(|id| self.slip(practice, library, *id)).collect())?;
        let options = SlipOptions { format: self.format, paper: self.paper, printed_on };
        Ok(print_slips(&slips, None, &options)?)
    }

    fn slip(&self, practice: &Practice, library: &Library, id: HomeworkId) -> secure_base_practice::Result<Slip> {
        let course = practice.homework_course(id)?;
        let name = match self.named {
            true => Some(called(practice, course.homework.client)?),
            false => None,
        };
        let handout = course.homework.handout.as_deref().map(|id| title(practice, library, id)).transpose()?;
        Ok(Slip { name, handout: handout.unwrap_or_default(), ..said(&course) })
    }
}

/// What a handout is called; nothing of one that is there no more.
fn title(practice: &Practice, library: &Library, id: &str) -> secure_base_practice::Result<String> {
    let Some(number) = own_number(id) else {
        return Ok(library.handout(id).map(|handout| handout.title.clone()).unwrap_or_default());
    };
    let own = practice.own_handouts()?.into_iter().find(|one| one.id.number() == number);
    Ok(own.map(|one| one.title).unwrap_or_default())
}

fn said(course: &HomeworkCourse) -> Slip {
    let Homework { task, plan, due, assigned_on, .. } = &course.homework;
    let first = plan.starts_on.unwrap_or(*assigned_on);
    let obstacle = plan.obstacle.map(obstacle_words).unwrap_or_default();
    Slip {
        task: task.clone(),
        why: plan.why.clone(),
        goal: course.goal.as_ref().map(|goal| goal.words.clone()).unwrap_or_default(),
        own_words: plan.own_words.clone(),
        when: plan.when.clone(),
        place: plan.place.clone(),
        how_often: plan.often.map(often_words).unwrap_or_default(),
        how_long: plan.minutes.map(minutes_words).unwrap_or_default(),
        until: due.map(|day| day.format("%A %-d %B").to_string()).unwrap_or_default(),
        sureness: plan.sureness.and_then(|sure| u8::try_from(sure).ok()),
        obstacle: [obstacle, plan.obstacle_words.as_str()]
            .into_iter()
            .filter(|one| !one.is_empty())
            .collect::<Vec<_>>()
            .join(": "),
        plan_if: plan.plan_if.clone(),
        plan_then: plan.plan_then.clone(),
        boxes: plan.often.and_then(|often| boxes(often, first, *due)),
        handout: String::new(),
        name: None,
    }
}

fn minutes_words(minutes: u32) -> String {
    if minutes == 1 { "1 minute".into() } else { format!("{minutes} minutes") }
}

fn often_words(often: Often) -> String {
    let times = match often.times {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        times => format!("{times} times"),
    };
    match often.per {
        Per::Day => format!("{times} a day"),
        Per::Week => format!("{times} a week"),
        Per::UntilDue => times,
    }
}

const fn obstacle_words(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::BusyHome => "a busy home",
        Obstacle::Avoidance => "putting it off",
        Obstacle::Boredom => "it may be dull",
        Obstacle::Forgetting => "forgetting",
        Obstacle::NotKnowingWhen => "not knowing when",
        Obstacle::NotKnowingWhere => "not knowing where",
        Obstacle::NotKnowingHow => "not knowing how",
        Obstacle::NotKnowingWhy => "not knowing what for",
        Obstacle::Other => "",
    }
}

/// A box for each time: named by its day where it is once a day, else counted; none where there would be too many.
fn boxes(often: Often, first: NaiveDate, due: Option<NaiveDate>) -> Option<SlipBoxes> {
    let days = due.map_or(USUAL_DAYS, |due| (due - first).num_days() + 1).max(1);
    if often.per == Per::Day && often.times == 1 {
        let named =
            (0..days).map(|after| first.checked_add_days(Days::new(after as u64)).map(|day| box_of(day.weekday())));
        return (days <= MOST_BOXES as i64).then(|| SlipBoxes::Days(named.flatten().collect()));
    }
    let times = i64::from(often.times)
        * match often.per {
            Per::Day => days,
            // From one Thursday to the next is one week, though it is eight days.
            Per::Week => weeks(first, due),
            Per::UntilDue => 1,
        };
    u8::try_from(times).ok().filter(|times| usize::from(*times) <= MOST_BOXES).map(SlipBoxes::Times)
}

/// Weeks begun between the first day and the last one.
fn weeks(first: NaiveDate, due: Option<NaiveDate>) -> i64 {
    let days = due.map_or(USUAL_DAYS, |due| (due - first).num_days());
    ((days + USUAL_DAYS - 1) / USUAL_DAYS).max(1)
}

const fn box_of(day: Weekday) -> SlipDay {
    match day {
        Weekday::Mon => SlipDay::Mon,
        Weekday::Tue => SlipDay::Tue,
        Weekday::Wed => SlipDay::Wed,
        Weekday::Thu => SlipDay::Thu,
        Weekday::Fri => SlipDay::Fri,
        Weekday::Sat => SlipDay::Sat,
        Weekday::Sun => SlipDay::Sun,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day of the calendar")
    }

    // A client who is to do something three times and finds six boxes has failed by the paper.
    #[test]
    fn a_week_until_the_same_weekday_has_the_boxes_of_one() {
        let (often, first) = (Often { times: 3, per: Per::Week }, day("2026-11-19"));
        let times = |due: Option<&str>| boxes(often, first, due.map(day));
        for due in [None, Some("2026-11-19"), Some("2026-11-20"), Some("2026-11-26")] {
            assert_eq!(times(due), Some(SlipBoxes::Times(3)), "until {due:?}");
        }
        assert_eq!(times(Some("2026-11-27")), Some(SlipBoxes::Times(6)));
        assert_eq!(times(Some("2026-12-03")), Some(SlipBoxes::Times(6)));
    }
}
