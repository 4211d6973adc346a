//! Typing: the work of a key press in a long note, from the key to the letter on the screen. `tests/typing.rs` drives the real
//! window and prints the numbers; here they are held against a frame of the screen and a bare editable text.

use std::process::Command;

use crate::{Bench, Result, report::Figure};

/// A frame of a screen that is drawn sixty times a second, in milliseconds.
const FRAME: f64 = 16.0;
/// What a bare editable text needs is what the web view itself needs; an editor of ours may need so many times as much.
const AGAINST_BARE: f64 = 3.0;

/// The figures of typing.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let [median, slow, bare, _] = numbers(bench, &[])?;
    let name = "a key press in a 10,000-word note with 200 tags";
    Ok(vec![
        Figure::new(name, "ms", [median, FRAME], "a frame of the screen", 1.0),
        Figure::new(&format!("{name}, one in twenty"), "ms", [slow, FRAME], "a frame of the screen", 1.0),
        Figure::new(name, "ms", [median, bare], "a bare editable text", AGAINST_BARE),
    ])
}

/// What the program that types says of ours, the median and one in twenty, and the same of the reference; in milliseconds.
pub fn numbers(bench: &Bench, what: &[&str]) -> Result<[f64; 4]> {
    let program = bench.typing.as_ref().ok_or("no program was given that types")?;
    let run = Command::new(program).args(what).output();
    let done = run.map_err(|why| format!("{} does not start: {why}", program.display()))?;
    if !done.status.success() {
        return Err(format!("it failed ({}): {}", done.status, String::from_utf8_lossy(&done.stderr)).into());
    }
    let said = String::from_utf8(done.stdout)?;
    Ok(serde_json::from_str(said.lines().last().unwrap_or_default())?)
}
