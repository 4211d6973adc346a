//! A power cut: what may be left of a disk on which not everything had been synced.
//!
//! The model is a journaling file system with delayed allocation, at its least obliging:
//!
//! - The bytes of a file are durable when that file was synced after they were written, and no sooner.
//! - A name (made, removed, moved, linked) is durable when the folder that lists it was synced after, and no sooner.
//!   Syncing a file does not make its name durable, though ext4 happens to; moving syncs with either folder.
//! - What is not durable may be lost or kept. Changes of one folder's names are lost only from the end: none is kept
//!   that follows a lost one in the same folder. A file that a lost folder would hold is lost with it.
//! - Each write that was not synced is kept, lost, or torn at sectors of 512 bytes, whatever became of the others;
//!   a gap that a lost write leaves reads as zeros. A change of length is kept or lost.
//! - A sector is never half written, and nothing that was durable is harmed.

use crate::{
    disk::{Content, Disk, Entry, File, Names, apply},
    seed::Seed,
};

impl Disk {
    /// What one power cut may leave.
    pub fn cut(&self, seed: &mut Seed) -> Content {
        // From a disk that had written nearly everything to one that had written nearly nothing.
        let written = seed.one(&[0, 5, 25, 50, 75, 95, 100]);
        let names = self.names_left(written, seed);
        let left: Vec<Vec<u8>> = self.files.iter().map(|file| bytes_left(file, written, seed)).collect();
        names.into_iter().map(|(path, node)| (path, node.file().map(|number| left[number].clone()))).collect()
    }

    fn names_left(&self, written: u64, seed: &mut Seed) -> Names {
        let mut names = self.first.clone();
        let mut broken: Vec<&String> = Vec::new();
        for Entry { naming, folders, durable } in &self.entries {
            let follows_a_loss = folders.iter().any(|folder| broken.contains(&folder));
            if *durable || (!follows_a_loss && seed.percent(written)) {
                apply(&mut names, naming);
            } else {
                broken.extend(folders);
            }
        }
        names
    }
}

fn bytes_left(file: &File, written: u64, seed: &mut Seed) -> Vec<u8> {
    // A write in three is torn: its sectors fare one by one.
    let fates: Vec<Option<bool>> =
        file.changes.iter().map(|_| (!seed.percent(33)).then(|| seed.percent(written))).collect();
    file.after(|number, _| {
        number < file.durable || fates[number].unwrap_or_else(|| seed.percent(written.clamp(10, 90)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Event;

    fn open(handle: u64, path: &str, made: bool) -> Event {
        Event::Open { handle, made, emptied: false, path: path.into() }
    }

    fn cuts(events: &[Event]) -> Vec<Content> {
        let disk = Disk::default().after(events);
        (0..200).map(|number| disk.cut(&mut Seed::new(number, 1))).collect()
    }

    // What was synced, bytes and name, is there after every cut.
    #[test]
    fn what_was_synced_stays() {
        let made = [open(1, "a", true), Event::Write(1, 0, vec![7; 2_000]), Event::Sync(1)];
        let named = [open(2, ".", false), Event::Sync(2)];
        let left = cuts(&[&made[..], &named[..]].concat());
        assert!(left.iter().all(|content| content["a"] == Some(vec![7; 2_000])));
    }

    // What was not synced is sometimes there, sometimes gone and sometimes torn: the replay is no kinder than a disk.
    #[test]
    fn what_was_not_synced_fares_in_every_way() {
        let named = [open(1, "a", true), open(2, ".", false), Event::Sync(2), Event::Write(1, 0, vec![7; 2_000])];
        let left: Vec<usize> = cuts(&named).iter().map(|c| c["a"].as_ref().map_or(0, Vec::len)).collect();
        assert!(left.contains(&0) && left.contains(&2_000), "kept and lost");
        let torn = cuts(&named).iter().any(|c| c["a"].as_ref().is_some_and(|b| b.contains(&0) && b.contains(&7)));
        assert!(torn, "torn at a sector");
        let nameless = cuts(&[open(1, "a", true), Event::Write(1, 0, vec![7; 10]), Event::Sync(1)]);
        assert!(nameless.iter().any(|c| c.is_empty()), "a synced file whose name was not synced");
        assert!(nameless.iter().any(|c| c.contains_key("a")), "and one whose name was");
    }

    // A later change of a folder never outlives an earlier one that was lost.
    #[test]
    fn names_are_lost_from_the_end() {
        let left = cuts(&[open(1, "a", true), open(2, "b", true), Event::Rename("b".into(), "c".into())]);
        assert!(left.iter().all(|c| c.contains_key("a") || c.is_empty()), "b and c only after a");
        assert!(left.iter().all(|c| !(c.contains_key("b") && c.contains_key("c"))), "a rename is whole");
    }
}
