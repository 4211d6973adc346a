//! The handout in Typst: its source, made from the handout, and its compiler, run cold in this process.
//!
//! The standard library and the fonts stay loaded, as they would in a program that embeds Typst. Everything that
//! depends on the document is done anew: the cache is emptied, the source parsed, evaluated, laid out and written.

use std::fmt::Write;

use chrono::NaiveDate;
use secure_base_handouts::{Block, Face, Handout, Part, PartBody, Prose, Segment};
use secure_base_model::Factor;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, Source},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use crate::{
    Result,
    drawing::{Drawing, hex},
    html::sources,
};

const LOOK: &str = include_str!("sheet.typ");
const FONTS: [&[u8]; 3] = [
    include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext_400Regular.ttf"),
    include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext_700Bold.ttf"),
    include_bytes!("../../../assets/fonts/SourceSerif4_600SemiBold.ttf"),
];

/// Typst, ready to compile one document.
pub struct Typst {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    source: Source,
}

impl Typst {
    /// The compiler with its library and the product's fonts.
    pub fn new() -> Typst {
        let fonts: Vec<Font> = FONTS.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).collect();
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Typst { library: LazyHash::new(Library::default()), book, fonts, source: Source::detached("") }
    }

    /// Forgets everything that earlier runs have computed.
    pub fn forget() {
        comemo::evict(0);
    }

    /// Compiles a source to the bytes of a PDF.
    pub fn print(&mut self, source: &str) -> Result<Vec<u8>> {
        self.source = Source::detached(source);
        let compiled = typst::compile::<PagedDocument>(self);
        if let Some(warning) = compiled.warnings.first() {
            return Err(said(warning).into());
        }
        let document = compiled.output.map_err(|errors| errors.first().map_or_else(String::new, said))?;
        let bytes = typst_pdf::pdf(&document, &PdfOptions::default());
        Ok(bytes.map_err(|errors| errors.first().map_or_else(String::new, said))?)
    }
}

impl World for Typst {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }
    fn main(&self) -> FileId {
        self.source.id()
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }
    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }
    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn said(why: &SourceDiagnostic) -> String {
    format!("Typst says: {}", why.message)
}

/// The handout as Typst's source.
pub fn source(handout: &Handout, drawing: &Drawing, printed_on: NaiveDate) -> Result<String> {
    let mut text = LOOK.to_owned();
    let (title, source) = (quoted(&handout.title), quoted(&sources(handout)));
    let date = quoted(&printed_on.format("%-d %B %Y").to_string());
    writeln!(text, "#show: body => sheet({title}, {source}, {date}, body)")?;
    let (message, purpose) = (words(&handout.message), words(&handout.purpose));
    writeln!(text, "#opening({title}, {message}, {purpose}, {})", figure(drawing)?)?;
    for Part { heading, body } in &handout.parts {
        if let Some(heading) = heading {
            writeln!(text, "#heading(level: 2, {})", quoted(heading))?;
        }
        part(&mut text, body)?;
    }
    if let Some(summary) = &handout.summary {
        writeln!(text, "#heading(level: 2)[In short]\n#par({})", words(summary))?;
    }
    if let Some(safety) = &handout.safety {
        writeln!(text, "#safety({})", words(safety))?;
    }
    writeln!(text, "#text(size: 11pt, fill: quiet)[This comes from #{source}, in our own words.]")?;
    if handout.therapist_lines > 0 {
        writeln!(text, "#heading(level: 2)[From your therapist]\n#lines({})", handout.therapist_lines)?;
    }
    Ok(text)
}

fn part(text: &mut String, body: &PartBody) -> Result<()> {
    match body {
        PartBody::Text(blocks) => {
            for block in blocks {
                match block {
                    Block::Paragraph(prose) => writeln!(text, "#par({})", words(prose))?,
                    Block::Bullets(items) => writeln!(text, "#list({})", all(items))?,
                    Block::Steps(items) => writeln!(text, "#enum({})", all(items))?,
                }
            }
        }
        PartBody::Roots(roots) => {
            for root in roots {
                let rows = root.rows.iter().map(|row| format!("({}, {}), ", quoted(row.label), words(&row.text)));
                let (factor, name) = (factor(root.factor), quoted(&root.name));
                writeln!(text, "#root({factor}, {name}, {})", rows.collect::<String>())?;
            }
        }
        PartBody::Lines { prompt, lines } => writeln!(text, "#par({})\n#lines({lines})", words(prompt))?,
        PartBody::Scale { prompt, low, high, rows } => {
            let mark = |f: Option<Factor>| f.map_or("[]".into(), |f| format!("letter({}, 18pt)", factor(f)));
            let rows = rows.iter().map(|row| format!("({}, {}), ", mark(row.factor), quoted(&row.name)));
            let (low, high) = (quoted(low), quoted(high));
            writeln!(text, "#par({})\n#scale({low}, {high}, {})", words(prompt), rows.collect::<String>())?;
        }
        PartBody::Ticks { prompt, options } => {
            writeln!(text, "#par({})\n#ticks({})", words(prompt), all(options))?;
        }
        PartBody::Table { prompt, columns, rows } => {
            writeln!(text, "#par({})\n#blank({rows}, {})", words(prompt), all(columns))?;
        }
    }
    Ok(())
}

/// A factor's letter, hue and line.
fn factor(factor: Factor) -> String {
    let (hue, dash) = match factor {
        Factor::B => ("#5d7a3a", "solid"),
        Factor::E => ("#a9772a", "dashed"),
        Factor::S => ("#7d4a78", "dotted"),
    };
    format!("{}, rgb(\"{hue}\"), \"{dash}\"", quoted(factor.letter()))
}

fn all(items: &[Prose]) -> String {
    items.iter().map(|item| words(item) + ", ").collect()
}

/// Prose as one piece of content.
fn words(prose: &Prose) -> String {
    let span = |(text, strong): (String, bool)| if strong { format!("#strong({text})") } else { format!("#{text}") };
    let spans = prose.0.iter().map(|s| span((quoted(&s.text), s.strong)));
    format!("[{}]", spans.map(|span| span + ";").collect::<String>())
}

/// Text as a string, so that nothing in it is read as markup.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn figure(drawing: &Drawing) -> Result<String> {
    let mut text = format!("box(width: {}pt, height: {}pt, {{\n", drawing.width, drawing.height);
    for path in &drawing.paths {
        let fill = path.fill.map_or("none".into(), |fill| format!("rgb(\"{}\")", hex(fill)));
        let stroke = path.stroke.as_ref().map_or("none".into(), |stroke| {
            let dash: String = stroke.dash.iter().map(|length| format!("{length}pt, ")).collect();
            let dash = if dash.is_empty() { "none".into() } else { format!("({dash})") };
            let (colour, width) = (hex(stroke.colour), stroke.width);
            let cap = if stroke.cap == secure_base_handouts::Cap::Round { "round" } else { "butt" };
            format!("(paint: rgb(\"{colour}\"), thickness: {width}pt, cap: \"{cap}\", dash: {dash})")
        });
        write!(text, "place(curve(fill: {fill}, stroke: {stroke}, ")?;
        for segment in &path.segments {
            match segment {
                Segment::Move(x, y) => write!(text, "curve.move(({x}pt, {y}pt)), ")?,
                Segment::Line(x, y) => write!(text, "curve.line(({x}pt, {y}pt)), ")?,
                Segment::Curve([a, b, c, d, x, y]) => {
                    write!(text, "curve.cubic(({a}pt, {b}pt), ({c}pt, {d}pt), ({x}pt, {y}pt)), ")?;
                }
                Segment::Close => write!(text, "curve.close(), ")?,
            }
        }
        writeln!(text, "))")?;
    }
    for run in &drawing.letters {
        let family = if run.face == Face::Heading { "serif" } else { "\"Atkinson Hyperlegible Next\"" };
        let (x, y, size, colour) = (run.x, run.y - run.size, run.size, hex(run.colour));
        let letters = quoted(run.text().trim());
        writeln!(
            text,
            "place(dx: {x}pt, dy: {y}pt, text(font: {family}, weight: 600, size: {size}pt, fill: rgb(\"{colour}\"), \
             top-edge: 1em, {letters}))"
        )?;
    }
    Ok(text + "})")
}
