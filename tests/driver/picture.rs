//! Pictures of the display.

use std::{collections::BTreeSet, fs, io, path::Path};

/// A picture: rows of red, green and blue.
#[derive(PartialEq, Eq)]
pub struct Picture {
    width: usize,
    height: usize,
    colours: Vec<u8>,
}

impl Picture {
    /// From the display's rows of blue, green, red and a byte of padding.
    pub fn from_display(width: u16, height: u16, pixels: &[u8]) -> Picture {
        let colours = pixels.chunks_exact(4).flat_map(|four| [four[2], four[1], four[0]]).collect();
        Picture { width: width.into(), height: height.into(), colours }
    }

    /// How many different colours it has: an empty area has one or two, text on paper has many greys.
    pub fn colours(&self) -> usize {
        self.colours.chunks_exact(3).collect::<BTreeSet<_>>().len()
    }

    /// Writes it as PNG.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let size = (self.width as u32, self.height as u32);
        let mut encoder = png::Encoder::new(io::BufWriter::new(fs::File::create(path)?), size.0, size.1);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_compression(png::Compression::Fast);
        encoder.write_header()?.write_image_data(&self.colours)?;
        Ok(())
    }
}
