//! The scratch home of one clinician: nothing a test does touches the home of whoever runs it.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

use chrono::Local;
use secure_base_practice::{
    Practice,
    vault::{KdfCost, RecoveryCode},
};
use tempfile::TempDir;

/// The passphrase of a practice that a test starts with.
pub const PASSPHRASE: &str = "umbrella mosaic thirteen larks";
/// Its name.
pub const PRACTICE_NAME: &str = "Practice of a test";

/// A scratch home; it goes when this is dropped.
pub struct Home(TempDir);

impl Home {
    /// An empty one, as on a first start.
    pub fn new() -> Home {
        Home::furnish(tempfile::Builder::new().prefix("secure-base-").tempdir().expect("a scratch folder"))
    }

    /// An empty one whose path reads well in a picture, if that path is free.
    pub fn to_be_seen() -> Home {
        let plain = tempfile::Builder::new().prefix("secure-base-tour").rand_bytes(0).tempdir();
        plain.map_or_else(|_| Home::new(), Home::furnish)
    }

    fn furnish(folder: TempDir) -> Home {
        let home = Home(folder);
        for folder in ["data", "config", "cache", "documents", "tmp", "run", "saved", "second", "bin"] {
            fs::create_dir(home.at(folder)).expect("a scratch folder");
        }
        fs::set_permissions(home.at("run"), fs::Permissions::from_mode(0o700)).expect("a private folder");
        home.put_viewer();
        home
    }

    /// One with a practice that has been opened on this computer before. Its key is quick to derive.
    pub fn with_practice() -> Home {
        Home::with_passphrase(PASSPHRASE)
    }

    /// The same with a passphrase of one's own.
    pub fn with_passphrase(passphrase: &str) -> Home {
        let home = Home::new();
        let code = RecoveryCode::random().expect("the system has chance");
        let now = Local::now().fixed_offset();
        Practice::create(&home.practice(), PRACTICE_NAME, passphrase, &code, KdfCost::FLOOR, now).expect("a practice");
        home.prefer("light", true);
        home
    }

    /// Its practice, opened without a window, to write something into it.
    pub fn records(&self) -> Practice {
        Practice::unlock(&self.practice(), PASSPHRASE, Local::now().fixed_offset()).expect("the practice opens")
    }

    /// The backups in a folder.
    pub fn backups_in(&self, inside: &str) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.at(inside)).into_iter().flatten().flatten().map(|entry| entry.path());
        entries.filter(|path| path.extension().is_some_and(|end| end == "securebase")).collect()
    }

    /// Where its practice lies.
    pub fn practice(&self) -> PathBuf {
        self.at("data/secure-base/practice")
    }

    /// Sets light or dark, and whether the practice has been opened here before.
    pub fn prefer(&self, theme: &str, known: bool) {
        let known: Vec<PathBuf> = known.then(|| self.practice()).into_iter().collect();
        let preferences = serde_json::json!({ "theme": theme, "known": known });
        fs::create_dir_all(self.at("config/secure-base")).expect("a scratch folder");
        fs::write(self.at("config/secure-base/preferences.json"), preferences.to_string()).expect("preferences");
    }

    /// The folder that holds all of it.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// A path inside it.
    pub fn at(&self, inside: &str) -> PathBuf {
        self.0.path().join(inside)
    }

    /// Gives all of it to another user, but for the practice, which that user may only read.
    pub fn hand_over(&self, user: u32) {
        let owner = format!("{user}:{user}");
        let run = |command: &mut Command| assert!(command.status().expect("it runs").success(), "{command:?}");
        run(Command::new("chown").arg("-R").arg(owner).arg(self.0.path()));
        run(Command::new("chown").args(["-R", "0:0"]).arg(self.practice()));
        run(Command::new("chmod").args(["-R", "a=rX"]).arg(self.practice()));
    }

    /// The environment in which the program finds only this home.
    pub fn environment(&self) -> Vec<(&'static str, std::ffi::OsString)> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut first = self.at("bin").into_os_string();
        first.push(":");
        first.push(path);
        let mut all: Vec<(&str, std::ffi::OsString)> = [
            ("HOME", ""),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_DOCUMENTS_DIR", "documents"),
            ("XDG_RUNTIME_DIR", "run"),
            ("TMPDIR", "tmp"),
            ("SECURE_BASE_SAVE_TO", "saved"),
            ("SECURE_BASE_FOLDER", "second"),
        ]
        .into_iter()
        .map(|(name, folder)| (name, self.at(folder).into_os_string()))
        .collect();
        all.push(("PATH", first));
        all.extend([("LANG", "en_GB.UTF-8".into()), ("LC_ALL", "en_GB.UTF-8".into())]);
        all
    }

    /// What the system's viewer was last asked to open.
    pub fn viewed(&self) -> Option<PathBuf> {
        let line = fs::read_to_string(self.at("tmp/viewed")).ok()?;
        Some(PathBuf::from(line.trim()))
    }

    /// Stands in for the system's viewer: it writes down what it was asked to open.
    fn put_viewer(&self) {
        let viewer = self.at("bin/xdg-open");
        let script = "#!/bin/sh\nprintf '%s\\n' \"$1\" > \"$TMPDIR/viewed.new\" && mv \"$TMPDIR/viewed.new\" \"$TMPDIR/viewed\"\n";
        fs::write(&viewer, script).expect("a script");
        fs::set_permissions(viewer, fs::Permissions::from_mode(0o755)).expect("a script that runs");
    }
}

/// Copies a folder of plain files.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder that lists") {
        let path = entry.expect("an entry").path();
        fs::copy(&path, to.join(path.file_name().expect("a name"))).expect("a copy");
    }
}
