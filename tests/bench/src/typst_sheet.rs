//! The handout in Typst: its source, made from the handout, and its compiler, run cold in this process.
//!
//! The standard library and the fonts stay loaded, as they would in a program that embeds Typst. Everything that
//! depends on the document is done anew: the cache is emptied, the source parsed, evaluated, laid out and written.

use std::fmt::Write;

use chrono::NaiveDate;
use secure_base_handouts::{Block, Handout, Part, PartBody, Picture, Piece, Prose, TableRows};
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

use crate::{Result, drawing::svg, html::sources};

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

/// The handouts as Typst's source, each on a new page.
pub fn source(handouts: &[&Handout], printed_on: NaiveDate) -> Result<String> {
    let mut text = LOOK.to_owned();
    let (title, source) = (quoted(&handouts[0].title), quoted(&sources(handouts[0])));
    let date = quoted(&printed_on.format("%-d %B %Y").to_string());
    writeln!(text, "#show: body => sheet({title}, {source}, {date}, body)")?;
    for (index, handout) in handouts.iter().enumerate() {
        if index > 0 {
            writeln!(text, "#pagebreak()")?;
        }
        section(&mut text, handout)?;
    }
    Ok(text)
}

fn section(text: &mut String, handout: &Handout) -> Result<()> {
    let (title, source) = (quoted(&handout.title), quoted(&sources(handout)));
    let (message, purpose) = (words(&handout.message), words(&handout.purpose));
    let figure = handout.figure.as_ref().map_or(Ok("none".into()), |figure| image(&figure.picture))?;
    let safety = handout.safety.as_ref().map_or("none".into(), words);
    let wide = handout.figure_wide;
    writeln!(text, "#opening({title}, {message}, {purpose}, {safety}, {figure}, wide: {wide})")?;
    for Part { heading, body } in &handout.parts {
        if let Some(heading) = heading {
            writeln!(text, "#heading(level: 2, {})", quoted(heading))?;
        }
        part(text, body)?;
    }
    if let Some(summary) = &handout.summary {
        writeln!(text, "#heading(level: 2)[In short]\n#par({})", words(summary))?;
    }
    writeln!(text, "#text(size: 11pt, fill: quiet)[This comes from #{source}, in our own words.]")?;
    if handout.therapist_lines > 0 {
        writeln!(text, "#heading(level: 2)[From your therapist]\n#lines({})", handout.therapist_lines)?;
    }
    Ok(())
}

fn image(picture: &Picture) -> Result<String> {
    Ok(format!("image(bytes({}), width: {}pt)", quoted(&svg(picture)?), picture.width))
}

fn piece(text: &mut String, piece: &Piece) -> Result<()> {
    if let Some(figure) = &piece.figure {
        writeln!(text, "#{}", image(&figure.picture)?)?;
    }
    for block in &piece.blocks {
        match block {
            Block::Paragraph(prose) => writeln!(text, "#par({})", words(prose))?,
            Block::Bullets(items) => writeln!(text, "#list({})", all(items))?,
            Block::Steps { items, .. } => writeln!(text, "#enum({})", all(items))?,
        }
    }
    Ok(())
}

fn part(text: &mut String, body: &PartBody) -> Result<()> {
    match body {
        PartBody::Text(pieces) => pieces.iter().try_for_each(|one| piece(text, one))?,
        PartBody::Picture(one) => piece(text, one)?,
        PartBody::Compare(sides) => {
            write!(text, "#grid(columns: (1fr, 1fr), column-gutter: 32pt")?;
            for side in sides {
                writeln!(text, ", [#heading(level: 3, {})", quoted(&side.name))?;
                side.pieces.iter().try_for_each(|one| piece(text, one))?;
                write!(text, "]")?;
            }
            writeln!(text, ")")?;
        }
        PartBody::Answers { prompt, questions, lines } => {
            if let Some(prompt) = prompt {
                writeln!(text, "#par({})", words(prompt))?;
            }
            for question in questions {
                writeln!(text, "#par({})\n#lines({lines})", words(question))?;
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
            let names = match rows {
                TableRows::Blank(count) => "[], ".repeat((*count).into()),
                TableRows::Named(names) => all(names),
            };
            writeln!(text, "#par({})\n#filled(({names}), {})", words(prompt), all(columns))?;
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
