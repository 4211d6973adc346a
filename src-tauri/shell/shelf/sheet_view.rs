//! The pages as the window draws them: texts and paths by their places, without the detour over a PDF, so that they follow
//! each change at once.

use secure_base_handouts::{Area, Cap, Colour, Face, Ink, Page, Pages, Path, Segment, TextRun};
use serde::Serialize;
use specta::Type;

/// A page; lengths in points (1/72 in) from its top left corner.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PageView {
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// The colour of the paper.
    pub paper: String,
    /// What is written.
    pub texts: Vec<TextView>,
    /// What is drawn.
    pub paths: Vec<PathView>,
    /// Where the logo stands.
    pub logos: Vec<LogoView>,
}

/// The place of the logo.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LogoView {
    /// Its left edge.
    pub x: f32,
    /// Its top edge.
    pub y: f32,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
}

/// Words in one face and size on one line.
#[derive(Clone, Debug, Serialize, Type)]
pub struct TextView {
    /// The left end of the baseline.
    pub x: f32,
    /// The baseline.
    pub y: f32,
    /// How far the words reach.
    pub width: f32,
    /// The size of the letters.
    pub size: f32,
    /// Which face: `text`, `strong`, `slanted`, `heading`, `wide` or `wide strong`.
    pub face: String,
    /// The colour.
    pub colour: String,
    /// The words.
    pub words: String,
}

/// A line or an area.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PathView {
    /// The outline, in SVG's own letters.
    pub d: String,
    /// The colour of the area.
    pub fill: Option<String>,
    /// The colour of the line.
    pub stroke: Option<String>,
    /// The width of the line.
    pub width: f32,
    /// Lengths of dashes and gaps.
    pub dash: String,
    /// Whether the ends of the line are round.
    pub round: bool,
}

/// All pages of a handout.
pub fn view(pages: &Pages) -> Vec<PageView> {
    pages.pages.iter().map(page).collect()
}

fn page(page: &Page) -> PageView {
    let (mut texts, mut paths, mut logos) = (Vec::new(), Vec::new(), Vec::new());
    for item in &page.items {
        match &item.ink {
            Ink::Text(run) => texts.push(text(run)),
            Ink::Path(path) => paths.push(outline(path)),
            Ink::Dots(area, _) => logos.push(logo(area)),
        }
    }
    let paper = page.tint.map_or_else(|| "#ffffff".into(), colour);
    PageView { width: page.width, height: page.height, paper, texts, paths, logos }
}

fn logo(area: &Area) -> LogoView {
    LogoView { x: area.left, y: area.top, width: area.width(), height: area.height() }
}

fn text(run: &TextRun) -> TextView {
    let face = match run.face {
        Face::Strong => "strong",
        Face::Wide => "wide",
        Face::WideStrong => "wide strong",
        Face::Slanted => "slanted",
        Face::Heading => "heading",
        _ => "text",
    };
    TextView {
        x: run.x,
        y: run.y,
        width: run.right() - run.x,
        size: run.size,
        face: face.into(),
        colour: colour(run.colour),
        words: run.spoken.clone().unwrap_or_else(|| run.text()).trim_end().into(),
    }
}

fn outline(path: &Path) -> PathView {
    let stroke = path.stroke.as_ref();
    let lengths = |stroke: &secure_base_handouts::Stroke| {
        stroke.dash.iter().map(|length| format!("{length:.2}")).collect::<Vec<_>>().join(" ")
    };
    PathView {
        d: path.segments.iter().map(step).collect(),
        fill: path.fill.map(colour),
        stroke: stroke.map(|stroke| colour(stroke.colour)),
        width: stroke.map_or(0.0, |stroke| stroke.width),
        dash: stroke.map(lengths).unwrap_or_default(),
        round: stroke.is_some_and(|stroke| stroke.cap == Cap::Round),
    }
}

fn step(segment: &Segment) -> String {
    match segment {
        Segment::Move(x, y) => format!("M{x:.2} {y:.2}"),
        Segment::Line(x, y) => format!("L{x:.2} {y:.2}"),
        Segment::Curve([a, b, c, d, x, y]) => format!("C{a:.2} {b:.2} {c:.2} {d:.2} {x:.2} {y:.2}"),
        Segment::Close => "Z".into(),
    }
}

fn colour(Colour(red, green, blue): Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
