//! Process notes: apart from the record by file, by key and by what finds them.

mod alarms;
mod copies;
mod keys;

use secure_base_practice::{
    Error, LogFilter, Practice, ProcessState, Removable, SessionId, Settings, StrangeProcessNote, Strangeness, Trust,
};

use crate::{
    PASSPHRASE, Scratch, add, at, found,
    pages::{pages_with, plain_pages, plain_pages_of},
    paragraph,
    shelf::problems,
    stranger::{connect_file, keys_by_hand},
    trash::tagged,
};

/// What only the process note says.
pub const WORDS: &str = "quincelight over the harbour";

/// A practice with one session, its process notes open and the first one written.
pub fn written() -> (Scratch, Practice, SessionId) {
    let (scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada Fennimore").id;
    let session = practice.start_session(client, at(10, 0)).unwrap().value.id;
    assert_eq!(open(&mut practice), []);
    save(&mut practice, session, WORDS, 0);
    (scratch, practice, session)
}

/// Opens the process notes, if they are what was saved last.
pub fn open(practice: &mut Practice) -> Vec<StrangeProcessNote> {
    practice.open_process_notes(PASSPHRASE, Trust::AsLeft, at(10, 1)).unwrap()
}

/// Saves words over a revision and answers with the next one.
pub fn save(practice: &mut Practice, session: SessionId, words: &str, revision: u32) -> u32 {
    practice.save_process_note(session, &paragraph(words), revision, at(10, 2)).unwrap().value.revision
}

/// Whether the process note has these words.
pub fn reads(practice: &Practice, session: SessionId, words: &str) -> bool {
    practice.process_page(session).unwrap().note.document == paragraph(words)
}

/// The log's verbs for one kind of record, the first first.
pub fn verbs(practice: &Practice, noun: &str) -> Vec<String> {
    let mut lines = practice.log_page(&LogFilter::default()).unwrap();
    lines.reverse();
    lines.into_iter().filter(|line| line.entry.noun == noun).map(|line| line.entry.verb).collect()
}

#[test]
fn what_is_written_is_read_again_after_the_passphrase_and_not_before() {
    // The open practice must not be enough: whoever sits down at it reads the record, and no process note.
    let (scratch, practice, session) = written();
    drop(practice);
    let mut practice = scratch.unlock();
    assert_eq!(practice.process_state(), ProcessState::Closed);
    assert!(matches!(practice.process_page(session), Err(Error::ProcessNotesClosed)));
    let refused = practice.save_process_note(session, &paragraph("over it"), 1, at(20, 1));
    assert!(matches!(refused, Err(Error::ProcessNotesClosed)));
    assert!(matches!(practice.open_process_notes("wrong", Trust::AsLeft, at(20, 1)), Err(Error::WrongSecret)));
    assert_eq!(open(&mut practice), []);
    assert!(reads(&practice, session, WORDS));
    practice.close_process_notes();
    assert!(matches!(practice.process_page(session), Err(Error::ProcessNotesClosed)));
    let lines = practice.log_page(&LogFilter::default()).unwrap();
    assert!(lines.iter().any(|line| line.entry.verb == "failedUnlock"), "the wrong try stands in the log");
    assert_eq!(verbs(&practice, "processNotes"), ["unlocked", "unlocked"]);
    assert_eq!(verbs(&practice, "processNote"), ["added"]);
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn wrong_tries_wait_as_at_the_lock_screen() {
    // Otherwise the second door would be the one to guess at.
    let (_scratch, mut practice, _) = written();
    for _ in 0..5 {
        assert!(matches!(practice.open_process_notes("wrong", Trust::AsLeft, at(11, 0)), Err(Error::WrongSecret)));
    }
    let sixth = practice.open_process_notes(PASSPHRASE, Trust::AsLeft, at(11, 0));
    assert!(matches!(sixth, Err(Error::TooManyTries { .. })));
    assert_eq!(practice.process_state(), ProcessState::Closed, "and a wrong try closes what was open");
}

#[test]
fn nothing_of_the_record_finds_or_holds_its_words() {
    // Search, copies and exports are made of practice.db, so no word may be there, not even on a freed page.
    let (scratch, mut practice, session) = written();
    practice.save_note(session, &paragraph("An ordinary hour"), 0, at(10, 3)).unwrap();
    assert_eq!(found(&practice, "quincelight").len(), 0);
    assert_eq!(found(&practice, "ordinary").len(), 1, "the control");
    let page = format!("{:?}", practice.session_page(session).unwrap());
    assert!(
        !page.contains("quincelight") && page.contains("process_note: true"),
        "it is known to be there, and no more"
    );
    drop(practice);
    assert_eq!(pages_with(&plain_pages(&scratch.place()), "quincelight"), 0);
    let (_, key) = keys_by_hand(&scratch.place());
    let apart = plain_pages_of(&scratch.place().join("process.db"), key);
    assert!(pages_with(&apart, "quincelight") > 0, "the control: they are in the other file");
}

#[test]
fn tags_and_what_is_no_document_are_refused() {
    // A tag would lead from the process note into the client's course.
    let (_scratch, mut practice, session) = written();
    for document in [tagged("harbour", " lights"), "{}".into(), String::new()] {
        let refused = practice.save_process_note(session, &document, 1, at(11, 0));
        assert!(matches!(refused, Err(Error::Invalid(_))), "{document}");
    }
    assert!(reads(&practice, session, WORDS));
}

#[test]
fn an_older_text_is_never_saved_over_a_newer_one() {
    // Two windows, or a page that was left open: the newer words stay.
    let (_scratch, mut practice, session) = written();
    assert_eq!(save(&mut practice, session, "Second thoughts", 1), 2);
    let stale = practice.save_process_note(session, &paragraph("Stale"), 1, at(11, 0));
    assert!(matches!(stale, Err(Error::NoteChanged)));
    // The answer to the last save may have been lost on its way, and then it is sent again.
    assert_eq!(save(&mut practice, session, "Second thoughts", 1), 2);
    assert!(reads(&practice, session, "Second thoughts"));
    assert_eq!(verbs(&practice, "processNote"), ["added", "changed"]);
}

#[test]
fn a_save_that_failed_half_way_can_be_tried_again_with_the_same_words_or_more() {
    // The words are on disk and the log could not be closed; the editor goes on typing and tries again.
    for (again, revision) in [("Half", 2), ("Half, and more", 3)] {
        let (scratch, mut practice, session) = written();
        let head = scratch.place().join("practice.head");
        std::fs::remove_file(&head).unwrap();
        std::fs::create_dir(&head).unwrap();
        assert!(
            practice.save_process_note(session, &paragraph("Half"), 1, at(11, 0)).is_err(),
            "or this tests nothing"
        );
        std::fs::remove_dir(&head).unwrap();
        assert_eq!(save(&mut practice, session, again, 1), revision);
        assert!(reads(&practice, session, again));
        drop(practice);
        let mut practice = scratch.unlock();
        assert_eq!(open(&mut practice), []);
        assert!(reads(&practice, session, again) && problems(&practice).is_empty());
    }
}

#[test]
fn what_is_purged_goes_from_both_databases_and_waits_for_the_passphrase() {
    // Closed, its words could not be deleted, and "for good" would be untrue.
    let (scratch, mut practice, session) = written();
    let what = Removable::Session(session);
    practice.remove(what, at(12, 0)).unwrap();
    assert!(matches!(practice.process_page(session), Err(Error::NotFound(_))), "it went into the trash too");
    practice.close_process_notes();
    assert!(matches!(practice.purge(what, at(12, 1)), Err(Error::ProcessNotesClosed)));
    assert_eq!(practice.trash(at(12, 1)).unwrap().len(), 1, "it waits");
    assert_eq!(open(&mut practice), []);
    practice.purge(what, at(12, 2)).unwrap();
    assert_eq!(problems(&practice), [""; 0]);
    assert_eq!(verbs(&practice, "processNote"), ["added", "purged"]);
    drop(practice);
    let (_, key) = keys_by_hand(&scratch.place());
    assert_eq!(pages_with(&plain_pages_of(&scratch.place().join("process.db"), key), "quincelight"), 0);
}

#[test]
fn what_is_due_in_the_trash_waits_until_they_are_open() {
    // The daily emptying must neither leave words behind nor stop at them.
    let (_scratch, mut practice, session) = written();
    practice.remove(Removable::Session(session), at(12, 0)).unwrap();
    practice.close_process_notes();
    let day = |n| at(13, 0).checked_add_days(chrono::Days::new(n)).unwrap();
    (1..7).for_each(|n| practice.searched(day(n)));
    (1..7).for_each(|n| practice.looked_beside(secure_base_practice::Record::Practice, day(n)));
    practice.purge_expired(day(40)).unwrap();
    assert_eq!(practice.trash(day(40)).unwrap().len(), 1, "closed");
    practice.open_process_notes(PASSPHRASE, Trust::AsLeft, day(40)).unwrap();
    practice.purge_expired(day(40)).unwrap();
    assert_eq!(practice.trash(day(40)).unwrap().len(), 0, "open");
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn a_session_with_a_process_note_is_not_empty() {
    // "Remove" takes an empty session back at once, and would take the process note along.
    let (_scratch, mut practice, session) = written();
    assert!(matches!(practice.remove_empty_session(session, at(12, 0)), Err(Error::Invalid(_))));
}

#[test]
fn their_idle_time_is_chosen_within_bounds() {
    let (_scratch, mut practice, _) = written();
    assert_eq!(practice.settings().unwrap().process_idle_minutes, 5, "until something is chosen");
    let mut choose = |minutes| {
        let settings = Settings { process_idle_minutes: minutes, ..practice.settings().unwrap() };
        practice.change_settings(&settings, at(12, 0)).map(|changed| changed.value.process_idle_minutes)
    };
    assert!(choose(0).is_err() && choose(16).is_err());
    assert_eq!([choose(1).unwrap(), choose(15).unwrap(), choose(5).unwrap()], [1, 15, 5]);
}
