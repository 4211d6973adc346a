//! The data key and the slots that seal it.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use data_encoding::HEXLOWER;
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::SlotKind;
use crate::{Error, Result};

/// `N` bytes from the operating system's generator.
pub(super) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|why| Error::file("Asking the system for random bytes")(std::io::Error::other(why)))?;
    Ok(bytes)
}

/// 32 bytes that open a database; wiped when dropped, never printed.
#[derive(Clone)]
pub struct DataKey(Zeroizing<[u8; 32]>);

impl DataKey {
    pub(crate) fn random() -> Result<DataKey> {
        Ok(DataKey(Zeroizing::new(random()?)))
    }

    /// A key for another purpose: HKDF-SHA256 (RFC 5869) without salt.
    pub(crate) fn derived(&self, purpose: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0; 32]);
        let expanded = Hkdf::<Sha256>::new(None, &*self.0).expand(purpose, &mut *key);
        expanded.unwrap_or_else(|_| unreachable!("32 bytes are less than HKDF can give"));
        key
    }

    /// Whether both are the same key.
    pub(crate) fn is(&self, other: &DataKey) -> bool {
        // Which of our own keys it is tells nobody anything, so the comparison need not hide its time.
        *self.0 == *other.0
    }

    /// Another key, sealed under this one for `vault_id`: nonce and sealed bytes in hexadecimal.
    pub(super) fn seal(&self, other: &DataKey, vault_id: &str) -> Result<String> {
        let nonce = random::<24>()?;
        let cipher = XChaCha20Poly1305::new((&*self.0).into());
        let sealed = encrypt(&cipher, nonce, other, &previous_key_data(vault_id))?;
        Ok(HEXLOWER.encode(&nonce) + &HEXLOWER.encode(&sealed))
    }

    /// The key that was sealed under this one.
    pub(super) fn unseal(&self, sealed: &str, vault_id: &str) -> Option<DataKey> {
        let bytes = HEXLOWER.decode(sealed.as_bytes()).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<24>()?;
        decrypt(&XChaCha20Poly1305::new((&*self.0).into()), *nonce, sealed, &previous_key_data(vault_id))
    }

    /// The bare key, for reading a damaged file without SQLCipher.
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// SQLCipher's form of a raw key: `x'` and 64 hexadecimal digits `'`.
    pub(crate) fn sqlcipher_literal(&self) -> Zeroizing<String> {
        let digits = Zeroizing::new(HEXLOWER.encode(&*self.0));
        Zeroizing::new(format!("x'{}'", *digits))
    }
}

fn previous_key_data(vault_id: &str) -> String {
    format!("secure-base-vault/2/{vault_id}/previous-key")
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DataKey(..)")
    }
}

/// What a slot gives to whoever has its secret.
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    /// Opens the records.
    pub(crate) data: DataKey,
    /// Opens the process notes; slots from before there were any have none.
    pub(crate) process: Option<DataKey>,
}

impl Keys {
    /// Whether both are the same keys.
    pub(crate) fn are(&self, other: &Keys) -> bool {
        let process = match (&self.process, &other.process) {
            (Some(one), Some(two)) => one.is(two),
            (one, two) => one.is_none() && two.is_none(),
        };
        process && self.data.is(&other.data)
    }
}

/// What a derivation costs whoever guesses. RFC 9106 section 4 recommends 64 MiB, 3 passes, 4 lanes at the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KdfCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes, each of which can use a core.
    pub lanes: u32,
}

impl KdfCost {
    /// About one second on a two-core machine.
    pub const STANDARD: KdfCost = KdfCost { memory_kib: 256 * 1024, passes: 3, lanes: 4 };
    /// The least that any practice is made with; tests use it to be quick.
    pub const FLOOR: KdfCost = KdfCost { memory_kib: 64 * 1024, passes: 3, lanes: 4 };
    /// The most that a file may ask for, so that a forged one cannot exhaust the machine.
    const CAP: KdfCost = KdfCost { memory_kib: 1024 * 1024, passes: 10, lanes: 16 };

    /// The reason, if a file asks for less than the floor or more than the cap.
    pub(super) fn within_caps(self) -> std::result::Result<(), String> {
        let fits = |value, least, most| (least..=most).contains(&value);
        let ok = fits(self.memory_kib, Self::FLOOR.memory_kib, Self::CAP.memory_kib)
            && fits(self.passes, Self::FLOOR.passes, Self::CAP.passes)
            && fits(self.lanes, 1, Self::CAP.lanes);
        if ok { Ok(()) } else { Err("it asks for a key derivation outside the allowed bounds".into()) }
    }

    fn derive(self, secret: &[u8], salt: &[u8]) -> Result<Zeroizing<[u8; 32]>> {
        let unusable = |why: argon2::Error| match why {
            argon2::Error::OutOfMemory => Error::NoMemory { mebibytes: self.memory_kib / 1024 },
            other => Error::invalid(format!("This secret cannot be used: {other}.")),
        };
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).map_err(unusable)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(secret, salt, &mut *key)
            .map_err(unusable)?;
        Ok(key)
    }
}

/// One way to open the vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Slot {
    pub(super) kind: SlotKind,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
    nonce: String,
    sealed_key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sealed_process_key: Option<String>,
}

impl Slot {
    pub(super) fn cost(&self) -> KdfCost {
        KdfCost { memory_kib: self.memory_kib, passes: self.passes, lanes: self.lanes }
    }

    pub(super) fn seal(kind: SlotKind, secret: &[u8], keys: &Keys, cost: KdfCost, vault_id: &str) -> Result<Slot> {
        let (salt, nonce) = (random::<16>()?, random::<24>()?);
        let mut slot = Slot {
            kind,
            memory_kib: cost.memory_kib,
            passes: cost.passes,
            lanes: cost.lanes,
            salt: HEXLOWER.encode(&salt),
            nonce: HEXLOWER.encode(&nonce),
            sealed_key: String::new(),
            sealed_process_key: None,
        };
        let cipher = slot.cipher(secret)?;
        slot.sealed_key = HEXLOWER.encode(&encrypt(&cipher, nonce, &keys.data, &slot.associated_data(vault_id))?);
        if let Some(process) = &keys.process {
            let nonce = random::<24>()?;
            let sealed = encrypt(&cipher, nonce, process, &slot.process_data(vault_id))?;
            slot.sealed_process_key = Some(HEXLOWER.encode(&nonce) + &HEXLOWER.encode(&sealed));
        }
        Ok(slot)
    }

    pub(super) fn open(&self, secret: &[u8], vault_id: &str) -> Result<DataKey> {
        self.data_key(&self.cipher(secret)?, vault_id)
    }

    /// Both keys by one derivation.
    pub(super) fn open_keys(&self, secret: &[u8], vault_id: &str) -> Result<Keys> {
        let cipher = self.cipher(secret)?;
        Ok(Keys { data: self.data_key(&cipher, vault_id)?, process: self.process_key(&cipher, vault_id)? })
    }

    pub(super) fn has_process_key(&self) -> bool {
        self.sealed_process_key.is_some()
    }

    fn data_key(&self, cipher: &XChaCha20Poly1305, vault_id: &str) -> Result<DataKey> {
        let sealed = HEXLOWER.decode(self.sealed_key.as_bytes()).map_err(|_| Error::WrongSecret)?;
        let opened = decrypt(cipher, self.bytes(&self.nonce)?, &sealed, &self.associated_data(vault_id));
        opened.ok_or(Error::WrongSecret)
    }

    fn process_key(&self, cipher: &XChaCha20Poly1305, vault_id: &str) -> Result<Option<DataKey>> {
        let Some(sealed) = &self.sealed_process_key else { return Ok(None) };
        let opened = HEXLOWER.decode(sealed.as_bytes()).ok().and_then(|bytes| {
            let (nonce, sealed) = bytes.split_first_chunk::<24>()?;
            decrypt(cipher, *nonce, sealed, &self.process_data(vault_id))
        });
        // The secret is right, because it has opened the data key.
        opened.map(Some).ok_or_else(|| self.not_whole())
    }

    fn cipher(&self, secret: &[u8]) -> Result<XChaCha20Poly1305> {
        let salt: [u8; 16] = self.bytes(&self.salt)?;
        let key = self.cost().derive(secret, &salt)?;
        Ok(XChaCha20Poly1305::new((&*key).into()))
    }

    fn bytes<const N: usize>(&self, hex: &str) -> Result<[u8; N]> {
        let bytes = HEXLOWER.decode(hex.as_bytes()).ok();
        bytes.and_then(|b| b.try_into().ok()).ok_or_else(|| self.not_whole())
    }

    fn not_whole(&self) -> Error {
        Error::Damaged { place: super::VAULT_FILE.into(), what: format!("its {} slot is not whole", self.kind.word()) }
    }

    fn associated_data(&self, vault_id: &str) -> String {
        let Slot { kind, memory_kib, passes, lanes, salt, .. } = self;
        format!("secure-base-vault/1/{vault_id}/{}/{memory_kib}/{passes}/{lanes}/{salt}", kind.word())
    }

    fn process_data(&self, vault_id: &str) -> String {
        let Slot { kind, memory_kib, passes, lanes, salt, .. } = self;
        format!("secure-base-vault/3/{vault_id}/{}/{memory_kib}/{passes}/{lanes}/{salt}/process-key", kind.word())
    }
}

fn encrypt(cipher: &XChaCha20Poly1305, nonce: [u8; 24], key: &DataKey, data: &str) -> Result<Vec<u8>> {
    cipher
        .encrypt(&XNonce::from(nonce), Payload { msg: &*key.0, aad: data.as_bytes() })
        .map_err(|_| Error::invalid("The key could not be sealed."))
}

fn decrypt(cipher: &XChaCha20Poly1305, nonce: [u8; 24], sealed: &[u8], data: &str) -> Option<DataKey> {
    let opened = cipher.decrypt(&XNonce::from(nonce), Payload { msg: sealed, aad: data.as_bytes() }).ok()?;
    let opened = Zeroizing::new(opened);
    Some(DataKey(Zeroizing::new(<[u8; 32]>::try_from(opened.as_slice()).ok()?)))
}
