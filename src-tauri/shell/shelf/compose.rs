//! From a composition to a handout: the library fills in its own material, and what is the clinician's own is put in its
//! places.

use secure_base_handouts::{Block, Handout, Kind, Library, Part, PartBody, Piece};
use secure_base_practice::{ItemKind, OwnArticle, OwnMaterialId};

use super::{
    composition::{Composition, PartPlan},
    own_item, own_text, placeholder,
};
use crate::problem::Problem;

/// The id under which a handout goes through the page maker while it is being composed.
const COMPOSED: &str = "composed";
/// How the ids of own handouts and own material begin.
const OWN: &str = "own-";

/// The id by which a composition names material that was cut from an article of one's own.
pub fn material_id(id: OwnMaterialId) -> String {
    format!("{OWN}{}", id.number())
}

/// The number behind an id of something of one's own.
pub fn own_number(id: &str) -> Option<i64> {
    id.strip_prefix(OWN)?.parse().ok()
}

/// The kind of an item cut from an article, as the page maker knows it.
pub fn kind_of(kind: ItemKind) -> Kind {
    match kind {
        ItemKind::Idea => Kind::Idea,
        ItemKind::List => Kind::List,
        ItemKind::Questions => Kind::Questions,
        ItemKind::Example => Kind::Example,
        ItemKind::Practice => Kind::Practice,
        ItemKind::Source => Kind::Source,
    }
}

/// Makes handouts of compositions.
pub struct Composer<'a> {
    /// The articles of the clinician's own.
    pub own: &'a [OwnArticle],
    /// The first name that `{name}` becomes, if one is to be printed.
    pub name: Option<&'a str>,
}

impl Composer<'_> {
    /// The handout that a composition describes.
    ///
    /// # Errors
    /// A problem that says what to change: an unknown placeholder, material that is gone, nothing to print.
    pub fn compose(&self, composition: &Composition) -> Result<Handout, Problem> {
        let mut plan = composition.clone();
        placeholder::fill(&mut plan, self.name)?;
        if plan.title.trim().is_empty() {
            plan.title = "Untitled".into();
        }
        let mut handout = Library::shipped()?.compose(&skeleton(&plan).to_toml()?)?;
        for (part, plan) in handout.parts.iter_mut().zip(&plan.part) {
            if let Some(body) = self.body(plan)? {
                *part = Part { heading: plan.heading().cloned(), body };
            }
        }
        self.credit(&plan, &mut handout)?;
        handout.parts = joined(std::mem::take(&mut handout.parts));
        Ok(handout)
    }

    /// What stands in a part that the library alone cannot fill.
    fn body(&self, plan: &PartPlan) -> Result<Option<PartBody>, Problem> {
        let pieces = match plan {
            PartPlan::Own { text, .. } => vec![piece(Kind::Idea, own_text::blocks(text))],
            PartPlan::Text { material, .. } if has_own(material) => {
                material.iter().map(|id| self.piece(id)).collect::<Result<_, _>>()?
            }
            part if part.is_empty() => Vec::new(),
            _ => return Ok(None),
        };
        Ok(Some(PartBody::Text(pieces.into_iter().filter(|piece| !piece.blocks.is_empty()).collect())))
    }

    fn piece(&self, id: &str) -> Result<Piece, Problem> {
        if own_number(id).is_none() {
            let library = Library::shipped()?;
            let one = Composition { id: COMPOSED.into(), part: vec![text(id)], ..minimal() };
            let filled = library.compose(&one.to_toml()?)?;
            let found = filled.parts.into_iter().find_map(|part| match part.body {
                PartBody::Text(pieces) => pieces.into_iter().next(),
                _ => None,
            });
            return found.ok_or_else(own_item::gone);
        }
        let (_, item) = own_item::find(self.own, id)?;
        // It was written elsewhere, so that it is said where the placeholder stands.
        let words = placeholder::filled(&item.body, self.name)
            .map_err(|why| Problem { message: format!("In “{}”: {}", item.title, why.message), ..why })?;
        Ok(piece(kind_of(item.kind), own_text::blocks(&words)))
    }

    /// Names the articles and factors of what was put in besides.
    fn credit(&self, plan: &Composition, handout: &mut Handout) -> Result<(), Problem> {
        for id in mixed(plan) {
            let (article, factor) = if own_number(id).is_some() {
                let (article, item) = own_item::find(self.own, id)?;
                (own_item::named(article), item.factor)
            } else {
                let one = Composition { id: COMPOSED.into(), part: vec![text(id)], ..minimal() };
                let mut filled = Library::shipped()?.compose(&one.to_toml()?)?;
                (filled.articles.remove(0), filled.factors.first().copied())
            };
            if !handout.articles.contains(&article) {
                handout.articles.push(article);
            }
            handout.factors.extend(factor.filter(|factor| !handout.factors.contains(factor)));
        }
        handout.factors.sort();
        Ok(())
    }
}

/// Text without a heading of its own goes on under the text before it, as another piece; what is empty goes.
fn joined(parts: Vec<Part>) -> Vec<Part> {
    let mut kept: Vec<Part> = Vec::new();
    for part in parts {
        match (part.body, kept.last_mut()) {
            (PartBody::Text(pieces), _) if pieces.is_empty() => {}
            (PartBody::Text(pieces), Some(Part { body: PartBody::Text(before), .. })) if part.heading.is_none() => {
                before.extend(pieces);
            }
            (body, _) => kept.push(Part { heading: part.heading, body }),
        }
    }
    kept
}

fn piece(kind: Kind, blocks: Vec<Block>) -> Piece {
    Piece { kind, figure: None, blocks }
}

fn has_own(material: &[String]) -> bool {
    material.iter().any(|id| own_number(id).is_some())
}

/// The material of parts in which the clinician's own stands beside the library's.
fn mixed(plan: &Composition) -> Vec<&str> {
    let parts = plan.part.iter().filter(|part| matches!(part, PartPlan::Text { material, .. } if has_own(material)));
    parts.flat_map(PartPlan::material).collect()
}

fn text(id: &str) -> PartPlan {
    PartPlan::Text { heading: None, material: vec![id.into()] }
}

fn minimal() -> Composition {
    let [title, message, purpose] = [(); 3].map(|()| String::from("-"));
    Composition { title, message, purpose, ..Composition::default() }
}

/// What the library can fill by itself: what is the clinician's own is a line to write on until its turn comes.
fn skeleton(plan: &Composition) -> Composition {
    let part = plan.part.iter().map(|part| match part {
        PartPlan::Own { .. } => stub(),
        PartPlan::Text { material, .. } if has_own(material) => stub(),
        part if part.is_empty() => stub(),
        part => part.clone(),
    });
    let mut skeleton = Composition {
        id: if plan.id.is_empty() { COMPOSED.into() } else { plan.id.clone() },
        // Whether the safety sentence is there is asked by the one who composes, in words that help.
        partner: plan.partner && plan.safety.is_some(),
        part: part.collect(),
        ..plan.clone()
    };
    skeleton.prose_mut().into_iter().for_each(|words| *words = own_text::line(words));
    skeleton
}

fn stub() -> PartPlan {
    PartPlan::Lines { heading: None, prompt: "-".into(), lines: 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shelf::safety;

    fn plan(part: Vec<PartPlan>) -> Composition {
        Composition { title: "Rest".into(), message: "Be *kind* # now.".into(), part, ..Composition::default() }
    }

    fn own(text: &str) -> PartPlan {
        PartPlan::Own { heading: None, text: text.into() }
    }

    // What a clinician writes beside the library's material must come out whole and in her order.
    #[test]
    fn own_words_stand_between_the_librarys_material() {
        let idea = Library::shipped().expect("the library").materials().find(|one| one.kind == Kind::Idea);
        let idea = idea.expect("an idea").id.clone();
        let parts = vec![own("First, {name}."), text(&idea), own(""), own("- tea\n- a book")];
        let composer = Composer { own: &[], name: Some("Ada") };
        let handout = composer.compose(&plan(parts)).expect("it composes");
        assert_eq!(handout.message.text(), "Be *kind* # now.", "what looks like a mark is a letter");
        let [Part { body: PartBody::Text(pieces), .. }] = handout.parts.as_slice() else {
            panic!("text without headings is one part: {:?}", handout.parts)
        };
        let words: Vec<String> = pieces.iter().map(Piece::text).collect();
        assert_eq!((words.len(), words[0].as_str(), words[2].as_str()), (3, "First, Ada.", "tea\na book"));
        assert_eq!(handout.articles.len(), 1, "the article of the material is named");
    }

    #[test]
    fn what_is_gone_or_unknown_is_told_and_not_left_out() {
        let composer = Composer { own: &[], name: None };
        let gone = composer.compose(&plan(vec![text("own-7")])).expect_err("its article is gone");
        assert!(gone.message.contains("no longer here"), "{gone}");
        let nobody = composer.compose(&plan(vec![own("Dear {name}")])).expect_err("no name is printed");
        assert!(nobody.message.contains("{name}"), "{nobody}");
        let cut = |body: &str, name| {
            let own = crate::shelf::safety::tests::mine(body, false);
            let plan = plan(vec![text("own-7")]);
            let made = Composer { own: &own, name }.compose(&plan).map_err(|why| why.message);
            (placeholder::wants_name(&plan, &own), made.map(|made| made.text()))
        };
        let (wants, made) = cut("Dear {name}, rest.", Some("Ada"));
        assert!(wants && made.as_ref().is_ok_and(|words| words.contains("Dear Ada, rest.")), "{made:?}");
        let (wants, made) = cut("Dear {nmae}, rest.", Some("Ada"));
        assert!(!wants && made.is_err_and(|why| why.contains("A true word") && why.contains("{nmae}")));
        let titled = Composition { title: "For {nmae}".into(), ..plan(vec![own("Rest.")]) };
        assert!(composer.compose(&titled).is_err_and(|why| why.message.contains("{nmae}")), "a title is told too");
    }

    // Every shipped handout can be opened in the composer, and is printed the same from there.
    #[test]
    fn every_shipped_handout_is_composed_again() {
        let composer = Composer { own: &[], name: None };
        let words =
            |handout: &Handout| handout.sections().into_iter().map(|(_, words)| words).collect::<Vec<_>>().join("\n");
        for handout in Library::shipped().expect("the library").handouts() {
            let plan = Composition::shipped(&handout.id).expect("it reads");
            let again = composer.compose(&plan).expect("it composes");
            assert_eq!(again.title, handout.title);
            assert_eq!(words(&again), words(handout), "{}", handout.id);
            assert!(safety::expect(&plan, &[]).is_ok(), "{} says when not to use it", handout.id);
        }
    }
}
