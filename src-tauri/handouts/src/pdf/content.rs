//! Content: a page's items as drawing operators, each stretch marked with the element it belongs to.

use std::sync::Arc;

use pdf_writer::{
    Content, Name, Str, TextStr,
    types::{LineCapStyle, LineJoinStyle},
    writers::PositionedItems,
};

use super::fonts::Fonts;
use crate::{
    Area, Cap, Colour, Dots, ElementId, FillRule, Glyph, Ink, Item, Join, Page, Path, Segment, Stroke, Structure,
    TextRun, jpeg,
};

/// What decoration is marked as: no reader reads it out.
const ARTIFACT: Name = Name(b"Artifact");

/// A page as it is drawn.
pub(crate) struct Drawn {
    /// The operators.
    pub content: Vec<u8>,
    /// The element of each mark, in the order of the marks.
    pub marked: Vec<ElementId>,
}

/// Draws a page.
pub(crate) fn draw(page: &Page, structure: &Structure, fonts: &Fonts, pictures: &[Arc<Dots>]) -> Drawn {
    let compact = pdf_writer::Settings { pretty: false };
    let content = Content::with_settings(compact);
    let mut pen = Pen { height: page.height, fonts, pictures, content, fill: None, stroke: None };
    if let Some(tint) = page.tint {
        pen.tint(page, tint);
    }
    let mut marked = Vec::new();
    for stretch in page.items.chunk_by(|a, b| a.element == b.element) {
        match stretch[0].element {
            Some(element) => {
                pen.begin(structure.elements[element.0].role.name(), marked.len());
                marked.push(element);
            }
            None => drop(pen.content.begin_marked_content(ARTIFACT)),
        }
        stretch.iter().for_each(|item| pen.item(item));
        pen.content.end_marked_content();
    }
    Drawn { content: pen.content.finish().into_vec(), marked }
}

/// Draws on a page whose points are counted from the top, in a format that counts from the bottom.
struct Pen<'a> {
    height: f32,
    fonts: &'a Fonts,
    pictures: &'a [Arc<Dots>],
    content: Content,
    /// What was set last, which need not be said again.
    fill: Option<Colour>,
    stroke: Option<Stroke>,
}

impl Pen<'_> {
    fn tint(&mut self, page: &Page, colour: Colour) {
        let whole = Area { left: 0.0, top: 0.0, right: page.width, bottom: page.height };
        self.content.begin_marked_content(ARTIFACT);
        self.path(&Path { fill: Some(colour), ..Path::rectangle(whole) });
        self.content.end_marked_content();
    }

    fn begin(&mut self, role: &str, mark: usize) {
        let mut stretch = self.content.begin_marked_content_with_properties(Name(role.as_bytes()));
        stretch.properties().identify(mark as i32);
    }

    fn item(&mut self, item: &Item) {
        match &item.ink {
            Ink::Text(run) => self.text(run),
            Ink::Path(path) => self.path(path),
            Ink::Dots(area, dots) => self.dots(area, dots),
        }
    }

    fn dots(&mut self, area: &Area, dots: &Arc<Dots>) {
        let Some(index) = self.pictures.iter().position(|other| other == dots) else { return };
        let place = [area.width(), area.height(), area.left, self.height - area.bottom].map(round);
        self.content.save_state();
        self.content.transform(jpeg::matrix(dots.turn(), place).map(round));
        self.content.x_object(Name(super::dots::name(index).as_bytes()));
        self.content.restore_state();
    }

    fn text(&mut self, run: &TextRun) {
        let Some(font) = self.fonts.name(run.face) else { return };
        if let Some(spoken) = &run.spoken {
            let mut stretch = self.content.begin_marked_content_with_properties(Name(b"Span"));
            stretch.properties().actual_text(TextStr(spoken));
        }
        self.fill(run.colour);
        self.content.begin_text().set_font(Name(font.as_bytes()), round(run.size));
        self.content.next_line(round(run.x), round(self.height - run.y));
        self.glyphs(run);
        self.content.end_text();
        if run.spoken.is_some() {
            self.content.end_marked_content();
        }
    }

    fn glyphs(&mut self, run: &TextRun) {
        // Thousandths of the size by which the pen stands too far right: corrected when they make a whole one, because a
        // number after each glyph would be most of the file.
        let mut owed = 0.0_f32;
        for level in run.glyphs.chunk_by(|a, b| a.rise == b.rise) {
            let raised = level[0].rise != 0.0;
            if raised {
                self.content.set_rise(round(level[0].rise));
            }
            self.level(run, level, &mut owed);
            if raised {
                self.content.set_rise(0.0);
            }
        }
    }

    /// Glyphs of one height over the baseline.
    fn level(&mut self, run: &TextRun, glyphs: &[Glyph], owed: &mut f32) {
        let mut shown = self.content.show_positioned();
        let mut pieces = shown.items();
        let mut piece = Vec::with_capacity(glyphs.len() * 2);
        let thousandths = |points: f32| points * 1000.0 / run.size;
        for glyph in glyphs {
            let Some(known) = self.fonts.glyph(run.face, glyph.id) else { continue };
            if glyph.right != 0.0 {
                *owed -= thousandths(glyph.right);
                correct(&mut pieces, &mut piece, owed);
                *owed += thousandths(glyph.right);
            }
            piece.extend(known.code.to_be_bytes());
            *owed += known.width - thousandths(glyph.advance);
            correct(&mut pieces, &mut piece, owed);
        }
        if !piece.is_empty() {
            pieces.show(Str(&piece));
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
        match (path.fill, &path.stroke, path.rule) {
            (Some(_), Some(_), FillRule::NonZero) => self.content.fill_nonzero_and_stroke(),
            (Some(_), Some(_), FillRule::EvenOdd) => self.content.fill_even_odd_and_stroke(),
            (Some(_), None, FillRule::NonZero) => self.content.fill_nonzero(),
            (Some(_), None, FillRule::EvenOdd) => self.content.fill_even_odd(),
            (None, Some(_), _) => self.content.stroke(),
            (None, None, _) => self.content.end_path(),
        };
    }

    fn segment(&mut self, segment: &Segment) {
        let at = |x: f32, y: f32| (round(x), round(self.height - y));
        match *segment {
            Segment::Move(x, y) => {
                let (x, y) = at(x, y);
                self.content.move_to(x, y)
            }
            Segment::Line(x, y) => {
                let (x, y) = at(x, y);
                self.content.line_to(x, y)
            }
            Segment::Curve([ax, ay, bx, by, x, y]) => {
                let ((ax, ay), (bx, by), (x, y)) = (at(ax, ay), at(bx, by), at(x, y));
                self.content.cubic_to(ax, ay, bx, by, x, y)
            }
            Segment::Close => self.content.close_path(),
        };
    }

    fn stroke(&mut self, stroke: &Stroke) {
        let last = self.stroke.replace(stroke.clone());
        let differs = |same: fn(&Stroke, &Stroke) -> bool| !last.as_ref().is_some_and(|last| same(last, stroke));
        if differs(|a, b| a.colour == b.colour) {
            let [red, green, blue] = parts(stroke.colour);
            self.content.set_stroke_rgb(red, green, blue);
        }
        if differs(|a, b| a.width == b.width) {
            self.content.set_line_width(round(stroke.width));
        }
        if differs(|a, b| a.cap == b.cap) {
            self.content.set_line_cap(cap(stroke.cap));
        }
        if differs(|a, b| a.join == b.join) {
            self.content.set_line_join(join(stroke.join));
        }
        if differs(|a, b| a.dash == b.dash) {
            self.content.set_dash_pattern(stroke.dash.iter().copied().map(round), 0.0);
        }
    }

    fn fill(&mut self, fill: Colour) {
        if self.fill.replace(fill) != Some(fill) {
            let [red, green, blue] = parts(fill);
            self.content.set_fill_rgb(red, green, blue);
        }
    }
}

/// Moves the pen by the whole thousandths that are owed, behind what is shown so far.
fn correct(pieces: &mut PositionedItems<'_>, piece: &mut Vec<u8>, owed: &mut f32) {
    let correction = owed.round();
    if correction != 0.0 {
        if !piece.is_empty() {
            pieces.show(Str(piece));
        }
        pieces.adjust(correction);
        piece.clear();
        *owed -= correction;
    }
}

const fn cap(cap: Cap) -> LineCapStyle {
    match cap {
        Cap::Butt => LineCapStyle::ButtCap,
        Cap::Round => LineCapStyle::RoundCap,
        Cap::Square => LineCapStyle::ProjectingSquareCap,
    }
}

const fn join(join: Join) -> LineJoinStyle {
    match join {
        Join::Miter => LineJoinStyle::MiterJoin,
        Join::Round => LineJoinStyle::RoundJoin,
        Join::Bevel => LineJoinStyle::BevelJoin,
    }
}

/// Red, green and blue from 0 to 1.
fn parts(Colour(red, green, blue): Colour) -> [f32; 3] {
    [red, green, blue].map(|value| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0)
}

/// Hundredths of a point are finer than any printer, and keep the last bits of a float out of the file.
fn round(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}
