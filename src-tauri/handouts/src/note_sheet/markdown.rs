//! A note as CommonMark: read anywhere, in forty years too.

use super::{Addendum, NoteBlock, NoteSheet, TaggedWords};
use crate::Prose;

impl NoteSheet {
    /// The note as CommonMark, with everything that its print holds.
    pub fn to_markdown(&self) -> String {
        let mut out = Markdown::default();
        out.line(&format!("# {}", escaped(&self.title)));
        let facts = self.all_facts().map(|fact| format!("- **{}:** {}", escaped(&fact.label), escaped(&fact.words)));
        out.line(&facts.collect::<Vec<_>>().join("\n"));
        out.blocks(&self.body, "");
        out.tagged("Tagged passages", &self.passages);
        out.line("## Signature");
        match &self.signature {
            Some(signature) => {
                [Some(&signature.sentence), signature.late.as_ref()]
                    .into_iter()
                    .flatten()
                    .for_each(|s| out.line(&escaped(s)));
            }
            None => out.line("This is a draft. It has not been signed."),
        }
        self.addenda.iter().for_each(|addendum| out.addendum(addendum));
        out.tagged("Tagged after signing", &self.annotations);
        out.text
    }
}

#[derive(Default)]
struct Markdown {
    text: String,
}

impl Markdown {
    /// A block of its own, with an empty line before it.
    fn line(&mut self, line: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn addendum(&mut self, addendum: &Addendum) {
        self.line(&format!("## Addendum, {}", escaped(&addendum.added)));
        self.line(&format!("**Reason:** {}", escaped(&addendum.reason)));
        self.blocks(&addendum.body, "");
    }

    fn tagged(&mut self, heading: &str, passages: &[TaggedWords]) {
        if !passages.is_empty() {
            self.line(&format!("## {heading}"));
            let lines: Vec<String> =
                passages.iter().map(|passage| format!("- {}", escaped(&passage.sentence()))).collect();
            self.line(&lines.join("\n"));
        }
    }

    fn blocks(&mut self, blocks: &[NoteBlock], indent: &str) {
        for block in blocks {
            match block {
                NoteBlock::Heading(words) => self.line(&format!("{indent}## {}", escaped(&words.replace('\n', " ")))),
                NoteBlock::Paragraph(prose) => self.line(&format!("{indent}{}", inline(prose, indent))),
                NoteBlock::List { start, items } => self.list(*start, items, indent),
            }
        }
    }

    fn list(&mut self, start: Option<u32>, items: &[Vec<NoteBlock>], indent: &str) {
        for (index, item) in items.iter().enumerate() {
            // Nine digits are the most that CommonMark reads as a number.
            let number = |first: u32| (u64::from(first) + index as u64).min(999_999_999);
            let mark = start.map_or_else(|| "- ".into(), |first| format!("{}. ", number(first)));
            let inner = format!("{indent}{}", " ".repeat(mark.len()));
            let mut body = Markdown::default();
            body.blocks(item, &inner);
            // The mark takes the place of the first line's indent.
            let words = body.text.strip_prefix(&inner).unwrap_or(&body.text).trim_end();
            self.line(&format!("{indent}{mark}{words}"));
        }
    }
}

/// Spans with their weights. Spaces stay outside the marks, which would not count otherwise.
fn inline(prose: &Prose, indent: &str) -> String {
    let mut out = String::new();
    for span in &prose.0 {
        let mark = match (span.strong, span.slanted) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        let words = span.text.trim();
        let start = span.text.len() - span.text.trim_start().len();
        let end = start + words.len();
        let mark = if words.is_empty() { "" } else { mark };
        out.push_str(&span.text[..start]);
        out.push_str(&format!("{mark}{}{mark}", escaped(words)));
        out.push_str(&span.text[end.max(start)..]);
    }
    let broken = out.trim().replace('\n', &format!("\\\n{indent}"));
    guarded_start(&broken)
}

/// What begins like a heading, a list or a rule, and is only words.
fn guarded_start(line: &str) -> String {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let numbered = digits > 0 && line[digits..].starts_with(['.', ')']);
    match line.chars().next() {
        Some('#' | '+' | '-' | '=' | '~') => format!("\\{line}"),
        Some(_) if numbered => format!("{}\\{}", &line[..digits], &line[digits..]),
        _ => line.into(),
    }
}

fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for sign in words.chars() {
        if matches!(sign, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|') {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}
