//! What is left out is gone, and only that.

use super::*;

fn pen(words: &[&str]) -> Pen {
    let redactions: Vec<Redaction> =
        words.iter().map(|words| Redaction { words: (*words).into(), reason: "about another".into() }).collect();
    Pen::new(&redactions).expect("a pen")
}

const GONE: &str = "[left out: about another]";

// A name that is left standing once has not been left out; half a word that is taken away spoils another.
#[test]
fn whole_words_go_wherever_they_stand() {
    let pen = pen(&["Ann", "my sister"]);
    let text = "ANN rang. My sister and Ann's annual visit; Joann too.";
    assert_eq!(pen.text(text), format!("{GONE} rang. {GONE} and {GONE}'s annual visit; Joann too."));
    let mut tally = Tally::default();
    pen.count(text, &mut tally);
    assert_eq!(tally, Tally { places: 3, hits: vec![2, 1] });
    assert_eq!(Pen::default().text(text), text);
}

// An editor bends quotes and dashes and puts in hard spaces: a name must not be left standing for the shape of a sign.
#[test]
fn quotes_dashes_and_spaces_match_in_any_shape() {
    let pen = pen(&["O'Brien", "Ann-Marie Dunn", "my ‘best’ friend"]);
    for text in ["O’Brien", "o'brien", "OʼBRIEN", "Ann‑Marie\u{a0}Dunn", "ANN–MARIE DUNN", "My 'best' friend"] {
        assert_eq!(pen.text(&format!("So {text}, yes.")), format!("So {GONE}, yes."), "{text}");
    }
    assert_eq!(pen.text("“Ann — Marie”"), "“Ann — Marie”", "the rest keeps its signs");
}

// What is left out must not come back by the reason that stands in its place, be it that of another redaction.
#[test]
fn a_reason_names_nothing_that_is_left_out() {
    let one = |words: &str, reason: &str| Redaction { words: words.into(), reason: reason.into() };
    let pen = Pen::new(&[one("Osric", "about another"), one("Hull", "where OSRIC lives")]);
    assert!(matches!(pen, Err(Error::Invalid(_))));
}

// Words that are misspelt are found nowhere, and that must be seen of each.
#[test]
fn each_is_counted_for_itself() {
    let json = serde_json::json!({"type": "doc", "content": [{"type": "paragraph", "content": [
        {"type": "text", "text": "With John "}, {"type": "text", "text": "Smith of Leith.", "marks": [{"type": "strong"}]}]}]});
    let document = Document::parse(&json.to_string()).expect("a document");
    let mut tally = Tally::default();
    pen(&["John Smith", "Smith of Leith", "Jon Smith"]).count_document(&document, &mut tally);
    assert_eq!(tally, Tally { places: 1, hits: vec![1, 1, 0] });
}

// Two that overlap must leave nothing of either.
#[test]
fn what_overlaps_goes_as_one() {
    assert_eq!(pen(&["John Smith", "Smith of Leith"]).text("With John Smith of Leith."), format!("With {GONE}."));
}

// Words that lie partly under a tag must not show in the list of tagged passages.
#[test]
fn what_lies_half_under_a_tag_is_gone_on_both_sides() {
    let tag = serde_json::json!([{"type": "tag", "attrs": {"passage": "p1", "factor": "S", "aspect": "shows", "comment": "John Smith again"}}]);
    let json = serde_json::json!({"type": "doc", "content": [{"type": "paragraph", "content": [
        {"type": "text", "text": "He said John "}, {"type": "text", "text": "Smith is cruel", "marks": tag}]}]});
    let document = pen(&["John Smith"]).document(&Document::parse(&json.to_string()).expect("a document"));
    let found = document.extract();
    assert_eq!(found.text, format!("He said {GONE}[…] is cruel"));
    assert_eq!(found.passages[0].words, "[…] is cruel");
    assert_eq!(found.passages[0].comment.as_deref(), Some(format!("{GONE} again").as_str()));
    Document::parse(&document.to_json()).expect("it stays a document");
    assert_eq!(pen(&["John Smith"]).stretch("He said John Smith is cruel", 13..27), "[…] is cruel");
}

// A reason is what the reader is owed; without one nothing is left out.
#[test]
fn words_and_a_reason_are_asked_for() {
    for (words, reason) in [("", "x"), ("x", ""), (" \n ", "x")] {
        let one = Redaction { words: words.into(), reason: reason.into() };
        assert!(matches!(Pen::new(&[one]), Err(Error::Invalid(_))));
    }
}
