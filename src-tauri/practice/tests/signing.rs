//! Signing: what it asks for, what it freezes, and that nothing changes it afterwards.

use secure_base_practice::{
    Attendance, Error, Gap, Late, LogFilter, Practice, Removable, SessionDraft, SessionId, lateness,
};
use serde_json::{Value, json};

use crate::{
    Scratch, add, at,
    details::{day, full, on},
    paragraph,
    shelf::{problems, shelf, tagged},
};

/// A practice with one signed note.
pub fn signed() -> (Scratch, Practice, SessionId) {
    let (scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada Fennimore").id;
    let session = practice.start_session(client, at(14, 0)).unwrap().value.id;
    practice.save_note(session, &tagged("They said at last"), 0, at(14, 50)).unwrap();
    practice.sign_note(session, 1, at(15, 0)).unwrap();
    (scratch, practice, session)
}

#[test]
fn a_signed_note_says_who_and_when_and_is_read_and_searched_like_any_other() {
    let (scratch, practice, session) = signed();
    drop(practice);
    let mut practice = scratch.unlock();
    let page = practice.session_page(session).unwrap();
    let signature = page.signed.unwrap().signature;
    assert_eq!((signature.signed_by.as_str(), signature.signed_at), ("Test practice", at(15, 0).to_utc()));
    assert_eq!((signature.signed_on, signature.begun_on), (day("2026-11-19"), Some(day("2026-11-19"))));
    assert!(signature.late.is_empty() && page.note.signed_at.is_some());
    assert_eq!(page.note.document, tagged("They said at last"));
    assert_eq!(crate::found(&practice, "vanish").len(), 1);
    assert!(practice.client_page(page.client.id).unwrap().sessions[0].signed);
    let log = practice.log_page(&LogFilter { verbs: vec!["signed".into()], ..LogFilter::default() }).unwrap();
    assert_eq!((log.len(), log[0].entry.noun.as_str(), log[0].session), (1, "note", Some(1)));
    assert!(log[0].entry.content.is_some(), "the fingerprint of what was signed");
    assert_eq!(problems(&practice), [""; 0]);
    practice.purge_expired(at(21, 0)).unwrap();
}

#[test]
fn nothing_changes_a_signed_note() {
    let (_scratch, mut practice, session) = signed();
    let before = practice.session_page(session).unwrap().note;
    for revision in [0, 1, 2] {
        let late = practice.save_note(session, &paragraph("Others words"), revision, at(15, 1));
        assert!(matches!(late, Err(Error::NoteSigned)), "revision {revision}");
    }
    assert!(matches!(practice.sign_note(session, 1, at(15, 2)), Err(Error::NoteSigned)), "nor is it signed twice");
    assert_eq!(practice.session_page(session).unwrap().note, before);
    // A save that was on disk when its answer was lost is not told that it failed.
    assert_eq!(practice.save_note(session, &tagged("They said at last"), 0, at(15, 3)).unwrap().value.revision, 1);
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn only_the_revision_that_was_shown_is_signed() {
    let (_scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada").id;
    let session = practice.start_session(client, at(14, 0)).unwrap().value.id;
    practice.save_note(session, &paragraph("First"), 0, at(14, 1)).unwrap();
    practice.save_note(session, &paragraph("Second, from another window"), 1, at(14, 2)).unwrap();
    assert!(matches!(practice.sign_note(session, 1, at(14, 3)), Err(Error::NoteChanged)));
    practice.sign_note(session, 2, at(14, 3)).unwrap();
}

#[test]
fn an_empty_note_cannot_be_signed() {
    let (_scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada").id;
    let session = practice.start_session(client, at(14, 0)).unwrap().value.id;
    assert!(matches!(practice.sign_note(session, 0, at(14, 1)), Err(Error::Invalid(_))));
    practice.save_note(session, &paragraph(" \u{a0} "), 0, at(14, 2)).unwrap();
    assert!(matches!(practice.sign_note(session, 1, at(14, 3)), Err(Error::Invalid(_))));
    assert_eq!(practice.before_signing(session, at(14, 4)).unwrap().gaps[0], Gap::Words);
}

/// What is missing, by name.
fn gaps(practice: &Practice, session: SessionId) -> Vec<Gap> {
    practice.before_signing(session, at(16, 0)).unwrap().gaps
}

#[test]
fn what_is_missing_is_named_before_signing() {
    let (_scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada").id;
    let session = practice.add_session(client, &on("2026-11-19"), at(14, 0)).unwrap().value.id;
    assert_eq!(gaps(&practice, session), [Gap::Words, Gap::Attendance, Gap::Start, Gap::Length]);
    practice.save_note(session, &tagged("A long hour"), 0, at(14, 1)).unwrap();
    let missed = SessionDraft { attendance: Some(Attendance::NoShow), ..on("2026-11-19") };
    practice.change_session(session, &missed, at(14, 2)).unwrap();
    assert!(gaps(&practice, session).is_empty(), "what did not take place has no length");
    let came = SessionDraft { attendance: Some(Attendance::Attended), starts_at: "9".into(), ..on("2026-11-19") };
    practice.change_session(session, &came, at(14, 3)).unwrap();
    assert_eq!(gaps(&practice, session), [Gap::Length]);
    assert_eq!(practice.before_signing(session, at(16, 0)).unwrap().passages, 1);
    practice.sign_note(session, 1, at(16, 0)).unwrap();
}

// A note that says last week's words again, unread, is the one that is wrong.
#[test]
fn copied_words_that_nobody_touched_are_named() {
    let (_scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada").id;
    let session = practice.start_session(client, at(14, 0)).unwrap().value.id;
    let document = |marks: serde_json::Value| json!({"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "As before.", "marks": marks}]}]});
    practice.save_note(session, &document(json!([{"type": "copied"}])).to_string(), 0, at(14, 1)).unwrap();
    assert!(gaps(&practice, session).contains(&Gap::Copied));
    practice.save_note(session, &document(json!([])).to_string(), 1, at(14, 2)).unwrap();
    assert!(!gaps(&practice, session).contains(&Gap::Copied));
}

#[test]
fn risk_left_open_is_named_by_its_heading() {
    let folder = tempfile::tempdir().unwrap();
    shelf().copy_to(folder.path());
    let heading = |level: u8, text: &str| json!({"type": "heading", "attrs": {"level": level}, "content": [{"type": "text", "text": text}]});
    let words = json!({"type": "paragraph", "content": [{"type": "text", "text": "None today."}]});
    let bare = json!({"type": "paragraph"});
    let own = [heading(2, "Plan"), bare.clone(), heading(2, "Action"), bare.clone()];
    let list = json!({"type": "bulletList", "content": [{"type": "listItem", "content": [words]}]});
    let blocks = [
        heading(1, "Assessment"),
        heading(2, "What raised concern"),
        words.clone(),
        heading(2, "Protective factors"),
        list,
        heading(2, "Action"),
        bare,
        heading(2, "Review date"),
    ];
    let document = json!({"type": "doc", "content": blocks}).to_string();
    let mut practice = shelf().open(folder.path()).unwrap();
    let client = add(&mut practice, "Ada").id;
    let session = practice.add_session(client, &full("2026-11-19"), at(14, 0)).unwrap().value.id;
    practice.save_note(session, &document, 0, at(14, 1)).unwrap();
    let open = |practice: &Practice| -> Vec<Value> {
        gaps(practice, session).iter().map(|gap| serde_json::to_value(gap).unwrap()).collect()
    };
    let risk = |heading: &str| json!({"what": "risk", "heading": heading});
    assert_eq!(open(&practice), [risk("Action"), risk("Review date")], "in whatever form the note was begun");
    let filled = |template: &str, blocks: &[Value]| {
        let content = [&[heading(2, "Subjective"), words.clone()], blocks].concat();
        json!({"type": "doc", "attrs": {"template": template}, "content": content}).to_string()
    };
    practice.save_note(session, &filled("soap", &blocks), 1, at(14, 2)).unwrap();
    assert_eq!(open(&practice), [risk("Action"), risk("Review date")], "and put in beside another one");
    practice.save_note(session, &filled("Mine", &own), 2, at(14, 3)).unwrap();
    assert!(gaps(&practice, session).is_empty(), "headings of any other form may stand alone");
    practice.save_note(session, &filled("risk", &own), 3, at(14, 4)).unwrap();
    assert_eq!(open(&practice), [risk("Action")], "and of the risk form only its own are asked about");
}

#[test]
fn a_late_entry_is_marked_by_the_days() {
    let (session, begun, signed) = ("2026-11-12", |on| Late::Begun { on: day(on) }, |on| Late::Signed { on: day(on) });
    for (first_words, signed_on, expected) in [
        (Some("2026-11-12"), "2026-11-12", vec![]),
        (Some("2026-11-12"), "2026-11-19", vec![]),
        (Some("2026-11-12"), "2026-11-20", vec![signed("2026-11-20")]),
        // A session until a quarter to midnight, its note the next day.
        (Some("2026-11-13"), "2026-11-13", vec![]),
        (Some("2026-11-14"), "2026-11-14", vec![begun("2026-11-14")]),
        (Some("2026-11-14"), "2026-11-20", vec![begun("2026-11-14"), signed("2026-11-20")]),
        // Written before it took place, and put on file before first words were dated.
        (Some("2026-11-11"), "2026-11-12", vec![]),
        (None, "2026-11-19", vec![]),
        (None, "2026-11-20", vec![signed("2026-11-20")]),
    ] {
        let found = lateness(day(session), first_words.map(day), day(signed_on));
        assert_eq!(found, expected, "{first_words:?}, {signed_on}");
    }
}

#[test]
fn a_session_of_last_week_is_a_late_entry_in_the_clinicians_own_days() {
    let (_scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada").id;
    let session = practice.add_session(client, &on("2026-11-17"), at(14, 0)).unwrap().value.id;
    // Half past midnight three hours ahead: in universal time it is still the day before.
    practice.save_note(session, &paragraph("Two mornings later"), 0, at(0, 30)).unwrap();
    let late = [Late::Begun { on: day("2026-11-19") }];
    assert_eq!(practice.before_signing(session, at(0, 40)).unwrap().late, late);
    let signature = practice.sign_note(session, 1, at(0, 45)).unwrap().value;
    assert_eq!((signature.late.as_slice(), signature.signed_on), (&late[..], day("2026-11-19")));
}

#[test]
fn what_was_said_of_a_signed_session_stays_and_what_was_open_can_be_filled_in() {
    let (_scratch, mut practice, session) = signed();
    let as_it_is = SessionDraft { starts_at: "14:00".into(), ..on("2026-11-19") };
    for other in [on("2026-11-19"), SessionDraft { starts_at: "15:00".into(), ..on("2026-11-19") }, full("2026-11-18")]
    {
        assert!(matches!(practice.change_session(session, &other, at(15, 5)), Err(Error::Invalid(_))), "{other:?}");
    }
    let filled = SessionDraft { minutes: "50".into(), attendance: Some(Attendance::Attended), ..as_it_is.clone() };
    practice.change_session(session, &filled, at(15, 6)).unwrap();
    assert!(practice.change_session(session, &as_it_is, at(15, 7)).is_err(), "and stays then too");
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn the_database_itself_refuses_to_change_what_is_signed() {
    // A mistake in the program is not to be what unlocks a note.
    let folder = tempfile::tempdir().unwrap();
    shelf().copy_to(folder.path());
    let db = shelf().by_hand(folder.path());
    let signed: i64 =
        db.query_row("SELECT max(session) FROM note WHERE signed_at IS NOT NULL", [], |r| r.get(0)).unwrap();
    for sql in [
        "UPDATE note SET document = '{}' WHERE session = ?1",
        "UPDATE note SET signed_at = NULL WHERE session = ?1",
        "UPDATE note SET template = 'free' WHERE session = ?1",
        "DELETE FROM note WHERE session = ?1",
        "UPDATE passage SET words = 'x' WHERE session = ?1",
        "DELETE FROM passage WHERE session = ?1",
        "UPDATE passage SET session = ?1 WHERE session <> ?1",
        "INSERT INTO passage SELECT session, mark || '2', factor, aspect, place, words, comment FROM passage WHERE session = ?1",
        "INSERT INTO emphasis (session, factor, aspect) VALUES (?1, 'B', 'shows')",
        "UPDATE addendum SET text = 'x' WHERE session = ?1 AND signed_at IS NOT NULL",
        "DELETE FROM addendum WHERE session = ?1",
        "UPDATE session SET day = '2020-01-01' WHERE id = ?1",
        "UPDATE session SET starts_at = '11:11' WHERE id = ?1",
    ] {
        let refused = db.execute(sql, [signed]).unwrap_err().to_string();
        assert!(refused.contains("as it was signed") || refused.contains("as they were signed"), "{sql}: {refused}");
    }
}

#[test]
fn a_signed_note_goes_through_the_trash_and_for_good_only_from_there() {
    let (_scratch, mut practice, session) = signed();
    let what = Removable::Session(session);
    let before = practice.session_page(session).unwrap();
    practice.remove(what, at(16, 0)).unwrap();
    assert_eq!(practice.trash(at(16, 1)).unwrap()[0].signed, 1);
    practice.put_back(what, at(16, 2)).unwrap();
    assert_eq!(practice.session_page(session).unwrap().signed, before.signed);
    practice.remove(Removable::Client(before.client.id), at(16, 3)).unwrap();
    assert_eq!(practice.trash(at(16, 4)).unwrap()[0].signed, 1);
    practice.purge(Removable::Client(before.client.id), at(16, 5)).unwrap();
    assert!(practice.session(session).is_err());
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn notes_that_wait_to_be_signed_are_counted_by_client() {
    let (_scratch, mut practice, session) = signed();
    let client = practice.session(session).unwrap().client;
    let other = add(&mut practice, "Bo").id;
    let mut add = |client, text: &str| practice.add_session(client, &on(text), at(16, 0)).unwrap().value.id;
    let (yesterday, before) = (add(client, "2026-11-18"), add(client, "2026-11-17"));
    add(other, "2026-11-19");
    let missed = add(other, "2026-11-10");
    assert_eq!(practice.unsigned_notes(at(17, 0)).unwrap(), [(client, 1), (other, 1)]);
    let draft = SessionDraft { attendance: Some(Attendance::LateCancellation), ..on("2026-11-10") };
    practice.change_session(missed, &draft, at(17, 1)).unwrap();
    assert_eq!(practice.unsigned_notes(at(17, 2)).unwrap(), [(client, 1)], "nobody writes a note of what was not");
    practice.save_note(before, &paragraph("At last"), 0, at(17, 3)).unwrap();
    practice.sign_note(before, 1, at(17, 4)).unwrap();
    assert!(practice.unsigned_notes(at(17, 5)).unwrap().is_empty());
    practice.remove(Removable::Session(yesterday), at(17, 6)).unwrap();
}

// A note that was signed is read when it matters most, be it by an older program than that which wrote it.
#[test]
fn a_signed_note_of_a_later_version_opens_with_what_can_be_read() {
    let (scratch, practice, session) = signed();
    drop(practice);
    let unknown =
        json!({"type": "doc", "content": [{"type": "image", "content": [{"type": "text", "text": "in a picture"}]}]});
    let folder = tempfile::tempdir().unwrap();
    drop(scratch);
    shelf().copy_to(folder.path());
    let by_hand = shelf().by_hand(folder.path());
    for trigger in ["signed_note_is_not_changed", "signed_note_keeps_its_passages"] {
        by_hand.execute_batch(&format!("DROP TRIGGER IF EXISTS {trigger}")).unwrap();
    }
    let signed_here: Option<i64> =
        by_hand.query_row("SELECT min(session) FROM note WHERE signed_at IS NOT NULL", [], |row| row.get(0)).unwrap();
    let signed_here = signed_here.expect("a signed note on the shelf");
    assert_ne!(signed_here, 0, "{session:?}");
    by_hand.execute("UPDATE note SET document = ?1 WHERE session = ?2", (unknown.to_string(), signed_here)).unwrap();
    drop(by_hand);
    let practice = shelf().open(folder.path()).unwrap();
    let all = practice.clients("").unwrap().into_iter().flat_map(|one| practice.client_page(one.id).unwrap().sessions);
    let id = all.map(|line| line.id).find(|id| id.number() == signed_here).unwrap();
    let page = practice.session_page(id).unwrap();
    assert_eq!(page.signed.unwrap().shown, unknown.to_string());
    assert_eq!(page.note.unreadable.unwrap().text, "in a picture");
}
