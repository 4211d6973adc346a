//! Material: an idea, list, question, example or practice, in our own words, named by an id.
//!
//! A file of material is Markdown under a front matter between `+++` fences:
//!
//! ```text
//! +++
//! id = "body-shows"
//! title = "How the body shows worry"
//! article = "feeling-secure"
//! kind = "idea"
//! factor = "B"
//! aspect = "shows"
//! +++
//! A kind look calms us. A look elsewhere stirs us up.
//! ```
//!
//! `partner = true` says that it asks for a step towards a partner; a practice and a list of questions say either.

use secure_base_model::{Aspect, Factor};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    Error,
    composition::is_kebab_case,
    prose::{self, Block, Prose},
};

/// What sort of thing a piece of material is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
// Named in full for the window, where other things have kinds too.
#[serde(rename = "MaterialKind", rename_all = "camelCase")]
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

/// A piece of material.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Material {
    /// Its id, by which compositions name it.
    pub id: String,
    /// A short name, by which a clinician picks it.
    pub title: String,
    /// The key of the article it is adapted from.
    pub article: String,
    /// What sort of thing it is.
    pub kind: Kind,
    /// The factor it speaks of, if one.
    pub factor: Option<Factor>,
    /// The aspect under which it sees that factor.
    pub aspect: Option<Aspect>,
    /// Whether it asks for closeness, openness or repair with a partner, or for a look at one's own part in the bond:
    /// then it is not for where there is fear.
    pub partner: bool,
    /// The id of a model's picture.
    pub picture: Option<String>,
    /// What the picture shows, for those who do not see it.
    pub alt: Option<String>,
    /// The words.
    pub blocks: Vec<Block>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    id: String,
    title: String,
    article: String,
    kind: Kind,
    factor: Option<Factor>,
    aspect: Option<Aspect>,
    partner: Option<bool>,
    picture: Option<String>,
    alt: Option<String>,
}

/// The most items of a list or steps of a practice that are taken in at once.
pub const LONGEST_LIST: usize = 7;
/// The most characters of a title, so that it can be read in a list.
const LONGEST_TITLE: usize = 60;
/// The most characters of an alternative text, so that it is heard to its end.
const LONGEST_ALT: usize = 400;

impl Material {
    /// Reads a file of material; `file` is its path in the library, for error messages.
    pub fn parse(file: &str, text: &str) -> Result<Self, Error> {
        // A checkout may have turned every line end into two characters.
        let text = text.replace("\r\n", "\n");
        let (front, body) =
            split(&text).ok_or_else(|| Error::unusable(file, "begin it with a front matter between +++ lines"))?;
        let front: FrontMatter = toml::from_str(front).map_err(|error| Error::unusable(file, error))?;
        if !is_kebab_case(&front.id) {
            return Err(Error::unusable(
                file,
                format!("the id \"{}\" must be small letters, digits and single hyphens", front.id),
            ));
        }
        let blocks = prose::blocks(body).map_err(|reason| Error::unusable(file, reason))?;
        let FrontMatter { id, title, article, kind, factor, aspect, partner, picture, alt } = front;
        // What asks something of its reader says whether it asks it of a partner too; silence would pass for a no.
        if partner.is_none() && matches!(kind, Kind::Practice | Kind::Questions) {
            return Err(Error::unusable(
                file,
                "say whether it asks for a step towards a partner: add partner = true or partner = false",
            ));
        }
        let partner = partner.unwrap_or(false);
        let material = Material { id, title, article, kind, factor, aspect, partner, picture, alt, blocks };
        match material.fault() {
            Some(fault) => Err(Error::unusable(file, fault)),
            None => Ok(material),
        }
    }

    /// What keeps it from being what its kind promises, with what to do.
    fn fault(&self) -> Option<String> {
        let long = |text: &str, most: usize| text.chars().count() > most;
        if self.title.trim().is_empty() || long(&self.title, LONGEST_TITLE) {
            return Some(format!("it needs a title of at most {LONGEST_TITLE} characters"));
        }
        if (self.kind == Kind::Model) != self.picture.is_some() {
            return Some("a model has a picture, and nothing else does; change its kind or its picture".into());
        }
        match &self.alt {
            None if self.picture.is_some() => {
                return Some("a picture needs an alt text that says what it shows".into());
            }
            Some(_) if self.picture.is_none() => {
                return Some("it has an alt text and no picture; leave one out".into());
            }
            Some(alt) if long(alt, LONGEST_ALT) => {
                return Some(format!("its alt text is longer than {LONGEST_ALT} characters; shorten it"));
            }
            _ => {}
        }
        self.fault_of_blocks()
    }

    fn fault_of_blocks(&self) -> Option<String> {
        let list = match self.blocks.as_slice() {
            [Block::Paragraph(_), list] | [list] => Some(list),
            _ => None,
        };
        let short = |items: &[Prose]| items.len() <= LONGEST_LIST;
        let fits = match (self.kind, list) {
            (Kind::Model, _) => true,
            (Kind::Questions, _) => matches!(self.blocks.as_slice(), [Block::Bullets(_)]),
            (Kind::List, Some(Block::Bullets(items) | Block::Steps { items, .. })) => short(items),
            (Kind::Practice, Some(Block::Steps { items, .. })) => short(items),
            (Kind::List | Kind::Practice, _) => false,
            (Kind::Idea | Kind::Example | Kind::Source, _) => !self.blocks.is_empty(),
        };
        let wanted = match self.kind {
            Kind::Questions => "must be one bullet list of questions",
            Kind::List => "may have one paragraph before one list of at most seven items",
            Kind::Practice => "may have one paragraph before at most seven numbered steps",
            Kind::Idea | Kind::Example | Kind::Source | Kind::Model => "needs at least one paragraph",
        };
        (!fits).then(|| format!("material of this kind {wanted}; mend it or change its kind"))
    }
}

fn split(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix("+++\n")?.split_once("\n+++\n")
}
