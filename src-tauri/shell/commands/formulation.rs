//! The formulation of a client, and the ways to it and from it.

use chrono::{Days, NaiveDate};
use secure_base_handouts::Library;
use secure_base_model::{Factor, Tag};
use secure_base_practice::{
    ClientId, FactorWords, FactorWordsState, FormulationBoard, FormulationCourse, FormulationStateId, GivenHandoutId,
    HomeworkId, PassagePage, PassageSource, Record, SessionId, Spot,
};

use super::{Answer, OnDesk, handout::SPANS, look};
use crate::{
    desk,
    shelf::{
        card, suggestion,
        ways::{self, Ways},
    },
};

/// A client's board: what stands under each factor and aspect, and the clinician's own words.
#[tauri::command(async)]
#[specta::specta]
pub fn formulation(desk: OnDesk, client: ClientId) -> Answer<FormulationBoard> {
    look(&desk, |practice, now| {
        // Nobody is kept from reading because the disk takes nothing: only the marks stay as they were.
        _ = practice.look_at_formulation(client, now);
        let board = practice.formulation(client)?;
        practice.looked_at(Record::Client(client), now);
        Ok(board)
    })
}

/// Twenty passages under a tag, newest first, after the first so many.
#[tauri::command(async)]
#[specta::specta]
pub fn passages_under(desk: OnDesk, client: ClientId, tag: Tag, from: u32) -> Answer<PassagePage> {
    look(&desk, |practice, now| {
        let page = practice.passages_under(client, tag, from)?;
        practice.looked_at(Record::Client(client), now);
        Ok(page)
    })
}

/// Where in its note a passage stands; nothing for a whole note.
#[tauri::command(async)]
#[specta::specta]
pub fn passage_spot(desk: OnDesk, session: SessionId, source: PassageSource) -> Answer<Option<Spot>> {
    desk.ask(|practice| practice.passage_spot(session, &source))
}

/// Saves the clinician's own words for a factor.
#[tauri::command(async)]
#[specta::specta]
pub fn save_factor_words(desk: OnDesk, client: ClientId, factor: Factor, words: String) -> Answer<FactorWords> {
    desk.change(|practice, now| practice.save_factor_words(client, factor, &words, now))
}

/// The earlier states of these words, the latest first.
#[tauri::command(async)]
#[specta::specta]
pub fn factor_words_states(desk: OnDesk, client: ClientId, factor: Factor) -> Answer<Vec<FactorWordsState>> {
    desk.ask(|practice| practice.factor_words_states(client, factor))
}

/// The words of an earlier state.
#[tauri::command(async)]
#[specta::specta]
pub fn factor_words_state(desk: OnDesk, client: ClientId, factor: Factor, state: FormulationStateId) -> Answer<String> {
    desk.ask(|practice| practice.factor_words_state(client, factor, state))
}

/// How much each factor came up over time, with the homework and the goals of the same time.
#[tauri::command(async)]
#[specta::specta]
pub fn formulation_course(desk: OnDesk, client: ClientId) -> Answer<FormulationCourse> {
    desk.ask(|practice| practice.formulation_course(client))
}

/// Handouts, tasks and goals that fit a cell, what worked before first.
#[tauri::command(async)]
#[specta::specta]
pub fn formulation_ways(desk: OnDesk, client: ClientId, tag: Tag) -> Answer<Ways> {
    let today = desk::now().date_naive();
    let spans = SPANS.map(|(days, when)| (today.checked_sub_days(Days::new(days)).unwrap_or(today), when));
    let spans = spans.into_iter().chain([(NaiveDate::MIN, "so far")]).collect::<Vec<_>>();
    let days: Vec<NaiveDate> = spans.iter().map(|(day, _)| *day).collect();
    let (counts, worked, given) = desk.ask(|practice| {
        Ok((
            practice.tags_since(client, tag, &days)?,
            practice.worked_before(client, tag.factor)?,
            practice.handouts_of(client)?,
        ))
    })?;
    let (goals, own, session) = desk.ask(|practice| {
        Ok((practice.goals(client)?, practice.homework_templates()?, practice.last_held(client, today)?))
    })?;
    let counted: Vec<_> = counts.into_iter().zip(spans.iter().map(|(_, when)| *when)).collect();
    let reason = ways::reason(tag, &counted);
    let given: Vec<String> = given.into_iter().map(|one| one.handout).collect();
    let library = Library::shipped()?;
    let templates = ways::templates(&own, library, tag.factor);
    let handouts = ways::handouts(tag, &suggestion::topics()?, &given, &worked, &reason);
    Ok(Ways {
        tasks: ways::tasks(tag, worked, templates, &handouts, library, &reason),
        goals: ways::goals(goals, tag.factor),
        handouts,
        session,
    })
}

/// The passages that led to a task: those of its factor in its session and before.
#[tauri::command(async)]
#[specta::specta]
pub fn passages_behind_task(desk: OnDesk, homework: HomeworkId) -> Answer<PassagePage> {
    desk.ask(|practice| {
        let task = practice.homework(homework)?;
        let session = practice.session(task.session)?;
        let factors: Vec<Factor> = task.factor.into_iter().collect();
        practice.passages_behind(task.client, &factors, session.day, Some(session.number))
    })
}

/// The passages that led to a handout: those of its factors up to the day on which it was given.
#[tauri::command(async)]
#[specta::specta]
pub fn passages_behind_handout(desk: OnDesk, given: GivenHandoutId) -> Answer<PassagePage> {
    let (own, articles) = desk.ask(|practice| Ok((practice.own_handouts()?, practice.own_articles()?)))?;
    desk.ask(|practice| {
        let given = practice.given_handout(given)?;
        let factors = card::factors(&given.handout, &own, &articles);
        let day = given.given_at.with_timezone(&desk::now().timezone()).date_naive();
        practice.passages_behind(given.client, &factors, day, None)
    })
}
