//! Their key: not the data key, and kept by every change of secrets.

use secure_base_practice::{
    Practice,
    vault::{KdfCost, RecoveryCode},
};

use super::*;

fn data_key_opens(scratch: &Scratch, file: &str) -> bool {
    let (data, _) = keys_by_hand(&scratch.place());
    let db = connect_file(&scratch.place().join(file), &data);
    db.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get::<_, i64>(0)).is_ok()
}

#[test]
fn the_data_key_does_not_open_them_and_their_own_does() {
    // Whoever takes the data key out of the memory of an open practice must not get them too.
    let (scratch, practice, _) = written();
    drop(practice);
    assert!(data_key_opens(&scratch, "practice.db"), "the control");
    assert!(!data_key_opens(&scratch, "process.db"));
    let (_, key) = keys_by_hand(&scratch.place());
    let db = connect_file(&scratch.place().join("process.db"), &key);
    let document: String = db.query_row("SELECT document FROM process_note", [], |row| row.get(0)).unwrap();
    assert_eq!(document, paragraph(WORDS));
}

#[test]
fn every_change_of_secrets_keeps_them() {
    // A forgotten slot would lock her out of them for good, with the first new passphrase.
    let (scratch, mut practice, session) = written();
    let codes = [(); 2].map(|()| RecoveryCode::random().unwrap());
    practice.change_passphrase(PASSPHRASE, "second passphrase here", KdfCost::FLOOR, at(11, 0)).unwrap();
    expect_open(&mut practice, session, "second passphrase here");
    practice.renew_code("second passphrase here", &codes[0], KdfCost::FLOOR, at(11, 1)).unwrap();
    drop(practice);
    let trust = Trust::AsLeft;
    let third = "third passphrase there";
    let mut practice = Practice::recover(&scratch.place(), &codes[0], third, KdfCost::FLOOR, trust, at(11, 2)).unwrap();
    expect_open(&mut practice, session, third);
    practice.rotate_key(third, &codes[1], KdfCost::FLOOR, at(11, 3)).unwrap();
    expect_open(&mut practice, session, third);
    drop(practice);
    let mut practice =
        Practice::recover(&scratch.place(), &codes[1], PASSPHRASE, KdfCost::FLOOR, trust, at(11, 4)).unwrap();
    expect_open(&mut practice, session, PASSPHRASE);
    assert_eq!(problems(&practice), [""; 0]);
}

fn expect_open(practice: &mut Practice, session: SessionId, passphrase: &str) {
    assert_eq!(practice.open_process_notes(passphrase, Trust::AsLeft, at(12, 0)).unwrap(), []);
    assert!(reads(practice, session, WORDS), "with “{passphrase}”");
}

#[test]
fn a_practice_from_before_gets_a_place_with_its_next_recovery_code() {
    // Only then both secrets are at hand; one slot with the key and one without would be a trap.
    for rotate in [false, true] {
        let (_folder, place) = crate::upgrade::old();
        let mut practice = Practice::unlock(&place, PASSPHRASE, at(20, 0)).unwrap();
        assert_eq!(practice.process_state(), ProcessState::NoPlace);
        let refused = practice.open_process_notes(PASSPHRASE, Trust::AsLeft, at(20, 1));
        assert!(matches!(refused, Err(Error::NoPlaceForProcessNotes)));
        practice.change_passphrase(PASSPHRASE, "second passphrase here", KdfCost::FLOOR, at(20, 2)).unwrap();
        assert_eq!(practice.process_state(), ProcessState::NoPlace, "one secret alone makes no place");
        let code = RecoveryCode::random().unwrap();
        match rotate {
            true => practice.rotate_key("second passphrase here", &code, KdfCost::FLOOR, at(20, 3)).unwrap(),
            false => practice.renew_code("second passphrase here", &code, KdfCost::FLOOR, at(20, 3)).unwrap(),
        }
        assert_eq!(practice.process_state(), ProcessState::Closed);
        drop(practice);
        let trust = Trust::AsLeft;
        let mut practice = Practice::recover(&place, &code, PASSPHRASE, KdfCost::FLOOR, trust, at(20, 4)).unwrap();
        assert_eq!(open(&mut practice), []);
        let client = practice.clients("").unwrap()[0].id;
        let session = practice.client_page(client).unwrap().sessions[0].id;
        save(&mut practice, session, WORDS, 0);
        assert!(reads(&practice, session, WORDS) && problems(&practice).is_empty());
    }
}

#[test]
fn a_wrong_secret_changes_no_slot() {
    let (scratch, mut practice, session) = written();
    let before = std::fs::read(scratch.place().join("vault.json")).unwrap();
    assert!(practice.change_passphrase("wrong", "second passphrase here", KdfCost::FLOOR, at(11, 0)).is_err());
    assert!(std::fs::read(scratch.place().join("vault.json")).unwrap() == before);
    expect_open(&mut practice, session, PASSPHRASE);
}
