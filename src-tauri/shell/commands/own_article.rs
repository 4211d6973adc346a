//! Articles of the clinician's own.

use secure_base_practice::{Cut, OwnArticle, OwnArticleDraft, OwnArticleId, OwnMaterialId, cut, cut_file};
use tauri::AppHandle;

use super::{Answer, OnDesk};
use crate::{
    chooser,
    shelf::{compose::material_id, composition::Composition},
};

/// The ends of the names of files that hold an article.
const ENDS: [&str; 5] = ["txt", "md", "markdown", "html", "htm"];

/// All articles with their material.
#[tauri::command(async)]
#[specta::specta]
pub fn own_articles(desk: OnDesk) -> Answer<Vec<OwnArticle>> {
    desk.ask(|practice| practice.own_articles())
}

/// One of them.
#[tauri::command(async)]
#[specta::specta]
pub fn own_article(desk: OnDesk, article: OwnArticleId) -> Answer<OwnArticle> {
    desk.ask(|practice| practice.own_article(article))
}

/// Adds an article.
#[tauri::command(async)]
#[specta::specta]
pub fn add_own_article(desk: OnDesk, draft: OwnArticleDraft) -> Answer<OwnArticle> {
    desk.change(|practice, now| practice.add_own_article(&draft, now))
}

/// Makes an article say what the draft says.
#[tauri::command(async)]
#[specta::specta]
pub fn change_own_article(desk: OnDesk, article: OwnArticleId, draft: OwnArticleDraft) -> Answer<OwnArticle> {
    desk.change(|practice, now| practice.change_own_article(article, &draft, now))
}

/// The titles of the clinician's own handouts that use any of these pieces of material.
#[tauri::command(async)]
#[specta::specta]
pub fn handouts_with(desk: OnDesk, pieces: Vec<OwnMaterialId>) -> Answer<Vec<String>> {
    let asked: Vec<String> = pieces.into_iter().map(material_id).collect();
    let uses = |composition: &Composition| composition.material().iter().any(|id| asked.iter().any(|one| one == id));
    let own = desk.ask(|practice| practice.own_handouts())?;
    // One that cannot be read uses nothing that could be taken from it.
    let using = own.into_iter().filter(|one| Composition::from_toml(&one.composition).is_ok_and(|read| uses(&read)));
    Ok(using.map(|one| one.title).collect())
}

/// Cuts what was pasted into paragraphs.
#[tauri::command(async)]
#[specta::specta]
pub fn cut_text(desk: OnDesk, text: String) -> Answer<Cut> {
    desk.ask(|_| cut(&text))
}

/// Asks for a file and cuts it into paragraphs; the answer is nothing when she thinks better of it.
#[tauri::command(async)]
#[specta::specta]
pub fn open_article(app: AppHandle, desk: OnDesk) -> Answer<Option<Cut>> {
    desk.ask(|_| Ok(()))?;
    let Some(path) = chooser::open(&app, "Articles (text, Markdown, HTML)", &ENDS) else { return Ok(None) };
    desk.ask(|_| cut_file(&path)).map(Some)
}
