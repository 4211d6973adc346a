//! How a handout reads: its grade, its sections that are harder than the rest, its longest sentence, its hard words.

use secure_base_handouts::{Handout, reading};
use serde::Serialize;
use specta::Type;

/// No section is to stand above this grade, however easy the whole is.
const STEEP: f32 = 8.0;

/// How a handout reads.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// The Flesch-Kincaid grade: the years of school after which it is read with ease.
    pub grade: f32,
    /// The sections above grade 8, in the order of the page.
    pub steep: Vec<SteepSection>,
    /// The longest sentence.
    pub longest: String,
    /// How many words it has.
    pub longest_words: u32,
    /// Long words, each once, in the order of the page.
    pub hard: Vec<String>,
}

/// A section that asks more of its reader than it should.
#[derive(Clone, Debug, Serialize, Type)]
pub struct SteepSection {
    /// Its heading, or what it is.
    pub name: String,
    /// Its Flesch-Kincaid grade.
    pub grade: f32,
}

/// How a handout reads, its title and headings aside.
pub fn of(handout: &Handout) -> Reading {
    let sections = handout.sections();
    let text = sections.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join("\n");
    let (longest, count) = reading::longest_sentence(&text);
    let graded = sections.into_iter().map(|(name, words)| SteepSection { name, grade: reading::grade(&words) });
    Reading {
        grade: reading::grade(&text),
        steep: graded.filter(|section| section.grade > STEEP).collect(),
        longest,
        longest_words: count as u32,
        hard: reading::hard_words(&text),
    }
}
