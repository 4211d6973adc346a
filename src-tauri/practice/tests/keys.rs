//! Changing who may open: at every step some known secret opens everything, and what was replaced opens nothing.

use std::{fs, path::Path};

use secure_base_practice::{
    Alarm, Error, Practice, Secret, Trust,
    vault::{KdfCost, RecoveryCode},
};

use crate::{
    PASSPHRASE, Scratch, add, at,
    shelf::{FILES, problems},
};

const NEW: &str = "harbour thimble autumn seven";

/// The four files as they stand.
type State = Vec<Vec<u8>>;

fn state(place: &Path) -> State {
    FILES.iter().map(|name| fs::read(place.join(name)).unwrap_or_default()).collect()
}

/// Lays files of these states: database, head, vault, copy.
fn lay(place: &Path, files: [&State; 4]) {
    for (n, (name, state)) in FILES.iter().zip(files).enumerate() {
        fs::write(place.join(name), &state[n]).unwrap();
    }
    let _ = fs::remove_file(place.join("tries.json"));
}

fn with_client() -> (Scratch, Practice) {
    let (scratch, mut practice) = Scratch::new();
    add(&mut practice, "Ada Fennimore");
    (scratch, practice)
}

fn unlock(place: &Path, passphrase: &str) -> Result<Practice, Error> {
    Practice::unlock(place, passphrase, at(20, 0))
}

fn expect_whole(practice: &Practice, when: &str) {
    assert_eq!(practice.clients("").unwrap().len(), 1, "{when}");
    let problems: Vec<_> = problems(practice).into_iter().filter(|one| !one.contains("copy of the vault")).collect();
    assert_eq!(problems, [""; 0], "{when}");
}

#[test]
fn a_passphrase_change_that_was_cut_off_leaves_a_secret_that_opens() {
    let (scratch, mut practice) = with_client();
    let place = scratch.place();
    let old = state(&place);
    practice.change_passphrase(PASSPHRASE, NEW, KdfCost::FLOOR, at(12, 0)).unwrap();
    drop(practice);
    let new = state(&place);
    // Each row is what a crash leaves: before the change, then after each further file.
    let cuts = [
        ("before", [&old, &old, &old, &old], PASSPHRASE, NEW),
        ("the vault is written", [&old, &old, &new, &old], NEW, PASSPHRASE),
        ("its copy too", [&old, &old, &new, &new], NEW, PASSPHRASE),
        ("the log knows of it", [&new, &old, &new, &new], NEW, PASSPHRASE),
        ("the head too", [&new, &new, &new, &new], NEW, PASSPHRASE),
        ("and the copy failed", [&new, &new, &new, &old], NEW, PASSPHRASE),
    ];
    for (when, files, opens, stopped) in cuts {
        lay(&place, files);
        assert!(matches!(unlock(&place, stopped), Err(Error::WrongSecret)), "{when}: the other one opens");
        expect_whole(&unlock(&place, opens).unwrap_or_else(|why| panic!("{when}: {why}")), when);
        let [vault, copy] = [2, 3].map(|n| fs::read(place.join(FILES[n])).unwrap());
        assert!(vault == copy, "{when}: both copies are alike again");
    }
}

#[test]
fn an_old_vault_put_back_is_an_alarm_or_refused() {
    // Whoever knows an old passphrase may have an old copy of the files too.
    let (scratch, mut practice) = with_client();
    let place = scratch.place();
    let old = state(&place);
    practice.change_passphrase(PASSPHRASE, NEW, KdfCost::FLOOR, at(12, 0)).unwrap();
    drop(practice);
    let new = state(&place);
    let stale = |place: &Path| matches!(unlock(place, PASSPHRASE), Err(Error::Alarm { alarm: Alarm::StaleSlots, .. }));
    lay(&place, [&new, &new, &old, &old]);
    assert!(stale(&place), "both copies are old");
    lay(&place, [&new, &new, &old, &old]);
    fs::remove_file(place.join("vault.json")).unwrap();
    assert!(stale(&place), "only the old copy is there");
    lay(&place, [&new, &new, &old, &old]);
    let overruled = Practice::open(&place, Secret::Passphrase(PASSPHRASE), Trust::AsFound, at(20, 0)).unwrap();
    expect_whole(&overruled, "the clinician may decide to go on with the old one");
    drop(overruled);
    expect_whole(&unlock(&place, PASSPHRASE).unwrap(), "and then it opens plainly");
    lay(&place, [&new, &new, &new, &new]);
    expect_whole(&unlock(&place, NEW).unwrap(), "the control");
}

#[test]
fn a_change_needs_the_present_passphrase_and_fails_whole() {
    let (scratch, mut practice) = with_client();
    let before = state(&scratch.place());
    let code = RecoveryCode::random().unwrap();
    let cost = KdfCost::FLOOR;
    assert!(matches!(practice.change_passphrase("wrong", NEW, cost, at(12, 0)), Err(Error::WrongSecret)));
    assert!(matches!(practice.renew_code("wrong", &code, cost, at(12, 0)), Err(Error::WrongSecret)));
    assert!(matches!(practice.rotate_key("wrong", &code, cost, at(12, 0)), Err(Error::WrongSecret)));
    assert!(state(&scratch.place()) == before, "nothing was written");
}

#[test]
fn a_renewed_recovery_code_replaces_the_one_on_the_old_paper() {
    let (scratch, mut practice) = with_client();
    let code = RecoveryCode::random().unwrap();
    practice.renew_code(PASSPHRASE, &code, KdfCost::FLOOR, at(12, 0)).unwrap();
    drop(practice);
    let place = scratch.place();
    let with = |code: &RecoveryCode| Practice::unlock_with_code(&place, code, at(20, 0));
    assert!(matches!(with(&scratch.code), Err(Error::WrongSecret)));
    expect_whole(&with(&code).unwrap(), "the new code");
    expect_whole(&unlock(&place, PASSPHRASE).unwrap(), "the passphrase stays");
}

#[test]
fn a_new_data_key_leaves_nothing_under_the_old_one() {
    let (scratch, mut practice) = with_client();
    let place = scratch.place();
    let (old_key, code) = (practice.data_key(), RecoveryCode::random().unwrap());
    practice.rotate_key(PASSPHRASE, &code, KdfCost::FLOOR, at(12, 0)).unwrap();
    expect_whole(&practice, "at once");
    add(&mut practice, "Came later");
    drop(practice);
    assert!(Practice::reopen(&place, &old_key, Trust::AsFound, at(20, 0)).is_err(), "the old key opens nothing");
    assert!(matches!(Practice::unlock_with_code(&place, &scratch.code, at(20, 0)), Err(Error::WrongSecret)));
    assert!(!fs::read_to_string(place.join("vault.json")).unwrap().contains("previousKey"));
    assert_eq!(unlock(&place, PASSPHRASE).unwrap().clients("").unwrap().len(), 2);
    assert_eq!(Practice::unlock_with_code(&place, &code, at(20, 0)).unwrap().clients("").unwrap().len(), 2);
}

#[test]
fn a_new_data_key_that_was_cut_off_leaves_the_passphrase_good() {
    let (scratch, mut practice) = with_client();
    let place = scratch.place();
    let old = state(&place);
    let code = RecoveryCode::random().unwrap();
    // Where the head should go something else stands: everything before it is done, and nothing after.
    fs::remove_file(place.join("practice.head")).unwrap();
    fs::create_dir(place.join("practice.head")).unwrap();
    assert!(practice.rotate_key(PASSPHRASE, &code, KdfCost::FLOOR, at(12, 0)).is_err(), "or this tests nothing");
    drop(practice);
    fs::remove_dir(place.join("practice.head")).unwrap();
    let new = state(&place);
    assert!(new[0] != old[0] && new[2] != old[2], "the database and the vault are new");
    let cuts = [
        ("the vault is written", [&old, &old, &new, &old]),
        ("its copy too", [&old, &old, &new, &new]),
        ("the database is replaced", [&new, &old, &new, &new]),
        ("and the copy failed", [&new, &old, &new, &old]),
    ];
    for (when, files) in cuts {
        lay(&place, files);
        let opened = unlock(&place, PASSPHRASE).unwrap_or_else(|why| panic!("{when}: {why}"));
        expect_whole(&opened, when);
        drop(opened);
        let vault = fs::read_to_string(place.join("vault.json")).unwrap();
        assert!(!vault.contains("previousKey"), "{when}: it was finished at opening");
        expect_whole(&Practice::unlock_with_code(&place, &code, at(20, 1)).unwrap(), when);
        lay(&place, files);
        expect_whole(&Practice::unlock_with_code(&place, &code, at(20, 1)).unwrap(), "the new code alone");
    }
}

#[test]
fn one_copy_of_the_slots_is_enough_and_the_other_is_mended() {
    let (scratch, practice) = with_client();
    drop(practice);
    let place = scratch.place();
    let whole = state(&place);
    for (n, name) in [(2, "vault.json"), (3, "vault.copy.json")] {
        for (damage, bytes) in [("missing", None), ("empty", Some(0)), ("cut", Some(whole[n].len() / 2))] {
            lay(&place, [&whole, &whole, &whole, &whole]);
            match bytes {
                None => fs::remove_file(place.join(name)).unwrap(),
                Some(length) => fs::write(place.join(name), &whole[n][..length]).unwrap(),
            }
            let practice = unlock(&place, PASSPHRASE).unwrap_or_else(|why| panic!("{name} {damage}: {why}"));
            assert_eq!(practice.mended().len(), 1, "{name} {damage}: it is told");
            drop(practice);
            assert!(fs::read(place.join(name)).unwrap() == whole[n], "{name} {damage}: it is mended");
        }
    }
    lay(&place, [&whole, &whole, &whole, &whole]);
    assert!(unlock(&place, PASSPHRASE).unwrap().mended().is_empty(), "the control");
}
