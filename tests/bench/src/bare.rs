//! The very database of a practice, opened without the practice: its file by another name, under its own key, got from the passphrase
//! by the steps that FORMATS.md names.

use std::{fs, path::Path};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use data_encoding::HEXLOWER;
use rusqlite::Connection;
use serde_json::Value;

use crate::{
    Result,
    seeded::{PASSPHRASE, Seeded},
};

/// The settings under which a practice reads.
const SETTINGS: &str = "
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = DELETE;
    PRAGMA trusted_schema = OFF;
    PRAGMA mmap_size = 0;
    PRAGMA cache_size = -16384;
    BEGIN EXCLUSIVE; COMMIT;";

/// Opens the practice's database by a second name, which is made where it is not there yet. It is only read.
pub fn open(seeded: &Seeded) -> Result<Connection> {
    let copy = seeded.place.with_file_name("bare.db");
    if !copy.exists() {
        fs::hard_link(seeded.place.join("practice.db"), &copy)?;
    }
    let db = Connection::open(copy)?;
    db.execute_batch("PRAGMA cipher_memory_security = ON")?;
    db.execute_batch(&format!("PRAGMA key = \"x'{}'\"", key(&seeded.place)?))?;
    db.execute_batch(SETTINGS)?;
    Ok(db)
}

/// The data key in hexadecimal.
fn key(place: &Path) -> Result<String> {
    let vault: Value = serde_json::from_slice(&fs::read(place.join("vault.json"))?)?;
    let slots = vault["slots"].as_array().ok_or("the vault has no slots")?;
    let slot = slots.iter().find(|slot| slot["kind"] == "passphrase").ok_or("the vault has no passphrase")?;
    let hex = |field: &str| HEXLOWER.decode(slot[field].as_str().unwrap_or_default().as_bytes());
    let number = |field: &str| u32::try_from(slot[field].as_u64().unwrap_or_default());
    let (memory, passes, lanes) = (number("memoryKib")?, number("passes")?, number("lanes")?);
    let mut sealing = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(memory, passes, lanes, Some(32))?)
        .hash_password_into(PASSPHRASE.as_bytes(), &hex("salt")?, &mut sealing)?;
    let salt = slot["salt"].as_str().unwrap_or_default();
    let id = vault["vaultId"].as_str().unwrap_or_default();
    let aad = format!("secure-base-vault/1/{id}/passphrase/{memory}/{passes}/{lanes}/{salt}");
    let nonce: [u8; 24] = hex("nonce")?.try_into().map_err(|_| "the nonce has another length")?;
    let sealed = hex("sealedKey")?;
    let opened = XChaCha20Poly1305::new(&sealing.into())
        .decrypt(&XNonce::from(nonce), Payload { msg: &sealed, aad: aad.as_bytes() })
        .map_err(|_| "the key does not open")?;
    Ok(HEXLOWER.encode(&opened))
}
