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
    /// The words as they stand, whatever their capitals; several lines are several words.
    pub words: String,
    /// Why, in words that the reader sees in their place; 1 to 300 characters.
    pub reason: String,
}

/// A stretch of a text, in characters, and which reason it has.
type Stretch = (Range<usize>, usize);

/// Leaves out what it was told to.
#[derive(Clone, Debug, Default)]
pub(super) struct Pen {
    /// The words in small letters, with the number of their reason.
    needles: Vec<(Vec<char>, usize)>,
    reasons: Vec<String>,
}

fn small(sign: char) -> char {
    sign.to_lowercase().next().unwrap_or(sign)
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
                pen.needles.push((line.chars().map(small).collect(), pen.reasons.len()));
            }
            pen.reasons.push(reason);
        }
        Ok(pen)
    }

    /// Where it leaves something out, in order and without overlaps: of two that meet, the reason of the first counts for both.
    fn stretches(&self, text: &[char]) -> Vec<Stretch> {
        let text: Vec<char> = text.iter().copied().map(small).collect();
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

    /// How often something is left out of a text.
    pub(super) fn count(&self, text: &str) -> usize {
        self.stretches(&text.chars().collect::<Vec<_>>()).len()
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
        let text = |inline: &Inline| match inline {
            Inline::Text { text, .. } => text.clone(),
            Inline::HardBreak { .. } => "\n".into(),
        };
        let signs: Vec<char> = inlines.iter().flat_map(|one| text(one).chars().collect::<Vec<_>>()).collect();
        let stretches = self.stretches(&signs);
        let mut start = 0;
        let mut kept = Vec::new();
        for inline in inlines {
            let at = start..start + text(inline).chars().count();
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
mod tests {
    use super::*;

    fn pen(words: &[&str]) -> Pen {
        let redactions: Vec<Redaction> =
            words.iter().map(|words| Redaction { words: (*words).into(), reason: "about another".into() }).collect();
        Pen::new(&redactions).expect("a pen")
    }

    const GONE: &str = "[left out: about another]";

    // A name that is left standing once has not been left out; half a word that is taken away spoils another.
    #[test]
    fn whole_words_go_wherever_they_stand() {
        let pen = pen(&["Ann", "my sister"]);
        let text = "ANN rang. My sister and Ann's annual visit; Joann too.";
        assert_eq!(pen.text(text), format!("{GONE} rang. {GONE} and {GONE}'s annual visit; Joann too."));
        assert_eq!(pen.count(text), 3);
        assert_eq!(super::Pen::default().text(text), text);
    }

    // Two that overlap must leave nothing of either.
    #[test]
    fn what_overlaps_goes_as_one() {
        assert_eq!(pen(&["John Smith", "Smith of Leith"]).text("With John Smith of Leith."), format!("With {GONE}."));
    }

    // Words that lie partly under a tag must not show in the list of tagged passages.
    #[test]
    fn what_lies_half_under_a_tag_is_gone_on_both_sides() {
        let tag = serde_json::json!([{"type": "tag", "attrs": {"passage": "p1", "factor": "S", "aspect": "shows", "comment": "John Smith again"}}]);
        let json = serde_json::json!({"type": "doc", "content": [{"type": "paragraph", "content": [
            {"type": "text", "text": "He said John "}, {"type": "text", "text": "Smith is cruel", "marks": tag}]}]});
        let document = pen(&["John Smith"]).document(&Document::parse(&json.to_string()).expect("a document"));
        let found = document.extract();
        assert_eq!(found.text, format!("He said {GONE}[…] is cruel"));
        assert_eq!(found.passages[0].words, "[…] is cruel");
        assert_eq!(found.passages[0].comment.as_deref(), Some(format!("{GONE} again").as_str()));
        Document::parse(&document.to_json()).expect("it stays a document");
        assert_eq!(pen(&["John Smith"]).stretch("He said John Smith is cruel", 13..27), "[…] is cruel");
    }

    // A reason is what the reader is owed; without one nothing is left out.
    #[test]
    fn words_and_a_reason_are_asked_for() {
        for (words, reason) in [("", "x"), ("x", ""), (" \n ", "x")] {
            let one = Redaction { words: words.into(), reason: reason.into() };
            assert!(matches!(Pen::new(&[one]), Err(Error::Invalid(_))));
        }
    }
}
