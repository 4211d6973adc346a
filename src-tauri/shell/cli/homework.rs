//! Slips from the command line: what a script or another program wrote down, on paper.

use std::{
    fs,
    io::{Read, stdin},
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use secure_base_handouts::{Format, Slip, SlipOptions, SlipPaper, print_slips};

use super::say;
use crate::{
    desk, printing,
    problem::{Problem, ProblemCode},
};

/// A slip is a card; what is longer than this is no file that anybody wrote for some.
const LARGEST_FILE: u64 = 1024 * 1024;
/// What a slip may say, for somebody who writes one by hand.
const FIELDS: &str = "task, why, goal, ownWords, when, place, howOften, howLong, until, sureness (0 to 10), obstacle, planIf, planThen, \
     boxes ({\"times\": 3} or {\"days\": [\"mon\"]}), handout, name";

#[derive(Subcommand)]
pub(super) enum Homework {
    /// Print homework as slips to a PDF file
    Slip(PrintSlip),
}

#[derive(Args)]
pub(super) struct PrintSlip {
    /// A file with a slip as JSON, or with a list of them; - for standard input
    #[arg(long, value_name = "FILE")]
    json: PathBuf,
    /// The PDF file
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// standard, large (18 pt) or easy (wider spacing)
    #[arg(long, default_value = "standard", value_parser = str::parse::<Format>)]
    format: Format,
    /// a5, letter-half, or a sheet to cut in four: a4x4 or letterx4 (in two for large and easy)
    #[arg(long, default_value = "a5", value_parser = str::parse::<SlipPaper>)]
    paper: SlipPaper,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
}

impl Homework {
    pub(super) fn run(&self) -> Result<(), Problem> {
        let Homework::Slip(slip) = self;
        slip.print()
    }
}

impl PrintSlip {
    fn print(&self) -> Result<(), Problem> {
        let slips = read(&self.json)?;
        let printed_on = desk::now().date_naive();
        let options = SlipOptions { format: self.format, paper: self.paper, printed_on };
        let printed = print_slips(&slips, None, &options)?;
        printing::write(&self.output, &printed.bytes, self.force)?;
        say(&self.output.display().to_string())
    }
}

/// A slip, or a list of them.
fn read(path: &Path) -> Result<Vec<Slip>, Problem> {
    let standard_input = path == Path::new("-");
    let name = if standard_input { "standard input".into() } else { path.display().to_string() };
    let unread = |why: std::io::Error| Problem::file(&format!("Reading {name}"), why);
    let mut text = String::new();
    let read = match standard_input {
        true => stdin().take(LARGEST_FILE).read_to_string(&mut text),
        false => fs::File::open(path).and_then(|file| file.take(LARGEST_FILE).read_to_string(&mut text)),
    };
    read.map_err(unread)?;
    // Some editors begin a file with a byte order mark.
    let json = text.trim_start_matches('\u{feff}').trim_start();
    let slips = match json.starts_with('[') {
        true => serde_json::from_str(json),
        false => serde_json::from_str(json).map(|slip| vec![slip]),
    };
    // What is written in the file stays out of the error: it may be about a client.
    slips.map_err(|why| {
        let message = format!("{name} is no slip from line {}, column {} on.", why.line(), why.column());
        Problem::new(ProblemCode::Other, message, format!("Write JSON with some of: {FIELDS}."))
    })
}
