//! The look of a slip: the handouts' own type and palette, sized for a card in the hand.

use super::super::look::{INK, Look, TEAL, TextStyle};
use crate::{Area, Format, Paper, SlipSheet};

/// A card narrower than this, in pt, is a quarter of a sheet.
const NARROW: f32 = 350.0;
/// 9.1 mm from line to line: the least that handwriting needs, on the smallest card.
const LEAST_WRITING_GAP: f32 = 25.8;
/// The least size of print in pt.
const LEAST: f32 = 9.0;
/// Tasks of more characters than these are set smaller, so that a long one is read and not shouted.
const LONG: [(usize, f32); 3] = [(90, 1.5), (240, 1.25), (usize::MAX, 1.0)];

/// The look of a card of `sheet` in `format`.
pub(super) fn look(format: Format, sheet: &SlipSheet) -> Look {
    let (width, height) = sheet.card();
    let quarter = width < NARROW;
    // Large print keeps the handouts' size; the others are read closer to the eye than a page is.
    let (size, leading) = match format {
        Format::Standard if quarter => (10.5, 1.28),
        Format::Standard => (12.0, 1.32),
        Format::Large => (18.0, 1.3),
        Format::Easy => (14.0, 1.5),
    };
    let own = Look::of(format, Paper::A4);
    let sized = |style: TextStyle, size: f32| TextStyle { size, ..style };
    let (side, end) = if quarter { (25.0, 23.0) } else { (36.0, 34.0) };
    Look {
        title: TextStyle { leading: 1.2, ..sized(own.title, size * 1.12).coloured(TEAL) },
        message: TextStyle { leading: 1.22, ..sized(own.message, size * LONG[0].1).coloured(INK) },
        heading: sized(own.heading, size * 1.12),
        body: TextStyle { leading, ..sized(own.body, size) },
        small: sized(own.small, (size * 0.86).max(LEAST)),
        footer: sized(own.footer, own.footer.size.min(size * 0.86).max(LEAST)),
        content: Area { left: side, top: end, right: width - side, bottom: height - end },
        paragraph_gap: size * if quarter { 0.25 } else { 0.5 },
        part_gap: size * 1.1,
        gutter: (size * 0.86).max(LEAST) * 8.1,
        writing_gap: if quarter { LEAST_WRITING_GAP } else { own.writing_gap },
        tick: size * 1.15,
        ..own
    }
}

/// How a task of so many characters is set.
pub(super) fn task_style(look: &Look, characters: usize) -> TextStyle {
    let factor = LONG.iter().find(|(most, _)| characters <= *most).map_or(1.0, |(_, factor)| *factor);
    if factor > 1.0 { TextStyle { size: look.body.size * factor, ..look.message } } else { look.body }
}
