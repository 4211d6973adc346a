//! What is not as it was saved: a crash between the two files is made good, and all else is told with the session's name.

use std::fs;

use super::*;

/// The files of the record, put back together; the log and the head agree then.
const RECORD: [&str; 2] = ["practice.db", "practice.head"];

fn keep(scratch: &Scratch, files: &[&str]) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let paths = files.iter().map(|file| scratch.place().join(file));
    paths.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

fn put_back(kept: &[(std::path::PathBuf, Vec<u8>)]) {
    kept.iter().for_each(|(path, bytes)| fs::write(path, bytes).unwrap());
}

#[test]
fn a_crash_between_the_words_and_the_log_is_made_good() {
    // The words were on disk before the log heard of them; that is no alarm, and nothing is lost.
    let (scratch, practice, session) = written();
    drop(practice);
    let before = keep(&scratch, &RECORD);
    let mut practice = scratch.unlock();
    assert_eq!(open(&mut practice), []);
    save(&mut practice, session, "Newer words", 1);
    drop(practice);
    put_back(&before);
    let mut practice = scratch.unlock();
    assert_eq!(open(&mut practice), []);
    assert!(reads(&practice, session, "Newer words"));
    assert_eq!(verbs(&practice, "processNote"), ["added", "changed"]);
    assert_eq!(problems(&practice), [""; 0]);
    save(&mut practice, session, "And on", 2);
}

#[test]
fn a_crash_at_the_very_first_save_is_made_good() {
    let (scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada Fennimore").id;
    let session = practice.start_session(client, at(10, 0)).unwrap().value.id;
    drop(practice);
    let before = keep(&scratch, &RECORD);
    let mut practice = scratch.unlock();
    open(&mut practice);
    save(&mut practice, session, WORDS, 0);
    drop(practice);
    put_back(&before);
    let mut practice = scratch.unlock();
    assert_eq!(open(&mut practice), []);
    assert!(reads(&practice, session, WORDS) && problems(&practice).is_empty());
}

#[test]
fn an_older_file_put_back_is_told_with_the_sessions_name_and_can_be_opened_as_found() {
    // A sync service that puts yesterday's file back must not make yesterday's words look like today's.
    let (scratch, practice, session) = written();
    drop(practice);
    let older = keep(&scratch, &["process.db"]);
    let mut practice = scratch.unlock();
    open(&mut practice);
    save(&mut practice, session, "Newer words", 1);
    drop(practice);
    put_back(&older);
    let mut practice = scratch.unlock();
    let strange = open(&mut practice);
    let told: Vec<_> = strange.iter().map(|one| (&*one.client_name, one.number, one.what)).collect();
    assert_eq!(told, [("Ada Fennimore", 1, Strangeness::Other)]);
    assert_eq!(practice.process_state(), ProcessState::Closed);
    practice.open_process_notes(PASSPHRASE, Trust::AsFound, at(20, 1)).unwrap();
    assert!(reads(&practice, session, WORDS), "what is there can be read");
    assert!(verbs(&practice, "processNote").contains(&"overruled".into()));
    assert_eq!(open(&mut practice), [], "and is what counts from now on");
    assert_eq!(problems(&practice), [""; 0]);
    save(&mut practice, session, "And on", 1);
}

#[test]
fn a_missing_file_is_told_and_one_that_never_held_a_note_is_made_anew() {
    let (scratch, practice, session) = written();
    drop(practice);
    fs::remove_file(scratch.place().join("process.db")).unwrap();
    let mut practice = scratch.unlock();
    assert_eq!(open(&mut practice)[0].what, Strangeness::Missing);
    practice.open_process_notes(PASSPHRASE, Trust::AsFound, at(20, 1)).unwrap();
    assert_eq!(practice.process_page(session).unwrap().note.revision, 0);
    assert_eq!(problems(&practice), [""; 0]);
    save(&mut practice, session, "From new", 0);

    let (scratch, practice) = Scratch::new();
    drop(practice);
    fs::remove_file(scratch.place().join("process.db")).unwrap();
    assert_eq!(open(&mut scratch.unlock()), [], "nothing was in it");
}

#[test]
fn a_tampered_page_and_a_strangers_file_are_damage() {
    // A page that does not verify must not be read around.
    let (scratch, practice, _) = written();
    drop(practice);
    let path = scratch.place().join("process.db");
    let whole = fs::read(&path).unwrap();
    let (other, practice, _) = written();
    drop(practice);
    let strangers = fs::read(other.place().join("process.db")).unwrap();
    let flipped = (0..whole.len() / 4096).map(|page| {
        let mut bytes = whole.clone();
        bytes[page * 4096 + 900] ^= 1;
        bytes
    });
    for bytes in flipped.chain([strangers, Vec::new(), whole[..4096].to_vec()]) {
        fs::write(&path, bytes).unwrap();
        let mut practice = scratch.unlock();
        let refused = practice.open_process_notes(PASSPHRASE, Trust::AsLeft, at(20, 1));
        assert!(matches!(refused, Err(Error::Damaged { .. })), "{refused:?}");
    }
    fs::write(&path, whole).unwrap();
    assert_eq!(open(&mut scratch.unlock()), [], "the control");
}

#[test]
fn a_row_that_was_altered_under_the_right_key_is_told() {
    let (scratch, practice, _) = written();
    drop(practice);
    let (_, key) = keys_by_hand(&scratch.place());
    let db = connect_file(&scratch.place().join("process.db"), &key);
    db.execute("UPDATE process_note SET document = ?1", [paragraph("Other words")]).unwrap();
    drop(db);
    assert_eq!(open(&mut scratch.unlock())[0].what, Strangeness::Other);
    let findings = Practice::inspect(&scratch.place(), PASSPHRASE, at(20, 1)).unwrap();
    let told: Vec<String> = findings.into_iter().flat_map(|finding| finding.problems).collect();
    assert_eq!(told, ["the process note of session 1 is not what was saved last"]);
}

#[test]
fn a_fingerprint_that_was_altered_is_found_while_they_are_closed() {
    // The log speaks of them without their key.
    let (scratch, practice, _) = written();
    drop(practice);
    let (key, _) = keys_by_hand(&scratch.place());
    connect_file(&scratch.place().join("practice.db"), &key)
        .execute("UPDATE process_note SET revision = 7", [])
        .unwrap();
    assert!(problems(&scratch.unlock()).iter().any(|problem| problem.contains("processNote 1")));
}
