//! Reading ease: the Flesch-Kincaid grade of a text, by which a handout is kept plain.

/// The Flesch-Kincaid grade: the years of school after which the text is read with ease. Zero for no words.
pub fn grade(text: &str) -> f32 {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return 0.0;
    }
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let count = words.len() as f32;
    0.39 * count / sentences(text) as f32 + 11.8 * syllables as f32 / count - 15.59
}

/// Sentences: stretches of words closed by a full stop, question or exclamation mark, or the end of a line.
fn sentences(text: &str) -> usize {
    let has_words = |sentence: &&str| sentence.chars().any(char::is_alphanumeric);
    text.split(['.', '?', '!', '\n']).filter(has_words).count().max(1)
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
