//! What is typed into the search, taken apart: words, "phrases", prefixes*, -words to leave out, and filters.
//!
//! Nothing that can be typed is an error. What cannot be meant is told as a hint.

use std::mem;

use super::filter::{self, Filter};

/// More than anybody types; a pasted page is cut off with a hint.
const LONGEST: usize = 500;
/// So many words and filters make one question.
const MOST: usize = 40;

/// Words to look for: one, or several that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// As typed, without quotes and without letters for private use.
    pub(super) text: String,
    /// Whether the last word may go on.
    pub(super) prefix: bool,
}

/// A filter, and the very piece of the text that asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) piece: String,
    pub(super) filter: Filter,
}

/// What was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    /// All of these must be there.
    pub(super) words: Vec<Term>,
    /// And none of these.
    pub(super) without: Vec<Term>,
    pub(super) filters: Vec<Typed>,
    /// What cannot be meant, a sentence each.
    pub(super) hints: Vec<String>,
}

/// A piece of what was typed, up to the next space outside of quotes.
#[derive(Default)]
struct Piece {
    /// All of it.
    whole: String,
    without: bool,
    /// What stands before a colon.
    name: Option<String>,
    /// The rest, without quotes.
    value: String,
    quoted: bool,
    /// Nothing comes after it, not even a space: it may still be being typed.
    open: bool,
}

impl Query {
    /// Takes apart what was typed.
    pub(super) fn parse(typed: &str) -> Query {
        let mut query = Query::default();
        let kept: String = typed.chars().take(LONGEST).map(plain).collect();
        let mut pieces = pieces(&kept);
        if typed.chars().nth(LONGEST).is_some() || pieces.len() > MOST {
            query
                .hints
                .push(format!("That is too much at once: at most {MOST} words and {LONGEST} letters are sought."));
            pieces.truncate(MOST);
        }
        pieces.into_iter().for_each(|piece| query.take(piece));
        if query.words.is_empty() && query.filters.is_empty() && !query.without.is_empty() {
            query.hints.push("Say also what to look for: a word to leave out needs others beside it.".into());
        }
        query
    }

    /// Whether there is anything to look for.
    pub(super) fn asks(&self) -> bool {
        !self.words.is_empty() || !self.filters.is_empty()
    }

    fn take(&mut self, mut piece: Piece) {
        if let Some(name) = piece.name.take() {
            match filter::read(&name, &piece.value) {
                _ if piece.without => self.hints.push(format!(
                    "A minus leaves out words, not filters: take it away before “{name}:”, or put the words in quotes."
                )),
                Ok(Some(filter)) => self.filters.push(Typed { piece: piece.whole, filter }),
                // What ends in a colon and is no filter is a word like any other.
                Ok(None) => {
                    let value = format!("{name} {}", piece.value);
                    self.take_words(Piece { value, ..piece });
                }
                Err(hint) => self.hints.push(hint),
            }
        } else if let Some(filter) = filter::bare(&piece.value).filter(|_| !piece.quoted && !piece.without) {
            self.filters.push(Typed { piece: piece.whole, filter });
        } else {
            self.take_words(piece);
        }
    }

    fn take_words(&mut self, piece: Piece) {
        let stars = piece.value.ends_with('*') && !piece.quoted;
        let text = piece.value.trim_end_matches('*').to_owned();
        let last: String = text.chars().rev().take_while(|c| !is_break(*c)).collect();
        if !text.chars().any(char::is_alphanumeric) {
            return;
        }
        // One letter begins too many words to be of use; in scripts without spaces it may be a whole one.
        let goes_on = last.chars().count() > 1 || !last.is_ascii();
        if stars && !goes_on {
            self.hints.push("Two letters or more must stand before a star.".into());
            return;
        }
        let being_typed = piece.open && !piece.without;
        let prefix = (stars || being_typed) && goes_on && !last.is_empty();
        if being_typed && !prefix && text.len() == 1 && !piece.quoted && !self.words.is_empty() {
            // The first letter of a further word: as yet it says nothing.
            return;
        }
        let term = Term { text, prefix };
        if piece.without { self.without.push(term) } else { self.words.push(term) }
    }
}

/// Whether a letter stands between words; an accent that follows its letter does not.
pub(super) fn is_break(letter: char) -> bool {
    !letter.is_alphanumeric() && !('\u{300}'..='\u{36f}').contains(&letter)
}

/// A letter that can stand in a word. Letters for private use mark the facts in the index, and control characters would end
/// a question early.
fn plain(letter: char) -> char {
    let private = matches!(u32::from(letter), 0xe000..=0xf8ff | 0xf_0000..=0x10_ffff);
    match letter {
        '“' | '”' | '„' => '"',
        _ if private || letter.is_control() => ' ',
        _ => letter,
    }
}

fn pieces(typed: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut piece = Piece::default();
    let mut inside = false;
    for letter in typed.chars() {
        if letter.is_whitespace() && !inside {
            if !piece.whole.is_empty() {
                found.push(mem::take(&mut piece));
            }
            continue;
        }
        match letter {
            '-' if piece.whole.is_empty() => piece.without = true,
            '"' if inside => inside = false,
            '"' if piece.value.is_empty() => (inside, piece.quoted) = (true, true),
            // A quote in the middle of a word parts it.
            '"' => piece.value.push(' '),
            ':' if !piece.quoted && piece.name.is_none() && is_name(&piece.value) => {
                piece.name = Some(mem::take(&mut piece.value));
            }
            _ => piece.value.push(letter),
        }
        piece.whole.push(letter);
        // What follows a closing quote without a space is a piece of its own.
        if letter == '"' && !inside && piece.quoted {
            found.push(mem::take(&mut piece));
        }
    }
    if !piece.whole.is_empty() {
        piece.open = true;
        found.push(piece);
    }
    found
}

fn is_name(text: &str) -> bool {
    text.len() > 1 && text.chars().all(|c| c.is_ascii_alphabetic())
}
