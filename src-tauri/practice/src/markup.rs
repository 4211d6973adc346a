//! The light markup in which the sample's notes are written, as documents.

use secure_base_model::{Aspect, Factor};

use crate::{
    Document, Error, Result,
    document::{Block, HeadingAttrs, Inline, Item, Mark, TagAttrs},
};

/// Paragraphs, `- ` lists, `## ` headings, `{S shows: passages}`.
pub(crate) fn read(markup: &str) -> Result<Document> {
    let mut marks = 0;
    let mut content = Vec::new();
    for text in markup.split("\n\n").map(str::trim).filter(|text| !text.is_empty()) {
        // A heading may stand right above its list, with no line between.
        let rest = match text.strip_prefix("## ") {
            Some(headed) => {
                let (title, rest) = headed.split_once('\n').unwrap_or((headed, ""));
                content.push(Block::Heading { attrs: HeadingAttrs { level: 2 }, content: line(title, &mut marks)? });
                rest
            }
            None => text,
        };
        if !rest.is_empty() {
            content.push(block(rest, &mut marks)?);
        }
    }
    Ok(Document::of(content))
}

fn block(text: &str, marks: &mut u32) -> Result<Block> {
    if text.lines().all(|l| l.starts_with("- ")) {
        let items = text.lines().map(|l| {
            let content = vec![Block::Paragraph { content: line(&l[2..], marks)? }];
            Ok(Item::ListItem { content })
        });
        return Ok(Block::BulletList { content: items.collect::<Result<_>>()? });
    }
    Ok(Block::Paragraph { content: line(&text.replace('\n', " "), marks)? })
}

/// Text with tags: `{` opens one, `}` closes the latest; `**` turns bold on and off.
fn line(text: &str, count: &mut u32) -> Result<Vec<Inline>> {
    let mut inlines = Vec::new();
    let mut open: Vec<Mark> = Vec::new();
    let mut bold = false;
    let mut rest = text;
    while !rest.is_empty() {
        let stop = rest.find(['{', '}', '*']).unwrap_or(rest.len());
        let (plain, tail) = rest.split_at(stop);
        push(&mut inlines, plain, &open, bold);
        rest = if let Some(inside) = tail.strip_prefix('{') {
            let (head, words) = inside.split_once(": ").ok_or_else(|| bad(text))?;
            open.push(tag(head, count).ok_or_else(|| bad(text))?);
            words
        } else if let Some(after) = tail.strip_prefix('}') {
            open.pop().ok_or_else(|| bad(text))?;
            after
        } else if let Some(after) = tail.strip_prefix("**") {
            bold = !bold;
            after
        } else if let Some(after) = tail.strip_prefix('*') {
            push(&mut inlines, "*", &open, bold);
            after
        } else {
            tail
        };
    }
    if open.is_empty() { Ok(inlines) } else { Err(bad(text)) }
}

fn push(inlines: &mut Vec<Inline>, text: &str, open: &[Mark], bold: bool) {
    if !text.is_empty() {
        let marks = bold.then_some(Mark::Strong).into_iter().chain(open.iter().cloned()).collect();
        inlines.push(Inline::Text { text: text.into(), marks });
    }
}

fn tag(head: &str, count: &mut u32) -> Option<Mark> {
    let (factor, aspect) = head.split_once(' ')?;
    let (factor, aspect): (Factor, Aspect) = (factor.parse().ok()?, aspect.parse().ok()?);
    *count += 1;
    Some(Mark::Tag { attrs: TagAttrs { passage: format!("sample-{count}"), factor, aspect, comment: None } })
}

fn bad(text: &str) -> Error {
    let start: String = text.chars().take(40).collect();
    Error::invalid(format!("The sample's markup is broken in \"{start}…\""))
}
