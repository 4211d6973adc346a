//! Material of the clinician's own: what was cut from an article, ready to be put into handouts.

use std::str::FromStr;

use rusqlite::Row;
use secure_base_model::{Aspect, Factor};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    Error, Now, OwnArticleId, OwnMaterialId, Result,
    id::word_column,
    tidy::{self, tidy_lines},
    transact::Change,
};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 60;
/// The longest text of an item, in characters: more than a page.
const LONGEST_BODY: usize = 6_000;
/// The most items of one article.
const MOST: usize = 500;

/// What sort of thing a piece of material is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ItemKind {
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
    /// A note about where the rest comes from.
    Source,
}

impl ItemKind {
    /// The word by which the records and the library know it.
    pub const fn word(self) -> &'static str {
        match self {
            ItemKind::Idea => "idea",
            ItemKind::List => "list",
            ItemKind::Questions => "questions",
            ItemKind::Example => "example",
            ItemKind::Practice => "practice",
            ItemKind::Source => "source",
        }
    }
}

impl FromStr for ItemKind {
    type Err = Error;
    fn from_str(word: &str) -> Result<Self> {
        use ItemKind::{Example, Idea, List, Practice, Questions, Source};
        let all = [Idea, List, Questions, Example, Practice, Source];
        let unknown = || Error::invalid("Material is an idea, a list, questions, an example, a practice or a source.");
        all.into_iter().find(|kind| kind.word() == word).ok_or_else(unknown)
    }
}
word_column!(ItemKind);

/// A piece of material on file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct OwnMaterial {
    /// Its number.
    pub id: OwnMaterialId,
    /// The article it was cut from.
    pub article: OwnArticleId,
    /// Its short name.
    pub title: String,
    /// What sort of thing it is.
    pub kind: ItemKind,
    /// The factor it speaks of, if one.
    pub factor: Option<Factor>,
    /// The aspect under which it sees that factor.
    pub aspect: Option<Aspect>,
    /// Whether it asks for closeness, openness or repair with a partner.
    pub partner: bool,
    /// The words: Markdown of paragraphs, lists and bold.
    pub body: String,
}

/// A piece of material as it is put down.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct OwnMaterialDraft {
    /// Its number, if it is on file already.
    pub id: Option<OwnMaterialId>,
    /// Its short name, 1 to 60 characters.
    pub title: String,
    /// What sort of thing it is.
    pub kind: ItemKind,
    /// The factor it speaks of, if one.
    pub factor: Option<Factor>,
    /// The aspect under which it sees that factor; kept only with a factor.
    pub aspect: Option<Aspect>,
    /// Whether it asks for closeness, openness or repair with a partner.
    pub partner: bool,
    /// The words, 1 to 6,000 characters.
    pub body: String,
}

pub(crate) fn read(row: &Row) -> Result<OwnMaterial> {
    let id: OwnMaterialId = row.get("id")?;
    let unreadable = |why: secure_base_model::UnknownWord| Error::Unreadable {
        noun: "material",
        id: id.number(),
        why: why.to_string(),
    };
    let factor: Option<String> = row.get("factor")?;
    let aspect: Option<String> = row.get("aspect")?;
    let partner: Option<bool> = row.get("partner")?;
    Ok(OwnMaterial {
        id,
        article: row.get("article")?,
        title: row.get("title")?,
        kind: row.get("kind")?,
        factor: factor.map(|word| word.parse()).transpose().map_err(unreadable)?,
        aspect: aspect.map(|word| word.parse()).transpose().map_err(unreadable)?,
        partner: partner.unwrap_or(false),
        body: row.get("body")?,
    })
}

/// The drafts fit to be kept, or what is wrong with one of them: it is named by its title or its place.
pub(crate) fn tidied(drafts: &[OwnMaterialDraft]) -> Result<Vec<OwnMaterialDraft>> {
    if drafts.len() > MOST {
        return Err(Error::invalid(format!("An article gives at most {MOST} items: make two articles of it.")));
    }
    drafts.iter().enumerate().map(|(index, draft)| draft.tidied(index + 1)).collect()
}

impl OwnMaterialDraft {
    fn tidied(&self, place: usize) -> Result<OwnMaterialDraft> {
        let title = tidy::tidy_line(&self.title);
        let body = tidy_lines(&self.body);
        let called = if title.is_empty() { format!("Item {place}") } else { format!("The item “{title}”") };
        let wrong = |what: String| Err(Error::invalid(format!("{called} {what}")));
        if title.is_empty() {
            return wrong("has no title: a few words are enough to find it by.".into());
        }
        if title.chars().count() > LONGEST_TITLE {
            return Err(Error::invalid(format!(
                "The title of item {place} is longer than {LONGEST_TITLE} characters: make it shorter."
            )));
        }
        match body.chars().count() {
            0 => return wrong("has no words: write them, or take it out.".into()),
            n if n > LONGEST_BODY => {
                return wrong(format!("has {n} characters; at most {LONGEST_BODY} are kept: split it."));
            }
            _ => {}
        }
        let aspect = self.aspect.filter(|_| self.factor.is_some());
        Ok(OwnMaterialDraft { title, body, aspect, ..*self })
    }
}

/// Makes the material of an article that of the drafts, in their order. What keeps its number is still the material that
/// handouts speak of; what no draft speaks of is taken out, and its words stay.
pub(crate) fn save(change: Change, article: OwnArticleId, drafts: &[OwnMaterialDraft], now: Now) -> Result<()> {
    let kept: Vec<i64> = drafts.iter().filter_map(|draft| draft.id).map(OwnMaterialId::number).collect();
    let mut there = change.db.prepare_cached("SELECT id FROM own_material WHERE article = ?1")?;
    let there = there.query_map([article], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    for gone in there.iter().filter(|id| !kept.contains(id)) {
        change.db.execute(
            "UPDATE own_material SET removed_at = ?2 WHERE id = ?1 AND removed_at IS NULL",
            (gone, now.to_utc()),
        )?;
    }
    for (place, OwnMaterialDraft { id, title, kind, factor, aspect, partner, body }) in drafts.iter().enumerate() {
        let id = id.filter(|id| there.contains(&id.number()));
        let (factor, aspect) = (factor.map(Factor::letter), aspect.map(Aspect::word));
        change.db.execute(
            "INSERT INTO own_material (id, article, place, title, kind, factor, aspect, body, partner)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (id) DO UPDATE SET place = ?3, title = ?4, kind = ?5, factor = ?6, aspect = ?7, body = ?8,
                 partner = ?9, removed_at = NULL",
            (id, article, place as i64, title, kind, factor, aspect, body, partner.then_some(1)),
        )?;
    }
    Ok(())
}
