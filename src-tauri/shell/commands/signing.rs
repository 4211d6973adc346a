//! Signing notes, and what comes after.

use secure_base_practice::{Addendum, AddendumDraft, Annotation, AnnotationId, BeforeSigning, SessionId, Signature};

use super::{Answer, OnDesk};
use crate::desk;

/// What is missing in a note before it is signed.
#[tauri::command(async)]
#[specta::specta]
pub fn before_signing(desk: OnDesk, session: SessionId) -> Answer<BeforeSigning> {
    desk.ask(|practice| practice.before_signing(session, desk::now()))
}

/// Signs a note in the revision that was shown.
#[tauri::command(async)]
#[specta::specta]
pub fn sign_note(desk: OnDesk, session: SessionId, revision: u32) -> Answer<Signature> {
    desk.change(|practice, now| practice.sign_note(session, revision, now))
}

/// Keeps an addendum as it is being typed.
#[tauri::command(async)]
#[specta::specta]
pub fn draft_addendum(desk: OnDesk, session: SessionId, draft: AddendumDraft) -> Answer<()> {
    desk.change(|practice, now| practice.draft_addendum(session, &draft, now))
}

/// Adds an addendum to a signed note.
#[tauri::command(async)]
#[specta::specta]
pub fn sign_addendum(desk: OnDesk, session: SessionId, draft: AddendumDraft) -> Answer<Addendum> {
    desk.change(|practice, now| practice.sign_addendum(session, &draft, now))
}

/// Tags words of a signed note.
#[tauri::command(async)]
#[specta::specta]
pub fn annotate(
    desk: OnDesk,
    session: SessionId,
    document: String,
    mark: String,
    comment: String,
) -> Answer<Annotation> {
    desk.change(|practice, now| practice.annotate(session, &document, &mark, &comment, now))
}

/// Changes the comment of a tag that was added later.
#[tauri::command(async)]
#[specta::specta]
pub fn comment_annotation(desk: OnDesk, annotation: AnnotationId, comment: String) -> Answer<Annotation> {
    desk.change(|practice, now| practice.comment_annotation(annotation, &comment, now))
}

/// Takes a tag that was added later back.
#[tauri::command(async)]
#[specta::specta]
pub fn take_back_annotation(desk: OnDesk, annotation: AnnotationId) -> Answer<()> {
    desk.change(|practice, now| practice.take_back_annotation(annotation, now))
}
