//! Whole-crate tests, through the public face only: the library, its reading ease, the pages and the PDF.

mod eight_words;
mod fixture;
mod history;
mod layout;
mod library;
mod limits;
mod measure_form;
mod note;
mod packet;
mod pictures;
mod plain;
mod printing;
mod reading;
mod scripts;
mod slip;
mod slip_input;
mod tags;

use std::sync::OnceLock;

use chrono::NaiveDate;
use secure_base_handouts::{Format, Handout, Library, Pages, Paper, PrintOptions, lay_out, write_pdf};

pub use fixture::{EVERY_PART, library};

/// The way to print in `format` on `paper`, on a fixed day.
pub fn options(format: Format, paper: Paper) -> PrintOptions {
    PrintOptions { format, paper, printed_on: NaiveDate::from_ymd_opt(2026, 1, 31).expect("31 January exists") }
}

/// Every shipped handout, and the one that uses every part.
pub fn handouts() -> Vec<Handout> {
    let library = Library::shipped().expect("the shipped library can be read");
    let every_part = fixture::library().compose(EVERY_PART).expect("the composition can be read");
    library.handouts().cloned().chain([every_part]).collect()
}

/// Every handout in every format on every paper; laid out once, because every test asks for them.
pub fn every_print() -> &'static [(String, Pages)] {
    static PRINTS: OnceLock<Vec<(String, Pages)>> = OnceLock::new();
    PRINTS.get_or_init(lay_out_all)
}

/// The same as PDF; written once, because several tests read them.
pub fn every_pdf() -> &'static [(String, Vec<u8>)] {
    static FILES: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();
    let write = |(name, pages): &(String, Pages)| (name.clone(), write_pdf(pages).expect("it is written"));
    FILES.get_or_init(|| every_print().iter().map(write).collect())
}

fn lay_out_all() -> Vec<(String, Pages)> {
    let mut prints = Vec::new();
    for handout in handouts() {
        for format in Format::ALL {
            for paper in Paper::ALL {
                let pages = lay_out(&handout, &options(format, paper)).expect("the handout can be laid out");
                prints.push((format!("{} {format} {paper}", handout.id), pages));
            }
        }
    }
    prints
}
