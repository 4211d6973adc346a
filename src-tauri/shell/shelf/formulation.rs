//! A formulation on its way to paper: in plain words, as a sheet that client and clinician go on composing together, or as a
//! summary for clinicians. No passage stands on either that was not chosen.

use chrono::NaiveDate;
use secure_base_handouts::{Fact, NoteBlock, NoteSheet, Paper, Prose, TaggedWords};
use secure_base_model::{Aspect, Factor, MODEL, Tag};
use secure_base_practice::{
    ClientId, FormulationBoard, Goal, GoalId, GoalState, Now, PassageSource, Practice, SessionId, TaggedPassage,
};
use serde::Deserialize;
use specta::Type;

use super::composition::{Composition, PartPlan};

/// What was chosen to stand on the pages.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct FormulationChoice {
    /// Whose formulation.
    pub client: ClientId,
    /// The factors of which the clinician's own words are to stand there.
    pub words: Vec<Factor>,
    /// The passages.
    pub passages: Vec<ChosenPassage>,
    /// The goals.
    pub goals: Vec<GoalId>,
}

/// A passage that was chosen.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct ChosenPassage {
    /// The session of its note.
    pub session: SessionId,
    /// Where in it.
    pub source: PassageSource,
    /// Under which of its tags.
    pub tag: Tag,
}

/// What was chosen, with its words.
pub struct Chosen {
    board: FormulationBoard,
    words: Vec<Factor>,
    passages: Vec<TaggedPassage>,
    goals: Vec<Goal>,
}

impl FormulationChoice {
    /// Reads what was chosen.
    ///
    /// # Errors
    /// [`secure_base_practice::Error::NotFound`] for what is not this client's, or is there no more.
    pub fn read(&self, practice: &Practice) -> secure_base_practice::Result<Chosen> {
        let chosen: Vec<_> = self.passages.iter().map(|one| (one.session, one.source.clone(), one.tag)).collect();
        let goals = practice.goals(self.client)?.into_iter().filter(|goal| self.goals.contains(&goal.id));
        Ok(Chosen {
            board: practice.formulation(self.client)?,
            words: self.words.clone(),
            passages: practice.passages_chosen(self.client, &chosen)?,
            goals: goals.collect(),
        })
    }
}

/// What a factor is called on a sheet for clients.
fn plainly(factor: Factor) -> &'static str {
    match factor {
        Factor::B => "Body (B)",
        Factor::E => "Early ties (E)",
        Factor::S => "Self (S)",
    }
}

/// What is left to be filled in together where nothing was chosen.
fn asked(factor: Factor) -> &'static str {
    match factor {
        Factor::B => "How sleep, food, health or stress change how safe I feel:",
        Factor::E => "What I learned early about people, and where it shows today:",
        Factor::S => "How I speak to myself when I am upset, and what calms me:",
    }
}

impl Chosen {
    fn own_words(&self, factor: Factor) -> Option<&str> {
        let words = self.board.words.iter().find(|words| words.factor == factor)?.words.trim();
        (self.words.contains(&factor) && !words.is_empty()).then_some(words)
    }

    /// The sheet for the client, for the composer to go on with.
    pub fn shared(&self) -> Composition {
        let lines = |heading: &str, prompt: &str, lines| PartPlan::Lines {
            heading: Some(heading.into()),
            prompt: prompt.into(),
            lines,
        };
        let mut part: Vec<PartPlan> = Factor::ALL
            .into_iter()
            .map(|factor| match self.said_of(factor) {
                Some(text) => PartPlan::Own { heading: Some(plainly(factor).into()), text },
                None => lines(plainly(factor), asked(factor), 2),
            })
            .collect();
        if !self.goals.is_empty() {
            let text = self.goals.iter().map(|goal| item(&goal.words)).collect::<Vec<_>>().join("\n");
            part.push(PartPlan::Own { heading: Some("What we work towards".into()), text });
        }
        part.push(lines("What fits, and what I would change", "Use your own words. You know yourself best.", 4));
        Composition {
            title: "What we have seen so far".into(),
            message: "Three things can shake how safe you feel with people. The same three can make you steady.".into(),
            purpose: "You read this page with your therapist. It is a draft: say what fits, and change what does not."
                .into(),
            figure: Some("three-streams".into()),
            figure_wide: true,
            summary: Some("This is what we know today. It will change as you do.".into()),
            safety: Some(
                "This page is about you. Keep it where only you can see it, or leave it with your therapist. If \
                 someone hurts, threatens or watches you, leave it there. An abuse helpline can listen between \
                 sessions. In danger, call your local emergency number."
                    .into(),
            ),
            therapist_lines: 2,
            part,
            ..Composition::default()
        }
    }

    /// The clinician's words on a factor, and what the client said.
    fn said_of(&self, factor: Factor) -> Option<String> {
        let quotes: Vec<String> = self
            .passages
            .iter()
            .filter(|one| one.tag.factor == factor && one.source != PassageSource::WholeNote)
            .map(|one| item(&one.words))
            .collect();
        let own = self.own_words(factor).map(str::to_owned);
        let said = (!quotes.is_empty()).then(|| format!("From our talks:\n\n{}", quotes.join("\n")));
        let both: Vec<String> = own.into_iter().chain(said).collect();
        (!both.is_empty()).then(|| both.join("\n\n"))
    }

    /// The summary for clinicians.
    ///
    /// # Errors
    /// [`secure_base_practice::Error::NotFound`].
    pub fn summary(
        &self,
        practice: &Practice,
        client: ClientId,
        paper: Paper,
        now: Now,
    ) -> secure_base_practice::Result<NoteSheet> {
        let course = practice.formulation_course(client)?;
        let sessions: u32 = course.steps.iter().map(|step| step.sessions).sum();
        let [agreed, done] =
            [course.steps.iter().map(|step| step.agreed).sum::<u32>(), course.steps.iter().map(|step| step.done).sum()];
        let fact = |label: &str, words: String| Fact { label: label.into(), words };
        let mut facts = vec![fact("Sessions", sessions.to_string())];
        facts.extend(Factor::ALL.into_iter().map(|factor| fact(MODEL[factor as usize].short, self.counted(factor))));
        facts.push(fact("Homework", format!("{agreed} agreed on, {done} times found done")));
        let said = format!("Put together on {} in the practice {}.", day(now.date_naive()), practice.name());
        Ok(NoteSheet {
            practice: practice.name().into(),
            client: practice.client(client)?.name,
            title: "Formulation".into(),
            facts,
            body: self.body(),
            passages: self.passages.iter().map(tagged).collect(),
            annotations: Vec::new(),
            signature: Some(secure_base_handouts::Signature { sentence: said, late: None }),
            addenda: Vec::new(),
            printed_on: now.date_naive(),
            paper,
        })
    }

    /// How often each aspect of a factor was tagged.
    fn counted(&self, factor: Factor) -> String {
        let of = |aspect: Aspect| {
            let cell = self.board.cells.iter().find(|cell| cell.tag.factor == factor && cell.tag.aspect == aspect);
            let name = MODEL[factor as usize].aspects[aspect as usize].name.to_lowercase();
            format!("{name} {}", cell.map_or(0, |cell| cell.count))
        };
        format!("tagged as {}", Aspect::ALL.map(of).join(", "))
    }

    fn body(&self) -> Vec<NoteBlock> {
        let mut body = Vec::new();
        for factor in Factor::ALL {
            let Some(words) = self.own_words(factor) else { continue };
            body.push(NoteBlock::Heading(format!("{factor} {}", MODEL[factor as usize].name)));
            let lines = words.lines().filter(|line| !line.trim().is_empty());
            body.extend(lines.map(|line| NoteBlock::Paragraph(Prose::plain(line))));
        }
        if !self.goals.is_empty() {
            body.push(NoteBlock::Heading("Goals".into()));
            let items = self.goals.iter().map(|goal| vec![NoteBlock::Paragraph(Prose::plain(said(goal)))]).collect();
            body.push(NoteBlock::List { start: None, items });
        }
        body
    }
}

/// A line of a list, whatever breaks its words had.
fn item(words: &str) -> String {
    format!("- {}", words.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

fn said(goal: &Goal) -> String {
    let words = goal.words.split_whitespace().collect::<Vec<_>>().join(" ");
    let rated = goal.ratings.last().map(|last| format!("rated {} of 10 on {}", last.rating, day(last.day)));
    let state = match goal.state {
        GoalState::Active => None,
        GoalState::Reached => Some("reached".to_owned()),
        GoalState::SetAside => Some("set aside".to_owned()),
    };
    let more: Vec<String> = state.into_iter().chain(rated).collect();
    if more.is_empty() { words } else { format!("{words} ({})", more.join(", ")) }
}

fn tagged(passage: &TaggedPassage) -> TaggedWords {
    TaggedWords {
        tag: passage.tag,
        words: (passage.source != PassageSource::WholeNote).then(|| passage.words.clone()),
        comment: passage.comment.clone(),
        added: Some(format!("session {}, {}", passage.number, day(passage.day))),
    }
}

#[cfg(test)]
mod tests {
    use secure_base_practice::FactorWords;

    use super::*;

    fn chosen(words: &str, own: Vec<Factor>) -> Chosen {
        let words = FactorWords { factor: Factor::E, words: words.into(), saved_at: None, earlier: 0 };
        let board = FormulationBoard { cells: Vec::new(), words: vec![words], looked_at: None };
        Chosen { board, words: own, passages: Vec::new(), goals: Vec::new() }
    }

    // What was not chosen must not reach a page that the client takes home.
    #[test]
    fn own_words_stand_on_the_sheet_only_where_they_were_chosen() {
        let words = "He hid what he felt, as at home.";
        let text = |chosen: Chosen| chosen.shared().to_toml().expect("a composition");
        assert!(!text(chosen(words, vec![])).contains(words));
        assert!(!text(chosen(words, vec![Factor::S])).contains(words));
        assert!(text(chosen(words, vec![Factor::E])).contains(words));
    }

    // Our own words around theirs are for everybody to read.
    #[test]
    fn the_frame_of_the_sheet_is_easy_to_read() {
        let sheet = chosen("", vec![]).shared();
        let said = [sheet.message, sheet.purpose, sheet.summary.unwrap_or_default(), sheet.safety.unwrap_or_default()];
        let asked = Factor::ALL.map(asked).map(|words| words.replace(':', "."));
        let grade = secure_base_handouts::reading::grade(&said.into_iter().chain(asked).collect::<Vec<_>>().join("\n"));
        assert!(grade <= 6.0, "grade {grade}");
    }
}
