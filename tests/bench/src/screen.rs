//! A virtual screen whose pixels are read from outside, without asking the programs that paint on it.
//!
//! Xvfb keeps its framebuffer in a file. Reading that file costs the painter nothing and needs no request that would
//! queue behind its own, so both programs are watched in the same way, to within a few milliseconds.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    os::unix::fs::FileExt,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::Result;

/// The windows' own size: each covers the whole screen.
const WIDTH: usize = 1280;
const HEIGHT: usize = 800;
/// The whole screen is compared this often; it takes about a millisecond.
const EVERY: Duration = Duration::from_millis(4);
/// How long a screen may take to become blank again once its program has gone.
const PATIENCE: Duration = Duration::from_secs(10);

/// A virtual screen; it goes when this is dropped.
pub struct Screen {
    server: Child,
    display: String,
    pixels: File,
    /// Where the pixels begin in the file.
    offset: u64,
    _folder: tempfile::TempDir,
}

/// What was on the screen at a moment: four bytes a pixel, row by row.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture(Vec<u8>);

impl Screen {
    /// Starts one under the first free number.
    pub fn start() -> Result<Screen> {
        let memory = Path::new("/dev/shm");
        let place = if memory.is_dir() { memory.into() } else { std::env::temp_dir() };
        let folder = tempfile::tempdir_in(place)?;
        let size = format!("{WIDTH}x{HEIGHT}x24");
        let mut server = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                &size,
                "-nolisten",
                "tcp",
                "-ac",
                "-noreset",
                "-nocursor",
                "-fbdir",
            ])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|why| format!("Xvfb does not start: {why}"))?;
        let mut number = String::new();
        if let Some(answer) = server.stdout.take() {
            BufReader::new(answer).read_line(&mut number)?;
        }
        if number.trim().is_empty() {
            return Err("Xvfb names no display".into());
        }
        let pixels = File::open(folder.path().join("Xvfb_screen0"))?;
        let offset = pixels_at(&pixels)?;
        Ok(Screen { server, display: format!(":{}", number.trim()), pixels, offset, _folder: folder })
    }

    /// What goes into the variable DISPLAY.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// Waits until nothing is on the screen.
    pub fn wait_until_blank(&self) -> Result<()> {
        let start = Instant::now();
        while !self.picture()?.is_blank() {
            if start.elapsed() > PATIENCE {
                return Err("the window of the run before stays on the screen".into());
            }
            thread::sleep(EVERY);
        }
        Ok(())
    }

    /// Notes every change of the screen and when it was seen, until `rest` after it first showed anything.
    ///
    /// # Errors
    /// Where it stays blank for `limit`, or `ended` says why the program is gone.
    pub fn watch(
        &self,
        start: Instant,
        limit: Duration,
        rest: Duration,
        mut ended: impl FnMut() -> Result<()>,
    ) -> Result<Vec<(Duration, Picture)>> {
        let mut seen: Vec<(Duration, Picture)> = Vec::new();
        let mut first = None;
        while first.is_none_or(|first| start.elapsed() < first + rest) {
            let (at, picture) = (start.elapsed(), self.picture()?);
            if first.is_none() && !picture.is_blank() {
                first = Some(at);
            }
            if first.is_none() && at > limit {
                return Err(format!("the window shows nothing within {} s", limit.as_secs()).into());
            }
            if seen.last().is_none_or(|(_, before)| *before != picture) {
                seen.push((at, picture));
            }
            ended()?;
            thread::sleep(EVERY);
        }
        Ok(seen)
    }

    fn picture(&self) -> Result<Picture> {
        let mut bytes = vec![0; WIDTH * HEIGHT * 4];
        self.pixels.read_exact_at(&mut bytes, self.offset)?;
        Ok(Picture(bytes))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Only to tidy up: nothing is measured any more.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Picture {
    /// Writes it as a portable pixmap, which most viewers read.
    pub fn write(&self, file: &Path) -> Result<()> {
        let mut bytes = format!("P6 {WIDTH} {HEIGHT} 255\n").into_bytes();
        bytes.extend(self.0.chunks_exact(4).flat_map(|pixel| [pixel[2], pixel[1], pixel[0]]));
        Ok(fs::write(file, bytes)?)
    }

    /// How many of its neighbouring pixels differ: letters and lines, but not the areas they stand on.
    pub fn edges(&self) -> usize {
        self.0.chunks_exact(WIDTH * 4).map(|row| edges(row).count()).sum()
    }

    /// Which share of the edges of `settled` is in this picture already, in the very colours.
    pub fn share_of(&self, settled: &Picture) -> f64 {
        let rows = self.0.chunks_exact(WIDTH * 4).zip(settled.0.chunks_exact(WIDTH * 4));
        let there = rows.map(|(here, row)| edges(row).filter(|pair| here[pair.clone()] == row[pair.clone()]).count());
        there.sum::<usize>() as f64 / settled.edges() as f64
    }

    /// Whether it is all of one colour.
    fn is_blank(&self) -> bool {
        self.0[4..] == self.0[..self.0.len() - 4]
    }
}

/// Where two neighbouring pixels of a row differ, as ranges of its bytes.
fn edges(row: &[u8]) -> impl Iterator<Item = std::ops::Range<usize>> {
    (0..row.len() - 4).step_by(4).filter(|at| row[*at..at + 4] != row[at + 4..at + 8]).map(|at| at..at + 8)
}

/// The file is an X window dump: big-endian numbers, the first its header's length, and a table of 12-byte colours.
fn pixels_at(file: &File) -> Result<u64> {
    let mut header = [0; 80];
    file.read_exact_at(&mut header, 0)?;
    let number = |index: usize| header[index * 4..index * 4 + 4].iter().fold(0, |n, byte| n << 8 | u64::from(*byte));
    let (bits, line, colours) = (number(11), number(12), number(19));
    if (number(4), number(5), bits, line) != (WIDTH as u64, HEIGHT as u64, 32, WIDTH as u64 * 4) {
        return Err("Xvfb lays out its pixels in a way that is not known here".into());
    }
    Ok(number(0) + colours * 12)
}
