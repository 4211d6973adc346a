//! The command line: the window by default, and headless commands for scripts and for people without a display.

mod homework;
mod leaving;
mod vault;

use std::{
    collections::HashSet,
    fs,
    io::{ErrorKind, Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};
use secure_base_handouts::{Format, HandoutSummary, Library, Paper};
use secure_base_practice::{Practice, SeedSize, vault::RecoveryCode};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::{
    commands::sample,
    desk,
    places::Places,
    printing::{self, HandoutChoice},
    problem::{Problem, ProblemCode},
    program,
};

/// A passphrase is a line; what is longer than this is no file that anybody wrote for one.
const LONGEST_PASSPHRASE_FILE: u64 = 64 * 1024;

/// Clients, session notes, homework and handouts for psychotherapists, on their own computer.
#[derive(Parser)]
#[command(name = "secure-base", version, max_term_width = 100)]
struct Cli {
    /// The folder of the practice to open in the window
    #[arg(long, value_name = "DIR")]
    practice: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// List or print handouts
    #[command(subcommand)]
    Handout(Handout),
    /// Print homework
    #[command(subcommand)]
    Homework(homework::Homework),
    /// Make a sample practice of invented clients in a new folder
    Sample(Sample),
    /// Check a practice: its files, pages, tables, search index, notes and audit log, and the backups beside it
    Check(vault::Check),
    /// Make a backup of a practice, proven by restoring it
    Backup(vault::Backup),
    /// Restore a backup; what stands in its place is put aside
    Restore(vault::Restore),
    /// Read what can be read out of a damaged practice into a new one
    Recover(vault::Recover),
    /// Write everything into an open archive, a folder that is NOT encrypted and needs no program to be read
    Export(leaving::Export),
    /// Build a new practice from an open archive
    Rebuild(leaving::Rebuild),
}

#[derive(Subcommand)]
enum Handout {
    /// List the handouts
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print handouts to PDF files
    Print(Print),
}

#[derive(Args)]
struct Print {
    /// The handouts' ids, as `handout list` shows them
    #[arg(value_name = "ID", required_unless_present = "all", conflicts_with = "all")]
    ids: Vec<String>,
    /// All handouts
    #[arg(long)]
    all: bool,
    /// A folder, made if it is not there; for one handout also a file whose name ends in .pdf
    #[arg(short, long, value_name = "PATH")]
    output: PathBuf,
    /// standard (14 pt), large (18 pt) or easy (wider spacing, shorter lines)
    #[arg(long, default_value = "standard", value_parser = str::parse::<Format>)]
    format: Format,
    /// a4 or letter
    #[arg(long, default_value = "a4", value_parser = str::parse::<Paper>)]
    paper: Paper,
    /// Print easy reading on plain white rather than on cream
    #[arg(long)]
    plain: bool,
    /// Replace files that are there
    #[arg(long)]
    force: bool,
}

#[derive(Args)]
struct Sample {
    /// A folder that is empty or not there yet
    dir: PathBuf,
    /// A file whose first line is the passphrase for the new practice
    #[arg(long, value_name = "FILE")]
    passphrase_file: PathBuf,
    /// Make this many clients instead of the hand-written ones
    #[arg(long, value_name = "N", requires = "sessions")]
    clients: Option<u32>,
    /// Spread this many sessions over them, each with a note of about 250 words
    #[arg(long, value_name = "N", requires = "clients")]
    sessions: Option<u32>,
    /// The same numbers and seed make the same records
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

/// Runs what the command line asks: exit code 0, 1 when it fails, 2 when it was asked wrongly.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command {
        None => open_window(cli.practice.as_deref()),
        Some(_) if cli.practice.is_some() => {
            eprintln!("--practice is for the window; the headless commands take the folder as an argument.");
            return ExitCode::from(2);
        }
        Some(Command::Handout(Handout::List { json })) => list(json),
        Some(Command::Handout(Handout::Print(print))) => print_handouts(&print),
        Some(Command::Homework(homework)) => homework.run(),
        Some(Command::Sample(sample)) => make_sample(&sample),
        Some(Command::Check(check)) => check.run(),
        Some(Command::Backup(backup)) => backup.run(),
        Some(Command::Restore(restore)) => restore.run(),
        Some(Command::Recover(recover)) => recover.run(),
        Some(Command::Export(export)) => export.run(),
        Some(Command::Rebuild(rebuild)) => rebuild.run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

#[allow(unsafe_code)]
fn open_window(practice: Option<&Path>) -> Result<(), Problem> {
    // WebKitGTK's DMA-BUF renderer leaves a blank window on many graphics drivers.
    if cfg!(target_os = "linux") && std::env::var_os("WEBKIT_DISABLE_DMABUF_RENDERER").is_none() {
        // SAFETY: nothing has started a thread yet, so nobody reads the environment meanwhile.
        unsafe { std::env::set_var("WEBKIT_DISABLE_DMABUF_RENDERER", "1") };
    }
    program::run(Places::find(practice)?)
}

/// A line of `handout list --json`.
#[derive(Serialize)]
struct Listed<'a> {
    #[serde(flatten)]
    summary: &'a HandoutSummary,
    /// The Flesch-Kincaid grade of its words, to a tenth.
    grade: f32,
    /// How many pages it has in the standard format on A4.
    pages: usize,
}

fn list(json: bool) -> Result<(), Problem> {
    let today = desk::now().date_naive();
    let library = Library::shipped()?;
    let summaries = library.summaries();
    let listed = summaries
        .iter()
        .map(|summary| {
            let choice =
                HandoutChoice { id: summary.id.clone(), format: Format::Standard, paper: Paper::A4, plain: false };
            let grade = (library.handout(&summary.id)?.grade() * 10.0).round() / 10.0;
            Ok(Listed { summary, grade, pages: choice.print(today)?.pages })
        })
        .collect::<Result<Vec<_>, Problem>>()?;
    if json {
        let text = serde_json::to_string_pretty(&listed).map_err(|why| Problem::file("Writing JSON", why))?;
        return say(&text);
    }
    let width = summaries.iter().map(|summary| summary.id.len()).max().unwrap_or(0);
    listed.iter().try_for_each(|line| {
        let Listed { summary, pages, .. } = line;
        let noun = if *pages == 1 { "page" } else { "pages" };
        say(&format!("{:width$}  {}  ({pages} {noun})", summary.id, summary.title))
    })
}

fn print_handouts(print: &Print) -> Result<(), Problem> {
    let today = desk::now().date_naive();
    let library = Library::shipped()?;
    let mut ids: Vec<String> = match print.all {
        true => library.summaries().into_iter().map(|summary| summary.id).collect(),
        false => print.ids.clone(),
    };
    let asked_for_several = ids.len() > 1;
    let mut seen = HashSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    // All are composed before any is written: an unknown id leaves no half a set behind.
    let printed = ids
        .into_iter()
        .map(|id| HandoutChoice { id, format: print.format, paper: print.paper, plain: print.plain }.print(today))
        .collect::<Result<Vec<_>, _>>()?;
    let to_file = print.output.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf")) && !print.output.is_dir();
    if to_file && asked_for_several {
        let advice = "Name a folder, or print one handout at a time.";
        return Err(Problem::new(ProblemCode::Other, "Several handouts do not fit into one file.", advice));
    }
    if print.output.is_file() && !to_file {
        let advice = "Name a folder, or a file whose name ends in .pdf.";
        return Err(Problem::new(ProblemCode::Other, format!("{} is a file.", print.output.display()), advice));
    }
    if !to_file {
        fs::create_dir_all(&print.output)
            .map_err(|why| Problem::file(&format!("Making the folder {}", print.output.display()), why))?;
    }
    for handout in printed {
        let path = if to_file { print.output.clone() } else { printing::file_in(&print.output, &handout) };
        printing::write(&path, &handout.bytes, print.force)?;
        say(&path.display().to_string())?;
    }
    Ok(())
}

fn make_sample(sample: &Sample) -> Result<(), Problem> {
    let passphrase = read_passphrase(&sample.passphrase_file)?;
    let code = RecoveryCode::random()?;
    let now = desk::now();
    let practice = match sample.clients.zip(sample.sessions) {
        Some((clients, sessions)) => {
            let size = SeedSize { clients, sessions, seed: sample.seed };
            Practice::create_seeded(&sample.dir, &passphrase, &code, size, now)?
        }
        None => sample::make(&sample.dir, &passphrase, &code, now)?,
    };
    say(&format!("{} is ready in {}.", practice.name(), practice.place().display()))?;
    say(&format!("Recovery code: {}", code.groups().join("-")))
}

/// The first line of a file, without its line break.
fn read_passphrase(path: &Path) -> Result<Zeroizing<String>, Problem> {
    let doing = format!("Reading the passphrase from {}", path.display());
    let mut text = Zeroizing::new(String::new());
    let open = fs::File::open(path).map_err(|why| Problem::file(&doing, why))?;
    open.take(LONGEST_PASSPHRASE_FILE).read_to_string(&mut text).map_err(|why| Problem::file(&doing, why))?;
    // Some editors begin a file with a byte order mark, which nobody can type.
    match text.trim_start_matches('\u{feff}').lines().next() {
        Some(line) if !line.trim().is_empty() => Ok(Zeroizing::new(line.into())),
        _ => {
            let message = format!("The first line of {} is empty.", path.display());
            Err(Problem::new(ProblemCode::Other, message, "Write the passphrase on it."))
        }
    }
}

/// Prints a line. A reader that has gone away (`| head`) has read enough: that is no failure.
fn say(line: &str) -> Result<(), Problem> {
    match writeln!(std::io::stdout(), "{line}") {
        Err(why) if why.kind() != ErrorKind::BrokenPipe => Err(Problem::file("Writing to standard output", why)),
        _ => Ok(()),
    }
}
