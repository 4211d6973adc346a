//! Prose: the small part of Markdown that a handout is written in.
//!
//! Paragraphs, bullet lists, numbered steps and **bold**. Anything else is refused rather than dropped, so that no
//! word of a library file goes missing on paper; italics are refused because they are hard to read.

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde::Serialize;

/// A stretch of text in one weight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Whether they are bold.
    pub strong: bool,
    /// Whether they are in italics.
    pub slanted: bool,
}

/// One paragraph's worth of text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Prose(pub Vec<Span>);

/// A block of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Block {
    /// A paragraph.
    Paragraph(Prose),
    /// A bullet list.
    Bullets(Vec<Prose>),
    /// Numbered steps.
    Steps {
        /// The number of the first.
        first: u64,
        /// The steps.
        items: Vec<Prose>,
    },
}

impl Prose {
    /// Text in the regular weight.
    pub fn plain(text: impl Into<String>) -> Self {
        Prose(vec![Span { text: text.into(), strong: false, slanted: false }])
    }

    /// Text in bold.
    pub fn strong(text: impl Into<String>) -> Self {
        Prose(vec![Span { text: text.into(), strong: true, slanted: false }])
    }

    /// One paragraph of Markdown; the reason where it is not exactly one.
    pub fn parse(markdown: &str) -> Result<Self, String> {
        match <[Block; 1]>::try_from(blocks(&without_number(markdown))?) {
            Ok([Block::Paragraph(prose)]) => Ok(prose),
            _ => Err(format!("\"{markdown}\" must be one paragraph of text")),
        }
    }

    /// Whether there is nothing to read in it.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|span| span.text.trim().is_empty())
    }

    /// The words without their weights.
    pub fn text(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }

    /// This prose, then `other`.
    pub fn then(mut self, other: &Prose) -> Self {
        self.0.extend(other.0.iter().cloned());
        self
    }

    fn push(&mut self, text: &str, strong: bool) {
        match self.0.last_mut() {
            Some(span) if span.strong == strong => span.text.push_str(text),
            _ => self.0.push(Span { text: text.into(), strong, slanted: false }),
        }
    }
}

impl Block {
    /// The block's paragraphs or items, one a line.
    pub fn text(&self) -> String {
        match self {
            Block::Paragraph(prose) => prose.text(),
            Block::Bullets(items) | Block::Steps { items, .. } => {
                items.iter().map(Prose::text).collect::<Vec<_>>().join("\n")
            }
        }
    }
}

/// One paragraph that begins with "1." means the number, not a list of one step.
fn without_number(markdown: &str) -> Cow<'_, str> {
    let rest = markdown.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.len() < markdown.len() && rest.starts_with(['.', ')']) {
        true => Cow::Owned(format!("{}\\{rest}", &markdown[..markdown.len() - rest.len()])),
        false => Cow::Borrowed(markdown),
    }
}

/// Reads Markdown into blocks; the reason where it uses more than handouts print.
pub fn blocks(markdown: &str) -> Result<Vec<Block>, String> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_SMART_PUNCTUATION) {
        reader.take(event)?;
    }
    Ok(reader.blocks)
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    prose: Prose,
    strong: bool,
    /// The items of a list so far, and the number of the first where they are numbered.
    list: Option<(Option<u64>, Vec<Prose>)>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Text(text) => self.prose.push(&text, self.strong),
            Event::SoftBreak => self.prose.push(" ", self.strong),
            Event::Start(Tag::Strong) => self.strong = true,
            Event::End(TagEnd::Strong) => self.strong = false,
            Event::Start(Tag::Paragraph | Tag::Item) => {}
            Event::End(TagEnd::Paragraph) => self.end_paragraph(),
            Event::End(TagEnd::Item) => self.end_item(),
            Event::Start(Tag::List(first)) if self.list.is_none() => self.list = Some((first, Vec::new())),
            Event::End(TagEnd::List(_)) => self.end_list(),
            other => return Err(format!("{other:?} is not printed; use paragraphs, lists and bold only")),
        }
        Ok(())
    }

    fn end_paragraph(&mut self) {
        if self.list.is_none() {
            let prose = std::mem::take(&mut self.prose);
            self.blocks.push(Block::Paragraph(prose));
        }
    }

    fn end_item(&mut self) {
        let prose = std::mem::take(&mut self.prose);
        if let Some((_, items)) = &mut self.list {
            items.push(prose);
        }
    }

    fn end_list(&mut self) {
        if let Some((first, items)) = self.list.take() {
            self.blocks.push(match first {
                Some(first) => Block::Steps { first, items },
                None => Block::Bullets(items),
            });
        }
    }
}
