//! Leaving with everything: an open archive, and a new practice that is equal to the old, record by record.

mod bad_archives;
mod client_record;
mod full;
mod process_notes;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, types::Value};
use secure_base_practice::{
    Error, Leaving, Left, LogFilter, Practice, RebuildPlan, Rebuilt, SampleClient, SeedSize, SessionPage,
    vault::{KdfCost, RecoveryCode},
};

pub use full::everything;

use crate::{
    PASSPHRASE, Scratch, add, at, found,
    shelf::{problems, tagged},
    stranger::{connect_by_hand, key_by_hand},
};

/// A note as the shell would put it into Markdown.
fn describe(page: &SessionPage) -> secure_base_practice::Result<String> {
    Ok(format!("# Session {}\n\n{}\n", page.session.number, page.note.document))
}

pub fn leave(practice: &mut Practice, to: &Path, process_notes: bool) -> Left {
    let leaving = Leaving { process_notes, describe: &describe };
    practice.leave(to, &leaving, at(21, 0), |_| true).unwrap().value
}

pub fn rebuild(archive: &Path, place: &Path) -> Result<Rebuilt, Error> {
    let code = RecoveryCode::random().unwrap();
    let plan = RebuildPlan { archive, place, passphrase: PASSPHRASE, code: &code, cost: KdfCost::FLOOR };
    Practice::rebuild(&plan, at(22, 0), |_| true)
}

/// The database of a closed practice, behind the program's back.
pub fn by_hand(place: &Path) -> Connection {
    connect_by_hand(place, &key_by_hand(place))
}

/// Every row of every table but the log, the search and what is fingerprinted under another key.
pub fn rows(db: &Connection) -> BTreeMap<String, Vec<String>> {
    let mut names = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%' AND sql NOT LIKE '%VIRTUAL%'")
        .unwrap();
    let names = names.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap);
    names
        .filter(|name| !["audit", "process_note"].contains(&name.as_str()) && !name.starts_with("sqlite_stat"))
        .map(|name| {
            let mut query = db.prepare(&format!("SELECT * FROM {name}")).unwrap();
            let count = query.column_count();
            let line = |row: &rusqlite::Row| {
                let values = (0..count).map(|n| row.get::<_, Value>(n)).collect::<rusqlite::Result<Vec<_>>>()?;
                Ok(format!("{values:?}"))
            };
            let mut lines: Vec<String> = query.query_map([], line).unwrap().map(Result::unwrap).collect();
            lines.sort();
            (name, lines)
        })
        .collect()
}

/// The last fingerprint of every record in the log.
pub fn fingerprints(db: &Connection) -> BTreeMap<(String, i64), Option<Vec<u8>>> {
    let mut query = db
        .prepare(
            "SELECT noun, record, content, max(sequence) FROM audit
             WHERE noun NOT IN ('archive', 'passphrase', 'recoveryCode', 'dataKey', 'processNote')
             GROUP BY noun, record",
        )
        .unwrap();
    let read = |row: &rusqlite::Row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?));
    let last = query.query_map([], read).unwrap().map(Result::unwrap);
    // What is gone has no fingerprint any more.
    last.filter(|(_, content): &(_, Option<Vec<u8>>)| content.is_some()).collect()
}

/// Leaves, builds anew, and holds both databases against each other.
fn expect_equal(scratch: &Scratch, mut practice: Practice) -> (PathBuf, Practice) {
    let (archive, place) = (scratch.folder.path().join("archive"), scratch.folder.path().join("new"));
    let left = leave(&mut practice, &archive, false);
    let old_place = practice.place().to_owned();
    drop(practice);
    let Rebuilt { practice, unlike, records, .. } = rebuild(&archive, &place).unwrap();
    assert_eq!(unlike, [""; 0], "every record is what the old log says of it");
    assert_eq!(problems(&practice), [""; 0], "the new practice is sound");
    assert!(records > 0 && records < left.records, "the log is read and not taken over");
    drop(practice);
    let (old, new) = (by_hand(&old_place), by_hand(&place));
    let (then, now) = (rows(&old), rows(&new));
    for (table, lines) in &then {
        assert_eq!(now[table], *lines, "{table}");
    }
    assert_eq!(then.len(), now.len());
    let (then, mut now) = (fingerprints(&old), fingerprints(&new));
    // An empty note and untouched settings have no entry before their first change, and one in the new log.
    now.retain(|(noun, id), _| {
        then.contains_key(&(noun.clone(), *id)) || !["note", "settings"].contains(&noun.as_str())
    });
    assert_eq!(then, now, "record by record");
    drop((old, new));
    (archive, Practice::unlock(&place, PASSPHRASE, at(23, 0)).unwrap())
}

#[test]
fn a_practice_with_everything_is_built_again_equal() {
    // Whoever leaves must be able to take all of it along: a table that is forgotten is a part of the record that is lost.
    let (scratch, practice) = everything();
    let place = practice.place().to_owned();
    drop(practice);
    let db = by_hand(&place);
    let apart = ["process_note", "audit", "sqlite_sequence"];
    for (table, lines) in rows(&db) {
        assert!(
            !lines.is_empty() || apart.contains(&table.as_str()),
            "{table} has a row in this test, or it proves nothing"
        );
    }
    drop(db);
    let (archive, mut practice) = expect_equal(&scratch, scratch.unlock());
    let hits = found(&practice, "vanish");
    assert_eq!(hits.len(), 3, "the search index was made anew");
    let page = practice.session_page(hits.iter().map(|hit| hit.session).min().unwrap()).unwrap();
    assert_eq!(practice.given_file(page.handouts[0].id).unwrap().unwrap(), crate::shelf::pdf(0));
    assert!(!practice.is_sample());
    let new = add(&mut practice, "The next").id;
    assert_eq!(new.number(), 5, "no number is given a second time");
    let (again, place) = (scratch.folder.path().join("again"), scratch.folder.path().join("third"));
    leave(&mut practice, &again, false);
    assert_eq!(rebuild(&again, &place).unwrap().unlike, [""; 0], "and the new one can be left in its turn");
    let readable = fs::read_to_string(archive.join("notes/client-1.md")).unwrap();
    assert_eq!(readable.matches("# Session").count(), 3);
    assert!(fs::read_to_string(archive.join("READ ME FIRST.txt")).unwrap().contains("NOT ENCRYPTED"));
}

#[test]
fn the_sample_practice_is_built_again_equal() {
    // The sample is what the program shows of itself: all that it holds must leave.
    let (scratch, practice) = Scratch::new();
    drop(practice);
    fs::remove_dir_all(scratch.place()).unwrap();
    let clients = SampleClient::shipped().unwrap();
    let describe = |id: &str, _: &str| Ok((id.to_owned(), b"%PDF".to_vec()));
    let practice =
        Practice::create_sample(&scratch.place(), PASSPHRASE, &scratch.code, &clients, &describe, at(12, 0)).unwrap();
    expect_equal(&scratch, practice);
}

#[test]
fn a_seeded_practice_is_built_again_equal() {
    // More rows than go into one transaction.
    let (scratch, practice) = Scratch::new();
    drop(practice);
    fs::remove_dir_all(scratch.place()).unwrap();
    let size = SeedSize { clients: 20, sessions: 120, seed: 7 };
    let mut practice = Practice::create_seeded(&scratch.place(), PASSPHRASE, &scratch.code, size, at(12, 0)).unwrap();
    practice.seed_tasks(1_100, 7, at(12, 0)).unwrap();
    expect_equal(&scratch, practice);
}

#[test]
fn a_signed_note_stays_signed_and_its_hash_stays_the_same() {
    // What was signed must be provably what was signed, in the new practice too.
    let (scratch, practice) = everything();
    let (_, mut practice) = expect_equal(&scratch, practice);
    let client = practice.clients("").unwrap()[0].id;
    let all = practice.client_page(client).unwrap().sessions;
    let note = all.iter().find(|line| line.signed).unwrap().id;
    let page = practice.session_page(note).unwrap();
    assert_eq!(page.signed.unwrap().signature.signed_by, "Test practice");
    let refused = practice.save_note(note, &tagged("over it"), page.note.revision, at(23, 1));
    assert!(matches!(refused, Err(Error::NoteSigned)));
}

#[test]
fn both_logs_name_the_archive() {
    // Somebody who finds an open archive must be able to say which practice it left, and which came out of it.
    let (scratch, mut practice) = everything();
    let (archive, place) = (scratch.folder.path().join("archive"), scratch.folder.path().join("new"));
    let left = leave(&mut practice, &archive, false);
    let entry = |practice: &Practice, verb: &str| {
        let lines = practice.log_page(&LogFilter { verbs: vec![verb.into()], ..LogFilter::default() }).unwrap();
        let line = lines.into_iter().find(|line| line.entry.noun == "archive").unwrap();
        (line.entry.sequence, line.entry.content.unwrap())
    };
    assert_eq!(entry(&practice, "exported").1, left.fingerprint);
    let new = rebuild(&archive, &place).unwrap().practice;
    let lines = new.log_page(&LogFilter { verbs: vec!["rebuilt".into()], ..LogFilter::default() }).unwrap();
    assert!(lines.iter().all(|line| line.entry.verb == "rebuilt"));
    drop(new);
    let db = by_hand(&place);
    let (first, content): (i64, Vec<u8>) = db
        .query_row("SELECT min(sequence), content FROM audit WHERE verb = 'rebuilt'", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!(data_encoding::HEXLOWER.encode(&content), left.fingerprint, "the first entry about a record names it");
    assert_eq!(first, 4, "after those of the new practice, its settings and its keys");
}

#[test]
fn leaving_can_be_stopped_and_leaves_nothing_then() {
    // Half an archive on a stick would be taken for a whole one.
    let (scratch, mut practice) = everything();
    let archive = scratch.folder.path().join("archive");
    let leaving = Leaving { process_notes: false, describe: &describe };
    let stopped = practice.leave(&archive, &leaving, at(21, 0), |so_far| so_far < 5);
    assert!(matches!(stopped, Err(Error::Stopped)));
    assert!(!archive.exists());
    assert_eq!(fs::read_dir(scratch.folder.path()).unwrap().count(), 1, "nothing but the practice");
    leave(&mut practice, &archive, false);
    let again = practice.leave(&archive, &leaving, at(21, 1), |_| true);
    assert!(matches!(again, Err(Error::Exists(_))), "what is there is never written over");
    let place = scratch.folder.path().join("new");
    let plan = RebuildPlan {
        archive: &archive,
        place: &place,
        passphrase: PASSPHRASE,
        code: &scratch.code,
        cost: KdfCost::FLOOR,
    };
    assert!(matches!(Practice::rebuild(&plan, at(22, 0), |so_far| so_far < 5), Err(Error::Stopped)));
    assert!(!place.exists());
}
