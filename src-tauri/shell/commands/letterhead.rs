//! The letterhead.

use secure_base_practice::{Letterhead, LetterheadDraft};
use serde::Serialize;
use specta::Type;
use tauri::AppHandle;

use super::{Answer, OnDesk};
use crate::{chooser, logo};

/// The ends of the names of pictures that can be a logo.
const ENDS: [&str; 4] = ["png", "jpg", "jpeg", "svg"];

/// The letterhead as the window shows it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LetterheadPage {
    /// Its words.
    pub words: LetterheadDraft,
    /// The logo, as an address that holds the picture itself.
    pub logo: Option<String>,
}

impl From<Letterhead> for LetterheadPage {
    fn from(letterhead: Letterhead) -> LetterheadPage {
        let Letterhead { name, credentials, contact, closing, logo } = letterhead;
        let logo = logo.as_ref().map(logo::address);
        LetterheadPage { words: LetterheadDraft { name, credentials, contact, closing }, logo }
    }
}

/// The letterhead.
#[tauri::command(async)]
#[specta::specta]
pub fn letterhead(desk: OnDesk) -> Answer<LetterheadPage> {
    Ok(desk.ask(|practice| practice.letterhead())?.into())
}

/// Puts the letterhead in other words.
#[tauri::command(async)]
#[specta::specta]
pub fn change_letterhead(desk: OnDesk, draft: LetterheadDraft) -> Answer<LetterheadPage> {
    Ok(desk.change(|practice, now| practice.change_letterhead(&draft, now))?.into())
}

/// Asks for a picture and makes it the logo; the answer is nothing when she thinks better of it.
#[tauri::command(async)]
#[specta::specta]
pub fn choose_logo(app: AppHandle, desk: OnDesk) -> Answer<Option<LetterheadPage>> {
    desk.ask(|_| Ok(()))?;
    let Some(path) = chooser::open(&app, "Pictures (PNG, JPEG, SVG)", &ENDS) else { return Ok(None) };
    let logo = logo::read(&path)?;
    Ok(Some(desk.change(|practice, now| practice.choose_logo(Some(&logo), now))?.into()))
}

/// Takes the logo away.
#[tauri::command(async)]
#[specta::specta]
pub fn remove_logo(desk: OnDesk) -> Answer<LetterheadPage> {
    Ok(desk.change(|practice, now| practice.choose_logo(None, now))?.into())
}

/// Makes the logo again what it was before it was taken away.
#[tauri::command(async)]
#[specta::specta]
pub fn put_back_logo(desk: OnDesk, address: String) -> Answer<LetterheadPage> {
    desk.ask(|_| Ok(()))?;
    let logo = logo::from_address(&address)?;
    Ok(desk.change(|practice, now| practice.choose_logo(Some(&logo), now))?.into())
}
