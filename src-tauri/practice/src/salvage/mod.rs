//! Reading what can be read out of a damaged practice into a new one, and saying what could not.
//!
//! The damaged practice is only read. The new one opens with the same secrets, has a log of its own, and counts its saves
//! on from the old one's, so that its backups come after those that are there.

mod formulation;
mod found;
mod homework;
mod measure;
mod pages;
mod parts;
mod rest;
mod rows;
mod shelf;
mod stand_in;
mod write;

use std::path::Path;

use tempfile::TempDir;

use crate::{
    Error, Folder, Now, Practice, Result, archive, backups,
    database::DATABASE_FILE,
    disk, folder, process, restore,
    tries::Tries,
    vault::{DataKey, LastChange, Opened, SlotKind, VAULT_FILE, VaultFile},
};
use found::Found;
use pages::Pages;
pub use write::SalvagedNoun;

/// So many of the newest backups are asked for their key slots; each try takes a key derivation.
const SLOTS_FROM: usize = 3;

/// What was read out of a damaged practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Salvaged {
    /// How many pages the database has.
    pub pages: u32,
    /// The numbers of those that are not what was written, or are missing.
    pub damaged: Vec<u32>,
    /// Whether the key slots had to be taken from a backup.
    pub slots_from_backup: bool,
    /// What became of each kind of record.
    pub nouns: Vec<SalvagedNoun>,
}

impl Salvaged {
    /// Whether everything was read.
    pub fn is_complete(&self) -> bool {
        self.damaged.is_empty() && self.nouns.iter().all(|noun| noun.lost.is_empty() && noun.partly.is_empty())
    }
}

impl Practice {
    /// Reads what can be read of the practice at `place` into a new one at `to`, and opens that.
    /// `secret` is the passphrase or the recovery code.
    ///
    /// # Errors
    /// [`Error::Exists`] or [`Error::NotAPractice`] when `to` is taken; [`Error::WrongSecret`]; [`Error::Damaged`] when no
    /// page and no key slot can be read; [`Error::File`]. Whatever fails, nothing is left at `to`.
    pub fn salvage(place: &Path, secret: &str, to: &Path, now: Now) -> Result<(Practice, Salvaged)> {
        match Folder::look(to) {
            Folder::Free => {}
            Folder::Practice => return Err(Error::Exists(to.into())),
            Folder::Other => return Err(Error::NotAPractice(to.into())),
        }
        if !place.is_dir() {
            return Err(Error::Missing(place.into()));
        }
        let (opened, slots_from_backup) = Tries::guard(place, SlotKind::Passphrase, now, || slots(place, secret))?;
        let parent = disk::parent(to);
        std::fs::create_dir_all(parent).map_err(Error::file(format!("Making {}", parent.display())))?;
        let scratch = disk::scratch_in(parent)?;
        let mut pages = readable(place, &opened)?;
        let found = Found::gather(&mut pages);
        let (count, damaged) = (found.pages, found.damaged.clone());
        let nouns = write::write(scratch.path(), new_vault(opened.vault, &opened.key)?, &opened.key, found, now)?;
        // Their own key stays as it was, and opening them says what is wrong with them.
        process::carry(place, scratch.path())?;
        put(scratch, to)?;
        let practice = Practice::reopen(to, &opened.key, crate::Trust::AsLeft, now)?;
        Ok((practice, Salvaged { pages: count, damaged, slots_from_backup, nouns }))
    }
}

/// The key slots: from the practice, or else from the newest backups beside it.
fn slots(place: &Path, secret: &str) -> Result<(Opened, bool)> {
    let why = match restore::open_either(place, secret) {
        Ok(opened) => return Ok((opened.1, false)),
        Err(why @ (Error::WrongSecret | Error::Damaged { .. } | Error::Missing(_))) => why,
        Err(other) => return Err(other),
    };
    let folder = folder::backups_of(place);
    for backup in backups::list(&folder).0.iter().take(SLOTS_FROM) {
        let scratch = disk::scratch_in(&folder)?;
        let opened =
            archive::unpack(&backup.path, scratch.path()).and_then(|()| restore::open_either(scratch.path(), secret));
        if let Ok((_, opened)) = opened {
            return Ok((opened, true));
        }
    }
    Err(why)
}

/// The pages of the database, under the key that they verify with.
fn readable(place: &Path, opened: &Opened) -> Result<Pages> {
    let path = place.join(DATABASE_FILE);
    for key in [Some(opened.key.clone()), opened.vault.previous_key(&opened.key)].into_iter().flatten() {
        let mut pages = Pages::open(&path, &key)?;
        if pages.fits() {
            return Ok(pages);
        }
    }
    Err(Error::Damaged { place: path, what: "none of its pages answers to the key".into() })
}

fn new_vault(mut vault: VaultFile, key: &DataKey) -> Result<VaultFile> {
    vault.set_previous_key(key, None)?;
    vault.sign(key, LastChange::DataKey);
    Ok(vault)
}

/// Lets the new practice stand in its place, whole or not at all.
fn put(scratch: TempDir, to: &Path) -> Result<()> {
    let doing = || Error::file(format!("Making the practice in {}", to.display()));
    debug_assert!(scratch.path().join(VAULT_FILE).is_file());
    if to.exists() {
        // It is free: at most it holds what a creation that was cut off had under way.
        std::fs::remove_dir_all(to).map_err(doing())?;
    }
    std::fs::rename(scratch.path(), to).map_err(doing())?;
    disk::sync(disk::parent(to))
}
