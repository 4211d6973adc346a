//! How a handout reads: its grade, its longest sentence, its hard words.

use secure_base_handouts::{Handout, reading};
use serde::Serialize;
use specta::Type;

/// So many hard words are named.
const NAMED: usize = 12;

/// How a handout reads.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// The Flesch-Kincaid grade: the years of school after which it is read with ease.
    pub grade: f32,
    /// The longest sentence.
    pub longest: String,
    /// How many words it has.
    pub longest_words: u32,
    /// Long words, in the order of the page.
    pub hard: Vec<String>,
}

/// How a handout reads, its title and headings aside.
pub fn of(handout: &Handout) -> Reading {
    let text = handout.sections().into_iter().map(|(_, words)| words).collect::<Vec<_>>().join("\n");
    let (longest, count) = reading::longest_sentence(&text);
    let hard = reading::hard_words(&text).into_iter().take(NAMED).collect();
    Reading { grade: reading::grade(&text), longest, longest_words: count as u32, hard }
}
