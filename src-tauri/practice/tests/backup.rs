use std::fs;

use secure_base_practice::{BackupInfo, BackupKind, Error, Practice, SessionId, Trust};

use crate::{PASSPHRASE, Scratch, add, at, copy_of_closed, paragraph};

#[test]
fn a_backup_restores_on_a_clean_place_with_either_secret() {
    let (scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada");
    let file = scratch.folder.path().join("kept.securebase");
    practice.back_up(&file, at(12, 0)).unwrap();
    add(&mut practice, "Came later");
    drop(practice);
    let info = BackupInfo::read(&file).unwrap();
    assert_eq!((info.practice_name.as_str(), info.made_at), ("Test practice", at(12, 0).to_utc()));
    for (place, secret) in [("one", PASSPHRASE.to_owned()), ("two", scratch.code.groups().join("-"))] {
        let place = scratch.folder.path().join(place);
        let restored = Practice::restore(&file, &place, &secret, at(13, 0)).unwrap();
        assert_eq!(restored.client(client.id).unwrap(), client);
        assert_eq!(restored.clients("").unwrap().len(), 1, "as it was at the time of the backup");
        assert!(restored.check().iter().all(|f| f.problems.is_empty()), "{:?}", restored.check());
    }
    let left: Vec<_> = fs::read_dir(scratch.folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 4, "no scratch folder stays behind: {left:?}");
}

#[test]
fn restoring_puts_the_present_practice_aside_and_never_over() {
    let (scratch, mut practice) = Scratch::new();
    let file = scratch.folder.path().join("kept.securebase");
    practice.back_up(&file, at(12, 0)).unwrap();
    let later = add(&mut practice, "Came later");
    drop(practice);
    drop(Practice::restore(&file, &scratch.place(), PASSPHRASE, at(13, 0)).unwrap());
    let aside = scratch.folder.path().join("practice (set aside 2026-11-19 13.00.00)");
    assert_eq!(Practice::unlock(&aside, PASSPHRASE, at(20, 0)).unwrap().client(later.id).unwrap(), later);
}

#[test]
fn a_wrong_secret_or_a_broken_file_leaves_everything_as_it_was() {
    let (scratch, mut practice) = Scratch::new();
    let file = scratch.folder.path().join("kept.securebase");
    practice.back_up(&file, at(12, 0)).unwrap();
    drop(practice);
    let place = scratch.folder.path().join("clean");
    assert!(matches!(Practice::restore(&file, &place, "wrong", at(13, 0)), Err(Error::WrongSecret)));
    let whole = fs::read(&file).unwrap();
    for length in [0, 10, 600, whole.len() / 2, whole.len() - 30_000] {
        fs::write(&file, &whole[..length]).unwrap();
        assert!(Practice::restore(&file, &place, PASSPHRASE, at(13, 0)).is_err(), "cut to {length} bytes");
        assert!(!place.exists(), "cut to {length} bytes");
    }
    fs::write(&file, "a letter, and no backup").unwrap();
    assert!(matches!(BackupInfo::read(&file), Err(Error::Damaged { .. })));
    scratch.unlock();
}

#[test]
fn a_backup_never_replaces_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("practice");
    copy_of_closed(&place);
    let mut practice = Practice::unlock(&place, PASSPHRASE, at(20, 0)).unwrap();
    let file = folder.path().join("taken");
    fs::write(&file, "mine").unwrap();
    assert!(matches!(practice.back_up(&file, at(12, 0)), Err(Error::Exists(_))));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn a_backup_that_is_damaged_in_its_middle_is_never_put_in_place() {
    // It opens, so only reading every page tells.
    let (scratch, mut practice) = Scratch::new();
    for n in 0..40 {
        add(&mut practice, &format!("{n} {}", "long name ".repeat(20)));
    }
    let file = scratch.folder.path().join("kept.securebase");
    practice.back_up(&file, at(12, 0)).unwrap();
    drop(practice);
    let mut torn = fs::read(&file).unwrap();
    let middle = torn.len() * 2 / 3;
    torn[middle..middle + 64].fill(7);
    fs::write(&file, torn).unwrap();
    let error = Practice::restore(&file, &scratch.place(), PASSPHRASE, at(13, 0)).unwrap_err();
    assert!(matches!(error, Error::Damaged { .. }), "{error:?}");
    assert_eq!(scratch.unlock().clients("").unwrap().len(), 40, "what stood there stands there");
}

#[test]
fn a_passphrase_that_looks_like_a_recovery_code_restores() {
    // Four plain words are 25 letters now and then, and one in 32 of those has the check letter of a code.
    let passphrase = "lantern meadow pebble needle";
    assert!(secure_base_practice::vault::RecoveryCode::parse(passphrase).is_ok(), "or this test tests nothing");
    let folder = tempfile::tempdir().unwrap();
    let (place, file) = (folder.path().join("practice"), folder.path().join("kept.securebase"));
    let code = secure_base_practice::vault::RecoveryCode::random().unwrap();
    let cost = secure_base_practice::vault::KdfCost::FLOOR;
    let mut practice = Practice::create(&place, "Test", passphrase, &code, cost, at(9, 0)).unwrap();
    practice.back_up(&file, at(12, 0)).unwrap();
    drop(practice);
    Practice::restore(&file, &folder.path().join("clean"), passphrase, at(13, 0)).unwrap();
}

/// A practice whose records take several slices to copy.
fn large() -> (Scratch, Practice, Vec<SessionId>) {
    let (scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada");
    let words = "rain on the window, and a long silence. ".repeat(1_000);
    let mut sessions = Vec::new();
    for minute in 0..60 {
        let session = practice.start_session(client.id, at(10, minute)).unwrap().value.id;
        practice.save_note(session, &paragraph(&words), 0, at(11, minute)).unwrap();
        sessions.push(session);
    }
    (scratch, practice, sessions)
}

// Nobody waits with a save for a large practice to be copied, and what is saved meanwhile must not tear the backup.
#[test]
fn saves_go_on_while_a_backup_is_copied_and_are_in_it() {
    let (scratch, mut practice, sessions) = large();
    practice.open_process_notes(PASSPHRASE, Trust::AsLeft, at(12, 0)).unwrap();
    practice.begin_snapshot(scratch.folder.path(), BackupKind::ByHand).unwrap();
    let mut slices = 0;
    let snapshot = loop {
        if let Some(whole) = practice.snapshot_on(at(13, 0)).unwrap() {
            break whole;
        }
        // In the part that was copied first, in the last part, and a page that is new.
        let (first, last) = (sessions[slices], sessions[sessions.len() - 1 - slices]);
        let words = format!("Saved after slice {slices}. ").repeat(100 * (slices + 1));
        for session in [first, last] {
            practice.save_note(session, &paragraph(&words), 1, at(12, 30)).unwrap();
        }
        practice.save_process_note(first, &paragraph(&words), 0, at(12, 30)).unwrap();
        add(&mut practice, &format!("Came after slice {slices}"));
        slices += 1;
    };
    assert!(slices > 1, "it was copied in {slices} slices");
    let as_copied: Vec<_> = sessions.iter().map(|one| practice.note(*one).unwrap()).collect();
    add(&mut practice, "Came when it was whole");
    let file = scratch.folder.path().join("kept.securebase");
    snapshot.keep_as(&file).unwrap();
    drop(practice);
    let mut restored = Practice::restore(&file, &scratch.folder.path().join("one"), PASSPHRASE, at(14, 0)).unwrap();
    let notes: Vec<_> = sessions.iter().map(|one| restored.note(*one).unwrap()).collect();
    assert!(notes == as_copied, "each note is what it was when the copy became whole");
    assert_eq!(restored.clients("").unwrap().len(), 1 + slices, "and so is the list of clients");
    assert_eq!(restored.open_process_notes(PASSPHRASE, Trust::AsLeft, at(15, 0)).unwrap(), []);
    assert!(restored.process_page(sessions[slices - 1]).unwrap().note.document.contains("Saved after slice"));
    assert!(restored.check().iter().all(|f| f.problems.is_empty()), "{:?}", restored.check());
}

// Locking waits for no backup: the copy ends where it is, and neither it nor its connection keeps the practice from opening.
#[test]
fn a_practice_is_closed_in_the_middle_of_a_copy() {
    let (scratch, mut practice, sessions) = large();
    practice.open_process_notes(PASSPHRASE, Trust::AsLeft, at(12, 0)).unwrap();
    practice.begin_snapshot(scratch.folder.path(), BackupKind::ByHand).unwrap();
    assert!(practice.snapshot_on(at(13, 0)).unwrap().is_none(), "it is not whole yet");
    practice.close_process_notes();
    assert!(practice.snapshot_on(at(13, 0)).unwrap().is_none(), "and goes on without the process notes");
    drop(practice);
    let mut again = scratch.unlock();
    assert!(again.note(sessions[0]).unwrap().document.contains("silence"));
    assert!(again.snapshot_on(at(21, 0)).is_err(), "nothing of the copy is left");
    let left: Vec<_> = fs::read_dir(scratch.folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["practice"], "no scratch folder stays behind");
}
