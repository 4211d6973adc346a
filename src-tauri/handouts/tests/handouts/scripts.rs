//! Words in other letters than the library's, as a clinician or a client's name brings them.

use std::collections::BTreeSet;

use secure_base_handouts::{Face, Format, Handout, Ink, Pages, Paper, TextRun, lay_out, print_handout};

use crate::{EVERY_PART, library, options};

/// A handout whose message, purpose and title are in other letters.
fn handout(words: &str) -> Handout {
    let text = EVERY_PART.replace("Every part at once", words).replace("A page may hold many things.", words).replace(
        "To see that **each** of them is set, marked and kept whole.",
        &format!("{words} **{words}** and more."),
    );
    library().compose(&text).expect("it composes")
}

fn pages(words: &str) -> Pages {
    lay_out(&handout(words), &options(Format::Standard, Paper::A4)).expect("it is set")
}

fn runs(pages: &Pages) -> impl Iterator<Item = &TextRun> {
    pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.ink {
        Ink::Text(run) => Some(run),
        Ink::Path(_) | Ink::Dots(..) => None,
    })
}

fn boxes(pages: &Pages) -> BTreeSet<char> {
    let glyphs = runs(pages).flat_map(|run| &run.glyphs).filter(|glyph| glyph.id == 0);
    glyphs.flat_map(|glyph| glyph.text.chars()).filter(|sign| !sign.is_control()).collect()
}

// Clients read Polish, Vietnamese, Greek or Ukrainian too: what is embedded must hold every letter of theirs.
#[test]
fn european_letters_and_vietnamese_are_set_from_the_embedded_fonts() {
    let texts = [
        "Zażółć gęślą jaźń, Łódź, Őrült, Žluťoučký, Ğüneş, Ștefan",
        "Tôi cảm thấy an toàn khi được lắng nghe, dù chỉ một chút",
        "Νιώθω ασφάλεια όταν με ακούν, ακόμη κι ἐν ὀλίγῳ",
        "Я почуваюся в безпеці, коли мене чують. Їжак, ґанок, Ђорђе, ў",
    ];
    for text in texts {
        let pages = pages(text);
        assert_eq!(boxes(&pages), BTreeSet::new(), "{text}");
        assert!(runs(&pages).all(|run| !matches!(run.face, Face::System(_))), "{text} needs no font of the system");
        keep("european", text, &handout(text));
    }
}

// Half a word in one typeface and half in another is a ransom note.
#[test]
fn a_word_is_set_in_one_typeface() {
    let pages = pages("Robin met Nguyễn at noon in the house by the sea");
    let wide: Vec<String> = runs(&pages).filter(|run| run.face == Face::Wide).map(TextRun::text).collect();
    assert!(!wide.is_empty() && wide.iter().all(|words| words.trim() == "Nguyễn"), "{wide:?}");
}

// A box in the place of a letter is a word lost: it is drawn by a font of the system, or named in words.
#[test]
fn letters_of_the_system_are_drawn_or_named() {
    for text in ["أشعر بالأمان عندما يُسمع صوتي", "אני מרגיש בטוח כשמקשיבים לי", "有人倾听时，我感到安全。"]
    {
        let printed = print_handout(&handout(text), &options(Format::Standard, Paper::A4)).expect("it prints");
        let pages = pages(text);
        let said: String = runs(&pages).map(TextRun::text).collect();
        assert_eq!(printed.undrawn, boxes(&pages).into_iter().collect::<Vec<_>>(), "{text}");
        assert_eq!(said.contains("could not be printed"), !printed.undrawn.is_empty(), "{text}");
        keep("system", text, &handout(text));
    }
}

// Hebrew runs from right to left: a reader aloud needs the words in the order in which they are read.
#[test]
fn what_runs_from_right_to_left_is_read_out_in_its_order() {
    let pages = pages("שלום עולם");
    let spoken: String = runs(&pages).filter_map(|run| run.spoken.clone()).collect();
    assert!(spoken.starts_with("שלום עולם"), "{spoken}");
}

// Words from a web page bring soft hyphens along, which are drawn as a space is: every space must still be read out as one.
#[test]
fn a_soft_hyphen_leaves_the_spaces_what_they_are() {
    let words = handout("To\u{ad}gether we rest");
    let printed = print_handout(&words, &options(Format::Standard, Paper::A4)).expect("it prints");
    let document = lopdf::Document::load_mem(&printed.bytes).expect("a PDF");
    let text = document.extract_text(&[1]).expect("text");
    assert!(text.contains("rest") && !text.contains('\u{ad}'), "{text:?}");
}

// An accent in the middle of its letter, or beside it, is another letter or none: it stands where the typeface says.
#[test]
fn accents_that_have_no_letter_of_their_own_stand_over_theirs() {
    let words = "За\u{301}мок А\u{301} Ẹ\u{301}";
    let pages = pages(words);
    /// Where the middle of the accent's own ink is from where the pen stands, as a part of the size: it is drawn leftwards.
    const INK: f32 = -0.2245;
    let mut seen = 0;
    for run in runs(&pages) {
        let mut pen = 0.0;
        for (index, glyph) in run.glyphs.iter().enumerate() {
            if run.face == Face::Wide && glyph.text == "\u{301}" {
                let letter = run.glyphs[index - 1].advance;
                assert_eq!(glyph.advance, 0.0, "the pen has passed the letter");
                let middle = letter + glyph.right + INK * run.size;
                assert!(
                    (middle - letter / 2.0).abs() < letter * 0.2,
                    "over the letter: {glyph:?}, {middle} of {letter}"
                );
                seen += 1;
            }
            pen += glyph.advance;
        }
        assert!(run.right() <= run.x + pen + 0.01);
    }
    let raised = |letter: &str| {
        let mut pairs = runs(&pages).flat_map(|run| run.glyphs.windows(2));
        pairs.any(|pair| pair[0].text == letter && pair[1].text == "\u{301}" && pair[1].rise > 0.0)
    };
    assert!(seen >= 3 && raised("А") && raised("Ẹ"), "{seen} accents; over capitals they stand higher");
    let printed = print_handout(&handout(words), &options(Format::Standard, Paper::A4)).expect("it prints");
    let document = lopdf::Document::load_mem(&printed.bytes).expect("a PDF");
    let first = document.page_iter().next().expect("a page");
    let content = lopdf::content::Content::decode(&document.get_page_content(first)).expect("operators");
    let rises: Vec<f32> = content
        .operations
        .iter()
        .filter(|operation| operation.operator == "Ts")
        .map(|operation| operation.operands[0].as_float().expect("a number"))
        .collect();
    assert!(rises.len() >= 4 && rises.chunks(2).all(|pair| pair[0] > 0.0 && pair[1] == 0.0), "up and back: {rises:?}");
    keep("accents", words, &handout(words));
}

/// Keeps the PDF where a person asked to see it.
fn keep(kind: &str, text: &str, handout: &Handout) {
    let Some(folder) = std::env::var_os("KEEP_SCRIPTS") else { return };
    let printed = print_handout(handout, &options(Format::Standard, Paper::A4)).expect("it prints");
    let name = format!("{kind}-{:x}.pdf", u32::from(text.chars().next().unwrap_or(' ')));
    std::fs::write(std::path::Path::new(&folder).join(name), printed.bytes).expect("it is kept");
}
