//! The head beside the database: a crash is no alarm, and everything that no crash does is one.

use std::{fs, path::Path};

use secure_base_practice::{Alarm, Error, LogFilter, Practice};
use tempfile::TempDir;

use crate::{
    Scratch, add, at, paragraph,
    shelf::{FILES, copy, problems, shelf},
};

/// A copy of the practice, and its files after each of five saves.
fn saved() -> (TempDir, Vec<Vec<Vec<u8>>>) {
    let folder = tempfile::tempdir().unwrap();
    shelf().copy_to(folder.path());
    let mut practice = shelf().open(folder.path()).unwrap();
    let client = add(&mut practice, "Before").id;
    let session = practice.start_session(client, at(11, 0)).unwrap().value.id;
    let mut states = vec![files(folder.path())];
    for n in 0..5 {
        match n {
            // Of one sitting, so that the last entry of the log grows.
            0..3 => drop(practice.save_note(session, &paragraph(&format!("words {n}")), n, at(11, 1 + n)).unwrap()),
            _ => drop(add(&mut practice, &format!("Saved {n}"))),
        }
        states.push(files(folder.path()));
    }
    drop(practice);
    (folder, states)
}

fn files(place: &Path) -> Vec<Vec<u8>> {
    FILES.iter().map(|name| fs::read(place.join(name)).unwrap()).collect()
}

/// Lays the database of one state and the head of another.
fn lay(place: &Path, database: &[Vec<u8>], head: &[Vec<u8>]) {
    fs::write(place.join("practice.db"), &database[0]).unwrap();
    fs::write(place.join("practice.head"), &head[1]).unwrap();
}

fn alarm(place: &Path) -> Option<Alarm> {
    match shelf().open(place) {
        Err(Error::Alarm { alarm, .. }) => Some(alarm),
        Err(other) => panic!("{other:?}"),
        Ok(_) => None,
    }
}

#[test]
fn a_crash_between_the_records_and_the_head_is_no_alarm() {
    // Power can go at any moment; what was on disk is there and nobody is frightened.
    let (folder, states) = saved();
    for n in 1..states.len() {
        lay(folder.path(), &states[n], &states[n - 1]);
        let practice = shelf().open(folder.path()).unwrap_or_else(|why| panic!("after save {n}: {why}"));
        assert_eq!(problems(&practice), [""; 0], "after save {n}");
        drop(practice);
        assert_eq!(alarm(folder.path()), None, "after save {n}: the head was mended");
    }
}

#[test]
fn older_records_or_an_older_head_put_back_are_an_alarm() {
    let (folder, states) = saved();
    let last = states.len() - 1;
    for older in 0..last {
        lay(folder.path(), &states[older], &states[last]);
        let behind = (last - older) as i64;
        let Some(Alarm::Behind { found, expected }) = alarm(folder.path()) else { panic!("{behind} saves behind") };
        assert_eq!(expected - found, behind);
        if older + 1 == last {
            continue;
        }
        lay(folder.path(), &states[last], &states[older]);
        let Some(Alarm::Ahead { found, expected }) = alarm(folder.path()) else { panic!("{behind} saves ahead") };
        assert_eq!(found - expected, behind);
    }
    lay(folder.path(), &states[last], &states[last]);
    assert_eq!(alarm(folder.path()), None, "the control");
}

#[test]
fn a_head_that_is_gone_or_makes_no_sense_is_an_alarm() {
    let folder = tempfile::tempdir().unwrap();
    shelf().copy_to(folder.path());
    let path = folder.path().join("practice.head");
    let whole = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(alarm(folder.path()), Some(Alarm::HeadMissing));
    let (_other, practice) = Scratch::new();
    let strange = fs::read(practice.place().join("practice.head")).unwrap();
    for bytes in [&b""[..], b"{}", &[0; 8192], &whole[..100], &strange] {
        fs::write(&path, bytes).unwrap();
        assert_eq!(alarm(folder.path()), Some(Alarm::HeadUnreadable), "{} bytes", bytes.len());
    }
}

#[test]
fn one_torn_slot_of_the_head_is_mended_and_told() {
    let folder = tempfile::tempdir().unwrap();
    shelf().copy_to(folder.path());
    let path = folder.path().join("practice.head");
    let whole = fs::read(&path).unwrap();
    for slot in [0, 1] {
        let mut torn = whole.clone();
        torn[slot * 4096..][..512].fill(0);
        fs::write(&path, torn).unwrap();
        match shelf().open(folder.path()) {
            Ok(practice) => assert_eq!(practice.mended().len(), 1, "slot {slot}"),
            Err(why) => panic!("slot {slot}: {why}"),
        }
        assert!(shelf().open(folder.path()).unwrap().mended().is_empty(), "slot {slot} was mended");
    }
}

#[test]
fn another_copys_history_is_an_alarm() {
    // Two copies that went on separately must not be taken for one.
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    shelf().copy_to(one.path());
    copy(one.path(), two.path());
    for (place, name) in [(one.path(), "Here"), (two.path(), "There")] {
        add(&mut shelf().open(place).unwrap(), name);
    }
    fs::copy(two.path().join("practice.db"), one.path().join("practice.db")).unwrap();
    assert_eq!(alarm(one.path()), Some(Alarm::Forked));
}

#[test]
fn an_alarm_can_be_overruled_and_stands_in_the_log() {
    let (folder, states) = saved();
    lay(folder.path(), &states[0], &states[5]);
    let practice = shelf().open_as_found(folder.path());
    let overruled = |practice: &Practice| {
        let lines = practice.log_page(&LogFilter::default()).unwrap();
        lines.iter().filter(|line| line.entry.verb == "overruled").count()
    };
    assert_eq!(overruled(&practice), 1);
    assert_eq!(problems(&practice), [""; 0]);
    drop(practice);
    let practice = shelf().open(folder.path()).unwrap();
    assert_eq!(overruled(&practice), 1, "afterwards it opens plainly");
}
