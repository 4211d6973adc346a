use secure_base_practice::Document;
use serde_json::{Value, json};

fn tagged(text: &str, passages: &[&str]) -> Value {
    let marks: Vec<Value> = passages
        .iter()
        .map(|p| json!({"type": "tag", "attrs": {"passage": p, "factor": "B", "aspect": "shows"}}))
        .collect();
    json!({"type": "text", "text": text, "marks": marks})
}

fn extract(content: Value) -> (String, Vec<(String, u32, String)>) {
    let found = Document::parse(&json!({"type": "doc", "content": content}).to_string()).unwrap().extract();
    (found.text, found.passages.into_iter().map(|p| (p.mark, p.place, p.words)).collect())
}

#[test]
fn text_is_a_line_for_each_block() {
    // Search, lists and exports read this text: blocks must not run into one another.
    let (text, _) = extract(json!([
        {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Plan"}]},
        {"type": "bulletList", "content": [
            {"type": "listItem", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "one"}]}]},
            {"type": "listItem", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "two"}]}]},
        ]},
        {"type": "orderedList", "attrs": {"start": 3}, "content": [
            {"type": "listItem", "content": [{"type": "paragraph"}]},
        ]},
        {"type": "paragraph", "content": [{"type": "text", "text": "a"}, {"type": "hardBreak"}, {"type": "text", "text": "b"}]},
    ]));
    assert_eq!(text, "Plan\none\ntwo\n\na\nb");
}

#[test]
fn overlapping_passages_each_keep_their_own_words() {
    let (_, passages) = extract(json!([{"type": "paragraph", "content": [
        tagged("one ", &["p"]), tagged("two ", &["p", "q"]), tagged("three", &["q"]),
    ]}]));
    let expected = [("p", 0, "one two "), ("q", 4, "two three")];
    assert_eq!(passages, expected.map(|(m, at, words)| (m.to_owned(), at, words.to_owned())));
}

#[test]
fn a_passage_over_two_paragraphs_is_one() {
    let (_, passages) = extract(json!([
        {"type": "paragraph", "content": [tagged("first", &["p"])]},
        {"type": "paragraph", "content": [tagged("second", &["p"])]},
    ]));
    assert_eq!(passages, [("p".to_owned(), 0, "first\nsecond".to_owned())]);
}

#[test]
fn places_count_characters_and_not_bytes() {
    // JavaScript counts UTF-16, Rust bytes: neither may leak into the record.
    let (_, passages) = extract(json!([{"type": "paragraph", "content": [
        {"type": "text", "text": "😀é"}, tagged("here", &["p"]),
    ]}]));
    assert_eq!(passages[0].1, 2);
}

// What leaves as a copy must hold the weights and lists that were written, and tags must not cut words apart.
#[test]
fn the_outline_holds_weights_and_lists() {
    use secure_base_practice::{OutlineBlock, Words};
    let tag = json!({"type": "tag", "attrs": {"passage": "p", "factor": "S", "aspect": "shows"}});
    let text = |text: &str, marks: Value| json!({"type": "text", "text": text, "marks": marks});
    let line = json!({"type": "paragraph", "content": [
        text("slept ", json!([])), text("we", json!([tag])), text("ll", json!([])),
        {"type": "hardBreak"}, text("again", json!([{"type": "strong"}]))]});
    let list =
        json!({"type": "orderedList", "attrs": {"start": 3}, "content": [{"type": "listItem", "content": [line]}]});
    let document = json!({"type": "doc", "content": [list]}).to_string();
    let words = |text: &str, strong| Words { text: text.into(), strong, slanted: false };
    let item = OutlineBlock::Paragraph(vec![words("slept well\n", false), words("again", true)]);
    let expected = vec![OutlineBlock::List { start: Some(3), items: vec![vec![item]] }];
    assert_eq!(Document::parse(&document).unwrap().outline(), expected);
}
