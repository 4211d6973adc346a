//! The sample practice.

use std::fs;

use secure_base_practice::{Folder, Practice, SAMPLE_PASSPHRASE, SampleClient, vault::RecoveryCode};

use super::{Answer, OnDesk};
use crate::{
    desk,
    printing::HandoutChoice,
    problem::{Problem, ProblemCode},
};

/// Opens the sample practice, making it first where there is none.
#[tauri::command(async)]
#[specta::specta]
pub fn open_sample(desk: OnDesk) -> Answer<()> {
    let mut contents = desk.contents();
    let place = contents.places.sample.clone();
    contents.practice = None;
    let practice = match Folder::look(&place) {
        Folder::Practice => Practice::unlock(&place, SAMPLE_PASSPHRASE, desk::now())?,
        _ => make(&place, SAMPLE_PASSPHRASE, &RecoveryCode::random()?, desk::now())?,
    };
    contents.at_sample = true;
    contents.open(practice);
    Ok(())
}

/// Makes the hand-written sample practice in a free folder.
///
/// # Errors
/// A problem when the folder is taken or the disk refuses.
pub fn make(
    place: &std::path::Path,
    passphrase: &str,
    code: &RecoveryCode,
    now: secure_base_practice::Now,
) -> Result<Practice, Problem> {
    let describe = |id: &str, format: &str| {
        let describe = || -> Result<_, Problem> {
            let paper = secure_base_handouts::Paper::A4;
            let printed = HandoutChoice { id: id.into(), format: format.parse()?, paper, plain: false }
                .print(now.date_naive())?;
            Ok((printed.title, printed.bytes))
        };
        describe().map_err(|problem| secure_base_practice::Error::Invalid(problem.to_string()))
    };
    Ok(Practice::create_sample(place, passphrase, code, &SampleClient::shipped()?, &describe, now)?)
}

/// Removes the sample practice from this computer: its folder and all that is in it.
#[tauri::command(async)]
#[specta::specta]
pub fn remove_sample(desk: OnDesk) -> Answer<()> {
    let mut contents = desk.contents();
    let practice = match contents.practice.take() {
        Some(practice) if practice.is_sample() => practice,
        other => {
            contents.practice = other;
            return Err(Problem::new(ProblemCode::Other, "The sample practice is not open.", "Open it first."));
        }
    };
    contents.at_sample = false;
    practice.remove_sample()?;
    // Its folder's parent may hold nothing else; if it does, it stays.
    if let Some(parent) = contents.places.sample.parent() {
        let _ = fs::remove_dir(parent);
    }
    Ok(())
}

/// Puts the sample away without removing it and goes to the clinician's own practice.
#[tauri::command(async)]
#[specta::specta]
pub fn leave_sample(desk: OnDesk) -> Answer<()> {
    let mut contents = desk.contents();
    contents.practice = None;
    contents.at_sample = false;
    Ok(())
}
