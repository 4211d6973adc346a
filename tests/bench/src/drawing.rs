//! The handouts' pictures as SVG of paths alone: the references draw the very same curves.

use std::fmt::Write;

use secure_base_handouts::{Cap, Colour, FillRule, Join, Picture, Segment};

use crate::Result;

/// A picture as SVG, its size in pt.
pub fn svg(picture: &Picture) -> Result<String> {
    let (width, height) = (picture.width, picture.height);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure\" width=\"{width}pt\" height=\"{height}pt\" \
         viewBox=\"0 0 {width} {height}\">"
    );
    for path in &picture.paths {
        let fill = path.fill.map_or("none".into(), hex);
        let rule = if path.rule == FillRule::EvenOdd { "evenodd" } else { "nonzero" };
        write!(text, "<path fill=\"{fill}\" fill-rule=\"{rule}\"")?;
        if let Some(stroke) = &path.stroke {
            let dash = stroke.dash.iter().map(f32::to_string).collect::<Vec<_>>().join(" ");
            let cap = match stroke.cap {
                Cap::Butt => "butt",
                Cap::Round => "round",
                Cap::Square => "square",
            };
            let join = match stroke.join {
                Join::Miter => "miter",
                Join::Round => "round",
                Join::Bevel => "bevel",
            };
            let (colour, width) = (hex(stroke.colour), stroke.width);
            write!(
                text,
                " stroke=\"{colour}\" stroke-width=\"{width}\" stroke-linecap=\"{cap}\" stroke-linejoin=\"{join}\""
            )?;
            if !dash.is_empty() {
                write!(text, " stroke-dasharray=\"{dash}\"")?;
            }
        }
        let steps = path.segments.iter().map(|segment| match segment {
            Segment::Move(x, y) => format!("M{x} {y}"),
            Segment::Line(x, y) => format!("L{x} {y}"),
            Segment::Curve([a, b, c, d, x, y]) => format!("C{a} {b} {c} {d} {x} {y}"),
            Segment::Close => "Z".into(),
        });
        write!(text, " d=\"{}\"/>", steps.collect::<String>())?;
    }
    Ok(text + "</svg>")
}

/// A colour as both references write it.
pub fn hex(Colour(red, green, blue): Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
