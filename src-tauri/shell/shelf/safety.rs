//! When not to use a handout: material that asks for closeness, openness or repair with a partner brings the safety
//! sentence of the library's handouts along.

use std::{collections::BTreeMap, sync::OnceLock};

use secure_base_handouts::Library;
use serde::Serialize;
use specta::Type;

use super::composition::Composition;
use crate::problem::{Problem, ProblemCode};

/// So many titles are named.
const NAMED: usize = 3;
/// The handout whose safety sentence fits whatever is asked of a partner.
const GENERAL: &str = "three-roots";

/// That a safety sentence is wanted, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SafetyWanted {
    /// The titles of the material that asks for it.
    pub because: Vec<String>,
    /// The library's own words for it.
    pub sentence: String,
}

/// The safety sentence that each piece of the library's material for partners brings along: that of the first handout
/// with it, which speaks of the same matter, or one that always fits.
pub fn sentences() -> Result<&'static BTreeMap<String, String>, Problem> {
    static SENTENCES: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    if let Some(known) = SENTENCES.get() {
        return Ok(known);
    }
    let mut found = BTreeMap::new();
    for handout in Library::shipped()?.handouts() {
        let plan = Composition::shipped(&handout.id)?;
        let asks = plan.material().into_iter().filter(|id| asks(id));
        for (id, safety) in asks.zip(plan.safety.iter().cycle()) {
            found.entry(id.to_owned()).or_insert_with(|| safety.clone());
        }
    }
    let general = general()?;
    for one in Library::shipped()?.materials().filter(|one| one.partner) {
        found.entry(one.id.clone()).or_insert_with(|| general.clone());
    }
    Ok(SENTENCES.get_or_init(|| found))
}

/// Whether a piece of the library's material asks for a step towards a partner.
fn asks(id: &str) -> bool {
    Library::shipped().ok().and_then(|library| library.material(id)).is_some_and(|one| one.partner)
}

fn general() -> Result<String, Problem> {
    Ok(Composition::shipped(GENERAL)?.safety.unwrap_or_default())
}

/// Whether a composition wants a safety sentence: for its material, or because it is marked as asking for closeness.
pub fn wanted(composition: &Composition) -> Result<Option<SafetyWanted>, Problem> {
    let sentences = sentences()?;
    let library = Library::shipped()?;
    let asks: Vec<(&str, &String)> =
        composition.material().into_iter().filter_map(|id| Some((id, sentences.get(id)?))).collect();
    if asks.is_empty() && composition.partner {
        return Ok(Some(SafetyWanted { because: vec![composition.title.clone()], sentence: general()? }));
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
