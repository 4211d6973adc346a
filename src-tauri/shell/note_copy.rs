//! A session's note as it leaves the practice: its record put into the words that a copy holds.

use chrono::{DateTime, Local, NaiveDate, Utc};
use secure_base_handouts::{Fact, NoteBlock, NoteSheet, Paper, Prose, Span};
use secure_base_model::Tag;
use secure_base_practice::{
    Addendum, Annotation, Attendance, Document, Late, Mode, Now, OutlineBlock, Passage, Session, SessionPage,
    Signature, Words,
};

/// The copy of a note, dated `now`, in the clinician's own time.
///
/// # Errors
/// [`secure_base_practice::Error::Invalid`] when the note is no document.
pub fn sheet(practice: &str, page: &SessionPage, paper: Paper, now: Now) -> secure_base_practice::Result<NoteSheet> {
    let document = Document::parse(&page.note.document)?;
    let annotations = page.signed.iter().flat_map(|signed| &signed.annotations);
    Ok(NoteSheet {
        practice: practice.into(),
        client: page.client.name.clone(),
        title: format!("Session {}", page.session.number),
        facts: facts(&page.session),
        body: blocks(document.outline()),
        passages: page
            .note
            .emphasis
            .iter()
            .map(emphasised)
            .chain(document.extract().passages.into_iter().map(tagged))
            .collect(),
        annotations: annotations.map(annotated).collect(),
        signature: page.signed.as_ref().map(|signed| signature(&signed.signature)),
        addenda: page.addenda.iter().map(addendum).collect(),
        printed_on: now.date_naive(),
        paper,
    })
}

/// A name for the file that names no client.
pub fn file_name(session: &Session, extension: &str) -> String {
    format!("session-{}-of-{}.{extension}", session.number, session.day)
}

fn facts(session: &Session) -> Vec<Fact> {
    let mode = session.mode.map(|mode| match mode {
        Mode::InPerson => "in person",
        Mode::Phone => "by phone",
        Mode::Video => "by video",
    });
    let attendance = session.attendance.map(|attendance| match attendance {
        Attendance::Attended => "attended",
        Attendance::LateCancellation => "cancelled late",
        Attendance::NoShow => "nobody came",
    });
    let said = [
        ("Date", Some(day(session.day))),
        ("Start", session.starts_at.map(|time| time.to_string())),
        ("Length", session.minutes.map(|minutes| format!("{minutes} min"))),
        ("Held", mode.map(Into::into)),
        ("Attendance", attendance.map(Into::into)),
        ("Present", session.present.clone()),
    ];
    said.into_iter().filter_map(|(label, words)| Some(Fact { label: label.into(), words: words? })).collect()
}

/// A day in words.
pub fn day(day: NaiveDate) -> String {
    day.format("%A %-d %B %Y").to_string()
}

/// A moment by the clock of its own day, which may not have been that of today.
pub fn moment(at: DateTime<Utc>) -> String {
    at.with_timezone(&Local).format("%-d %B %Y at %H:%M").to_string()
}

fn signature(signature: &Signature) -> secure_base_handouts::Signature {
    let sentence = format!("Signed on {} in the practice {}.", moment(signature.signed_at), signature.signed_by);
    let late = (!signature.late.is_empty()).then(|| {
        let reasons: Vec<String> = signature.late.iter().map(lateness).collect();
        format!("Late entry: {}.", reasons.join(", "))
    });
    secure_base_handouts::Signature { sentence, late }
}

fn lateness(late: &Late) -> String {
    match late {
        Late::Begun { on } => format!("first written on {}", on.format("%-d %B %Y")),
        Late::Signed { on } => format!("signed on {}", on.format("%-d %B %Y")),
    }
}

fn emphasised(tag: &Tag) -> secure_base_handouts::TaggedWords {
    secure_base_handouts::TaggedWords { tag: *tag, words: None, comment: None, added: None }
}

fn tagged(passage: Passage) -> secure_base_handouts::TaggedWords {
    let Passage { tag, words, comment, .. } = passage;
    secure_base_handouts::TaggedWords { tag, words: Some(words), comment, added: None }
}

fn annotated(annotation: &Annotation) -> secure_base_handouts::TaggedWords {
    let Annotation { tag, words, comment, made_at, .. } = annotation;
    let comment = Some(comment.clone()).filter(|comment| !comment.is_empty());
    let added = Some(moment(*made_at));
    secure_base_handouts::TaggedWords { tag: *tag, words: Some(words.clone()), comment, added }
}

fn addendum(addendum: &Addendum) -> secure_base_handouts::Addendum {
    secure_base_handouts::Addendum {
        added: moment(addendum.signed_at),
        reason: addendum.reason.clone(),
        body: addendum
            .text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| NoteBlock::Paragraph(Prose::plain(line)))
            .collect(),
    }
}

/// The blocks of a note as they are printed.
pub fn blocks(outline: Vec<OutlineBlock>) -> Vec<NoteBlock> {
    let block = |block| match block {
        OutlineBlock::Heading(words) => NoteBlock::Heading(words),
        OutlineBlock::Paragraph(words) => NoteBlock::Paragraph(prose(words)),
        OutlineBlock::List { start, items } => {
            NoteBlock::List { start, items: items.into_iter().map(blocks).collect() }
        }
    };
    outline.into_iter().map(block).collect()
}

fn prose(words: Vec<Words>) -> Prose {
    Prose(words.into_iter().map(|Words { text, strong, slanted }| Span { text, strong, slanted }).collect())
}
