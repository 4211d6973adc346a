//! Homework templates: those of the library and the clinician's own, and sharing the latter.

use std::path::PathBuf;

use secure_base_handouts::{HomeworkTemplate as Shipped, Library};
use secure_base_practice::{
    HomeworkId, HomeworkTemplate, HomeworkTemplateDraft, HomeworkTemplateId, ImportedTemplates, Often, Per, Record,
    Verb,
};
use serde::Serialize;
use specta::Type;
use tauri::AppHandle;

use super::{Answer, OnDesk, look};
use crate::{chooser, printing, shelf::partner};

/// The name that such a file is saved under.
const FILE_NAME: &str = "Homework templates.json";

/// A template as it is offered.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HomeworkTemplateCard {
    /// What a task remembers it by.
    pub key: String,
    /// The number of one of the clinician's own.
    pub own: Option<HomeworkTemplateId>,
    /// What it says.
    pub says: HomeworkTemplateDraft,
    /// How often, in words, where a number cannot say it.
    pub often_words: String,
    /// Whether it needs a partner who is safe.
    pub partner: bool,
}

/// One of the clinician's own. What says the same as one of the library asks for the same.
fn own_card(own: HomeworkTemplate) -> Answer<HomeworkTemplateCard> {
    let key = format!("own-{}", own.id.number());
    let partner = partner::words_ask(&own.says.what)?;
    Ok(HomeworkTemplateCard { key, own: Some(own.id), says: own.says, often_words: String::new(), partner })
}

/// A template of the library, with the first handout that brings it.
fn card(template: &Shipped, library: &Library) -> HomeworkTemplateCard {
    let says = HomeworkTemplateDraft {
        title: template.title.clone(),
        what: template.what.clone(),
        why: template.why.clone(),
        when: template.when.clone(),
        often: often(&template.often),
        minutes: Some(template.minutes.into()),
        factor: template.factor,
        aspect: template.aspect,
        handout: partner::brought_with(template, library).map(str::to_owned),
    };
    let (key, often_words) = (template.id.clone(), template.often.clone());
    HomeworkTemplateCard { key, own: None, says, often_words, partner: template.partner }
}

/// How often in numbers, where the library's words say it plainly.
fn often(words: &str) -> Option<Often> {
    let (times, per) = match words {
        "once a day" | "every night" => (1, Per::Day),
        "once a week" | "once this week" => (1, Per::Week),
        "twice a week" | "twice this week" => (2, Per::Week),
        "three times a week" | "three times this week" | "on three days this week" => (3, Per::Week),
        "once" => (1, Per::UntilDue),
        _ => return None,
    };
    Some(Often { times, per })
}

/// The clinician's own templates, then those of the library.
#[tauri::command(async)]
#[specta::specta]
pub fn homework_templates(desk: OnDesk) -> Answer<Vec<HomeworkTemplateCard>> {
    let own = desk.ask(|practice| practice.homework_templates())?;
    let library = Library::shipped()?;
    let shipped = library.homework_templates().map(|template| card(template, library));
    own.into_iter().map(own_card).chain(shipped.map(Ok)).collect()
}

/// Keeps a new template.
#[tauri::command(async)]
#[specta::specta]
pub fn add_homework_template(desk: OnDesk, says: HomeworkTemplateDraft) -> Answer<HomeworkTemplateCard> {
    own_card(desk.change(|practice, now| practice.add_homework_template(&says, now))?)
}

/// Makes a template of a task, with nothing in it that is the client's own.
#[tauri::command(async)]
#[specta::specta]
pub fn make_homework_template(desk: OnDesk, homework: HomeworkId) -> Answer<HomeworkTemplateCard> {
    own_card(desk.change(|practice, now| practice.make_homework_template(homework, now))?)
}

/// Makes a template say something else.
#[tauri::command(async)]
#[specta::specta]
pub fn change_homework_template(
    desk: OnDesk,
    own: HomeworkTemplateId,
    says: HomeworkTemplateDraft,
) -> Answer<HomeworkTemplateCard> {
    own_card(desk.change(|practice, now| practice.change_homework_template(own, &says, now))?)
}

/// Saves templates of the clinician's own, or all of them where none is named, as a file to share; the answer is where.
#[tauri::command(async)]
#[specta::specta]
pub fn save_homework_templates(
    app: AppHandle,
    desk: OnDesk,
    templates: Vec<HomeworkTemplateId>,
) -> Answer<Option<PathBuf>> {
    let (file, all) =
        desk.ask(|practice| Ok((practice.homework_template_file(&templates)?, practice.homework_templates()?)))?;
    let Some(path) = chooser::save_as(&app, FILE_NAME, ("JSON", "json")) else { return Ok(None) };
    // Into the log before it is written: a practice that was locked while the dialog was open gives nothing.
    look(&desk, |practice, now| {
        for one in all.iter().filter(|one| templates.is_empty() || templates.contains(&one.id)) {
            practice.took_out(Verb::Exported, Record::HomeworkTemplate(one.id), now);
        }
        Ok(())
    })?;
    // The system's dialog has asked already whether to replace what is there.
    printing::write(&path, &file, true)?;
    Ok(Some(path))
}

/// Takes up the templates of a file that somebody shared, all or none; nothing when she thinks better of it.
#[tauri::command(async)]
#[specta::specta]
pub fn open_homework_templates(app: AppHandle, desk: OnDesk) -> Answer<Option<ImportedTemplates>> {
    desk.ask(|_| Ok(()))?;
    let Some(path) = chooser::open(&app, "Homework templates (JSON)", &["json"]) else { return Ok(None) };
    desk.change(|practice, now| practice.import_homework_templates(&path, now)).map(Some)
}

/// Puts templates of the clinician's own into the trash, all or none.
#[tauri::command(async)]
#[specta::specta]
pub fn remove_homework_templates(desk: OnDesk, templates: Vec<HomeworkTemplateId>) -> Answer<()> {
    desk.change(|practice, now| practice.remove_homework_templates(&templates, now))
}
