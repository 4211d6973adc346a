//! Where a practice is copied as a whole they go along, and open with the secrets as before.

use std::fs;

use secure_base_practice::{BackupInfo, Practice};

use super::*;

#[test]
fn a_backup_restores_them_made_while_closed_and_while_open() {
    for closed in [false, true] {
        let (scratch, mut practice, session) = written();
        if closed {
            practice.close_process_notes();
        }
        let file = scratch.folder.path().join("kept.securebase");
        practice.back_up(&file, at(12, 0)).unwrap();
        assert!(closed || reads(&practice, session, WORDS), "they are open still");
        drop(practice);
        for (place, secret) in [("one", PASSPHRASE.to_owned()), ("two", scratch.code.groups().join("-"))] {
            let place = scratch.folder.path().join(place);
            let mut restored = Practice::restore(&file, &place, &secret, at(13, 0)).unwrap();
            assert_eq!(restored.process_state(), ProcessState::Closed);
            assert_eq!(open(&mut restored), []);
            assert!(reads(&restored, session, WORDS), "closed: {closed}");
            assert_eq!(problems(&restored), [""; 0]);
        }
        let told = format!("{:?}", BackupInfo::read(&file).unwrap());
        assert!(!told.contains("rocess"), "nothing of them is told before it is opened: {told}");
    }
}

#[test]
fn what_a_crash_left_beside_them_goes_along() {
    // A journal that is left behind would leave its database half written.
    let (scratch, mut practice, session) = written();
    practice.close_process_notes();
    fs::write(scratch.place().join("process.db-journal"), "left by a crash").unwrap();
    let file = scratch.folder.path().join("kept.securebase");
    practice.back_up(&file, at(12, 0)).unwrap();
    drop(practice);
    let place = scratch.folder.path().join("restored");
    let mut restored = Practice::restore(&file, &place, PASSPHRASE, at(13, 0)).unwrap();
    assert_eq!(fs::read(place.join("process.db-journal")).unwrap(), b"left by a crash");
    assert_eq!(open(&mut restored), []);
    assert!(reads(&restored, session, WORDS));
}

#[test]
fn a_backup_whose_process_notes_are_not_those_that_were_put_in_is_refused() {
    // Their pages cannot be checked without their key; their digest stands in the signed manifest.
    let (scratch, mut practice, _) = written();
    practice.close_process_notes();
    let file = scratch.folder.path().join("kept.securebase");
    practice.back_up(&file, at(12, 0)).unwrap();
    drop(practice);
    let bytes = fs::read(&file).unwrap();
    let inside = fs::read(scratch.place().join("process.db")).unwrap();
    let start = bytes.windows(inside.len()).position(|part| part == inside).unwrap();
    let mut torn = bytes;
    torn[start + 5000] ^= 1;
    fs::write(&file, torn).unwrap();
    let place = scratch.folder.path().join("restored");
    let refused = Practice::restore(&file, &place, PASSPHRASE, at(13, 0));
    assert!(matches!(refused, Err(Error::Damaged { .. })) && !place.exists());
}

#[test]
fn a_damaged_practice_is_salvaged_with_them() {
    let (scratch, practice, session) = written();
    drop(practice);
    let to = scratch.folder.path().join("new");
    let (mut practice, salvaged) = Practice::salvage(&scratch.place(), PASSPHRASE, &to, at(20, 0)).unwrap();
    let noun = salvaged.nouns.iter().find(|noun| noun.noun == "process notes").unwrap();
    assert_eq!((noun.read, noun.lost.len()), (1, 0));
    assert_eq!(open(&mut practice), []);
    assert!(reads(&practice, session, WORDS) && problems(&practice).is_empty());
}

#[test]
fn the_check_of_a_sound_practice_speaks_of_them() {
    let (scratch, practice, _) = written();
    drop(practice);
    for secret in [PASSPHRASE.to_owned(), scratch.code.groups().join("-")] {
        let findings = Practice::inspect(&scratch.place(), &secret, at(20, 0)).unwrap();
        assert!(findings.iter().all(|finding| finding.problems.is_empty()), "{findings:?}");
        assert!(findings.iter().any(|finding| finding.what.contains("process notes")));
    }
}
