//! Making a backup. It opens with the passphrase and the recovery code of its day, and counts as a backup only once it was
//! restored and compared.

use std::{io, path::Path};

use rusqlite::{Connection, OpenFlags, backup::Backup};
use tempfile::{NamedTempFile, TempDir};

use crate::{
    Error, Now, Practice, Record, Result, Verb,
    archive::{self, BACKUP_EXTENSION, BackupInfo, BackupKind, Manifest},
    audit::{self, Tip},
    check,
    database::{self, CHAINED_SINCE, DATABASE_FILE, SCHEMA_VERSION},
    disk, folder,
    process::{self, Store},
    vault::{DataKey, VAULT_FILE, VaultFile},
};

/// A copy of the records at a moment, on its way to be a backup. The practice may go on meanwhile.
pub struct Snapshot {
    scratch: TempDir,
    manifest: Manifest,
    vault: VaultFile,
    key: DataKey,
    tip: Option<Tip>,
}

impl Practice {
    /// Writes a backup to `path`, reads it back, opens it, compares it, and only then gives it its name.
    ///
    /// # Errors
    /// [`Error::Exists`] when there is a file of that name; [`Error::File`] when the disk refuses.
    pub fn back_up(&mut self, path: &Path, now: Now) -> Result<BackupInfo> {
        if path.exists() {
            return Err(Error::Exists(path.into()));
        }
        let info = self.snapshot(disk::parent(path), BackupKind::ByHand, now)?.keep_as(path)?;
        self.log(Verb::BackedUp, Record::Practice, now);
        Ok(info)
    }

    /// Copies the records into a scratch folder inside `near`: quick, for as long as it takes nobody can save.
    ///
    /// # Errors
    /// [`Error::File`] and [`Error::Database`] when the disk refuses.
    pub fn snapshot(&self, near: &Path, kind: BackupKind, now: Now) -> Result<Snapshot> {
        let of = (&self.vault, &self.key);
        Snapshot::take(&self.db, of, (self.place(), self.process.as_ref()), near, (kind, SCHEMA_VERSION), now)
    }
}

impl Snapshot {
    fn take(
        db: &Connection,
        (vault, key): (&VaultFile, &DataKey),
        (place, process): (&Path, Option<&Store>),
        near: &Path,
        (kind, schema): (BackupKind, i64),
        now: Now,
    ) -> Result<Snapshot> {
        let scratch = disk::scratch_in(near)?;
        let path = scratch.path().join(DATABASE_FILE);
        disk::make_private(&path)?;
        let mut copy = database::connect(&path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        Backup::new(db, &mut copy)?.run_to_completion(1_000, std::time::Duration::ZERO, None)?;
        let tip = (schema >= CHAINED_SINCE).then(|| audit::tip(db)).transpose()?;
        let process = process::copy(place, process, scratch.path())?;
        let manifest = Manifest::new((vault, key), kind, schema, tip, (check::rows(db)?, process), now);
        Ok(Snapshot { scratch, manifest, vault: vault.clone(), key: key.clone(), tip })
    }

    /// A backup beside the practice, before its records are brought from `schema` to the present version.
    pub(crate) fn before_upgrade(
        place: &Path,
        db: &Connection,
        vault: &VaultFile,
        key: &DataKey,
        schema: i64,
        now: Now,
    ) -> Result<BackupInfo> {
        let folder = folder::backups_of(place);
        disk::make_private_folder(&folder)?;
        let name = format!("Before the upgrade from version {schema}, {}", now.format("%Y-%m-%d %H.%M.%S"));
        let path = disk::free_name(&folder, &name, BACKUP_EXTENSION);
        let kind = (BackupKind::BeforeUpgrade, schema);
        Snapshot::take(db, (vault, key), (place, None), &folder, kind, now)?.keep_as(&path)
    }

    /// Packs it, puts it on disk, restores it into a scratch folder, compares, and only then gives it its name.
    ///
    /// # Errors
    /// [`Error::Exists`], [`Error::File`]; [`Error::Damaged`] when what is read back is not what was written.
    pub fn keep_as(self, path: &Path) -> Result<BackupInfo> {
        let doing = || Error::file(format!("Writing the backup {}", path.display()));
        let file = NamedTempFile::new_in(self.scratch.path()).map_err(doing())?;
        self.manifest.pack(&self.vault, self.scratch.path(), file.as_file()).map_err(doing())?;
        file.as_file().sync_all().map_err(doing())?;
        self.prove(file.path())?;
        file.persist_noclobber(path).map_err(|why| match why.error.kind() {
            io::ErrorKind::AlreadyExists => Error::Exists(path.into()),
            _ => doing()(why.error),
        })?;
        disk::sync(disk::parent(path))?;
        BackupInfo::read(path)
    }

    fn prove(&self, file: &Path) -> Result<()> {
        let scratch = disk::scratch_in(self.scratch.path())?;
        archive::unpack(file, scratch.path())?;
        let database::Found { db, schema, .. } = database::open(scratch.path(), &self.key)?;
        database::expect_whole(&db, file)?;
        let mut differs = schema != self.manifest.schema || check::rows(&db)? != self.manifest.rows;
        differs |= process::digests(scratch.path())? != self.manifest.process;
        if let Some(tip) = self.tip {
            differs |= audit::tip(&db)? != tip || !check::chain(&db)?.is_empty() || !check::contents(&db)?.is_empty();
        }
        let vault = std::fs::read(scratch.path().join(VAULT_FILE)).map_err(Error::file("Reading the backup back"))?;
        if differs || vault != self.vault.to_bytes()? {
            return Err(Error::Damaged { place: file.into(), what: "it does not hold what was put in".into() });
        }
        Ok(())
    }
}
