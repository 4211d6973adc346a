//! Slips: what a client would ask of the card in the hand, asked of the pages as data and of the PDF.

use secure_base_handouts::{
    Format, Ink, Item, Page, Pages, Paper, PrintField, Role, Slip, SlipBoxes, SlipDay, SlipOptions, SlipPaper,
    lay_out_slips, print_slips,
};

use crate::{options, tags};

/// 9 mm in pt: less is too narrow for handwriting.
const NINE_MM: f32 = 25.51;

pub fn slip_options(format: Format, paper: SlipPaper) -> SlipOptions {
    SlipOptions { format, paper, printed_on: options(format, Paper::A4).printed_on }
}

/// What most slips hold.
pub fn usual() -> Slip {
    Slip {
        task: "Take a slow walk, and notice three sounds on the way.".into(),
        why: "A calm body makes it easier to feel that I am all right.".into(),
        goal: "To be at ease when I am on my own.".into(),
        own_words: "I want my evenings back.".into(),
        when: "after lunch".into(),
        place: "in the park".into(),
        how_often: "three times a week".into(),
        how_long: "10 minutes".into(),
        until: "Friday 28 November".into(),
        sureness: Some(7),
        obstacle: "a busy day, or rain".into(),
        plan_if: "If it rains".into(),
        plan_then: "then I walk the stairs at work".into(),
        boxes: Some(SlipBoxes::Times(3)),
        handout: "A walk for the nerves".into(),
        name: None,
    }
}

/// The least that there can be.
pub fn bare() -> Slip {
    Slip { task: "Call Noor.".into(), ..Slip::default() }
}

/// More than anyone should write on a card.
pub fn long() -> Slip {
    let task: Vec<String> = (0..250).map(|index| format!("step{index:03}")).collect();
    let days = [SlipDay::Mon, SlipDay::Tue, SlipDay::Wed, SlipDay::Thu, SlipDay::Fri, SlipDay::Sat, SlipDay::Sun];
    Slip {
        task: task.join(" "),
        why: "abcdefghij".repeat(40),
        own_words: "many words ".repeat(30),
        place: "in the long hall ".repeat(12),
        obstacle: "another thing ".repeat(20),
        plan_then: "I try once more ".repeat(20),
        boxes: Some(SlipBoxes::Days(days.repeat(4))),
        name: Some("Robin ".repeat(50)),
        ..usual()
    }
}

/// Each content on each paper in each format, laid out.
fn every_slip() -> Vec<(String, SlipOptions, Slip, Pages)> {
    let mut prints = Vec::new();
    for (name, slip) in [("bare", bare()), ("usual", usual()), ("long", long())] {
        for format in Format::ALL {
            for paper in SlipPaper::ALL {
                let options = slip_options(format, paper);
                let pages = lay_out_slips(std::slice::from_ref(&slip), None, &options).expect("it is set");
                prints.push((format!("{name} {format} {paper}"), options, slip.clone(), pages));
            }
        }
    }
    prints
}

pub fn words(page: &Page, of_content: bool) -> String {
    let items = page.items.iter().filter(|item| item.element.is_some() == of_content);
    let runs = items.filter_map(|item| match &item.ink {
        Ink::Text(run) => Some(run.text()),
        Ink::Path(_) | Ink::Dots(..) => None,
    });
    runs.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn all_words(pages: &Pages) -> String {
    pages.pages.iter().map(|page| words(page, true)).collect::<Vec<_>>().join(" ")
}

/// Keeps the PDF where a person asked to see it.
pub fn keep(name: &str, bytes: &[u8]) {
    let Some(folder) = std::env::var_os("KEEP_SLIPS") else { return };
    let path = std::path::Path::new(&folder).join(format!("{}.pdf", name.replace(' ', "-")));
    std::fs::write(path, bytes).expect("it is kept");
}

fn is_text(item: &&Item) -> bool {
    matches!(item.ink, Ink::Text(_))
}

// What screen readers need of a handout they need of a slip: marks, headings, lists, words for what is drawn.
#[test]
fn every_slip_is_tagged_as_strictly_as_a_handout() {
    for (name, options, slip, _) in every_slip() {
        let printed = print_slips(&[slip], None, &options).expect("it prints");
        tags::check(&name, &printed.bytes);
        keep(&name, &printed.bytes);
    }
}

// Words that run over others, over a cut or off the sheet are lost.
#[test]
fn nothing_overlaps_and_nothing_is_cut() {
    for (name, options, _, pages) in every_slip() {
        let sheet = options.paper.sheet(options.format);
        let (width, height) = sheet.card();
        for page in &pages.pages {
            assert_eq!((page.width, page.height), (sheet.width, sheet.height), "{name}");
            for item in page.items.iter().filter(|item| item.element.is_some()) {
                let ink = item.bounds();
                let within = (0..sheet.cards()).map(|card| sheet.corner(card)).any(|(x, y)| {
                    let across = ink.left >= x + 20.0 && ink.right <= x + width - 20.0;
                    across && ink.top >= y + 20.0 && ink.bottom <= y + height - 20.0
                });
                assert!(within, "{name}: {ink:?}");
            }
            let texts: Vec<&Item> = page.items.iter().filter(is_text).collect();
            for (index, one) in texts.iter().enumerate() {
                for other in &texts[index + 1..] {
                    let (a, b) = (one.bounds(), other.bounds());
                    let across = a.left < b.right - 0.5 && b.left < a.right - 0.5;
                    assert!(!(across && a.top < b.bottom && b.top < a.bottom), "{name}: {one:?} and {other:?}");
                }
            }
        }
    }
}

// Scissors need to know where, and a printer reaches no nearer to the edge than a quarter of an inch.
#[test]
fn a_sheet_of_cards_says_where_to_cut() {
    for (name, options, _, pages) in every_slip().into_iter().filter(|(name, ..)| name.starts_with("bare")) {
        let sheet = options.paper.sheet(options.format);
        let page = &pages.pages[0];
        let reached = |item: &Item| {
            let ink = item.bounds();
            ink.left >= 17.9 && ink.top >= 17.9 && ink.right <= page.width - 17.9 && ink.bottom <= page.height - 17.9
        };
        assert!(page.items.iter().all(reached), "{name}");
        let middle = page.width / sheet.columns as f32;
        let on_the_cut = |item: &&Item| item.element.is_none() && (item.bounds().left - middle).abs() < 0.1;
        let marks = page.items.iter().filter(on_the_cut).count();
        assert_eq!(marks >= 2, sheet.columns > 1, "{name}: {marks} marks");
    }
}

// The parts of a task that make it more likely to be done, in the order in which they are needed.
#[test]
fn a_slip_names_every_part_in_order() {
    let parts = [
        "Something to try",
        "Take a slow walk",
        "Why A calm body",
        "My goal To be at ease",
        "In my words “I want my evenings back.”",
        "When after lunch",
        "in the park",
        "How often three times a week",
        "10 minutes",
        "Until Friday 28 November",
        "Goes with “A walk for the nerves”",
        "How sure I am",
        "In the way a busy day, or rain",
        "My plan If it rains, then I walk the stairs at work",
        "I did it",
        "What I learned",
    ];
    for format in Format::ALL {
        let pages = lay_out_slips(&[usual()], None, &slip_options(format, SlipPaper::A5)).expect("it is set");
        let text = all_words(&pages).replace(": ", " ");
        let places: Vec<_> = parts.iter().map(|part| text.find(part)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{format}: {places:?} in {text}");
    }
}

// Blank fields are no holes: what helps gets a line to write on, the rest is not mentioned.
#[test]
fn a_slip_with_only_a_task_has_lines_where_they_help() {
    let pages = lay_out_slips(&[bare()], None, &slip_options(Format::Standard, SlipPaper::A5)).expect("it is set");
    assert_eq!(all_words(&pages), "Something to try Call Noor. When If it gets hard What I learned");
    let fields: Vec<_> =
        pages.structure.elements.iter().filter(|one| one.role == Role::Form(PrintField::Text)).collect();
    let said: Vec<_> = fields.iter().filter_map(|field| field.alt.as_deref()).collect();
    assert_eq!(said, ["When", "If it gets hard", "What I learned"]);
}

// Narrower lines make people write less, or not at all; the last ones fill the card.
#[test]
fn lines_to_write_on_are_nine_millimetres_apart() {
    for (name, _, _, pages) in every_slip() {
        for page in &pages.pages {
            let field = |item: &&Item| {
                item.element.is_some_and(|id| pages.structure.elements[id.0].role == Role::Form(PrintField::Text))
            };
            let lines: Vec<_> =
                page.items.iter().filter(field).map(|item| (item.element, item.bounds().bottom)).collect();
            for pair in lines.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
                assert!((pair[1].1 - pair[0].1).abs() >= NINE_MM, "{name}: {pair:?}");
            }
        }
    }
}

// Each box is announced with what it stands for.
#[test]
fn there_is_a_box_for_each_time() {
    let boxes = |boxes| {
        let slip = Slip { boxes, ..usual() };
        let pages = lay_out_slips(&[slip], None, &slip_options(Format::Large, SlipPaper::A5)).expect("it is set");
        let ticks = pages.structure.elements.into_iter().filter(|one| one.role == Role::Form(PrintField::Tick));
        ticks.filter_map(|one| one.alt).collect::<Vec<_>>()
    };
    assert_eq!(boxes(Some(SlipBoxes::Times(2))), ["I did it: 1", "I did it: 2"]);
    assert_eq!(boxes(Some(SlipBoxes::Days(vec![SlipDay::Tue, SlipDay::Sun]))), ["I did it: Tue", "I did it: Sun"]);
    assert_eq!(boxes(None).len(), 0);
}

// The sheet of four is the usual way: one sheet, four whole slips. Larger words come two to a sheet.
#[test]
fn a_usual_slip_takes_one_card_and_fills_the_sheet() {
    for paper in [SlipPaper::A4x4, SlipPaper::Letterx4] {
        for (format, cards) in [(Format::Standard, 4), (Format::Large, 2), (Format::Easy, 2)] {
            let options = slip_options(format, paper);
            assert_eq!(paper.sheet(format).cards(), cards);
            let pages = lay_out_slips(&[bare()], None, &options).expect("it is set");
            assert_eq!((pages.pages.len(), all_words(&pages).matches("Call Noor.").count()), (1, cards), "{format}");
        }
        let pages = lay_out_slips(&[usual()], None, &slip_options(Format::Standard, paper)).expect("it is set");
        assert_eq!((pages.pages.len(), all_words(&pages).matches("slow walk").count()), (1, 4), "{paper}");
    }
    for paper in [SlipPaper::A5, SlipPaper::LetterHalf] {
        let pages = lay_out_slips(&[usual()], None, &slip_options(Format::Standard, paper)).expect("it is set");
        assert_eq!(pages.pages.len(), 1, "{paper}");
    }
}
