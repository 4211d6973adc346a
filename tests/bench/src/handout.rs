//! Printing the two-page handout: the product against Typst and WeasyPrint, which print the very same words.
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
use secure_base_handouts::{Format, Library, Paper, PrintOptions, lay_out, print};

use crate::{
    Bench, Result,
    drawing::Drawing,
    html,
    measure::{medians, milliseconds},
    report::{Figure, Report},
    typst_sheet::{self, Typst},
    weasyprint::WeasyPrint,
};

const HANDOUT: &str = "three-roots";
const NAME: &str = "printing a handout";
const WARM_UP: usize = 2;
const ROUNDS: usize = 21;

/// What all print, and where the PDFs go.
struct Task {
    folder: PathBuf,
    options: PrintOptions,
    source: String,
    page: String,
}

/// The two figures of printing; each can be missing alone.
pub fn measure(bench: &Bench, report: &mut Report) {
    match Task::new(bench) {
        Ok(task) => {
            report.add("Printing against Typst", task.against_typst());
            report.add("Printing against WeasyPrint", task.against_weasyprint(&bench.python));
        }
        Err(why) => report.add("Printing a handout", Err(why)),
    }
}

impl Task {
    fn new(bench: &Bench) -> Result<Task> {
        let folder = bench.out.join("handout");
        fs::create_dir_all(&folder)?;
        let printed_on = NaiveDate::from_ymd_opt(2026, 1, 31).ok_or("no such day")?;
        let options = PrintOptions { format: Format::Standard, paper: Paper::A4, printed_on };
        let handout = Library::shipped()?.handout(HANDOUT)?;
        let drawing = Drawing::of(handout, &lay_out(handout, &options)?);
        let source = typst_sheet::source(handout, &drawing, printed_on)?;
        let page = html::page(handout, &drawing, printed_on)?;
        fs::write(folder.join("ours.pdf"), print(HANDOUT, &options)?.bytes)?;
        fs::write(folder.join("sheet.typ"), &source)?;
        Ok(Task { folder, options, source, page })
    }

    fn ours(&self) -> Result<[f64; 1]> {
        Ok([milliseconds(|| Ok(print(HANDOUT, &self.options)?))?.0])
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
        Ok(vec![Figure::new(NAME, "ms", [ours, reference], &against, 1.0)])
    }

    fn against_weasyprint(&self, python: &Path) -> Result<Vec<Figure>> {
        let mut weasyprint = WeasyPrint::start(python, &self.folder, &self.page)?;
        weasyprint.print()?;
        let pages = self.expect_same_words(&weasyprint.pdf)?;
        let against = format!("WeasyPrint {}, {pages} pages", weasyprint.version);
        let mut reference = || Ok([weasyprint.print()?]);
        let [[ours], [reference]] = medians(WARM_UP, ROUNDS, [&mut || self.ours(), &mut reference])?;
        Ok(vec![Figure::new(NAME, "ms", [ours, reference], &against, 0.2)])
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
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    Ok((words.map(str::to_owned).collect(), text.matches('\u{c}').count()))
}
