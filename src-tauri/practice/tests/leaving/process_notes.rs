//! Process notes leave only when that is asked for.

use std::fs;

use secure_base_practice::{ArchiveCard, Error, Leaving, ProcessState, Trust};

use super::{describe, leave, rebuild};
use crate::{
    PASSPHRASE, at, paragraph,
    process::{WORDS, written},
    shelf::problems,
};

#[test]
fn they_stay_behind_unless_asked_for() {
    // They are kept apart from the record by law; an archive that takes them along unasked would end that.
    let (scratch, mut practice, _) = written();
    let (archive, place) = (scratch.folder.path().join("archive"), scratch.folder.path().join("new"));
    leave(&mut practice, &archive, false);
    let card = ArchiveCard::read(&archive).unwrap();
    assert_eq!((card.clients, card.sessions, card.process_notes, card.process_notes_included), (1, 1, 1, false));
    for file in ["records", "notes", ""] {
        for entry in fs::read_dir(archive.join(file)).unwrap().flatten().filter(|entry| entry.path().is_file()) {
            assert!(!fs::read_to_string(entry.path()).unwrap().contains(WORDS), "{:?}", entry.path());
        }
    }
    let rebuilt = rebuild(&archive, &place).unwrap();
    assert_eq!((rebuilt.unlike, rebuilt.process_notes_left), (Vec::new(), 1));
    let mut practice = rebuilt.practice;
    assert_eq!(practice.process_state(), ProcessState::Closed);
    assert_eq!(
        practice.open_process_notes(PASSPHRASE, Trust::AsLeft, at(22, 1)).unwrap(),
        [],
        "there are none, and none is missed"
    );
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn asked_for_they_come_along_in_a_file_of_their_own() {
    // She is the one who may decide it, and then no word may be lost.
    let (scratch, mut practice, session) = written();
    let (archive, place) = (scratch.folder.path().join("archive"), scratch.folder.path().join("new"));
    practice.close_process_notes();
    let leaving = Leaving { process_notes: true, describe: &describe };
    let closed = practice.leave(&archive, &leaving, at(21, 0), |_| true);
    assert!(matches!(closed, Err(Error::ProcessNotesClosed)), "they want the passphrase first");
    assert!(!archive.exists());
    practice.open_process_notes(PASSPHRASE, Trust::AsLeft, at(21, 1)).unwrap();
    leave(&mut practice, &archive, true);
    assert!(fs::read_to_string(archive.join("process/process_note.jsonl")).unwrap().contains(WORDS));
    let rebuilt = rebuild(&archive, &place).unwrap();
    assert_eq!((rebuilt.unlike, rebuilt.process_notes_left), (Vec::new(), 0));
    let mut new = rebuilt.practice;
    assert!(matches!(new.process_page(session), Err(Error::ProcessNotesClosed)), "behind their own door again");
    assert_eq!(new.open_process_notes(PASSPHRASE, Trust::AsLeft, at(22, 1)).unwrap(), []);
    let (then, now) = (practice.process_page(session).unwrap().note, new.process_page(session).unwrap().note);
    assert_eq!(then, now);
    new.save_process_note(session, &paragraph("and on"), now.revision, at(22, 2)).unwrap();
    assert_eq!(problems(&new), [""; 0]);
}
