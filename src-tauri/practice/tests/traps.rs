//! Ways in which a careful program can still shut people out or mislead them, each met once.

use std::fs;

use secure_base_practice::{BackupInfo, Error, Practice};

use crate::{PASSPHRASE, Scratch, add, at, copy_of_closed, draft};

#[test]
fn a_clock_that_was_once_ahead_makes_nobody_wait_twice() {
    // Five slips on a day when the clock said ten years later must not lock anybody out for ten years.
    let folder = tempfile::tempdir().unwrap();
    copy_of_closed(folder.path());
    let ten_years_on = at(9, 0) + chrono::TimeDelta::days(3650);
    for _ in 0..5 {
        assert!(matches!(Practice::unlock(folder.path(), "wrong", ten_years_on), Err(Error::WrongSecret)));
    }
    assert!(matches!(Practice::unlock(folder.path(), PASSPHRASE, at(9, 0)), Err(Error::TooManyTries { seconds: 30 })));
    let later = at(9, 0) + chrono::TimeDelta::seconds(31);
    assert!(Practice::unlock(folder.path(), PASSPHRASE, later).is_ok());
}

#[test]
fn a_damaged_page_after_a_crash_leaves_the_other_pages_readable() {
    // The mending after a crash meets the damaged page; what it cannot mend must not cost what is whole.
    let folder = tempfile::tempdir().unwrap();
    copy_of_closed(folder.path());
    let path = folder.path().join("practice.db");
    let whole = fs::read(&path).unwrap();
    // A page that neither opening nor the list of clients needs: the first such from the end.
    let opens = (1..whole.len() / 4096).rev().any(|page| {
        // An opening that went well has moved the head on.
        copy_of_closed(folder.path());
        let mut torn = whole.clone();
        torn[page * 4096 + 100] ^= 1;
        fs::write(&path, torn).unwrap();
        let _ = fs::remove_file(folder.path().join("practice.db-journal"));
        let opened = Practice::unlock(folder.path(), PASSPHRASE, at(20, 0));
        opened.is_ok_and(|practice| practice.clients("").is_ok())
    });
    assert!(opens, "the control: without a crash it opens");
    fs::write(folder.path().join("practice.db-journal"), [0; 512]).unwrap();
    let mut practice = Practice::unlock(folder.path(), PASSPHRASE, at(20, 0)).unwrap();
    assert!(!practice.mended().is_empty(), "the damage is told");
    assert_eq!(practice.clients("").unwrap().len(), 1);
    practice.add_client(&draft("Came later"), at(20, 1)).unwrap();
}

#[test]
fn a_restored_practice_is_newer_than_every_backup_of_it() {
    // Else its own backups would be taken for old ones, and be removed as soon as they are made.
    let (scratch, mut practice) = Scratch::new();
    let early = practice.back_up(&scratch.folder.path().join("early.securebase"), at(10, 0)).unwrap();
    for name in ["Ada", "Bo", "Cleo"] {
        add(&mut practice, name);
    }
    let late = practice.back_up_itself(at(11, 0)).unwrap().info;
    drop(practice);
    let mut restored = Practice::restore(&early.path, &scratch.place(), PASSPHRASE, at(12, 0)).unwrap();
    assert!(restored.backup_state().unwrap().due, "it is not what the newest backup holds");
    let made = restored.back_up_itself(at(12, 5)).unwrap().info;
    assert!(made.save > late.save && made.path.is_file(), "{made:?}");
    assert!(restored.check().iter().all(|found| found.problems.is_empty()), "{:?}", restored.check());
}

#[test]
fn a_backup_whose_description_was_edited_is_no_backup() {
    // What it says of itself decides what the clinician restores, and which backups are let go.
    let (scratch, mut practice) = Scratch::new();
    let file = scratch.folder.path().join("kept.securebase");
    practice.back_up(&file, at(12, 0)).unwrap();
    drop(practice);
    let edited = String::from_utf8_lossy(&fs::read(&file).unwrap()).find("\"madeAt\": \"2026").unwrap();
    let mut bytes = fs::read(&file).unwrap();
    bytes[edited + 11] = b'3';
    fs::write(&file, bytes).unwrap();
    assert!(BackupInfo::read(&file).unwrap().made_at.to_rfc3339().starts_with("3026"), "or this tests nothing");
    let clean = scratch.folder.path().join("clean");
    assert!(matches!(Practice::restore(&file, &clean, PASSPHRASE, at(13, 0)), Err(Error::Damaged { .. })));
}

#[test]
fn a_practice_that_somebody_has_open_is_not_swapped_out() {
    // The open window would go on writing into a folder that was put aside.
    let (scratch, mut practice) = Scratch::new();
    let file = scratch.folder.path().join("kept.securebase");
    practice.back_up(&file, at(12, 0)).unwrap();
    let refused = Practice::restore(&file, &scratch.place(), PASSPHRASE, at(13, 0));
    assert!(matches!(refused, Err(Error::Busy(_))), "{refused:?}");
    practice.add_client(&draft("Still here"), at(13, 1)).unwrap();
    drop(practice);
    drop(Practice::restore(&file, &scratch.place(), PASSPHRASE, at(14, 0)).unwrap());
}

#[test]
fn wrong_secrets_count_at_every_door() {
    // Restoring asks for the same passphrase; it must be no way to try it without waiting.
    let (scratch, mut practice) = Scratch::new();
    let file = scratch.folder.path().join("kept.securebase");
    practice.back_up(&file, at(12, 0)).unwrap();
    drop(practice);
    for _ in 0..5 {
        assert!(matches!(Practice::restore(&file, &scratch.place(), "wrong", at(13, 0)), Err(Error::WrongSecret)));
    }
    let refused = Practice::unlock(&scratch.place(), PASSPHRASE, at(13, 0));
    assert!(matches!(refused, Err(Error::TooManyTries { .. })), "{refused:?}");
}
