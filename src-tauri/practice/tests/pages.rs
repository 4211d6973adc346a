//! The pages of `practice.db`, decrypted by hand as the format of SQLCipher 4 says, so that nothing which a query does
//! not show stays unseen.

use std::{fs, path::Path};

use cbc::cipher::{BlockModeDecrypt, KeyIvInit, block_padding::NoPadding};

use crate::stranger::key_by_hand;

const PAGE: usize = 4096;
/// At the end of each page: the initialization vector, and the HMAC-SHA-512 over the page.
const RESERVE: usize = 80;
const IV: usize = 16;
/// The file begins with the salt, and its first page is encrypted behind it.
const SALT: usize = 16;

/// Every page in the clear; the practice must be closed.
pub fn plain_pages(place: &Path) -> Vec<Vec<u8>> {
    plain_pages_of(&place.join("practice.db"), key_by_hand(place))
}

/// Every page of a closed database in the clear.
pub fn plain_pages_of(file: &Path, key: [u8; 32]) -> Vec<Vec<u8>> {
    let file = fs::read(file).unwrap();
    assert_eq!(file.len() % PAGE, 0, "whole pages");
    let pages: Vec<_> = file.chunks(PAGE).enumerate().map(|(at, page)| plain(&key, at, page)).collect();
    assert_eq!(pages[0][21..24], [64, 32, 32], "the first page is SQLite's, or nothing here was decrypted");
    pages
}

fn plain(key: &[u8; 32], at: usize, page: &[u8]) -> Vec<u8> {
    let from = if at == 0 { SALT } else { 0 };
    let end = PAGE - RESERVE;
    let iv: [u8; IV] = page[end..end + IV].try_into().unwrap();
    let mut plain = vec![0; from];
    plain.extend_from_slice(&page[from..end]);
    cbc::Decryptor::<aes::Aes256>::new(key.into(), &iv.into()).decrypt_padded::<NoPadding>(&mut plain[from..]).unwrap();
    plain
}

/// On how many pages these bytes stand, in any case of ASCII letters.
pub fn pages_with(pages: &[Vec<u8>], needle: &str) -> usize {
    let needle = needle.to_lowercase().into_bytes();
    let holds = |page: &&Vec<u8>| page.to_ascii_lowercase().windows(needle.len()).any(|part| part == needle);
    pages.iter().filter(holds).count()
}
