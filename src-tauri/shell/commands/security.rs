//! Who may open the practice, when it locks, and opening it in spite of an alarm.

use secure_base_practice::{
    Practice, Secret, Settings, Trust,
    vault::{KdfCost, RecoveryCode},
};
use zeroize::Zeroizing;

use super::{Answer, OnDesk, look, practice::expect_strong};
use crate::{desk, problem::Problem};

/// Opens the practice as it is found, after an alarm; the log keeps that it was overruled.
#[tauri::command(async)]
#[specta::specta]
pub fn unlock_as_found(desk: OnDesk, passphrase: String) -> Answer<()> {
    let passphrase = Zeroizing::new(passphrase);
    let mut contents = desk.contents();
    if contents.practice.is_none() {
        let secret = Secret::Passphrase(&passphrase);
        let practice = Practice::open(contents.place(), secret, Trust::AsFound, desk::now())?;
        contents.open(practice);
    }
    Ok(())
}

/// Opens the practice as it is found with its recovery code, after an alarm, and sets a new passphrase.
#[tauri::command(async)]
#[specta::specta]
pub fn recover_as_found(desk: OnDesk, code: String, new_passphrase: String) -> Answer<()> {
    let (code, new_passphrase) = (Zeroizing::new(code), Zeroizing::new(new_passphrase));
    expect_strong(&new_passphrase, "")?;
    let code = RecoveryCode::parse(&code)?;
    let mut contents = desk.contents();
    let (cost, trust) = (KdfCost::STANDARD, Trust::AsFound);
    let practice = Practice::recover(contents.place(), &code, &new_passphrase, cost, trust, desk::now())?;
    contents.open(practice);
    Ok(())
}

/// What was chosen for this practice.
#[tauri::command(async)]
#[specta::specta]
pub fn settings(desk: OnDesk) -> Answer<Settings> {
    desk.ask(Practice::settings)
}

/// Locks after so many idle minutes from now on.
#[tauri::command(async)]
#[specta::specta]
pub fn set_idle_minutes(desk: OnDesk, minutes: u32) -> Answer<Settings> {
    let settings = desk.change(|practice, now| {
        practice.change_settings(&Settings { idle_minutes: minutes, ..practice.settings()? }, now)
    })?;
    desk.contents().apply(&settings);
    Ok(settings)
}

/// Sets a new passphrase in place of the old one.
#[tauri::command(async)]
#[specta::specta]
pub fn change_passphrase(desk: OnDesk, old: String, new_passphrase: String) -> Answer<()> {
    let (old, new) = (Zeroizing::new(old), Zeroizing::new(new_passphrase));
    let name = desk.ask(|practice| Ok(practice.name().to_owned()))?;
    expect_strong(&new, &name)?;
    look(&desk, |practice, now| practice.change_passphrase(&old, &new, KdfCost::STANDARD, now)).map_err(worded)
}

/// A wrong passphrase in an open practice is about the passphrase, and not about opening.
pub(super) fn worded(problem: Problem) -> Problem {
    use crate::problem::ProblemCode::WrongSecret;
    if problem.code != WrongSecret {
        return problem;
    }
    Problem { message: "That is not the passphrase.".into(), ..problem }
}
