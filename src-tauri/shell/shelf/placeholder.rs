//! Placeholders in the clinician's own words: `{name}` becomes the client's first name, and nothing else is known.

use super::composition::Composition;
use crate::problem::{Problem, ProblemCode};

/// The one that is known.
const NAME: &str = "name";

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

/// Words with the name in the place of each `{name}`.
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

/// The first name of somebody: the first word of what they are called.
pub fn first_name(called: &str) -> String {
    called.split_whitespace().next().unwrap_or_default().into()
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
        assert_eq!(first_name("  Ada  Fennimore"), "Ada");
    }
}
