//! The fault laboratory: a program that saves is killed, its disk fails, its power is cut, and then we look.
//!
//! `cargo test -p secure-base-vault-tests` takes a sample; `VAULT=full` takes everything, `VAULT_ONLY=cuts` one
//! section, and `VAULT_SEED=7` the same chances again. Figures go to `target/vault/summary.json`.
#![allow(clippy::unwrap_used)]
#![cfg_attr(not(target_os = "linux"), allow(dead_code, unused_imports))]

mod bench;
mod controls;
mod cuts;
mod faults;
mod judge;
mod kills;
mod mount;
mod places;
mod plan;
mod scenario;
mod summary;
mod wish;
mod writer;

use std::process::ExitCode;

use crate::{summary::Report, wish::Wish};

type Section = (&'static str, fn(&Wish, &mut Report));

const SECTIONS: [Section; 5] = [
    ("kills", kills::run),
    ("faults", faults::run),
    ("cuts", cuts::run),
    ("places", places::run),
    ("controls", controls::run),
];

#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    println!("The fault laboratory needs Linux: skipped.");
    ExitCode::SUCCESS
}

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    let wish = Wish::from_environment();
    println!("fault laboratory: {} run, VAULT_SEED={}", wish.extent(), wish.seed);
    let mut report = Report::new(&wish);
    for (name, section) in SECTIONS.iter().filter(|(name, _)| wish.takes(name)) {
        let started = std::time::Instant::now();
        section(&wish, &mut report);
        println!("{name}: {:.0} s", started.elapsed().as_secs_f32());
    }
    report.verdict()
}
