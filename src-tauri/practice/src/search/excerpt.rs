//! The piece of a note that is shown for a hit: what was found in its surroundings, and which passages it lies in.

use std::{collections::BTreeSet, ops::Range};

use secure_base_model::{Factor, Tag};
use serde::Serialize;
use specta::Type;

/// Fences around a hit inside a text: control characters, which no note's text can hold twice by chance.
pub(super) const FENCES: (char, char) = ('\u{2}', '\u{3}');
/// So many characters before the first hit, and in all.
const BEFORE: usize = 56;
const LENGTH: usize = 220;
/// So many hits of a note are weighed.
const WEIGHED: usize = 200;

/// A piece of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Fragment {
    /// The text.
    pub text: String,
    /// Whether it is one of the words searched for.
    pub hit: bool,
    /// The factor of the passage it lies in, if any.
    pub factor: Option<Factor>,
}

/// A text, and where in it the hits are, in bytes.
pub(super) struct Marked {
    pub(super) text: String,
    pub(super) hits: Vec<Range<usize>>,
}

/// A passage by its place, in characters of the text.
pub(super) struct Tagged {
    pub(super) tag: Tag,
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Tagged {
    pub(super) fn new(tag: Tag, at: Range<u32>) -> Tagged {
        Tagged { tag, from: at.start as usize, to: at.end as usize }
    }
}

/// What is shown.
pub(super) struct Excerpt {
    pub(super) fragments: Vec<Fragment>,
    /// The tags of the passages that the shown hits lie in.
    pub(super) tags: Vec<Tag>,
    /// The first shown hit, in bytes of the text.
    pub(super) first: Option<Range<usize>>,
}

impl Marked {
    /// Reads a text with fences around its hits.
    pub(super) fn read(fenced: &str) -> Marked {
        let mut marked = Marked { text: String::with_capacity(fenced.len()), hits: Vec::new() };
        for piece in fenced.split(FENCES.0) {
            match piece.split_once(FENCES.1) {
                Some((hit, rest)) => {
                    let start = marked.text.len();
                    marked.text.push_str(hit);
                    marked.hits.push(start..marked.text.len());
                    marked.text.push_str(rest);
                }
                None => marked.text.push_str(piece),
            }
        }
        marked
    }

    /// The excerpt of a text with these passages.
    pub(super) fn excerpt(&self, passages: &[Tagged]) -> Excerpt {
        let window = self.window();
        let seen: Vec<_> = self.hits.iter().filter(|hit| window.start <= hit.start && hit.end <= window.end).collect();
        let passages = within(&self.text, &window, passages);
        let mut tags: Vec<Tag> = Vec::new();
        for (tag, place) in &passages {
            if !tags.contains(tag) && seen.iter().any(|hit| hit.start < place.end && place.start < hit.end) {
                tags.push(*tag);
            }
        }
        let mut cuts = BTreeSet::from([window.start, window.end]);
        cuts.extend(seen.iter().flat_map(|hit| [hit.start, hit.end]));
        cuts.extend(passages.iter().flat_map(|(_, place)| [place.start, place.end]));
        let cuts: Vec<usize> = cuts.into_iter().collect();
        let piece = |pair: &[usize]| Fragment {
            text: self.text[pair[0]..pair[1]].into(),
            hit: seen.iter().any(|hit| hit.start <= pair[0] && pair[1] <= hit.end),
            factor: passages.iter().find(|(_, at)| at.start <= pair[0] && pair[1] <= at.end).map(|(tag, _)| tag.factor),
        };
        let mut fragments: Vec<Fragment> = cuts.windows(2).map(piece).collect();
        let dots = || Fragment { text: "…".into(), hit: false, factor: None };
        if window.start > 0 {
            fragments.insert(0, dots());
        }
        if window.end < self.text.len() {
            fragments.push(dots());
        }
        Excerpt { fragments, tags, first: seen.first().map(|hit| (*hit).clone()) }
    }

    /// Where most of the words found stand together, and nearest to the beginning.
    fn window(&self) -> Range<usize> {
        let hits = &self.hits[..self.hits.len().min(WEIGHED)];
        let different = |first: usize| {
            let reach = hits[first].start + LENGTH - BEFORE;
            let together = hits[first..].iter().take_while(|hit| hit.end <= reach);
            together.map(|hit| self.text[hit.clone()].to_lowercase()).collect::<BTreeSet<_>>().len()
        };
        let best = (0..hits.len()).max_by_key(|n| (different(*n), std::cmp::Reverse(*n)));
        let start = best.map_or(0, |n| self.word_start(back(&self.text, hits[n].start, BEFORE)));
        let least = best.map_or(0, |n| hits[n].end);
        start..self.word_end(forth(&self.text, start, LENGTH)).max(least)
    }

    /// The beginning of the next word; the text's own beginning stays.
    fn word_start(&self, at: usize) -> usize {
        if at == 0 {
            return 0;
        }
        let space = self.text[at..].char_indices().take(BEFORE / 2).find(|(_, c)| c.is_whitespace());
        space.map_or(at, |(offset, c)| at + offset + c.len_utf8())
    }

    /// The end of the last whole word.
    fn word_end(&self, at: usize) -> usize {
        if at == self.text.len() {
            return at;
        }
        let tail = self.text[..at].char_indices().rev().take(BEFORE / 2);
        tail.filter(|(_, c)| c.is_whitespace()).map(|(offset, _)| offset).next().unwrap_or(at)
    }
}

fn back(text: &str, from: usize, characters: usize) -> usize {
    text[..from].char_indices().rev().take(characters).last().map_or(from, |(at, _)| at)
}

fn forth(text: &str, from: usize, characters: usize) -> usize {
    text[from..].char_indices().nth(characters).map_or(text.len(), |(at, _)| from + at)
}

/// The parts of passages inside a window, in bytes of the text.
fn within(text: &str, window: &Range<usize>, passages: &[Tagged]) -> Vec<(Tag, Range<usize>)> {
    if passages.is_empty() {
        return Vec::new();
    }
    let first = text[..window.start].chars().count();
    let places: Vec<usize> = text[window.clone()].char_indices().map(|(at, _)| window.start + at).collect();
    let byte = |character: usize| places.get(character.saturating_sub(first)).copied().unwrap_or(window.end);
    let inside = passages.iter().filter(|one| one.to > first && one.from < first + places.len());
    inside.map(|one| (one.tag, byte(one.from)..byte(one.to))).collect()
}
