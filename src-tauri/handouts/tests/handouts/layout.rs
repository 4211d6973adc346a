//! What a reader would ask of the paper, asked of the pages as data.

use secure_base_handouts::{
    BlockKind, ElementId, Face, Format, Ink, Layout, Library, Page, Pages, Paper, PrintField, Role, TextRun, lay_out,
};

use crate::{EVERY_PART, every_print, handouts, library, options};

/// 9 mm in pt: less is too narrow for handwriting.
const NINE_MM: f32 = 25.51;

fn runs(page: &Page) -> impl Iterator<Item = (Option<ElementId>, &TextRun)> {
    page.items.iter().filter_map(|item| match &item.ink {
        Ink::Text(run) => Some((item.element, run)),
        Ink::Path(_) | Ink::Dots(..) => None,
    })
}

/// The heights at which lines are drawn for an element to be written on.
fn writing_lines(pages: &Pages, page: &Page) -> Vec<(ElementId, f32)> {
    let form = |id: &ElementId| pages.structure.elements[id.0].role == Role::Form(PrintField::Text);
    let lines = page.items.iter().filter_map(|item| Some((item.element.filter(form)?, item.bounds().bottom)));
    lines.collect()
}

// Printers cut off what stands outside the margins, and a hole punch takes what stands in them.
#[test]
fn nothing_of_a_handout_stands_outside_its_margins() {
    for (name, pages) in every_print() {
        for page in &pages.pages {
            for item in page.items.iter().filter(|item| item.element.is_some()) {
                let (ink, area) = (item.bounds(), page.content);
                let inside = ink.left >= area.left - 0.5 && ink.right <= area.right + 1.0;
                assert!(inside && ink.top >= area.top - 0.5 && ink.bottom <= area.bottom + 0.5, "{name}: {item:?}");
            }
        }
    }
}

// Words under the footer, or a line to write on through it, spoil both.
#[test]
fn nothing_of_a_handout_runs_into_its_footer() {
    for (name, pages) in every_print() {
        for page in &pages.pages {
            let number = runs(page).find(|(id, run)| id.is_none() && run.text().starts_with("page "));
            let top = number.map(|(_, run)| run.y - run.size).expect("a footer");
            let lowest = page.items.iter().filter(|item| item.element.is_some()).map(|item| item.bounds().bottom);
            assert!(lowest.fold(0.0, f32::max) < top, "{name}: the footer begins at {top} pt");
        }
    }
}

// The margins themselves must leave what printers cannot reach: a quarter of an inch on each side.
#[test]
fn nothing_at_all_stands_where_printers_cannot_reach() {
    for (name, pages) in every_print() {
        for page in &pages.pages {
            for ink in page.items.iter().map(|item| item.bounds()) {
                let inside = ink.left >= 18.0 && ink.right <= page.width - 18.0;
                assert!(inside && ink.top >= 18.0 && ink.bottom <= page.height - 18.0, "{name}: {ink:?}");
            }
        }
    }
}

// A heading at the foot of a page promises what the reader must turn the page to find.
#[test]
fn no_heading_ends_a_page() {
    for (name, pages) in every_print() {
        for (index, page) in pages.pages.iter().enumerate() {
            let last = page.blocks.last().map(|block| block.kind);
            assert_ne!(last, Some(BlockKind::Heading), "{name}, page {}", index + 1);
        }
    }
}

// Blocks set one over the other are unreadable, and no other check would see it.
#[test]
fn blocks_follow_each_other_down_the_page() {
    for (name, pages) in every_print() {
        for page in &pages.pages {
            for pair in page.blocks.windows(2) {
                assert!(pair[1].top >= pair[0].bottom - 0.01, "{name}: {pair:?}");
            }
        }
    }
}

// Narrower lines make people write less, or not at all.
#[test]
fn lines_to_write_on_are_nine_millimetres_apart() {
    for (name, pages) in every_print() {
        for page in &pages.pages {
            for pair in writing_lines(pages, page).windows(2) {
                let gap = (pair[1].1 - pair[0].1).abs();
                // Cells of one row of a table share a height.
                assert!(!(0.01..NINE_MM).contains(&gap), "{name}: lines {gap} pt apart");
            }
        }
    }
}

// A worksheet in two pieces on two sheets cannot be filled in, nor a picture seen: each must stay on one page.
#[test]
fn no_worksheet_is_cut_by_a_page_break() {
    for (name, pages) in every_print() {
        let whole = |role: Role| !matches!(role, Role::P | Role::LBody);
        let elements = pages.structure.elements.iter().enumerate().filter(|(_, element)| whole(element.role));
        for (id, element) in elements {
            let within = |page: &Page| page.items.iter().any(|item| item.element == Some(ElementId(id)));
            let on = pages.pages.iter().filter(|page| within(page)).count();
            assert!(on <= 1, "{name}: {element:?} stands on {on} pages");
        }
    }
}

// The size of the text is what the formats are chosen for.
#[test]
fn body_text_has_the_size_of_its_format() {
    for (name, pages) in every_print().iter().filter(|(name, _)| !name.starts_with("three-factors")) {
        let size = match pages.format {
            Format::Standard => 14.0,
            Format::Large => 18.0,
            Format::Easy => 16.0,
        };
        let body = |id: &ElementId| matches!(pages.structure.elements[id.0].role, Role::LBody);
        let sizes = pages
            .pages
            .iter()
            .flat_map(runs)
            .filter(|(id, run)| id.as_ref().is_some_and(body) && run.face == Face::Text);
        for (_, run) in sizes {
            assert_eq!(run.size, size, "{name}: {}", run.text());
        }
    }
}

// A poster is read from a step away, and is one page in whatever format it is asked for.
#[test]
fn a_poster_is_one_page_of_words_of_fourteen_points_and_more() {
    for (name, pages) in every_print().iter().filter(|(name, _)| name.starts_with("three-factors")) {
        assert_eq!(pages.pages.len(), 1, "{name}");
        let words = runs(&pages.pages[0]).filter(|(id, run)| id.is_some() && run.face == Face::Text);
        let body = |id: &ElementId| pages.structure.elements[id.0].role == Role::LBody;
        for (_, run) in words.filter(|(id, _)| id.as_ref().is_some_and(body)) {
            assert!(run.size >= 14.0, "{name}: {}", run.text());
        }
    }
}

// Nine points is the least that people over forty read in a footer.
#[test]
fn no_text_is_smaller_than_nine_points() {
    for (name, pages) in every_print() {
        for (_, run) in pages.pages.iter().flat_map(runs) {
            assert!(run.size >= 9.0, "{name}: {} is set in {} pt", run.text(), run.size);
        }
    }
}

// Loose sheets must say what they belong to.
#[test]
fn every_page_says_its_title_number_source_and_date() {
    for (name, pages) in every_print() {
        let count = pages.pages.len();
        let handout = handouts().into_iter().find(|handout| handout.id == pages.id).expect("it is one of them");
        // A long source is cut at the end of its line; it stands whole at the end of the handout.
        let source: String = format!("From “{}", handout.articles[0].title).chars().take(30).collect();
        for (index, page) in pages.pages.iter().enumerate() {
            let footer: Vec<String> = runs(page).filter(|(id, _)| id.is_none()).map(|(_, run)| run.text()).collect();
            let footer = footer.join(" ");
            let number = format!("page {} of {count}", index + 1);
            for words in [pages.title.as_str(), number.as_str(), source.as_str(), "31 January 2026"] {
                assert!(footer.contains(words), "{name}: \"{words}\" is missing in \"{footer}\"");
            }
        }
    }
}

// A glyph of the box for missing characters would be printed in place of a letter.
#[test]
fn the_fonts_hold_every_character() {
    for (name, pages) in every_print() {
        for (_, run) in pages.pages.iter().flat_map(runs) {
            assert!(run.glyphs.iter().all(|glyph| glyph.id != 0), "{name}: {}", run.text());
        }
    }
}

// Every element that should be read out has something to read: words, or what it shows.
#[test]
fn every_leaf_of_the_structure_has_words_or_a_description() {
    for (name, pages) in every_print() {
        for (id, element) in pages.structure.elements.iter().enumerate() {
            let parent = pages.structure.elements.iter().any(|other| other.parent == Some(ElementId(id)));
            let words = pages.pages.iter().flat_map(runs).any(|(of, _)| of == Some(ElementId(id)));
            assert!(parent || words || element.alt.is_some(), "{name}: {element:?} is empty");
        }
    }
}

// One sheet of paper, printed on both sides, is what goes on a fridge. The poster is one side of it; the formulation,
// which is filled in over several sessions, has two sheets.
#[test]
fn a_shipped_handout_is_one_sheet_of_paper_in_the_standard_format() {
    for handout in Library::shipped().expect("it can be read").handouts() {
        for paper in Paper::ALL {
            let pages = lay_out(handout, &options(Format::Standard, paper)).expect("it can be laid out").pages.len();
            let expected = match (handout.layout, handout.id.as_str()) {
                (Layout::Poster, _) => 1,
                (_, "my-formulation") => 4,
                _ => 2,
            };
            assert_eq!(pages, expected, "{} on {paper}", handout.id);
        }
    }
}

// A sheet for two lines of text is wasted, and looks like a mistake.
#[test]
fn no_last_page_is_almost_empty() {
    for (name, pages) in every_print().iter().filter(|(_, pages)| pages.pages.len() > 1) {
        let last = pages.pages.last().expect("a page");
        // The lines for the therapist, which fill what is left, do not count.
        let filled = last.blocks.iter().rev().nth(1).map_or(0.0, |block| block.bottom - last.content.top);
        assert!(filled >= last.content.height() * 0.2, "{name}: {filled} pt of the last page are filled");
    }
}

// Who is in danger must learn it before the first thing to do, and find it by the headings.
#[test]
fn the_words_on_safety_stand_before_what_to_do() {
    for (name, pages) in every_print() {
        let handout = handouts().into_iter().find(|handout| handout.id == pages.id).expect("it is one of them");
        let Some(safety) = handout.safety else { continue };
        let first = &pages.pages[0];
        let place = |words: &str| {
            let mut own = runs(first).filter(|(id, _)| id.is_some());
            own.position(|(_, run)| run.text().contains(words)).unwrap_or_else(|| panic!("{name}: no \"{words}\""))
        };
        let heading = place("Please be safe");
        assert!(place("What this page is for") < heading, "{name}");
        assert!(pages.bookmarks.get(1).is_some_and(|bookmark| bookmark.title == "Please be safe"), "{name}");
        let (element, _) = runs(first).filter(|(id, _)| id.is_some()).nth(heading).expect("the heading");
        assert_eq!(pages.structure.elements[element.expect("an element").0].role, Role::H2, "{name}");
        let before = &pages.structure.elements[..element.expect("an element").0];
        let asks = |role: Role| matches!(role, Role::L | Role::Table | Role::Form(_) | Role::H2);
        assert!(!before.iter().any(|element| asks(element.role)), "{name}: {before:?}");
        let said: String = runs(first).filter(|(id, _)| id.is_some()).map(|(_, run)| run.text()).collect();
        let last = safety.text();
        let last = last.split_whitespace().next_back().expect("a word");
        assert!(said.contains(last), "{name}: it goes on on another page");
    }
}

// Hue is lost on most printers: each factor's line must differ in its dashes too.
#[test]
fn the_factors_are_told_apart_without_colour() {
    let (_, pages) = every_print().iter().find(|(name, _)| name.starts_with("three-roots")).expect("it ships");
    let stroke = |item: &secure_base_handouts::Item| match &item.ink {
        Ink::Path(path) => path.stroke.clone(),
        Ink::Text(_) | Ink::Dots(..) => None,
    };
    let mut lines: Vec<(String, Vec<bool>)> = Vec::new();
    for stroke in pages.pages.iter().flat_map(|page| &page.items).filter_map(stroke).filter(|stroke| stroke.width > 0.9)
    {
        let pattern: Vec<bool> = stroke.dash.iter().map(|length| *length > 0.0).collect();
        let hue = format!("{:?}", stroke.colour);
        if !lines.contains(&(hue.clone(), pattern.clone())) {
            lines.push((hue, pattern));
        }
    }
    for pattern in [vec![true, true], vec![false, true]] {
        assert_eq!(lines.iter().filter(|(_, other)| *other == pattern).count(), 1, "{lines:?}");
    }
}

// A worksheet is never cut, so one that is higher than a page must be refused in words that say which.
#[test]
fn a_part_higher_than_a_page_is_refused_by_its_name() {
    let long = EVERY_PART.replace("lines = 12", "lines = 60");
    let handout = library().compose(&long).expect("it composes");
    let error = lay_out(&handout, &options(Format::Standard, Paper::A4)).expect_err("sixty lines need two pages");
    assert_eq!(
        error.to_string(),
        "\"What else?\" in handout \"every-part\" is higher than one page; shorten it or split it in two"
    );
}

// The lines for the therapist's words use up the last page instead of leaving it bare.
#[test]
fn the_therapists_lines_fill_the_last_page() {
    for (name, pages) in every_print() {
        let last = pages.pages.last().expect("a page");
        let lines = writing_lines(pages, last);
        let bottom = lines.last().map_or(0.0, |(_, y)| *y);
        let own = lines.iter().filter(|(id, _)| Some(id) == lines.last().map(|(id, _)| id)).count();
        assert!(own >= 9 || last.content.bottom - bottom < 40.0, "{name}: {own} lines, the last at {bottom} pt");
    }
}
