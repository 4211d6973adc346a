//! What helps writing: earlier states, templates, snippets, emphasis, the note before.

use chrono::TimeDelta;
use secure_base_model::{Aspect, Factor, Tag};
use secure_base_practice::{Document, Error, Now, Practice, Removable, SessionId, SnippetDraft, TemplateDraft};
use serde_json::{Value, json};

use crate::{
    Scratch, add, at, paragraph,
    shelf::{problems, shelf},
    trash::tagged,
};

const TAG: Tag = Tag { factor: Factor::E, aspect: Aspect::Healthy };

fn session(practice: &mut Practice) -> SessionId {
    let client = add(practice, "Ada").id;
    practice.start_session(client, at(10, 0)).unwrap().value.id
}

fn after(seconds: i64) -> Now {
    at(10, 0) + TimeDelta::seconds(seconds)
}

fn save(practice: &mut Practice, session: SessionId, text: &str, now: Now) {
    let revision = practice.note(session).unwrap().revision;
    practice.save_note(session, &paragraph(text), revision, now).unwrap();
}

/// The earlier states of a note, each as its text, the latest first.
fn states(practice: &Practice, session: SessionId) -> Vec<String> {
    let read = |id| Document::parse(&practice.draft_document(session, id).unwrap()).unwrap().extract().text;
    practice.draft_states(session).unwrap().into_iter().map(|state| read(state.id)).collect()
}

#[test]
fn a_state_a_minute_is_kept_and_every_one_that_loses_many_words() {
    // What is deleted by mistake must be there to be taken back, and typing must not fill the disk.
    let (_scratch, mut practice) = Scratch::new();
    let id = session(&mut practice);
    let long = "word ".repeat(100);
    for (seconds, text) in [(0, "one"), (1, "one two"), (2, "one two three"), (65, &long), (66, &long), (67, "gone")] {
        save(&mut practice, id, text, after(seconds));
    }
    let kept = states(&practice, id);
    assert_eq!(kept.iter().map(|text| text.trim()).collect::<Vec<_>>(), [long.trim(), "one two three", "one"]);
    let words: Vec<u32> = practice.draft_states(id).unwrap().iter().map(|state| state.words).collect();
    assert_eq!(words, [100, 3, 1]);
    assert_eq!(crate::found(&practice, "three").len(), 0, "an earlier state is in no search");
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn what_is_written_over_by_longer_words_is_kept() {
    // All selected and something pasted: the note got longer, and what she wrote is gone.
    let (_scratch, mut practice) = Scratch::new();
    let id = session(&mut practice);
    let (own, pasted) = ("They spoke of the harbour. ".repeat(10), "From a letter. ".repeat(40));
    for (seconds, text) in [(0, "one"), (1, "one two"), (2, &own), (3, &pasted), (4, &format!("{pasted} And on."))] {
        save(&mut practice, id, text, after(seconds));
    }
    assert_eq!(states(&practice, id).iter().map(|text| text.trim()).collect::<Vec<_>>(), [own.trim(), "one"]);
}

#[test]
fn states_are_thinned_after_an_hour_and_go_after_a_day() {
    let (_scratch, mut practice) = Scratch::new();
    let id = session(&mut practice);
    for minute in 0..90 {
        save(&mut practice, id, &format!("minute {minute}"), after(minute * 60));
    }
    // Of the first half hour one in ten minutes is left, of the last hour all.
    let kept = practice.draft_states(id).unwrap().len();
    assert!((61..=66).contains(&kept), "{kept}");
    save(&mut practice, id, "next day", after(26 * 3600));
    assert_eq!(states(&practice, id), ["minute 89"]);
    practice.purge_expired(after(60 * 3600)).unwrap();
    assert!(states(&practice, id).is_empty(), "an old state goes also when nothing is written");
}

#[test]
fn a_note_says_which_template_it_was_begun_in() {
    let (_scratch, mut practice) = Scratch::new();
    let id = session(&mut practice);
    let document = r#"{"type":"doc","attrs":{"template":"soap"},"content":[{"type":"paragraph"}]}"#;
    practice.save_note(id, document, 0, at(10, 1)).unwrap();
    assert_eq!(practice.note(id).unwrap().document, document);
    assert_eq!(Document::parse(document).unwrap().to_json(), document, "and it is written as it was read");
}

#[test]
fn what_a_note_speaks_of_is_part_of_its_record() {
    let (scratch, mut practice) = Scratch::new();
    let id = session(&mut practice);
    save(&mut practice, id, "words", at(10, 1));
    let other = Tag { factor: Factor::B, aspect: Aspect::Shows };
    practice.emphasise(id, &[TAG, other, TAG], at(10, 2)).unwrap();
    assert_eq!(practice.note(id).unwrap().emphasis, [other, TAG]);
    assert_eq!(problems(&practice), [""; 0]);
    practice.emphasise(id, &[TAG], at(10, 3)).unwrap();
    drop(practice);
    let practice = scratch.unlock();
    assert_eq!(practice.note(id).unwrap().emphasis, [TAG]);
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn templates_of_ones_own_stand_beside_those_that_ship() {
    let (_scratch, mut practice) = Scratch::new();
    let shipped: Vec<String> = practice.templates().unwrap().all.into_iter().map(|one| one.key).collect();
    assert_eq!(shipped, ["soap", "dap", "birp", "girp", "threeFactor", "intake", "ending", "risk", "treatmentSummary"]);
    let draft = |name: &str, text: &str| TemplateDraft { name: name.into(), text: text.into() };
    for (name, text) in [("", "x"), ("  ", "x"), ("soap", "x"), ("Free", "x"), ("Mine", " "), (&"n".repeat(61), "x")] {
        let refused = practice.add_template(&draft(name, text), at(10, 0));
        assert!(matches!(refused, Err(Error::Invalid(_))), "{name:?} {text:?}");
    }
    let own = practice.add_template(&draft(" Couples ", "## Both\n> Each in turn"), at(10, 0)).unwrap().value;
    assert_eq!((own.key.as_str(), own.name.as_str()), ("Couples", "Couples"));
    practice.begin_notes_with(Some("Couples"), at(10, 1)).unwrap();
    let id = own.id.unwrap();
    practice.change_template(id, &draft("Pairs", "## Both"), at(10, 2)).unwrap();
    assert_eq!(practice.templates().unwrap().default.as_deref(), Some("Pairs"), "it is still begun with");
    assert!(matches!(practice.begin_notes_with(Some("none"), at(10, 3)), Err(Error::NotFound(_))));
    let gone = practice.remove_template(id, at(10, 4)).unwrap().value;
    assert_eq!(practice.templates().unwrap().default, None, "what is gone is begun with no more");
    assert!(practice.add_template(&draft(&gone.name, &gone.text), at(10, 5)).is_ok(), "and comes back");
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn a_snippet_has_one_abbreviation_and_an_abbreviation_one_snippet() {
    let (_scratch, mut practice) = Scratch::new();
    let draft = |abbreviation: &str, text: &str| SnippetDraft { abbreviation: abbreviation.into(), text: text.into() };
    for (abbreviation, text) in [("", "x"), ("two words", "x"), ("a;b", "x"), ("a", " "), (&"a".repeat(21), "x")] {
        let refused = practice.add_snippet(&draft(abbreviation, text), at(10, 0));
        assert!(matches!(refused, Err(Error::Invalid(_))), "{abbreviation:?}");
    }
    let added = practice.add_snippet(&draft(";sop", "slept on the sofa"), at(10, 0)).unwrap().value;
    assert_eq!(added.abbreviation, "sop");
    assert!(matches!(practice.add_snippet(&draft("SOP", "x"), at(10, 1)), Err(Error::Invalid(_))), "it is taken");
    practice.change_snippet(added.id, &draft("sop", "spoke of past"), at(10, 2)).unwrap();
    assert_eq!(practice.snippets().unwrap()[0].text, "spoke of past");
    practice.remove_snippet(added.id, at(10, 3)).unwrap();
    assert!(practice.snippets().unwrap().is_empty());
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn the_note_before_is_the_last_with_words_of_the_same_client() {
    let (_scratch, mut practice) = Scratch::new();
    let first = session(&mut practice);
    let client = practice.session(first).unwrap().client;
    save(&mut practice, first, "then", at(10, 1));
    let empty = practice.start_session(client, at(11, 0)).unwrap().value.id;
    let here = practice.start_session(client, at(12, 0)).unwrap().value.id;
    let stranger = add(&mut practice, "Bo").id;
    let other = practice.start_session(stranger, at(12, 0)).unwrap().value.id;
    save(&mut practice, other, "not theirs", at(12, 1));
    let before = practice.note_before(here).unwrap().unwrap();
    assert_eq!((before.session, before.number, before.note.document), (first, 1, paragraph("then")));
    assert_eq!(practice.note_before(empty).unwrap().unwrap().session, first);
    assert!(practice.note_before(first).unwrap().is_none() && practice.note_before(other).unwrap().is_none());
}

#[test]
fn earlier_states_and_emphasis_go_with_their_session_and_come_out_of_a_damaged_practice() {
    let (scratch, mut practice) = Scratch::new();
    let id = session(&mut practice);
    practice.save_note(id, &tagged("lighthouse", " by the sea"), 0, at(10, 0)).unwrap();
    practice.save_note(id, &tagged("harbour", " in the rain"), 1, at(10, 5)).unwrap();
    practice.emphasise(id, &[TAG], at(10, 6)).unwrap();
    let template = TemplateDraft { name: "Mine".into(), text: "## One".into() };
    practice.add_template(&template, at(10, 7)).unwrap();
    practice.begin_notes_with(Some("Mine"), at(10, 7)).unwrap();
    practice.add_snippet(&SnippetDraft { abbreviation: "a".into(), text: "b".into() }, at(10, 8)).unwrap();
    drop(practice);
    let to = tempfile::tempdir().unwrap();
    let saved = Practice::salvage(&scratch.place(), crate::PASSPHRASE, &to.path().join("new"), at(11, 0)).unwrap();
    let (rescued, told) = saved;
    assert!(told.is_complete(), "{told:?}");
    assert_eq!(states(&rescued, id), ["lighthouse by the sea"]);
    assert_eq!(rescued.note(id).unwrap().emphasis, [TAG]);
    let templates = rescued.templates().unwrap();
    assert_eq!((templates.all.last().unwrap().text.as_str(), templates.default.as_deref()), ("## One", Some("Mine")));
    assert_eq!(rescued.snippets().unwrap()[0].text, "b");
    assert_eq!(problems(&rescued), [""; 0]);

    let mut practice = scratch.unlock();
    practice.remove(Removable::Session(id), at(11, 0)).unwrap();
    practice.purge(Removable::Session(id), at(11, 1)).unwrap();
    drop(practice);
    let pages = crate::pages::plain_pages(&scratch.place());
    assert_eq!(crate::pages::pages_with(&pages, "lighthouse"), 0, "an earlier state outlives its note");
    assert_eq!(problems(&scratch.unlock()), [""; 0]);
}

#[test]
fn a_document_of_a_later_version_is_named_readable_and_left_alone() {
    // A practice that was opened by a newer program and came back must not lose what that program wrote.
    let unknown = json!({"type": "doc", "content": [
        {"type": "image", "content": [{"type": "text", "text": "under the \"picture\""}]},
        {"type": "paragraph", "content": [{"type": "text", "text": "and after it"}]},
    ]});
    let folder = tempfile::tempdir().unwrap();
    shelf().copy_to(folder.path());
    let by_hand = shelf().by_hand(folder.path());
    by_hand.execute("UPDATE note SET document = ?1 WHERE session = 1", [unknown.to_string()]).unwrap();
    drop(by_hand);
    let mut practice = shelf().open(folder.path()).unwrap();
    let id = practice.client_page(practice.clients("").unwrap()[0].id).unwrap().sessions[0].id;
    assert_eq!(id.number(), 1);
    let note = practice.session_page(id).unwrap().note;
    let found = note.unreadable.unwrap();
    assert!(found.why.contains("note of the session numbered 1"), "{}", found.why);
    assert!(!found.why.contains("picture"), "the error repeats no text");
    assert_eq!(found.text, "under the \"picture\"\nand after it");
    assert!(matches!(
        practice.save_note(id, &paragraph("new"), note.revision, at(10, 1)),
        Err(Error::Unreadable { .. })
    ));
    assert_eq!(practice.note(id).unwrap().document, unknown.to_string());
}

// The editor derives the passages of a note for the screen: both sides are held against the same two hundred notes.
#[test]
fn the_same_document_gives_the_same_passages_as_in_the_editor() {
    let shared: Vec<Value> = serde_json::from_str(include_str!("fixtures/passages.json")).unwrap();
    assert_eq!(shared.len(), 200);
    for one in shared {
        let found = Document::parse(one["document"].as_str().unwrap()).unwrap().extract();
        let mut passages = found.passages;
        passages.sort_by(|a, b| (a.place, &a.mark).cmp(&(b.place, &b.mark)));
        for p in &passages {
            let here: String = found.text.chars().skip(p.place as usize).take(3).collect();
            let first = p.words.split('\n').next().unwrap();
            assert!(here.starts_with(&first.chars().take(3).collect::<String>()), "{} is not at its place", p.mark);
        }
        let derived: Vec<Value> = passages
            .into_iter()
            .map(|p| json!({"mark": p.mark, "tag": p.tag, "words": p.words, "comment": p.comment}))
            .collect();
        assert_eq!(Value::from(derived), one["passages"], "{}", one["document"]);
    }
}

#[test]
fn what_was_taken_over_and_not_touched_is_counted() {
    let text = |text: &str, marks: Value| json!({"type": "text", "text": text, "marks": marks});
    let document = json!({"type": "doc", "content": [{"type": "paragraph", "content": [
        text("same as before", json!([{"type": "copied"}])), text(" and new", json!([])),
    ]}]});
    assert_eq!(Document::parse(&document.to_string()).unwrap().untouched_copies(), 14);
}
