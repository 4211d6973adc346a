//! A note as plain text.

use super::{NoteBlock, NoteSheet, TaggedWords};

impl NoteSheet {
    /// The note as text without any marks, with everything that its print holds.
    pub fn to_text(&self) -> String {
        let mut lines = vec![self.title.clone()];
        lines.extend(self.all_facts().map(|fact| format!("{}: {}", fact.label, fact.words)));
        lines.push(String::new());
        blocks(&self.body, 0, &mut lines);
        tagged("Tagged passages", &self.passages, &mut lines);
        lines.extend([String::new(), "Signature".into()]);
        match &self.signature {
            Some(signature) => lines.extend(std::iter::once(signature.sentence.clone()).chain(signature.late.clone())),
            None => lines.push("This is a draft. It has not been signed.".into()),
        }
        for addendum in &self.addenda {
            lines.extend([
                String::new(),
                format!("Addendum, {}", addendum.added),
                format!("Reason: {}", addendum.reason),
            ]);
            blocks(&addendum.body, 0, &mut lines);
        }
        tagged("Tagged after signing", &self.annotations, &mut lines);
        lines.join("\n") + "\n"
    }
}

fn tagged(heading: &str, passages: &[TaggedWords], lines: &mut Vec<String>) {
    if !passages.is_empty() {
        lines.extend([String::new(), heading.into()]);
        lines.extend(passages.iter().map(TaggedWords::sentence));
    }
}

fn blocks(blocks_of: &[NoteBlock], indent: usize, lines: &mut Vec<String>) {
    let space = " ".repeat(indent);
    for block in blocks_of {
        match block {
            NoteBlock::Heading(words) => lines.extend([String::new(), format!("{space}{words}")]),
            NoteBlock::Paragraph(prose) => {
                lines.extend(prose.text().split('\n').map(|line| format!("{space}{line}")));
            }
            NoteBlock::List { start, items } => list(*start, items, indent, lines),
        }
    }
}

fn list(start: Option<u32>, items: &[Vec<NoteBlock>], indent: usize, lines: &mut Vec<String>) {
    for (index, item) in items.iter().enumerate() {
        let mark = start.map_or_else(|| "- ".into(), |first| format!("{}. ", u64::from(first) + index as u64));
        let first = lines.len();
        blocks(item, indent + mark.len(), lines);
        match lines.get_mut(first) {
            Some(line) => line.replace_range(indent..indent + mark.len(), &mark),
            None => lines.push(format!("{}{mark}", " ".repeat(indent))),
        }
    }
}
