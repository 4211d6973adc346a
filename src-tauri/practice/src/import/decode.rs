//! From the bytes of a file to text.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::{Error, Result};

/// So many bytes tell whether every second one is zero, as in UTF-16 of a Latin script.
const LOOKED_AT: usize = 4096;

/// Text, and how it was written.
pub(super) struct Decoded {
    pub(super) text: String,
    /// The name of the encoding.
    pub(super) encoding: &'static str,
    /// Whether the encoding is only the likeliest: letters with accents may be wrong.
    pub(super) guessed: bool,
}

pub(super) fn decode(bytes: &[u8]) -> Result<Decoded> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Error::invalid("This is a spreadsheet or a folder: open it and save it as CSV."));
    }
    let (encoding, guessed) = encoding_of(bytes);
    let (text, _, broken) = encoding.decode(bytes);
    if broken || text.contains('\0') {
        return Err(Error::invalid("This file is no text: choose a file that was saved as CSV or vCard."));
    }
    Ok(Decoded { text: text.into_owned(), encoding: name(encoding), guessed })
}

fn encoding_of(bytes: &[u8]) -> (&'static Encoding, bool) {
    if let Some((marked, _)) = Encoding::for_bom(bytes) {
        return (marked, false);
    }
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    let zeros = |first: usize| start.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let many = start.len() / 4;
    match std::str::from_utf8(bytes) {
        _ if zeros(1) > many => (UTF_16LE, true),
        _ if zeros(0) > many => (UTF_16BE, true),
        Ok(_) => (UTF_8, false),
        Err(_) => (WINDOWS_1252, true),
    }
}

fn name(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "windows-1252" => "Windows-1252",
        "UTF-16LE" | "UTF-16BE" => "UTF-16",
        _ => "UTF-8",
    }
}
