//! Who may open a practice: key slots in `vault.json`, each holding the data key sealed under a secret.
//!
//! The data key is 32 random bytes and never changes with the passphrase. A slot seals it with
//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) under a key that Argon2id (RFC 9106) derives from the secret.
//! The slot's own parameters, its kind and the vault's id are the associated data, so that no slot can be
//! moved to another vault or weakened in place. The format is written down at [`VaultFile`].

mod key;
mod recovery;
mod strength;

use std::{fs, io::Write, path::Path};

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

pub use key::{DataKey, KdfCost};
pub use recovery::RecoveryCode;
pub use strength::{Strength, estimate_strength};

use crate::{Error, Result};
use key::Slot;

/// The name of the vault file in a practice's folder.
pub const VAULT_FILE: &str = "vault.json";

const FORMAT: &str = "secure-base-vault";
const VERSION: u32 = 1;

/// What a slot's secret is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SlotKind {
    /// The passphrase the clinician types.
    Passphrase,
    /// The recovery code on paper.
    Recovery,
}

impl SlotKind {
    const fn word(self) -> &'static str {
        match self {
            SlotKind::Passphrase => "passphrase",
            SlotKind::Recovery => "recovery",
        }
    }
}

/// `vault.json`: UTF-8 JSON. Bytes are lower-case hexadecimal, memory is in KiB.
///
/// ```text
/// { "format": "secure-base-vault", "version": 1, "vaultId": 16 bytes,
///   "practiceName": text, "sample": bool,
///   "slots": [ { "kind": "passphrase" | "recovery", "memoryKib": n, "passes": n, "lanes": n,
///                "salt": 16 bytes, "nonce": 24 bytes, "sealedKey": 48 bytes } ] }
/// ```
/// Key-encryption key = Argon2id v1.3 (secret, salt, memoryKib, passes, lanes) to 32 bytes. Associated data =
/// `secure-base-vault/1/<vaultId>/<kind>/<memoryKib>/<passes>/<lanes>/<salt>`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VaultFile {
    format: String,
    version: u32,
    vault_id: String,
    /// Shown on the lock screen, so not secret.
    pub practice_name: String,
    /// Whether the practice is the invented sample.
    pub sample: bool,
    slots: Vec<Slot>,
}

/// What every version of the file begins with.
#[derive(Deserialize)]
struct Label {
    format: String,
    version: u32,
}

impl VaultFile {
    /// A new vault with its random data key, sealed under both secrets.
    ///
    /// # Errors
    /// [`Error::NoMemory`] when the derivation cannot have its memory.
    pub fn create(
        practice_name: &str,
        sample: bool,
        passphrase: &str,
        code: &RecoveryCode,
        cost: KdfCost,
    ) -> Result<(VaultFile, DataKey)> {
        let key = DataKey::random()?;
        let vault_id = HEXLOWER.encode(&key::random::<16>()?);
        let mut file = VaultFile {
            format: FORMAT.into(),
            version: VERSION,
            vault_id,
            practice_name: practice_name.into(),
            sample,
            slots: Vec::new(),
        };
        file.set_slot(SlotKind::Passphrase, passphrase.as_bytes(), &key, cost)?;
        file.set_slot(SlotKind::Recovery, code.canonical().as_bytes(), &key, cost)?;
        Ok((file, key))
    }

    /// Seals `key` under a new secret in place of the slot of that kind.
    ///
    /// # Errors
    /// [`Error::NoMemory`] when the derivation cannot have its memory.
    pub fn set_slot(&mut self, kind: SlotKind, secret: &[u8], key: &DataKey, cost: KdfCost) -> Result<()> {
        let slot = Slot::seal(kind, secret, key, cost, &self.vault_id)?;
        self.slots.retain(|old| old.kind != kind);
        self.slots.push(slot);
        Ok(())
    }

    /// The data key, if the secret of that kind is right.
    ///
    /// # Errors
    /// [`Error::WrongSecret`], or [`Error::NoMemory`]: too little memory is never taken for a wrong secret.
    pub fn open(&self, kind: SlotKind, secret: &[u8]) -> Result<DataKey> {
        let slot = self.slots.iter().find(|slot| slot.kind == kind).ok_or(Error::WrongSecret)?;
        slot.open(secret, &self.vault_id)
    }

    /// Reads and checks a vault file.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::Damaged`] or [`Error::Newer`].
    pub fn read(path: &Path) -> Result<VaultFile> {
        let bytes = fs::read(path).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => Error::Missing(path.parent().unwrap_or(path).into()),
            _ => Error::File { doing: format!("Reading {}", path.display()), source },
        })?;
        Self::parse(&bytes, path)
    }

    /// Reads a vault file from bytes; `path` is only for messages.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Newer`].
    pub fn parse(bytes: &[u8], path: &Path) -> Result<VaultFile> {
        let damaged = |what: String| Error::Damaged { place: path.into(), what };
        // The version comes first, and loosely: a later one may have fields that this program does not know.
        let label: Label = serde_json::from_slice(bytes).map_err(|_| damaged("it is not a vault file".into()))?;
        if label.format != FORMAT {
            return Err(damaged("it is not a vault file".into()));
        }
        if label.version > VERSION {
            return Err(Error::Newer { found: label.version.into(), known: VERSION.into() });
        }
        let file: VaultFile =
            serde_json::from_slice(bytes).map_err(|why| damaged(format!("it is not a vault file ({why})")))?;
        for slot in &file.slots {
            slot.cost().within_caps().map_err(damaged)?;
        }
        Ok(file)
    }

    /// Writes the file whole or not at all, and on disk before it returns.
    ///
    /// # Errors
    /// [`Error::File`] when the disk refuses.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let path = folder.join(VAULT_FILE);
        let doing = || Error::file(format!("Writing {}", path.display()));
        let mut new = tempfile::NamedTempFile::new_in(folder).map_err(doing())?;
        let json = serde_json::to_vec_pretty(self).map_err(|why| doing()(why.into()))?;
        new.write_all(&json).map_err(doing())?;
        new.as_file().sync_all().map_err(doing())?;
        new.persist(&path).map_err(|why| doing()(why.error))?;
        crate::disk::sync(folder)
    }
}
