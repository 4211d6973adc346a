use std::fs;

use secure_base_practice::{
    Error, Practice, Trust,
    vault::{KdfCost, RecoveryCode},
};

use crate::{PASSPHRASE, Scratch, add, at, copy_of_closed};

#[test]
fn what_was_written_is_there_after_locking_and_unlocking() {
    // The first promise of all: closing loses nothing.
    let (scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada Fennimore");
    drop(practice);
    assert_eq!(scratch.unlock().client(client.id).unwrap(), client);
}

#[test]
fn the_recovery_code_opens_and_sets_a_new_passphrase() {
    // Nobody is locked out who kept the paper; the old passphrase must stop working.
    let (scratch, practice) = Scratch::new();
    drop(practice);
    let typed = scratch.code.groups().join(" ").to_lowercase();
    let code = RecoveryCode::parse(&typed).unwrap();
    drop(
        Practice::recover(
            &scratch.place(),
            &code,
            "another four word phrase",
            KdfCost::FLOOR,
            Trust::AsLeft,
            at(20, 0),
        )
        .unwrap(),
    );
    assert!(Practice::unlock(&scratch.place(), "another four word phrase", at(20, 0)).is_ok());
    assert!(matches!(Practice::unlock(&scratch.place(), PASSPHRASE, at(20, 0)), Err(Error::WrongSecret)));
    assert!(Practice::unlock_with_code(&scratch.place(), &code, at(20, 0)).is_ok(), "the code stays good");
}

#[test]
fn a_wrong_passphrase_is_told_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    copy_of_closed(folder.path());
    let before = bytes(folder.path());
    assert!(matches!(Practice::unlock(folder.path(), "wrong", at(20, 0)), Err(Error::WrongSecret)));
    fs::remove_file(folder.path().join("tries.json")).unwrap();
    assert!(bytes(folder.path()) == before, "more than the count of wrong tries was written");
}

#[test]
fn a_second_opener_hears_that_it_is_open_already() {
    // Two windows on one file would each believe that they had saved.
    let (scratch, practice) = Scratch::new();
    assert!(matches!(Practice::unlock(&scratch.place(), PASSPHRASE, at(20, 0)), Err(Error::Busy(_))));
    drop(practice);
    scratch.unlock();
}

#[test]
fn each_damage_of_the_folder_has_an_answer_of_its_own_and_leaves_every_byte() {
    // A missing or broken practice must never look like an empty new one.
    type Damage = fn(&std::path::Path);
    type Expected = fn(&Error) -> bool;
    let cases: [(&str, Damage, Expected); 8] = [
        ("no folder", |p| fs::remove_dir_all(p).unwrap(), |e| matches!(e, Error::Missing(_))),
        ("no database", |p| fs::remove_file(p.join("practice.db")).unwrap(), |e| matches!(e, Error::Damaged { .. })),
        (
            "no vault",
            |p| vaults(p).iter().for_each(|one| fs::remove_file(one).unwrap()),
            |e| matches!(e, Error::Damaged { .. }),
        ),
        ("empty database", |p| fs::write(p.join("practice.db"), "").unwrap(), |e| matches!(e, Error::Damaged { .. })),
        (
            "plain SQLite",
            |p| fs::write(p.join("practice.db"), b"SQLite format 3\0 and more").unwrap(),
            |e| matches!(e, Error::Damaged { .. }),
        ),
        (
            "vault no JSON",
            |p| vaults(p).iter().for_each(|one| fs::write(one, "{").unwrap()),
            |e| matches!(e, Error::Damaged { .. }),
        ),
        ("greedy vault", |p| edit_vault(p, "memoryKib", 1 << 30), |e| matches!(e, Error::Damaged { .. })),
        ("weakened vault", |p| edit_vault(p, "memoryKib", 8), |e| matches!(e, Error::Damaged { .. })),
    ];
    for (name, damage, expected) in cases {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("practice");
        copy_of_closed(&place);
        damage(&place);
        let before = bytes(&place);
        let error = Practice::unlock(&place, PASSPHRASE, at(20, 0)).unwrap_err();
        assert!(expected(&error), "{name}: {error:?}");
        assert!(!error.advice().is_empty());
        assert!(bytes(&place) == before, "{name}: something was written");
    }
}

#[test]
fn a_vault_whose_numbers_were_changed_within_bounds_does_not_open() {
    // The parameters are authenticated: nobody can make the next guess cheaper.
    let folder = tempfile::tempdir().unwrap();
    copy_of_closed(folder.path());
    edit_vault(folder.path(), "passes", 4);
    assert!(matches!(Practice::unlock(folder.path(), PASSPHRASE, at(20, 0)), Err(Error::WrongSecret)));
}

#[test]
fn a_vault_from_a_later_version_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    copy_of_closed(folder.path());
    let path = folder.path().join("vault.json");
    let vault = fs::read_to_string(&path).unwrap().replace("\"version\": 3", "\"version\": 4, \"later\": true");
    fs::write(&path, vault).unwrap();
    let before = bytes(folder.path());
    assert!(matches!(Practice::unlock(folder.path(), PASSPHRASE, at(20, 0)), Err(Error::Newer { found: 4, .. })));
    assert!(bytes(folder.path()) == before, "something was written");
}

#[test]
fn a_flipped_byte_anywhere_in_the_database_is_found_by_the_check_or_at_opening() {
    let folder = tempfile::tempdir().unwrap();
    copy_of_closed(folder.path());
    let path = folder.path().join("practice.db");
    let whole = fs::read(&path).unwrap();
    // One key derivation a byte: a sample over the file, the last byte of every page among it.
    for place in (0..whole.len()).step_by(whole.len() / 24).chain([4_095, whole.len() - 1]) {
        let mut torn = whole.clone();
        torn[place] ^= 1;
        fs::write(&path, torn).unwrap();
        let found = match Practice::unlock(folder.path(), PASSPHRASE, at(20, 0)) {
            Err(_) => true,
            Ok(practice) => practice.check().iter().any(|f| !f.problems.is_empty()),
        };
        assert!(found, "a flipped byte at {place} went unnoticed");
    }
}

#[test]
fn a_practice_is_never_made_over_something() {
    let (scratch, practice) = Scratch::new();
    drop(practice);
    let code = RecoveryCode::random().unwrap();
    let over = |place: &std::path::Path| Practice::create(place, "Second", PASSPHRASE, &code, KdfCost::FLOOR, at(9, 0));
    assert!(matches!(over(&scratch.place()), Err(Error::Exists(_))));
    fs::write(scratch.folder.path().join("letter.txt"), "mine").unwrap();
    assert!(matches!(over(scratch.folder.path()), Err(Error::NotAPractice(_))));
    assert_eq!(fs::read_to_string(scratch.folder.path().join("letter.txt")).unwrap(), "mine");
}

#[test]
fn a_healthy_practice_passes_its_check() {
    // The control of every test that expects the check to find something.
    let folder = tempfile::tempdir().unwrap();
    copy_of_closed(folder.path());
    let findings = Practice::unlock(folder.path(), PASSPHRASE, at(20, 0)).unwrap().check();
    assert!(findings.iter().all(|finding| finding.problems.is_empty()), "{findings:?}");
}

#[test]
fn nothing_written_is_readable_on_disk() {
    // The file is encrypted from the first byte: neither names nor SQLite's own header stand in it.
    let (scratch, mut practice) = Scratch::new();
    add(&mut practice, "Zyxwvut Canary");
    drop(practice);
    let database = fs::read(scratch.place().join("practice.db")).unwrap();
    for canary in ["Zyxwvut", "SQLite format", "CREATE TABLE"] {
        assert!(!contains(&database, canary.as_bytes()), "{canary} stands in the file");
    }
}

pub fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

fn vaults(place: &std::path::Path) -> [std::path::PathBuf; 2] {
    ["vault.json", "vault.copy.json"].map(|name| place.join(name))
}

/// Changes a number of every slot in both copies, written as the program would write it.
fn edit_vault(place: &std::path::Path, field: &str, value: u64) {
    for path in vaults(place) {
        let text = fs::read_to_string(&path).unwrap();
        let line = |line: &str| match line.trim_start().starts_with(&format!("\"{field}\"")) {
            true => format!("      \"{field}\": {value},"),
            false => line.to_owned(),
        };
        fs::write(path, text.lines().map(line).collect::<Vec<_>>().join("\n")).unwrap();
    }
}

/// Every file of a folder with its bytes.
fn bytes(place: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    let Ok(entries) = fs::read_dir(place) else { return Vec::new() };
    let mut all: Vec<_> = entries
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).unwrap()))
        .collect();
    all.sort();
    all
}

#[test]
fn a_folder_that_goes_while_it_is_open_is_told_at_the_next_save() {
    // The connection would go on writing to a file that has no name any more, and call it saved.
    let (scratch, mut practice) = Scratch::new();
    add(&mut practice, "Ada");
    let elsewhere = scratch.folder.path().join("elsewhere");
    fs::rename(scratch.place(), &elsewhere).unwrap();
    assert!(matches!(practice.add_client(&crate::draft("Bo"), at(9, 1)), Err(Error::Missing(_))), "moved away");
    fs::create_dir(scratch.place()).unwrap();
    fs::copy(elsewhere.join("practice.db"), scratch.place().join("practice.db")).unwrap();
    assert!(
        matches!(practice.add_client(&crate::draft("Bo"), at(9, 2)), Err(Error::Missing(_))),
        "replaced by another"
    );
    fs::remove_dir_all(scratch.place()).unwrap();
    fs::rename(&elsewhere, scratch.place()).unwrap();
    add(&mut practice, "Cleo");
    drop(practice);
    assert_eq!(scratch.unlock().clients("").unwrap().len(), 2, "back in its place, it saves again");
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_look_into_a_practice() {
    use std::os::unix::fs::PermissionsExt;
    let (scratch, mut practice) = Scratch::new();
    let backup = scratch.folder.path().join("kept.securebase");
    practice.back_up(&backup, at(12, 0)).unwrap();
    drop(practice);
    let restored = scratch.folder.path().join("restored");
    drop(Practice::restore(&backup, &restored, PASSPHRASE, at(13, 0)).unwrap());
    for place in [scratch.place(), restored] {
        let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&place), 0o700);
        for name in ["vault.json", "vault.copy.json", "practice.db", "practice.head"] {
            assert_eq!(mode(&place.join(name)), 0o600, "{name} in {}", place.display());
        }
    }
}

#[test]
fn a_damaged_page_is_named_and_the_other_questions_are_still_asked() {
    let folder = tempfile::tempdir().unwrap();
    copy_of_closed(folder.path());
    let path = folder.path().join("practice.db");
    let whole = fs::read(&path).unwrap();
    // A page that opening itself does not read: the first such from the end.
    let findings = (1..whole.len() / 4096).rev().find_map(|page| {
        let mut torn = whole.clone();
        torn[page * 4096 + 100] ^= 1;
        fs::write(&path, torn).unwrap();
        Some(Practice::unlock(folder.path(), PASSPHRASE, at(20, 0)).ok()?.check())
    });
    let findings = findings.unwrap();
    assert_eq!(findings.len(), 12);
    assert!(!findings[1].problems.is_empty(), "{findings:?}");
}
