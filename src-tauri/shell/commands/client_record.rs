//! A client's whole record, as files to be given to the client who asks for it.

use std::path::PathBuf;

use secure_base_handouts::{Paper, RecordSheet, print_record};
use secure_base_practice::{ClientRecord, Error, Now, Practice, ProcessState, Record, RecordWish, Verb};
use tauri::AppHandle;
use zeroize::Zeroizing;

use super::{Answer, OnDesk, leaving::expect_passphrase, look, security::worded};
use crate::{chooser, desk, printing, problem::Problem, record_copy};

/// How often each of the redactions would leave something out of the record, in their order.
#[tauri::command(async)]
#[specta::specta]
pub fn count_left_out(desk: OnDesk, record: RecordWish) -> Answer<Vec<u32>> {
    desk.ask(|practice| Ok(practice.client_record(&closed(practice, record), desk::now())?.hits))
}

/// Saves the record as a folder of files where the clinician says: a PDF, a JSON file that holds more, and the handouts that were
/// given. The answer is where, or nothing when she thinks better of it. Process notes that are closed want the passphrase, and
/// close again.
#[tauri::command(async)]
#[specta::specta]
pub fn save_client_record(
    app: AppHandle,
    desk: OnDesk,
    record: RecordWish,
    paper: Paper,
    passphrase: String,
) -> Answer<Option<PathBuf>> {
    let passphrase = Zeroizing::new(passphrase);
    // What is wrong with the wish is told before a folder is asked for.
    desk.ask(|practice| {
        let shown = closed(practice, record.clone());
        let all = shown.process_notes == record.process_notes;
        let seen = practice.client_record(&shown, desk::now())?;
        // What stands nowhere else may stand in the process notes that are still closed.
        if all { expect_found(&seen) } else { Ok(()) }
    })?;
    let Some(folder) = chooser::folder(&app) else { return Ok(None) };
    let gathered = |practice: &mut Practice, now: Now| {
        let open = record.process_notes && practice.process_state() != ProcessState::Open;
        if open {
            expect_passphrase(practice, &passphrase, true, now)?;
        }
        let gathered = gather(practice, &record, paper, now);
        if open {
            practice.close_process_notes();
        }
        let (sheet, files) = gathered?;
        let printed = print_record(&sheet);
        if printed.is_ok() {
            // Kept before anything leaves: once the practice is locked, nothing could be.
            practice.took_out(Verb::Exported, Record::ClientRecord(record.client), now);
        }
        Ok((printed, files))
    };
    let (printed, files) = look(&desk, gathered).map_err(worded)?;
    let printed = printed?;
    let now = desk::now();
    let to = folder.join(format!("Record of client {} {}", record.client.number(), now.format("%Y-%m-%d %H.%M")));
    let failed = |why: std::io::Error| Problem::file(&format!("Writing {}", to.display()), why);
    // Aside first: half a record must not look like one.
    let scratch = tempfile::TempDir::with_prefix_in(".secure-base-", &folder).map_err(failed)?;
    for (name, bytes) in files.iter().chain([&(printed.file_name, printed.bytes)]) {
        printing::write(&scratch.path().join(name), bytes, false)?;
    }
    std::fs::rename(scratch.path(), &to).map_err(failed)?;
    Ok(Some(to))
}

/// Words that are to be left out and stand nowhere are misspelt, most likely, and would still stand in the copy.
fn expect_found(record: &ClientRecord) -> secure_base_practice::Result<()> {
    match record.hits.contains(&0) {
        true => Err(Error::Invalid(
            "Some of the words to leave out stand nowhere in the record. Check their spelling, or take them back."
                .into(),
        )),
        false => Ok(()),
    }
}

/// Files with their names.
type Files = Vec<(String, Vec<u8>)>;

fn gather(
    practice: &Practice,
    wish: &RecordWish,
    paper: Paper,
    now: Now,
) -> secure_base_practice::Result<(RecordSheet, Files)> {
    let record = practice.client_record(wish, now)?;
    expect_found(&record)?;
    let sheet = record_copy::sheet(practice.name(), &record, wish, paper, now)?;
    let mut files = vec![("record.json".to_owned(), record.json.into_bytes())];
    for given in &record.handouts {
        if let Some(bytes) = practice.given_file(given.id)? {
            files.push((format!("handout-{}.pdf", given.id.number()), bytes));
        }
    }
    Ok((sheet, files))
}

/// While the process notes are closed, the rest is looked at.
fn closed(practice: &Practice, wish: RecordWish) -> RecordWish {
    let process_notes = wish.process_notes && practice.process_state() == ProcessState::Open;
    RecordWish { process_notes, ..wish }
}
