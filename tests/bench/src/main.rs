//! The benchmark: each figure is a ratio of the product to a named reference, measured in the same run.
//!
//! `tests/bench/run` builds what is measured, starts this program and is what people call. It measures and does not
//! judge: a figure that falls short of its goal is printed as such, and only one that cannot be measured is a failure.

mod bare;
mod board;
mod drawing;
mod handout;
mod hands;
mod html;
mod indexed;
mod lists;
mod machine;
mod measure;
mod memory;
mod plain;
mod preview;
mod questions;
mod report;
mod save;
mod screen;
mod search;
mod seeded;
mod slip;
mod texts;
mod tree;
mod typing;
mod typst_sheet;
mod unlock;
mod weasyprint;
mod window;

use std::{error::Error, fs, path::PathBuf, process::ExitCode};

use clap::{Parser, ValueEnum};

use crate::report::Report;

/// Why something could not be measured.
pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Subject {
    /// Start and memory of the window
    Window,
    /// Printing a handout
    Handout,
    /// Printing a sheet of four slips
    Slip,
    /// Saving a note
    Save,
    /// Unlocking a large practice
    Unlock,
    /// The first page of a search
    Search,
    /// The list of clients, a client's page, the desk and the palette
    Lists,
    /// The board of open tasks
    Board,
    /// A search beside ripgrep and LIKE
    Texts,
    /// Typing in a long note
    Typing,
    /// The composer's pages
    Preview,
    /// Memory with a large practice open
    Memory,
}

/// Measures the product against named references.
#[derive(Parser)]
pub struct Bench {
    /// What to measure; everything where nothing is named
    subjects: Vec<Subject>,
    /// The product's program
    #[arg(long)]
    app: PathBuf,
    /// The program with the bare window
    #[arg(long)]
    bare: PathBuf,
    /// The program that types in the real window
    #[arg(long)]
    typing: Option<PathBuf>,
    /// A Python that has WeasyPrint
    #[arg(long)]
    python: PathBuf,
    /// The program ripgrep
    #[arg(long, default_value = "rg")]
    ripgrep: PathBuf,
    /// The folder for what is made on the way, and for summary.json
    #[arg(long)]
    out: PathBuf,
}

fn main() -> ExitCode {
    match run(&Bench::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("The benchmark could not be run: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Whether everything could be measured.
fn run(bench: &Bench) -> Result<bool> {
    fs::create_dir_all(&bench.out)?;
    println!("{}\n", machine::described());
    let mut report = Report::default();
    let wanted = |subject| bench.subjects.is_empty() || bench.subjects.contains(&subject);
    if wanted(Subject::Window) {
        report.add("Start and memory of the window", window::measure(bench));
    }
    if wanted(Subject::Handout) {
        handout::measure(bench, &mut report);
    }
    if wanted(Subject::Slip) {
        report.add("Printing slips", slip::measure());
    }
    if wanted(Subject::Save) {
        report.add("Saving a note", save::measure(bench));
    }
    if wanted(Subject::Unlock) {
        report.add("Unlocking a large practice", unlock::measure(bench));
    }
    if wanted(Subject::Search) {
        report.add("Searching", search::measure(bench));
    }
    if wanted(Subject::Lists) {
        report.add("Lists", lists::measure(bench));
    }
    if wanted(Subject::Board) {
        report.add("The board", board::measure(bench));
    }
    if wanted(Subject::Texts) {
        report.add("Searching beside ripgrep and LIKE", texts::measure(bench));
    }
    if wanted(Subject::Memory) {
        report.add("Memory with a large practice", memory::measure(bench));
    }
    if wanted(Subject::Typing) {
        report.add("Typing in a long note", typing::measure(bench));
    }
    if wanted(Subject::Preview) {
        report.add("The composer's pages", preview::measure(bench));
    }
    report.finish(&bench.out.join("summary.json"))
}
