//! Pictures: read from SVG into paths, the same in every format but for their size.

use secure_base_handouts::{Format, Ink, Join, Library, Page, Paper, Picture, Role, Segment, lay_out};

use crate::{EVERY_PART, library, options};

const PALETTE: [(u8, u8, u8); 10] = [
    (0x1f, 0x25, 0x23),
    (0x55, 0x5e, 0x5a),
    (0x0f, 0x4c, 0x4a),
    (0xb9, 0xc0, 0xb8),
    (0xdf, 0xea, 0xe7),
    (0xf6, 0xf2, 0xe8),
    (0xff, 0xff, 0xff),
    (0x5d, 0x7a, 0x3a),
    (0xa9, 0x77, 0x2a),
    (0x7d, 0x4a, 0x78),
];

fn svg(inside: &str) -> Result<Picture, String> {
    let text = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 50\">{inside}</svg>");
    Picture::parse("p.svg", &text).map_err(|error| error.to_string())
}

// What a drawing says of place, size, dash and corner must reach the paper as it was drawn.
#[test]
fn a_shape_keeps_its_place_colours_and_stroke() {
    let shape = "<g transform=\"translate(10 5) scale(2)\"><path d=\"M0 0H10V5Z\" fill=\"none\" stroke=\"#0f4c4a\" \
                 stroke-width=\"1.5\" stroke-dasharray=\"3 2\" stroke-linejoin=\"round\"/></g>";
    let picture = svg(shape).expect("it is plain");
    assert_eq!((picture.width, picture.height), (100.0, 50.0));
    let path = &picture.paths[0];
    assert_eq!(path.segments[..2], [Segment::Move(10.0, 5.0), Segment::Line(30.0, 5.0)]);
    let stroke = path.stroke.as_ref().expect("it is stroked");
    assert_eq!((stroke.width, stroke.dash.as_slice(), stroke.join), (3.0, [6.0, 4.0].as_slice(), Join::Round));
    assert!(path.fill.is_none());
}

// A letter has holes: filled without them, an "o" is a blot.
#[test]
fn words_become_outlines_with_their_holes() {
    let words = "<text x=\"5\" y=\"30\" font-family=\"Atkinson Hyperlegible Next\" font-size=\"20\">o</text>";
    let picture = svg(words).expect("it is plain");
    let outlines = picture.paths.iter().flat_map(|path| &path.segments);
    assert_eq!(outlines.filter(|segment| matches!(segment, Segment::Move(..))).count(), 2);
    let bounds = picture.bounds();
    assert!(bounds.left > 5.0 && bounds.bottom < 31.0 && bounds.top > 15.0, "{bounds:?}");
}

// Words in a group that is moved or enlarged must go with it: a label beside its place names the wrong thing.
#[test]
fn words_move_with_their_group() {
    let words = "<text x=\"5\" y=\"20\" font-family=\"Atkinson Hyperlegible Next\" font-size=\"14\">me</text>";
    let still = svg(words).expect("it is plain").bounds();
    let moved = svg(&format!("<g transform=\"translate(10 -4) scale(2)\">{words}</g>")).expect("it is plain").bounds();
    let expected = [still.left * 2.0 + 10.0, still.bottom * 2.0 - 4.0];
    assert!((moved.left - expected[0]).abs() < 0.1 && (moved.bottom - expected[1]).abs() < 0.1, "{moved:?}");
}

// What a printer would leave out or spoil is refused in words that say what to draw instead.
#[test]
fn what_cannot_be_printed_is_refused() {
    let refused = |inside: &str| svg(inside).expect_err("it cannot be printed");
    let gradient = "<defs><linearGradient id=\"g\"><stop offset=\"0\"/></linearGradient></defs><path d=\"M0 0H9V9Z\"/>";
    assert!(refused(gradient).contains("<linearGradient> cannot be printed"));
    assert!(refused("<path d=\"M0 0H9V9Z\" fill-opacity=\"0.5\"/>").contains("see-through"));
    assert!(refused("<use href=\"other.svg#a\"/>").contains("another file"));
    assert!(refused("<style>path{}</style><path d=\"M0 0H9V9Z\"/>").contains("<style>"));
    assert!(refused("").contains("nothing is drawn"));
}

// Words in a picture are read by the same eyes as the words beside it: they grow with them, up to the column.
#[test]
fn pictures_grow_with_the_words_and_stay_in_the_column() {
    let handout = library().compose(EVERY_PART).expect("it composes");
    let widths = [Format::Standard, Format::Large, Format::Easy].map(|format| {
        let pages = lay_out(&handout, &options(format, Paper::A4)).expect("it is set");
        let figure = pages.structure.elements.iter().rposition(|element| {
            element.role == Role::Figure && element.alt.as_deref() == Some("Two hills with a path between them.")
        });
        let on = |page: &Page| {
            let own = page.items.iter().filter(|item| item.element.map(|id| id.0) == figure);
            own.filter(|item| matches!(item.ink, Ink::Path(_)))
                .map(secure_base_handouts::Item::bounds)
                .reduce(|a, b| a.around(&b))
        };
        let bounds = pages.pages.iter().find_map(on).expect("the picture is on a page");
        assert!(bounds.right <= pages.pages[0].content.right + 0.01, "{format}");
        bounds.width()
    });
    assert!((widths[1] / widths[0] - 18.0 / 14.0).abs() < 0.01 && (widths[2] / widths[0] - 16.0 / 14.0).abs() < 0.01);
}

// A picture that is cut off at its edge, or in a colour of its own, would not look like ours; a hairline does not print.
#[test]
fn shipped_pictures_keep_the_palette_and_their_edges() {
    for (id, picture) in Library::shipped().expect("it can be read").pictures() {
        let bounds = picture.bounds();
        let inside = bounds.left >= -1.0
            && bounds.top >= -1.0
            && bounds.right <= picture.width + 1.0
            && bounds.bottom <= picture.height + 1.0;
        assert!(
            inside && picture.width <= 370.5,
            "{id} stands out of its {} x {}: {bounds:?}",
            picture.width,
            picture.height
        );
        for path in &picture.paths {
            for colour in path.fill.iter().chain(path.stroke.as_ref().map(|stroke| &stroke.colour)) {
                assert!(PALETTE.contains(&(colour.0, colour.1, colour.2)), "{id} uses {colour:?}");
            }
        }
    }
}
