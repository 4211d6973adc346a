//! Notes that describe themselves: the text of a revision follows from its number, so a mixture of two shows.

use serde_json::{Value, json};

use crate::seed::Seed;

const WORDS: [&str; 24] = [
    "again", "breath", "calm", "door", "evening", "far", "garden", "hand", "inside", "joy", "kind", "letter",
    "morning", "near", "often", "patient", "quiet", "river", "slow", "table", "under", "voice", "window", "yet",
];
/// How many words a note has: some fit on one page of the database, some take ten.
const SIZES: [u64; 6] = [1, 12, 150, 900, 3_000, 6_500];

/// The document of this revision, from a few bytes to some 40 KB.
pub fn document(revision: u32) -> String {
    let mut seed = Seed::new(u64::from(revision), 0);
    let size = seed.one(&SIZES);
    let words = size / 2 + seed.below(size / 2 + 1) + 1;
    let mut blocks = vec![heading(revision)];
    let mut text = String::new();
    for number in 1..=words {
        text.push_str(seed.one(&WORDS));
        text.push_str(if number % 80 == 0 || number == words { "." } else { " " });
        if text.ends_with('.') {
            blocks.push(json!({"type": "paragraph", "content": [{"type": "text", "text": std::mem::take(&mut text)}]}));
        }
    }
    json!({"type": "doc", "content": blocks}).to_string()
}

/// The first line says the revision and carries a tag, so that the table of passages changes with each save.
fn heading(revision: u32) -> Value {
    let factor = ["B", "E", "S"][revision as usize % 3];
    let tag = json!([{"type": "tag", "attrs": {"passage": "p1", "factor": factor, "aspect": "shows"}}]);
    json!({"type": "paragraph", "content": [
        {"type": "text", "text": "Revision "},
        {"type": "text", "text": revision.to_string(), "marks": tag},
    ]})
}

/// The head of this revision with the body of another: what a half-save would leave.
pub fn mixture(revision: u32) -> String {
    document(revision + 1).replacen(&format!("\"{}\"", revision + 1), &format!("\"{revision}\""), 1)
}

/// Why this is not the whole text of that revision, if it is not.
pub fn half_saved(stored: &str, revision: u32) -> Option<String> {
    if revision == 0 || stored == document(revision) {
        return None;
    }
    let says = serde_json::from_str::<Value>(stored).ok();
    let says = says.and_then(|doc| Some(doc["content"][0]["content"][1]["text"].as_str()?.to_owned()));
    Some(format!("the note of revision {revision} is not whole: its first line says {says:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    // A mixture that passed for a note would make every other test of the laboratory worthless.
    #[test]
    fn a_mixture_of_two_revisions_is_seen() {
        for (one, other) in [(1, 2), (7, 8), (20, 33)] {
            assert_eq!(half_saved(&document(one), one), None);
            assert!(half_saved(&document(one), other).is_some(), "the text of another revision");
            assert!(half_saved(&mixture(one), one).is_some(), "the head of one and the body of another");
        }
    }

    #[test]
    fn notes_go_from_a_few_bytes_to_many_pages() {
        let sizes: Vec<usize> = (1..200).map(|revision| document(revision).len()).collect();
        assert!(sizes.iter().any(|size| *size < 400) && sizes.iter().any(|size| *size > 30_000), "{sizes:?}");
    }
}
