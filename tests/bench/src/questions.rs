//! What is asked of the search: common and rare words, phrases, beginnings as they are typed, filters; each as it is typed into the
//! product, and as it is written by hand for FTS5.

use secure_base_model::Factor;
use secure_base_practice::{Document, Practice};

use crate::{Result, seeded::spread};

/// A question.
pub struct Question {
    /// As it is typed.
    pub typed: String,
    /// What stands behind MATCH when it is written by hand.
    pub matched: String,
    /// Whether it is about passages.
    pub of_passages: bool,
}

/// So many notes are read for their words.
const READ: usize = 12;
/// So many words of each are asked.
const WORDS: usize = 6;

/// The questions, drawn from the words of the practice's own notes: the same ones in a practice of any size.
pub fn questions(practice: &Practice) -> Result<Vec<Question>> {
    let mut all: Vec<Question> = ["zeppelins", "quagga3", "nowhereatall", "the", "and", "she"].map(word).into();
    for session in spread(practice, READ)? {
        let text = Document::parse(&practice.note(session)?.document)?.extract().text;
        let plain: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
        let words: Vec<String> = plain.split_whitespace().filter(|w| w.len() > 3).map(str::to_lowercase).collect();
        for pair in words.chunks(2).step_by(7).take(WORDS).filter(|pair| pair.len() == 2) {
            all.extend(about(&pair[0], &pair[1]));
        }
        all.extend(phrase(&text));
    }
    for factor in Factor::ALL {
        let fact = format!("facts : \"\u{e004}{factor}\"");
        all.push(question(format!("factor:{factor} "), fact.clone(), true));
        all.push(question(format!("factor:{factor} the "), format!("\"the\" AND {fact}"), true));
    }
    all.push(question("factor:S marzipan ".into(), "\"marzipan\" AND facts : \"\u{e004}S\"".into(), true));
    all.push(question("unsigned ".into(), "facts : \"\u{e002}\"".into(), false));
    Ok(all)
}

fn question(typed: String, matched: String, of_passages: bool) -> Question {
    Question { typed, matched, of_passages }
}

fn word(word: &str) -> Question {
    question(format!("{word} "), format!("\"{word}\""), false)
}

/// Questions about two words: each, both, one without the other, in passages, and one as it is being typed.
fn about(one: &str, two: &str) -> Vec<Question> {
    let mut found = vec![
        word(one),
        question(format!("{one} {two} "), format!("\"{one}\" AND \"{two}\""), false),
        question(format!("{one} -{two} "), format!("\"{one}\" NOT \"{two}\""), false),
        question(format!("factor:E {one} "), format!("\"{one}\" AND facts : \"\u{e004}E\""), true),
    ];
    let letters = (2..=one.len().min(6)).filter(|end| one.is_char_boundary(*end));
    found.extend(letters.map(|end| question(one[..end].into(), format!("\"{}\"*", &one[..end]), false)));
    found
}

/// Three words that stand together.
fn phrase(text: &str) -> Option<Question> {
    let plain = |word: &&str| word.chars().all(|c| c.is_ascii_alphabetic());
    let words: Vec<&str> = text.split(' ').skip(5).skip_while(|word| !plain(word)).take_while(plain).take(3).collect();
    let together = words.join(" ");
    (words.len() == 3).then(|| question(format!("\"{together}\" "), format!("\"{together}\""), false))
}
