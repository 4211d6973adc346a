//! The vault file on disk, twice: a flipped bit or a torn write in one copy locks nobody out.

use std::{io::ErrorKind, path::Path};

use super::{DataKey, SlotKind, VaultFile};
use crate::{Error, Result, disk};

/// The name of the vault file in a practice's folder.
pub const VAULT_FILE: &str = "vault.json";
/// The name of its second copy.
pub const COPY_FILE: &str = "vault.copy.json";

/// A vault that a secret has opened.
pub(crate) struct Opened {
    pub(crate) vault: VaultFile,
    pub(crate) key: DataKey,
    /// What is wrong with one of the copies, if anything is: both are to be written again.
    pub(crate) mend: Option<&'static str>,
    /// Neither copy is as it was signed.
    pub(crate) altered: bool,
}

/// One copy as it stands on disk, with its bytes, which must be those that would be written.
fn read(folder: &Path, name: &str) -> Result<VaultFile> {
    let path = folder.join(name);
    let bytes = disk::read_small(&path).map_err(|source| match source.kind() {
        ErrorKind::NotFound => Error::Missing(folder.into()),
        ErrorKind::FileTooLarge => Error::Damaged { place: path.clone(), what: source.to_string() },
        _ => Error::File { doing: format!("Reading {}", path.display()), source },
    })?;
    let vault = VaultFile::parse(&bytes, &path)?;
    if !vault.is_unsigned() && vault.to_bytes()? != bytes {
        return Err(Error::Damaged { place: path, what: "it is not as it was written".into() });
    }
    Ok(vault)
}

/// The vault file itself. One that calls itself newer and is in all else its copy is only damaged.
fn read_first(folder: &Path) -> Result<VaultFile> {
    let path = folder.join(VAULT_FILE);
    let read_first = read(folder, VAULT_FILE);
    if let (Err(Error::Newer { .. }), Ok(copy)) = (&read_first, read(folder, COPY_FILE))
        && disk::read_small(&path).is_ok_and(|bytes| copy.differs_in_version_only(&bytes))
    {
        return Err(Error::Damaged { place: path, what: "its version is not its own".into() });
    }
    read_first
}

/// The first copy that can be read, for what stands in it in the clear.
pub(crate) fn either(folder: &Path) -> Result<VaultFile> {
    match read_first(folder) {
        Err(why @ (Error::Damaged { .. } | Error::Missing(_))) => read(folder, COPY_FILE).map_err(|_| why),
        read => read,
    }
}

/// Opens with a secret of that kind. The copy decides only where the vault file itself is damaged: a copy that is merely
/// older holds a secret that was replaced.
pub(crate) fn open(folder: &Path, kind: SlotKind, secret: &[u8]) -> Result<Opened> {
    open_by(folder, |vault| vault.open(kind, secret))
}

/// Opens with a key that is known already.
pub(crate) fn open_with(folder: &Path, key: &DataKey) -> Result<Opened> {
    open_by(folder, |vault| if vault.is_signed_by(key) { Ok(key.clone()) } else { Err(Error::WrongSecret) })
}

fn open_by(folder: &Path, key_of: impl Fn(&VaultFile) -> Result<DataKey>) -> Result<Opened> {
    let (first, second) = (read_first(folder), read(folder, COPY_FILE));
    let first = match first {
        Ok(first) => first,
        Err(why @ (Error::Damaged { .. } | Error::Missing(_))) => {
            let Ok(second) = second else { return Err(why) };
            let key = key_of(&second)?;
            let altered = !second.is_signed_by(&key);
            return Ok(Opened { vault: second, key, mend: Some("the vault file was damaged"), altered });
        }
        Err(other) => return Err(other),
    };
    match key_of(&first) {
        Ok(key) if first.is_signed_by(&key) || first.is_unsigned() => {
            let same = second.is_ok_and(|second| second == first);
            let mend = (!same && !first.is_unsigned()).then_some("the second copy of the vault file was damaged");
            Ok(Opened { vault: first, key, mend, altered: false })
        }
        Ok(key) => match second {
            Ok(vault) if vault.is_signed_by(&key) => {
                Ok(Opened { vault, key, mend: Some("the vault file was altered"), altered: false })
            }
            _ => Ok(Opened { vault: first, key, mend: None, altered: true }),
        },
        Err(why @ (Error::WrongSecret | Error::Damaged { .. })) => {
            let Ok(vault) = second else { return Err(why) };
            if vault == first {
                return Err(why);
            }
            let Ok(key) = key_of(&vault) else { return Err(why) };
            let replaced = first.is_signed_by(&key) && first.generation() >= vault.generation();
            if replaced || !vault.is_signed_by(&key) {
                return Err(why);
            }
            Ok(Opened { vault, key, mend: Some("the vault file was damaged"), altered: false })
        }
        Err(other) => Err(other),
    }
}

/// Writes the vault file whole or not at all, on disk before this returns, and then its copy. `prove` is shown what can be
/// read back before it takes the old one's place.
pub(crate) fn write(folder: &Path, vault: &VaultFile, prove: impl Fn(&VaultFile) -> Result<()>) -> Result<()> {
    let bytes = vault.to_bytes()?;
    disk::replace(&folder.join(VAULT_FILE), &bytes, |read| prove(&VaultFile::parse(read, &folder.join(VAULT_FILE))?))?;
    // The new secret is good from here on; a copy that could not be written is made good at the next opening.
    let _ = disk::replace(&folder.join(COPY_FILE), &bytes, |_| Ok(()));
    Ok(())
}
