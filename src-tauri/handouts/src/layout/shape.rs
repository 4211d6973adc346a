//! Shaping: text becomes lines of positioned glyphs, with nothing but the embedded fonts.

use parley::{
    FontContext, FontFamily, FontWeight, Layout, LayoutContext, LineHeight, OverflowWrap, Run, StyleProperty,
    fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache},
};
use std::sync::Arc;

use super::look::TextStyle;
use crate::{Face, Glyph, Prose, TextRun};

const FACES: [Face; 4] = [Face::Text, Face::Strong, Face::Slanted, Face::Heading];

/// The part of a line below which the last line of a paragraph counts as a stub.
const STUB: f32 = 0.16;
/// How often a paragraph with a stub is narrowed by a fiftieth.
const NARROWINGS: u8 = 8;

/// The font program of a face.
pub(crate) const fn font_bytes(face: Face) -> &'static [u8] {
    match face {
        Face::Text => include_bytes!("../../../../assets/fonts/AtkinsonHyperlegibleNext_400Regular.ttf"),
        Face::Strong => include_bytes!("../../../../assets/fonts/AtkinsonHyperlegibleNext_700Bold.ttf"),
        Face::Slanted => include_bytes!("../../../../assets/fonts/AtkinsonHyperlegibleNext_400Regular_Italic.ttf"),
        Face::Heading => include_bytes!("../../../../assets/fonts/SourceSerif4_600SemiBold.ttf"),
    }
}

/// The family and weight under which a face is registered, so that no name inside a font file matters.
const fn family(face: Face) -> (&'static str, f32) {
    match face {
        Face::Text => ("text", 400.0),
        Face::Strong => ("text", 700.0),
        Face::Slanted => ("slanted", 400.0),
        Face::Heading => ("heading", 600.0),
    }
}

/// Text set in lines, its top left corner at 0, 0.
#[derive(Debug)]
pub(crate) struct SetText {
    pub runs: Vec<TextRun>,
    /// In pt.
    pub height: f32,
    /// The longest line in pt, without the space at its end.
    pub width: f32,
    /// The first baseline in pt from the top.
    pub baseline: f32,
}

/// Sets text; keeps the fonts and scratch space between paragraphs.
pub(crate) struct Shaper {
    fonts: FontContext,
    scratch: LayoutContext<()>,
    /// The blob of each face, by which a shaped run tells its face.
    blobs: Vec<(u64, Face)>,
}

impl Shaper {
    pub fn new() -> Self {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut collection = Collection::new(options);
        let blobs = FACES.map(|face| (register(&mut collection, face), face)).to_vec();
        let fonts = FontContext { collection, source_cache: SourceCache::default() };
        Shaper { fonts, scratch: LayoutContext::new(), blobs }
    }

    /// Sets `prose` in lines of at most `width` pt.
    pub fn set(&mut self, prose: &Prose, style: TextStyle, width: f32) -> SetText {
        let text = prose.text();
        let layout = self.layout(prose, &text, style, width);
        let mut runs = Vec::new();
        for line in layout.lines() {
            let mut x = line.metrics().offset;
            for run in line.runs() {
                runs.push(self.text_run(&run, &text, style, x, line.metrics().baseline));
                x += run.advance();
            }
        }
        let width = runs.iter().map(TextRun::right).fold(0.0, f32::max);
        SetText { runs, height: layout.height(), width, baseline: layout.first_baseline().unwrap_or_default() }
    }

    fn layout(&mut self, prose: &Prose, text: &str, style: TextStyle, width: f32) -> Layout<()> {
        let mut builder = self.scratch.ranged_builder(&mut self.fonts, text, 1.0, false);
        let (name, weight) = family(style.face);
        builder.push_default(StyleProperty::FontFamily(FontFamily::named(name)));
        builder.push_default(StyleProperty::FontWeight(FontWeight::new(weight)));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(style.leading)));
        builder.push_default(StyleProperty::LetterSpacing(style.letter_space));
        builder.push_default(StyleProperty::WordSpacing(style.word_space));
        // A word longer than the line is broken rather than printed over the edge.
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::BreakWord));
        let mut start = 0;
        for span in &prose.0 {
            let end = start + span.text.len();
            if style.face == Face::Text && span.strong {
                builder.push(StyleProperty::FontWeight(FontWeight::new(700.0)), start..end);
            } else if style.face == Face::Text && span.slanted {
                builder.push(StyleProperty::FontFamily(FontFamily::named(family(Face::Slanted).0)), start..end);
            }
            start = end;
        }
        let mut layout = builder.build(text);
        layout.break_all_lines(Some(width));
        mend_stub(&mut layout, width);
        layout
    }

    fn text_run(&self, run: &Run<'_, ()>, text: &str, style: TextStyle, x: f32, y: f32) -> TextRun {
        let blob = run.font().data.id();
        let face = self.blobs.iter().find(|(id, _)| *id == blob).map_or(style.face, |(_, face)| *face);
        TextRun { face, size: style.size, colour: style.colour, x, y, glyphs: glyphs(run, text) }
    }
}

/// Narrows a paragraph a little where that saves its last line from holding a lone short word.
fn mend_stub(layout: &mut Layout<()>, width: f32) {
    let lines = layout.len();
    let stub =
        |layout: &Layout<()>| layout.get(layout.len() - 1).is_some_and(|line| line.metrics().advance < width * STUB);
    if lines < 2 || !stub(layout) {
        return;
    }
    for step in 1..=NARROWINGS {
        layout.break_all_lines(Some(width * (1.0 - 0.02 * step as f32)));
        if layout.len() == lines && !stub(layout) {
            return;
        }
    }
    layout.break_all_lines(Some(width));
}

fn register(collection: &mut Collection, face: Face) -> u64 {
    let (name, _) = family(face);
    let blob = Blob::new(Arc::new(font_bytes(face)));
    let id = blob.id();
    collection.register_fonts(blob, Some(FontInfoOverride { family_name: Some(name), ..Default::default() }));
    id
}

/// The glyphs of a run with the characters they stand for; a ligature's glyph stands for all of its characters.
fn glyphs(run: &Run<'_, ()>, text: &str) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::new();
    for cluster in run.clusters() {
        let characters = &text[cluster.text_range()];
        let mut shaped = cluster.glyphs().peekable();
        if shaped.peek().is_none() {
            // The rest of a ligature: its characters belong to the glyph that began it.
            if let Some(last) = glyphs.last_mut() {
                last.text.push_str(characters);
            }
        }
        for (index, glyph) in shaped.enumerate() {
            let text = if index == 0 { characters.to_string() } else { String::new() };
            glyphs.push(Glyph { id: glyph.id as u16, advance: glyph.advance, text });
        }
    }
    glyphs
}
