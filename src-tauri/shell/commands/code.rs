//! The recovery code of the open practice: a new one, with or without a new data key, and its sheet.

use secure_base_handouts::{CodeSheet, Paper, print_code_sheet};
use secure_base_practice::{
    Practice,
    vault::{KdfCost, RecoveryCode},
};
use zeroize::Zeroizing;

use super::{Answer, OnDesk, practice::RecoveryOffer, security::worded};
use crate::{
    desk::{self, Contents, Desk, Pending},
    printing,
    problem::{Problem, ProblemCode},
};

/// Which groups of a recovery code are asked back, counted from 0.
const ASKED_GROUPS: [usize; 2] = [1, 3];

impl Pending {
    /// A new code, and which groups of it are asked back.
    ///
    /// # Errors
    /// A problem when the system has no random bytes to give.
    pub fn offer(name: String, passphrase: Zeroizing<String>) -> Answer<Pending> {
        Ok(Pending {
            name,
            passphrase,
            code: RecoveryCode::random()?,
            ask: ASKED_GROUPS.into(),
            printed: false,
            tried: false,
        })
    }

    /// What the window shows of it.
    pub fn shown(&self) -> RecoveryOffer {
        RecoveryOffer { groups: self.code.groups(), ask: self.ask.iter().map(|&group| group as u32).collect() }
    }

    /// Whether the groups asked for are what the code says.
    ///
    /// # Errors
    /// A problem that sends her back to the paper.
    pub fn expect_read_back(&self, answers: &[String]) -> Answer<()> {
        let right = |(&group, answer): (&usize, &String)| self.code.has_group(group, answer);
        if answers.len() == self.ask.len() && self.ask.iter().zip(answers).all(right) {
            return Ok(());
        }
        let advice = "Look at your paper again; spaces and capitals do not matter.";
        Err(Problem::new(ProblemCode::CodeMistyped, "That is not what the code says.", advice))
    }
}

/// Offers a new recovery code for the open practice. The one before stays good until the new one has been read back.
#[tauri::command(async)]
#[specta::specta]
pub fn offer_code(desk: OnDesk, passphrase: String) -> Answer<RecoveryOffer> {
    let passphrase = Zeroizing::new(passphrase);
    desk.ask(|practice| practice.expect_passphrase(&passphrase, desk::now())).map_err(worded)?;
    let mut contents = desk.contents();
    let name = contents.practice.as_ref().ok_or_else(Problem::locked)?.name().to_owned();
    let pending = Pending::offer(name, passphrase)?;
    let offer = pending.shown();
    contents.pending = Some(pending);
    Ok(offer)
}

/// Forgets a code that was offered and not taken.
#[tauri::command(async)]
#[specta::specta]
pub fn forget_code(desk: OnDesk) -> Answer<()> {
    desk.ask(|_| Ok(()))?;
    desk.contents().pending = None;
    Ok(())
}

/// Puts the offered code in place of the one before, once the groups asked for have been read back.
#[tauri::command(async)]
#[specta::specta]
pub fn renew_code(desk: OnDesk, answers: Vec<String>) -> Answer<()> {
    take(&desk, &answers, |practice, pending| {
        practice.renew_code(&pending.passphrase, &pending.code, KdfCost::STANDARD, desk::now())
    })
}

/// Puts all records under a new data key, with the offered code, once the groups asked for have been read back.
#[tauri::command(async)]
#[specta::specta]
pub fn rotate_key(desk: OnDesk, answers: Vec<String>) -> Answer<()> {
    take(&desk, &answers, |practice, pending| {
        practice.rotate_key(&pending.passphrase, &pending.code, KdfCost::STANDARD, desk::now())
    })
    .inspect_err(|_| {
        // What was half done is finished at the next opening, and until then nothing may build on it.
        let mut contents = desk.contents();
        if contents.pending.as_ref().is_some_and(|pending| pending.tried) {
            contents.close();
        }
    })
}

/// Opens the sheet with the offered code for printing.
#[tauri::command(async)]
#[specta::specta]
pub fn open_code_sheet(desk: OnDesk, paper: Paper) -> Answer<()> {
    let mut contents = desk.contents();
    let Some(pending) = &contents.pending else { return Err(none_offered(&contents)) };
    let groups = pending.code.groups();
    let made_on = desk::now().date_naive();
    let sheet = print_code_sheet(&CodeSheet { practice: &pending.name, groups: &groups, made_on, paper })?;
    printing::open_in_viewer(&mut contents, &sheet)?;
    if let Some(pending) = &mut contents.pending {
        pending.printed = true;
    }
    Ok(())
}

fn take(
    desk: &Desk,
    answers: &[String],
    set: impl FnOnce(&mut Practice, &Pending) -> secure_base_practice::Result<()>,
) -> Answer<()> {
    desk.ask(|_| Ok(()))?;
    let mut contents = desk.contents();
    let Some(mut pending) = contents.pending.take() else { return Err(none_offered(&contents)) };
    let practice = contents.practice.as_mut().ok_or_else(Problem::locked)?;
    let taken = pending.expect_read_back(answers).and_then(|()| {
        pending.tried = true;
        Ok(set(practice, &pending)?)
    });
    match &taken {
        Ok(()) if pending.printed => practice.printed_code(desk::now()),
        Ok(()) => {}
        // It is still on the paper, and can be tried again.
        Err(_) => contents.pending = Some(pending),
    }
    taken
}

fn none_offered(contents: &Contents) -> Problem {
    if contents.practice.is_none() {
        return Problem::locked();
    }
    Problem::new(ProblemCode::Other, "No recovery code is being shown.", "Start again.")
}
