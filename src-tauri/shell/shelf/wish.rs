//! What is to be printed, how and for whom, and the way from there to the file.

use secure_base_handouts::{
    Cover, Format, Handout, Letterhead, Pages, Paper, PrintOptions, PrintedHandout, bind, lay_out_packet, lay_out_with,
};
use secure_base_practice::{ClientId, OwnArticle, Practice};
use serde::Deserialize;
use specta::Type;

use super::{
    compose::{Composer, own_number},
    composition::Composition,
    letterhead, own_text,
    placeholder::{self, filled},
    safety,
};
use crate::{
    desk::{self, Desk},
    problem::{Problem, ProblemCode},
};

/// Which handout.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Which {
    /// One of the library or of the clinician's own, by its id.
    Shelf {
        /// Its id.
        id: String,
    },
    /// One that is being composed.
    Composed {
        /// What it is composed of.
        composition: Composition,
    },
    /// Several as one document, behind a cover and with page numbers that run through.
    Packet {
        /// The title on the cover.
        title: String,
        /// A few words on the cover; may be empty.
        words: String,
        /// The ids of the handouts in order.
        ids: Vec<String>,
    },
}

/// What is to be printed.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PrintWish {
    /// Which handout.
    pub which: Which,
    /// The format.
    pub format: Format,
    /// The paper.
    pub paper: Paper,
    /// The client whose first name `{name}` becomes; no name is printed without.
    pub name_of: Option<ClientId>,
    /// Whether easy reading stands on plain white rather than on cream.
    #[serde(default)]
    pub plain: bool,
}

/// What the open practice holds that goes onto the pages.
pub struct Ingredients {
    /// What is composed: several for a packet.
    pub compositions: Vec<Composition>,
    /// The articles of the clinician's own.
    pub articles: Vec<OwnArticle>,
    /// The letterhead, if there is one.
    pub letterhead: Option<Letterhead>,
    /// The client's first name, if it is to be printed.
    pub name: Option<String>,
}

impl Which {
    /// The id under which it is written down that it was given.
    pub fn id(&self) -> &str {
        match self {
            Which::Shelf { id } => id,
            Which::Composed { .. } => "composed",
            Which::Packet { .. } => "packet",
        }
    }

    /// Its title as it was typed: a file is named after it, and no file is named after a client.
    fn title(&self, desk: &Desk) -> Result<String, Problem> {
        match self {
            Which::Composed { composition } => Ok(composition.title.clone()),
            Which::Shelf { id } => Ok(on_shelf(desk, id)?.title),
            Which::Packet { title, .. } => Ok(title.clone()),
        }
    }

    /// Whether the cover of a packet speaks of `{name}`.
    fn speaks_of_name(&self) -> bool {
        matches!(self, Which::Packet { title, words, .. } if [title, words].into_iter().any(|said| placeholder::stands_in(said)))
    }

    /// The compositions behind it.
    ///
    /// # Errors
    /// A problem when there is none of an id, or one cannot be read.
    pub fn compositions(&self, desk: &Desk) -> Result<Vec<Composition>, Problem> {
        match self {
            Which::Composed { composition } => Ok(vec![composition.clone()]),
            Which::Shelf { id } => Ok(vec![on_shelf(desk, id)?]),
            Which::Packet { ids, .. } => ids.iter().map(|id| on_shelf(desk, id)).collect(),
        }
    }
}

/// The composition of a handout of the library or of the clinician's own.
///
/// # Errors
/// A problem when there is none of this id, or it cannot be read.
pub fn on_shelf(desk: &Desk, id: &str) -> Result<Composition, Problem> {
    match own_number(id) {
        Some(number) => Composition::from_toml(&desk.ask(|practice| own_handout(practice, number))?),
        None => Composition::shipped(id),
    }
}

fn own_handout(practice: &Practice, number: i64) -> secure_base_practice::Result<String> {
    let found = practice.own_handouts()?.into_iter().find(|one| one.id.number() == number);
    found.map(|one| one.composition).ok_or(secure_base_practice::Error::NotFound("handout"))
}

impl PrintWish {
    /// Fetches what the pages are made of.
    ///
    /// # Errors
    /// The locked problem, or what the records say.
    pub fn gather(&self, desk: &Desk) -> Result<Ingredients, Problem> {
        let (articles, kept, name) = desk.ask(|practice| {
            let name = self.name_of.map(|client| called(practice, client)).transpose()?;
            Ok((practice.own_articles()?, practice.letterhead()?, name))
        })?;
        let letterhead = letterhead::printable(desk, &kept)?;
        Ok(Ingredients { compositions: self.which.compositions(desk)?, articles, letterhead, name })
    }

    /// The pages, fit to leave the practice: they say when not to use it, where that must be said.
    ///
    /// # Errors
    /// A problem that says what to change.
    pub fn pages(&self, desk: &Desk) -> Result<Pages, Problem> {
        Ok(self.tinted(self.lay_out(desk)?))
    }

    /// Pages in the tint that was chosen.
    pub fn tinted(&self, pages: Pages) -> Pages {
        if self.plain { pages.without_tint() } else { pages }
    }

    fn lay_out(&self, desk: &Desk) -> Result<Pages, Problem> {
        let ingredients = self.gather(desk)?;
        self.set(&ingredients, ingredients.name.as_deref())
    }

    /// The pages as they are looked at: where nobody is chosen yet, they show where a name will stand. Also whether one will.
    ///
    /// # Errors
    /// A problem that says what to change.
    pub fn look(&self, desk: &Desk) -> Result<(Pages, bool), Problem> {
        let ingredients = self.gather(desk)?;
        let pages = self.set(&ingredients, Some(ingredients.name.as_deref().unwrap_or(placeholder::STAND_IN)))?;
        Ok((self.tinted(pages), ingredients.want_name() || self.which.speaks_of_name()))
    }

    /// `name` becomes `{name}`; on a cover only a client's own stands.
    fn set(&self, ingredients: &Ingredients, name: Option<&str>) -> Result<Pages, Problem> {
        let articles = &ingredients.articles;
        ingredients.compositions.iter().try_for_each(|one| safety::expect(one, articles))?;
        let handouts = ingredients.handouts(name)?;
        let letterhead = ingredients.letterhead.as_ref();
        match (&self.which, handouts.as_slice()) {
            (Which::Packet { title, words, .. }, handouts) => {
                let cover = cover(title, words, name, ingredients.name.clone())?;
                let handouts: Vec<&Handout> = handouts.iter().collect();
                Ok(lay_out_packet(&handouts, Some(&cover), letterhead, &self.options())?)
            }
            (_, [handout]) => Ok(lay_out_with(handout, letterhead, &self.options())?),
            _ => Err(nothing()),
        }
    }

    /// The file of these pages.
    ///
    /// # Errors
    /// A problem that says what to change.
    pub fn print(&self, desk: &Desk) -> Result<PrintedHandout, Problem> {
        let printed = bind(&self.pages(desk)?)?;
        let shipped = matches!(&self.which, Which::Shelf { id } if own_number(id).is_none());
        let title = self.which.title(desk)?;
        let said = if title.trim().is_empty() { &printed.title } else { &title };
        let file_name = file_name(if shipped { &printed.id } else { said }, self.format);
        Ok(PrintedHandout { id: self.which.id().into(), file_name, ..printed })
    }

    /// How it is to be printed, today.
    pub fn options(&self) -> PrintOptions {
        PrintOptions { format: self.format, paper: self.paper, printed_on: desk::now().date_naive() }
    }
}

/// The cover of a packet for a client, with `name` in the place of each `{name}`.
fn cover(title: &str, words: &str, name: Option<&str>, client: Option<String>) -> Result<Cover, Problem> {
    let said = |text: &str| Ok::<_, Problem>(filled(text, name)?.trim().to_owned());
    let (title, words) = (said(title)?, said(words)?);
    Ok(Cover {
        title: if title.is_empty() { "For you to keep".into() } else { title },
        words: (!words.is_empty()).then(|| own_text::markdown(&words)),
        name: client,
    })
}

fn nothing() -> Problem {
    Problem::new(ProblemCode::Invalid, "No handout is chosen.", "Choose one at least.")
}

impl Ingredients {
    /// The handouts made of them, with `name` for `{name}`.
    ///
    /// # Errors
    /// A problem that says what to change.
    pub fn handouts(&self, name: Option<&str>) -> Result<Vec<Handout>, Problem> {
        let composer = Composer { own: &self.articles, name };
        self.compositions.iter().map(|one| composer.compose(one)).collect()
    }

    /// Whether any of them speaks of `{name}`.
    pub fn want_name(&self) -> bool {
        self.compositions.iter().any(|one| placeholder::wants_name(one, &self.articles))
    }
}

/// How a client is called on paper.
pub fn called(practice: &Practice, client: ClientId) -> secure_base_practice::Result<String> {
    let client = practice.client(client)?;
    Ok(placeholder::on_paper(client.kind, &client.name, &client.preferred_name, &client.people))
}

/// A file's name of plain letters, made of a title or an id.
fn file_name(title: &str, format: Format) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let letters: String = title.chars().take(60).map(plain).collect();
    let words: Vec<&str> = letters.split('-').filter(|word| !word.is_empty()).collect();
    let stem = if words.is_empty() { "handout".into() } else { words.join("-") };
    match format {
        Format::Standard => format!("{stem}.pdf"),
        format => format!("{stem}-{format}.pdf"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The cover is the first thing that the client reads: "Dear {nmae}" there cannot be taken back.
    #[test]
    fn the_cover_of_a_packet_says_the_name_where_it_was_asked_for() {
        let made =
            cover(" For {name} ", "Dear {name},\n\n5. May is our next meeting.", Some("Ada"), Some("Ada".into()));
        let made = made.expect("it can be made");
        assert_eq!((made.title.as_str(), made.name.as_deref()), ("For Ada", Some("Ada")));
        assert!(made.words.is_some_and(|words| words.contains("Dear Ada,")));
        let bare = cover("", " ", None, None).expect("nothing asks for a name");
        assert_eq!((bare.title.as_str(), bare.words), ("For you to keep", None));
        for (title, words) in [("For {nmae}", ""), ("", "Dear {nmae}"), ("", "Dear {name}")] {
            assert!(cover(title, words, None, None).is_err(), "{title} {words} is told and not printed");
        }
    }
}
