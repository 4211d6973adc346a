//! Prints every handout in every format and on every paper into a folder, to be looked at: the shipped ones, or those
//! of a library on disk.
//!
//! `cargo run -p secure-base-handouts --example print_all -- FOLDER [LIBRARY]`

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use chrono::NaiveDate;
use secure_base_handouts::{Format, Library, Paper, PrintOptions, print_handout};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let folder = arguments.next().ok_or("name the folder to print into")?;
    let printed_on = NaiveDate::from_ymd_opt(2026, 1, 31).ok_or("no such day")?;
    let on_disk;
    let library = match arguments.next() {
        Some(folder) => {
            on_disk = from_disk(&folder)?;
            &on_disk
        }
        None => Library::shipped()?,
    };
    for handout in library.handouts() {
        for format in Format::ALL {
            for paper in Paper::ALL {
                let start = Instant::now();
                let printed = print_handout(handout, &PrintOptions { format, paper, printed_on })?;
                let name = format!("{}-{format}-{paper}.pdf", printed.id);
                let (pages, size, time) = (printed.pages, printed.bytes.len(), start.elapsed());
                println!("{name}: {pages} pages, {size} bytes, {time:.1?}");
                fs::write(folder.join(name), printed.bytes)?;
            }
        }
    }
    Ok(())
}

fn from_disk(root: &Path) -> Result<Library, Box<dyn Error>> {
    let mut files = Vec::new();
    collect(root, root, &mut files)?;
    files.sort();
    let files: Vec<(String, &str)> = files.iter().map(|(path, text)| (path.clone(), text.as_str())).collect();
    Ok(Library::read(&files)?)
}

fn collect(folder: &Path, root: &Path, files: &mut Vec<(String, String)>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, root, files)?;
        } else {
            files.push((path.strip_prefix(root)?.display().to_string().replace('\\', "/"), fs::read_to_string(&path)?));
        }
    }
    Ok(())
}
