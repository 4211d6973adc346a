//! Composing handouts, and keeping those of the clinician's own.

use chrono::{DateTime, Utc};
use secure_base_handouts::lay_out_with;
use secure_base_practice::{OwnHandoutDraft, OwnHandoutId, OwnHandoutState, OwnHandoutStateId};
use serde::Serialize;
use specta::Type;

use super::{Answer, OnDesk};
use crate::{
    problem::{Problem, ProblemCode},
    shelf::{
        card::{self, MaterialCard},
        compose::{Composer, own_number},
        composition::Composition,
        placeholder::STAND_IN,
        reading::{self, Reading},
        safety::{self, SafetyWanted},
        sheet_view::{self, PageView},
        wish::{PrintWish, on_shelf},
    },
};

/// What a handout that is being composed looks like, and how it reads.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// Its pages.
    pub pages: Vec<PageView>,
    /// How it reads.
    pub reading: Reading,
    /// Signs for which there is no font: they stand as empty boxes on the pages.
    pub undrawn: String,
    /// Whether it speaks of the client by name.
    pub wants_name: bool,
    /// That it wants to say when not to use it, if it does.
    pub safety_wanted: Option<SafetyWanted>,
}

/// A composition that was opened to be changed.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpenedComposition {
    /// What it is made of.
    pub composition: Composition,
    /// The number of one of the clinician's own; what is made of the library's becomes a new one.
    pub own: Option<OwnHandoutId>,
    /// When that was last saved.
    pub saved_at: Option<DateTime<Utc>>,
}

/// Everything that handouts can be composed of.
#[tauri::command(async)]
#[specta::specta]
pub fn materials(desk: OnDesk) -> Answer<Vec<MaterialCard>> {
    let articles = desk.ask(|practice| practice.own_articles())?;
    card::materials(&articles)
}

/// The pages of what is being composed.
#[tauri::command(async)]
#[specta::specta]
pub fn preview_handout(desk: OnDesk, wish: PrintWish) -> Answer<Preview> {
    let ingredients = wish.gather(&desk)?;
    // Where nobody is chosen yet, the pages show where a name will stand.
    let name = ingredients.name.as_deref().unwrap_or(STAND_IN);
    let Some(handout) = ingredients.handouts(Some(name))?.pop() else { return Err(nothing()) };
    let wanted = |one| safety::wanted(one, &ingredients.articles);
    let wanted = ingredients.compositions.first().map(wanted).transpose()?.flatten();
    let pages = wish.tinted(lay_out_with(&handout, ingredients.letterhead.as_ref(), &wish.options())?);
    Ok(Preview {
        pages: sheet_view::view(&pages),
        undrawn: pages.undrawn().into_iter().collect(),
        reading: reading::of(&handout),
        wants_name: ingredients.want_name(),
        safety_wanted: wanted,
    })
}

/// Opens a handout to change it, or to make one's own of it.
#[tauri::command(async)]
#[specta::specta]
pub fn open_composition(desk: OnDesk, id: String) -> Answer<OpenedComposition> {
    desk.ask(|_| Ok(()))?;
    let composition = Composition { id: String::new(), ..on_shelf(&desk, &id)? };
    let Some(number) = own_number(&id) else {
        return Ok(OpenedComposition { composition, own: None, saved_at: None });
    };
    let all = desk.ask(|practice| practice.own_handouts())?;
    let own = all.into_iter().find(|one| one.id.number() == number);
    Ok(OpenedComposition { composition, own: own.as_ref().map(|one| one.id), saved_at: own.map(|one| one.saved_at) })
}

/// Keeps what was composed: as a new handout of one's own, or over the state of one that was opened.
#[tauri::command(async)]
#[specta::specta]
pub fn save_own_handout(
    desk: OnDesk,
    own: Option<OwnHandoutId>,
    saved_at: Option<DateTime<Utc>>,
    composition: Composition,
) -> Answer<OpenedComposition> {
    let articles = desk.ask(|practice| practice.own_articles())?;
    if composition.part.is_empty() && composition.message.trim().is_empty() {
        return Err(nothing());
    }
    safety::expect(&composition, &articles)?;
    // What cannot be printed is not kept as if it could.
    Composer { own: &articles, name: Some(STAND_IN) }.compose(&composition)?;
    let kept = Composition { id: String::new(), ..composition };
    let draft = OwnHandoutDraft { title: kept.title.clone(), composition: kept.to_toml()? };
    let saved = desk.change(|practice, now| match own.zip(saved_at) {
        Some((own, saved_at)) => practice.change_own_handout(own, &draft, saved_at, now),
        None => practice.add_own_handout(&draft, now),
    })?;
    Ok(OpenedComposition { composition: kept, own: Some(saved.id), saved_at: Some(saved.saved_at) })
}

/// The earlier states of a handout of one's own, the latest first.
#[tauri::command(async)]
#[specta::specta]
pub fn own_handout_states(desk: OnDesk, handout: OwnHandoutId) -> Answer<Vec<OwnHandoutState>> {
    desk.ask(|practice| practice.own_handout_states(handout))
}

/// What one of them was made of.
#[tauri::command(async)]
#[specta::specta]
pub fn own_handout_state(desk: OnDesk, handout: OwnHandoutId, state: OwnHandoutStateId) -> Answer<Composition> {
    let kept = desk.ask(|practice| practice.own_handout_state(handout, state))?;
    Ok(Composition { id: String::new(), ..Composition::from_toml(&kept)? })
}

fn nothing() -> Problem {
    let advice = "Write its main message, or add material.";
    Problem::new(ProblemCode::Invalid, "There is nothing in this handout yet.", advice)
}
