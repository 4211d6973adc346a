//! What a list shows of a handout or of a piece of material.

use std::{
    collections::BTreeMap,
    sync::{Mutex, Once, PoisonError},
};

use chrono::{DateTime, NaiveDate, Utc};
use secure_base_handouts::{Block, Format, Handout, Kind, Library, Paper, PrintOptions, lay_out, reading};
use secure_base_model::{Aspect, Factor};
use secure_base_practice::{OwnArticle, OwnHandout, OwnHandoutId};
use serde::Serialize;
use specta::Type;

use super::{
    compose::{Composer, kind_of, material_id},
    composition::Composition,
    own_text, placeholder, safety,
};
use crate::problem::Problem;

/// A handout as the list shows it.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HandoutCard {
    /// By which it is opened.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its main message.
    pub message: String,
    /// The titles of the articles it is adapted from.
    pub articles: Vec<String>,
    /// The factors it speaks of.
    pub factors: Vec<Factor>,
    /// When it is not the place to start.
    pub safety: Option<String>,
    /// Whether it asks for closeness, openness or repair with a partner.
    pub partner: bool,
    /// How many pages it has in the standard format on A4; 0 while that is not known yet.
    pub pages: u32,
    /// Its reading grade.
    pub grade: f32,
    /// The number of one of the clinician's own.
    pub own: Option<OwnHandoutId>,
    /// When one of the clinician's own was last saved.
    pub saved_at: Option<DateTime<Utc>>,
    /// Why it cannot be printed as it stands; it can still be opened and mended.
    pub broken: Option<String>,
}

/// A piece of material as the picker shows it.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MaterialCard {
    /// The id by which compositions name it.
    pub id: String,
    /// Its short name.
    pub title: String,
    /// What sort of thing it is.
    pub kind: Kind,
    /// The title of its article.
    pub article: String,
    /// The factor it speaks of, if one.
    pub factor: Option<Factor>,
    /// The aspect under which it sees that factor.
    pub aspect: Option<Aspect>,
    /// Its words, a line for each paragraph and item.
    pub words: String,
    /// Whether it was cut from an article of the clinician's own.
    pub own: bool,
    /// Whether it brings a safety sentence along.
    pub safety: bool,
}

/// The id by which a handout of one's own is opened.
pub fn own_id(id: OwnHandoutId) -> String {
    format!("own-{}", id.number())
}

/// All handouts: the clinician's own first, then the library's by title.
///
/// # Errors
/// A problem when the library cannot be read.
pub fn handouts(own: &[OwnHandout], articles: &[OwnArticle]) -> Result<Vec<HandoutCard>, Problem> {
    let library = Library::shipped()?;
    count_shipped(library);
    let mut cards: Vec<HandoutCard> = own.iter().map(|one| own_card(one, articles)).collect();
    let mut shipped: Vec<HandoutCard> = library.handouts().map(shipped_card).collect();
    shipped.sort_by_key(|card| card.title.to_lowercase());
    cards.append(&mut shipped);
    Ok(cards)
}

/// The factors that a handout speaks of; none of one that is no longer here, or that cannot be composed.
pub fn factors(id: &str, own: &[OwnHandout], articles: &[OwnArticle]) -> Vec<Factor> {
    let of = |handout: &Handout| handout.summary().factors;
    let found = match own.iter().find(|one| own_id(one.id) == id) {
        Some(one) => {
            let composer = Composer { own: articles, name: Some(placeholder::STAND_IN) };
            Composition::from_toml(&one.composition).and_then(|plan| composer.compose(&plan)).ok().map(|made| of(&made))
        }
        None => Library::shipped().ok().and_then(|library| library.handouts().find(|one| one.id == id).map(of)),
    };
    found.unwrap_or_default()
}

fn card(pages: u32, handout: &Handout) -> HandoutCard {
    let summary = handout.summary();
    let text: Vec<String> = handout.sections().into_iter().map(|(_, words)| words).collect();
    HandoutCard {
        id: handout.id.clone(),
        title: summary.title,
        message: summary.message.replace('\u{a0}', " ").trim().into(),
        articles: summary.articles,
        factors: summary.factors,
        safety: summary.safety,
        partner: summary.partner,
        pages,
        grade: reading::grade(&text.join("\n")),
        own: None,
        saved_at: None,
        broken: None,
    }
}

fn shipped_card(handout: &Handout) -> HandoutCard {
    card(counted(&handout.id).unwrap_or(0), handout)
}

fn own_card(own: &OwnHandout, articles: &[OwnArticle]) -> HandoutCard {
    // A stand-in for the name, which is not known before somebody is given it.
    let composer = Composer { own: articles, name: Some(placeholder::STAND_IN) };
    let made = Composition::from_toml(&own.composition).and_then(|plan| {
        let asks = safety::wanted(&plan, articles)?.is_some();
        Ok((composer.compose(&plan)?, asks || plan.partner))
    });
    let id = own_id(own.id);
    let known = |card: HandoutCard| HandoutCard {
        id: own_id(own.id),
        title: own.title.clone(),
        own: Some(own.id),
        saved_at: Some(own.saved_at),
        ..card
    };
    match made {
        Ok((handout, partner)) => {
            let pages = pages(&format!("{id} {}", own.saved_at), &handout);
            known(HandoutCard { partner, ..card(pages, &handout) })
        }
        Err(problem) => known(HandoutCard {
            id,
            title: String::new(),
            message: String::new(),
            articles: Vec::new(),
            factors: Vec::new(),
            safety: None,
            partner: false,
            pages: 0,
            grade: 0.0,
            own: None,
            saved_at: None,
            broken: Some(format!("{} {}", problem.message, problem.advice)),
        }),
    }
}

/// The page counts that are known, for each state of a handout; only numbers are remembered.
static COUNTED: Mutex<BTreeMap<String, u32>> = Mutex::new(BTreeMap::new());

fn counted(key: &str) -> Option<u32> {
    COUNTED.lock().unwrap_or_else(PoisonError::into_inner).get(key).copied()
}

/// How many pages a handout takes, counted once.
fn pages(key: &str, handout: &Handout) -> u32 {
    counted(key).unwrap_or_else(|| {
        let options = PrintOptions { format: Format::Standard, paper: Paper::A4, printed_on: NaiveDate::default() };
        let count = lay_out(handout, &options).map_or(0, |pages| pages.pages.len() as u32);
        COUNTED.lock().unwrap_or_else(PoisonError::into_inner).insert(key.into(), count);
        count
    })
}

/// Counts the pages of the library's handouts behind the screens: a note that is being saved must not wait for it.
fn count_shipped(library: &'static Library) {
    static BEGUN: Once = Once::new();
    let all = || library.handouts().for_each(|handout| _ = pages(&handout.id, handout));
    BEGUN.call_once(|| drop(std::thread::spawn(all)));
}

/// All material: that of the clinician's own articles first, then the library's by article and title.
///
/// # Errors
/// A problem when the library cannot be read.
pub fn materials(own: &[OwnArticle]) -> Result<Vec<MaterialCard>, Problem> {
    let library = Library::shipped()?;
    let sentences = safety::sentences()?;
    let mut cards: Vec<MaterialCard> = own.iter().flat_map(own_materials).collect();
    let mut shipped: Vec<MaterialCard> = library
        .materials()
        .map(|one| MaterialCard {
            id: one.id.clone(),
            title: one.title.clone(),
            kind: one.kind,
            article: library.article_title(&one.article).unwrap_or_default().into(),
            factor: one.factor,
            aspect: one.aspect,
            words: text(&one.blocks),
            own: false,
            safety: sentences.contains_key(&one.id),
        })
        .collect();
    shipped.sort_by_key(|card| (card.article.to_lowercase(), card.title.to_lowercase()));
    cards.append(&mut shipped);
    Ok(cards)
}

fn own_materials(article: &OwnArticle) -> impl Iterator<Item = MaterialCard> + '_ {
    article.items.iter().map(|item| MaterialCard {
        id: material_id(item.id),
        title: item.title.clone(),
        kind: kind_of(item.kind),
        article: article.title.clone(),
        factor: item.factor,
        aspect: item.aspect,
        words: text(&own_text::blocks(&item.body)),
        own: true,
        safety: item.partner,
    })
}

fn text(blocks: &[Block]) -> String {
    blocks.iter().map(Block::text).collect::<Vec<_>>().join("\n")
}
