//! Logos: a clinician's own picture, made fit for print. PNG, JPEG or SVG, told by how the file begins.

use std::{io::Cursor, sync::Arc};

use png::{ColorType, Decoder, Limits, Transformations};

use crate::{
    Error, Picture,
    jpeg::{self, Head},
};

/// The largest file of a logo in bytes: 2 MB.
pub const LARGEST_LOGO: usize = 2_000_000;
/// The most dots along a side that are printed: more would only make the file heavy.
const MOST_DOTS: u32 = 600;
/// The most dots along a side that are read at all.
const MOST_READ: u32 = 8_000;
/// The most memory that unpacking a picture may take, in bytes.
const MOST_MEMORY: usize = 256 << 20;
/// What a logo's file is called in error messages.
const FILE: &str = "The logo";

/// A logo, checked and ready to be printed.
#[derive(Clone, Debug, PartialEq)]
pub enum Logo {
    /// Line art.
    Drawn(Picture),
    /// Dots.
    Dots(Arc<Dots>),
}

/// A picture of dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dots {
    /// How many across.
    pub width: u32,
    /// How many down.
    pub height: u32,
    /// Their colours.
    pub data: DotData,
}

/// How the colours of dots are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DotData {
    /// A JPEG file without what cameras noted in it.
    Jpeg {
        /// The file.
        file: Vec<u8>,
        /// Whether it has three colours rather than greys.
        coloured: bool,
        /// How it is to be turned, from 1 to 8 as EXIF counts; 1 is as it is.
        turn: u8,
    },
    /// Red, green and blue of each dot, and how much each covers what is under it.
    Plain {
        /// Three bytes a dot.
        colours: Vec<u8>,
        /// One byte a dot, 255 for all of it; none where all dots cover.
        cover: Option<Vec<u8>>,
    },
}

impl Dots {
    fn lies_on_its_side(&self) -> bool {
        matches!(self.data, DotData::Jpeg { turn: 5..=8, .. })
    }

    /// How it is to be turned, from 1 to 8 as EXIF counts.
    pub(crate) fn turn(&self) -> u8 {
        match self.data {
            DotData::Jpeg { turn, .. } => turn,
            DotData::Plain { .. } => 1,
        }
    }
}

impl Logo {
    /// Reads a logo's file.
    ///
    /// # Errors
    /// [`Error::Unusable`] with what to do, where it is too large, of another kind, or broken.
    pub fn read(bytes: &[u8]) -> Result<Logo, Error> {
        if bytes.len() > LARGEST_LOGO {
            return Err(refused("it is larger than 2 MB; save it smaller"));
        }
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => read_png(bytes),
            [0xff, 0xd8, 0xff, ..] => read_jpeg(bytes),
            _ => read_svg(bytes),
        }
    }

    /// Width and height, in units of its own.
    pub fn size(&self) -> (f32, f32) {
        match self {
            Logo::Drawn(picture) => (picture.width, picture.height),
            Logo::Dots(dots) if dots.lies_on_its_side() => (dots.height as f32, dots.width as f32),
            Logo::Dots(dots) => (dots.width as f32, dots.height as f32),
        }
    }
}

fn refused(reason: impl ToString) -> Error {
    Error::unusable(FILE, reason)
}

fn read_svg(bytes: &[u8]) -> Result<Logo, Error> {
    let other = || refused("it is no PNG, JPEG or SVG; choose a picture of one of these kinds");
    let text = std::str::from_utf8(bytes).map_err(|_| other())?;
    if !text.contains("<svg") {
        return Err(other());
    }
    let advise = |error| match error {
        Error::Unusable { reason, .. } => refused(format!("{reason}. Or save it as PNG")),
        error => error,
    };
    Picture::parse(FILE, text).map(Logo::Drawn).map_err(advise)
}

fn read_png(bytes: &[u8]) -> Result<Logo, Error> {
    let broken = || refused("the PNG is broken; save it anew");
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MOST_MEMORY });
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|_| broken())?;
    let (width, height) = reader.info().size();
    if width.max(height) > MOST_READ {
        return Err(refused(format!("it is more than {MOST_READ} dots wide or high; save it smaller")));
    }
    let size = reader.output_buffer_size().filter(|size| *size <= MOST_MEMORY).ok_or_else(broken)?;
    let mut dots = vec![0; size];
    let info = reader.next_frame(&mut dots).map_err(|_| broken())?;
    dots.truncate(info.buffer_size());
    let channels = match info.color_type {
        ColorType::Grayscale => 1,
        ColorType::GrayscaleAlpha => 2,
        ColorType::Rgb => 3,
        ColorType::Rgba | ColorType::Indexed => 4,
    };
    Ok(Logo::Dots(Arc::new(shrunk(&dots, channels, width, height))))
}

/// The dots with three colours each, at most [`MOST_DOTS`] along a side: several become their mean.
fn shrunk(dots: &[u8], channels: usize, width: u32, height: u32) -> Dots {
    let step = width.max(height).div_ceil(MOST_DOTS).max(1);
    let (across, down) = (width.div_ceil(step), height.div_ceil(step));
    let (mut colours, mut cover) = (Vec::new(), Vec::new());
    for y in 0..down {
        for x in 0..across {
            let (mut sum, mut weight, mut count) = ([0_u32; 3], 0_u32, 0_u32);
            for row in y * step..(y * step + step).min(height) {
                for column in x * step..(x * step + step).min(width) {
                    let at = (row as usize * width as usize + column as usize) * channels;
                    let dot = &dots[at..at + channels];
                    let colour = if channels < 3 { [dot[0]; 3] } else { [dot[0], dot[1], dot[2]] };
                    let covers = if channels.is_multiple_of(2) { u32::from(dot[channels - 1]) } else { 255 };
                    (0..3).for_each(|part| sum[part] += u32::from(colour[part]) * covers);
                    weight += covers;
                    count += 1;
                }
            }
            colours.extend(sum.map(|part| part.checked_div(weight).unwrap_or(255) as u8));
            cover.push(weight.checked_div(count).unwrap_or(0) as u8);
        }
    }
    let cover = Some(cover).filter(|cover| cover.iter().any(|part| *part < 255));
    Dots { width: across, height: down, data: DotData::Plain { colours, cover } }
}

/// The dots of a JPEG are printed as they are, once its head says that it can be.
fn read_jpeg(bytes: &[u8]) -> Result<Logo, Error> {
    let broken = || refused("the JPEG is broken; save it anew");
    let Head { size: (width, height), channels, turn } = jpeg::head(bytes).ok_or_else(broken)?;
    let file = jpeg::without_notes(bytes).ok_or_else(broken)?;
    let ended = bytes.windows(2).rev().take(1024).any(|pair| pair == [0xff, 0xd9]);
    if width == 0 || height == 0 || !ended {
        return Err(broken());
    }
    match channels {
        1 | 3 => {
            let data = DotData::Jpeg { file, coloured: channels == 3, turn };
            Ok(Logo::Dots(Arc::new(Dots { width, height, data })))
        }
        _ => Err(refused("the JPEG is in the four colours of a printing press; save it as RGB or as PNG")),
    }
}
