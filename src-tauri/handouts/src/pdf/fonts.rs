//! Fonts: of each face that the pages use, the document holds the part that is used. In it the glyphs have other numbers.

use std::collections::BTreeMap;

use lopdf::{Document, Object, content::Content};
use printpdf::{
    Codepoint, FontId, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, TextItem,
};

use crate::{Error, Face, Ink, Pages, font::font};

/// The glyphs that are used, with the characters they stand for.
type Used = BTreeMap<Face, BTreeMap<u16, String>>;

/// What stands for no letter: the rest of a cluster, and a place where a word may be parted.
const SILENT: [&str; 2] = ["\u{200b}", "\u{ad}"];

/// The fonts of a document.
pub(crate) struct Fonts(BTreeMap<Face, Part>);

/// The part of a font that is used.
struct Part {
    name: String,
    glyphs: BTreeMap<u16, Known>,
}

/// What is known of a glyph.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    /// Its number in the document.
    pub code: u16,
    /// How far a viewer moves the pen after it, in thousandths of the size; printpdf writes whole numbers.
    pub width: f32,
}

impl Fonts {
    /// A document of empty pages that holds the fonts. How the glyphs are numbered is read from a specimen of them all, which
    /// stands on the first page until that is drawn.
    pub fn embed(pages: &Pages) -> Result<(Document, Fonts), Error> {
        let used = used(pages);
        let mut source = PdfDocument::new(&pages.title);
        let mut parts = BTreeMap::new();
        for (face, glyphs) in &used {
            let parsed = parse(*face)?;
            let units = f32::from(parsed.pdf_font_metrics.units_per_em);
            let width = |id: u16| {
                parsed
                    .get_or_decode_glyph(id)
                    .map_or(0.0, |glyph| (f32::from(glyph.horz_advance) * 1000.0 / units).trunc())
            };
            let glyphs = glyphs.keys().map(|id| (*id, Known { code: 0, width: width(*id) })).collect();
            parts.insert(*face, Part { name: name(*face).into(), glyphs });
            source.resources.fonts.map.insert(FontId(name(*face).into()), PdfFont::new(parsed));
        }
        let size = |points: f32| Mm::from(Pt(points));
        let empty = pages.pages.iter().map(|page| PdfPage::new(size(page.width), size(page.height), Vec::new()));
        source.pages = empty.collect();
        if let Some(first) = source.pages.first_mut() {
            first.ops = specimen(used);
        }
        let document = to_objects(&source)?;
        let mut fonts = Fonts(parts);
        fonts.number(&document)?;
        Ok((document, fonts))
    }

    /// The name of a face in the document.
    pub fn name(&self, face: Face) -> Option<&str> {
        self.0.get(&face).map(|part| part.name.as_str())
    }

    /// What is known of a glyph that the pages use.
    pub fn glyph(&self, face: Face, id: u16) -> Option<Known> {
        self.0.get(&face)?.glyphs.get(&id).copied()
    }

    /// Reads the glyphs' numbers from the specimen, on which they stand in the order of the faces and of their own ids.
    fn number(&mut self, document: &Document) -> Result<(), Error> {
        let Some(first) = document.page_iter().next() else { return Ok(()) };
        let operations = Content::decode(&document.get_page_content(first)).map_err(Error::pdf)?.operations;
        let strings = operations.iter().flat_map(|operation| &operation.operands).flat_map(|operand| match operand {
            Object::Array(items) => items.as_slice(),
            other => std::slice::from_ref(other),
        });
        let codes = strings.filter_map(|object| match object {
            Object::String(bytes, _) => Some(bytes.chunks_exact(2)),
            _ => None,
        });
        let mut codes = codes.flatten().map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        for known in self.0.values_mut().flat_map(|part| part.glyphs.values_mut()) {
            known.code = codes.next().ok_or_else(|| Error::pdf("the specimen of the fonts lacks a glyph"))?;
        }
        match codes.next() {
            None => Ok(()),
            Some(_) => Err(Error::pdf("the specimen of the fonts holds more glyphs than are used")),
        }
    }
}

fn used(pages: &Pages) -> Used {
    let mut used = Used::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let Ink::Text(run) = &item.ink else { continue };
        let glyphs = used.entry(run.face).or_default();
        for glyph in &run.glyphs {
            let known = glyphs.entry(glyph.id).or_default();
            // A soft hyphen is drawn as a space: what is copied or read out says the space.
            if known.is_empty() || SILENT.contains(&known.as_str()) {
                known.clone_from(&glyph.text);
            }
        }
    }
    used
}

/// Every glyph once.
fn specimen(used: Used) -> Vec<Op> {
    let mut ops = vec![Op::StartTextSection];
    for (face, glyphs) in used {
        let glyphs = glyphs.into_iter().map(|(gid, text)| Codepoint { gid, offset: 0.0, cid: Some(text) }).collect();
        let font = PdfFontHandle::External(FontId(name(face).into()));
        ops.push(Op::SetFont { font, size: Pt(1.0) });
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
    }
    ops.push(Op::EndTextSection);
    ops
}

/// The fixed name of a face in the document: its first six letters tag the subset, and a random one would differ each time.
fn name(face: Face) -> &'static str {
    match face {
        Face::Text => "SBTEXT",
        Face::Strong => "SBBOLD",
        Face::Slanted => "SBSLNT",
        Face::Heading => "SBHEAD",
        Face::Wide => "SBWIDE",
        Face::WideStrong => "SBWBLD",
        Face::System(script) => script.tag(),
    }
}

fn parse(face: Face) -> Result<ParsedFont, Error> {
    let unread = || Error::pdf(format!("the font {face:?} cannot be read"));
    let font = font(face).ok_or_else(unread)?;
    ParsedFont::from_bytes(font.bytes, font.index as usize, &mut Vec::new()).ok_or_else(unread)
}

/// The objects of the document as printpdf writes them; what it warns of as an error is one.
fn to_objects(source: &PdfDocument) -> Result<Document, Error> {
    let mut warnings = Vec::new();
    let options = PdfSaveOptions { optimize: false, subset_fonts: true, secure: true, image_optimization: None };
    let document = source.to_lopdf_document(&options, &mut warnings);
    match warnings.into_iter().find(|warning| warning.severity == printpdf::PdfParseErrorSeverity::Error) {
        Some(warning) => Err(Error::pdf(warning.msg)),
        None => Ok(document),
    }
}
