//! Slips of what people bring: pasted pages, other letters, several at once, nothing at all.

use std::collections::BTreeSet;

use secure_base_handouts::{Format, Ink, Letterhead, Slip, SlipBoxes, SlipPaper, lay_out_slips, print_slips, reading};

use crate::{
    slip::{all_words, bare, keep, long, slip_options, usual, words},
    tags,
};

// A pasted page is still read to its end, on cards that say which they are.
#[test]
fn a_long_slip_goes_on_over_cards() {
    for format in Format::ALL {
        for paper in SlipPaper::ALL {
            let pages = lay_out_slips(&[long()], None, &slip_options(format, paper)).expect("it is set");
            let text = all_words(&pages);
            let steps: Vec<_> = (0..250).map(|index| text.find(&format!("step{index:03}"))).collect();
            assert!(steps.iter().all(Option::is_some) && steps.is_sorted(), "{format} {paper}");
            assert_eq!(text.matches("What I learned").count(), 1, "{format} {paper}");
            let footers: Vec<String> = pages.pages.iter().map(|page| words(page, false)).collect();
            let footers = footers.join(" ");
            assert!(footers.contains("step000 step001 step002 …"), "{footers}");
            let count = footers.matches("page ").count();
            assert!(
                count > 1 && (1..=count).all(|page| footers.contains(&format!("page {page} of {count}"))),
                "{footers}"
            );
        }
    }
}

// Two tasks of a week on one sheet, and a fifth on the next.
#[test]
fn different_slips_share_a_sheet() {
    let slips: Vec<Slip> = (1..=5).map(|number| Slip { task: format!("Task number {number}"), ..bare() }).collect();
    let options = slip_options(Format::Standard, SlipPaper::A4x4);
    let pages = lay_out_slips(&slips, None, &options).expect("it is set");
    let numbers =
        |page| (1..=5).filter(|number| words(page, true).contains(&format!("Task number {number} "))).collect();
    let found: Vec<Vec<u8>> = pages.pages.iter().map(numbers).collect();
    assert_eq!(found, [vec![1, 2, 3, 4], vec![5]]);
    let titles: Vec<_> = pages.bookmarks.iter().filter(|one| one.level == 1).map(|one| one.title.clone()).collect();
    assert_eq!((titles.len(), titles[4].as_str()), (5, "Task number 5"));
    let printed = print_slips(&slips, None, &options).expect("it prints");
    tags::check("five slips", &printed.bytes);
    keep("five", &printed.bytes);
}

// Equal input, equal bytes; and the file's name gives nothing away.
#[test]
fn printing_twice_gives_the_same_bytes() {
    let print = || print_slips(&[usual()], None, &slip_options(Format::Easy, SlipPaper::Letterx4)).expect("it prints");
    let (one, other) = (print(), print());
    assert!(one.bytes == other.bytes);
    assert_eq!((one.file_name.as_str(), one.title.as_str()), ("slip.pdf", "Something to try"));
}

// A slip lies about at home: whoever finds it must find a plan for the week, in words that a child can read.
#[test]
fn a_slip_tells_a_finder_nothing_and_is_plain() {
    let printed = print_slips(&[usual()], None, &slip_options(Format::Standard, SlipPaper::A5)).expect("it prints");
    let pages = lay_out_slips(&[usual()], None, &slip_options(Format::Standard, SlipPaper::A5)).expect("it is set");
    let alts: Vec<_> = pages.structure.elements.iter().filter_map(|element| element.alt.clone()).collect();
    let said =
        format!("{} {} {:?} {}", all_words(&pages), alts.join(" "), pages.bookmarks, printed.title).to_lowercase();
    for word in ["therap", "homework", "client", "session", "clinic", "patient", "handout", "treat", "abuse", "secure"]
    {
        assert!(!said.contains(word), "“{word}” in {said}");
    }
    let sentences =
        all_words(&lay_out_slips(&[usual()], None, &slip_options(Format::Large, SlipPaper::A5)).expect("it is set"));
    assert!(reading::grade(&sentences.replace(": ", ".\n")) <= 6.0, "{}", reading::grade(&sentences));
}

// Clients write in every alphabet; what nobody can draw is named and never a silent box.
#[test]
fn other_letters_are_set_or_named() {
    for text in
        ["Νιώθω ασφάλεια όταν με ακούν", "Я почуваюся в безпеці", "Tôi cảm thấy an toàn", "שלום עולם", "我感到安全"]
    {
        let slip = Slip { task: text.into(), why: text.into(), own_words: text.into(), when: text.into(), ..usual() };
        let options = slip_options(Format::Standard, SlipPaper::A5);
        let printed = print_slips(std::slice::from_ref(&slip), None, &options).expect("it prints");
        let pages = lay_out_slips(&[slip], None, &options).expect("it is set");
        let runs = pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.ink {
            Ink::Text(run) => Some(run),
            Ink::Path(_) | Ink::Dots(..) => None,
        });
        let boxes: BTreeSet<char> = runs
            .flat_map(|run| &run.glyphs)
            .filter(|glyph| glyph.id == 0)
            .flat_map(|glyph| glyph.text.chars())
            .collect();
        keep(&format!("letters-{:x}", u32::from(text.chars().next().unwrap_or(' '))), &printed.bytes);
        assert_eq!(printed.undrawn, boxes.into_iter().collect::<Vec<_>>(), "{text}");
        assert_eq!(all_words(&pages).contains("could not be printed"), !printed.undrawn.is_empty(), "{text}");
    }
}

// Small print is not read, and large print is chosen for its size.
#[test]
fn words_have_the_size_of_their_format() {
    for format in Format::ALL {
        for paper in SlipPaper::ALL {
            let pages = lay_out_slips(&[usual()], None, &slip_options(format, paper)).expect("it is set");
            for item in pages.pages.iter().flat_map(|page| &page.items) {
                let Ink::Text(run) = &item.ink else { continue };
                let least = if format == Format::Large && item.element.is_some() { 15.0 } else { 9.0 };
                assert!(run.size >= least, "{format} {paper}: “{}” in {} pt", run.text(), run.size);
            }
        }
    }
}

// The letterhead is asked for; then it is there, name and closing line.
#[test]
fn a_letterhead_is_printed_where_it_is_asked_for() {
    let head = Letterhead {
        name: "Harbour Street".into(),
        contact: vec!["12 Harbour Street".into()],
        closing: "Ring before you come.".into(),
        ..Letterhead::default()
    };
    let options = slip_options(Format::Standard, SlipPaper::Letterx4);
    let text = all_words(&lay_out_slips(&[bare()], Some(&head), &options).expect("it is set"));
    keep("letterhead", &print_slips(&[usual()], Some(&head), &options).expect("it prints").bytes);
    assert!(text.starts_with("Harbour Street 12 Harbour Street Something to try"), "{text}");
    assert!(text.contains("Ring before you come. What I learned"), "{text}");
}

// What cannot be printed is refused in words that say what to do.
#[test]
fn what_is_no_slip_is_refused() {
    let refused = |slips: &[Slip]| {
        let options = slip_options(Format::Standard, SlipPaper::A5);
        print_slips(slips, None, &options).expect_err("it is refused").to_string()
    };
    let with = |boxes, sureness| Slip { boxes, sureness, ..bare() };
    assert_eq!(refused(&[]), "The slip cannot be used: print from 1 to 200 at once, not 0");
    assert_eq!(refused(&[Slip::default()]), "The slip cannot be used: it has no task; say what there is to do");
    assert!(refused(&[with(Some(SlipBoxes::Times(63)), None)]).contains("ask for 62 at most"));
    assert!(refused(&[with(None, Some(11))]).contains("it goes from 0 to 10"));
    let error = "a6".parse::<SlipPaper>().expect_err("there is no such paper").to_string();
    assert_eq!(error, "\"a6\" is no paper; choose one of: a5, letter-half, a4x4, letterx4");
}

// Scripts write slips by hand: a misspelt field must not be dropped in silence.
#[test]
fn a_slip_is_read_from_json() {
    let read = |text: &str| serde_json::from_str::<Slip>(text);
    let slip =
        read(r#"{"task": "Call Noor.", "ownWords": "soon", "boxes": {"days": ["mon", "sun"]}}"#).expect("a slip");
    assert_eq!((slip.task.as_str(), slip.own_words.as_str(), slip.when.as_str()), ("Call Noor.", "soon", ""));
    assert!(read(r#"{"task": "Call Noor.", "wen": "soon"}"#).is_err());
}
