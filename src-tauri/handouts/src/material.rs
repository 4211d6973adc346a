//! Material: an idea, list, question, example or practice, in our own words, named by an id.
//!
//! A file of material is Markdown under a front matter between `+++` fences:
//!
//! ```text
//! +++
//! id = "body-shows"
//! article = "feeling-secure"
//! kind = "idea"
//! factor = "B"
//! aspect = "shows"
//! +++
//! A kind look calms us. A look elsewhere stirs us up.
//! ```

use secure_base_model::{Aspect, Factor};
use serde::{Deserialize, Serialize};

use crate::{
    Error,
    composition::is_kebab_case,
    prose::{self, Block},
};

/// What sort of thing a piece of material is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// A thought to take in.
    Idea,
    /// A list to read down.
    List,
    /// Questions to answer.
    Questions,
    /// An example from life.
    Example,
    /// Something to do, step by step.
    Practice,
    /// A drawing of how things hang together.
    Model,
    /// A note about where the rest comes from.
    Source,
}

/// The drawings that a model may show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Drawing {
    /// A tree on three roots, lettered B, E and S.
    RootTree,
}

/// A piece of material.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Material {
    /// Its id, by which compositions name it.
    pub id: String,
    /// The key of the article it is adapted from.
    pub article: String,
    /// What sort of thing it is.
    pub kind: Kind,
    /// The factor it speaks of, if one.
    pub factor: Option<Factor>,
    /// The aspect under which it sees that factor.
    pub aspect: Option<Aspect>,
    /// The drawing of a model.
    pub drawing: Option<Drawing>,
    /// What the drawing shows, for those who do not see it.
    pub alt: Option<String>,
    /// The words.
    pub blocks: Vec<Block>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    id: String,
    article: String,
    kind: Kind,
    factor: Option<Factor>,
    aspect: Option<Aspect>,
    drawing: Option<Drawing>,
    alt: Option<String>,
}

impl Material {
    /// Reads a file of material; `file` is its path in the library, for error messages.
    pub fn parse(file: &str, text: &str) -> Result<Self, Error> {
        // A checkout may have turned every line end into two characters.
        let text = text.replace("\r\n", "\n");
        let (front, body) =
            split(&text).ok_or_else(|| Error::unusable(file, "begin it with a front matter between +++ lines"))?;
        let front: FrontMatter = toml::from_str(front).map_err(|error| Error::unusable(file, error))?;
        if front.drawing.is_some() && front.alt.is_none() {
            return Err(Error::unusable(file, "a drawing needs an alt text that says what it shows"));
        }
        if !is_kebab_case(&front.id) {
            return Err(Error::unusable(
                file,
                format!("the id \"{}\" must be small letters, digits and single hyphens", front.id),
            ));
        }
        let blocks = prose::blocks(body).map_err(|reason| Error::unusable(file, reason))?;
        let FrontMatter { id, article, kind, factor, aspect, drawing, alt } = front;
        Ok(Material { id, article, kind, factor, aspect, drawing, alt, blocks })
    }
}

fn split(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix("+++\n")?.split_once("\n+++\n")
}
