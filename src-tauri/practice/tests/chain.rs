//! The audit chain: what it says, and that nothing in it or behind its back can be changed without being found.

use secure_base_practice::{LogFilter, LogLine, Practice, Record};

use crate::{
    Scratch, add, at, paragraph,
    shelf::{problems, shelf},
};

fn log(practice: &Practice) -> Vec<LogLine> {
    practice.log_page(&LogFilter::default()).unwrap()
}

fn count(practice: &Practice, verb: &str, noun: &str) -> usize {
    log(practice).iter().filter(|line| line.entry.verb == verb && line.entry.noun == noun).count()
}

fn changed(sql: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    shelf().copy_to(folder.path());
    let rows = shelf().by_hand(folder.path()).execute(sql, []).unwrap();
    assert!(rows > 0, "{sql} changes nothing");
    match shelf().open(folder.path()) {
        Err(why) => vec![why.to_string()],
        Ok(practice) => problems(&practice),
    }
}

#[test]
fn several_saves_of_a_note_in_a_row_share_an_entry() {
    // An entry for each pause in the typing would drown all others; another record or half an hour ends the sitting.
    let (_scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada");
    let session = practice.start_session(client.id, at(10, 0)).unwrap().value.id;
    let save = |practice: &mut Practice, revision: u32, minute: u32| {
        let text = paragraph(&format!("revision {revision}"));
        practice.save_note(session, &text, revision, at(10, minute)).unwrap();
    };
    (0..5).for_each(|n| save(&mut practice, n, n));
    assert_eq!(count(&practice, "changed", "note"), 1);
    let line = &log(&practice)[0].entry;
    assert_eq!((line.at, line.until), (at(10, 0).to_utc(), Some(at(10, 4).to_utc())));
    save(&mut practice, 5, 40);
    assert_eq!(count(&practice, "changed", "note"), 2, "half an hour later");
    add(&mut practice, "Bo");
    save(&mut practice, 6, 41);
    assert_eq!(count(&practice, "changed", "note"), 3, "another record came between");
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn looking_at_a_record_is_written_down_once_a_look() {
    let (_scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada").id;
    let session = practice.start_session(client, at(9, 0)).unwrap().value.id;
    let record = Record::Client(client);
    practice.looked_at(record, at(10, 0));
    practice.looked_at(record, at(10, 1));
    assert_eq!(count(&practice, "viewed", "client"), 1, "a page loaded again is the same look");
    practice.looked_away();
    practice.looked_at(record, at(10, 2));
    assert_eq!(count(&practice, "viewed", "client"), 2);
    practice.looked_at(Record::Note(session), at(10, 3));
    practice.looked_at(record, at(10, 4));
    assert_eq!(count(&practice, "viewed", "client"), 3);
}

#[test]
fn an_untouched_practice_has_nothing_to_tell() {
    // The control of the tests below: opened by hand and left alone, nothing is found.
    let folder = tempfile::tempdir().unwrap();
    shelf().copy_to(folder.path());
    shelf().by_hand(folder.path()).query_row("SELECT count(*) FROM client", [], |_| Ok(())).unwrap();
    assert_eq!(problems(&shelf().open(folder.path()).unwrap()), [""; 0]);
}

#[test]
fn a_log_that_was_changed_is_found() {
    for sql in [
        "UPDATE audit SET at = '2020-01-01 00:00:00+00:00' WHERE sequence = 7",
        "UPDATE audit SET verb = 'viewed' WHERE sequence = 7",
        "UPDATE audit SET record = record + 1 WHERE sequence = 7",
        "UPDATE audit SET save = save + 1 WHERE sequence = 7",
        "UPDATE audit SET until = at WHERE sequence = 7",
        "UPDATE audit SET content = NULL WHERE sequence = 7",
        "UPDATE audit SET chain = zeroblob(32) WHERE sequence = 7",
        "DELETE FROM audit WHERE sequence = 7",
        "DELETE FROM audit WHERE sequence = 1",
        "DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)",
        "DELETE FROM audit WHERE sequence > 5",
        "DELETE FROM audit",
        "INSERT INTO audit SELECT sequence + 1, save, at, until, verb, noun, record, content, chain FROM audit
         ORDER BY sequence DESC LIMIT 1",
        "INSERT INTO audit SELECT 0, save, at, until, verb, noun, record, content, chain FROM audit LIMIT 1",
    ] {
        assert!(!changed(sql).is_empty(), "unnoticed: {sql}");
    }
}

#[test]
fn records_that_were_changed_behind_the_log_are_found() {
    for sql in [
        "UPDATE client SET name = 'Another' WHERE id = 2",
        "UPDATE client SET removed_at = added_at WHERE id = 2",
        "INSERT INTO client (name, kind, pronouns, added_at) SELECT name, kind, pronouns, added_at FROM client LIMIT 1",
        "DELETE FROM homework WHERE id = 1",
        "UPDATE homework SET task = 'Another' WHERE id = 1",
        "INSERT INTO homework (session, task, assigned_on) VALUES (1, 'Slipped in', '2026-11-19')",
        "UPDATE session SET day = '2020-01-01' WHERE id = 1",
        "UPDATE note SET saved_at = '2020-01-01 00:00:00+00:00' WHERE session = 1",
        "UPDATE note SET revision = revision + 1 WHERE session = 1",
        "UPDATE passage SET words = 'others' WHERE session = 1",
        "DELETE FROM passage WHERE session = 1",
        "DELETE FROM note WHERE session = 1",
        "UPDATE note SET signed_at = '2020-01-01 00:00:00+00:00', signed_on = '2020-01-01' WHERE session = 1",
        "INSERT INTO addendum (session, saved_at, signed_at, reason, text)
         SELECT session, saved_at, signed_at, reason, 'Slipped in' FROM addendum LIMIT 1",
        "UPDATE addendum SET text = 'Another' WHERE signed_at IS NULL",
        "DELETE FROM addendum WHERE signed_at IS NULL",
        "UPDATE annotation SET comment = 'Another'",
        "UPDATE annotation SET place = 0",
        "DELETE FROM annotation",
        "UPDATE given_handout SET title = 'Another' WHERE id = 1",
        "DELETE FROM given_handout WHERE id = 1",
        "UPDATE given_file SET bytes = x'25504446' WHERE given = 1",
        "DELETE FROM given_file WHERE given = 1",
        "UPDATE settings SET idle_minutes = 60",
        "UPDATE practice SET name = 'Another'",
        "UPDATE sqlite_sequence SET seq = 1 WHERE name = 'client'",
        "DELETE FROM sqlite_sequence WHERE name = 'session'",
    ] {
        assert!(!changed(sql).is_empty(), "unnoticed: {sql}");
    }
}

#[test]
fn a_signed_note_that_was_changed_past_the_database_is_found() {
    // Whoever has the key can take the triggers away; the fingerprint that was signed still tells.
    let unguarded = |sql: &str| {
        let folder = tempfile::tempdir().unwrap();
        shelf().copy_to(folder.path());
        let db = shelf().by_hand(folder.path());
        let names = "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_master WHERE type = 'trigger'";
        let drops: String = db.query_row(names, [], |row| row.get(0)).unwrap();
        db.execute_batch(&drops).unwrap();
        assert!(db.execute(sql, []).unwrap() > 0, "{sql} changes nothing");
        drop(db);
        problems(&shelf().open(folder.path()).unwrap())
    };
    let signed = "(SELECT max(session) FROM note WHERE signed_at IS NOT NULL)";
    for (what, noun) in [
        ("UPDATE note SET document = replace(document, 'Words', 'Worms') WHERE session =", "note"),
        ("UPDATE note SET signed_at = NULL WHERE session =", "note"),
        ("UPDATE note SET signed_on = '2026-11-18' WHERE session =", "note"),
        ("UPDATE note SET signed_by = 'Another' WHERE session =", "note"),
        ("UPDATE note SET begun_on = '2026-11-18' WHERE session =", "note"),
        ("UPDATE passage SET factor = 'B' WHERE session =", "note"),
        ("DELETE FROM passage WHERE session =", "note"),
        ("UPDATE addendum SET text = 'Another' WHERE signed_at IS NOT NULL AND session =", "addendum"),
        ("DELETE FROM addendum WHERE signed_at IS NOT NULL AND session =", "addendum"),
        ("UPDATE session SET day = '2026-11-18' WHERE id =", "session"),
    ] {
        let found = unguarded(&format!("{what} {signed}"));
        assert!(found.iter().any(|line| line.starts_with(noun)), "{what}: {found:?}");
    }
}
