//! Bringing a backup back: into a scratch folder first, and then into its place, with what stood there put aside.

use std::path::{Path, PathBuf};

use crate::{
    Error, Folder, Now, Practice, Record, Result, Trust, Verb,
    archive::{Manifest, unpack},
    audit, backups,
    database::{self},
    disk, folder,
    head::{self, Found, Head, Seal},
    practice::FILES,
    process,
    tries::Tries,
    vault::{self, DataKey, Opened, RecoveryCode, SlotKind},
};

impl Practice {
    /// Restores a backup to `place` and opens it. What stands at `place` is put aside under another name.
    /// `secret` is the passphrase or the recovery code.
    ///
    /// # Errors
    /// [`Error::WrongSecret`], [`Error::Damaged`] for a file that is no backup, [`Error::NotAPractice`] when
    /// `place` holds other things. Whatever fails, what stood at `place` stands there still.
    pub fn restore(file: &Path, place: &Path, secret: &str, now: Now) -> Result<Practice> {
        let parent = disk::parent(place);
        let doing = || Error::file(format!("Restoring to {}", place.display()));
        std::fs::create_dir_all(parent).map_err(doing())?;
        database::expect_free(place)?;
        let scratch = disk::scratch_in(parent)?;
        let manifest = Manifest::read(file)?;
        unpack(file, scratch.path())?;
        let (kind, mut opened) =
            Tries::guard(place, SlotKind::Passphrase, now, || open_either(scratch.path(), secret))?;
        expect_whole(scratch.path(), &opened, &manifest, file)?;
        vault::write(scratch.path(), &opened.vault, |_| Ok(()))?;
        // A backup holds one copy of the slots; now there are two again.
        opened.mend = None;
        count_on(scratch.path(), &opened, manifest.schema, place, now)?;
        let aside = set_aside(place, now)?;
        let entered = std::fs::rename(scratch.path(), place)
            .map_err(doing())
            .and_then(|()| disk::sync(parent))
            .and_then(|()| Self::enter(place, opened, Some(kind), Trust::AsLeft, now));
        if let (Err(_), Some(aside)) = (&entered, aside) {
            // What stood here goes back to its place, and the failure is told.
            let _ = std::fs::rename(place, scratch.path());
            std::fs::rename(aside, place).map_err(doing())?;
        }
        entered
    }
}

/// Writes into the log of the restored records that they are, under a later save than any backup beside `place` and than the
/// practice that stands there: what is newer must also count as newer.
fn count_on(scratch: &Path, opened: &Opened, schema: i64, place: &Path, now: Now) -> Result<()> {
    if schema < database::CHAINED_SINCE {
        return Ok(());
    }
    let seal = || Seal::new(&opened.key, &opened.vault);
    let mut db = database::open(scratch, &opened.key)?.db;
    let beside = backups::list(&folder::backups_of(place)).0;
    let of_backups = beside.iter().filter(|one| one.vault_id == opened.vault.id()).map(|one| one.save).max();
    let there = match head::look(place, &seal()) {
        Ok(Found::Tip(tip, _)) => tip.save,
        _ => 0,
    };
    let latest = there.max(of_backups.unwrap_or(0)).max(audit::tip(&db)?.save);
    let change = db.transaction()?;
    let practice = Record::Practice.parts();
    audit::append(&change, audit::tip(&change)?, latest + 1, Verb::Restored, practice, now.to_utc(), None)?;
    let tip = audit::tip(&change)?;
    change.commit()?;
    Head::begin(scratch, seal(), tip).map(drop)
}

/// Reads a backup as restoring would, in a scratch folder inside `near`. One from before the data key had its present
/// generation is only read as a file: its pages open with the secrets of its day.
pub(crate) fn verify(file: &Path, key: &DataKey, since: i64, near: &Path) -> Result<()> {
    let scratch = disk::scratch_in(near)?;
    let manifest = Manifest::read(file)?;
    unpack(file, scratch.path())?;
    match vault::open_with(scratch.path(), key) {
        Ok(opened) => expect_whole(scratch.path(), &opened, &manifest, file),
        Err(Error::WrongSecret) if vault::either(scratch.path())?.generation() < since => Ok(()),
        Err(Error::WrongSecret) => {
            Err(Error::Damaged { place: file.into(), what: "its key slots are not as they were written".into() })
        }
        Err(other) => Err(other),
    }
}

/// Every page must be whole and the chain must end where the manifest says; then a head can be given to it.
fn expect_whole(scratch: &Path, opened: &Opened, manifest: &Manifest, file: &Path) -> Result<()> {
    let database::Found { db, schema, .. } = database::open(scratch, &opened.key)?;
    database::expect_whole(&db, file)?;
    let other = || Error::Damaged { place: file.into(), what: "its records are not those it was made of".into() };
    let same_process_notes = process::digests(scratch)? == manifest.process;
    if opened.altered || schema != manifest.schema || !same_process_notes || !manifest.is_signed_by(&opened.key) {
        return Err(other());
    }
    if schema < database::CHAINED_SINCE {
        return Ok(());
    }
    let seal = Seal::new(&opened.key, &opened.vault);
    let tip = audit::tip(&db)?;
    if manifest.head.as_ref().and_then(|signed| seal.verify(signed)) != Some(tip) {
        return Err(other());
    }
    Head::begin(scratch, seal, tip).map(drop)
}

/// A passphrase can look like a recovery code, so one that fails as a code is tried as a passphrase.
pub(crate) fn open_either(place: &Path, secret: &str) -> Result<(SlotKind, Opened)> {
    let as_passphrase = || Ok((SlotKind::Passphrase, vault::open(place, SlotKind::Passphrase, secret.as_bytes())?));
    match RecoveryCode::parse(secret) {
        Ok(code) => match vault::open(place, SlotKind::Recovery, code.as_bytes()) {
            Err(Error::WrongSecret) => as_passphrase(),
            opened => Ok((SlotKind::Recovery, opened?)),
        },
        Err(_) => as_passphrase(),
    }
}

/// Answers where what stood at `place` now is, if anything did.
fn set_aside(place: &Path, now: Now) -> Result<Option<PathBuf>> {
    let doing = Error::file(format!("Putting {} aside", place.display()));
    match Folder::look(place) {
        // What a creation that was cut off had under way goes with it.
        Folder::Free if place.exists() => std::fs::remove_dir_all(place).map(|()| None).map_err(doing),
        Folder::Free => Ok(None),
        Folder::Other if !FILES.iter().any(|file| place.join(file).exists()) => Err(Error::NotAPractice(place.into())),
        Folder::Practice | Folder::Other => {
            let aside = disk::beside(place, &now.format(" (set aside %Y-%m-%d %H.%M.%S)").to_string());
            std::fs::rename(place, &aside).map(|()| Some(aside)).map_err(doing)
        }
    }
}
