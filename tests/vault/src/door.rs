//! The one way into the practice: whatever the laboratory asks of it is asked here.

use std::path::Path;

use secure_base_practice::{
    ClientDraft, Error, Now, Practice, Result, SessionId,
    vault::{KdfCost, RecoveryCode},
};

/// The passphrase that this many changes lead to.
pub fn passphrase(changes: u32) -> String {
    format!("lantern copper meadow violin {changes}")
}

/// Moments of one day, a second apart: nothing below asks the clock.
fn at(second: u32) -> Now {
    let zone = chrono::FixedOffset::east_opt(3 * 3600).expect("an offset");
    let start = chrono::DateTime::from_timestamp(1_795_000_000, 0).expect("a moment");
    (start + chrono::TimeDelta::seconds(second.into())).with_timezone(&zone)
}

/// Makes an empty practice, and the recovery code that opens it too.
///
/// # Errors
/// Those of [`Practice::create`].
pub fn create(place: &Path) -> Result<(Practice, RecoveryCode)> {
    let code = RecoveryCode::random()?;
    let practice = Practice::create(place, "Laboratory", &passphrase(0), &code, KdfCost::FLOOR, at(0))?;
    Ok((practice, code))
}

/// Opens it with the passphrase that this many changes led to.
///
/// # Errors
/// Those of [`Practice::unlock`].
pub fn unlock(place: &Path, changes: u32) -> Result<Practice> {
    Practice::unlock(place, &passphrase(changes), at(700))
}

/// Opens it with its recovery code.
///
/// # Errors
/// Those of [`Practice::unlock_with_code`].
pub fn unlock_with_code(place: &Path, code: &str) -> Result<Practice> {
    Practice::unlock_with_code(place, &RecoveryCode::parse(code)?, at(700))
}

/// Changes the passphrase that `set` changes led to into the one of `next`.
///
/// # Errors
/// Those of [`Practice::change_passphrase`].
pub fn change_passphrase(practice: &mut Practice, set: u32, next: u32) -> Result<()> {
    practice.change_passphrase(&passphrase(set), &passphrase(next), KdfCost::FLOOR, at(701))
}

/// Adds the one client whose one session takes the notes.
///
/// # Errors
/// Those of [`Practice::start_session`].
pub fn add_session(practice: &mut Practice) -> Result<SessionId> {
    let client = add_client(practice, 0)?;
    Ok(practice.start_session(client, at(1))?.value.id)
}

/// The session whose note is saved.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn session(practice: &Practice) -> Result<SessionId> {
    let client = practice.clients("Client 0")?.first().map(|line| line.id).ok_or(Error::NotFound("client"))?;
    practice.client_page(client)?.sessions.first().map(|line| line.id).ok_or(Error::NotFound("session"))
}

/// The stored revision and its document.
///
/// # Errors
/// Those of [`Practice::note`].
pub fn stored(practice: &Practice, session: SessionId) -> Result<(u32, String)> {
    practice.note(session).map(|note| (note.revision, note.document))
}

/// Saves the text of the revision after `revision`, and answers with it.
///
/// # Errors
/// Those of [`Practice::save_note`].
pub fn save(practice: &mut Practice, session: SessionId, revision: u32) -> Result<u32> {
    save_text(practice, session, revision, &crate::note::document(revision + 1))
}

/// Saves any text after `revision`.
///
/// # Errors
/// Those of [`Practice::save_note`].
pub fn save_text(practice: &mut Practice, session: SessionId, revision: u32, document: &str) -> Result<u32> {
    practice.save_note(session, document, revision, at(revision + 2)).map(|saved| saved.value.revision)
}

/// Adds a client that has this number in its name.
///
/// # Errors
/// Those of [`Practice::add_client`].
pub fn add_client(practice: &mut Practice, number: u32) -> Result<secure_base_practice::ClientId> {
    let draft = ClientDraft { name: format!("Client {number}"), ..ClientDraft::default() };
    practice.add_client(&draft, at(number)).map(|added| added.value.id)
}

/// The numbers of all clients, in order.
///
/// # Errors
/// Those of [`Practice::clients`].
pub fn clients(practice: &Practice) -> Result<Vec<u32>> {
    let lines = practice.clients("")?;
    let mut numbers: Vec<u32> = lines.iter().filter_map(|line| line.name.split(' ').nth(1)?.parse().ok()).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

/// Writes a backup.
///
/// # Errors
/// Those of [`Practice::back_up`].
pub fn back_up(practice: &mut Practice, file: &Path) -> Result<()> {
    practice.back_up(file, at(500)).map(drop)
}

/// Restores a backup to a free place.
///
/// # Errors
/// Those of [`Practice::restore`].
pub fn restore(backup: &Path, place: &Path) -> Result<Practice> {
    Practice::restore(backup, place, &passphrase(0), at(600))
}

/// Everything the practice's own check complains of, but for damage that opening has made good: a power cut may tear one of
/// two slots, and that is what there are two for.
pub fn complaints(practice: &Practice) -> Vec<String> {
    let findings = practice.check().into_iter().filter(|found| !found.problems.iter().eq(practice.mended()));
    findings.flat_map(|found| found.problems.into_iter().map(move |p| format!("{}: {p}", found.what))).collect()
}

/// A failure as the person hears it, and the name by which the laboratory judges whether it was the right one.
pub fn told(why: &Error) -> String {
    let debug = format!("{why:?}");
    let name = debug.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    format!("{name}: {why} {}", why.advice())
}
