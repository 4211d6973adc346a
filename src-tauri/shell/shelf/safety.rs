//! When not to use a handout: material that asks for closeness, openness or repair with a partner brings the safety
//! sentence of the library's handouts along.

use std::{collections::BTreeMap, sync::OnceLock};

use secure_base_handouts::{Kind, Library};
use serde::Serialize;
use specta::Type;

use super::composition::Composition;
use crate::problem::{Problem, ProblemCode};

/// So many titles are named.
const NAMED: usize = 3;

/// That a safety sentence is wanted, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SafetyWanted {
    /// The titles of the material that asks for it.
    pub because: Vec<String>,
    /// The library's own words for it.
    pub sentence: String,
}

/// The safety sentence that each practice and each list of questions brings along: that of the library's handouts for
/// partners which use it, unless it also stands in one that asks for nothing of the kind. An idea or an example asks for
/// nothing by itself.
pub fn sentences() -> Result<&'static BTreeMap<String, String>, Problem> {
    static SENTENCES: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    if let Some(known) = SENTENCES.get() {
        return Ok(known);
    }
    let mut all: Vec<Composition> = Vec::new();
    for handout in Library::shipped()?.handouts() {
        all.push(Composition::shipped(&handout.id)?);
    }
    let library = Library::shipped()?;
    let asks = |id: &str| library.material(id).is_some_and(|one| matches!(one.kind, Kind::Practice | Kind::Questions));
    let mut found = BTreeMap::new();
    for plan in all.iter().filter(|plan| plan.partner) {
        for id in plan.material().into_iter().filter(|id| asks(id)) {
            if let Some(safety) = &plan.safety {
                found.entry(id.to_owned()).or_insert_with(|| safety.clone());
            }
        }
    }
    for plan in all.iter().filter(|plan| !plan.partner) {
        plan.material().into_iter().for_each(|id| _ = found.remove(id));
    }
    Ok(SENTENCES.get_or_init(|| found))
}

/// Whether a composition wants a safety sentence: for its material, or because it was begun from a handout for partners.
pub fn wanted(composition: &Composition) -> Result<Option<SafetyWanted>, Problem> {
    let sentences = sentences()?;
    let library = Library::shipped()?;
    let asks: Vec<(&str, &String)> =
        composition.material().into_iter().filter_map(|id| Some((id, sentences.get(id)?))).collect();
    if asks.is_empty() && composition.partner {
        let because = vec![composition.title.clone()];
        return Ok(sentences.values().next().map(|sentence| SafetyWanted { because, sentence: sentence.clone() }));
    }
    let title = |id: &str| library.material(id).map(|material| material.title.clone());
    Ok(asks.first().map(|(_, sentence)| SafetyWanted {
        because: asks.iter().filter_map(|(id, _)| title(id)).take(NAMED).collect(),
        sentence: (*sentence).clone(),
    }))
}

/// Refuses to keep, print or give a handout that wants a safety sentence and has none.
///
/// # Errors
/// A problem that names the material.
pub fn expect(composition: &Composition) -> Result<(), Problem> {
    let said = composition.safety.as_ref().is_some_and(|words| !words.trim().is_empty());
    match wanted(composition)? {
        Some(wanted) if !said => Err(Problem::new(
            ProblemCode::Invalid,
            format!("“{}” asks for closeness, openness or repair with a partner.", wanted.because.join("”, “")),
            "Say under “Safety” when not to use this handout, or take the library's sentence.",
        )),
        _ => Ok(()),
    }
}
