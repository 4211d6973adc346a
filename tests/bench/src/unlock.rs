//! Unlocking a practice of 100,000 sessions, to the first list on the screen: against the key derivation alone, which is slow by
//! design, and 200 ms.

use std::fs;

use argon2::{Algorithm, Argon2, Params, Version};
use chrono::Local;
use secure_base_practice::{Practice, vault::KdfCost};

use crate::{
    Bench, Result,
    measure::{medians, milliseconds},
    report::Figure,
    seeded::{PASSPHRASE, Seeded},
};

const NOTES: u32 = 100_000;
/// What all but the derivation may take.
const REST_MS: f64 = 200.0;
const WARM_UP: usize = 1;
const ROUNDS: usize = 7;

/// The figure of unlocking.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let folder = bench.out.join("unlock");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let now = Local::now().fixed_offset();
    let place = folder.join("practice");
    Seeded::of(bench, NOTES)?.copy(&place)?;
    let mut practice = Practice::unlock(&place, PASSPHRASE, now)?;
    // A seeded practice has a key that is quick to derive; this one is to be like the clinician's own.
    practice.change_passphrase(PASSPHRASE, PASSPHRASE, KdfCost::STANDARD, now)?;
    drop(practice);

    let mut ours = || {
        let (took, _) = milliseconds(|| {
            let practice = Practice::unlock(&place, PASSPHRASE, now)?;
            let seen = (practice.settings()?, practice.clients("")?.len());
            Ok((practice, seen))
        })?;
        Ok([took])
    };
    let mut reference = || Ok([milliseconds(derive)?.0 + REST_MS]);
    let [[ours], [reference]] = medians(WARM_UP, ROUNDS, [&mut ours, &mut reference])?;
    fs::remove_dir_all(&folder)?;
    Ok(vec![Figure::new("unlocking 100,000 sessions", "ms", [ours, reference], "its key derivation + 200 ms", 1.0)])
}

fn derive() -> Result<[u8; 32]> {
    let KdfCost { memory_kib, passes, lanes } = KdfCost::STANDARD;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(memory_kib, passes, lanes, Some(32))?)
        .hash_password_into(PASSPHRASE.as_bytes(), &[1; 16], &mut key)?;
    Ok(key)
}
