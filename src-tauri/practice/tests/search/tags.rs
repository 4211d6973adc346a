//! Tags that stand beside a note's own passages: put on its words after signing, or on the note as a whole.

use secure_base_model::{Aspect, Factor, Tag};
use secure_base_practice::{Practice, Removable, SessionDraft, SessionId};
use serde_json::{Value, json};

use super::{document, expect_sound, on, one_client, sessions, write};
use crate::{Scratch, details, found, later::draft};

const S: Option<(&str, &str)> = Some(("S", "unhealthy"));

/// Tags words of a signed note, as the window does: with the whole document, these words under one tag more.
pub fn annotate(practice: &mut Practice, session: SessionId, words: &str, factor: &str, aspect: &str) -> i64 {
    let mut shown: Value = serde_json::from_str(&practice.note(session).unwrap().document).unwrap();
    let tag = json!({"type": "tag", "attrs": {"passage": "new", "factor": factor, "aspect": aspect}});
    for block in shown["content"].as_array_mut().unwrap() {
        for inline in block["content"].as_array_mut().into_iter().flatten().filter(|one| one["text"] == words) {
            inline["marks"] =
                [inline["marks"].as_array().cloned().unwrap_or_default(), vec![tag.clone()]].concat().into();
        }
    }
    let made = practice.annotate(session, &shown.to_string(), "new", "", on("2026-06-01")).unwrap();
    made.value.id.number()
}

fn signed(practice: &mut Practice, session: SessionId) {
    practice.sign_note(session, 1, on("2026-03-01")).unwrap();
}

#[test]
fn a_tag_that_was_added_after_signing_is_found_by_its_factor() {
    // Who tags an old note does so in order to find it again.
    let (scratch, mut practice, client) = one_client();
    let pieces = [("rain at home", None), ("silence and rain", S), ("a walk by the sea", None)];
    let session = write(&mut practice, client, "2026-03-01", &pieces);
    signed(&mut practice, session);
    let ids = [("a walk by the sea", "B", "healthy"), ("rain at home", "E", "shows")]
        .map(|(words, factor, aspect)| annotate(&mut practice, session, words, factor, aspect));
    for typed in ["factor:B", "factor:B walk", "aspect:healthy", "factor:E home", "factor:S silence", "signed factor:E"]
    {
        assert_eq!(sessions(&practice, typed), [session], "{typed}");
    }
    for typed in ["factor:B rain", "factor:B aspect:shows", "factor:E silence"] {
        assert_eq!(sessions(&practice, typed), [], "{typed}");
    }
    let hit = found(&practice, "factor:B sea").remove(0);
    let letters =
        |hit: &secure_base_practice::NoteHit| hit.tags.iter().map(|tag| tag.factor.letter()).collect::<String>();
    assert_eq!(letters(&hit), "B");
    assert!(hit.excerpt.iter().all(|piece| piece.factor == Some(Factor::B)), "{:?}", hit.excerpt);
    let spot = hit.spot.unwrap();
    assert_eq!((spot.words.as_str(), spot.nth, spot.addendum), ("sea", 0, None));
    assert_eq!(
        letters(&found(&practice, "walk ")[0]),
        "B",
        "its words are marked where they are found without a filter"
    );
    expect_sound(&practice);
    drop(practice);
    let mut practice = scratch.unlock();
    let made = practice.session_page(session).unwrap().signed.unwrap().annotations;
    let first = made.iter().find(|one| one.id.number() == ids[0]).unwrap().id;
    practice.take_back_annotation(first, on("2026-06-02")).unwrap();
    assert_eq!(sessions(&practice, "factor:B"), [], "taken back");
    assert_eq!(sessions(&practice, "factor:E home"), [session]);
    expect_sound(&practice);
    practice.remove(Removable::Session(session), on("2026-06-03")).unwrap();
    practice.purge(Removable::Session(session), on("2026-06-03")).unwrap();
    assert_eq!(sessions(&practice, "factor:E"), []);
    expect_sound(&practice);
}

#[test]
fn what_a_whole_note_speaks_of_is_found_by_its_factor() {
    // The tag of a whole note is a tag: a search for the factor that skips it would call her own words a lie.
    let (_scratch, mut practice, client) = one_client();
    let tag = |factor, aspect| Tag { factor, aspect };
    let whole = write(&mut practice, client, "2026-03-02", &[("rain and a walk", None), ("silence", S)]);
    let passage = write(&mut practice, client, "2026-03-01", &[("rain again", Some(("B", "healthy")))]);
    let tags = [tag(Factor::B, Aspect::Shows), tag(Factor::E, Aspect::Healthy)];
    practice.emphasise(whole, &tags, on("2026-03-02")).unwrap();
    let finds = |practice: &Practice, typed: &str| sessions(practice, typed);
    assert_eq!(finds(&practice, "factor:B"), [whole, passage]);
    assert_eq!(finds(&practice, "factor:B rain"), [whole, passage]);
    assert_eq!(finds(&practice, "factor:B silence"), [whole], "anywhere in the note");
    assert_eq!(finds(&practice, "factor:B -again"), [whole]);
    assert_eq!(finds(&practice, "factor:B aspect:shows"), [whole]);
    assert_eq!(finds(&practice, "factor:B aspect:healthy"), [passage], "factor and aspect of the same tag");
    assert_eq!(finds(&practice, "aspect:healthy unsigned"), [whole, passage]);
    assert_eq!(finds(&practice, "factor:E before:2026-03-02"), []);
    let hit = found(&practice, "factor:B walk ").remove(0);
    assert_eq!(hit.emphasis.iter().map(|one| tag(one.factor, one.aspect)).collect::<Vec<_>>(), [tags[0]], "as asked");
    assert!(hit.tags.is_empty() && hit.excerpt.iter().any(|piece| piece.hit && piece.text == "walk"), "{hit:?}");
    assert!(found(&practice, "walk ")[0].emphasis.is_empty(), "only where it is asked for");
    expect_sound(&practice);
    signed(&mut practice, whole);
    assert_eq!(finds(&practice, "factor:E signed"), [whole]);
    practice.emphasise(passage, &tags[1..], on("2026-03-03")).unwrap();
    practice.emphasise(passage, &[], on("2026-03-03")).unwrap();
    assert_eq!(finds(&practice, "factor:E"), [whole], "taken away again");
    expect_sound(&practice);
}

#[test]
fn a_hit_that_stands_in_an_addendum_names_it_and_the_place_in_it() {
    // Enter must open at the words, and two addenda may look alike.
    let (_scratch, mut practice, client) = one_client();
    let session = write(&mut practice, client, "2026-03-01", &[("tea, and rain ends", S)]);
    signed(&mut practice, session);
    let texts = [("Tea it was", "No tea.\n\nHail."), ("é", "Two hails, and hail again")];
    let ids = texts.map(|(reason, text)| {
        practice.sign_addendum(session, &draft(reason, text), on("2026-03-02")).unwrap().value.id
    });
    let spot = |typed: &str| found(&practice, typed).remove(0).spot.map(|one| (one.words, one.nth, one.addendum));
    let at = |words: &str, nth, addendum| Some((words.to_owned(), nth, addendum));
    assert_eq!(spot("rain "), at("rain", 0, None));
    assert_eq!(spot("hail "), at("Hail", 0, Some(ids[0])), "the first of them");
    assert_eq!(spot("again "), at("again", 0, Some(ids[1])));
    assert_eq!(spot("\"no tea\" "), at("No tea", 0, Some(ids[0])));
    assert_eq!(spot("\"was no\" "), at("was\nNo", 0, Some(ids[0])), "over the line between");
    assert_eq!(spot("\"hail e\" "), at("Hail.", 0, Some(ids[0])), "as much of it as stands in one of them");
    assert_eq!(spot("\"ends tea\" "), at("ends", 0, None));
    assert_eq!(spot("e "), at("é", 0, Some(ids[1])));
}

#[test]
fn recovery_and_a_rebuilt_index_know_them_too() {
    // What is written anew from the records must find the same as what followed each change.
    let (scratch, mut practice) = Scratch::new();
    let client = crate::add(&mut practice, "Ada Fennimore").id;
    let one = write(&mut practice, client, "2026-03-01", &[("rain", None), ("silence", S)]);
    practice.emphasise(one, &[Tag { factor: Factor::E, aspect: Aspect::WorkOn }], on("2026-03-01")).unwrap();
    signed(&mut practice, one);
    annotate(&mut practice, one, "rain", "B", "shows");
    let other = practice.start_session(client, on("2026-03-02")).unwrap().value.id;
    practice.save_note(other, &document(&[("gone", None)]), 0, on("2026-03-02")).unwrap();
    practice.remove(Removable::Session(other), on("2026-03-03")).unwrap();
    practice.purge(Removable::Session(other), on("2026-03-03")).unwrap();
    let expect = |practice: &Practice| {
        for typed in ["factor:B rain", "factor:E aspect:work silence", "factor:S silence"] {
            assert_eq!(sessions(practice, typed), [one], "{typed}");
        }
        expect_sound(practice);
    };
    expect(&practice);
    drop(practice);
    let to = scratch.folder.path().join("recovered");
    let (practice, _) = Practice::salvage(&scratch.place(), crate::PASSPHRASE, &to, on("2026-03-04")).unwrap();
    expect(&practice);
}

#[test]
fn what_was_remarked_on_a_tag_and_who_was_there_is_found() {
    // She remembers her own remark sooner than the words that it was about.
    let (_scratch, mut practice, client) = one_client();
    let session = write(&mut practice, client, "2026-03-01", &[("they sat in silence", S)]);
    let remarked = document(&[("they sat in silence", S)]).replace("\"factor\"", "\"comment\":\"glacier\",\"factor\"");
    practice.save_note(session, &remarked, 1, on("2026-03-01")).unwrap();
    let present = SessionDraft { present: "Aunt Hattie".into(), ..details::on("2026-03-01") };
    practice.change_session(session, &present, on("2026-03-01")).unwrap();
    practice.sign_note(session, 2, on("2026-03-01")).unwrap();
    let id = annotate(&mut practice, session, "they sat in silence", "B", "shows");
    let later = practice.session_page(session).unwrap().signed.unwrap().annotations.remove(0).id;
    assert_eq!(later.number(), id);
    practice.comment_annotation(later, "volcano", on("2026-06-02")).unwrap();
    for typed in ["glacier", "volcano", "hattie", "factor:S glacier", "factor:B volcano", "\"sat in silence\""] {
        assert_eq!(sessions(&practice, typed), [session], "{typed}");
    }
    for typed in ["factor:B glacier", "factor:S hattie"] {
        assert_eq!(sessions(&practice, typed), [], "{typed}");
    }
    assert_eq!(found(&practice, "glacier ")[0].spot, None, "it stands beside the text");
    assert_eq!(found(&practice, "factor:S glacier ")[0].spot.as_ref().unwrap().words, "they sat in silence");
    expect_sound(&practice);
    practice.comment_annotation(later, "", on("2026-06-03")).unwrap();
    assert_eq!(sessions(&practice, "volcano"), []);
    expect_sound(&practice);
}

// The mark says which words were tagged; words that came into the midst of a passage were not.
#[test]
fn words_in_the_midst_of_a_passage_are_not_marked_as_its_own() {
    let (_scratch, mut practice, client) = one_client();
    let session = practice.start_session(client, on("2026-03-01")).unwrap().value.id;
    let tag = json!([{"type": "tag", "attrs": {"passage": "p", "factor": "S", "aspect": "unhealthy"}}]);
    let text = |words: &str, marks: &Value| json!({"type": "text", "text": words, "marks": marks});
    let line = |content: &[Value]| json!({"type": "paragraph", "content": content});
    let none = json!([]);
    let document = json!({"type": "doc", "content": [
        line(&[text("silence at home ", &tag), text("the bell rang ", &none), text("and rain", &tag)]),
        line(&[text("then sleep", &tag), text(" and morning", &none)]),
    ]});
    practice.save_note(session, &document.to_string(), 0, on("2026-03-01")).unwrap();
    let hit = found(&practice, "bell").remove(0);
    let told: Vec<(&str, bool)> = hit.excerpt.iter().map(|one| (one.text.as_str(), one.factor.is_some())).collect();
    let expected = [
        ("silence at home ", true),
        ("the ", false),
        ("bell", false),
        (" rang ", false),
        ("and rain\nthen sleep", true),
        (" and morning", false),
    ];
    assert_eq!(told, expected);
    assert!(hit.tags.is_empty(), "{:?}", hit.tags);
}
