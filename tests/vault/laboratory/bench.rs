//! The bench on which a case is set up: a folder of its own with a copy of one practice, and what must stay as it is.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    thread,
};

use secure_base_vault_tests::{
    disk::{self, Content},
    door,
};
use tempfile::TempDir;

use crate::mount::Mount;

/// The revision of the note that every case starts from.
pub const FIRST_REVISION: u32 = 3;
/// Files that lie about and are nobody's to touch.
const LETTERS: [&str; 2] = ["letter.txt", "backups/letter.txt"];
const KEPT_BACKUP: &str = "backups/kept.securebase";

/// A folder with `practice`, `backups` and some letters; it goes when it is dropped.
pub struct Bench {
    folder: TempDir,
    pub root: PathBuf,
    pub code: String,
}

struct Model {
    content: Content,
    code: String,
}

/// The practice that is copied: a client, a session, and a note saved three times.
fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let backups = folder.path().join("backups");
        fs::create_dir(&backups).unwrap();
        LETTERS.iter().for_each(|letter| fs::write(folder.path().join(letter), "mine").unwrap());
        let (mut practice, code) = door::create(&folder.path().join("practice")).unwrap();
        let session = door::add_session(&mut practice).unwrap();
        for revision in 0..FIRST_REVISION {
            door::save(&mut practice, session, revision).unwrap();
        }
        door::back_up(&mut practice, &folder.path().join(KEPT_BACKUP)).unwrap();
        drop(practice);
        Model { content: disk::content(folder.path()).unwrap(), code: code.groups().join("-") }
    })
}

impl Bench {
    /// With the practice.
    pub fn new() -> Bench {
        Bench::of(&model().content)
    }

    /// With everything but the practice.
    pub fn bare() -> Bench {
        let mut content = model().content.clone();
        content.retain(|path, _| !path.starts_with("practice"));
        Bench::of(&content)
    }

    /// With this content.
    pub fn of(content: &Content) -> Bench {
        let bench = Bench::empty();
        disk::lay_out(content, &bench.root).unwrap();
        bench
    }

    /// With the practice, on a disk of its own; nothing where none can be made.
    pub fn mounted(bytes: u64) -> Option<(Bench, Mount)> {
        let bench = Bench::empty();
        let mount = Mount::small(&bench.root, bytes)?;
        disk::lay_out(&model().content, &bench.root).unwrap();
        Some((bench, mount))
    }

    fn empty() -> Bench {
        let folder = TempDir::with_prefix("secure-base-vault-").unwrap();
        // The fault library compares paths as they are, without links.
        let root = folder.path().canonicalize().unwrap().join("root");
        fs::create_dir(&root).unwrap();
        Bench { folder, root, code: model().code.clone() }
    }

    pub fn place(&self) -> PathBuf {
        self.root.join("practice")
    }

    /// A place beside the watched folder.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// The letters and the kept backup that are no longer what they were.
pub fn touched(root: &Path) -> Vec<&'static str> {
    let same = |path: &&str| fs::read(root.join(path)).ok().as_ref() == model().content[*path].as_ref();
    LETTERS.into_iter().chain([KEPT_BACKUP]).filter(|path| !same(path)).collect()
}

/// Does all cases, two at a time: one often waits for the disk.
pub fn each<T: Send>(cases: u32, doing: impl Fn(u32) -> T + Sync) -> Vec<T> {
    let next = AtomicU32::new(0);
    let mut done: Vec<(u32, T)> = thread::scope(|scope| {
        let work = || {
            let numbers = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)).filter(|n| *n < cases));
            numbers.map(|number| (number, doing(number))).collect::<Vec<_>>()
        };
        let workers = [scope.spawn(work), scope.spawn(work)];
        workers.into_iter().flat_map(|worker| worker.join().expect("no case panics")).collect()
    });
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, result)| result).collect()
}
