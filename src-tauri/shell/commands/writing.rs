//! What helps writing: templates, snippets, earlier states, the note before, and what a whole note speaks of.

use secure_base_model::Tag;
use secure_base_practice::{
    DraftId, DraftState, NoteBefore, Record, SessionId, Snippet, SnippetDraft, SnippetId, Template, TemplateDraft,
    TemplateId, Templates,
};

use super::{Answer, OnDesk, look};

/// What a note can be begun in.
#[tauri::command(async)]
#[specta::specta]
pub fn templates(desk: OnDesk) -> Answer<Templates> {
    desk.ask(|practice| practice.templates())
}

/// Adds a template of the clinician's own.
#[tauri::command(async)]
#[specta::specta]
pub fn add_template(desk: OnDesk, draft: TemplateDraft) -> Answer<Template> {
    desk.change(|practice, now| practice.add_template(&draft, now))
}

/// Changes one of them.
#[tauri::command(async)]
#[specta::specta]
pub fn change_template(desk: OnDesk, template: TemplateId, draft: TemplateDraft) -> Answer<Template> {
    desk.change(|practice, now| practice.change_template(template, &draft, now))
}

/// Deletes one of them.
#[tauri::command(async)]
#[specta::specta]
pub fn remove_template(desk: OnDesk, template: TemplateId) -> Answer<Template> {
    desk.change(|practice, now| practice.remove_template(template, now))
}

/// Chooses the template that a new note begins with.
#[tauri::command(async)]
#[specta::specta]
pub fn begin_notes_with(desk: OnDesk, key: Option<String>) -> Answer<()> {
    desk.change(|practice, now| practice.begin_notes_with(key.as_deref(), now))
}

/// The words that stand ready under an abbreviation.
#[tauri::command(async)]
#[specta::specta]
pub fn snippets(desk: OnDesk) -> Answer<Vec<Snippet>> {
    desk.ask(|practice| practice.snippets())
}

/// Adds a snippet.
#[tauri::command(async)]
#[specta::specta]
pub fn add_snippet(desk: OnDesk, draft: SnippetDraft) -> Answer<Snippet> {
    desk.change(|practice, now| practice.add_snippet(&draft, now))
}

/// Changes a snippet.
#[tauri::command(async)]
#[specta::specta]
pub fn change_snippet(desk: OnDesk, snippet: SnippetId, draft: SnippetDraft) -> Answer<Snippet> {
    desk.change(|practice, now| practice.change_snippet(snippet, &draft, now))
}

/// Deletes a snippet.
#[tauri::command(async)]
#[specta::specta]
pub fn remove_snippet(desk: OnDesk, snippet: SnippetId) -> Answer<Snippet> {
    desk.change(|practice, now| practice.remove_snippet(snippet, now))
}

/// The earlier states of a session's note.
#[tauri::command(async)]
#[specta::specta]
pub fn draft_states(desk: OnDesk, session: SessionId) -> Answer<Vec<DraftState>> {
    desk.ask(|practice| practice.draft_states(session))
}

/// The document of one of them.
#[tauri::command(async)]
#[specta::specta]
pub fn draft_document(desk: OnDesk, session: SessionId, state: DraftId) -> Answer<String> {
    desk.ask(|practice| practice.draft_document(session, state))
}

/// The last note of the same client before a session's. It is a look at another session, and the log says so.
#[tauri::command(async)]
#[specta::specta]
pub fn note_before(desk: OnDesk, session: SessionId) -> Answer<Option<NoteBefore>> {
    look(&desk, |practice, now| {
        let found = practice.note_before(session)?;
        if let Some(before) = &found {
            practice.looked_beside(Record::Session(before.session), now);
        }
        Ok(found)
    })
}

/// Says what a whole note speaks of.
#[tauri::command(async)]
#[specta::specta]
pub fn emphasise(desk: OnDesk, session: SessionId, tags: Vec<Tag>) -> Answer<Vec<Tag>> {
    desk.change(|practice, now| practice.emphasise(session, &tags, now))
}
