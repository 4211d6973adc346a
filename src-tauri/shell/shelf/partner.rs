//! The question that comes once before anything for a client that asks for closeness, openness or repair with a partner:
//! whether the partners' safety has been considered.

use secure_base_handouts::{HomeworkTemplate, Library};
use secure_base_practice::{ClientId, Homework, HomeworkDraft, HomeworkId, NextStep, ReviewDraft};

use super::{
    safety,
    wish::{Which, on_shelf},
};
use crate::{
    desk::Desk,
    problem::{Problem, ProblemCode},
};

/// Refuses a handout for a client that asks for a step towards a partner, until the question was answered.
///
/// # Errors
/// [`ProblemCode::AskPartnerSafety`], or what the records say.
pub fn before_handout(desk: &Desk, client: ClientId, which: &Which) -> Result<(), Problem> {
    if handout_asks(desk, which)? { expect_answered(desk, client) } else { Ok(()) }
}

/// Refuses a task likewise.
///
/// # Errors
/// Those of [`before_handout`].
pub fn before_task(desk: &Desk, draft: &HomeworkDraft) -> Result<(), Problem> {
    let client = desk.ask(|practice| practice.session(draft.session))?.client;
    if Asked::of(draft).asks(desk)? { expect_answered(desk, client) } else { Ok(()) }
}

/// Refuses other words for a task likewise, where what was agreed on did not ask for it already.
///
/// # Errors
/// Those of [`before_handout`].
pub fn before_change(desk: &Desk, id: HomeworkId, draft: &HomeworkDraft) -> Result<(), Problem> {
    let before = desk.ask(|practice| practice.homework_course(id))?.homework;
    if Asked::again(&before).asks(desk)? { Ok(()) } else { before_task(desk, draft) }
}

/// Refuses a look likewise, if what comes in a task's place asks for it.
///
/// # Errors
/// Those of [`before_handout`].
pub fn before_look(desk: &Desk, id: HomeworkId, draft: &ReviewDraft) -> Result<(), Problem> {
    let task = desk.ask(|practice| practice.homework_course(id))?.homework;
    let next = match &draft.follower {
        _ if !draft.next.has_follower() => return Ok(()),
        Some(follower) => Asked::of(follower),
        None if draft.next == NextStep::Repeat => Asked::again(&task),
        // What was agreed on already stays as it is.
        None => return Ok(()),
    };
    if next.asks(desk)? { expect_answered(desk, task.client) } else { Ok(()) }
}

/// Whether words are those of a task of the library that needs a partner who is safe.
///
/// # Errors
/// A problem when the library cannot be read.
pub fn words_ask(words: &str) -> Result<bool, Problem> {
    Ok(Library::shipped()?.homework_templates().any(|known| known.partner && known.what == words.trim()))
}

/// The first handout of the library that brings a template.
pub fn brought_with<'a>(template: &HomeworkTemplate, library: &'a Library) -> Option<&'a str> {
    library.handouts().find(|handout| handout.homework.contains(&template.id)).map(|handout| handout.id.as_str())
}

/// What of a task says whether it asks for a step towards a partner.
struct Asked<'a> {
    words: &'a str,
    template: Option<&'a str>,
    handout: Option<&'a str>,
}

impl<'a> Asked<'a> {
    fn of(draft: &'a HomeworkDraft) -> Asked<'a> {
        let (template, handout) = (draft.plan.template.as_deref(), draft.handout.as_deref());
        Asked { words: &draft.task, template, handout }
    }

    fn again(task: &'a Homework) -> Asked<'a> {
        let (template, handout) = (task.plan.template.as_deref(), task.handout.as_deref());
        Asked { words: &task.task, template, handout }
    }

    /// A template of the library says it itself, also of the handout that comes with it; of other words the handout does.
    fn asks(&self, desk: &Desk) -> Result<bool, Problem> {
        let library = Library::shipped()?;
        let template = self.template.and_then(|key| library.homework_template(key));
        if template.is_some_and(|known| known.partner) || words_ask(self.words)? {
            return Ok(true);
        }
        let brought = template.and_then(|known| brought_with(known, library));
        match self.handout.filter(|id| Some(*id) != brought) {
            // What a handout says that is there no more cannot be known: then it is asked.
            Some(id) if on_shelf(desk, id).is_err() => Ok(true),
            Some(id) => handout_asks(desk, &Which::Shelf { id: id.into() }),
            None => Ok(false),
        }
    }
}

fn handout_asks(desk: &Desk, which: &Which) -> Result<bool, Problem> {
    let articles = desk.ask(|practice| practice.own_articles())?;
    for composition in which.compositions(desk)? {
        if safety::wanted(&composition, &articles)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn expect_answered(desk: &Desk, client: ClientId) -> Result<(), Problem> {
    let said = desk.ask(|practice| practice.partner_safety(client))?;
    match said.considered_on.or(said.asked_on) {
        Some(_) => Ok(()),
        None => Err(Problem::new(
            ProblemCode::AskPartnerSafety,
            "This asks for closeness, openness or repair with a partner, and whether safety has been considered is not \
             written down yet.",
            "Answer the question first: it is asked once.",
        )),
    }
}
