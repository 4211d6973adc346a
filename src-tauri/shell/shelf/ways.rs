//! Ways onward from a cell of the formulation: handouts, tasks and goals that fit, each with its reason. What worked before for this
//! client comes first. It suggests; giving and agreeing are the clinician's.

use chrono::NaiveDate;
use secure_base_handouts::Library;
use secure_base_model::{Aspect, Factor, Tag};
use secure_base_practice::{Goal, GoalState, Homework, HomeworkTemplate, Session, TagCount, TagsSince, WorkedTask};
use serde::Serialize;
use specta::Type;

use super::suggestion::{self, Known, Suggestion, Topic};

/// So many templates are offered.
const OFFERED: usize = 4;

/// Where a cell of the formulation leads.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Ways {
    /// Handouts, what worked before first.
    pub handouts: Vec<Suggestion>,
    /// Tasks to agree on, what worked before first.
    pub tasks: Vec<TaskWay>,
    /// The client's active goals about the factor.
    pub goals: Vec<GoalWay>,
    /// The session in which a task would be agreed on: the last one that was held.
    pub session: Option<Session>,
}

/// A task that fits.
#[derive(Clone, Debug, Serialize, Type)]
pub struct TaskWay {
    /// What it begins with.
    pub beginning: TaskBeginning,
    /// Why, as a sentence without its stop.
    pub why: String,
}

/// What a task can begin with.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum TaskBeginning {
    /// A task that this client did well.
    Past {
        /// The task.
        task: Box<Homework>,
    },
    /// A template.
    Template {
        /// The key of its card.
        key: String,
    },
}

/// A goal that fits.
#[derive(Clone, Debug, Serialize, Type)]
pub struct GoalWay {
    /// The goal.
    pub goal: Goal,
    /// Why, as a sentence without its stop.
    pub why: String,
}

/// A template as far as it matters here.
pub struct TemplateTopic {
    key: String,
    about: (Factor, Option<Aspect>),
}

/// The templates that work on a factor: the clinician's own, then those of the library.
pub fn templates(own: &[HomeworkTemplate], library: &Library, factor: Factor) -> Vec<TemplateTopic> {
    let own = own.iter().map(|one| (format!("own-{}", one.id.number()), one.says.factor, one.says.aspect));
    let shipped = library.homework_templates().map(|one| (one.id.clone(), one.factor, one.aspect));
    let about = |(key, found, aspect): (String, Option<Factor>, Option<Aspect>)| {
        (found == Some(factor)).then_some(TemplateTopic { key, about: (factor, aspect) })
    };
    own.chain(shipped).filter_map(about).collect()
}

/// "3 passages this month under S, unhealthy": the nearest of these times in which there were any.
pub fn reason(tag: Tag, counted: &[(TagsSince, &str)]) -> String {
    let under = suggestion::under(tag);
    let plural = |count: u32, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let Some(&(TagsSince { passages, notes }, when)) =
        counted.iter().find(|(count, _)| count.passages + count.notes > 0)
    else {
        return format!("Nothing is tagged {under} yet");
    };
    let both = match (passages, notes) {
        (0, _) => plural(notes, "whole note"),
        (_, 0) => plural(passages, "passage"),
        _ => format!("{} and {}", plural(passages, "passage"), plural(notes, "whole note")),
    };
    format!("{both} {when} {under}")
}

/// Handouts for a cell.
pub fn handouts(tag: Tag, topics: &[Topic], given: &[String], worked: &[WorkedTask], reason: &str) -> Vec<Suggestion> {
    let Tag { factor, aspect } = tag;
    let theme = TagCount { factor, aspect, count: 1 };
    let worked: Vec<String> = worked.iter().filter_map(|one| one.homework.handout.clone()).collect();
    let known = Known { given, worked: &worked };
    let mut found = suggestion::suggest_again(&[theme], topics, known, &|_| reason.to_owned());
    for one in found.iter_mut().filter(|one| worked.contains(&one.id)) {
        one.why = format!("It went with a task that was done well. {}", one.why);
    }
    found
}

/// Tasks for a cell: those that this client did well, then templates for the very cell, those that come with a handout that fits,
/// and others of the factor.
pub fn tasks(
    tag: Tag,
    worked: Vec<WorkedTask>,
    templates: Vec<TemplateTopic>,
    handouts: &[Suggestion],
    library: &Library,
    reason: &str,
) -> Vec<TaskWay> {
    let used: Vec<String> = worked.iter().filter_map(|one| one.homework.plan.template.clone()).collect();
    let comes_with = |key: &String| {
        let brings = |one: &&Suggestion| library.handout(&one.id).is_ok_and(|found| found.homework.contains(key));
        handouts.iter().find(brings).map(|one| one.title.as_str())
    };
    let place = |topic: &TemplateTopic| match topic.about.1 {
        Some(aspect) if aspect == tag.aspect => 0,
        _ if comes_with(&topic.key).is_some() => 1,
        Some(Aspect::WorkOn) => 2,
        _ => 3,
    };
    let mut fitting: Vec<TemplateTopic> = templates.into_iter().filter(|one| !used.contains(&one.key)).collect();
    fitting.sort_by_key(place);
    let offered = fitting.into_iter().take(OFFERED).map(|topic| TaskWay {
        why: match (place(&topic), comes_with(&topic.key)) {
            (0, _) => reason.to_owned(),
            (_, Some(title)) => format!("It comes with “{title}”. {reason}"),
            (_, None) => format!("It works on {}. {reason}", tag.factor),
        },
        beginning: TaskBeginning::Template { key: topic.key },
    });
    let past = worked
        .into_iter()
        .map(|one| TaskWay { why: done(&one), beginning: TaskBeginning::Past { task: Box::new(one.homework) } });
    past.chain(offered).collect()
}

fn done(WorkedTask { times, last, well, .. }: &WorkedTask) -> String {
    let often = match times {
        1 => "Done on".into(),
        times => format!("Done {times} times, the last on"),
    };
    let well = well.map(|well| format!(", how well {well:.1} of 4")).unwrap_or_default();
    format!("{often} {}{well}", day(*last))
}

fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// The client's active goals about the factor.
pub fn goals(goals: Vec<Goal>, factor: Factor) -> Vec<GoalWay> {
    let about = |goal: &Goal| goal.state == GoalState::Active && goal.factor == Some(factor);
    let way = |goal: Goal| {
        let rated = match goal.ratings.last() {
            Some(last) => format!("last rated {} of 10 on {}", last.rating, day(last.day)),
            None => "not rated yet".into(),
        };
        GoalWay { why: format!("A goal about {factor}, {rated}"), goal }
    };
    goals.into_iter().filter(about).map(way).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    // A reason that names a time in which nothing was said, or counts notes as passages, would mislead.
    #[test]
    fn the_reason_names_the_nearest_time_and_what_was_tagged() {
        let tag = Tag { factor: Factor::S, aspect: Aspect::Unhealthy };
        let count = |passages, notes| TagsSince { passages, notes };
        let said = |now, ever| reason(tag, &[(now, "this month"), (ever, "so far")]);
        assert_eq!(said(count(3, 0), count(9, 0)), "3 passages this month under S, unhealthy");
        assert_eq!(said(count(0, 0), count(1, 1)), "1 passage and 1 whole note so far under S, unhealthy");
        assert_eq!(said(count(0, 2), count(0, 2)), "2 whole notes this month under S, unhealthy");
        assert_eq!(said(count(0, 0), count(0, 0)), "Nothing is tagged under S, unhealthy yet");
    }
}
