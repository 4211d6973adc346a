//! Printing: the same bytes each time, small files, and the words of the pages in the file.

use secure_base_handouts::{Format, Paper, print, print_handout, write_pdf};

use crate::{EVERY_PART, every_pdf, every_print, library, options};

// Equal input, equal bytes: a reprint can be compared, and nothing of clock or chance is in the file.
#[test]
fn printing_twice_gives_the_same_bytes() {
    for ((name, pages), (_, bytes)) in
        every_print().iter().zip(every_pdf()).filter(|((name, _), _)| name.ends_with("large a4"))
    {
        assert!(write_pdf(pages).expect("it is written") == *bytes, "{name}");
    }
    let again = || print("three-roots", &options(Format::Easy, Paper::Letter)).expect("it prints").bytes;
    assert!(again() == again());
}

// The date on the page is part of the document: another day is another document.
#[test]
fn another_day_gives_another_document() {
    let today = options(Format::Standard, Paper::A4);
    let tomorrow =
        secure_base_handouts::PrintOptions { printed_on: today.printed_on.succ_opt().expect("a next day"), ..today };
    let bytes = |options| print("three-roots", &options).expect("it prints").bytes;
    assert!(bytes(today) != bytes(tomorrow));
}

// Handouts are sent by mail; whole fonts would make them ten times as large. Two pages take 60 KB, each further one 5.
#[test]
fn a_handout_of_two_pages_is_at_most_sixty_kilobytes() {
    for ((name, pages), (_, bytes)) in every_print().iter().zip(every_pdf()) {
        let size = bytes.len();
        let most = 60 + 5 * pages.pages.len().saturating_sub(2);
        assert!(size <= most * 1024, "{name} has {size} bytes");
    }
}

// The shell names files and counts pages from this, not from the bytes.
#[test]
fn what_was_printed_says_its_name_and_pages() {
    let handout = library().compose(EVERY_PART).expect("it composes");
    let printed = print_handout(&handout, &options(Format::Large, Paper::A4)).expect("it prints");
    assert_eq!((printed.id.as_str(), printed.file_name.as_str()), ("every-part", "every-part-large.pdf"));
    let document = lopdf::Document::load_mem(&printed.bytes).expect("it is a PDF");
    assert_eq!(document.get_pages().len(), printed.pages);
}

// The words of the command line are the words of the types.
#[test]
fn formats_and_papers_are_known_by_their_words() {
    for format in Format::ALL {
        assert_eq!(format.to_string().parse::<Format>().expect("its own word"), format);
    }
    for paper in Paper::ALL {
        assert_eq!(paper.to_string().parse::<Paper>().expect("its own word"), paper);
    }
    let error = "huge".parse::<Format>().expect_err("there is no such format");
    assert_eq!(error.to_string(), "\"huge\" is no format; choose one of: standard, large, easy");
}
