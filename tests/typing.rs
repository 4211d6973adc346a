//! Measures keys in the real window, for the benchmark: prints milliseconds as JSON, of a key press in a long note, or with the
//! word `preview` of the pages that follow a key in the composer. The window's page and web view are those that ship; only the
//! program around them is a debug build, because no other can be driven.
#![allow(clippy::unwrap_used, missing_docs, dead_code)]

mod driver;
#[path = "window/previewing.rs"]
mod previewing;
#[path = "window/steps.rs"]
mod steps;
#[path = "window/typing.rs"]
mod typing;

fn main() {
    let (ours, plain) = match std::env::args().nth(1).as_deref() {
        Some("preview") => previewing::measure("preview"),
        _ => typing::measure("typing"),
    };
    let numbers = [ours.median, ours.slow, plain.median, plain.slow];
    println!("{}", serde_json::json!(numbers));
}
