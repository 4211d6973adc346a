//! Looking for words in the memory of processes and in files, in every form in which they may stand there.

use std::{
    fs::{self, File},
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
};

use data_encoding::BASE64;
use memchr::memmem;

/// How much is read at once.
const PIECE: usize = 4 << 20;
/// The size of a page of memory.
const PAGE: u64 = 4096;
/// The size of what the system says of a page.
const ENTRY: u64 = 8;

/// One way in which words may stand in memory or in a file.
struct Form {
    name: &'static str,
    bytes: Vec<u8>,
}

/// Words in UTF-8, in UTF-16, and in base 64 at each of its three alignments.
pub struct Words(Vec<Form>);

impl Words {
    /// Every form of these words.
    pub fn new(text: &str) -> Words {
        let wide = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut forms = vec![Form { name: "UTF-8", bytes: text.into() }, Form { name: "UTF-16", bytes: wide }];
        for shift in 0..3 {
            let mut shifted = vec![b'.'; shift];
            shifted.extend(text.as_bytes());
            let coded = BASE64.encode(&shifted);
            // What the neighbours have a share in is left out at both ends.
            let (start, end) = ((shift * 8).div_ceil(6), (shifted.len() * 8) / 6);
            forms.push(Form { name: "base 64", bytes: coded[start..end].into() });
        }
        Words(forms)
    }

    /// The form and place of each that is found in these bytes.
    fn find_in(&self, bytes: &[u8]) -> Vec<(&'static str, usize)> {
        let found = |form: &Form| memmem::find_iter(bytes, &form.bytes).map(|at| (form.name, at)).collect::<Vec<_>>();
        self.0.iter().flat_map(found).collect()
    }

    fn longest(&self) -> usize {
        self.0.iter().map(|form| form.bytes.len()).max().unwrap_or_default()
    }

    /// Each place in the memory of a process where they stand, as a line to read.
    pub fn in_memory(&self, process: u32) -> Vec<String> {
        let Some(memory) = Memory::of(process) else { return Vec::new() };
        let mut found = Vec::new();
        for area in memory.areas() {
            for (from, to) in memory.present(&area) {
                let mut at = from;
                while at < to {
                    // Pieces overlap, so that nothing is missed where two of them meet.
                    let piece = memory.read(at, to.min(at + (PIECE + self.longest()) as u64));
                    let here = self.find_in(&piece).into_iter().filter(|(_, offset)| *offset < PIECE);
                    found.extend(here.map(|(form, offset)| {
                        let around = &piece[offset.saturating_sub(40)..(offset + 60).min(piece.len())];
                        let text: String = around.iter().map(|&byte| readable(byte)).collect();
                        format!("{process} {} {:x} {form}: {text}", area.name, at + offset as u64)
                    }));
                    at += PIECE as u64;
                }
            }
        }
        found
    }

    /// The files under a folder that hold them, in their content or in their name.
    pub fn in_files(&self, folder: &Path) -> Vec<PathBuf> {
        let holds = |path: &PathBuf| {
            let name = path.as_os_str().as_encoded_bytes();
            !self.find_in(name).is_empty() || !self.find_in(&fs::read(path).unwrap_or_default()).is_empty()
        };
        files(folder).into_iter().filter(holds).collect()
    }
}

fn readable(byte: u8) -> char {
    if (0x20..0x7f).contains(&byte) { byte.into() } else { '·' }
}

/// The memory of a process, as the system shows it to who may look.
struct Memory {
    maps: String,
    bytes: File,
    pages: File,
}

/// A stretch of it with one name.
struct Area<'a> {
    from: u64,
    to: u64,
    name: &'a str,
}

impl Memory {
    fn of(process: u32) -> Option<Memory> {
        let open = |what| File::open(format!("/proc/{process}/{what}")).ok();
        let maps = fs::read_to_string(format!("/proc/{process}/maps")).ok()?;
        Some(Memory { maps, bytes: open("mem")?, pages: open("pagemap")? })
    }

    /// All that can be read.
    fn areas(&self) -> Vec<Area<'_>> {
        self.maps.lines().filter_map(parse).collect()
    }

    /// The parts of an area that are there: of what is only set aside there may be terabytes.
    fn present(&self, area: &Area) -> Vec<(u64, u64)> {
        let mut entries = vec![0; ((area.to - area.from) / PAGE * ENTRY) as usize];
        let read = self.pages.read_at(&mut entries, area.from / PAGE * ENTRY).unwrap_or_default();
        let mut runs: Vec<(u64, u64)> = Vec::new();
        for (number, entry) in entries[..read].chunks_exact(ENTRY as usize).enumerate() {
            // The two highest bits: in memory, or swapped out.
            if entry[7] & 0b1100_0000 == 0 {
                continue;
            }
            let at = area.from + number as u64 * PAGE;
            match runs.last_mut() {
                Some(run) if run.1 == at => run.1 += PAGE,
                _ => runs.push((at, at + PAGE)),
            }
        }
        runs
    }

    fn read(&self, from: u64, to: u64) -> Vec<u8> {
        let mut piece = vec![0; (to - from) as usize];
        let read = self.bytes.read_at(&mut piece, from).unwrap_or_default();
        piece.truncate(read);
        piece
    }
}

fn parse(line: &str) -> Option<Area<'_>> {
    let mut columns = line.split_whitespace();
    let (from, to) = columns.next()?.split_once('-')?;
    let readable = columns.next()?.starts_with('r');
    let name = columns.nth(3).unwrap_or("anonymous");
    let number = |text| u64::from_str_radix(text, 16).ok();
    (readable && !name.starts_with("[v")).then_some(Area { from: number(from)?, to: number(to)?, name })
}

/// Every file under a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let kind = entry.file_type().expect("an entry has a kind");
        if kind.is_dir() {
            found.extend(files(&entry.path()));
        } else if kind.is_file() {
            found.push(entry.path());
        }
    }
    found
}
