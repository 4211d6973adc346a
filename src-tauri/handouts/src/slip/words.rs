//! The words that a slip brings along, plain and kind, and how what was typed becomes a line of print.
//!
//! They name no clinic and no treatment, because a slip lies about at home.

pub(crate) const TITLE: &str = "Something to try";
pub(crate) const WHY: &str = "Why";
pub(crate) const GOAL: &str = "My goal";
pub(crate) const OWN_WORDS: &str = "In my words";
pub(crate) const WHEN: &str = "When";
pub(crate) const WHERE: &str = "Where";
pub(crate) const HOW_OFTEN: &str = "How often";
pub(crate) const HOW_LONG: &str = "How long";
pub(crate) const UNTIL: &str = "Until";
pub(crate) const SURE: &str = "How sure I am";
pub(crate) const OBSTACLE: &str = "In the way";
pub(crate) const IF: &str = "If";
pub(crate) const THEN: &str = "Then";
pub(crate) const PLAN: &str = "My plan";
/// Where no plan has been made yet.
pub(crate) const NO_PLAN: &str = "If it gets hard";
pub(crate) const BOXES: &str = "I did it";
pub(crate) const HANDOUT: &str = "Goes with";
pub(crate) const LEARNED: &str = "What I learned";

/// The most letters of a task by which its slip is told from others.
const SHORT: usize = 28;

/// What was typed, on one line: line breaks and runs of spaces become a space.
pub(crate) fn line(text: &str) -> String {
    let readable = text.split(|c: char| c.is_whitespace() || c.is_control());
    readable.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The lines of a text that has some.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(line).filter(|line| !line.is_empty()).collect()
}

/// In quotation marks, unless there are some already.
pub(crate) fn quoted(text: &str) -> String {
    match text.starts_with(['“', '"', '„', '«', '‘', '»']) {
        true => text.into(),
        false => format!("“{text}”"),
    }
}

/// Without a first word that the label says already.
pub(crate) fn after<'a>(first: &str, text: &'a str) -> &'a str {
    let rest = text.get(..first.len()).filter(|start| start.eq_ignore_ascii_case(first)).map(|_| &text[first.len()..]);
    match rest.map(|rest| (rest.starts_with([' ', ',']), rest.trim_start_matches([' ', ',']))) {
        Some((true, rest)) if !rest.is_empty() => rest,
        _ => text,
    }
}

/// The first words of a task; the title where the first word alone is too long.
pub(crate) fn in_short(task: &str) -> String {
    let task = line(task);
    if task.chars().count() <= SHORT {
        return task;
    }
    let ends = task.match_indices(' ').map(|(at, _)| &task[..at]);
    let short = ends.take_while(|start| start.chars().count() <= SHORT).last();
    short.map_or_else(|| TITLE.into(), |short| format!("{} …", short.trim_end_matches([',', ';', ':', '.'])))
}
