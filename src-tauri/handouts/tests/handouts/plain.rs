//! What makes a handout easy to take in and to act on: the items of PEMAT-P (Agency for Healthcare Research and Quality) and
//! of the Clear Communication Index (Centers for Disease Control and Prevention) that can be counted, over all that ships.

use secure_base_handouts::{Block, Handout, LONGEST_LIST, Layout, Library, PartBody, Piece, Prose};

fn shipped() -> impl Iterator<Item = &'static Handout> {
    Library::shipped().expect("it can be read").handouts()
}

fn pieces(handout: &Handout) -> Vec<&Piece> {
    handout
        .parts
        .iter()
        .flat_map(|part| match &part.body {
            PartBody::Text(pieces) => pieces.iter().collect(),
            PartBody::Compare(sides) => sides.iter().flat_map(|side| &side.pieces).collect(),
            PartBody::Picture(piece) => vec![piece],
            _ => Vec::new(),
        })
        .collect()
}

fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

fn sentences(text: &str) -> Vec<String> {
    text.split(['.', '?', '!', '\n']).map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
}

// CCI 1, PEMAT 1: one main message, first, short enough to be said in a breath; and what the page is for.
#[test]
fn the_message_and_the_purpose_come_first_and_are_short() {
    for handout in shipped() {
        let message = handout.message.text();
        assert!(sentences(&message).len() <= 3 && count(&message) <= 40, "{}: {message}", handout.id);
        assert!(count(&handout.purpose.text()) >= 4, "{}", handout.id);
    }
}

// PEMAT 8 and 9: chunks under headings that tell what they hold; a wall of text is not read by who is upset.
#[test]
fn text_stands_in_short_chunks_under_headings() {
    for handout in shipped().filter(|handout| handout.layout == Layout::Pages) {
        let named = |body: &PartBody| matches!(body, PartBody::Roots(_));
        let headings = handout.parts.iter().filter(|part| part.heading.is_some() || named(&part.body)).count();
        assert!(headings >= 2, "{} has {headings} headings", handout.id);
        for (name, text) in handout.sections() {
            assert!(count(&text) <= 220, "\"{name}\" in {} has {} words", handout.id, count(&text));
        }
    }
}

// PEMAT 11: the page says at its end what it said.
#[test]
fn every_handout_has_a_summary() {
    for handout in shipped() {
        assert!(handout.summary.as_ref().is_some_and(|summary| count(&summary.text()) >= 4), "{}", handout.id);
    }
}

// PEMAT 20 and 22: at least one action, in explicit steps. CCI 6: what to do is said.
#[test]
fn every_handout_says_what_to_do_in_steps() {
    for handout in shipped().filter(|handout| handout.layout == Layout::Pages) {
        let steps = |piece: &&Piece| piece.blocks.iter().any(|block| matches!(block, Block::Steps { .. }));
        let worksheet =
            handout.parts.iter().any(|part| matches!(&part.body, PartBody::Answers { .. } | PartBody::Table { .. }));
        assert!(pieces(handout).iter().any(steps) || worksheet, "{} has no steps", handout.id);
    }
}

// PEMAT 24: a tool to act with: lines, a scale, boxes, a table.
#[test]
fn every_handout_holds_a_tool() {
    for handout in shipped() {
        let tool = |body: &PartBody| {
            matches!(
                body,
                PartBody::Answers { .. }
                    | PartBody::Lines { .. }
                    | PartBody::Scale { .. }
                    | PartBody::Ticks { .. }
                    | PartBody::Table { .. }
            )
        };
        assert!(handout.parts.iter().any(|part| tool(&part.body)), "{} has nothing to fill in", handout.id);
        assert!(handout.therapist_lines > 0, "{} leaves no room for the clinician's words", handout.id);
    }
}

// PEMAT 15 to 18: a picture that carries meaning, with words for who does not see it.
#[test]
fn every_handout_has_a_picture_with_words_for_it() {
    for handout in shipped() {
        let parts = pieces(handout).into_iter().filter_map(|piece| piece.figure.as_ref());
        let figures: Vec<_> = handout.figure.iter().chain(parts).collect();
        assert!(!figures.is_empty(), "{} has no picture", handout.id);
        assert!(figures.iter().all(|figure| count(&figure.alt) >= 5), "{}", handout.id);
    }
}

// CCI 12: no list is longer than seven.
#[test]
fn lists_are_of_seven_at_most() {
    for handout in shipped() {
        for block in pieces(handout).into_iter().flat_map(|piece| &piece.blocks) {
            if let Block::Bullets(items) | Block::Steps { items, .. } = block {
                assert!(
                    items.len() <= LONGEST_LIST,
                    "{}: {}",
                    handout.id,
                    items.first().map(Prose::text).unwrap_or_default()
                );
            }
        }
    }
}

// PEMAT 5, CCI 3: who does what is said. A form of "to be" before a word in -ed or -en counts as passive: a rough measure
// that counts too many rather than too few.
#[test]
fn sentences_are_active() {
    const BE: [&str; 7] = ["is", "are", "was", "were", "be", "been", "being"];
    for handout in shipped() {
        let all = sentences(&handout.text());
        let passive = |sentence: &&String| {
            let words: Vec<String> = sentence.split_whitespace().map(str::to_lowercase).collect();
            words.windows(2).any(|pair| {
                let word = pair[1].trim_matches(|c: char| !c.is_alphanumeric());
                BE.contains(&pair[0].as_str()) && word.len() > 4 && (word.ends_with("ed") || word.ends_with("en"))
            })
        };
        let found: Vec<&String> = all.iter().filter(passive).collect();
        assert!(found.len() * 10 <= all.len(), "{}: {found:?}", handout.id);
    }
}

// Long sentences lose a reader who is upset: none has more than 25 words.
#[test]
fn sentences_are_short() {
    for handout in shipped() {
        let (sentence, words) = secure_base_handouts::reading::longest_sentence(&handout.text());
        assert!(words <= 25, "{}: {sentence} ({words} words)", handout.id);
    }
}
