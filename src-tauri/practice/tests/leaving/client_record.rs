//! The record for a client who asks for it: all of it and nobody else's, without what is left out for a reason.

use secure_base_practice::{AddendumDraft, ClientRecord, Error, MeasureDraft, RecordWish, Redaction, Removable, Trust};
use serde_json::Value;

use super::everything;
use crate::{
    PASSPHRASE, add, at,
    measures::form,
    paragraph,
    process::{WORDS, written},
    shelf::{tagged, visit},
};

fn wish(client: secure_base_practice::ClientId, words: &[&str]) -> RecordWish {
    let redactions =
        words.iter().map(|words| Redaction { words: (*words).into(), reason: "about somebody else".into() }).collect();
    RecordWish { client, process_notes: false, redactions }
}

fn json(record: &ClientRecord) -> Value {
    serde_json::from_str(&record.json).unwrap()
}

#[test]
fn a_client_gets_all_of_the_own_record_and_nothing_of_another() {
    // Access means the whole record; a line of somebody else's would break that person's confidence.
    let (_scratch, mut practice) = everything();
    let ada = practice.clients("").unwrap()[0].id;
    let other = add(&mut practice, "Zoe Quillon").id;
    let session = visit(&mut practice, other, 7);
    practice.save_note(session, &paragraph("Quillon words"), 1, at(18, 0)).unwrap();
    let record = practice.client_record(&wish(ada, &[]), at(19, 0)).unwrap();
    let json = json(&record);
    for (table, rows) in [("client", 1), ("session", 3), ("note", 3), ("passage", 3), ("addendum", 1), ("homework", 3)]
    {
        assert_eq!(json["tables"][table].as_array().unwrap().len(), rows, "{table}");
    }
    for table in
        ["emphasis", "annotation", "person", "agreement", "client_label", "homework_review", "goal", "goal_rating"]
    {
        assert!(!json["tables"][table].as_array().unwrap().is_empty(), "{table}");
    }
    assert_eq!(json["encrypted"], false);
    assert!(!record.json.contains("Quillon"), "nothing of another");
    assert_eq!((record.sessions.len(), record.homework.len(), record.goals.len(), record.handouts.len()), (3, 3, 1, 3));
    assert!(record.process_notes.is_empty());
    // What is in the trash is in no copy, nor what hangs on it.
    practice.remove(Removable::Session(record.sessions[0].session.id), at(19, 1)).unwrap();
    let record = practice.client_record(&wish(ada, &[]), at(19, 2)).unwrap();
    let json = self::json(&record);
    assert_eq!(json["tables"]["note"].as_array().unwrap().len(), 2);
    assert_eq!(json["tables"]["homework"].as_array().unwrap().len(), 2);
}

#[test]
fn what_is_left_out_stands_nowhere_and_its_reason_does() {
    // Words about a third party that are left standing in one corner of the file have been given away.
    let (_scratch, mut practice) = everything();
    let ada = practice.clients("").unwrap()[0].id;
    let sessions = practice.client_record(&wish(ada, &[]), at(19, 0)).unwrap().sessions;
    let open = sessions.iter().find(|page| page.signed.is_none()).unwrap();
    let words = tagged("Her brother Osric says");
    practice.save_note(open.session.id, &words, open.note.revision, at(19, 1)).unwrap();
    let signed = sessions.iter().find(|page| page.signed.is_some()).unwrap().session.id;
    let later = AddendumDraft { reason: "OSRIC rang".into(), text: "It was Osric.".into() };
    practice.sign_addendum(signed, &later, at(19, 2)).unwrap();
    // The second one lies half under the tag.
    let record = practice.client_record(&wish(ada, &["Osric", "says, I vanish"]), at(19, 3)).unwrap();
    assert!(record.left_out >= 4, "{}", record.left_out);
    assert_eq!(record.hits, [3, 1], "the note and both texts of the addendum; the words half under the tag");
    let shown = format!("{:?}", record.sessions);
    for text in [&record.json, &shown] {
        assert!(!text.to_lowercase().contains("osric"), "{text}");
        assert!(text.contains("[left out: about somebody else]"));
        assert!(!text.contains("says, I vanish"));
    }
    let passages = json(&record)["tables"]["passage"].to_string();
    assert!(passages.contains("[…]"), "the tag stands, and none of the words: {passages}");
    for page in &record.sessions {
        secure_base_practice::Document::parse(&page.note.document).unwrap();
    }
    assert_eq!(record.redacted("Osric's plan"), "[left out: about somebody else]'s plan");
    let empty = practice.client_record(&wish(ada, &[" "]), at(19, 4));
    assert!(matches!(empty, Err(Error::Invalid(_))));
    let page = practice.session_page(open.session.id).unwrap();
    assert_eq!(page.note.document, words, "the record itself is as it was");
}

#[test]
fn the_names_over_the_record_are_left_out_too() {
    // The client's and the practice's name stand on every page: chosen to be left out, they must be gone from there as well.
    let (_scratch, practice) = everything();
    let ada = practice.clients("").unwrap()[0].id;
    let record = practice.client_record(&wish(ada, &["Ada Fennimore", "Test practice"]), at(19, 0)).unwrap();
    for text in [&record.json, &format!("{:?}", record.sessions)] {
        for name in ["Ada Fennimore", "Test practice"] {
            assert!(!text.contains(name), "{name} in {text}");
        }
    }
}

#[test]
fn words_that_stand_nowhere_are_counted_as_such() {
    // A misspelt name is left standing everywhere, and only its count says so.
    let (_scratch, practice) = everything();
    let ada = practice.clients("").unwrap()[0].id;
    let record = practice.client_record(&wish(ada, &["Fennimor", "softer with friends"]), at(19, 0)).unwrap();
    assert_eq!(record.hits, [0, 1]);
    let own = Redaction { words: "Osric".into(), reason: "about Osric".into() };
    let named = RecordWish { client: ada, process_notes: false, redactions: vec![own] };
    assert!(matches!(practice.client_record(&named, at(19, 1)), Err(Error::Invalid(_))), "its reason would name him");
}

#[test]
fn a_measure_stays_in_it_while_its_session_is_in_the_trash() {
    // A measure is the client's: what happens to a session takes nothing of it away.
    let (_scratch, mut practice) = everything();
    let ada = practice.clients("").unwrap()[0].id;
    let session = practice.client_page(ada).unwrap().sessions[0].id;
    let draft = MeasureDraft { session: Some(session), ..form("gad-7", "0123012", 0) };
    practice.add_measure(ada, &draft, at(18, 0)).unwrap();
    let measures = |record: &ClientRecord| json(record)["tables"]["measure"].as_array().unwrap().clone();
    let record = practice.client_record(&wish(ada, &[]), at(19, 0)).unwrap();
    assert_eq!(measures(&record).last().unwrap()["session"], session.number());
    practice.remove(Removable::Session(session), at(19, 1)).unwrap();
    let record = practice.client_record(&wish(ada, &[]), at(19, 2)).unwrap();
    let measures = measures(&record);
    assert_eq!((measures.len(), record.measures.len()), (2, 2));
    assert!(measures.iter().all(|measure| measure.get("session").is_none()), "{measures:?}");
    assert_eq!(json(&record)["tables"]["measure_earlier"].as_array().unwrap().len(), 1);
    assert_eq!(record.formulation.len(), 1);
    assert!(json(&record)["tables"].get("formulation_look").is_none(), "when she looked is no record");
}

#[test]
fn process_notes_are_in_it_only_when_asked_for() {
    // In the US they are no part of what a client may ask for, and in the UK they are: that is hers to weigh.
    let (_scratch, mut practice, session) = written();
    let ada = practice.clients("").unwrap()[0].id;
    let record = practice.client_record(&wish(ada, &[]), at(19, 0)).unwrap();
    assert!(!record.json.contains(WORDS));
    let with = RecordWish { process_notes: true, ..wish(ada, &["harbour"]) };
    let record = practice.client_record(&with, at(19, 1)).unwrap();
    assert_eq!((record.process_notes.len(), record.left_out, record.hits.as_slice()), (1, 1, [1].as_slice()));
    assert_eq!(record.process_notes[0].session.id, session);
    assert!(record.json.contains("quincelight over the [left out: about somebody else]"));
    practice.close_process_notes();
    assert!(matches!(practice.client_record(&with, at(19, 2)), Err(Error::ProcessNotesClosed)));
    practice.open_process_notes(PASSPHRASE, Trust::AsLeft, at(19, 3)).unwrap();
}
