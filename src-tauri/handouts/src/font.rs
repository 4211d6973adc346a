//! Fonts: the embedded faces, and for scripts that they lack, what the system has.

use std::{
    collections::BTreeMap,
    sync::{Mutex, OnceLock, PoisonError},
};

use serde::Serialize;
use usvg::fontdb::{self, Database, FaceInfo, Style};

use crate::Face;

/// A script that no embedded face holds, for which the system is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Script {
    /// Arabic and Persian.
    Arabic,
    /// Hebrew and Yiddish.
    Hebrew,
    /// Chinese characters.
    Han,
    /// Japanese syllables.
    Kana,
    /// Korean.
    Hangul,
    /// Hindi, Marathi and Nepali.
    Devanagari,
    /// Bengali.
    Bengali,
    /// Tamil.
    Tamil,
    /// Thai.
    Thai,
    /// Armenian.
    Armenian,
    /// Georgian.
    Georgian,
    /// Amharic and Tigrinya.
    Ethiopic,
    /// Arrows, boxes and other signs.
    Signs,
}

impl Script {
    /// The script of a sign, where the system may be asked for a font.
    pub(crate) fn of(sign: char) -> Option<Script> {
        Some(match sign {
            '\u{530}'..='\u{58f}' => Script::Armenian,
            '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}' => Script::Hebrew,
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => {
                Script::Arabic
            }
            '\u{900}'..='\u{97f}' => Script::Devanagari,
            '\u{980}'..='\u{9ff}' => Script::Bengali,
            '\u{b80}'..='\u{bff}' => Script::Tamil,
            '\u{e00}'..='\u{e7f}' => Script::Thai,
            '\u{10a0}'..='\u{10ff}' => Script::Georgian,
            '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => Script::Hangul,
            '\u{1200}'..='\u{139f}' => Script::Ethiopic,
            '\u{2100}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' => Script::Signs,
            '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => Script::Kana,
            '\u{2e80}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' => {
                Script::Han
            }
            _ => return None,
        })
    }

    /// Signs without which a font does not hold the script.
    const fn samples(self) -> &'static [char] {
        match self {
            Script::Arabic => &['ا', 'ب', 'ل', 'م', 'ي', '،'],
            Script::Hebrew => &['א', 'ב', 'ש', 'ת'],
            Script::Han => &['的', '一', '是', '心', '。'],
            Script::Kana => &['の', 'ア', '。'],
            Script::Hangul => &['가', '한', '글'],
            Script::Devanagari => &['क', 'न', 'ा'],
            Script::Bengali => &['ক', 'ন'],
            Script::Tamil => &['க', 'ன'],
            Script::Thai => &['ก', 'า'],
            Script::Armenian => &['Ա', 'ա'],
            Script::Georgian => &['ა', 'ბ'],
            Script::Ethiopic => &['ሀ', 'ለ'],
            Script::Signs => &['→', '☐', '☺'],
        }
    }

    /// The first six letters of its font's name in a PDF, which tag the part that is embedded.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Script::Arabic => "SBARAB",
            Script::Hebrew => "SBHEBR",
            Script::Han => "SBHANI",
            Script::Kana => "SBKANA",
            Script::Hangul => "SBHANG",
            Script::Devanagari => "SBDEVA",
            Script::Bengali => "SBBENG",
            Script::Tamil => "SBTAML",
            Script::Thai => "SBTHAI",
            Script::Armenian => "SBARMN",
            Script::Georgian => "SBGEOR",
            Script::Ethiopic => "SBETHI",
            Script::Signs => "SBSIGN",
        }
    }
}

/// A font program, and which of its faces is meant where a file holds several.
#[derive(Clone, Copy)]
pub(crate) struct Font {
    pub bytes: &'static [u8],
    pub index: u32,
}

/// The font of a face; none where the system has none for the script.
pub(crate) fn font(face: Face) -> Option<Font> {
    match face {
        Face::System(script) => system_font(script),
        face => Some(Font { bytes: font_bytes(face), index: 0 }),
    }
}

/// The font program of an embedded face.
pub(crate) const fn font_bytes(face: Face) -> &'static [u8] {
    match face {
        Face::Text => include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext_400Regular.ttf"),
        Face::Strong => include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext_700Bold.ttf"),
        Face::Slanted => include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext_400Regular_Italic.ttf"),
        Face::Heading => include_bytes!("../../../assets/fonts/SourceSerif4_600SemiBold.ttf"),
        Face::Wide => include_bytes!("../../../assets/fonts/NotoSans_400Regular.ttf"),
        Face::WideStrong => include_bytes!("../../../assets/fonts/NotoSans_700Bold.ttf"),
        Face::System(_) => &[],
    }
}

/// The system's font for a script, looked for once: the plainest that holds it.
fn system_font(script: Script) -> Option<Font> {
    static FOUND: Mutex<BTreeMap<Script, Option<Font>>> = Mutex::new(BTreeMap::new());
    let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    *found.entry(script).or_insert_with(|| find(system(), script))
}

fn system() -> &'static Database {
    static SYSTEM: OnceLock<Database> = OnceLock::new();
    SYSTEM.get_or_init(|| {
        let mut fonts = Database::new();
        fonts.load_system_fonts();
        fonts
    })
}

fn find(fonts: &Database, script: Script) -> Option<Font> {
    let mut faces: Vec<&FaceInfo> = fonts.faces().filter(|face| face.style == Style::Normal).collect();
    // In an order that does not depend on how the disk lists them.
    faces.sort_by_cached_key(|face| (plainness(face), face.post_script_name.clone(), face.index));
    let face = faces
        .into_iter()
        .find(|face| fonts.with_face_data(face.id, |data, index| holds(data, index, script)) == Some(true))?;
    // The shaper takes a file as one family: of several faces it might choose another one than the PDF then holds.
    let bytes = fonts.with_face_data(face.id, alone)??;
    // Kept for as long as the program runs, as the embedded ones are: there is one for each script at most.
    Some(Font { bytes: Vec::leak(bytes), index: 0 })
}

/// The face `index` of a file as a file of its own.
fn alone(file: &[u8], index: u32) -> Option<Vec<u8>> {
    if !file.starts_with(b"ttcf") {
        return Some(file.to_vec());
    }
    let long = |at: usize| Some(u32::from_be_bytes(file.get(at..at + 4)?.try_into().ok()?) as usize);
    let head = long(12 + 4 * index as usize)?;
    let count = usize::from(u16::from_be_bytes(file.get(head + 4..head + 6)?.try_into().ok()?));
    let mut out = file.get(head..head + 12)?.to_vec();
    let mut tables = Vec::new();
    let first = 12 + 16 * count;
    for record in (0..count).map(|index| head + 12 + 16 * index) {
        let (place, length) = (long(record + 8)?, long(record + 12)?);
        out.extend(file.get(record..record + 8)?);
        out.extend(u32::try_from(first + tables.len()).ok()?.to_be_bytes());
        out.extend(file.get(record + 12..record + 16)?);
        tables.extend(file.get(place..place.checked_add(length)?)?);
        // Each begins at a multiple of four.
        tables.resize(tables.len().next_multiple_of(4), 0);
    }
    out.extend(tables);
    Some(out)
}

/// The smaller, the better it goes with the rest of a page.
fn plainness(face: &FaceInfo) -> (bool, bool, u16, bool) {
    let sans = face.families.iter().any(|(name, _)| name.contains("Sans"));
    (face.monospaced, face.stretch != fontdb::Stretch::Normal, face.weight.0.abs_diff(400), !sans)
}

fn holds(data: &[u8], index: u32, script: Script) -> bool {
    let Ok(face) = ttf_parser::Face::parse(data, index) else { return false };
    let outlines = face.tables().glyf.is_some() || face.tables().cff.is_some();
    outlines && script.samples().iter().all(|sign| face.glyph_index(*sign).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two fonts in one file, as systems keep them.
    fn collection(fonts: [&[u8]; 2]) -> Vec<u8> {
        let mut file = b"ttcf\0\x01\0\0\0\0\0\x02".to_vec();
        let starts = [20, 20 + fonts[0].len()];
        starts.iter().for_each(|start| file.extend((*start as u32).to_be_bytes()));
        for (font, start) in fonts.into_iter().zip(starts) {
            let mut font = font.to_vec();
            let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
            for place in (0..count).map(|index| 12 + 16 * index + 8) {
                let offset = u32::from_be_bytes([font[place], font[place + 1], font[place + 2], font[place + 3]]);
                font[place..place + 4].copy_from_slice(&(offset + start as u32).to_be_bytes());
            }
            file.extend(font);
        }
        file
    }

    // Letters of one face shown with the numbers of another are other letters: a word that nobody wrote.
    #[test]
    fn a_face_is_taken_out_of_a_file_of_several() {
        let fonts = [Face::Text, Face::Heading].map(font_bytes);
        let file = collection(fonts);
        for (index, font) in fonts.into_iter().enumerate() {
            let taken = alone(&file, index as u32).expect("it is there");
            let whole = ttf_parser::Face::parse(font, 0).expect("a font");
            let taken = ttf_parser::Face::parse(&taken, 0).expect("a font");
            let letters = |face: &ttf_parser::Face<'_>| {
                "Rest, Ada.".chars().map(|c| face.glyph_hor_advance(face.glyph_index(c)?)).collect::<Vec<_>>()
            };
            assert_eq!(letters(&taken), letters(&whole));
            assert_eq!(taken.number_of_glyphs(), whole.number_of_glyphs());
        }
        assert_eq!(alone(fonts[0], 0).as_deref(), Some(fonts[0]), "one alone stays as it is");
        assert_eq!(alone(&file[..200], 1), None, "one that is cut is none");
    }
}
