//! What earlier versions wrote, brought to the present: everything is there, and no interruption costs anything.

use std::{
    fs,
    path::{Path, PathBuf},
};

use secure_base_practice::{BackupInfo, BackupKind, Error, Practice, backups_of, vault::RecoveryCode};
use tempfile::TempDir;

use crate::{PASSPHRASE, at, shelf::problems};

const CODE: &str = "5EC0R-3BA5E-F1XTV-RES1M-P1ERX";

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1")
}

/// A copy of the practice as version 0.1.0 left it.
pub fn old() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("practice");
    fs::create_dir(&place).unwrap();
    for name in ["practice.db", "vault.json"] {
        fs::copy(fixture().join(name), place.join(name)).unwrap();
    }
    (folder, place)
}

fn unlock(place: &Path) -> Practice {
    Practice::unlock(place, PASSPHRASE, at(20, 0)).unwrap()
}

/// Everything that was put into the practice is in it.
fn expect_all(practice: &Practice) {
    let clients = practice.clients("").unwrap();
    let names: Vec<_> = clients.iter().map(|client| client.name.as_str()).collect();
    assert_eq!(names, ["Ada Fennimore", "Bo Larkmead", "Cleo & Dara Wren"]);
    for (n, client) in clients.iter().enumerate() {
        let page = practice.client_page(client.id).unwrap();
        assert_eq!((page.sessions.len(), page.handouts.len()), (n + 1, n + 1), "{}", client.name);
        assert_eq!(page.homework.len(), (n + 1).min(2), "one task was withdrawn");
        assert_eq!(page.homework.iter().filter(|task| task.done_on.is_some()).count(), 1);
        for session in &page.sessions {
            let note = practice.note(session.id).unwrap();
            assert!(note.document.contains(&format!("{} said ", client.name)) && note.revision == 2);
            let passages = practice.passages(session.id).unwrap();
            assert_eq!(passages[0].words, format!("I vanish {}", session.number - 1));
        }
    }
    assert_eq!(crate::found(practice, "cafe").len(), 6, "the search index is whole");
    assert_eq!(problems(practice), [""; 0], "the old log is chained to what is there");
}

#[test]
fn a_practice_of_the_first_schema_opens_with_everything_in_it() {
    let (_folder, place) = old();
    expect_all(&unlock(&place));
    for name in ["vault.json", "vault.copy.json"] {
        assert!(fs::read_to_string(place.join(name)).unwrap().contains("\"mac\""), "{name} is signed now");
    }
    let code = RecoveryCode::parse(CODE).unwrap();
    expect_all(&Practice::unlock_with_code(&place, &code, at(20, 1)).unwrap());
}

#[test]
fn before_the_upgrade_a_backup_is_made_that_restores() {
    // A step that has gone wrong must be possible to take back.
    let (folder, place) = old();
    drop(unlock(&place));
    let made: Vec<_> = fs::read_dir(backups_of(&place)).unwrap().map(|one| one.unwrap().path()).collect();
    assert_eq!(made.len(), 1, "{made:?}");
    assert_eq!(BackupInfo::read(&made[0]).unwrap().kind, BackupKind::BeforeUpgrade);
    for (name, secret) in [("one", PASSPHRASE), ("two", CODE)] {
        expect_all(&Practice::restore(&made[0], &folder.path().join(name), secret, at(21, 0)).unwrap());
    }
}

#[test]
fn a_sound_practice_of_the_first_schema_is_not_called_damaged() {
    let (_folder, place) = old();
    let findings = Practice::inspect(&place, PASSPHRASE, at(20, 0)).unwrap();
    assert!(findings.iter().all(|finding| finding.problems.is_empty()), "{findings:?}");
    assert!(findings.iter().any(|finding| finding.what.contains("audit log is one chain")), "it was brought up");
    expect_all(&unlock(&place));
}

#[test]
fn a_backup_of_the_first_version_restores() {
    let folder = tempfile::tempdir().unwrap();
    let file = fixture().join("version-1.securebase");
    assert_eq!(BackupInfo::read(&file).unwrap().practice_name, "Hillside practice");
    expect_all(&Practice::restore(&file, &folder.path().join("clean"), CODE, at(21, 0)).unwrap());
}

#[test]
fn without_room_for_the_backup_nothing_is_upgraded() {
    let (_folder, place) = old();
    let before = fs::read(place.join("practice.db")).unwrap();
    fs::write(backups_of(&place), "in the way").unwrap();
    assert!(matches!(Practice::unlock(&place, PASSPHRASE, at(20, 0)), Err(Error::File { .. })));
    assert!(fs::read(place.join("practice.db")).unwrap() == before, "it is as it was");
    fs::remove_file(backups_of(&place)).unwrap();
    expect_all(&unlock(&place));
}

#[test]
fn an_upgrade_that_was_cut_off_is_finished_at_the_next_opening() {
    // The records are new, and there is no head yet: that is a crash and no alarm.
    let (_folder, place) = old();
    let vault = fs::read(place.join("vault.json")).unwrap();
    let head = place.join("practice.head");
    fs::create_dir(&head).unwrap();
    assert!(Practice::unlock(&place, PASSPHRASE, at(20, 0)).is_err(), "or this test tests nothing");
    fs::remove_dir(&head).unwrap();
    assert!(fs::read(place.join("vault.json")).unwrap() == vault, "the vault is not signed yet");
    expect_all(&unlock(&place));
    expect_all(&unlock(&place));
}

#[test]
fn the_vault_of_before_the_upgrade_does_not_come_back_unnoticed() {
    // It would bring the old passphrase with it.
    let (_folder, place) = old();
    let vault = fs::read(place.join("vault.json")).unwrap();
    drop(unlock(&place));
    for name in ["vault.json", "vault.copy.json"] {
        fs::write(place.join(name), &vault).unwrap();
    }
    let refused = |place: &Path| matches!(Practice::unlock(place, PASSPHRASE, at(21, 0)), Err(Error::Alarm { .. }));
    assert!(refused(&place));
    fs::remove_file(place.join("practice.head")).unwrap();
    assert!(refused(&place), "nor with the head gone");
}
