//! A practice opened by hand, from nothing but the format that is written down: the clinician can leave with her
//! records, and no reader but the documented one is needed.

use std::{fs, path::Path};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use data_encoding::HEXLOWER;
use rusqlite::Connection;
use secure_base_practice::{Error, Practice};
use serde_json::Value;

use crate::{PASSPHRASE, at, copy_of_closed};

/// The data key, by the steps that the documentation of the vault file names, and no others.
pub fn key_by_hand(place: &Path) -> [u8; 32] {
    keys_by_hand(place).0
}

/// The data key and the key of the process notes likewise.
pub fn keys_by_hand(place: &Path) -> ([u8; 32], [u8; 32]) {
    let vault: Value = serde_json::from_slice(&fs::read(place.join("vault.json")).unwrap()).unwrap();
    let slot = vault["slots"].as_array().unwrap().iter().find(|slot| slot["kind"] == "passphrase").unwrap();
    let hex = |field: &str| HEXLOWER.decode(slot[field].as_str().unwrap().as_bytes()).unwrap();
    let number = |field: &str| u32::try_from(slot[field].as_u64().unwrap()).unwrap();
    let (memory, passes, lanes) = (number("memoryKib"), number("passes"), number("lanes"));
    let mut sealing_key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(memory, passes, lanes, Some(32)).unwrap())
        .hash_password_into(PASSPHRASE.as_bytes(), &hex("salt"), &mut sealing_key)
        .unwrap();
    let (id, salt) = (vault["vaultId"].as_str().unwrap(), slot["salt"].as_str().unwrap());
    let open = |nonce: &[u8], msg: &[u8], aad: String| -> [u8; 32] {
        let nonce: [u8; 24] = nonce.try_into().unwrap();
        let cipher = XChaCha20Poly1305::new(&sealing_key.into());
        cipher.decrypt(&XNonce::from(nonce), Payload { msg, aad: aad.as_bytes() }).unwrap().try_into().unwrap()
    };
    let words = format!("{id}/passphrase/{memory}/{passes}/{lanes}/{salt}");
    let data_key = open(&hex("nonce"), &hex("sealedKey"), format!("secure-base-vault/1/{words}"));
    let sealed = hex("sealedProcessKey");
    (data_key, open(&sealed[..24], &sealed[24..], format!("secure-base-vault/3/{words}/process-key")))
}

/// The database under its key.
pub fn connect_by_hand(place: &Path, data_key: &[u8; 32]) -> Connection {
    connect_file(&place.join("practice.db"), data_key)
}

/// Any database under a key.
pub fn connect_file(file: &Path, key: &[u8; 32]) -> Connection {
    let database = Connection::open(file).unwrap();
    database.execute_batch(&format!("PRAGMA key = \"x'{}'\"", HEXLOWER.encode(key))).unwrap();
    database
}

fn open_by_hand(place: &Path) -> Connection {
    connect_by_hand(place, &key_by_hand(place))
}

#[test]
fn the_written_format_is_enough_to_read_the_records() {
    let folder = tempfile::tempdir().unwrap();
    copy_of_closed(folder.path());
    let database = open_by_hand(folder.path());
    let name: String = database.query_row("SELECT name FROM client", [], |row| row.get(0)).unwrap();
    assert_eq!(name, "Ada Fennimore");
}

#[test]
fn records_of_a_newer_version_are_refused_with_their_bytes_untouched() {
    // An older program that "migrates" a newer file would lose what it does not know.
    let folder = tempfile::tempdir().unwrap();
    copy_of_closed(folder.path());
    open_by_hand(folder.path()).pragma_update(None, "user_version", 99).unwrap();
    let path = folder.path().join("practice.db");
    let before = fs::read(&path).unwrap();
    assert!(matches!(Practice::unlock(folder.path(), PASSPHRASE, at(20, 0)), Err(Error::Newer { found: 99, .. })));
    assert!(fs::read(&path).unwrap() == before, "the refusal wrote to the file");
}

#[test]
fn a_stored_note_that_does_not_parse_is_named_and_the_rest_of_its_page_is_there() {
    // Never a silent default: the clinician must hear which note it is, and the rest must stay readable.
    let folder = tempfile::tempdir().unwrap();
    copy_of_closed(folder.path());
    open_by_hand(folder.path())
        .execute("UPDATE note SET document = '{\"type\":\"doc\",\"content\":[{}]}'", [])
        .unwrap();
    let practice = Practice::unlock(folder.path(), PASSPHRASE, at(20, 0)).unwrap();
    let client = practice.clients("").unwrap().remove(0).id;
    let session = practice.client_page(client).unwrap().sessions[0].id;
    let unreadable = practice.session_page(session).unwrap().note.unreadable.unwrap();
    assert!(unreadable.why.contains("note of the session numbered 1 cannot be read"), "{}", unreadable.why);
    let findings = practice.check();
    assert!(findings.iter().any(|f| f.problems.iter().any(|p| p.contains("note of session 1"))), "{findings:?}");
}
