//! A damaged database read page by page, without SQLite, which gives up at the first page that does not verify.
//!
//! SQLCipher 4: pages of 4,096 bytes, the last 80 of each its initialisation vector (16) and HMAC-SHA512 (64); AES-256-CBC
//! under the raw key. The first 16 bytes of the file are a salt instead of SQLite's header. HMAC key = PBKDF2-HMAC-SHA512
//! (raw key, salt with each byte XOR 0x3a, 2 rounds) to 32 bytes; the HMAC is over what was encrypted, the
//! initialisation vector, and the page's number in four bytes, lowest first.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

use aes::{
    Aes256,
    cipher::{BlockModeDecrypt, KeyIvInit, block_padding::NoPadding},
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha512;
use zeroize::Zeroizing;

use crate::{Error, Result, vault::DataKey};

const PAGE: usize = 4096;
const RESERVED: usize = 80;
const VECTOR: usize = 16;
const SALT: usize = 16;
/// How much of a page SQLite uses.
pub(super) const USABLE: usize = PAGE - RESERVED;

/// A page in the clear; wiped when dropped.
pub(super) type Page = Zeroizing<Vec<u8>>;

/// The file, with the keys to it.
pub(super) struct Pages {
    file: File,
    key: DataKey,
    hmac_key: Zeroizing<[u8; 32]>,
    /// How many pages there are; a torn one at the end counts.
    pub(super) count: u32,
}

impl Pages {
    pub(super) fn open(path: &Path, key: &DataKey) -> Result<Pages> {
        let doing = || Error::file(format!("Reading {}", path.display()));
        let mut file = File::open(path).map_err(doing())?;
        let length = file.metadata().map_err(doing())?.len();
        let mut salt = [0; SALT];
        // A file shorter than its salt holds no page, and that is what will be told of it.
        let _ = file.read_exact(&mut salt);
        let count = u32::try_from(length.div_ceil(PAGE as u64)).unwrap_or(u32::MAX);
        Ok(Pages { file, hmac_key: hmac_key(key, salt), key: key.clone(), count })
    }

    /// A page by its number from 1, if it is what was written.
    pub(super) fn read(&mut self, number: u32) -> Option<Page> {
        let place = u64::from(number.checked_sub(1)?) * PAGE as u64;
        let mut bytes = vec![0; PAGE];
        self.file.seek(SeekFrom::Start(place)).and_then(|_| self.file.read_exact(&mut bytes)).ok()?;
        let from = if number == 1 { SALT } else { 0 };
        let (sealed, mac) = bytes.split_at(USABLE + VECTOR);
        hmac(&*self.hmac_key)
            .chain_update(&sealed[from..])
            .chain_update(number.to_le_bytes())
            .verify_slice(mac)
            .ok()?;
        let (body, vector) = sealed.split_at(USABLE);
        let vector: [u8; VECTOR] = vector.try_into().ok()?;
        let plain = cbc::Decryptor::<Aes256>::new(self.key.bytes().into(), &vector.into())
            .decrypt_padded_vec::<NoPadding>(&body[from..])
            .ok()?;
        let plain = Zeroizing::new(plain);
        let mut page = Zeroizing::new(vec![0; from]);
        page.extend_from_slice(&plain);
        Some(page)
    }

    /// Whether any page verifies under this key.
    pub(super) fn fits(&mut self) -> bool {
        (1..=self.count).any(|number| self.read(number).is_some())
    }
}

fn hmac(key: &[u8]) -> Hmac<Sha512> {
    let Ok(hmac) = Hmac::<Sha512>::new_from_slice(key) else { unreachable!("HMAC takes keys of any length") };
    hmac
}

/// PBKDF2 with two rounds and one block: the second round's HMAC over the first, XOR the first.
fn hmac_key(key: &DataKey, salt: [u8; SALT]) -> Zeroizing<[u8; 32]> {
    let salt = salt.map(|byte| byte ^ 0x3a);
    let first = hmac(key.bytes()).chain_update(salt).chain_update(1u32.to_be_bytes()).finalize().into_bytes();
    let second = hmac(key.bytes()).chain_update(first).finalize().into_bytes();
    let mut derived = Zeroizing::new([0; 32]);
    derived.iter_mut().zip(first.iter().zip(second.iter())).for_each(|(to, (one, two))| *to = one ^ two);
    derived
}
