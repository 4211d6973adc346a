//! Every byte of a small practice, flipped one at a time: found at opening or by the check, and never half opened.
//! A sample of the bytes by default, all of them with `SECURE_BASE_FULL` set.

use std::{fs, path::Path};

use secure_base_practice::{Error, Practice};

use crate::{
    PASSPHRASE, at,
    shelf::{FILES, Shelf, copy, full, problems, shelf},
};

/// So many bytes of each file are tried in the sample.
const SAMPLE: usize = 150;
/// So many of a vault file, where each try is a key derivation.
const VAULT_SAMPLE: usize = 16;

fn places(length: usize, sample: usize) -> Vec<usize> {
    // A step that shares no factor with the page size meets every place in a page.
    let step = if full() { 1 } else { (length / sample) | 1 };
    (0..length).step_by(step).chain([length - 1]).collect()
}

/// What became of a practice with a damaged file.
#[derive(Debug, PartialEq)]
enum Outcome {
    /// It was refused.
    Refused,
    /// It opened and the damage was told, by the check or as mended.
    Told,
    /// It opened as if nothing were wrong.
    Unnoticed,
}

fn outcome(opened: Result<Practice, Error>, clients: usize) -> Outcome {
    let Ok(practice) = opened else { return Outcome::Refused };
    if problems(&practice).is_empty() {
        return Outcome::Unnoticed;
    }
    if practice.mended().is_empty() {
        return Outcome::Told;
    }
    assert_eq!(practice.clients("").unwrap().len(), clients, "mended, and all records are there");
    Outcome::Told
}

fn flip_each(name: &str, sample: usize, open: impl Fn(&Shelf, &Path) -> Result<Practice, Error>) {
    let folder = tempfile::tempdir().unwrap();
    let whole = fs::read(shelf().scratch.place().join(name)).unwrap();
    let places = places(whole.len(), sample);
    let mut refused = 0;
    for &place in &places {
        copy(&shelf().scratch.place(), folder.path());
        let mut torn = whole.clone();
        torn[place] ^= 1 << (place % 8);
        fs::write(folder.path().join(name), torn).unwrap();
        let outcome = outcome(open(shelf(), folder.path()), 4);
        assert!(outcome != Outcome::Unnoticed, "byte {place} of {name} was flipped and nobody noticed");
        refused += usize::from(outcome == Outcome::Refused);
    }
    println!("{name}: {} bytes flipped, all found, {refused} of them at opening", places.len());
}

#[test]
fn a_flipped_byte_of_the_database_is_found() {
    flip_each(FILES[0], SAMPLE, |shelf, place| shelf.open(place));
}

#[test]
fn a_flipped_byte_of_the_head_is_found() {
    flip_each(FILES[1], SAMPLE, |shelf, place| shelf.open(place));
}

#[test]
fn a_flipped_byte_of_either_vault_file_is_mended() {
    for name in &FILES[2..] {
        flip_each(name, VAULT_SAMPLE, |_, place| {
            let _ = fs::remove_file(place.join("tries.json"));
            let opened = Practice::unlock(place, PASSPHRASE, at(20, 0));
            assert!(opened.is_ok(), "one damaged copy locks nobody out: {opened:?}");
            opened
        });
    }
}

#[test]
fn a_flipped_version_of_the_vault_file_is_damage_and_no_newer_program() {
    // Byte for byte the worst one: it would send the clinician looking for a version that does not exist.
    let folder = tempfile::tempdir().unwrap();
    shelf().copy_to(folder.path());
    let path = folder.path().join(FILES[2]);
    let flipped = fs::read_to_string(&path).unwrap().replace("\"version\": 3", "\"version\": 7");
    fs::write(&path, flipped).unwrap();
    assert_eq!(Practice::card(folder.path()).unwrap().name, "Test practice", "the lock screen shows it");
    assert_eq!(Practice::unlock(folder.path(), PASSPHRASE, at(20, 0)).unwrap().mended().len(), 1);
    assert!(Practice::unlock(folder.path(), PASSPHRASE, at(20, 0)).unwrap().mended().is_empty(), "it was mended");
}

#[test]
fn a_whole_practice_is_not_called_damaged() {
    // The control: the same steps without a flip.
    let folder = tempfile::tempdir().unwrap();
    shelf().copy_to(folder.path());
    assert_eq!(outcome(shelf().open(folder.path()), 4), Outcome::Unnoticed);
    assert_eq!(outcome(Practice::unlock(folder.path(), PASSPHRASE, at(20, 0)), 4), Outcome::Unnoticed);
}
