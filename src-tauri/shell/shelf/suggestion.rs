//! Suggestions: which handouts fit what a client's notes were tagged with of late, and why. It suggests and never gives.

use secure_base_handouts::Library;
use secure_base_model::{Aspect, Factor, Tag};
use secure_base_practice::TagCount;
use serde::Serialize;
use specta::Type;

use super::composition::Composition;
use crate::problem::Problem;

/// So many are offered.
const OFFERED: usize = 3;
/// So many of those that were given before, where they are asked for.
const OFFERED_AGAIN: usize = 2;

/// A handout that fits, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Suggestion {
    /// Its id in the library.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Why, as a sentence without its stop.
    pub why: String,
    /// Whether the client has been given it before.
    pub given: bool,
}

/// A handout with what it speaks of.
pub struct Topic {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The factors of its material, each with its aspect where it has one.
    pub speaks_of: Vec<(Factor, Option<Aspect>)>,
}

/// What is known of handouts and a client.
#[derive(Clone, Copy, Default)]
pub struct Known<'a> {
    /// Those that the client was given.
    pub given: &'a [String],
    /// Those that went with a task that the client did well: they come first.
    pub worked: &'a [String],
}

/// What each handout of the library speaks of.
pub fn topics() -> Result<Vec<Topic>, Problem> {
    let library = Library::shipped()?;
    let mut topics = Vec::new();
    for handout in library.handouts() {
        let plan = Composition::shipped(&handout.id)?;
        let material = plan.material().into_iter().filter_map(|id| library.material(id));
        let speaks_of = material.filter_map(|one| Some((one.factor?, one.aspect))).collect();
        topics.push(Topic { id: handout.id.clone(), title: handout.title.clone(), speaks_of });
    }
    Ok(topics)
}

/// How well one piece of material answers a tag: what is said of the very cell, of what helps there, or of the factor. What
/// goes well needs an answer less than what does not.
fn weight(theme: &TagCount, (factor, aspect): (Factor, Option<Aspect>)) -> u32 {
    let helps = matches!(aspect, Some(Aspect::WorkOn | Aspect::Healthy));
    match (factor == theme.factor, aspect == Some(theme.aspect)) {
        (false, _) => 0,
        (true, true) if theme.aspect == Aspect::Healthy => 2,
        (true, true) => 4,
        (true, false) if helps && theme.aspect != Aspect::Healthy => 3,
        (true, false) => 1,
    }
}

/// The handouts that fit best, in an order that is always the same: what worked before, then those not given yet, by how much
/// they answer, those of fewer factors before those of all, then by title. `why` says the reason of the theme that each
/// answers best.
pub fn suggest(
    themes: &[TagCount],
    topics: &[Topic],
    known: Known,
    why: &dyn Fn(&TagCount) -> String,
) -> Vec<Suggestion> {
    let mut all = ranked(themes, topics, known, why);
    all.truncate(OFFERED);
    all
}

/// The same, and of those that were given before the best two as well: one that fits can be looked at again.
pub fn suggest_again(
    themes: &[TagCount],
    topics: &[Topic],
    known: Known,
    why: &dyn Fn(&TagCount) -> String,
) -> Vec<Suggestion> {
    let is_again = |one: &Suggestion| one.given && !known.worked.contains(&one.id);
    let (again, first): (Vec<_>, Vec<_>) = ranked(themes, topics, known, why).into_iter().partition(is_again);
    first.into_iter().take(OFFERED).chain(again.into_iter().take(OFFERED_AGAIN)).collect()
}

/// All that fit, in that order.
fn ranked(
    themes: &[TagCount],
    topics: &[Topic],
    Known { given, worked }: Known,
    why: &dyn Fn(&TagCount) -> String,
) -> Vec<Suggestion> {
    let mut fitting: Vec<_> = topics.iter().filter_map(|topic| fit(themes, topic)).collect();
    fitting.sort_by_key(|(topic, _, score)| {
        let mut factors: Vec<Factor> = topic.speaks_of.iter().map(|(factor, _)| *factor).collect();
        factors.sort();
        factors.dedup();
        let worked = worked.contains(&topic.id);
        (!worked, !worked && given.contains(&topic.id), std::cmp::Reverse(*score), factors.len(), topic.title.clone())
    });
    let all = fitting.into_iter().map(|(topic, theme, _)| Suggestion {
        id: topic.id.clone(),
        title: topic.title.clone(),
        why: why(theme),
        given: given.contains(&topic.id),
    });
    all.collect()
}

/// How well a handout answers all themes together, and the theme that it answers best.
fn fit<'a>(themes: &'a [TagCount], topic: &'a Topic) -> Option<(&'a Topic, &'a TagCount, u32)> {
    let answers = |theme: &TagCount| topic.speaks_of.iter().map(|one| weight(theme, *one)).max().unwrap_or(0);
    let scored: Vec<(&TagCount, u32)> = themes.iter().map(|theme| (theme, theme.count * answers(theme))).collect();
    let total: u32 = scored.iter().map(|(_, score)| score).sum();
    // The first of equals, because themes come in their order.
    let best = scored.iter().rev().max_by_key(|(_, score)| *score)?;
    (total > 0).then_some((topic, best.0, total))
}

/// "3 passages this month under S, unhealthy".
pub fn why(theme: &TagCount, when: &str) -> String {
    let TagCount { factor, aspect, count } = *theme;
    let passages = if count == 1 { "passage" } else { "passages" };
    format!("{count} {passages} {when} {}", under(Tag { factor, aspect }))
}

/// "under S, unhealthy".
pub fn under(tag: Tag) -> String {
    format!("under {}, {}", tag.factor, tag.names().1.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(id: &str, speaks_of: &[(Factor, Option<Aspect>)]) -> Topic {
        Topic { id: id.into(), title: id.to_uppercase(), speaks_of: speaks_of.into() }
    }

    // A suggestion that changes from one look to the next, or gives no reason, would not be trusted.
    #[test]
    fn what_fits_best_comes_first_with_its_reason() {
        use Aspect::{Healthy, Unhealthy, WorkOn};
        use Factor::{B, E, S};
        let theme = |factor, aspect, count| TagCount { factor, aspect, count };
        let themes = [theme(S, Unhealthy, 3), theme(B, Healthy, 1)];
        let topics = [
            topic("all", &[(B, None), (E, None), (S, Some(Unhealthy))]),
            topic("body", &[(B, Some(Healthy))]),
            topic("early", &[(E, Some(WorkOn))]),
            topic("self", &[(S, Some(Unhealthy)), (S, Some(WorkOn))]),
        ];
        let this_month = |theme: &TagCount| why(theme, "this month");
        let found = suggest(&themes, &topics, Known::default(), &this_month);
        let ids: Vec<_> = found.iter().map(|one| (one.id.as_str(), one.why.as_str())).collect();
        let self_harsh = "3 passages this month under S, unhealthy";
        let body = "1 passage this month under B, healthy";
        assert_eq!(ids, [("all", self_harsh), ("self", self_harsh), ("body", body)]);
        let (all, self_alone) = (["all".to_owned()], ["self".to_owned()]);
        let again = suggest(&themes, &topics, Known { given: &all, worked: &[] }, &this_month);
        assert_eq!(again.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["self", "body", "all"]);
        assert!(again[2].given && suggest(&[], &topics, Known::default(), &this_month).is_empty());
        let best = suggest(&themes, &topics, Known { given: &self_alone, worked: &self_alone }, &this_month);
        assert!(best[0].id == "self" && best[0].given, "what worked before comes first, given or not");
        let all_given: Vec<String> = ["all", "body", "self"].map(String::from).into();
        let known = Known { given: &all_given, worked: &[] };
        assert_eq!(suggest_again(&themes, &topics, known, &this_month).len(), 2, "of those given the best two");
    }
}
