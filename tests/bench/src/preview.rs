//! The pages of the composer: from a key press to the new pages on the screen, all waiting included. `tests/typing.rs` drives the
//! real window; here its numbers are held against what people take for "at once", and against the same pages put up anew by the
//! web view alone, which sets nothing and asks nobody.

use crate::{Bench, Result, report::Figure, typing};

/// What people take for "at once", in milliseconds.
const BLINK: f64 = 50.0;
/// Setting the pages anew and drawing what has changed may take so many times as long as drawing all of them without setting.
const AGAINST_BARE: f64 = 3.0;

/// The figures of the composer's pages.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let [median, slow, bare, _] = typing::numbers(bench, &["preview"])?;
    let name = "a key press in the composer, until the pages follow";
    Ok(vec![
        Figure::new(name, "ms", [median, BLINK], "a blink", 1.0),
        Figure::new(&format!("{name}, one in twenty"), "ms", [slow, BLINK], "a blink", 1.0),
        Figure::new(name, "ms", [median, bare], "bare pages put up anew", AGAINST_BARE),
    ])
}
