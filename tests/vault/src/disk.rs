//! A disk as a trace leaves it: what each file holds, what was put on disk, and what was still on its way.

use std::{
    collections::{BTreeMap, HashMap},
    fs, io,
    path::Path,
};

use crate::trace::Event;

/// A change of one file's bytes.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    Write(u64, Vec<u8>),
    Truncate(u64),
}

/// A file, whatever its names.
#[derive(Clone, Debug, Default)]
pub(crate) struct File {
    pub(crate) before: Vec<u8>,
    pub(crate) changes: Vec<Change>,
    /// How many of the changes a sync has put on disk.
    pub(crate) durable: usize,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    File(usize),
    Folder,
}

/// A change of the lists of names.
#[derive(Clone, Debug)]
pub(crate) enum Naming {
    Give(String, Node),
    Take(String),
    Move(String, String, Node),
}

/// A change of names, with the folders whose lists it changes.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) naming: Naming,
    pub(crate) folders: Vec<String>,
    pub(crate) durable: bool,
}

/// Names, with what they stand for.
pub(crate) type Names = BTreeMap<String, Node>;

/// The disk at one moment of a trace.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    pub(crate) files: Vec<File>,
    /// As it was, all of it durable, when the trace began.
    pub(crate) first: Names,
    pub(crate) entries: Vec<Entry>,
    now: Names,
    handles: HashMap<u64, String>,
    opened: HashMap<u64, Node>,
}

/// A folder's content: bytes for a file, nothing for a folder.
pub type Content = BTreeMap<String, Option<Vec<u8>>>;

impl Disk {
    /// The disk as a folder has it now, all of it durable.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn of(folder: &Path) -> io::Result<Disk> {
        let mut disk = Disk::default();
        for (path, bytes) in content(folder)? {
            let node = match bytes {
                Some(before) => disk.add(File { before, ..File::default() }),
                None => Node::Folder,
            };
            disk.first.insert(path, node);
        }
        disk.now = disk.first.clone();
        Ok(disk)
    }

    /// The disk after these events too.
    #[must_use]
    pub fn after(mut self, events: &[Event]) -> Disk {
        events.iter().for_each(|event| self.take(event));
        self
    }

    fn add(&mut self, file: File) -> Node {
        self.files.push(file);
        Node::File(self.files.len() - 1)
    }

    fn take(&mut self, event: &Event) {
        match event {
            Event::Open { handle, made, emptied, path } => self.open(*handle, *made, *emptied, path),
            Event::Write(handle, at, bytes) => self.change(*handle, Change::Write(*at, bytes.clone())),
            Event::Truncate(handle, length) => self.change(*handle, Change::Truncate(*length)),
            Event::Sync(handle) => self.sync(*handle),
            Event::Rename(from, to) => self.rename(from, to),
            Event::Link(from, to) => {
                if let Some(node) = self.now.get(from).copied() {
                    self.name(Naming::Give(to.clone(), node), vec![parent(to)]);
                }
            }
            Event::Unlink(path) => self.name(Naming::Take(path.clone()), vec![parent(path)]),
            Event::Folder(path) => self.name(Naming::Give(path.clone(), Node::Folder), vec![parent(path)]),
            Event::Call(..) | Event::Struck(..) | Event::Say(_) => {}
        }
    }

    fn open(&mut self, handle: u64, made: bool, emptied: bool, path: &str) {
        if made {
            let node = self.add(File::default());
            self.name(Naming::Give(path.into(), node), vec![parent(path)]);
        }
        self.opened.insert(handle, self.now.get(path).copied().unwrap_or(Node::Folder));
        self.handles.insert(handle, path.into());
        if emptied && !made {
            self.change(handle, Change::Truncate(0));
        }
    }

    fn change(&mut self, handle: u64, change: Change) {
        if let Some(Node::File(number)) = self.opened.get(&handle) {
            self.files[*number].changes.push(change);
        }
    }

    fn sync(&mut self, handle: u64) {
        match self.opened.get(&handle) {
            Some(Node::File(number)) => {
                let file = &mut self.files[*number];
                file.durable = file.changes.len();
            }
            Some(Node::Folder) => {
                let path = &self.handles[&handle];
                self.entries.iter_mut().filter(|e| e.folders.contains(path)).for_each(|e| e.durable = true);
            }
            None => {}
        }
    }

    fn rename(&mut self, from: &str, to: &str) {
        if let Some(node) = self.now.get(from).copied() {
            self.name(Naming::Move(from.into(), to.into(), node), vec![parent(from), parent(to)]);
        }
    }

    fn name(&mut self, naming: Naming, folders: Vec<String>) {
        apply(&mut self.now, &naming);
        self.entries.push(Entry { naming, folders, durable: false });
    }

    /// What a quiet shutdown leaves: everything.
    pub fn settled(&self) -> Content {
        let whole = |number: usize| self.files[number].after(|_, _| true);
        self.now.iter().map(|(path, node)| (path.clone(), node.file().map(whole))).collect()
    }
}

impl Node {
    pub(crate) fn file(self) -> Option<usize> {
        if let Node::File(number) = self { Some(number) } else { None }
    }
}

impl File {
    /// The bytes, with those sectors of each change that `kept` says (by the change's number, and the sector).
    pub(crate) fn after(&self, mut kept: impl FnMut(usize, u64) -> bool) -> Vec<u8> {
        let mut bytes = self.before.clone();
        for (number, change) in self.changes.iter().enumerate() {
            match change {
                Change::Truncate(length) if kept(number, 0) => bytes.resize(*length as usize, 0),
                Change::Truncate(_) => {}
                Change::Write(at, new) => write(&mut bytes, *at, new, |sector| kept(number, sector)),
            }
        }
        bytes
    }
}

/// Writes those sectors of `new` that are kept; a gap before them reads as zeros.
fn write(bytes: &mut Vec<u8>, at: u64, new: &[u8], mut kept: impl FnMut(u64) -> bool) {
    let (mut from, end) = (at, at + new.len() as u64);
    while from < end {
        let to = end.min((from / SECTOR + 1) * SECTOR);
        if kept(from / SECTOR) {
            bytes.resize(bytes.len().max(to as usize), 0);
            bytes[from as usize..to as usize].copy_from_slice(&new[(from - at) as usize..(to - at) as usize]);
        }
        from = to;
    }
}

/// What a disk writes whole or not at all.
const SECTOR: u64 = 512;

pub(crate) fn parent(path: &str) -> String {
    path.rsplit_once('/').map_or(".", |(folder, _)| folder).into()
}

pub(crate) fn apply(names: &mut Names, naming: &Naming) {
    match naming {
        Naming::Give(path, node) => drop(names.insert(path.clone(), *node)),
        Naming::Take(path) => drop(names.remove(path)),
        Naming::Move(from, to, node) => {
            names.remove(from);
            names.insert(to.clone(), *node);
            // What lies in a folder goes with it.
            let inside = format!("{from}/");
            let moved: Vec<String> = names.keys().filter(|path| path.starts_with(&inside)).cloned().collect();
            for path in moved {
                let node = names.remove(&path).expect("a name that was just listed");
                names.insert(format!("{to}/{}", &path[inside.len()..]), node);
            }
        }
    }
}

/// Everything in a folder, by its path from there.
///
/// # Errors
/// When it cannot be read.
pub fn content(folder: &Path) -> io::Result<Content> {
    let mut found = Content::new();
    gather(folder, "", &mut found)?;
    Ok(found)
}

fn gather(folder: &Path, under: &str, found: &mut Content) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{under}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            gather(&entry.path(), &format!("{path}/"), found)?;
            found.insert(path, None);
        } else {
            found.insert(path, Some(fs::read(entry.path())?));
        }
    }
    Ok(())
}

/// Writes a content into an empty folder; what lies in a folder that is not there is left out.
///
/// # Errors
/// When the disk refuses.
pub fn lay_out(content: &Content, folder: &Path) -> io::Result<()> {
    for (path, bytes) in content {
        let to = folder.join(path);
        match bytes {
            _ if !to.parent().is_some_and(Path::is_dir) => {}
            None => fs::create_dir(&to)?,
            Some(bytes) => fs::write(&to, bytes)?,
        }
    }
    Ok(())
}
