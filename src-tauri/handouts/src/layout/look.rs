//! The look of each format: sizes and spaces in pt, on a rhythm of 8, and the palette.

use secure_base_model::Factor;

use crate::{Area, Cap, Colour, Face, Format, Join, Paper, Stroke};

/// Running text.
pub(crate) const INK: Colour = Colour(0x1f, 0x25, 0x23);
/// Footers and small words.
pub(crate) const QUIET: Colour = Colour(0x55, 0x5e, 0x5a);
/// The rule of the title and the message.
pub(crate) const TEAL: Colour = Colour(0x0f, 0x4c, 0x4a);
/// Rules between parts.
pub(crate) const HAIRLINE: Colour = Colour(0xb9, 0xc0, 0xb8);
/// Lines to write on, dark enough to survive a copier.
pub(crate) const WRITING: Colour = Colour(0x8c, 0x95, 0x8f);
const CREAM: Colour = Colour(0xfd, 0xf8, 0xec);

/// The widest picture that may stand beside the message, in pt.
pub(crate) const BESIDE: f32 = 160.0;
/// The least size of a poster's words in pt.
const LEAST_POSTER: f32 = 14.0;

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TextStyle {
    pub face: Face,
    /// In pt.
    pub size: f32,
    /// As a multiple of the size.
    pub leading: f32,
    pub colour: Colour,
    /// Between letters, in pt.
    pub letter_space: f32,
    /// Added between words, in pt.
    pub word_space: f32,
}

/// The sizes and spaces of a format; all in pt.
#[derive(Clone, Debug)]
pub(crate) struct Look {
    pub title: TextStyle,
    pub message: TextStyle,
    pub heading: TextStyle,
    pub letter: TextStyle,
    pub body: TextStyle,
    pub small: TextStyle,
    pub footer: TextStyle,
    /// Where the handout's text may stand.
    pub content: Area,
    pub tint: Option<Colour>,
    /// Between paragraphs.
    pub paragraph_gap: f32,
    /// Before a part.
    pub part_gap: f32,
    /// From the left edge to the words beside a letter, number or box.
    pub gutter: f32,
    /// Between lines to write on.
    pub writing_gap: f32,
    /// The side of a box to tick.
    pub tick: f32,
    /// How much pictures are enlarged.
    pub picture_scale: f32,
    /// Whether a small picture stands beside the message rather than under it.
    pub figure_beside: bool,
    /// Whether what is compared stands in two columns.
    pub columns: bool,
    /// Whether all stands on one page: the roots side by side, the closing in few lines.
    pub poster: bool,
    /// Whether a root's labels stand beside their text rather than before it.
    pub labels_beside: bool,
    /// Whether a last page that would stand almost empty is filled up from the page before it.
    pub even: bool,
}

struct Scale {
    title: f32,
    body: f32,
    leading: f32,
    small: f32,
    footer: f32,
    letter_space: f32,
    word_space: f32,
    /// The longest line, or none for the whole width between the margins.
    measure: Option<f32>,
    /// Left, top and bottom margins; the right is as the left.
    margins: (f32, f32, f32),
}

impl Look {
    /// The look of `format` on `paper`.
    pub fn of(format: Format, paper: Paper) -> Self {
        let scale = scale(format);
        let body = text(&scale, Face::Text, scale.body, scale.leading, INK);
        let easy = format == Format::Easy;
        Look {
            title: text(&scale, Face::Heading, scale.title, 1.12, INK),
            message: text(&scale, Face::Heading, scale.body * 1.28, 1.3, TEAL),
            heading: text(&scale, Face::Heading, scale.body * 1.28, 1.2, INK),
            letter: text(&scale, Face::Heading, scale.body * 1.72, 1.0, INK),
            small: text(&scale, Face::Text, scale.small, 1.35, QUIET),
            footer: text(&scale, Face::Text, scale.footer, 1.35, QUIET),
            content: content(&scale, paper),
            tint: easy.then_some(CREAM),
            paragraph_gap: if easy { 10.0 } else { scale.body * 0.36 },
            part_gap: if easy { 28.0 } else { scale.body * 1.14 },
            gutter: scale.body * 2.3,
            writing_gap: scale.body * 0.5 + 19.5,
            tick: scale.body * 0.8,
            picture_scale: scale.body / 14.0,
            figure_beside: format == Format::Standard,
            columns: format == Format::Standard,
            poster: false,
            labels_beside: format == Format::Standard,
            even: true,
            body,
        }
    }

    /// The looks that a poster is tried in, the largest first. The smallest has the words of the standard format.
    pub fn of_posters(format: Format, paper: Paper) -> impl Iterator<Item = Look> {
        let own = [1.5_f32, 1.4, 1.3, 1.2, 1.1, 1.0, 0.9, 0.8].map(|factor| Look::of(format, paper).enlarged(factor));
        let (tint, bottom) = (own[0].tint, own[0].content.bottom);
        let tight = [1.0_f32, 0.8, 0.6, 0.4].map(|factor| {
            let plain = Look::of(Format::Standard, paper);
            Look {
                tint,
                // The footer stands where it does in the format.
                content: Area { bottom, ..plain.content },
                poster: true,
                paragraph_gap: plain.paragraph_gap * factor,
                part_gap: plain.part_gap * factor,
                ..plain
            }
        });
        own.into_iter().filter(|look| look.body.size >= LEAST_POSTER).chain(tight)
    }

    /// The same with larger or smaller words and spaces.
    fn enlarged(self, factor: f32) -> Self {
        let set = |style: TextStyle| TextStyle { size: style.size * factor, ..style };
        Look {
            title: set(self.title),
            message: set(self.message),
            heading: set(self.heading),
            letter: set(self.letter),
            body: set(self.body),
            small: set(self.small),
            paragraph_gap: self.paragraph_gap * factor,
            part_gap: self.part_gap * factor,
            gutter: self.gutter * factor,
            tick: self.tick * factor,
            picture_scale: self.picture_scale * factor,
            figure_beside: true,
            poster: true,
            ..self
        }
    }

    /// The same with a body of `size` pt, and all else in proportion; what is filled in by hand keeps its room.
    pub fn with_body(self, size: f32) -> Self {
        let factor = size / self.body.size;
        let set = |style: TextStyle| TextStyle { size: (style.size * factor).max(9.5), ..style };
        Look {
            title: set(self.title),
            heading: set(self.heading),
            body: set(self.body),
            small: set(self.small),
            letter: set(self.letter),
            paragraph_gap: self.paragraph_gap * factor,
            part_gap: self.part_gap * factor,
            even: false,
            ..self
        }
    }

    /// The width of a full line in pt.
    pub fn width(&self) -> f32 {
        self.content.width()
    }
}

impl TextStyle {
    /// The same in another colour.
    pub const fn coloured(self, colour: Colour) -> Self {
        TextStyle { colour, ..self }
    }

    /// The height of a line in pt.
    pub fn line(&self) -> f32 {
        self.size * self.leading
    }
}

const fn scale(format: Format) -> Scale {
    let plain = Scale {
        title: 28.0,
        body: 14.0,
        leading: 1.32,
        small: 11.0,
        footer: 9.5,
        letter_space: 0.0,
        word_space: 0.0,
        measure: None,
        margins: (56.0, 36.0, 53.0),
    };
    match format {
        Format::Standard => plain,
        Format::Large => Scale {
            title: 31.0,
            body: 18.0,
            leading: 1.38,
            small: 15.0,
            footer: 13.0,
            margins: (56.0, 52.0, 80.0),
            ..plain
        },
        Format::Easy => Scale {
            title: 27.0,
            body: 16.0,
            leading: 1.6,
            small: 13.0,
            footer: 11.0,
            letter_space: 0.3,
            word_space: 1.6,
            measure: Some(432.0),
            margins: (72.0, 56.0, 80.0),
        },
    }
}

const fn text(scale: &Scale, face: Face, size: f32, leading: f32, colour: Colour) -> TextStyle {
    TextStyle { face, size, leading, colour, letter_space: scale.letter_space, word_space: scale.word_space }
}

fn content(scale: &Scale, paper: Paper) -> Area {
    let (width, height) = paper.size();
    let (side, top, bottom) = scale.margins;
    let right = scale.measure.map_or(width - side, |measure| (side + measure).min(width - side));
    // What A4 is higher than Letter goes into the margins in part, so that both break their pages alike.
    let spare = height - Paper::Letter.size().1;
    Area { left: side, top: top + spare * 0.2, right, bottom: height - bottom - spare * 0.1 }
}

/// The hue of a factor; never used without its letter and line.
pub(crate) const fn hue(factor: Factor) -> Colour {
    match factor {
        Factor::B => Colour(0x5d, 0x7a, 0x3a),
        Factor::E => Colour(0xa9, 0x77, 0x2a),
        Factor::S => Colour(0x7d, 0x4a, 0x78),
    }
}

/// The line of a factor: solid, dashed or dotted, so that it is told apart without its hue.
pub(crate) fn factor_stroke(factor: Factor, width: f32) -> Stroke {
    let (dash, cap) = match factor {
        Factor::B => (Vec::new(), Cap::Butt),
        Factor::E => (vec![width * 2.4, width * 1.5], Cap::Butt),
        Factor::S => (vec![0.0, width * 1.9], Cap::Round),
    };
    Stroke { colour: hue(factor), width, dash, cap, join: Join::Miter }
}
