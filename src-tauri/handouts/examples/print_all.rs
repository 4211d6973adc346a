//! Prints every shipped handout in every format and on every paper into a folder, to be looked at.
//!
//! `cargo run -p secure-base-handouts --example print_all -- FOLDER`

use std::{error::Error, fs, path::PathBuf, time::Instant};

use chrono::NaiveDate;
use secure_base_handouts::{Format, Library, Paper, PrintOptions, print};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name the folder to print into")?);
    let printed_on = NaiveDate::from_ymd_opt(2026, 1, 31).ok_or("no such day")?;
    for summary in Library::shipped()?.summaries() {
        for format in Format::ALL {
            for paper in Paper::ALL {
                let start = Instant::now();
                let printed = print(&summary.id, &PrintOptions { format, paper, printed_on })?;
                let name = format!("{}-{format}-{paper}.pdf", printed.id);
                let (pages, size, time) = (printed.pages, printed.bytes.len(), start.elapsed());
                println!("{name}: {pages} pages, {size} bytes, {time:.1?}");
                fs::write(folder.join(name), printed.bytes)?;
            }
        }
    }
    Ok(())
}
