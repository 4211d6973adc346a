//! Content: a page's items as drawing operators, each stretch marked with the element it belongs to.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    sync::Arc,
};

use printpdf::{
    Codepoint, Color, DictItem, FontId, LineCapStyle, LineDashPattern, LineJoinStyle, Op, ParsedFont, PdfDocument,
    PdfFontHandle, Pt, Rgb, TextItem, TextMatrix,
};

use super::{dots, tags::Marks, utf16};
use crate::{
    Area, Cap, Colour, Dots, Error, Face, FillRule, Ink, Item, Join, Page, Pages, Path, Segment, Stroke, Structure,
    TextRun, font::font,
};

/// The fonts of a document, by face.
pub(crate) struct Fonts(BTreeMap<Face, (FontId, ParsedFont)>);

impl Fonts {
    /// Embeds the faces that the pages use.
    pub fn embed(document: &mut PdfDocument, pages: &Pages) -> Result<Self, Error> {
        let mut fonts = BTreeMap::new();
        for face in pages.pages.iter().flat_map(|page| &page.items).filter_map(face) {
            if let Entry::Vacant(place) = fonts.entry(face) {
                place.insert((font_id(face), parse(face)?));
            }
        }
        for (id, font) in fonts.values() {
            document.resources.fonts.map.insert(id.clone(), printpdf::PdfFont::new(font.clone()));
        }
        Ok(Fonts(fonts))
    }

    /// How far a viewer moves the pen after a glyph, in thousandths of the size; printpdf writes whole numbers.
    fn width(&self, face: Face, glyph: u16) -> f32 {
        let Some((_, font)) = self.0.get(&face) else { return 0.0 };
        let units = f32::from(font.pdf_font_metrics.units_per_em);
        font.get_or_decode_glyph(glyph).map_or(0.0, |glyph| (f32::from(glyph.horz_advance) * 1000.0 / units).trunc())
    }
}

/// The fixed name of a face in the document: its first six letters tag the subset, and a random one would differ each time.
fn font_id(face: Face) -> FontId {
    FontId(match face {
        Face::Text => "SBTEXT".into(),
        Face::Strong => "SBBOLD".into(),
        Face::Slanted => "SBSLNT".into(),
        Face::Heading => "SBHEAD".into(),
        Face::Wide => "SBWIDE".into(),
        Face::WideStrong => "SBWBLD".into(),
        Face::System(script) => script.tag().into(),
    })
}

fn parse(face: Face) -> Result<ParsedFont, Error> {
    let unread = || Error::pdf(format!("the font {face:?} cannot be read"));
    let font = font(face).ok_or_else(unread)?;
    ParsedFont::from_bytes(font.bytes, font.index as usize, &mut Vec::new()).ok_or_else(unread)
}

fn face(item: &Item) -> Option<Face> {
    match &item.ink {
        Ink::Text(run) => Some(run.face),
        Ink::Path(_) | Ink::Dots(..) => None,
    }
}

/// The operators of page `index`; what they mark is noted in `marks`.
pub(crate) fn operators(
    page: &Page,
    index: usize,
    structure: &Structure,
    (fonts, pictures): (&Fonts, &[Arc<Dots>]),
    marks: &mut Marks,
) -> Vec<Op> {
    let mut pen = Pen { height: page.height, fonts, pictures, ops: Vec::new(), fill: None, stroke: None };
    if let Some(tint) = page.tint {
        pen.tint(page, tint);
    }
    let mut next_mark = 0;
    for stretch in page.items.chunk_by(|a, b| a.element == b.element) {
        match stretch[0].element {
            Some(element) => {
                pen.begin(structure.elements[element.0].role.name(), next_mark);
                marks.note(element, index, next_mark);
                next_mark += 1;
            }
            None => pen.ops.push(Op::BeginMarkedContent { tag: "Artifact".into() }),
        }
        stretch.iter().for_each(|item| pen.item(item));
        pen.ops.push(Op::EndMarkedContent);
    }
    pen.ops
}

/// Draws on a page whose points are counted from the top, in a format that counts from the bottom.
struct Pen<'a> {
    height: f32,
    fonts: &'a Fonts,
    pictures: &'a [Arc<Dots>],
    ops: Vec<Op>,
    /// What was set last, which need not be said again.
    fill: Option<Colour>,
    stroke: Option<Stroke>,
}

impl Pen<'_> {
    fn tint(&mut self, page: &Page, colour: Colour) {
        let whole = Area { left: 0.0, top: 0.0, right: page.width, bottom: page.height };
        self.ops.push(Op::BeginMarkedContent { tag: "Artifact".into() });
        self.path(&Path { fill: Some(colour), ..Path::rectangle(whole) });
        self.ops.push(Op::EndMarkedContent);
    }

    fn begin(&mut self, role: &str, mark: i64) {
        let map = BTreeMap::from([("MCID".to_string(), DictItem::Int(mark))]);
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: role.into(), properties: DictItem::Dict { map } });
    }

    fn item(&mut self, item: &Item) {
        match &item.ink {
            Ink::Text(run) => self.text(run),
            Ink::Path(path) => self.path(path),
            Ink::Dots(area, dots) => self.dots(area, dots),
        }
    }

    fn dots(&mut self, area: &Area, picture: &Arc<Dots>) {
        let Some(index) = self.pictures.iter().position(|other| other == picture) else { return };
        let (left, bottom) = (round(area.left), round(self.height - area.bottom));
        self.operator("q", &[]);
        self.operator("cm", &[round(area.width()), 0.0, 0.0, round(area.height()), left, bottom]);
        let value = vec![DictItem::Name(dots::name(index).into_bytes())];
        self.ops.push(Op::Unknown { key: "Do".into(), value });
        self.operator("Q", &[]);
    }

    fn text(&mut self, run: &TextRun) {
        let Some((font, _)) = self.fonts.0.get(&run.face) else { return };
        // Thousandths of the size by which the pen stands too far right: corrected when they make a whole one, because a
        // number after each glyph would be most of the file.
        let mut owed = 0.0_f32;
        let glyphs = run.glyphs.iter().map(|glyph| {
            owed += self.fonts.width(run.face, glyph.id) - glyph.advance * 1000.0 / run.size;
            let correction = owed.round();
            owed -= correction;
            Codepoint { gid: glyph.id, offset: correction, cid: Some(glyph.text.clone()) }
        });
        let items = vec![TextItem::GlyphIds(glyphs.collect())];
        if let Some(spoken) = &run.spoken {
            let words = DictItem::String { data: utf16(spoken), literal: false };
            let map = BTreeMap::from([("ActualText".to_string(), words)]);
            let properties = DictItem::Dict { map };
            self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".into(), properties });
        }
        self.fill(run.colour);
        self.ops.extend([
            Op::StartTextSection,
            Op::SetFont { font: PdfFontHandle::External(font.clone()), size: Pt(round(run.size)) },
            Op::SetTextMatrix { matrix: TextMatrix::Translate(Pt(round(run.x)), Pt(round(self.height - run.y))) },
            Op::ShowText { items },
            Op::EndTextSection,
        ]);
        if run.spoken.is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn path(&mut self, path: &Path) {
        if let Some(stroke) = &path.stroke {
            self.stroke(stroke);
        }
        if let Some(fill) = path.fill {
            self.fill(fill);
        }
        path.segments.iter().for_each(|segment| self.segment(segment));
        let paint = match (path.fill, &path.stroke, path.rule) {
            (Some(_), Some(_), FillRule::NonZero) => "B",
            (Some(_), Some(_), FillRule::EvenOdd) => "B*",
            (Some(_), None, FillRule::NonZero) => "f",
            (Some(_), None, FillRule::EvenOdd) => "f*",
            (None, Some(_), _) => "S",
            (None, None, _) => "n",
        };
        self.operator(paint, &[]);
    }

    fn stroke(&mut self, stroke: &Stroke) {
        let cap = match stroke.cap {
            Cap::Butt => LineCapStyle::Butt,
            Cap::Round => LineCapStyle::Round,
            Cap::Square => LineCapStyle::ProjectingSquare,
        };
        let join = match stroke.join {
            Join::Miter => LineJoinStyle::Miter,
            Join::Round => LineJoinStyle::Round,
            Join::Bevel => LineJoinStyle::Bevel,
        };
        let dash: Vec<f32> = stroke.dash.iter().copied().map(round).collect();
        let last = self.stroke.replace(stroke.clone());
        let differs = |same: fn(&Stroke, &Stroke) -> bool| !last.as_ref().is_some_and(|last| same(last, stroke));
        let news = [
            (differs(|a, b| a.colour == b.colour), Op::SetOutlineColor { col: colour(stroke.colour) }),
            (differs(|a, b| a.width == b.width), Op::SetOutlineThickness { pt: Pt(round(stroke.width)) }),
            (differs(|a, b| a.cap == b.cap), Op::SetLineCapStyle { cap }),
            (differs(|a, b| a.join == b.join), Op::SetLineJoinStyle { join }),
            (differs(|a, b| a.dash == b.dash), Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &dash) }),
        ];
        self.ops.extend(news.into_iter().filter(|(new, _)| *new).map(|(_, op)| op));
    }

    fn fill(&mut self, fill: Colour) {
        if self.fill.replace(fill) != Some(fill) {
            self.ops.push(Op::SetFillColor { col: colour(fill) });
        }
    }

    fn segment(&mut self, segment: &Segment) {
        let name = match segment {
            Segment::Move(..) => "m",
            Segment::Line(..) => "l",
            Segment::Curve(..) => "c",
            Segment::Close => "h",
        };
        let points = segment.points();
        let numbers: Vec<f32> = points.iter().flat_map(|(x, y)| [round(*x), round(self.height - y)]).collect();
        self.operator(name, &numbers);
    }

    /// An operator by its name: printpdf's own shapes know neither holes nor several outlines in one.
    fn operator(&mut self, name: &str, numbers: &[f32]) {
        let value = numbers.iter().map(|number| DictItem::Real(*number)).collect();
        self.ops.push(Op::Unknown { key: name.into(), value });
    }
}

fn colour(Colour(r, g, b): Colour) -> Color {
    let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    Color::Rgb(Rgb { r: part(r), g: part(g), b: part(b), icc_profile: None })
}

/// Hundredths of a point are finer than any printer, and keep the last bits of a float out of the file.
fn round(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}
