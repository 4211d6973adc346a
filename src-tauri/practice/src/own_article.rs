//! Articles of the clinician's own: where material of one's own comes from, and what may be done with it.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    Changed, Error, Now, OwnArticleId, OwnMaterial, OwnMaterialDraft, Practice, Record, Result, Verb, own_material,
    tidy,
};

/// The longest note on rights, in characters.
const LONGEST_RIGHTS: usize = 1_000;

/// An article on file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnArticle {
    /// Its number.
    pub id: OwnArticleId,
    /// Its title.
    pub title: String,
    /// Who wrote it; may be empty, like the two that follow.
    pub author: String,
    /// Where it is from: a book, a journal, an address.
    pub source: String,
    /// What may be done with it.
    pub rights: String,
    /// When it was added.
    pub added_at: DateTime<Utc>,
    /// What was cut from it, in order.
    pub items: Vec<OwnMaterial>,
    /// What was taken out of it, the latest first: it can be put back as long as the article is there.
    pub taken_out: Vec<OwnMaterial>,
}

/// An article as it is put down.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct OwnArticleDraft {
    /// Its title, 1 to 300 characters.
    pub title: String,
    /// Who wrote it, up to 300 characters.
    pub author: String,
    /// Where it is from, up to 300 characters.
    pub source: String,
    /// What may be done with it, up to 1,000 characters.
    pub rights: String,
    /// What is cut from it, in order.
    pub items: Vec<OwnMaterialDraft>,
}

const COLUMNS: &str = "SELECT id, title, author, source, rights, added_at FROM own_article WHERE removed_at IS NULL";

fn read(row: &Row) -> rusqlite::Result<OwnArticle> {
    Ok(OwnArticle {
        id: row.get(0)?,
        title: row.get(1)?,
        author: row.get(2)?,
        source: row.get(3)?,
        rights: row.get(4)?,
        added_at: row.get(5)?,
        items: Vec::new(),
        taken_out: Vec::new(),
    })
}

impl OwnArticleDraft {
    fn tidied(&self) -> Result<OwnArticleDraft> {
        let title = tidy::short(&self.title, "The title of the article")?;
        if title.is_empty() {
            return Err(Error::invalid("Give the article a title: handouts name it as their source."));
        }
        Ok(OwnArticleDraft {
            title,
            author: tidy::short(&self.author, "The line of authors")?,
            source: tidy::short(&self.source, "The source")?,
            rights: tidy::long(&self.rights, LONGEST_RIGHTS, "The note on rights")?,
            items: own_material::tidied(&self.items)?,
        })
    }
}

impl Practice {
    /// All articles of one's own with their material, by title.
    ///
    /// # Errors
    /// [`Error::Database`]; [`Error::Unreadable`] for material under no factor or aspect of the model.
    pub fn own_articles(&self) -> Result<Vec<OwnArticle>> {
        let mut query = self.db.prepare_cached(&format!("{COLUMNS} ORDER BY title COLLATE NOCASE, id"))?;
        let found = query.query_map([], read)?.collect::<rusqlite::Result<Vec<_>>>()?;
        found.into_iter().map(|article| self.with_items(article)).collect()
    }

    /// One of them.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Unreadable`].
    pub fn own_article(&self, id: OwnArticleId) -> Result<OwnArticle> {
        let mut query = self.db.prepare_cached(&format!("{COLUMNS} AND id = ?1"))?;
        let found = query.query_row([id], read).optional()?.ok_or(Error::NotFound("article"))?;
        self.with_items(found)
    }

    /// Keeps a new one.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the draft breaks a rule: it says which.
    pub fn add_own_article(&mut self, draft: &OwnArticleDraft, now: Now) -> Result<Changed<OwnArticle>> {
        let OwnArticleDraft { title, author, source, rights, items } = draft.tidied()?;
        let added = self.transact(now, |change| {
            change.db.execute(
                "INSERT INTO own_article (title, author, source, rights, added_at) VALUES (?1, ?2, ?3, ?4, ?5)",
                (title, author, source, rights, now.to_utc()),
            )?;
            let id = OwnArticleId(change.db.last_insert_rowid());
            own_material::save(change, id, &items, now)?;
            change.touch(Verb::Added, Record::OwnArticle(id))?;
            Ok(id)
        })?;
        Ok(Changed { value: self.own_article(added.value)?, touched: added.touched })
    }

    /// Makes one say what the draft says; material that is not in it is taken out.
    ///
    /// # Errors
    /// Those of adding one, and [`Error::NotFound`].
    pub fn change_own_article(
        &mut self,
        id: OwnArticleId,
        draft: &OwnArticleDraft,
        now: Now,
    ) -> Result<Changed<OwnArticle>> {
        let OwnArticleDraft { title, author, source, rights, items } = draft.tidied()?;
        self.own_article(id)?;
        let changed = self.transact(now, |change| {
            change.db.execute(
                "UPDATE own_article SET title = ?2, author = ?3, source = ?4, rights = ?5 WHERE id = ?1",
                (id, title, author, source, rights),
            )?;
            own_material::save(change, id, &items, now)?;
            change.touch(Verb::Changed, Record::OwnArticle(id))
        })?;
        Ok(Changed { value: self.own_article(id)?, touched: changed.touched })
    }

    fn with_items(&self, article: OwnArticle) -> Result<OwnArticle> {
        let pieces = |which: &str| -> Result<Vec<OwnMaterial>> {
            let sql = format!("SELECT * FROM own_material WHERE article = ?1 AND {which}");
            self.db.prepare_cached(&sql)?.query_and_then([article.id], own_material::read)?.collect()
        };
        let items = pieces("removed_at IS NULL ORDER BY place, id")?;
        let taken_out = pieces("removed_at IS NOT NULL ORDER BY removed_at DESC, place, id")?;
        Ok(OwnArticle { items, taken_out, ..article })
    }
}
