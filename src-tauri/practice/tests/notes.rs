use secure_base_model::{Aspect, Factor};
use secure_base_practice::{Error, Practice, SessionId};
use serde_json::json;

use crate::{Scratch, add, at, found, paragraph};

fn session(practice: &mut Practice, name: &str) -> SessionId {
    let client = add(practice, name);
    practice.start_session(client.id, at(10, 0)).unwrap().value.id
}

#[test]
fn a_saved_note_is_there_with_its_passages() {
    let (scratch, mut practice) = Scratch::new();
    let id = session(&mut practice, "Ada");
    let tag = json!([{"type": "tag", "attrs": {"passage": "p1", "factor": "S", "aspect": "unhealthy"}}]);
    let document = json!({"type": "doc", "content": [{"type": "paragraph", "content": [
        {"type": "text", "text": "They said "},
        {"type": "text", "text": "I vanish", "marks": tag},
        {"type": "text", "text": "."},
    ]}]})
    .to_string();
    let saved = practice.save_note(id, &document, 0, at(10, 42)).unwrap().value;
    assert_eq!(saved.revision, 1);
    drop(practice);
    let practice = scratch.unlock();
    let note = practice.note(id).unwrap();
    assert_eq!((note.document.as_str(), note.revision), (document.as_str(), 1));
    assert_eq!(note.saved_at, Some(at(10, 42).to_utc()));
    let passages = practice.passages(id).unwrap();
    assert_eq!(passages.len(), 1);
    assert_eq!((passages[0].words.as_str(), passages[0].place), ("I vanish", 10));
    assert_eq!((passages[0].tag.factor, passages[0].tag.aspect), (Factor::S, Aspect::Unhealthy));
}

#[test]
fn an_older_text_never_replaces_a_newer_one() {
    let (_scratch, mut practice) = Scratch::new();
    let id = session(&mut practice, "Ada");
    practice.save_note(id, &paragraph("first"), 0, at(10, 1)).unwrap();
    practice.save_note(id, &paragraph("second"), 1, at(10, 2)).unwrap();
    let late = practice.save_note(id, &paragraph("late copy of first"), 1, at(10, 3));
    assert!(matches!(late, Err(Error::NoteChanged)));
    assert_eq!(practice.note(id).unwrap().document, paragraph("second"));
}

#[test]
fn a_document_with_anything_unknown_is_refused_without_repeating_it() {
    let (_scratch, mut practice) = Scratch::new();
    let id = session(&mut practice, "Ada");
    let secret = "what the client said";
    for document in [
        "".to_owned(),
        "[]".to_owned(),
        json!({"type": "doc", "content": [{"type": "iframe", "content": [{"type": "text", "text": secret}]}]}).to_string(),
        json!({"type": "doc", "content": [{"type": "paragraph", "content": [
            {"type": "text", "text": secret, "marks": [{"type": "tag", "attrs": {"passage": "p", "factor": "X", "aspect": "shows"}}]}
        ]}]})
        .to_string(),
    ] {
        let error = practice.save_note(id, &document, 0, at(10, 1)).unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{error:?}");
        assert!(!format!("{error:?} {error}").contains(secret), "an error repeats a note");
    }
    assert_eq!(practice.note(id).unwrap().revision, 0, "nothing was written");
}

#[test]
fn two_hundred_thousand_characters_are_one_save() {
    let (_scratch, mut practice) = Scratch::new();
    let id = session(&mut practice, "Ada");
    let text = "A long hour. <b>&\u{202e}😀 ".repeat(10_000);
    assert!(text.chars().count() >= 200_000);
    practice.save_note(id, &paragraph(&text), 0, at(10, 1)).unwrap();
    assert_eq!(practice.note(id).unwrap().document, paragraph(&text));
}

#[test]
fn search_finds_words_prefixes_and_accents_newest_first() {
    let (_scratch, mut practice) = Scratch::new();
    let first = session(&mut practice, "Ada");
    let second = session(&mut practice, "Bo");
    practice.save_note(first, &paragraph("A café in the rain, and then silence."), 0, at(10, 1)).unwrap();
    practice.save_note(second, &paragraph("They met in the cafe again."), 0, at(10, 2)).unwrap();
    let sessions = |words: &str| found(&practice, words).into_iter().map(|h| h.session).collect::<Vec<_>>();
    assert_eq!(sessions("cafe"), [second, first]);
    assert_eq!(sessions("sil"), [first], "the last word may be a beginning");
    assert_eq!(sessions("rain silence"), [first]);
    for odd in ["", "\"", "* OR (", "NEAR(", "body:x", "-"] {
        sessions(odd);
    }
    let excerpt = found(&practice, "silence").remove(0).excerpt;
    assert_eq!(excerpt.iter().filter(|f| f.hit).map(|f| f.text.as_str()).collect::<Vec<_>>(), ["silence"]);
}

#[test]
fn the_index_follows_every_change_of_a_note() {
    let (_scratch, mut practice) = Scratch::new();
    let id = session(&mut practice, "Ada");
    practice.save_note(id, &paragraph("lighthouse"), 0, at(10, 1)).unwrap();
    practice.save_note(id, &paragraph("harbour"), 1, at(10, 2)).unwrap();
    assert!(found(&practice, "lighthouse").is_empty());
    assert_eq!(found(&practice, "harbour").len(), 1);
    assert!(practice.check().iter().all(|f| f.problems.is_empty()));
}

// A save that is on disk and answers with an error must not lock the words typed since out of the note.
#[test]
fn a_save_that_failed_after_it_was_written_is_tried_again_with_the_same_words_or_more() {
    for (again, revision) in [("Half", 2), ("Half, and more", 3)] {
        let (scratch, mut practice) = Scratch::new();
        let id = session(&mut practice, "Ada");
        let other = session(&mut practice, "Bo");
        practice.save_note(id, &paragraph("First"), 0, at(10, 1)).unwrap();
        let head = scratch.place().join("practice.head");
        std::fs::remove_file(&head).unwrap();
        std::fs::create_dir(&head).unwrap();
        assert!(practice.save_note(id, &paragraph("Half"), 1, at(10, 2)).is_err(), "or this tests nothing");
        std::fs::remove_dir(&head).unwrap();
        practice.save_note(other, &paragraph("Meanwhile"), 0, at(10, 3)).unwrap();
        let saved = practice.save_note(id, &paragraph(again), 1, at(10, 4)).unwrap().value;
        assert_eq!((saved.revision, practice.note(id).unwrap().document), (revision, paragraph(again)));
        let late = practice.save_note(id, &paragraph("late copy of first"), 1, at(10, 5));
        assert!(matches!(late, Err(Error::NoteChanged)), "once it is answered an older text is an older text");
        assert!(practice.check().iter().all(|f| f.problems.is_empty()));
    }
}
