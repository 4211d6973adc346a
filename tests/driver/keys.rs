//! Keys as the keyboard sends them.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
pub use fantoccini::key::Key;

/// Held down with another key.
pub const CONTROL: Key = Key::Control;
/// Held down with another key.
pub const ALT: Key = Key::Alt;
/// Held down with another key.
pub const SHIFT: Key = Key::Shift;

/// The letters of a text, one after the other; a line break is Enter.
pub fn letters(text: &str) -> KeyActions {
    text.chars().fold(KeyActions::new("keyboard".into()), |keys, letter| press(keys, code(letter)))
}

/// A key pressed so many times while others are held.
pub fn chord(held: &[Key], key: char, times: usize) -> KeyActions {
    let start = KeyActions::new("keyboard".into());
    let down = held.iter().fold(start, |keys, key| keys.then(KeyAction::Down { value: (*key).into() }));
    let pressed = (0..times).fold(down, |keys, _| press(keys, key));
    held.iter().rev().fold(pressed, |keys, key| keys.then(KeyAction::Up { value: (*key).into() }))
}

fn press(keys: KeyActions, value: char) -> KeyActions {
    keys.then(KeyAction::Down { value }).then(KeyAction::Up { value })
}

fn code(letter: char) -> char {
    if letter == '\n' { Key::Enter.into() } else { letter }
}
