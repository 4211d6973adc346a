//! Tests of the whole program: its window, its headless commands, its house rules.
//!
//! In a test an `expect` or `unwrap` is an assertion, and its items explain themselves by what they test.
#![allow(clippy::unwrap_used, missing_docs)]

mod driver;
mod headless;
mod looking_after;
mod notices;
mod slips;
mod tidy;
mod types;
mod window;
