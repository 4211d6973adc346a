//! Reading ease: the Flesch-Kincaid grade of a text, by which a handout is kept plain, its longest sentence and its hard
//! words.

use std::collections::BTreeSet;

/// From so many syllables on a word is hard.
const HARD: usize = 4;

/// The longest sentence of a text, and how many words it has.
pub fn longest_sentence(text: &str) -> (String, usize) {
    let count = |sentence: &str| words(sentence).count();
    let longest = text.split(ENDS).map(str::trim).max_by_key(|sentence| count(sentence)).unwrap_or_default();
    (longest.to_owned(), count(longest))
}

/// The words of four syllables and more, each once, in the order of the text.
pub fn hard_words(text: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let hard = words(text).filter(|word| syllables(word) >= HARD);
    hard.filter(|word| seen.insert(word.to_lowercase())).map(str::to_owned).collect()
}

/// The Flesch-Kincaid grade: the years of school after which the text is read with ease. Zero for no words.
pub fn grade(text: &str) -> f32 {
    let words: Vec<&str> = words(text).collect();
    if words.is_empty() {
        return 0.0;
    }
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let count = words.len() as f32;
    0.39 * count / sentences(text) as f32 + 11.8 * syllables as f32 / count - 15.59
}

/// What ends a sentence.
const ENDS: [char; 4] = ['.', '?', '!', '\n'];

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'')
        .filter(|word| word.contains(char::is_alphanumeric))
}

/// Sentences: stretches of words closed by a full stop, question or exclamation mark, or the end of a line.
fn sentences(text: &str) -> usize {
    let has_words = |sentence: &&str| sentence.chars().any(char::is_alphanumeric);
    text.split(ENDS).filter(has_words).count().max(1)
}

/// Syllables by groups of vowels, less a silent final e.
fn syllables(word: &str) -> usize {
    let word: String = word.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let vowel = |c: char| "aeiouy".contains(c);
    let groups = word.chars().fold((0, false), |(count, was), c| (count + usize::from(vowel(c) && !was), vowel(c))).0;
    let silent = word.ends_with('e') && !word.ends_with("le") && groups > 1
        || word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded") && groups > 1;
    (groups - usize::from(silent)).max(1)
}
