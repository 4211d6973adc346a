//! A session's note on paper.

use chrono::NaiveDate;
use secure_base_handouts::{
    Addendum, BlockKind, Fact, Ink, NoteBlock, NoteSheet, Page, Paper, Prose, RecordPart, RecordSheet, Signature,
    TaggedWords, lay_out_note, print_note, print_record,
};
use secure_base_model::{Aspect, Factor, Tag};

fn sheet(body: Vec<NoteBlock>) -> NoteSheet {
    NoteSheet {
        practice: "Harbour Street".into(),
        client: "Robin Ashdown".into(),
        title: "Session 12".into(),
        facts: vec![Fact { label: "Date".into(), words: "Thursday 19 November 2026".into() }],
        body,
        passages: Vec::new(),
        annotations: Vec::new(),
        signature: None,
        addenda: Vec::new(),
        printed_on: NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day"),
        paper: Paper::A4,
    }
}

fn full_sheet() -> NoteSheet {
    let paragraph = |words: &str| NoteBlock::Paragraph(Prose::plain(words));
    let tag = Tag { factor: Factor::S, aspect: Aspect::Healthy };
    let list = NoteBlock::List {
        start: Some(9),
        items: vec![
            vec![paragraph("The ninth.")],
            vec![paragraph("The tenth."), NoteBlock::List { start: None, items: vec![vec![paragraph("Within it.")]] }],
        ],
    };
    let tagged =
        TaggedWords { tag, words: Some("Settled alone.".into()), comment: Some("first time".into()), added: None };
    NoteSheet {
        passages: vec![tagged.clone()],
        annotations: vec![TaggedWords { added: Some("20 November 2026".into()), ..tagged }],
        signature: Some(Signature { sentence: "Signed on 19 November 2026.".into(), late: Some("Late entry.".into()) }),
        addenda: vec![Addendum {
            added: "20 November 2026".into(),
            reason: "A slip".into(),
            body: vec![paragraph("Mended.")],
        }],
        ..sheet(vec![NoteBlock::Heading("Subjective".into()), paragraph("Slept better."), list])
    }
}

fn words(page: &Page) -> String {
    let runs = page.items.iter().filter(|item| item.element.is_some()).filter_map(|item| match &item.ink {
        Ink::Text(run) => Some(run.text()),
        Ink::Path(_) | Ink::Dots(..) => None,
    });
    runs.collect::<Vec<_>>().join(" ")
}

fn all_words(sheet: &NoteSheet) -> String {
    let pages = lay_out_note(sheet).expect("it is set");
    let text = pages.pages.iter().map(words).collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

// What leaves the practice must be what was written, in the order in which it was written.
#[test]
fn every_part_is_on_paper_in_order() {
    let text = all_words(&full_sheet());
    let parts = [
        "Session 12",
        "Client Robin Ashdown",
        "Thursday 19 November 2026",
        "Subjective",
        "Slept better.",
        "9. The ninth.",
        "10. The tenth.",
        "• Within it.",
        "S Relationship with self, healthy: “Settled alone.” (first time)",
        "Signed on 19 November 2026.",
        "Late entry.",
        "Name, signature, date",
        "Addendum, 20 November 2026",
        "Reason: A slip",
        "Mended.",
        "Tagged after signing",
        "(20 November 2026)",
    ];
    let mut from = 0;
    for part in parts {
        let at = text[from..].find(part).unwrap_or_else(|| panic!("“{part}” is missing after {from}: {text}"));
        from += at + part.len();
    }
    assert!(!text.contains("draft"), "a signed note is no draft");
}

// The open formats are for the day when there is no Secure Base: they must hold what the print holds.
#[test]
fn the_open_formats_hold_every_part() {
    let sheet = full_sheet();
    let (markdown, text) = (sheet.to_markdown(), sheet.to_text());
    let parts = [
        "Session 12",
        "Subjective",
        "9. The ninth.",
        "Within it.",
        "Settled alone.",
        "first time",
        "Late entry.",
        "Robin Ashdown",
        "A slip",
        "Mended.",
        "20 November 2026",
    ];
    for part in parts {
        assert!(markdown.contains(part), "“{part}” in {markdown}");
        assert!(text.contains(part), "“{part}” in {text}");
    }
    assert!(text.contains("10. The tenth.\n    - Within it."), "lists stand in: {text}");
}

// Words that look like marks must stay words: a clinician's asterisk is not emphasis.
#[test]
fn markdown_reads_back_as_what_was_written() {
    let lines = [
        "# no heading",
        "- no item",
        "1. no number",
        "*not* _slanted_",
        "<b>no tag</b> &amp; [no](link)",
        "`code`",
        "a\\b",
        "+ plus",
        "=== line",
        "~~~",
        "1) one",
        "> no quote",
        "| a | b |",
        "***",
        "---",
    ];
    for line in lines {
        let markdown = sheet(vec![NoteBlock::Paragraph(Prose::plain(line))]).to_markdown();
        let found = pulldown_cmark::Parser::new(&markdown);
        let mut text = String::new();
        for event in found {
            match event {
                pulldown_cmark::Event::Text(words) | pulldown_cmark::Event::Code(words) => text.push_str(&words),
                pulldown_cmark::Event::End(_) => text.push('\n'),
                _ => {}
            }
        }
        assert!(text.lines().any(|found| found == line), "“{line}” reads back from {markdown:?} as {text:?}");
        let emphasised = markdown.lines().skip(4).any(|line| line.starts_with("##") && line.contains("no heading"));
        assert!(!emphasised, "{markdown}");
    }
}

// A draft that looks like a signed record could be taken for one.
#[test]
fn a_draft_says_so() {
    assert!(all_words(&sheet(Vec::new())).contains("It has not been signed."));
}

// A paragraph longer than a page goes on on the next one, no word lost, and no heading is left behind at a foot.
#[test]
fn long_paragraphs_go_on_over_pages() {
    let long: String = (0..30_000).map(|n| format!("word{n} ")).collect();
    let mut body = vec![NoteBlock::Paragraph(Prose::plain(long.trim()))];
    for n in 0..120 {
        body.push(NoteBlock::Heading(format!("Heading {n}")));
        body.push(NoteBlock::Paragraph(Prose::plain("Something said under it. ".repeat(n % 40 + 1).trim())));
    }
    let pages = lay_out_note(&sheet(body)).expect("it is set");
    let text = pages.pages.iter().map(words).collect::<Vec<_>>().join(" ");
    let found: Vec<&str> = text.split_whitespace().filter(|word| word.starts_with("word")).collect();
    let wanted: Vec<String> = (0..30_000).map(|n| format!("word{n}")).collect();
    assert!(found.iter().eq(wanted.iter()), "every word once, in order: {} found", found.len());
    for (number, page) in pages.pages.iter().enumerate() {
        assert!(
            page.blocks.iter().all(|block| block.bottom <= page.content.bottom + 0.1),
            "page {number} holds its text"
        );
        let last = page.blocks.last().expect("no page is empty");
        assert_ne!(last.kind, BlockKind::Heading, "page {number} ends in a heading");
    }
}

// A box on paper must not pass for what was written.
#[test]
fn signs_without_a_typeface_are_named() {
    let text = all_words(&sheet(vec![NoteBlock::Paragraph(Prose::plain("Said \u{10600} and smiled."))]));
    assert!(text.contains("stand as empty boxes: U+10600."), "{text}");
    assert!(!all_words(&full_sheet()).contains("U+"), "all else is drawn");
}

// Two printings of one note are the same file, and its name names no client.
#[test]
fn a_note_prints_the_same_each_time() {
    let first = print_note(&full_sheet()).expect("it prints");
    let second = print_note(&full_sheet()).expect("it prints");
    if let Some(folder) = std::env::var_os("KEEP_NOTE") {
        std::fs::write(std::path::Path::new(&folder).join("note.pdf"), &first.bytes).expect("it is kept");
    }
    assert_eq!(first, second);
    assert_eq!(first.file_name, "note.pdf");
}

// Who asks for the record gets all of it in one document that can be read from its beginning to its end.
#[test]
fn a_whole_record_is_one_document() {
    let title = |title: &str, body| RecordPart::Words { title: title.into(), facts: Vec::new(), body };
    let many = |note: NoteSheet| {
        (1..=30).map(move |n| RecordPart::Note(NoteSheet { title: format!("Session {n}"), ..note.clone() }))
    };
    let parts = [title("Record", Vec::new())]
        .into_iter()
        .chain(many(full_sheet()))
        .chain([title("Homework", vec![NoteBlock::Heading("A walk".into())])])
        .collect();
    let NoteSheet { practice, client, printed_on, paper, .. } = full_sheet();
    let printed = print_record(&RecordSheet { practice, client, parts, printed_on, paper }).expect("it prints");
    assert!(printed.pages > 8, "{} pages", printed.pages);
    assert_eq!(printed.file_name, "record.pdf", "the name names nobody");
    assert!(printed.bytes.starts_with(b"%PDF"));
}
