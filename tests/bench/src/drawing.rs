//! The handout's drawing, taken from the product's own pages: the references draw the same curves.

use secure_base_handouts::{Area, Colour, Handout, Ink, Item, Pages, Path, Role, Segment, TextRun};

/// A drawing in points from its own top left corner.
#[derive(Default)]
pub struct Drawing {
    /// Width in pt.
    pub width: f32,
    /// Height in pt.
    pub height: f32,
    /// Its lines and fills.
    pub paths: Vec<Path>,
    /// Its letters.
    pub letters: Vec<TextRun>,
}

impl Drawing {
    /// The handout's figure as it stands on the pages; empty where there is none.
    pub fn of(handout: &Handout, pages: &Pages) -> Drawing {
        let alt = handout.figure.as_ref().map(|figure| &figure.alt);
        let shown = |item: &&Item| {
            let element = item.element.and_then(|element| pages.structure.elements.get(element.0));
            element.is_some_and(|e| e.role == Role::Figure && alt.is_some() && e.alt.as_ref() == alt)
        };
        let items: Vec<&Item> = pages.pages.iter().flat_map(|page| &page.items).filter(shown).collect();
        let Some(area) = items.iter().map(|item| item.bounds()).reduce(|a, b| a.around(&b)) else {
            return Drawing::default();
        };
        let mut drawing = Drawing { width: area.width(), height: area.height(), ..Drawing::default() };
        for item in items {
            match &item.ink {
                Ink::Path(path) => drawing.paths.push(moved(path, area)),
                Ink::Text(run) => {
                    drawing.letters.push(TextRun { x: run.x - area.left, y: run.y - area.top, ..run.clone() });
                }
            }
        }
        drawing
    }
}

/// A colour as both references write it.
pub fn hex(Colour(red, green, blue): Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn moved(path: &Path, Area { left, top, .. }: Area) -> Path {
    let at = |segment: &Segment| match *segment {
        Segment::Move(x, y) => Segment::Move(x - left, y - top),
        Segment::Line(x, y) => Segment::Line(x - left, y - top),
        Segment::Curve([a, b, c, d, x, y]) => Segment::Curve([a - left, b - top, c - left, d - top, x - left, y - top]),
        Segment::Close => Segment::Close,
    };
    Path { segments: path.segments.iter().map(at).collect(), ..path.clone() }
}
