//! The clinician's own words as text of a handout. She writes plainly; only lists and bold mean more than they say.

use secure_base_handouts::{Block, Prose};

/// Her words as blocks: paragraphs between empty lines, lists of lines that begin with `- ` or a number, bold between
/// double asterisks. Every other sign is itself.
pub fn blocks(text: &str) -> Vec<Block> {
    // What is escaped is always text; were something refused all the same, it would stand as it was typed.
    secure_base_handouts::blocks(&markdown(text)).unwrap_or_else(|_| plain(text))
}

/// Each line as a paragraph, with no meaning but its words.
fn plain(text: &str) -> Vec<Block> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| Block::Paragraph(Prose::plain(line))).collect()
}

/// Her words as one paragraph of Markdown, with bold where she set it; a space where she wrote nothing.
pub fn line(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { "\u{a0}".into() } else { unmarked(&words) }
}

/// The same with a first sign that begins no list.
fn unmarked(words: &str) -> String {
    let escaped = escaped(words);
    let digits = escaped.chars().take_while(char::is_ascii_digit).count();
    match escaped.chars().nth(digits) {
        Some('.') if digits > 0 => format!("{}\\{}", &escaped[..digits], &escaped[digits..]),
        Some('-') if digits == 0 => format!("\\{escaped}"),
        _ => escaped,
    }
}

/// The same words as Markdown that says no more than they do.
pub fn markdown(text: &str) -> String {
    let mut out = String::new();
    let mut in_list = false;
    let mut numbers = Numbers::default();
    for line in text.lines().map(str::trim) {
        let (marker, words) = marked(line, &mut numbers);
        // A list begins and ends with an empty line, or its lines would run into the paragraph.
        if in_list == marker.is_empty() {
            out.push('\n');
            in_list = !marker.is_empty();
        }
        out.push_str(&marker);
        out.push_str(&unmarked(words));
        out.push('\n');
    }
    out
}

/// The sign of a list's item at the start of a line, in one spelling, and the words after it.
fn marked<'a>(line: &'a str, numbers: &mut Numbers) -> (String, &'a str) {
    for bullet in ["- ", "* ", "• "] {
        if let Some(words) = line.strip_prefix(bullet) {
            return ("- ".into(), words.trim_start());
        }
    }
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    match line.get(digits..).and_then(|rest| rest.strip_prefix(". ")) {
        // With a nought before it, it is no number that is counted on.
        Some(words) if (1..=3).contains(&digits) && (digits == 1 || !line.starts_with('0')) => {
            (numbers.sign(&line[..digits]), words.trim_start())
        }
        _ => (String::new(), line),
    }
}

/// The numbers of steps as she typed them. Markdown counts on from the first of a list, unless the sign after the number
/// changes: that begins another list.
#[derive(Default)]
struct Numbers {
    last: Option<u32>,
    bracket: bool,
}

impl Numbers {
    fn sign(&mut self, digits: &str) -> String {
        let number = digits.parse().ok();
        if self.last.is_some() && number != self.last.map(|last| last + 1) {
            self.bracket = !self.bracket;
        }
        self.last = number;
        format!("{digits}{} ", if self.bracket { ')' } else { '.' })
    }
}

/// Everything but letters, spaces and double asterisks that come in pairs, behind a backslash.
fn escaped(words: &str) -> String {
    // Nothing but asterisks is no bold: it parts what stands above and below, and stays what it is.
    let only_asterisks = words.chars().all(|c| c == '*' || c.is_whitespace());
    let bold = if only_asterisks { 0 } else { words.matches("**").count() / 2 * 2 };
    let mut seen = 0;
    let mut out = String::new();
    for (index, piece) in words.split("**").enumerate() {
        if index > 0 {
            seen += 1;
            out.push_str(if seen <= bold { "**" } else { "\\*\\*" });
        }
        for c in piece.chars() {
            // Quotation marks and dots stay bare, so that they become those of print.
            if c.is_ascii_punctuation() && !matches!(c, '"' | '\'' | '.' | ',' | '-' | '?') {
                out.push('\\');
            }
            // A tab has no shape of its own in any typeface.
            out.push(if c.is_control() { ' ' } else { c });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Vec<String> {
        let kind = |block: &Block| match block {
            Block::Paragraph(_) => "p".into(),
            Block::Bullets(_) => "bullets".into(),
            Block::Steps { first, .. } => format!("from {first}"),
        };
        blocks(text).iter().map(|block| format!("{} {}", kind(block), block.text())).collect()
    }

    // She writes as in a letter: nothing of it may be refused, lost, or taken for markup.
    #[test]
    fn plain_words_stay_what_they_are() {
        assert_eq!(shape("One.\nTwo.\n\nThree."), ["p One. Two.", "p Three."]);
        assert_eq!(shape("Bring:\n- tea\n• a book\nThen rest."), ["p Bring:", "bullets tea\na book", "p Then rest."]);
        assert_eq!(shape("1. Sit.\n2. Breathe."), ["from 1 Sit.\nBreathe."]);
        for odd in [
            "# 5 <b>x</b> _y_ [z](w) `q` | & * {a}",
            "=====",
            "+ one",
            "5 * 3 ** 2",
            "---",
            "> quoted",
            "a\\b",
            "****",
            "** **",
        ] {
            let found = blocks(odd);
            assert_eq!(found.len(), 1, "{odd}: {found:?}");
            // Hyphens in a row become a dash of print.
            let bare = |text: &str| text.replace(['–', '—', '-'], "");
            assert_eq!(bare(&found[0].text()), bare(odd), "{odd}");
        }
        // From a PDF or a table, with spaces that mean nothing.
        assert_eq!(shape("Rest.\n-     tea\n\n1.     Sit"), ["p Rest.", "bullets tea", "from 1 Sit"]);
        assert_eq!(shape("Mon\ttea"), ["p Mon tea"]);
        assert_eq!(shape("Rest.\n\n****\n\nBreathe.").len(), 3, "nothing of it vanishes");
        assert_eq!(line(" 1. So\n it is "), "1\\. So it is");
        assert!(matches!(&blocks("so **very** kind")[0], Block::Paragraph(prose) if prose.0.len() == 3));
    }
    // A number says which step or which day: another one on paper is another word.
    #[test]
    fn a_number_stays_as_it_was_typed() {
        assert_eq!(
            shape("1. Sit.\n\nWait a while.\n\n2. Breathe."),
            ["from 1 Sit.", "p Wait a while.", "from 2 Breathe."]
        );
        assert_eq!(shape("12. December is our last talk."), ["from 12 December is our last talk."]);
        assert_eq!(shape("1. a\n2. b\n5. c\n\n9. d"), ["from 1 a\nb", "from 5 c", "from 9 d"]);
        assert_eq!(shape("3. a\n3. b\n0. c"), ["from 3 a", "from 3 b", "from 0 c"]);
        assert_eq!(shape("1. a\n\n2. b"), ["from 1 a\nb"]);
        assert_eq!(shape("1. a\n- b\n2. c"), ["from 1 a", "bullets b", "from 2 c"]);
        assert_eq!(shape("01. May\n\n2026. A year."), ["p 01. May", "p 2026. A year."]);
    }
}
