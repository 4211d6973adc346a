//! Input that nobody planned for: a word of 400 letters, a handout of 200 items, a paragraph of five pages.

use secure_base_handouts::{
    Block, Format, Handout, Ink, Item, Kind, Page, Paper, PartBody, Piece, Prose, ScaleRow, lay_out, print_handout,
};

use crate::{EVERY_PART, library, options, tags::check};

fn with_text(blocks: Vec<Block>) -> Handout {
    let mut handout = library().compose(EVERY_PART).expect("it composes");
    handout.parts[0].body = PartBody::Text(vec![Piece { kind: Kind::Idea, figure: None, blocks }]);
    handout
}

fn right_edge(page: &Page) -> f32 {
    page.items.iter().map(Item::bounds).map(|area| area.right).fold(0.0, f32::max)
}

// A pasted address without a space must not run off the paper, in running text or in a narrow column.
#[test]
fn a_word_of_400_letters_is_broken_and_stays_on_the_paper() {
    let word = "abcdefghij".repeat(40);
    let mut handout = with_text(vec![Block::Paragraph(Prose::plain(&word)), Block::Bullets(vec![Prose::plain(&word)])]);
    handout.title = word.clone();
    handout.message = Prose::plain(&word);
    for part in &mut handout.parts {
        match &mut part.body {
            PartBody::Compare(sides) => sides[0].name.clone_from(&word),
            PartBody::Table { columns, .. } => columns[1] = Prose::plain(&word[..80]),
            PartBody::Ticks { options, .. } => options[0] = Prose::plain(&word),
            PartBody::Scale { rows, .. } => rows[0].name.clone_from(&word),
            _ => {}
        }
    }
    for format in Format::ALL {
        let pages = lay_out(&handout, &options(format, Paper::A4)).expect("it is set");
        for page in &pages.pages {
            assert!(right_edge(page) <= page.content.right + 1.0, "{format}");
        }
    }
}

// More than anyone should hand out, and still every item on paper, in order, none cut.
#[test]
fn two_hundred_items_go_on_over_pages() {
    let items: Vec<Prose> =
        (0..200).map(|index| Prose::plain(format!("Item number {index}, with a few words."))).collect();
    let pages = lay_out(&with_text(vec![Block::Steps { first: 1, items }]), &options(Format::Large, Paper::Letter))
        .expect("it is set");
    let text: String = pages
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| match &item.ink {
            secure_base_handouts::Ink::Text(run) => Some(run.text()),
            _ => None,
        })
        .collect();
    let places: Vec<usize> =
        (0..200).map(|index| text.find(&format!("Item number {index},")).expect("it is there")).collect();
    assert!(places.is_sorted() && pages.pages.len() > 8);
}

// Text that was pasted in one piece is cut between its lines; nothing of it is lost.
#[test]
fn a_paragraph_of_five_pages_goes_on_over_them() {
    let words: Vec<String> = (0..2500).map(|index| format!("word{index}")).collect();
    let pages = lay_out(
        &with_text(vec![Block::Paragraph(Prose::plain(words.join(" ")))]),
        &options(Format::Standard, Paper::A4),
    )
    .expect("it is set");
    let text: String = pages
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter(|item| item.element.is_some())
        .filter_map(|item| match &item.ink {
            secure_base_handouts::Ink::Text(run) => Some(run.text()),
            _ => None,
        })
        .collect();
    assert!(words.iter().all(|word| text.contains(word.as_str())));
}

// A table that is longer than a page goes on under its headings, no row in two pieces.
#[test]
fn a_long_table_repeats_its_headings() {
    let rows: Vec<String> = (1..=40).map(|day| format!("\"Day {day}\"")).collect();
    let week = "\"Monday\", \"Tuesday\", \"Wednesday\", \"Thursday\", \"Friday\", \"Saturday\", \"Sunday\"";
    let long = EVERY_PART.replace(week, &rows.join(", "));
    let handout = library().compose(&long).expect("it composes");
    let pages = lay_out(&handout, &options(Format::Standard, Paper::A4)).expect("it is set");
    let said = |page: &Page, words: &str| {
        page.items
            .iter()
            .filter(|item| match &item.ink {
                secure_base_handouts::Ink::Text(run) => run.text().trim() == words,
                _ => false,
            })
            .count()
    };
    let days = |page: &Page| (1..=40).filter(|day| said(page, &format!("Day {day}")) > 0).count();
    let with_days: Vec<&Page> = pages.pages.iter().filter(|page| days(page) > 0).collect();
    assert!(with_days.len() > 1 && with_days.iter().map(|page| days(page)).sum::<usize>() == 40);
    assert!(with_days.iter().all(|page| said(page, "How it was") == 1));
}

// A list that goes on after a paragraph goes on counting, and a number of three digits is not broken.
#[test]
fn steps_bear_the_numbers_that_they_were_given() {
    let step = |first: u64| Block::Steps { first, items: vec![Prose::plain("Breathe."), Prose::plain("Rest.")] };
    let pages =
        lay_out(&with_text(vec![step(12), step(99)]), &options(Format::Standard, Paper::A4)).expect("it is set");
    let runs: Vec<String> = pages
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| match &item.ink {
            Ink::Text(run) => Some(run.text()),
            _ => None,
        })
        .collect();
    for number in ["12.", "13.", "99.", "100."] {
        assert!(runs.iter().any(|run| run == number), "{number} in {runs:?}");
    }
}

// What a clinician typed must come onto paper, however long it is: it goes on over the page.
#[test]
fn ticks_scales_and_bullets_higher_than_a_page_go_on_over_pages() {
    let words = (0..900).map(|index| format!("word{index}")).collect::<Vec<_>>().join(" ");
    let mut handout = with_text(vec![Block::Bullets(vec![Prose::plain(&words), Prose::plain("Short.")])]);
    for part in &mut handout.parts {
        match &mut part.body {
            PartBody::Ticks { options, .. } => {
                *options = (0..200).map(|index| Prose::plain(format!("tick{index}"))).collect()
            }
            PartBody::Scale { rows, .. } => {
                let row = rows[0].clone();
                *rows = (0..80).map(|index| ScaleRow { name: format!("row{index}"), ..row.clone() }).collect();
            }
            _ => {}
        }
    }
    for format in Format::ALL {
        let pages = lay_out(&handout, &options(format, Paper::Letter)).expect("it is set");
        let mut said = Vec::new();
        for page in &pages.pages {
            for item in page.items.iter().filter(|item| item.element.is_some()) {
                assert!(item.bounds().bottom <= page.content.bottom + 1.0, "{format}");
                let Ink::Text(run) = &item.ink else { continue };
                said.extend(run.text().split_whitespace().map(str::to_owned).collect::<Vec<_>>());
            }
        }
        let numbered = |what: &str| {
            said.iter().filter(|word| word.strip_prefix(what).is_some_and(|rest| rest.parse::<u32>().is_ok())).count()
        };
        assert_eq!((numbered("word"), numbered("tick"), numbered("row")), (900, 200, 80), "{format}");
        let printed = print_handout(&handout, &options(format, Paper::Letter)).expect("it prints");
        check("limits", &printed.bytes);
    }
}
