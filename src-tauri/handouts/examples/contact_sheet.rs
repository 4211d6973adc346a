//! Prints every handout that ships and puts its pages, small, side by side on a few pictures for the README.
//!
//! `cargo run -p secure-base-handouts --example contact_sheet -- FOLDER`
//!
//! Poppler's `pdftoppm` turns pages into dots; the same handouts give the same pictures.

use std::{
    error::Error,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use chrono::NaiveDate;
use secure_base_handouts::{Format, Layout, Library, Paper, PrintOptions, print_handout};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The width of a page on the sheet, in dots.
const PAGE: usize = 300;
/// Between the two sides of a sheet of paper, and around them, in dots.
const BETWEEN: usize = 4;
const AROUND: usize = 18;
/// Sheets of paper in a row, and rows on a picture.
const ROW: usize = 4;
const ROWS: usize = 4;
const DESK: [u8; 3] = [0xe4, 0xe2, 0xdb];
/// The colours of a picture; a page of print needs few, but the hues of the factors are rare.
const COLOURS: usize = 192;

/// Dots in rows, three bytes each.
#[derive(Clone)]
struct Dots {
    width: usize,
    height: usize,
    bytes: Vec<u8>,
}

fn main() -> Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name the folder for the pictures")?);
    let printed_on = NaiveDate::from_ymd_opt(2026, 1, 31).ok_or("no such day")?;
    let options = PrintOptions { format: Format::Standard, paper: Paper::A4, printed_on };
    let desk = std::env::temp_dir().join(format!("contact-sheet-{}", std::process::id()));
    fs::create_dir_all(&desk)?;
    let mut papers: Vec<Vec<Dots>> = Vec::new();
    let shipped = Library::shipped()?.handouts();
    // The poster stands last: it has one side, and the others have two.
    let (posters, rest): (Vec<_>, Vec<_>) = shipped.partition(|handout| handout.layout == Layout::Poster);
    for handout in rest.into_iter().chain(posters) {
        let pdf = desk.join("handout.pdf");
        fs::write(&pdf, print_handout(handout, &options)?.bytes)?;
        papers.extend(pages(&pdf, &desk)?.chunks(2).map(<[Dots]>::to_vec));
    }
    fs::remove_dir_all(&desk)?;
    for (index, some) in papers.chunks(ROW * ROWS).enumerate() {
        let file = folder.join(format!("handouts-{}.png", index + 1));
        write(&file, &sheet(some))?;
        println!("{}: {} sheets of paper, {} bytes", file.display(), some.len(), fs::metadata(&file)?.len());
    }
    Ok(())
}

/// The pages of a PDF as dots.
fn pages(pdf: &Path, desk: &Path) -> Result<Vec<Dots>> {
    let root = desk.join("page");
    let width = PAGE.to_string();
    let done = Command::new("pdftoppm")
        .args(["-scale-to-x", &width, "-scale-to-y", "-1"])
        .args([pdf, &root])
        .status()
        .map_err(|why| format!("pdftoppm (poppler-utils) does not start: {why}"))?;
    if !done.success() {
        return Err("pdftoppm could not draw the pages".into());
    }
    let mut files: Vec<PathBuf> = fs::read_dir(desk)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "ppm"));
    files.sort();
    let read = files.iter().map(|file| ppm(&fs::read(file)?)).collect();
    files.iter().try_for_each(fs::remove_file)?;
    read
}

/// Reads a PPM of the binary kind: three numbers of its head after the sign, then three bytes a dot.
fn ppm(bytes: &[u8]) -> Result<Dots> {
    let mut words = bytes.splitn(5, u8::is_ascii_whitespace);
    let mut word = || words.next().ok_or("the head of the picture is cut off");
    if word()? != b"P6" {
        return Err("pdftoppm drew no PPM".into());
    }
    let mut number = || -> Result<usize> { Ok(std::str::from_utf8(word()?)?.parse()?) };
    let (width, height, _) = (number()?, number()?, number()?);
    let bytes = words.next().ok_or("the picture is cut off")?.to_vec();
    Ok(Dots { width, height, bytes })
}

/// Sheets of paper in rows, both sides of each.
fn sheet(papers: &[Vec<Dots>]) -> Dots {
    let high = papers.iter().flatten().map(|page| page.height).max().unwrap_or_default();
    let cell = (PAGE * 2 + BETWEEN + AROUND, high + AROUND);
    let (width, height) = (cell.0 * ROW + AROUND, cell.1 * papers.len().div_ceil(ROW) + AROUND);
    let mut sheet = Dots { width, height, bytes: DESK.repeat(width * height) };
    for (index, pages) in papers.iter().enumerate() {
        let (left, top) = (AROUND + index % ROW * cell.0, AROUND + index / ROW * cell.1);
        for (number, page) in pages.iter().enumerate() {
            sheet.put(page, left + number * (PAGE + BETWEEN), top);
        }
    }
    sheet
}

impl Dots {
    fn put(&mut self, other: &Dots, left: usize, top: usize) {
        for (index, row) in other.bytes.chunks(other.width * 3).enumerate() {
            let start = ((top + index) * self.width + left) * 3;
            self.bytes[start..start + row.len()].copy_from_slice(row);
        }
    }
}

/// Writes dots with a small palette: the colours that are seen most, and for every other the one next to it.
fn write(file: &Path, dots: &Dots) -> Result<()> {
    // Five bits a colour, of which few are used.
    let coarse = |dot: &[u8]| dot.iter().fold(0, |all, part| all << 5 | usize::from(part >> 3));
    let mut seen = vec![0_usize; 1 << 15];
    dots.bytes.chunks(3).for_each(|dot| seen[coarse(dot)] += 1);
    let mut used: Vec<usize> = (0..seen.len()).filter(|colour| seen[*colour] > 0).collect();
    used.sort_by_key(|colour| std::cmp::Reverse(seen[*colour]));
    used.truncate(COLOURS);
    let nearest: Vec<u8> =
        (0..seen.len()).map(|colour| if seen[colour] == 0 { 0 } else { next_to(colour, &used) }).collect();
    let palette: Vec<u8> =
        used.iter().flat_map(|colour| parts(*colour).map(|part| (part << 3 | part >> 2) as u8)).collect();
    let indices: Vec<u8> = dots.bytes.chunks(3).map(|dot| nearest[coarse(dot)]).collect();
    let mut encoder =
        png::Encoder::new(io::BufWriter::new(fs::File::create(file)?), dots.width as u32, dots.height as u32);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette(palette);
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    Ok(encoder.write_header()?.write_image_data(&indices)?)
}

/// The place in `palette` of the colour that differs least.
fn next_to(colour: usize, palette: &[usize]) -> u8 {
    let apart =
        |other: &usize| -> usize { parts(colour).iter().zip(parts(*other)).map(|(a, b)| a.abs_diff(b).pow(2)).sum() };
    palette.iter().enumerate().min_by_key(|(_, other)| apart(other)).map_or(0, |(index, _)| index as u8)
}

/// The three parts of a coarse colour, from 0 to 31.
const fn parts(colour: usize) -> [usize; 3] {
    [colour >> 10, colour >> 5 & 31, colour & 31]
}
