//! The PDF writer: pages become drawing operators, and the structure becomes tags. The only home of PDF objects.

mod content;
mod dots;
mod metadata;
mod outline;
mod tags;

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Document, Object};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions, Pt};

use crate::{Error, Pages};

/// How hard streams are compressed, of nine.
const LEVEL: u32 = 5;

/// Writes laid-out pages as a tagged PDF; the same pages give the same bytes.
pub fn write_pdf(pages: &Pages) -> Result<Vec<u8>, Error> {
    let mut source = PdfDocument::new(&pages.title);
    let fonts = content::Fonts::embed(&mut source, pages)?;
    let mut marks = tags::Marks::default();
    let pictures = dots::of(pages);
    let sheets = pages.pages.iter().enumerate().map(|(index, page)| {
        let size = |points: f32| Mm::from(Pt(points));
        PdfPage::new(
            size(page.width),
            size(page.height),
            content::operators(page, index, &pages.structure, (&fonts, &pictures), &mut marks),
        )
    });
    source.pages = sheets.collect();
    let mut document = to_objects(&source)?;
    document.version = "1.7".into();
    let page_ids: Vec<_> = document.page_iter().collect();
    dots::add(&mut document, &page_ids, &pictures)?;
    let elements = tags::add(&mut document, &page_ids, pages, &marks)?;
    outline::add(&mut document, &page_ids, pages, &elements)?;
    compress(&mut document)?;
    metadata::add(&mut document, pages)?;
    finish(document)
}

/// The objects of the document as printpdf writes them; what it warns of as an error is one.
fn to_objects(source: &PdfDocument) -> Result<Document, Error> {
    let mut warnings = Vec::new();
    // "secure" would leave out operators that printpdf has no word for, and ours draw every path.
    let options = PdfSaveOptions { optimize: false, subset_fonts: true, secure: false, image_optimization: None };
    let document = source.to_lopdf_document(&options, &mut warnings);
    match warnings.into_iter().find(|warning| warning.severity == printpdf::PdfParseErrorSeverity::Error) {
        Some(warning) => Err(Error::pdf(warning.msg)),
        None => Ok(document),
    }
}

/// Compresses every stream that is not yet: lopdf's own way takes the slowest level, which saves next to nothing here.
fn compress(document: &mut Document) -> Result<(), Error> {
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        if !stream.allows_compression || stream.dict.has(b"Filter") {
            continue;
        }
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::new(LEVEL));
        packer.write_all(&stream.content).map_err(Error::pdf)?;
        let packed = packer.finish().map_err(Error::pdf)?;
        if packed.len() < stream.content.len() {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(packed);
        }
    }
    Ok(())
}

fn finish(mut document: Document) -> Result<Vec<u8>, Error> {
    document.prune_objects();
    document.renumber_objects();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).map_err(Error::pdf)?;
    Ok(bytes)
}

/// A text string: plain where its letters are, else UTF-16 with a byte order mark, which every reader understands.
fn text_string(text: &str) -> Object {
    if text.chars().all(|c| matches!(c, ' '..='~')) {
        return Object::string_literal(text);
    }
    Object::String(utf16(text), lopdf::StringFormat::Hexadecimal)
}

fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}
