//! Letterheads, logos, and several handouts as one packet.

use secure_base_handouts::{
    Cover, DotData, Error, Format, Handout, Ink, LARGEST_LOGO, Letterhead, Logo, Paper, PrintOptions, lay_out_with,
    print_packet, print_with,
};

use crate::{EVERY_PART, library, options, tags::check};

fn standard() -> PrintOptions {
    options(Format::Standard, Paper::A4)
}

fn handout() -> Handout {
    library().compose(EVERY_PART).expect("it composes")
}

/// A PNG of `width` x `height` dots, half see-through.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&[10, 90, 80, 128].repeat((width * height) as usize)).expect("dots");
    drop(writer);
    bytes
}

/// The head and the end of a JPEG with `channels` colours, which is all that is read of it.
fn jpeg(channels: u8) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 20, 0, 40, channels];
    bytes.extend([1, 0x11, 0, 0xff, 0xda, 0, 2, 0xff, 0xd9]);
    bytes
}

/// The same with the notes of a camera: how to turn it, and where it was taken.
fn noted(turn: u8) -> Vec<u8> {
    let mut notes = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0Harbour Street 12".to_vec();
    notes[25] = turn;
    let long = |bytes: &[u8]| [&[0, bytes.len() as u8 + 2], bytes].concat();
    let added = [&[0xff, 0xe1][..], &long(&notes), &[0xff, 0xfe], &long(b"Taken by Bo")].concat();
    let whole = jpeg(3);
    [&whole[..2], &added, &whole[2..]].concat()
}

// A picture from a phone tells where its owner lives, and lies on its side unless it is turned.
#[test]
fn a_jpeg_goes_out_upright_and_without_what_a_camera_noted() {
    for (turn, size) in [(1, (40.0, 20.0)), (3, (40.0, 20.0)), (6, (20.0, 40.0)), (8, (20.0, 40.0)), (77, (40.0, 20.0))]
    {
        let logo = Logo::read(&noted(turn)).expect("it reads");
        assert_eq!(logo.size(), size, "{turn}");
        let Logo::Dots(dots) = &logo else { panic!("dots") };
        let DotData::Jpeg { file, turn: read, .. } = &dots.data else { panic!("a JPEG") };
        assert_eq!((file, *read), (&jpeg(3), if turn == 77 { 1 } else { turn }));
        let head = letterhead(Some(logo));
        let printed = print_with(&handout(), Some(&head), &standard()).expect("it prints");
        let holds = |words: &[u8]| printed.bytes.windows(words.len()).any(|found| found == words);
        assert!(!holds(b"Harbour Street 12") && !holds(b"Taken by Bo"));
        check("letterhead", &printed.bytes);
    }
}

fn letterhead(logo: Option<Logo>) -> Letterhead {
    Letterhead {
        name: "Harbour Street Practice".into(),
        credentials: "Psychotherapist".into(),
        contact: vec!["12 Harbour Street".into(), "01632 960 000".into()],
        closing: "Bring this page next time.".into(),
        logo,
    }
}

// A handout on the practice's own paper: who it is from stands first, the closing line last, and the logo says what it is.
#[test]
fn a_letterhead_stands_above_the_title_and_its_closing_line_at_the_end() {
    let head = letterhead(Some(Logo::read(&png(40, 20)).expect("it reads")));
    let pages = lay_out_with(&handout(), Some(&head), &standard()).expect("it is set");
    let words: Vec<String> = pages
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| match (&item.ink, item.element) {
            (Ink::Text(run), Some(_)) => Some(run.text()),
            _ => None,
        })
        .collect();
    let at = |part: &str| words.iter().position(|words| words.contains(part)).unwrap_or_else(|| panic!("{part}"));
    assert!(at("Harbour Street Practice") < at("01632 960 000") && at("01632 960 000") < at("Every part at once"));
    assert!(at("This comes from") < at("Bring this page next time."));
    assert!(pages.structure.elements.iter().any(|e| e.alt.as_deref() == Some("Logo of Harbour Street Practice")));
    let printed = print_with(&handout(), Some(&head), &standard()).expect("it prints");
    check("letterhead", &printed.bytes);
}

// A logo comes from anywhere: what cannot be printed is refused before it spoils a page, with what to do.
#[test]
fn a_logo_is_read_or_refused_with_what_to_do() {
    let refused = |bytes: &[u8]| Logo::read(bytes).expect_err("it is no good").to_string();
    assert!(refused(&vec![0; LARGEST_LOGO + 1]).contains("larger than 2 MB"));
    assert!(refused(b"GIF89a").contains("no PNG, JPEG or SVG"));
    assert!(refused(b"").contains("no PNG, JPEG or SVG"));
    let whole = png(40, 20);
    assert!(refused(&whole[..whole.len() / 2]).contains("broken"));
    assert!(refused(&jpeg(4)).contains("RGB"));
    assert!(refused(&jpeg(3)[..16]).contains("broken"));
    let gradient = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><linearGradient/></svg>";
    assert!(refused(gradient).contains("Or save it as PNG"));
    assert_eq!(Logo::read(&jpeg(3)).expect("it reads").size(), (40.0, 20.0));
    let Logo::Dots(dots) = Logo::read(&png(1500, 700)).expect("it reads") else { panic!("dots") };
    assert_eq!((dots.width, dots.height), (500, 234));
    let DotData::Plain { colours, cover: Some(cover) } = &dots.data else { panic!("it is half see-through") };
    assert_eq!((&colours[..3], cover[0]), ([10, 90, 80].as_slice(), 128));
}

// Loose sheets of several handouts get mixed up: pages are numbered through, and the cover says where each begins.
#[test]
fn a_packet_has_a_cover_and_numbers_that_run_through() {
    let (first, second) = (handout(), Handout { title: "Another".into(), ..handout() });
    let cover =
        Cover { title: "For the holidays".into(), name: Some("Robin".into()), words: Some("Take what helps.".into()) };
    for format in Format::ALL {
        let options = options(format, Paper::Letter);
        let alone = lay_out_with(&first, None, &options).expect("it is set").pages.len();
        let print =
            || print_packet(&[&first, &second], Some(&cover), Some(&letterhead(None)), &options).expect("it prints");
        let printed = print();
        assert_eq!(printed.pages, 1 + 2 * alone, "{format}");
        assert!(printed.bytes == print().bytes, "{format}: the same packet, the same bytes");
        check("packet", &printed.bytes);
        let document = lopdf::Document::load_mem(&printed.bytes).expect("a PDF");
        // The reader of the test doubles wide spaces.
        let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = |page: u32| words(document.extract_text(&[page]).expect("text"));
        let total = printed.pages;
        assert!(text(2).contains(&format!("page 2 of {total}")), "{format}: {}", text(2));
        let front = text(1);
        for words in
            ["For the holidays", "Robin", "Take what helps.", "Every part at once", "Another", "Harbour Street"]
        {
            assert!(front.contains(words), "{format}: {words} in {front}");
        }
        assert!(front.contains(&(alone + 2).to_string()), "{format}: the second begins on page {}", alone + 2);
    }
}

// An empty choice must not end in an empty file.
#[test]
fn a_packet_of_nothing_is_refused() {
    assert!(matches!(print_packet(&[], None, None, &standard()), Err(Error::EmptyPacket)));
}
