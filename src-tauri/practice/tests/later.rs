//! What comes after signing: addenda and annotations.

use secure_base_model::{Aspect, Factor};
use secure_base_practice::{AddendumDraft, Document, Error, LogFilter, Practice, Removable, SessionId};
use serde_json::{Value, json};

use crate::{Scratch, add, at, paragraph, shelf::problems, signing::signed};

pub fn draft(reason: &str, text: &str) -> AddendumDraft {
    AddendumDraft { reason: reason.into(), text: text.into() }
}

fn addenda(practice: &Practice, session: SessionId) -> Vec<String> {
    practice.session_page(session).unwrap().addenda.into_iter().map(|one| one.text).collect()
}

fn kept(practice: &Practice, session: SessionId) -> Option<AddendumDraft> {
    practice.session_page(session).unwrap().signed.unwrap().draft
}

#[test]
fn as_many_addenda_as_needed_each_with_reason_and_time() {
    let (scratch, mut practice, session) = signed();
    for n in 0..30 {
        practice
            .sign_addendum(session, &draft("She rang later", &format!("Call {n}.\r\n\r\nCalm.")), at(16, n))
            .unwrap();
    }
    drop(practice);
    let practice = scratch.unlock();
    let page = practice.session_page(session).unwrap();
    assert_eq!(page.addenda.len(), 30);
    let first = &page.addenda[0];
    assert_eq!((first.reason.as_str(), first.text.as_str()), ("She rang later", "Call 0.\n\nCalm."));
    assert_eq!((first.signed_by.as_str(), first.signed_at), ("Test practice", at(16, 0).to_utc()));
    assert_eq!(practice.client_page(page.client.id).unwrap().sessions[0].addenda, 30);
    let log = practice.log_page(&LogFilter { verbs: vec!["signed".into()], ..LogFilter::default() }).unwrap();
    assert_eq!(log.iter().filter(|line| line.entry.noun == "addendum" && line.session == Some(1)).count(), 30);
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn an_addendum_is_a_draft_until_it_is_signed() {
    // It is typed over minutes, and the practice may lock at any of them.
    let (scratch, mut practice, session) = signed();
    practice.draft_addendum(session, &draft("", "She ra"), at(16, 0)).unwrap();
    practice.draft_addendum(session, &draft("A call", " She rang. "), at(16, 1)).unwrap();
    drop(practice);
    let mut practice = scratch.unlock();
    assert_eq!(kept(&practice, session), Some(draft("A call", " She rang. ")), "as it was typed");
    assert!(addenda(&practice, session).is_empty());
    practice.sign_addendum(session, &draft("A call", "She rang at five."), at(21, 0)).unwrap();
    assert_eq!((kept(&practice, session), addenda(&practice, session)), (None, vec!["She rang at five.".into()]));
    practice.draft_addendum(session, &draft("x", "y"), at(21, 1)).unwrap();
    practice.draft_addendum(session, &draft(" ", "\n"), at(21, 2)).unwrap();
    assert_eq!(kept(&practice, session), None, "taken back by emptying it");
    let log = practice.log_page(&LogFilter { verbs: vec!["changed".into()], ..LogFilter::default() }).unwrap();
    assert_eq!(log.iter().filter(|line| line.entry.noun == "addendum").count(), 2, "an entry a sitting");
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn an_addendum_needs_a_signed_note_a_reason_and_words() {
    let (_scratch, mut practice, session) = signed();
    let client = practice.session(session).unwrap().client;
    let open = practice.start_session(client, at(16, 0)).unwrap().value.id;
    let refused = |error: Error| assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    refused(practice.sign_addendum(open, &draft("Why", "What"), at(16, 1)).unwrap_err());
    refused(practice.draft_addendum(open, &draft("Why", "What"), at(16, 1)).unwrap_err());
    let long = "é".repeat(100_000);
    for wrong in [
        draft("", "What"),
        draft(" \n ", "What"),
        draft("Why", " \r\n "),
        draft(&"x".repeat(301), "What"),
        draft("Why", &format!("{long}.")),
    ] {
        refused(practice.sign_addendum(session, &wrong, at(16, 2)).unwrap_err());
    }
    practice.draft_addendum(session, &draft("Why", &format!("{long}.")), at(16, 3)).unwrap();
    assert_eq!(kept(&practice, session).unwrap().text.chars().count(), 100_001, "too long to sign, and not lost");
    practice.sign_addendum(session, &draft("Why", &long), at(16, 4)).unwrap();
    assert_eq!(addenda(&practice, session), [long]);
}

/// The note's document with these of its words tagged besides, as the window sends it.
fn with_tag(document: &str, words: &str, mark: &str) -> String {
    let mut document: Value = serde_json::from_str(document).unwrap();
    let tag = json!({"type": "tag", "attrs": {"passage": mark, "factor": "B", "aspect": "shows"}});
    for block in document["content"].as_array_mut().unwrap() {
        let Some(content) = block.get_mut("content").and_then(Value::as_array_mut) else { continue };
        *content = content.iter().flat_map(|inline| split(inline, words, &tag)).collect();
    }
    document.to_string()
}

fn split(inline: &Value, words: &str, tag: &Value) -> Vec<Value> {
    let text = inline["text"].as_str().unwrap_or_default();
    let Some((before, after)) = text.split_once(words) else { return vec![inline.clone()] };
    let piece = |text: &str, tagged: bool| {
        let mut piece = inline.clone();
        piece["text"] = text.into();
        if tagged {
            let mut marks = piece["marks"].as_array().cloned().unwrap_or_default();
            marks.push(tag.clone());
            piece["marks"] = marks.into();
        }
        (!text.is_empty()).then_some(piece)
    };
    [piece(before, false), piece(words, true), piece(after, false)].into_iter().flatten().collect()
}

#[test]
fn a_later_tag_is_dated_and_lies_apart_from_what_was_signed() {
    let (scratch, mut practice, session) = signed();
    let note = practice.note(session).unwrap();
    let passages = practice.passages(session).unwrap();
    let sent = with_tag(&note.document, "at last", "new-1");
    let made = practice.annotate(session, &sent, "new-1", " seen\nin review ", at(18, 0)).unwrap().value;
    assert_eq!((made.words.as_str(), made.comment.as_str()), ("at last", "seen in review"));
    assert_eq!((made.tag.factor, made.tag.aspect, made.made_at), (Factor::B, Aspect::Shows, at(18, 0).to_utc()));
    drop(practice);
    let mut practice = scratch.unlock();
    assert_eq!((practice.note(session).unwrap(), practice.passages(session).unwrap()), (note, passages));
    let page = practice.session_page(session).unwrap().signed.unwrap();
    assert_eq!(page.annotations, std::slice::from_ref(&made));
    let shown = Document::parse(&page.shown).unwrap().extract().passages;
    let found: Vec<_> = shown.iter().map(|one| (one.mark.as_str(), one.words.as_str())).collect();
    assert_eq!(found, [(made.mark.as_str(), "at last"), ("p1", "I vanish")]);
    let changed = practice.comment_annotation(made.id, "", at(21, 0)).unwrap().value;
    assert_eq!((changed.comment.as_str(), changed.made_at), ("", made.made_at));
    practice.take_back_annotation(made.id, at(21, 1)).unwrap();
    assert!(practice.session_page(session).unwrap().signed.unwrap().annotations.is_empty());
    let log = practice.log_page(&LogFilter::default()).unwrap();
    let verbs: Vec<_> = log.iter().filter(|l| l.entry.noun == "annotation").map(|l| l.entry.verb.as_str()).collect();
    assert_eq!(verbs, ["purged", "changed", "added"], "each with its entry");
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn later_tags_stand_on_their_words_in_any_document() {
    // Places are counted in letters here and in other units in the window; emoji, lists and breaks must not shift them.
    let (_scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada").id;
    let text = |text: &str| json!({"type": "text", "text": text});
    let line = |content: &[Value]| json!({"type": "paragraph", "content": content});
    let item = |words: &str| json!({"type": "listItem", "content": [line(&[text(words)])]});
    let blocks = [
        json!({"type": "paragraph"}),
        line(&[text("🌿 émigré family "), json!({"type": "hardBreak"}), text("after the break")]),
        json!({"type": "bulletList", "content": [item("first 👩‍👩‍👧 one"), item("second")]}),
        json!({"type": "paragraph"}),
        line(&[text("and the end")]),
    ];
    let document = json!({"type": "doc", "content": blocks}).to_string();
    let session = practice.start_session(client, at(14, 0)).unwrap().value.id;
    practice.save_note(session, &document, 0, at(14, 1)).unwrap();
    practice.sign_note(session, 1, at(14, 2)).unwrap();
    let words = ["🌿", "émigré", "family ", "after the break", "the break", "end", "and the end"];
    for (n, words) in words.into_iter().enumerate() {
        let shown = practice.session_page(session).unwrap().signed.unwrap().shown;
        let mark = format!("m{n}");
        let plain = with_tag(&document, words, &mark);
        let over_others = if words.contains("end") { plain.clone() } else { with_tag(&shown, words, &mark) };
        practice.annotate(session, if n % 2 == 0 { &plain } else { &over_others }, &mark, "", at(15, 0)).unwrap();
    }
    let page = practice.session_page(session).unwrap().signed.unwrap();
    let extracted = Document::parse(&page.shown).unwrap().extract();
    assert_eq!(extracted.text, Document::parse(&document).unwrap().extract().text, "no letter is lost");
    for one in &page.annotations {
        let found = extracted.passages.iter().find(|passage| passage.mark == one.mark).unwrap();
        assert_eq!((&found.words, found.tag), (&one.words, one.tag));
    }
    assert_eq!(page.annotations.len(), words.len());
}

#[test]
fn only_words_of_a_signed_note_can_be_tagged_later() {
    let (_scratch, mut practice, session) = signed();
    let document = practice.note(session).unwrap().document;
    let sent = with_tag(&document, "at last", "new");
    let client = practice.session(session).unwrap().client;
    let open = practice.start_session(client, at(16, 0)).unwrap().value.id;
    practice.save_note(open, &paragraph("at last"), 0, at(16, 1)).unwrap();
    let other = with_tag(&paragraph("Others words, at last"), "at last", "new");
    let long = "x".repeat(301);
    for (what, session, document, mark, comment) in [
        ("a draft", open, with_tag(&paragraph("at last"), "at last", "new"), "new", ""),
        ("another text", session, other, "new", ""),
        ("no such mark", session, sent.clone(), "other", ""),
        ("only space", session, with_tag(&document, " ", "new"), "new", ""),
        ("a comment too long", session, sent.clone(), "new", long.as_str()),
        ("no document", session, "{}".into(), "new", ""),
    ] {
        let refused = practice.annotate(session, &document, mark, comment, at(16, 2));
        assert!(matches!(refused, Err(Error::Invalid(_))), "{what}: {refused:?}");
    }
    assert!(practice.session_page(session).unwrap().signed.unwrap().annotations.is_empty());
}

#[test]
fn what_came_later_goes_with_its_session() {
    let (scratch, mut practice, session) = signed();
    let document = practice.note(session).unwrap().document;
    let made =
        practice.annotate(session, &with_tag(&document, "at last", "m"), "m", "qanary", at(16, 0)).unwrap().value;
    practice.sign_addendum(session, &draft("Why", "qanary sang"), at(16, 1)).unwrap();
    practice.draft_addendum(session, &draft("Why", "qanary unfinished"), at(16, 2)).unwrap();
    practice.remove(Removable::Session(session), at(16, 3)).unwrap();
    assert!(matches!(practice.take_back_annotation(made.id, at(16, 4)), Err(Error::NotFound(_))));
    assert!(matches!(practice.sign_addendum(session, &draft("a", "b"), at(16, 4)), Err(Error::NotFound(_))));
    practice.purge(Removable::Session(session), at(16, 5)).unwrap();
    assert_eq!(problems(&practice), [""; 0]);
    drop(practice);
    let pages = crate::pages::plain_pages(&scratch.place());
    assert_eq!(crate::pages::pages_with(&pages, "qanary"), 0);
}
