//! What is missing before a note is signed. Only an empty note cannot be signed; all else is named, and left to her.

use std::collections::HashSet;

use serde::Serialize;
use specta::Type;

use crate::{
    Attendance, Document, Homework, HomeworkId, Late, Now, Practice, Result, Session, SessionId,
    document::{Block, Inline, Item},
    lateness, template, tidy,
};

/// The template whose every heading wants words, in whichever form's note it stands.
pub(crate) const RISK: &str = "risk";

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "what", rename_all = "camelCase")]
pub enum Gap {
    /// The note has no words: it cannot be signed.
    Words,
    /// Whether the session took place.
    Attendance,
    /// When it started.
    Start,
    /// How long it took.
    Length,
    /// A risk assessment is left open: nothing stands under this heading of its form.
    Risk {
        /// The heading's words.
        heading: String,
    },
    /// Words of an earlier note stand in it as they were copied: nobody has touched them since.
    Copied,
    /// Nobody has asked about a task: a look at it is missing, or the word that it was not discussed.
    Homework {
        /// The task.
        task: HomeworkId,
        /// What it is.
        words: String,
    },
}

/// What there is to say before a note is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BeforeSigning {
    /// What is missing.
    pub gaps: Vec<Gap>,
    /// Why it would be a late entry.
    pub late: Vec<Late>,
    /// How many passages are tagged.
    pub passages: u32,
}

/// A note about to be signed.
struct Draft<'a> {
    session: &'a Session,
    template: Option<&'a str>,
    document: &'a Document,
    unasked: Vec<Homework>,
}

/// What is asked of every note. Each question answers with what it misses.
const QUESTIONS: [fn(&Draft) -> Vec<Gap>; 6] = [words, attendance, time, risk, copied, homework];

fn words(draft: &Draft) -> Vec<Gap> {
    if draft.document.has_words() { Vec::new() } else { vec![Gap::Words] }
}

fn attendance(draft: &Draft) -> Vec<Gap> {
    if draft.session.attendance.is_some() { Vec::new() } else { vec![Gap::Attendance] }
}

/// A session that did not take place has neither start nor length.
fn time(draft: &Draft) -> Vec<Gap> {
    let Session { attendance, starts_at, minutes, .. } = draft.session;
    if matches!(attendance, Some(Attendance::LateCancellation | Attendance::NoShow)) {
        return Vec::new();
    }
    let start = starts_at.is_none().then_some(Gap::Start);
    let length = minutes.is_none().then_some(Gap::Length);
    start.into_iter().chain(length).collect()
}

fn risk(draft: &Draft) -> Vec<Gap> {
    let standing = risk_headings(draft.document);
    if draft.template != Some(RISK) && standing.len() < 2 {
        return Vec::new();
    }
    let open = open_headings(draft.document).into_iter().filter(|title| standing.contains(&tidy::folded(title)));
    open.map(|heading| Gap::Risk { heading }).collect()
}

/// The headings of the risk form that stand in a note. One such heading alone, as "Action", may be another form's.
fn risk_headings(document: &Document) -> HashSet<String> {
    let own: Vec<String> = template::headings_of(RISK).into_iter().map(tidy::folded).collect();
    titles(document).map(|title| tidy::folded(&title)).filter(|title| own.contains(title)).collect()
}

/// Whether a note holds the risk form with something written in it.
pub(crate) fn has_risk_form(template: Option<&str>, document: &Document) -> bool {
    let standing = risk_headings(document);
    if standing.len() < 2 {
        return template == Some(RISK) && document.has_words();
    }
    let open: HashSet<String> = open_headings(document).iter().map(|title| tidy::folded(title)).collect();
    standing.iter().any(|title| !open.contains(title))
}

fn copied(draft: &Draft) -> Vec<Gap> {
    if draft.document.untouched_copies() == 0 { Vec::new() } else { vec![Gap::Copied] }
}

fn homework(draft: &Draft) -> Vec<Gap> {
    draft.unasked.iter().map(|task| Gap::Homework { task: task.id, words: task.task.clone() }).collect()
}

/// The words of every heading.
fn titles(document: &Document) -> impl Iterator<Item = String> {
    document.content.iter().filter_map(|block| match block {
        Block::Heading { content, .. } => Some(words_of(content)),
        _ => None,
    })
}

/// The headings under which nothing is written before the next one of their rank or a higher one.
fn open_headings(document: &Document) -> Vec<String> {
    let blocks = &document.content;
    let heading = |block: &Block| match block {
        Block::Heading { attrs, content } => Some((attrs.level, words_of(content))),
        _ => None,
    };
    let open = |(at, block): (usize, &Block)| {
        let (level, title) = heading(block)?;
        let below = blocks[at + 1..].iter().take_while(|next| heading(next).is_none_or(|(other, _)| other > level));
        let mut text = below.filter(|next| heading(next).is_none());
        let written = text.any(has_words);
        (!written && !title.trim().is_empty()).then_some(title)
    };
    blocks.iter().enumerate().filter_map(open).collect()
}

fn words_of(inlines: &[Inline]) -> String {
    let word = |inline: &Inline| match inline {
        Inline::Text { text, .. } => text.clone(),
        Inline::HardBreak { .. } => " ".into(),
    };
    inlines.iter().map(word).collect()
}

fn has_words(block: &Block) -> bool {
    match block {
        Block::Paragraph { content } | Block::Heading { content, .. } => !words_of(content).trim().is_empty(),
        Block::BulletList { content } | Block::OrderedList { content, .. } => {
            content.iter().any(|Item::ListItem { content }| content.iter().any(has_words))
        }
    }
}

impl Document {
    /// Whether anything is written in it.
    pub(crate) fn has_words(&self) -> bool {
        self.content.iter().any(has_words)
    }
}

impl Practice {
    /// What is missing in a note, and what signing it now would say of it.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`]; [`crate::Error::Unreadable`] when the stored note does not parse.
    pub fn before_signing(&self, session: SessionId, now: Now) -> Result<BeforeSigning> {
        let (session, note) = (self.session(session)?, self.note(session)?);
        let (template, begun_on) = self.note_origin(session.id)?;
        let document = Document::parse(&note.document)?;
        let unasked = self.homework_unasked(&session)?;
        let draft = Draft { session: &session, template: template.as_deref(), document: &document, unasked };
        Ok(BeforeSigning {
            gaps: QUESTIONS.iter().flat_map(|ask| ask(&draft)).collect(),
            late: lateness(session.day, begun_on, now.date_naive()),
            passages: document.extract().passages.len() as u32,
        })
    }
}
