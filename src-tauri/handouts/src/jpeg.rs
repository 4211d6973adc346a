//! JPEG files: what their heads say, and what of them goes out. Place, camera and owner of a picture stay behind.

/// What a JPEG's head says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// Dots across and down, as they are stored.
    pub size: (u32, u32),
    /// How many colours a dot has.
    pub channels: u8,
    /// How it is to be turned before it is looked at, as EXIF counts: 1 is as it is.
    pub turn: u8,
}

/// A piece of the file before the dots: its marker, and its bytes with marker and length.
struct Segment<'a> {
    marker: u8,
    bytes: &'a [u8],
}

/// The pieces before the dots, and the rest of the file from there on.
fn segments(file: &[u8]) -> Option<(Vec<Segment<'_>>, &[u8])> {
    let mut found = Vec::new();
    let mut at = 2;
    loop {
        // Between two pieces there may be fill bytes.
        while *file.get(at..at + 2)? == [0xff, 0xff] {
            at += 1;
        }
        let [0xff, marker, long, short] = *file.get(at..at + 4)? else { return None };
        if marker == START_OF_DOTS {
            return Some((found, &file[at..]));
        }
        let end = at + 2 + usize::from(u16::from_be_bytes([long, short])).max(2);
        found.push(Segment { marker, bytes: file.get(at..end)? });
        at = end;
    }
}

const START_OF_DOTS: u8 = 0xda;
/// Notes of cameras and programs.
const NOTES: std::ops::RangeInclusive<u8> = 0xe1..=0xef;
/// Adobe's note says how colours are kept.
const ADOBE: u8 = 0xee;
const COMMENT: u8 = 0xfe;

/// Reads the head of a file; nothing where it is broken.
pub(crate) fn head(file: &[u8]) -> Option<Head> {
    let (segments, _) = segments(file)?;
    // The frame headers of all ways of coding; the gaps between them are tables.
    let is_frame = |marker: u8| matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
    let frame = segments.iter().find(|segment| is_frame(segment.marker))?.bytes;
    let word = |at: usize| Some(u32::from(u16::from_be_bytes([*frame.get(at)?, *frame.get(at + 1)?])));
    let turn = segments.iter().filter(|segment| segment.marker == 0xe1).find_map(|segment| turn(segment.bytes));
    Some(Head { size: (word(7)?, word(5)?), channels: *frame.get(9)?, turn: turn.unwrap_or(1) })
}

/// The file without the notes of cameras and programs, and without comments.
pub(crate) fn without_notes(file: &[u8]) -> Option<Vec<u8>> {
    let (segments, dots) = segments(file)?;
    let goes_out = |marker: u8| marker == ADOBE || !NOTES.contains(&marker) && marker != COMMENT;
    let kept = segments.iter().filter(|segment| goes_out(segment.marker)).map(|segment| segment.bytes);
    Some([&file[..2]].into_iter().chain(kept).chain([dots]).collect::<Vec<_>>().concat())
}

/// How a note of EXIF says that the picture is to be turned, from 1 to 8.
fn turn(segment: &[u8]) -> Option<u8> {
    let exif = segment.get(4..)?.strip_prefix(b"Exif\0\0")?;
    let little = exif.starts_with(b"II");
    let short = |at: usize| {
        let pair = [*exif.get(at)?, *exif.get(at + 1)?];
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let (low, high) = if little { (4, 6) } else { (6, 4) };
    let list = usize::from(short(low)?) | usize::from(short(high)?) << 16;
    let entries = (0..usize::from(short(list)?)).map(|index| list + 2 + index * 12);
    let found = entries.into_iter().find(|at| short(*at) == Some(ORIENTATION))?;
    u8::try_from(short(found + 8)?).ok().filter(|turn| (1..=8).contains(turn))
}

/// The number of EXIF's entry on it.
const ORIENTATION: u16 = 0x112;

/// Where a picture's corners go when it fills `width` by `height` at `left`, `bottom`: PDF's matrix of the square of 1 by 1
/// that every picture is, for each way to turn it.
pub(crate) fn matrix(turn: u8, [width, height, left, bottom]: [f32; 4]) -> [f32; 6] {
    let (right, top) = (left + width, bottom + height);
    match turn {
        2 => [-width, 0.0, 0.0, height, right, bottom],
        3 => [-width, 0.0, 0.0, -height, right, top],
        4 => [width, 0.0, 0.0, -height, left, top],
        5 => [0.0, -height, -width, 0.0, right, top],
        6 => [0.0, -height, width, 0.0, left, top],
        7 => [0.0, height, width, 0.0, left, bottom],
        8 => [0.0, height, -width, 0.0, right, bottom],
        _ => [width, 0.0, 0.0, height, left, bottom],
    }
}
