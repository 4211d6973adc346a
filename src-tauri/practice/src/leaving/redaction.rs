//! Leaving words out of a copy of a record: those about somebody else, with the reason in their place.

use std::ops::Range;

use serde::Deserialize;
use specta::Type;

use crate::{
    Document, Error, Result,
    document::{Block, Inline, Item, Mark},
    tidy,
};

/// The longest words that are left out at a time, in characters.
const LONGEST_WORDS: usize = 2_000;
/// So many are left out of one copy at most.
const MOST: usize = 200;
/// What stands for the rest of words that began in another piece of the text.
const ON: &str = "[…]";

/// Words to leave out wherever they stand, and why.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
pub struct Redaction {
    /// The words as they stand, whatever their capitals, the shape of their quotes and dashes; several lines are several words.
    pub words: String,
    /// Why, in words that the reader sees in their place; 1 to 300 characters.
    pub reason: String,
}

/// A stretch of a text, in characters, and which reason it has.
type Stretch = (Range<usize>, usize);

/// Leaves out what it was told to.
#[derive(Clone, Debug, Default)]
pub(super) struct Pen {
    /// The words as they are compared, with the number of their reason.
    needles: Vec<(Vec<char>, usize)>,
    reasons: Vec<String>,
}

/// How often something is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// In how many places.
    pub(super) places: u32,
    /// How often each redaction found its words, also where another one covers them.
    pub(super) hits: Vec<u32>,
}

/// A sign as it is compared: a small letter, and quotes, dashes and spaces of any shape as those of the keyboard, because an
/// editor bends them where the clinician types them straight. One sign stays one sign, so that places stay the same.
fn folded(sign: char) -> char {
    match sign {
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' | '`' | '´' | '＇' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '\u{ad}' | '－' => '-',
        space if space.is_whitespace() => ' ',
        sign => sign.to_lowercase().next().unwrap_or(sign),
    }
}

fn words(inline: &Inline) -> &str {
    match inline {
        Inline::Text { text, .. } => text,
        Inline::HardBreak { .. } => "\n",
    }
}

/// A line as one, however its marks cut it.
fn signs(inlines: &[Inline]) -> Vec<char> {
    inlines.iter().flat_map(|one| words(one).chars()).collect()
}

impl Pen {
    pub(super) fn new(redactions: &[Redaction]) -> Result<Pen> {
        if redactions.len() > MOST {
            return Err(Error::invalid(format!("At most {MOST} passages can be left out of one copy.")));
        }
        let mut pen = Pen::default();
        for Redaction { words, reason } in redactions {
            let reason = tidy::short(reason, "The reason")?;
            if reason.is_empty() || words.trim().is_empty() {
                return Err(Error::invalid("What is left out needs its words and a reason."));
            }
            let words = tidy::long(words, LONGEST_WORDS, "The passage that is left out")?;
            for line in words.lines().map(str::trim).filter(|line| !line.is_empty()) {
                pen.needles.push((line.chars().map(folded).collect(), pen.reasons.len()));
            }
            pen.reasons.push(reason);
        }
        // It would come back by the reason that stands in its place.
        match pen.reasons.iter().any(|reason| !pen.stretches(&reason.chars().collect::<Vec<_>>()).is_empty()) {
            true => Err(Error::invalid("A reason has words in it that are left out. Give the reason in other words.")),
            false => Ok(pen),
        }
    }

    /// Where each redaction finds its words.
    fn found(&self, text: &[char]) -> Vec<Stretch> {
        let text: Vec<char> = text.iter().copied().map(folded).collect();
        let edge = |at: Option<usize>| at.and_then(|at| text.get(at)).is_none_or(|sign| !sign.is_alphanumeric());
        let mut found: Vec<Stretch> = Vec::new();
        for (needle, reason) in &self.needles {
            for start in 0..=text.len().saturating_sub(needle.len()) {
                let end = start + needle.len();
                if text.get(start..end) == Some(needle.as_slice()) && edge(start.checked_sub(1)) && edge(Some(end)) {
                    found.push((start..end, *reason));
                }
            }
        }
        found
    }

    /// Where it leaves something out, in order and without overlaps: of two that meet, the reason of the first counts for both.
    fn stretches(&self, text: &[char]) -> Vec<Stretch> {
        let mut found = self.found(text);
        found.sort_by_key(|(at, _)| (at.start, std::cmp::Reverse(at.end)));
        let mut apart: Vec<Stretch> = Vec::new();
        for (at, reason) in found {
            match apart.last_mut() {
                Some((last, _)) if at.start < last.end => last.end = last.end.max(at.end),
                _ => apart.push((at, reason)),
            }
        }
        apart
    }

    fn instead(&self, reason: usize) -> String {
        format!("[left out: {}]", self.reasons.get(reason).map_or("", String::as_str))
    }

    /// A text without what is left out.
    pub(super) fn text(&self, text: &str) -> String {
        let signs: Vec<char> = text.chars().collect();
        self.piece(&signs, &self.stretches(&signs), 0..signs.len())
    }

    /// Counts what is left out of a text.
    pub(super) fn count(&self, text: &str, tally: &mut Tally) {
        self.count_signs(&text.chars().collect::<Vec<_>>(), tally);
    }

    /// Counts what is left out of a document's words, line by line as it is left out.
    pub(super) fn count_document(&self, document: &Document, tally: &mut Tally) {
        document.content.iter().for_each(|block| self.count_block(block, tally));
    }

    fn count_block(&self, block: &Block, tally: &mut Tally) {
        match block {
            Block::Paragraph { content } | Block::Heading { content, .. } => self.count_signs(&signs(content), tally),
            Block::BulletList { content } | Block::OrderedList { content, .. } => {
                for Item::ListItem { content } in content {
                    content.iter().for_each(|block| self.count_block(block, tally));
                }
            }
        }
    }

    fn count_signs(&self, signs: &[char], tally: &mut Tally) {
        tally.hits.resize(self.reasons.len(), 0);
        for (_, redaction) in self.found(signs) {
            if let Some(hits) = tally.hits.get_mut(redaction) {
                *hits += 1;
            }
        }
        tally.places += self.stretches(signs).len() as u32;
    }

    /// A stretch of a text as it reads in the copy: what begins before it or goes on after it is left out of it too.
    pub(super) fn stretch(&self, text: &str, at: Range<usize>) -> String {
        let signs: Vec<char> = text.chars().collect();
        let end = at.end.min(signs.len());
        self.piece(&signs, &self.stretches(&signs), at.start.min(end)..end)
    }

    fn piece(&self, signs: &[char], stretches: &[Stretch], at: Range<usize>) -> String {
        let mut out = String::new();
        let mut next = at.start;
        for (gone, reason) in stretches.iter().filter(|(gone, _)| gone.start < at.end && gone.end > at.start) {
            out.extend(signs.get(next..gone.start.max(next)).into_iter().flatten());
            out.push_str(&if gone.start < at.start { ON.to_owned() } else { self.instead(*reason) });
            next = gone.end.min(at.end);
        }
        out.extend(signs.get(next..at.end).into_iter().flatten());
        out
    }

    /// A document without what is left out. Tags stay on what is left of their words.
    pub(super) fn document(&self, document: &Document) -> Document {
        let mut document = document.clone();
        document.content.iter_mut().for_each(|block| self.block(block));
        document
    }

    fn block(&self, block: &mut Block) {
        match block {
            Block::Paragraph { content } | Block::Heading { content, .. } => *content = self.line(content),
            Block::BulletList { content } | Block::OrderedList { content, .. } => {
                for Item::ListItem { content } in content {
                    content.iter_mut().for_each(|block| self.block(block));
                }
            }
        }
    }

    /// A line may be cut into pieces by its marks, and what is left out begins in one and ends in another.
    fn line(&self, inlines: &[Inline]) -> Vec<Inline> {
        let signs = signs(inlines);
        let stretches = self.stretches(&signs);
        let mut start = 0;
        let mut kept = Vec::new();
        for inline in inlines {
            let at = start..start + words(inline).chars().count();
            start = at.end;
            match inline {
                Inline::HardBreak { .. } => kept.push(inline.clone()),
                Inline::Text { marks, .. } => {
                    let marks: Vec<Mark> = marks.iter().map(|mark| self.mark(mark)).collect();
                    let text = self.piece(&signs, &stretches, at);
                    if !text.is_empty() {
                        kept.push(Inline::Text { text, marks });
                    }
                }
            }
        }
        kept
    }

    fn mark(&self, mark: &Mark) -> Mark {
        let mut mark = mark.clone();
        if let Mark::Tag { attrs } = &mut mark {
            attrs.comment = attrs.comment.as_ref().map(|comment| self.text(comment));
        }
        mark
    }
}

#[cfg(test)]
mod tests;
