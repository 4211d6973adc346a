//! The vault file itself: its fields, its seal, and what it opens.

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::Path;

use super::{
    DataKey, KdfCost, Keys, LastChange, RecoveryCode, SlotKind,
    key::{self, Slot},
};
use crate::{Error, Result, content::Hash};

const FORMAT: &str = "secure-base-vault";
const VERSION: u32 = 3;

/// `vault.json`: UTF-8 JSON. Bytes are lower-case hexadecimal, memory is in KiB.
///
/// ```text
/// { "format": "secure-base-vault", "version": 3, "vaultId": 16 bytes,
///   "practiceName": text, "sample": bool, "generation": n,
///   "lastChange": "passphrase" | "recoveryCode" | "dataKey",
///   "slots": [ { "kind": "passphrase" | "recovery", "memoryKib": n, "passes": n, "lanes": n,
///                "salt": 16 bytes, "nonce": 24 bytes, "sealedKey": 48 bytes, "sealedProcessKey": 72 bytes } ],
///   "previousKey": 72 bytes, only while the data key is being replaced, "mac": 32 bytes }
/// ```
/// Key-encryption key = Argon2id v1.3 (secret, salt, memoryKib, passes, lanes) to 32 bytes. Associated data of a
/// slot = `secure-base-vault/1/<vaultId>/<kind>/<memoryKib>/<passes>/<lanes>/<salt>`. `sealedProcessKey` = nonce and the
/// key of the process notes, sealed under the same key-encryption key, associated data
/// `secure-base-vault/3/<vaultId>/<kind>/<memoryKib>/<passes>/<lanes>/<salt>/process-key`. `previousKey` = nonce and the
/// key before, sealed with XChaCha20-Poly1305 under the data key, associated data
/// `secure-base-vault/2/<vaultId>/previous-key`. `mac` = HMAC-SHA256 under HKDF-SHA256 (data key, no salt, info
/// `secure-base/vault/1`) over this JSON without `mac` and white space. Version 1 had neither `generation`, which
/// counts the changes, nor `lastChange`, `previousKey` and `mac`. Version 2 had no `sealedProcessKey`, and a practice
/// from then has none until both secrets are at hand; either all slots have one or none has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VaultFile {
    format: String,
    version: u32,
    vault_id: String,
    /// Shown on the lock screen, so not secret.
    pub practice_name: String,
    /// Whether the practice is the invented sample.
    pub sample: bool,
    #[serde(default)]
    generation: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_change: Option<LastChange>,
    slots: Vec<Slot>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    previous_key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mac: Option<String>,
}

/// What every version of the file begins with.
#[derive(Deserialize)]
struct Label {
    format: String,
    version: u32,
}

impl VaultFile {
    /// A new vault with its random keys, sealed under both secrets.
    ///
    /// # Errors
    /// [`Error::NoMemory`] when the derivation cannot have its memory.
    pub(crate) fn create(
        practice_name: &str,
        sample: bool,
        passphrase: &str,
        code: &RecoveryCode,
        cost: KdfCost,
    ) -> Result<(VaultFile, Keys)> {
        let keys = Keys { data: DataKey::random()?, process: Some(DataKey::random()?) };
        let mut file = VaultFile {
            format: FORMAT.into(),
            version: VERSION,
            vault_id: HEXLOWER.encode(&key::random::<16>()?),
            practice_name: practice_name.into(),
            sample,
            generation: 0,
            last_change: None,
            slots: Vec::new(),
            previous_key: None,
            mac: None,
        };
        file.set_slot(SlotKind::Passphrase, passphrase.as_bytes(), &keys, cost)?;
        file.set_slot(SlotKind::Recovery, code.as_bytes(), &keys, cost)?;
        file.sign(&keys.data, LastChange::DataKey);
        Ok((file, keys))
    }

    /// Seals `keys` under a new secret in place of the slot of that kind. The file needs signing afterwards.
    pub(crate) fn set_slot(&mut self, kind: SlotKind, secret: &[u8], keys: &Keys, cost: KdfCost) -> Result<()> {
        let slot = Slot::seal(kind, secret, keys, cost, &self.vault_id)?;
        self.slots.retain(|old| old.kind != kind);
        self.slots.push(slot);
        Ok(())
    }

    /// Counts a change and signs the file as it now is.
    pub(crate) fn sign(&mut self, key: &DataKey, change: LastChange) {
        self.version = VERSION;
        self.generation += 1;
        self.last_change = Some(change);
        self.mac = None;
        self.mac = Some(HEXLOWER.encode(&self.seal(key).finalize().into_bytes()));
    }

    /// Makes the next signature a later one than `generation`.
    pub(crate) fn count_from(&mut self, generation: i64) {
        self.generation = self.generation.max(generation);
    }

    /// Whether the whole file was signed with this key. A file of version 1 was not.
    pub(crate) fn is_signed_by(&self, key: &DataKey) -> bool {
        let mac = self.mac.as_deref().and_then(|mac| HEXLOWER.decode(mac.as_bytes()).ok());
        mac.is_some_and(|mac| self.seal(key).verify_slice(&mac).is_ok())
    }

    /// Whether it comes from before files were signed.
    pub(crate) fn is_unsigned(&self) -> bool {
        self.version < 2 && self.mac.is_none()
    }

    fn seal(&self, key: &DataKey) -> Hmac<Sha256> {
        let unsigned = VaultFile { mac: None, ..self.clone() };
        let bytes = serde_json::to_vec(&unsigned).unwrap_or_default();
        let Ok(mac) = Hmac::<Sha256>::new_from_slice(&*key.derived(b"secure-base/vault/1")) else {
            unreachable!("HMAC takes keys of any length")
        };
        mac.chain_update(bytes)
    }

    /// The data key, if the secret of that kind is right.
    ///
    /// # Errors
    /// [`Error::WrongSecret`], or [`Error::NoMemory`]: too little memory is never taken for a wrong secret.
    pub fn open(&self, kind: SlotKind, secret: &[u8]) -> Result<DataKey> {
        self.slot(kind)?.open(secret, &self.vault_id)
    }

    /// All keys, if the secret of that kind is right.
    pub(crate) fn open_keys(&self, kind: SlotKind, secret: &[u8]) -> Result<Keys> {
        self.slot(kind)?.open_keys(secret, &self.vault_id)
    }

    fn slot(&self, kind: SlotKind) -> Result<&Slot> {
        self.slots.iter().find(|slot| slot.kind == kind).ok_or(Error::WrongSecret)
    }

    /// Whether the process notes have their key in every slot.
    pub(crate) fn has_process_key(&self) -> bool {
        self.slots.iter().all(Slot::has_process_key)
    }

    /// Remembers the key that the database may still be under while it is being replaced; `None` when that is over.
    pub(crate) fn set_previous_key(&mut self, key: &DataKey, previous: Option<&DataKey>) -> Result<()> {
        self.previous_key = previous.map(|previous| key.seal(previous, &self.vault_id)).transpose()?;
        Ok(())
    }

    /// The key before `key`, while it is being replaced.
    pub(crate) fn previous_key(&self, key: &DataKey) -> Option<DataKey> {
        key.unseal(self.previous_key.as_deref()?, &self.vault_id)
    }

    /// Which vault this is; it never changes.
    pub fn id(&self) -> &str {
        &self.vault_id
    }

    /// Counts the changes.
    pub(crate) fn generation(&self) -> i64 {
        self.generation
    }

    pub(crate) fn last_change(&self) -> LastChange {
        self.last_change.unwrap_or(LastChange::DataKey)
    }

    /// The bytes as they are written.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>> {
        serde_json::to_vec_pretty(self).map_err(std::io::Error::from).map_err(Error::file("Writing the vault file"))
    }

    /// SHA-256 of the bytes as they are written.
    pub(crate) fn fingerprint(&self) -> Result<Hash> {
        Ok(Sha256::digest(self.to_bytes()?).into())
    }

    /// Whether these bytes are this file under another version number.
    pub(super) fn differs_in_version_only(&self, bytes: &[u8]) -> bool {
        let other: std::result::Result<VaultFile, _> = serde_json::from_slice(bytes);
        other.is_ok_and(|other| VaultFile { version: self.version, ..other } == *self)
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
}
