//! Making a backup. It opens with the passphrase and the recovery code of its day, and counts as a backup only once it was
//! restored and compared.

use std::{io, path::Path};

use rusqlite::Connection;
use tempfile::{NamedTempFile, TempDir};

use crate::{
    Error, Now, Practice, Record, Result, Verb,
    archive::{self, BACKUP_EXTENSION, BackupInfo, BackupKind, Manifest},
    audit::{self, Tip},
    check,
    database::{self, CHAINED_SINCE, DATABASE_FILE, SCHEMA_VERSION},
    disk, folder,
    page_copy::PageCopy,
    process,
    vault::{DataKey, VAULT_FILE, VaultFile},
};

/// A copy of the records at a moment, on its way to be a backup. The practice may go on meanwhile.
pub struct Snapshot {
    scratch: TempDir,
    copy: Connection,
    kind: BackupKind,
    schema: i64,
    /// When it was whole.
    now: Now,
    vault: VaultFile,
    key: DataKey,
    /// Where the log ended in the records that were copied.
    tip: Option<Tip>,
}

/// A copy that is not whole yet. It grows with the records as they are changed, and is of the moment in which it becomes whole.
pub(crate) struct Copying {
    records: PageCopy,
    scratch: TempDir,
    kind: BackupKind,
}

impl std::fmt::Debug for Copying {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Copying(..)")
    }
}

/// Where a copy of the records is taken from.
struct Source<'a> {
    db: &'a Connection,
    vault: &'a VaultFile,
    key: &'a DataKey,
    schema: i64,
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

    /// Copies the records into a scratch folder inside `near` in one go.
    ///
    /// # Errors
    /// [`Error::File`] and [`Error::Database`] when the disk refuses.
    pub fn snapshot(&mut self, near: &Path, kind: BackupKind, now: Now) -> Result<Snapshot> {
        self.begin_snapshot(near, kind)?;
        loop {
            if let Some(snapshot) = self.snapshot_on(now)? {
                return Ok(snapshot);
            }
        }
    }

    /// Begins to copy the records into a scratch folder inside `near`. [`Practice::snapshot_on`] goes on with it; in between
    /// all can be read and changed as ever. A copy that was under way before ends.
    ///
    /// # Errors
    /// Those of [`Practice::snapshot`].
    pub fn begin_snapshot(&mut self, near: &Path, kind: BackupKind) -> Result<()> {
        self.stop_copying();
        let scratch = disk::scratch_in(near)?;
        let records = PageCopy::begin(&self.db, &scratch.path().join(DATABASE_FILE), &self.key)?;
        self.copying = Some(Copying { records, scratch, kind });
        Ok(())
    }

    /// Copies for a few hundredths of a second; the answer is the copy once it is whole: the records as they are now.
    ///
    /// # Errors
    /// Those of [`Practice::snapshot`]; [`Error::Invalid`] when none is under way any more.
    pub fn snapshot_on(&mut self, now: Now) -> Result<Option<Snapshot>> {
        let interrupted = || Error::invalid("The backup was interrupted. Back up again.");
        let mut copying = self.copying.take().ok_or_else(interrupted)?;
        copying.records.go_on()?;
        let process = self.process.as_mut().map(|store| store.copy_on(copying.scratch.path())).transpose()?;
        if !copying.records.is_near_its_end() || process == Some(false) {
            self.copying = Some(copying);
            return Ok(None);
        }
        // What is left of both goes over now, so that they are of one moment.
        let place = self.place().to_owned();
        process::copy(&place, self.process.as_mut(), copying.scratch.path())?;
        let source = Source { db: &self.db, vault: &self.vault, key: &self.key, schema: SCHEMA_VERSION };
        copying.finish(source, now).map(Some)
    }

    /// Ends a copy that is under way, as it must be before its connections are.
    pub(crate) fn stop_copying(&mut self) {
        self.copying = None;
        self.process.iter_mut().for_each(process::Store::stop_copying);
    }
}

impl Copying {
    fn finish(self, source: Source, now: Now) -> Result<Snapshot> {
        let Source { db, vault, key, schema } = source;
        let Copying { records, scratch, kind } = self;
        let copy = records.finish()?;
        let tip = (schema >= CHAINED_SINCE).then(|| audit::tip(db)).transpose()?;
        Ok(Snapshot { scratch, copy, kind, schema, now, vault: vault.clone(), key: key.clone(), tip })
    }
}

impl Snapshot {
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
        let scratch = disk::scratch_in(&folder)?;
        let records = PageCopy::begin(db, &scratch.path().join(DATABASE_FILE), key)?;
        process::copy(place, None, scratch.path())?;
        let copying = Copying { records, scratch, kind: BackupKind::BeforeUpgrade };
        copying.finish(Source { db, vault, key, schema }, now)?.keep_as(&path)
    }

    /// Packs it, puts it on disk, restores it into a scratch folder, compares, and only then gives it its name.
    ///
    /// # Errors
    /// [`Error::Exists`], [`Error::File`]; [`Error::Damaged`] when what is read back is not what was written.
    pub fn keep_as(self, path: &Path) -> Result<BackupInfo> {
        let doing = || Error::file(format!("Writing the backup {}", path.display()));
        let Snapshot { scratch, copy, kind, schema, now, vault, key, tip } = self;
        // Counted in the copy, because that takes longer than anybody should wait; the log says whether all are there.
        let about = (check::rows(&copy)?, process::digests(scratch.path())?);
        drop(copy);
        let packed = Packed { manifest: Manifest::new((&vault, &key), kind, schema, tip, about, now), vault, key, tip };
        let file = NamedTempFile::new_in(scratch.path()).map_err(doing())?;
        packed.manifest.pack(&packed.vault, scratch.path(), file.as_file()).map_err(doing())?;
        file.as_file().sync_all().map_err(doing())?;
        packed.prove(file.path(), scratch.path())?;
        file.persist_noclobber(path).map_err(|why| match why.error.kind() {
            io::ErrorKind::AlreadyExists => Error::Exists(path.into()),
            _ => doing()(why.error),
        })?;
        disk::sync(disk::parent(path))?;
        BackupInfo::read(path)
    }
}

/// What a packed backup must hold.
struct Packed {
    manifest: Manifest,
    vault: VaultFile,
    key: DataKey,
    tip: Option<Tip>,
}

impl Packed {
    fn prove(&self, file: &Path, near: &Path) -> Result<()> {
        let scratch = disk::scratch_in(near)?;
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
