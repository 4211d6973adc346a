//! Pictures: SVG drawings of the library, read into the paths that a page is drawn with.
//!
//! A picture is line art that any printer prints: paths, plain colours and words. Whatever a printer or a reader
//! would not show as it was meant (photographs, gradients, see-through paint, masks, scripts) is refused, not dropped.

use std::sync::{Arc, OnceLock};

use serde::Serialize;
use usvg::{
    FontFamily, Group, LineCap, LineJoin, Node, Options, Paint, Tree, fontdb, roxmltree,
    tiny_skia_path::{PathSegment, Point, Transform},
};

use crate::{Area, Cap, Colour, Error, Face, FillRule, Join, Path, Segment, Stroke, font::font_bytes};

/// What a picture may be made of.
const ELEMENTS: [&str; 15] = [
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc",
    "defs", "use",
];
const SVG: &str = "http://www.w3.org/2000/svg";
/// The family that words in a picture are set in, as its font files name it.
const FAMILY: &str = "Atkinson Hyperlegible Next";
/// The least size of words in a picture at the standard format, in pt.
pub(crate) const LEAST_WORDS: f32 = 13.0;

/// A picture at its size in the standard format, its top left corner at 0, 0.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Picture {
    /// Width in pt.
    pub width: f32,
    /// Height in pt.
    pub height: f32,
    /// What is drawn, the last on top.
    pub paths: Vec<Path>,
}

impl Picture {
    /// Reads an SVG; `file` is its path in the library, for error messages.
    ///
    /// # Errors
    /// [`Error::Unusable`] where it cannot be read, or holds what cannot be printed.
    pub fn parse(file: &str, svg: &str) -> Result<Picture, Error> {
        let refuse = |reason: String| Error::unusable(file, reason);
        let document = roxmltree::Document::parse(svg)
            .map_err(|why| refuse(format!("it is not well-formed SVG ({why}); save it again as plain SVG")))?;
        check_elements(&document).map_err(refuse)?;
        let tree = Tree::from_xmltree(&document, options())
            .map_err(|why| refuse(format!("it cannot be read as SVG ({why}); give it a viewBox and plain shapes")))?;
        let mut reader = Reader { paths: Vec::new(), words: 0 };
        reader.group(tree.root(), Transform::identity()).map_err(refuse)?;
        // Words in a typeface that is not there are left out by the SVG reader without a word.
        if reader.words < words_in(&document) {
            let reason = format!("its words are not in the house's typeface; write font-family=\"{FAMILY}\"");
            return Err(refuse(reason));
        }
        if reader.paths.is_empty() {
            return Err(refuse("nothing is drawn in it; draw something or leave the picture out".into()));
        }
        Ok(Picture { width: tree.size().width(), height: tree.size().height(), paths: reader.paths })
    }

    /// The rectangle around its ink in pt, half the width of its strokes aside.
    pub fn bounds(&self) -> Area {
        let nothing = Area { left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 };
        self.paths.iter().map(Path::bounds).reduce(|a, b| a.around(&b)).unwrap_or(nothing)
    }

    /// Its paths, `scale` times their size.
    pub(crate) fn scaled(&self, scale: f32) -> impl Iterator<Item = Path> {
        self.paths.iter().map(move |path| path.scaled(scale))
    }
}

/// The reader's settings: the house's fonts and no others, and no file beside the picture.
fn options() -> &'static Options<'static> {
    static OPTIONS: OnceLock<Options<'static>> = OnceLock::new();
    OPTIONS.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        for face in [Face::Text, Face::Strong] {
            fonts.load_font_source(fontdb::Source::Binary(Arc::new(font_bytes(face))));
        }
        Options { font_family: FAMILY.into(), fontdb: Arc::new(fonts), ..Options::default() }
    })
}

/// Refuses what the reader would leave out without a word.
fn check_elements(document: &roxmltree::Document<'_>) -> Result<(), String> {
    for node in document.descendants().filter(|node| node.is_element()) {
        let name = node.tag_name().name();
        if !ELEMENTS.contains(&name) {
            return Err(format!("<{name}> cannot be printed; draw it with paths, plain colours and text"));
        }
        let outside =
            node.attributes().find(|attribute| attribute.name() == "href" && !attribute.value().starts_with('#'));
        if let Some(outside) = outside {
            return Err(format!("it refers to \"{}\", which is another file; draw it here instead", outside.value()));
        }
    }
    match document.root_element().attribute("viewBox") {
        Some(_) => Ok(()),
        None => Err("it has no viewBox; give it one in points, as in viewBox=\"0 0 370 200\"".into()),
    }
}

/// How many pieces of words a picture holds.
fn words_in(document: &roxmltree::Document<'_>) -> usize {
    let texts = document.descendants().filter(|node| node.has_tag_name((SVG, "text")));
    texts
        .filter(|text| text.descendants().any(|node| node.text().is_some_and(|words| !words.trim().is_empty())))
        .count()
}

struct Reader {
    paths: Vec<Path>,
    words: usize,
}

impl Reader {
    /// Reads a group whose own place is given by `base`.
    fn group(&mut self, group: &Group, base: Transform) -> Result<(), String> {
        if group.opacity().get() < 1.0 {
            return Err("it is partly see-through, which prints badly; use a paler colour instead".into());
        }
        if group.clip_path().is_some() || group.mask().is_some() || !group.filters().is_empty() {
            return Err("it has a clip, a mask or a filter, which cannot be printed; draw the shape itself".into());
        }
        group.children().iter().try_for_each(|node| self.node(node, base))
    }

    fn node(&mut self, node: &Node, base: Transform) -> Result<(), String> {
        match node {
            Node::Group(group) => self.group(group, base),
            Node::Path(path) => self.path(path, base),
            Node::Image(_) => Err("it holds a photograph or another picture; draw it with paths".into()),
            Node::Text(text) => {
                check_words(text)?;
                self.words += 1;
                // The outlines of words are placed within their text, not within the picture.
                self.group(text.flattened(), base.pre_concat(text.abs_transform()))
            }
        }
    }

    fn path(&mut self, path: &usvg::Path, base: Transform) -> Result<(), String> {
        if !path.is_visible() {
            return Ok(());
        }
        let transform = base.pre_concat(path.abs_transform());
        let drawn = Path {
            segments: segments(path.data().segments(), transform),
            fill: path.fill().map(|fill| plain(fill.paint(), fill.opacity().get())).transpose()?,
            rule: match path.fill().map(usvg::Fill::rule) {
                Some(usvg::FillRule::EvenOdd) => FillRule::EvenOdd,
                _ => FillRule::NonZero,
            },
            stroke: path.stroke().map(|line| stroke(line, scale(transform))).transpose()?,
        };
        self.paths.push(drawn);
        Ok(())
    }
}

/// Words are set in the house's typeface and large enough to read.
fn check_words(text: &usvg::Text) -> Result<(), String> {
    for span in text.chunks().iter().flat_map(|chunk| chunk.spans()) {
        let known = |family: &FontFamily| matches!(family, FontFamily::Named(name) if name == FAMILY);
        if !span.font().families().iter().any(known) {
            return Err(format!("its words are not in the house's typeface; write font-family=\"{FAMILY}\""));
        }
        let size = span.font_size().get() * scale(text.abs_transform());
        if size < LEAST_WORDS - 0.01 {
            return Err(format!("its words are {size:.1} pt high; set them in at least {LEAST_WORDS} pt"));
        }
    }
    let words: String = text.chunks().iter().map(|chunk| chunk.text()).collect();
    let drawn = text.flattened().has_children() || words.trim().is_empty();
    if drawn { Ok(()) } else { Err(format!("the words \"{words}\" cannot be drawn; use letters of the typeface")) }
}

/// How much a transform enlarges a stroke.
fn scale(transform: Transform) -> f32 {
    (transform.sx * transform.sy - transform.kx * transform.ky).abs().sqrt()
}

fn plain(paint: &Paint, opacity: f32) -> Result<Colour, String> {
    match paint {
        Paint::Color(_) if opacity < 1.0 => {
            Err("a colour in it is see-through, which prints badly; use a paler colour instead".into())
        }
        Paint::Color(colour) => Ok(Colour(colour.red, colour.green, colour.blue)),
        _ => Err("it has a gradient or a pattern, which cannot be printed; use one plain colour".into()),
    }
}

fn stroke(stroke: &usvg::Stroke, scale: f32) -> Result<Stroke, String> {
    Ok(Stroke {
        colour: plain(stroke.paint(), stroke.opacity().get())?,
        width: stroke.width().get() * scale,
        dash: stroke.dasharray().unwrap_or_default().iter().map(|length| length * scale).collect(),
        cap: match stroke.linecap() {
            LineCap::Butt => Cap::Butt,
            LineCap::Round => Cap::Round,
            LineCap::Square => Cap::Square,
        },
        join: match stroke.linejoin() {
            LineJoin::Miter | LineJoin::MiterClip => Join::Miter,
            LineJoin::Round => Join::Round,
            LineJoin::Bevel => Join::Bevel,
        },
    })
}

fn segments(steps: impl Iterator<Item = PathSegment>, transform: Transform) -> Vec<Segment> {
    let at = |point: Point| {
        let mut point = point;
        transform.map_point(&mut point);
        (point.x, point.y)
    };
    let mut pen = Point::zero();
    let mut segments = Vec::new();
    for step in steps {
        segments.push(match step {
            PathSegment::MoveTo(to) => Segment::Move(at(to).0, at(to).1),
            PathSegment::LineTo(to) => Segment::Line(at(to).0, at(to).1),
            PathSegment::QuadTo(control, to) => {
                let towards = |from: Point| {
                    Point::from_xy(from.x + (control.x - from.x) * 2.0 / 3.0, from.y + (control.y - from.y) * 2.0 / 3.0)
                };
                curve(at(towards(pen)), at(towards(to)), at(to))
            }
            PathSegment::CubicTo(first, second, to) => curve(at(first), at(second), at(to)),
            PathSegment::Close => Segment::Close,
        });
        pen = match step {
            PathSegment::MoveTo(to) | PathSegment::LineTo(to) => to,
            PathSegment::QuadTo(_, to) | PathSegment::CubicTo(_, _, to) => to,
            PathSegment::Close => pen,
        };
    }
    segments
}

fn curve(first: (f32, f32), second: (f32, f32), to: (f32, f32)) -> Segment {
    Segment::Curve([first.0, first.1, second.0, second.1, to.0, to.1])
}
