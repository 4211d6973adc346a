//! `practice.head`: where the audit chain ends, outside the database, so that an older database put back is noticed.
//!
//! The file has two slots of 4,096 bytes, each one line of JSON filled up with spaces:
//! `{"save":n,"sequence":n,"chain":"<hex>","previous":"<hex>","mac":"<hex>"}`. Save n goes into slot n mod 2, so a
//! torn write leaves the other. `mac` = HMAC-SHA256 (head key, `secure-base-head/1/<vault id>/<save>/<sequence>/<chain>/<previous>`),
//! head key = HKDF-SHA256 (data key, no salt, info `secure-base/head/1`). It is on disk before a save is
//! acknowledged. What it cannot see is a database and a head that are put back together.

use std::{
    fs::File,
    io::{Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::{
    Alarm, Error, Result,
    audit::{self, Tip},
    content::Hash,
    disk,
    vault::{DataKey, VaultFile},
};

/// The name of the head file in a practice's folder.
pub const HEAD_FILE: &str = "practice.head";
/// Larger than any sector and any page, so that no write touches both slots.
const SLOT: usize = 4096;

/// What a slot holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignedTip {
    save: i64,
    sequence: i64,
    chain: String,
    previous: String,
    mac: String,
}

/// The key and the vault that a head is bound to.
pub(crate) struct Seal {
    key: zeroize::Zeroizing<Hash>,
    vault_id: String,
}

impl Seal {
    pub(crate) fn new(key: &DataKey, vault: &VaultFile) -> Seal {
        Seal { key: key.derived(b"secure-base/head/1"), vault_id: vault.id().into() }
    }

    fn mac(&self, tip: &Tip) -> Hmac<Sha256> {
        let Tip { save, sequence, chain, previous } = tip;
        let (chain, previous) = (HEXLOWER.encode(chain), HEXLOWER.encode(previous));
        let words = format!("secure-base-head/1/{}/{save}/{sequence}/{chain}/{previous}", self.vault_id);
        let Ok(mac) = Hmac::<Sha256>::new_from_slice(&*self.key) else { unreachable!("HMAC takes keys of any length") };
        mac.chain_update(words)
    }

    pub(crate) fn sign(&self, tip: &Tip) -> SignedTip {
        SignedTip {
            save: tip.save,
            sequence: tip.sequence,
            chain: HEXLOWER.encode(&tip.chain),
            previous: HEXLOWER.encode(&tip.previous),
            mac: HEXLOWER.encode(&self.mac(tip).finalize().into_bytes()),
        }
    }

    /// The tip, if it was signed with this key for this vault.
    pub(crate) fn verify(&self, signed: &SignedTip) -> Option<Tip> {
        let hash = |hex: &str| HEXLOWER.decode(hex.as_bytes()).ok().and_then(|bytes| Hash::try_from(bytes).ok());
        let tip = Tip {
            save: signed.save,
            sequence: signed.sequence,
            chain: hash(&signed.chain)?,
            previous: hash(&signed.previous)?,
        };
        self.mac(&tip).verify_slice(&HEXLOWER.decode(signed.mac.as_bytes()).ok()?).is_ok().then_some(tip)
    }
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal(..)")
    }
}

/// What the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// There is no such file.
    Missing,
    /// No slot of it was signed with this key.
    Unreadable,
    /// The latest tip, and whether both slots were whole.
    Tip(Tip, bool),
}

/// Reads the file without changing it.
pub(crate) fn look(folder: &Path, seal: &Seal) -> Result<Found> {
    let path = folder.join(HEAD_FILE);
    let bytes = match disk::read_small(&path) {
        Ok(bytes) => bytes,
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(Found::Missing),
        Err(why) if why.kind() == std::io::ErrorKind::FileTooLarge => return Ok(Found::Unreadable),
        Err(why) => return Err(Error::file(format!("Reading {}", path.display()))(why)),
    };
    let slots: Vec<Option<Tip>> = bytes.chunks(SLOT).map(|slot| whole(slot, seal)).collect();
    let both = slots.len() == 2 && slots.iter().all(Option::is_some);
    let newest = slots.into_iter().flatten().max_by_key(|tip| tip.save);
    Ok(newest.map_or(Found::Unreadable, |tip| Found::Tip(tip, both)))
}

/// The tip of a slot, if the slot is byte for byte what would be written for it.
fn whole(slot: &[u8], seal: &Seal) -> Option<Tip> {
    let Ok(signed) = serde_json::from_slice::<SignedTip>(slot) else { return None };
    let tip = seal.verify(&signed)?;
    (slot == written(&signed).ok()?).then_some(tip)
}

fn written(signed: &SignedTip) -> std::io::Result<Vec<u8>> {
    let mut slot = serde_json::to_vec(signed)?;
    slot.resize(SLOT - 1, b' ');
    slot.push(b'\n');
    Ok(slot)
}

/// What a head and a database say of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// They agree.
    Agree,
    /// A crash came between the database and the head, or tore a slot: nothing is lost, and the file is to be rewritten.
    Mend(Option<&'static str>),
    /// Something that no crash does.
    Alarm(Alarm),
}

/// Holds the head file against the chain in the database.
pub(crate) fn judge(found: Found, db: &Connection) -> Result<Verdict> {
    let tip = audit::tip(db)?;
    let (head, both) = match found {
        Found::Missing => return Ok(Verdict::Alarm(Alarm::HeadMissing)),
        Found::Unreadable => return Ok(Verdict::Alarm(Alarm::HeadUnreadable)),
        Found::Tip(head, both) => (head, both),
    };
    let torn = (!both).then_some("one of the two slots of the head file was damaged");
    Ok(match tip.save - head.save {
        0 if tip == head && both => Verdict::Agree,
        0 if tip == head => Verdict::Mend(torn),
        1 if goes_on(db, &head)? => Verdict::Mend(torn),
        ..0 => Verdict::Alarm(Alarm::Behind { found: tip.save, expected: head.save }),
        2.. => Verdict::Alarm(Alarm::Ahead { found: tip.save, expected: head.save }),
        _ => Verdict::Alarm(Alarm::Forked),
    })
}

/// Whether the chain in the database goes through `head`, whose last entry may have grown since.
fn goes_on(db: &Connection, head: &Tip) -> Result<bool> {
    let chain_at = |sequence: i64| -> Result<Option<Hash>> {
        let mut at = db.prepare_cached("SELECT chain FROM audit WHERE sequence = ?1")?;
        Ok(at.query_row([sequence], |row| row.get(0)).optional()?)
    };
    Ok(chain_at(head.sequence)? == Some(head.chain)
        || (head.sequence > 1 && chain_at(head.sequence - 1)? == Some(head.previous)))
}

/// The head of an open practice.
#[derive(Debug)]
pub(crate) struct Head {
    file: File,
    path: PathBuf,
    identity: Option<disk::Identity>,
    seal: Seal,
    /// What is on disk.
    tip: Tip,
    /// What ought to be, when a write of it failed.
    owed: Option<Tip>,
}

impl Head {
    /// Takes up the file as it stands, whole and at `tip`.
    pub(crate) fn resume(folder: &Path, seal: Seal, tip: Tip) -> Result<Head> {
        let path = folder.join(HEAD_FILE);
        let doing = Error::file(format!("Opening {}", path.display()));
        let file = File::options().write(true).open(&path).map_err(doing)?;
        Ok(Head { identity: disk::identity(&path), file, path, seal, tip, owed: None })
    }

    /// Writes a new file with both slots at `tip`, in place of one that may be there.
    pub(crate) fn begin(folder: &Path, seal: Seal, tip: Tip) -> Result<Head> {
        let path = folder.join(HEAD_FILE);
        let doing = || Error::file(format!("Writing {}", path.display()));
        let slot = written(&seal.sign(&tip)).map_err(doing())?;
        let mut new = tempfile::NamedTempFile::new_in(folder).map_err(doing())?;
        new.write_all(&slot).and_then(|()| new.write_all(&slot)).map_err(doing())?;
        new.as_file().sync_all().map_err(doing())?;
        let file = new.persist(&path).map_err(|why| doing()(why.error))?;
        disk::sync(folder)?;
        Ok(Head { identity: disk::identity(&path), file, path, seal, tip, owed: None })
    }

    /// A head that is written nowhere, for looking at a practice without changing it.
    pub(crate) fn nowhere(seal: Seal) -> Result<Head> {
        let file = tempfile::tempfile().map_err(Error::file("Making a scratch file"))?;
        Ok(Head { file, path: PathBuf::new(), identity: None, seal, tip: Tip::default(), owed: None })
    }

    pub(crate) fn tip(&self) -> Tip {
        self.owed.unwrap_or(self.tip)
    }

    /// Puts the tip on disk, where it is before this returns.
    pub(crate) fn advance(&mut self, tip: Tip) -> Result<()> {
        self.owed = Some(tip);
        self.settle()
    }

    /// Writes what an earlier failure left unwritten: the database is never more than one save ahead.
    pub(crate) fn settle(&mut self) -> Result<()> {
        let Some(tip) = self.owed else { return Ok(()) };
        if disk::identity(&self.path) != self.identity {
            let folder = self.path.parent().unwrap_or(Path::new("."));
            let seal = Seal { key: self.seal.key.clone(), vault_id: self.seal.vault_id.clone() };
            *self = Head::begin(folder, seal, tip)?;
            return Ok(());
        }
        let doing = Error::file(format!("Writing {}", self.path.display()));
        self.write(&tip).map_err(doing)?;
        (self.tip, self.owed) = (tip, None);
        Ok(())
    }

    fn write(&mut self, tip: &Tip) -> std::io::Result<()> {
        let slot = written(&self.seal.sign(tip))?;
        self.file.seek(SeekFrom::Start((tip.save % 2) as u64 * SLOT as u64))?;
        self.file.write_all(&slot)?;
        self.file.sync_data()
    }
}
