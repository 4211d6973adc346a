//! When not to use a handout: material that asks for closeness, openness or repair with a partner brings the safety
//! sentence of the library's handouts along.

use std::{collections::BTreeMap, sync::OnceLock};

use secure_base_handouts::Library;
use secure_base_practice::OwnArticle;
use serde::Serialize;
use specta::Type;

use super::{compose::material_id, composition::Composition};
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

/// Whether a composition wants a safety sentence: for its material, the library's or of `own` articles, or because it is
/// marked itself as asking for closeness.
pub fn wanted(composition: &Composition, own: &[OwnArticle]) -> Result<Option<SafetyWanted>, Problem> {
    let (library, sentences) = (Library::shipped()?, sentences()?);
    let material = composition.material();
    let marked: BTreeMap<String, &str> = own
        .iter()
        .flat_map(|article| &article.items)
        .filter(|item| item.partner)
        .map(|item| (material_id(item.id), item.title.as_str()))
        .collect();
    let shipped = |id: &&str| library.material(id).filter(|one| one.partner).map(|one| one.title.as_str());
    let asks = material.iter().filter_map(|id| shipped(id).or_else(|| marked.get(*id).copied()));
    let mut because: Vec<String> = asks.take(NAMED).map(str::to_owned).collect();
    if because.is_empty() && composition.partner {
        because.push(if composition.title.trim().is_empty() { "Untitled".into() } else { composition.title.clone() });
    }
    let sentence = material.iter().find_map(|id| sentences.get(*id).cloned()).map_or_else(general, Ok)?;
    Ok(Some(SafetyWanted { because, sentence }).filter(|wanted| !wanted.because.is_empty()))
}

/// Refuses to keep, print or give a handout that wants a safety sentence and has none.
///
/// # Errors
/// A problem that names the material.
pub fn expect(composition: &Composition, own: &[OwnArticle]) -> Result<(), Problem> {
    let said = composition.safety.as_ref().is_some_and(|words| !words.trim().is_empty());
    match wanted(composition, own)? {
        Some(wanted) if !said => Err(Problem::new(
            ProblemCode::Invalid,
            format!("“{}” asks for closeness, openness or repair with a partner.", wanted.because.join("”, “")),
            "Say under “Safety” when not to use this handout, or take the library's sentence.",
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
pub mod tests {
    use chrono::DateTime;
    use secure_base_practice::{ItemKind, OwnMaterial};

    use super::*;
    use crate::shelf::composition::PartPlan;

    /// An article of the clinician's own with one piece of material, of the number 7.
    pub fn mine(body: &str, partner: bool) -> Vec<OwnArticle> {
        let item = OwnMaterial {
            id: serde_json::from_str("7").expect("a number"),
            article: serde_json::from_str("1").expect("a number"),
            title: "A true word".into(),
            kind: ItemKind::Practice,
            factor: None,
            aspect: None,
            partner,
            body: body.into(),
        };
        let [title, author, source, rights] = ["On rest", "", "", ""].map(String::from);
        vec![OwnArticle {
            id: item.article,
            title,
            author,
            source,
            rights,
            added_at: DateTime::default(),
            items: vec![item],
            taken_out: Vec::new(),
        }]
    }

    fn plan(material: &[&str]) -> Composition {
        let material = material.iter().map(|id| (*id).to_owned()).collect();
        Composition {
            title: "Rest".into(),
            part: vec![PartPlan::Text { heading: None, material }],
            ..Composition::default()
        }
    }

    // What asks for closeness with a partner must not leave without saying when not to use it.
    #[test]
    fn a_practice_for_partners_brings_its_safety_sentence_along() {
        let sentences = sentences().expect("the library");
        let (id, sentence) = sentences.iter().next().expect("there is such material");
        let mut asks = plan(&[id]);
        let said = wanted(&asks, &[]).expect("the library").expect("it is wanted");
        assert_eq!(&said.sentence, sentence);
        assert!(expect(&asks, &[]).is_err());
        asks.safety = Some("Not where there is fear.".into());
        assert!(expect(&asks, &[]).is_ok());
        let idea = plan(&["keep-talking"]);
        assert!(expect(&idea, &[]).is_err(), "an idea may ask for a step as well");
        assert!(expect(&plan(&["three-thanks"]), &[]).is_ok(), "what is one's own alone asks for none");
        let marked = mine("Tell your partner tonight what hurts.", true);
        let cut = plan(&["own-7"]);
        let wanted = wanted(&cut, &marked).expect("the library").expect("what is marked asks like the library's");
        assert_eq!(wanted.because, ["A true word"]);
        assert!(expect(&cut, &mine("Rest.", false)).is_ok(), "what is not marked asks for none");
        let begun = Composition { partner: true, ..plan(&[]) };
        assert!(expect(&begun, &[]).is_err(), "begun from a handout for partners, it still says when not to use it");
    }
}
