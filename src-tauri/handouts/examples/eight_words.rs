//! Writes what the test against copied sentences compares with: every run of eight words of some texts, as the first bytes
//! of its hash. The texts themselves are not ours to keep.
//!
//! `cargo run -p secure-base-handouts --example eight_words -- TEXTS FIXTURE`

use std::{collections::BTreeSet, error::Error, fs, path::PathBuf};

use sha2::{Digest, Sha256};

/// How many words are a run, and how many bytes of its hash are kept.
const RUN: usize = 8;
const KEPT: usize = 6;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let (texts, fixture) = arguments.next().zip(arguments.next()).ok_or("name the folder of texts and the fixture")?;
    let mut runs = BTreeSet::new();
    for entry in fs::read_dir(texts)? {
        let text = fs::read_to_string(entry?.path())?;
        let words = words(&text);
        runs.extend(words.windows(RUN).map(|run| hash(&run.join(" "))));
    }
    fs::write(fixture, runs.into_iter().flatten().collect::<Vec<u8>>())?;
    Ok(())
}

/// The words of a text in small letters and digits, nothing between them.
fn words(text: &str) -> Vec<String> {
    let plain = text.to_lowercase().replace(['\'', '’'], "");
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn hash(run: &str) -> [u8; KEPT] {
    let digest = Sha256::digest(run);
    std::array::from_fn(|index| digest[index])
}
