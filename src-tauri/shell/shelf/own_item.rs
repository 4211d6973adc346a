//! A piece of material of the clinician's own, found by its id, and how the page names where it is from.

use secure_base_handouts::Article;
use secure_base_practice::{OwnArticle, OwnMaterial};

use super::compose::material_id;
use crate::problem::{Problem, ProblemCode};

/// The piece of this id, with its article.
///
/// # Errors
/// A problem that says why it is not there, and what to do.
pub fn find<'a>(own: &'a [OwnArticle], id: &str) -> Result<(&'a OwnArticle, &'a OwnMaterial), Problem> {
    let is_it = |item: &OwnMaterial| material_id(item.id) == id;
    let mut items = own.iter().flat_map(|article| article.items.iter().map(move |item| (article, item)));
    items.find(|(_, item)| is_it(item)).ok_or_else(|| match own.iter().flat_map(|one| &one.taken_out).any(is_it) {
        true => Problem::new(
            ProblemCode::Invalid,
            "This handout uses material that was taken out of its article.",
            "Take it out here too, or put it back in the article, under Your articles.",
        ),
        false => gone(),
    })
}

/// That material is not there.
pub fn gone() -> Problem {
    Problem::new(
        ProblemCode::Invalid,
        "This handout uses material that is no longer here.",
        "Take it out, or put its article back from the trash.",
    )
}

/// An article as the page names it: its own words are printed, so it says with whose leave.
pub fn named(article: &OwnArticle) -> Article {
    let said = |words: &String| Some(words.clone()).filter(|words| !words.is_empty());
    Article {
        title: article.title.clone(),
        author: said(&article.author),
        publisher: said(&article.source),
        quoted: true,
        rights: said(&article.rights),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate};
    use secure_base_handouts::{Format, Ink, Library, Paper, PrintOptions, lay_out};
    use secure_base_practice::ItemKind;
    use serde::de::DeserializeOwned;

    use super::*;
    use crate::shelf::{
        compose::Composer,
        composition::{Composition, PartPlan},
    };

    fn number<T: DeserializeOwned>(number: i64) -> T {
        serde_json::from_value(number.into()).expect("an id is a number")
    }

    fn item(id: i64) -> OwnMaterial {
        let (title, body) = ("Rest".into(), "Rest well.".into());
        OwnMaterial {
            id: number(id),
            article: number(1),
            title,
            kind: ItemKind::Idea,
            factor: None,
            aspect: None,
            partner: false,
            body,
        }
    }

    fn article() -> OwnArticle {
        OwnArticle {
            id: number(1),
            title: "On rest".into(),
            author: "Bo".into(),
            source: "The Sleep Paper".into(),
            rights: "Printed with leave\nof the paper".into(),
            added_at: DateTime::UNIX_EPOCH,
            items: vec![item(1)],
            taken_out: vec![item(2)],
        }
    }

    // A text that is used by permission must say so on the paper, or the permission is broken with each print.
    #[test]
    fn the_source_line_names_source_and_rights() {
        Library::shipped().expect("the library");
        let part = vec![PartPlan::Text { heading: None, material: vec!["own-1".into()] }];
        let plan = Composition { title: "Rest".into(), message: "Rest.".into(), part, ..Composition::default() };
        let handout = Composer { own: &[article()], name: None }.compose(&plan).expect("it composes");
        let said: Vec<String> = handout.sections().into_iter().map(|(_, words)| words).collect();
        assert!(said.iter().any(|words| words.contains("Rest well.")), "{said:?}");
        let options = PrintOptions { format: Format::Standard, paper: Paper::A4, printed_on: NaiveDate::default() };
        let pages = lay_out(&handout, &options).expect("it is set");
        let items = pages.pages.iter().flat_map(|page| &page.items);
        let printed: String = items
            .filter_map(|item| match &item.ink {
                Ink::Text(run) => Some(run.text()),
                _ => None,
            })
            .collect();
        let line = "This is taken from “On rest” by Bo, The Sleep Paper. Printed with leave of the paper.";
        assert!(printed.contains(line), "{printed}");
        let [article] = handout.articles.as_slice() else { panic!("one article: {:?}", handout.articles) };
        assert_eq!(article.named(), "“On rest” by Bo, The Sleep Paper");
        assert!(article.quoted, "nobody adapted it");
        assert_eq!(article.rights.as_deref(), Some("Printed with leave\nof the paper"));
    }

    // Where a piece went decides what is to be done: the trash of articles holds none that was taken out of one.
    #[test]
    fn what_was_taken_out_is_told_from_what_is_gone() {
        let own = [article()];
        let told = |id: &str| find(&own, id).err().map(|problem| problem.message);
        assert_eq!(told("own-1"), None);
        assert!(told("own-2").is_some_and(|message| message.contains("taken out of its article")));
        assert!(told("own-3").is_some_and(|message| message.contains("no longer here")));
    }
}
