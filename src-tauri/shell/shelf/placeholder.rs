//! Placeholders in the clinician's own words: `{name}` becomes the client's first name, and nothing else is known.

use secure_base_practice::{ClientKind, OwnArticle, Person};

use super::{compose::material_id, composition::Composition};
use crate::problem::{Problem, ProblemCode};

/// The one that is known.
const NAME: &str = "name";
/// What stands where a name will be, while nobody is chosen.
pub const STAND_IN: &str = "Name";

/// Puts the name in the place of each `{name}`.
///
/// # Errors
/// A problem for a placeholder that is not known, and for `{name}` where no name is to stand.
pub fn fill(composition: &mut Composition, name: Option<&str>) -> Result<(), Problem> {
    let fill = |words: Vec<&mut String>| {
        words.into_iter().try_for_each(|words| {
            *words = filled(words, name)?;
            Ok(())
        })
    };
    fill(composition.plain_mut())?;
    fill(composition.prose_mut())?;
    fill(composition.texts_mut())
}

/// The words with the name in its places: those of a text, of material, of a packet's cover.
///
/// # Errors
/// Those of [`fill`].
pub fn filled(words: &str, name: Option<&str>) -> Result<String, Problem> {
    let mut out = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            // A brace that is not closed on its line is only a brace.
            Some((inside, tail)) if !inside.contains('\n') => {
                out.push_str(value(inside, name)?);
                rest = tail;
            }
            _ => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Ok(out)
}

fn value<'a>(inside: &str, name: Option<&'a str>) -> Result<&'a str, Problem> {
    if inside.trim() != NAME {
        let shown: String = inside.chars().take(40).collect();
        return Err(Problem::new(
            ProblemCode::Invalid,
            format!("“{{{shown}}}” is no placeholder that is known."),
            "Write {name} where the client's first name is to stand, or take the braces out.",
        ));
    }
    name.ok_or_else(|| {
        Problem::new(
            ProblemCode::Invalid,
            "The text speaks of {name}, and no name is printed.",
            "Choose to print the first name, or take {name} out.",
        )
    })
}

/// Whether a name is wanted anywhere in a composition, its material of `own` articles included.
pub fn wants_name(composition: &Composition, own: &[OwnArticle]) -> bool {
    let mut plan = composition.clone();
    let ids: Vec<String> = plan.material().into_iter().map(str::to_owned).collect();
    let items = own.iter().flat_map(|article| &article.items).filter(|item| ids.contains(&material_id(item.id)));
    let mut all: Vec<String> = items.map(|item| item.body.clone()).collect();
    all.extend(plan.plain_mut().into_iter().map(|words| words.clone()));
    all.extend(plan.prose_mut().into_iter().map(|words| words.clone()));
    all.extend(plan.texts_mut().into_iter().map(|words| words.clone()));
    all.iter().any(|words| stands_in(words))
}

/// Whether `{name}` stands in words.
pub fn stands_in(words: &str) -> bool {
    words.split('{').skip(1).any(|rest| rest.split('}').next().map(str::trim) == Some(NAME))
}

/// How a client is called on paper: by the preferred name, or else by the first name. A couple or a family is called by its
/// people's: "Anna and Ben"; where nobody of it is written down, by the whole name, of which no part is known to be one.
pub fn on_paper(kind: ClientKind, name: &str, preferred: &str, people: &[Person]) -> String {
    let one = |name: &str, preferred: &str| match preferred.trim() {
        "" => name.split_whitespace().next().unwrap_or_default().to_owned(),
        preferred => preferred.to_owned(),
    };
    let all: Vec<String> = people.iter().map(|person| one(&person.name, &person.preferred_name)).collect();
    match (kind, all.as_slice()) {
        (ClientKind::Individual, _) => one(name, preferred),
        (_, [before @ .., last]) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        (_, [only]) => only.clone(),
        _ if preferred.trim().is_empty() => name.to_owned(),
        _ => preferred.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // A page that says "Dear {nmae}" in a client's hand cannot be taken back.
    #[test]
    fn only_what_is_known_is_filled_in() {
        let fill = |words: &str, name| filled(words, name).map_err(|problem| problem.message);
        assert_eq!(fill("Dear {name}, { name }!", Some("Ada")), Ok("Dear Ada, Ada!".into()));
        assert_eq!(fill("A { brace and }", None), Err("“{ brace and }” is no placeholder that is known.".into()));
        assert_eq!(fill("An open { brace", None), Ok("An open { brace".into()));
        assert!(fill("{nmae}", Some("Ada")).is_err_and(|why| why.contains("{nmae}")));
        assert!(fill("Dear {name}", None).is_err());
    }

    // "Dear Anna" on a couple's page leaves one of the two out.
    #[test]
    fn people_are_called_by_their_own_first_names() {
        let person = |name: &str, preferred: &str| Person {
            name: name.into(),
            preferred_name: preferred.into(),
            ..Person::default()
        };
        let two = [person("Anna Miller", ""), person("Benedict Miller", "Ben")];
        let three = [two[0].clone(), two[1].clone(), person("Cleo", "")];
        let couple = |people: &[Person]| on_paper(ClientKind::Couple, "Anna and Ben Miller", "", people);
        assert_eq!(on_paper(ClientKind::Individual, "  Ada  Fennimore", "", &[]), "Ada");
        assert_eq!(on_paper(ClientKind::Individual, "Mary Ann Lind", "Mary Ann", &[]), "Mary Ann", "she said so");
        assert_eq!(couple(&two), "Anna and Ben");
        assert_eq!(on_paper(ClientKind::Family, "Miller", "", &three), "Anna, Ben and Cleo");
        assert_eq!(couple(&[]), "Anna and Ben Miller");
    }
}
