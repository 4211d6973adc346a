//! Shaping: text becomes lines of positioned glyphs, with nothing but the embedded fonts.

use std::{cell::Cell, collections::BTreeSet, ops::Range, sync::Arc};

use parley::{
    FontContext, FontFamily, FontFamilyName, FontWeight, Layout, LayoutContext, LineHeight, OverflowWrap, Run,
    StyleProperty,
    fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache},
};

use super::look::TextStyle;
use crate::{Face, Glyph, Prose, Script, TextRun, font::font};

const EMBEDDED: [Face; 6] = [Face::Text, Face::Strong, Face::Slanted, Face::Heading, Face::Wide, Face::WideStrong];

/// The part of a line below which the last line of a paragraph counts as a stub.
const STUB: f32 = 0.16;
/// How often a paragraph with a stub is narrowed by a fiftieth.
const NARROWINGS: u8 = 8;

/// The family of the letters that the text's own does not have.
const WIDE: &str = "wide";

/// The family and weight under which a face is registered, so that no name inside a font file matters.
const fn family(face: Face) -> (&'static str, f32) {
    match face {
        Face::Text => ("text", 400.0),
        Face::Strong => ("text", 700.0),
        Face::Slanted => ("slanted", 400.0),
        Face::Heading => ("heading", 600.0),
        Face::Wide => (WIDE, 400.0),
        Face::WideStrong => (WIDE, 700.0),
        Face::System(script) => (script.tag(), 400.0),
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
struct Shaper {
    fonts: FontContext,
    scratch: LayoutContext<()>,
    /// The blob of each face, by which a shaped run tells its face.
    blobs: Vec<(u64, Face)>,
    /// The scripts for which the system has been asked.
    asked: BTreeSet<Script>,
}

thread_local! {
    /// A shaper that nobody uses: reading the fonts takes longer than setting a page.
    static IDLE: Cell<Option<Shaper>> = const { Cell::new(None) };
}

/// A shaper on loan: it goes back when the document is set.
pub(crate) struct Loan(Option<Shaper>);

impl Loan {
    pub fn take() -> Self {
        Loan(Some(IDLE.take().unwrap_or_else(Shaper::new)))
    }

    /// Sets `prose` in lines of at most `width` pt.
    pub fn set(&mut self, prose: &Prose, style: TextStyle, width: f32) -> SetText {
        self.0.get_or_insert_with(Shaper::new).set(prose, style, width)
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        // One that knows fonts of the system would set the next document otherwise than a new one.
        IDLE.set(self.0.take().filter(|shaper| shaper.asked.is_empty()));
    }
}

impl Shaper {
    fn new() -> Self {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut collection = Collection::new(options);
        let blobs = EMBEDDED.iter().filter_map(|face| Some((register(&mut collection, *face)?, *face))).collect();
        let fonts = FontContext { collection, source_cache: SourceCache::default() };
        Shaper { fonts, scratch: LayoutContext::new(), blobs, asked: BTreeSet::new() }
    }

    fn set(&mut self, prose: &Prose, style: TextStyle, width: f32) -> SetText {
        let text = prose.text();
        let mut set = self.set_once(prose, &text, style, width);
        if self.ask_the_system(&set) {
            set = self.set_once(prose, &text, style, width);
        }
        set
    }

    fn set_once(&mut self, prose: &Prose, text: &str, style: TextStyle, width: f32) -> SetText {
        let layout = self.layout(prose, text, style, width);
        let mut runs = Vec::new();
        for line in layout.lines() {
            let metrics = line.metrics();
            let indent = if layout.is_rtl() { width - metrics.advance } else { 0.0 };
            let mut x = metrics.offset + indent.max(0.0);
            let mut placed: Vec<(usize, TextRun)> = Vec::new();
            for run in line.runs() {
                placed.push((run.text_range().start, self.text_run(&run, text, style, x, metrics.baseline)));
                x += run.advance();
            }
            // In reading order, which is not the order in which they stand where a line runs from right to left.
            placed.sort_by_key(|(start, _)| *start);
            runs.extend(placed.into_iter().map(|(_, run)| run));
        }
        let width = runs.iter().map(TextRun::right).fold(0.0, f32::max);
        SetText { runs, height: layout.height(), width, baseline: layout.first_baseline().unwrap_or_default() }
    }

    /// Looks for fonts for signs that were not drawn; whether one was found that had not been looked for yet.
    fn ask_the_system(&mut self, set: &SetText) -> bool {
        let boxes = set.runs.iter().flat_map(|run| &run.glyphs).filter(|glyph| glyph.id == 0);
        let scripts: BTreeSet<Script> = boxes.flat_map(|glyph| glyph.text.chars()).filter_map(Script::of).collect();
        let mut found = false;
        for script in scripts {
            if self.asked.insert(script) {
                let face = Face::System(script);
                if let Some(blob) = register(&mut self.fonts.collection, face) {
                    self.blobs.push((blob, face));
                    found = true;
                }
            }
        }
        found
    }

    /// The families in the order in which they are asked for a letter.
    fn families(&self, first: &'static str) -> FontFamily<'static> {
        let system =
            self.blobs.iter().filter(|(_, face)| matches!(face, Face::System(_))).map(|(_, face)| family(*face).0);
        let names = [first, WIDE, family(Face::Heading).0].into_iter().chain(system);
        FontFamily::List(names.map(FontFamilyName::named).collect::<Vec<_>>().into())
    }

    fn layout(&mut self, prose: &Prose, text: &str, style: TextStyle, width: f32) -> Layout<()> {
        let (name, weight) = family(style.face);
        let (own, slanted, wide) = (self.families(name), self.families(family(Face::Slanted).0), self.families(WIDE));
        let mut builder = self.scratch.ranged_builder(&mut self.fonts, text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(own));
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
                builder.push(StyleProperty::FontFamily(slanted.clone()), start..end);
            }
            start = end;
        }
        if style.face != Face::Heading {
            wide_words(text).into_iter().for_each(|word| builder.push(StyleProperty::FontFamily(wide.clone()), word));
        }
        let mut layout = builder.build(text);
        layout.break_all_lines(Some(width));
        mend_stub(&mut layout, width);
        layout
    }

    fn text_run(&self, run: &Run<'_, ()>, text: &str, style: TextStyle, x: f32, y: f32) -> TextRun {
        let blob = run.font().data.id();
        let face = self.blobs.iter().find(|(id, _)| *id == blob).map_or(style.face, |(_, face)| *face);
        let spoken = run.is_rtl().then(|| text[run.text_range()].to_string());
        TextRun { face, size: style.size, colour: style.colour, x, y, glyphs: glyphs(run, text), spoken }
    }
}

/// The words that hold a letter which the text's typeface lacks: a word is set in one typeface, and so is a text of
/// mostly such words.
fn wide_words(text: &str) -> Vec<Range<usize>> {
    if text.is_ascii() {
        return Vec::new();
    }
    let words: Vec<Range<usize>> = text
        .split_whitespace()
        .map(|word| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            start..start + word.len()
        })
        .collect();
    let wide: Vec<Range<usize>> =
        words.iter().filter(|word| text[(*word).clone()].contains(is_wide)).cloned().collect();
    let all = 0..text.len();
    if wide.len() * 3 > words.len() { Vec::from([all]) } else { wide }
}

/// Whether a letter is Greek, Cyrillic, Vietnamese or another that only the wide typeface holds.
const fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{180}'..='\u{217}' | '\u{21c}'..='\u{24f}' | '\u{300}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}')
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

/// Makes a face known under its family; the blob by which it is told, or none where there is no such font.
fn register(collection: &mut Collection, face: Face) -> Option<u64> {
    let (name, _) = family(face);
    let blob = Blob::new(Arc::new(font(face)?.bytes));
    let id = blob.id();
    collection.register_fonts(blob, Some(FontInfoOverride { family_name: Some(name), ..Default::default() }));
    Some(id)
}

/// The characters of a cluster in the order in which its glyphs are drawn, from left to right.
fn characters_as_drawn(characters: &str, is_rtl: bool) -> Vec<char> {
    match is_rtl {
        true => characters.chars().rev().collect(),
        false => characters.chars().collect(),
    }
}

/// The glyphs of a run in visual order, with the characters they stand for; a ligature's glyph stands for all of its own.
fn glyphs(run: &Run<'_, ()>, text: &str) -> Vec<Glyph> {
    let mut clusters: Vec<Vec<Glyph>> = Vec::new();
    for cluster in run.clusters() {
        let characters = &text[cluster.text_range()];
        let in_order = characters_as_drawn(characters, run.is_rtl());
        let shapes: Vec<_> = cluster.glyphs().collect();
        let own = in_order.len() == shapes.len();
        let shaped: Vec<Glyph> = shapes
            .iter()
            .enumerate()
            .map(|(index, glyph)| {
                let text = match index {
                    _ if own => in_order[index].to_string(),
                    0 => characters.to_string(),
                    // Says nothing, and still has a character, as every glyph must for who copies or listens.
                    _ => "\u{200b}".into(),
                };
                Glyph { id: glyph.id as u16, advance: glyph.advance, right: glyph.x, rise: 0.0 - glyph.y, text }
            })
            .collect();
        match clusters.last_mut().and_then(|last| last.first_mut()).filter(|_| shaped.is_empty()) {
            // The rest of a ligature: its characters belong to the glyph that began it.
            Some(ligature) => ligature.text.push_str(characters),
            None => clusters.push(shaped),
        }
    }
    if run.is_rtl() {
        clusters.reverse();
    }
    clusters.into_iter().flatten().collect()
}
