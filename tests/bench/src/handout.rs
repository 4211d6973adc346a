//! Printing the two-page handout, and a packet of all: the product against Typst and WeasyPrint, which print the very same
//! words.
//!
//! Each starts from what it is made for: the product from its library of material, Typst from a source text,
//! WeasyPrint from HTML. Each ends with the bytes of a PDF with all fonts cut down to what is used. The product's and
//! Typst's are tagged; WeasyPrint's is not, as is its default, which spares it work.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use chrono::NaiveDate;
use secure_base_handouts::{Format, Handout, Library, Paper, PrintOptions, print, print_packet};

use crate::{
    Bench, Result, html,
    measure::{medians, milliseconds},
    report::{Figure, Report},
    typst_sheet::{self, Typst},
    weasyprint::WeasyPrint,
};

const HANDOUT: &str = "three-roots";
/// A figure: what is printed, and the goals as ratios to Typst and to WeasyPrint.
const ONE: (&str, f64, f64) = ("printing a handout of two pages", 0.8, 0.2);
const ALL: (&str, f64, f64) = ("printing a packet of all handouts", 0.5, 0.1);
/// The most that a handout of two pages may take, in milliseconds, and its file, in kilobytes.
const MILLISECONDS: f64 = 10.0;
const KILOBYTES: f64 = 60.0;
const WARM_UP: usize = 2;
const ROUNDS: usize = 21;

/// What all print, and where the PDFs go.
struct Task {
    goal: (&'static str, f64, f64),
    folder: PathBuf,
    handouts: Vec<&'static Handout>,
    options: PrintOptions,
    source: String,
    page: String,
}

/// The figures of printing; each can be missing alone.
pub fn measure(bench: &Bench, report: &mut Report) {
    report.add("The size of a handout", largest().map(|figure| vec![figure]));
    for (goal, folder) in [(ONE, "handout"), (ALL, "packet")] {
        match Task::new(bench, goal, folder) {
            Ok(task) => {
                report.add("Printing against Typst", task.against_typst());
                report.add("Printing against WeasyPrint", task.against_weasyprint(&bench.python));
            }
            Err(why) => report.add(goal.0, Err(why)),
        }
    }
}

/// The largest file of two pages of all that ship.
fn largest() -> Result<Figure> {
    let options = options()?;
    let mut most = 0;
    for handout in Library::shipped()?.handouts() {
        let printed = print(&handout.id, &options)?;
        most = most.max(if printed.pages == 2 { printed.bytes.len() } else { 0 });
    }
    Ok(Figure::new("the largest file of two pages", "KB", [most as f64 / 1024.0, KILOBYTES], "60 KB", 1.0))
}

/// The standard format on A4, on a fixed day.
fn options() -> Result<PrintOptions> {
    let printed_on = NaiveDate::from_ymd_opt(2026, 1, 31).ok_or("no such day")?;
    Ok(PrintOptions { format: Format::Standard, paper: Paper::A4, printed_on })
}

impl Task {
    fn new(bench: &Bench, goal: (&'static str, f64, f64), folder: &str) -> Result<Task> {
        let folder = bench.out.join(folder);
        fs::create_dir_all(&folder)?;
        let options = options()?;
        let printed_on = options.printed_on;
        let library = Library::shipped()?;
        let handouts = if goal.0 == ONE.0 { vec![library.handout(HANDOUT)?] } else { library.handouts().collect() };
        let source = typst_sheet::source(&handouts, printed_on)?;
        let page = html::page(&handouts, printed_on)?;
        let task = Task { goal, folder, handouts, options, source, page };
        fs::write(task.folder.join("ours.pdf"), task.printed()?)?;
        fs::write(task.folder.join("sheet.typ"), &task.source)?;
        Ok(task)
    }

    fn printed(&self) -> Result<Vec<u8>> {
        match self.handouts.as_slice() {
            [one] => Ok(print(&one.id, &self.options)?.bytes),
            all => Ok(print_packet(all, None, None, &self.options)?.bytes),
        }
    }

    fn ours(&self) -> Result<[f64; 1]> {
        Ok([milliseconds(|| self.printed())?.0])
    }

    fn against_typst(&self) -> Result<Vec<Figure>> {
        let mut typst = Typst::new();
        let pdf = self.folder.join("typst.pdf");
        fs::write(&pdf, typst.print(&self.source)?)?;
        let pages = self.expect_same_words(&pdf)?;
        let mut reference = || {
            Typst::forget();
            Ok([milliseconds(|| typst.print(&self.source))?.0])
        };
        let [[ours], [reference]] = medians(WARM_UP, ROUNDS, [&mut || self.ours(), &mut reference])?;
        let against = format!("Typst {}, {pages} pages", typst::utils::version().raw());
        let mut figures = vec![Figure::new(self.goal.0, "ms", [ours, reference], &against, self.goal.1)];
        if self.handouts.len() == 1 {
            figures.push(Figure::new(self.goal.0, "ms", [ours, MILLISECONDS], "10 ms", 1.0));
        }
        Ok(figures)
    }

    fn against_weasyprint(&self, python: &Path) -> Result<Vec<Figure>> {
        let mut weasyprint = WeasyPrint::start(python, &self.folder, &self.page)?;
        weasyprint.print()?;
        let pages = self.expect_same_words(&weasyprint.pdf)?;
        let against = format!("WeasyPrint {}, {pages} pages", weasyprint.version);
        let mut reference = || Ok([weasyprint.print()?]);
        let [[ours], [reference]] = medians(WARM_UP, ROUNDS, [&mut || self.ours(), &mut reference])?;
        Ok(vec![Figure::new(self.goal.0, "ms", [ours, reference], &against, self.goal.2)])
    }

    /// A comparison of two that print different things would be none. The pages of the reference.
    fn expect_same_words(&self, reference: &Path) -> Result<usize> {
        let (ours, _) = words(&self.folder.join("ours.pdf"))?;
        let (theirs, pages) = words(reference)?;
        let listed = |words: Vec<&String>| words.into_iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        let (missing, other) = (listed(ours.difference(&theirs).collect()), listed(theirs.difference(&ours).collect()));
        if missing.is_empty() && other.is_empty() {
            return Ok(pages);
        }
        Err(format!("the reference does not print the same words; it lacks: {missing}; it adds: {other}").into())
    }
}

/// The words in a PDF's text, and its pages.
fn words(pdf: &Path) -> Result<(BTreeSet<String>, usize)> {
    let told = Command::new("pdftotext").arg(pdf).arg("-").output().map_err(|why| format!("pdftotext: {why}"))?;
    let text = String::from_utf8(told.stdout)?;
    // Numbers aside: of many pages each prints its own count.
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.contains(char::is_alphabetic));
    Ok((words.map(str::to_owned).collect(), text.matches('\u{c}').count()))
}
