//! A logo on its way into the practice: how large it is and what it is, before it is believed to be a picture.

use std::{fs::File, io::Read, path::Path};

use data_encoding::BASE64;
use secure_base_practice::{LONGEST_LOGO, Logo, LogoKind};

use crate::problem::{Problem, ProblemCode};

/// Reads a logo from a file. One that is too large is not read at all.
///
/// # Errors
/// A problem for a file that is too large, no picture of a known kind, or broken.
pub fn read(path: &Path) -> Result<Logo, Problem> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let doing = format!("Reading {name}");
    let mut file = File::open(path).map_err(|why| Problem::file(&doing, why))?;
    let length = file.metadata().map_err(|why| Problem::file(&doing, why))?.len();
    if length > LONGEST_LOGO as u64 {
        return Err(Problem::new(
            ProblemCode::Invalid,
            format!("{name} has {} MB, and a logo has 2 MB at most.", length.div_ceil(1_000_000)),
            "Save it smaller: a picture 600 dots wide is plenty.",
        ));
    }
    let mut bytes = Vec::new();
    file.by_ref().take(LONGEST_LOGO as u64 + 1).read_to_end(&mut bytes).map_err(|why| Problem::file(&doing, why))?;
    let logo = logo(bytes).ok_or_else(|| no_picture(&name))?;
    // The page maker has the last word: what it cannot print is not kept.
    secure_base_handouts::Logo::read(&logo.bytes)?;
    Ok(logo)
}

fn logo(bytes: Vec<u8>) -> Option<Logo> {
    Some(Logo { kind: kind(&bytes)?, bytes })
}

fn no_picture(name: &str) -> Problem {
    let message = format!("{name} is no picture that can be printed.");
    Problem::new(ProblemCode::Invalid, message, "Choose a PNG, JPEG or SVG file that opens in a picture viewer.")
}

/// A logo as an address that holds the picture itself, for the window.
pub fn address(logo: &Logo) -> String {
    format!("data:{};base64,{}", media_type(logo.kind), BASE64.encode(&logo.bytes))
}

/// The logo behind such an address.
///
/// # Errors
/// A problem when it is none.
pub fn from_address(address: &str) -> Result<Logo, Problem> {
    let bytes = address.split_once(";base64,").and_then(|(_, bytes)| BASE64.decode(bytes.as_bytes()).ok());
    bytes.and_then(logo).ok_or_else(|| no_picture("This"))
}

/// What kind of picture it says it is, by its first bytes.
fn kind(bytes: &[u8]) -> Option<LogoKind> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(LogoKind::Png);
    }
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Some(LogoKind::Jpeg);
    }
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim_start();
    (text.starts_with('<') && text.contains("<svg")).then_some(LogoKind::Svg)
}

/// The kind of file, as a page of the window names it.
fn media_type(kind: LogoKind) -> &'static str {
    match kind {
        LogoKind::Png => "image/png",
        LogoKind::Jpeg => "image/jpeg",
        LogoKind::Svg => "image/svg+xml",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &[u8] = b"<?xml version=\"1.0\"?>\n<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 6 4'>\
        <path d='M0 0h6v4z'/></svg>";

    // A photograph of 40 MB must be refused before it fills the memory, and a broken one in words that help.
    #[test]
    fn what_is_no_logo_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("logo.png");
        let written = |bytes: &[u8]| {
            std::fs::write(&path, bytes).expect("a file");
            read(&path).map(|logo| logo.kind).map_err(|problem| problem.message)
        };
        assert_eq!(written(SVG), Ok(LogoKind::Svg));
        assert!(written(b"GIF89a").is_err_and(|why| why.contains("no picture")));
        assert!(written(b"").is_err() && written(b"<html>").is_err());
        File::options().write(true).open(&path).and_then(|file| file.set_len(40_000_000)).expect("a long file");
        assert!(read(&path).is_err_and(|problem| problem.message.contains("40 MB")));
    }
}
