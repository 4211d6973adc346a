//! The recovery code: the second key, made by the program and kept on paper.

use data_encoding::{Encoding, Specification};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::key::random;
use crate::{Error, Result};

/// Letters and digits that cannot be taken for one another (Crockford's base 32: no I, L, O, U).
const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 24 random letters are 120 bits; a 25th checks them.
const LETTERS: usize = 25;
const GROUP: usize = 5;

/// Five groups of five letters: 120 random bits and one letter that tells a mistyped code from a wrong one.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// A new code from the system's generator.
    ///
    /// # Errors
    /// [`Error::File`] when the system has no random bytes to give.
    pub fn random() -> Result<RecoveryCode> {
        let mut letters = crockford()?.encode(&random::<15>()?);
        letters.push(check_letter(&letters));
        Ok(RecoveryCode(letters))
    }

    /// Reads what a person typed: case, spaces and dashes do not matter; O is 0, I and L are 1.
    ///
    /// # Errors
    /// [`Error::MistypedCode`] when it cannot be a code.
    pub fn parse(typed: &str) -> Result<RecoveryCode> {
        let letters = normalise(typed);
        let known = letters.chars().all(|letter| ALPHABET.contains(letter));
        match letters.char_indices().nth(LETTERS - 1) {
            Some((end, check)) if known && letters.len() == LETTERS && check_letter(&letters[..end]) == check => {
                Ok(RecoveryCode(letters))
            }
            _ => Err(Error::MistypedCode),
        }
    }

    /// The groups as they are written down.
    pub fn groups(&self) -> Vec<String> {
        self.0.as_bytes().chunks(GROUP).map(|group| String::from_utf8_lossy(group).into_owned()).collect()
    }

    /// Whether `typed` is the group with that index, read as [`RecoveryCode::parse`] reads.
    pub fn has_group(&self, index: usize, typed: &str) -> bool {
        self.groups().get(index).is_some_and(|group| *group == normalise(typed))
    }

    /// The 25 letters without dashes: what the key is derived from.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

fn normalise(typed: &str) -> String {
    let kept = typed.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_uppercase());
    kept.map(|c| match c {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    })
    .collect()
}

/// A weighted sum over the letters: every wrong letter shows, and nearly every swap of two neighbours.
fn check_letter(letters: &str) -> char {
    let sum: usize = letters
        .chars()
        .enumerate()
        .map(|(place, letter)| (2 * place + 1) * ALPHABET.find(letter).unwrap_or_default())
        .sum();
    ALPHABET.as_bytes()[sum % ALPHABET.len()].into()
}

fn crockford() -> Result<Encoding> {
    let mut spec = Specification::new();
    spec.symbols.push_str(ALPHABET);
    spec.encoding().map_err(|why| Error::invalid(why.to_string()))
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}
