//! Measures a key press in a long note in the real window, for the benchmark: prints milliseconds as JSON. The window's page
//! and web view are those that ship; only the program around them is a debug build, because no other can be driven.
#![allow(clippy::unwrap_used, missing_docs, dead_code)]

mod driver;
#[path = "window/steps.rs"]
mod steps;
#[path = "window/typing.rs"]
mod typing;

fn main() {
    let (ours, plain) = typing::measure("typing");
    let numbers = [ours.median, ours.slow, plain.median, plain.slow];
    println!("{}", serde_json::json!(numbers));
}
