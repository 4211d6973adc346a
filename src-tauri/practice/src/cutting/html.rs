//! HTML, read by the tokenizer of html5ever, which browsers' rules went into: words survive, and of markup only what
//! makes paragraphs, lists and bold. Scripts, styles and the like are dropped with all that is in them.

use std::cell::RefCell;

use html5ever::{
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::{Rawtext, Rcdata, ScriptData},
    },
};

use super::{Cut, Gathered};

/// Whether it is a web page, or a piece of one.
pub(super) fn looks_like_html(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start().to_lowercase();
    // An element that is closed is markup; a lone "<" or an address between brackets is not.
    start.starts_with("<!doctype html") || start.starts_with("<!--") || MARKUP.iter().any(|name| holds(&start, name))
}

/// Elements that a piece of a web page holds.
const MARKUP: [&str; 26] = [
    "p",
    "div",
    "span",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "table",
    "section",
    "article",
    "main",
    "blockquote",
    "figure",
    "script",
    "style",
    "html",
    "head",
    "body",
    "strong",
    "em",
    "a",
];

/// Whether an element of this name ends in the text, or the text begins with one.
fn holds(text: &str, name: &str) -> bool {
    let begun = text.strip_prefix('<').and_then(|rest| rest.strip_prefix(name));
    begun.is_some_and(|rest| rest.starts_with(['>', ' ', '\n', '\t', '/'])) || text.contains(&format!("</{name}>"))
}

/// The words of a web page.
pub(super) fn from_html(text: &str) -> Cut {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    let reader = Tokenizer::new(Reader::default(), TokenizerOpts::default());
    // It stops at a script, which nobody runs, and goes on.
    while !input.is_empty() {
        let _ = reader.feed(&input);
    }
    reader.end();
    let HtmlState { mut pages, title, .. } = reader.sink.0.into_inner();
    pages.end(false);
    pages.finish(title)
}

/// What the tokenizer tells of a page.
#[derive(Default)]
struct HtmlState {
    pages: Gathered,
    title: String,
    in_title: bool,
    /// How many elements are open whose words are not for reading.
    hidden: usize,
    bold: bool,
    /// The lists that are open: the number of the next item, where they count.
    lists: Vec<Option<u32>>,
    /// Whether a line has just ended: a second end makes a paragraph.
    line_ended: bool,
}

#[derive(Default)]
struct Reader(RefCell<HtmlState>);

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(words) => state.hear(&words),
            Token::TagToken(tag) => return state.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl HtmlState {
    fn hear(&mut self, words: &str) {
        if self.in_title {
            self.title.push_str(words);
        } else if self.hidden == 0 {
            self.line_ended &= words.trim().is_empty();
            // Line ends of the source are white space; asterisks of the author are no marks.
            self.pages.words.push_str(&words.replace(['\n', '\r'], " ").replace("**", "* *"));
        }
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let begins = tag.kind == TagKind::StartTag;
        match &*tag.name {
            "script" | "style" | "noscript" | "iframe" | "noembed" | "noframes" | "xmp" | "textarea" => {
                self.hide(begins);
                return match (&*tag.name, begins && !tag.self_closing) {
                    ("script", true) => TokenSinkResult::RawData(ScriptData),
                    ("textarea", true) => TokenSinkResult::RawData(Rcdata),
                    (_, true) => TokenSinkResult::RawData(Rawtext),
                    _ => TokenSinkResult::Continue,
                };
            }
            // Within a drawing it is closed like any other element, and is the drawing's own.
            "title" if self.hidden > 0 => {}
            "title" => {
                self.in_title = begins;
                return if begins { TokenSinkResult::RawData(Rcdata) } else { TokenSinkResult::Continue };
            }
            "svg" | "math" | "template" | "nav" | "select" | "button" => self.hide(begins && !tag.self_closing),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.end(!begins),
            "li" if begins => {
                if !self.pages.in_list {
                    self.end(false);
                }
                self.close_bold();
                let sign = self.number().map_or("-".into(), |number| number.to_string());
                self.pages.item(&sign);
            }
            "ul" | "ol" => {
                self.list(tag, begins);
                self.end(false);
            }
            "b" | "strong" if self.hidden == 0 && self.bold != begins => {
                self.bold = begins;
                self.pages.words.push_str("**");
            }
            "br" if self.line_ended && !self.pages.in_list => self.end(false),
            "br" => {
                self.line_ended = true;
                self.pages.words.push(' ');
            }
            "p" | "div" if self.pages.in_list => self.pages.words.push(' '),
            "p" | "div" | "article" | "section" | "main" | "header" | "footer" | "aside" | "blockquote" | "pre"
            | "table" | "tr" | "dl" | "dt" | "dd" | "figure" | "figcaption" | "hr" | "body" | "head" => self.end(false),
            "td" | "th" => self.pages.words.push(' '),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    /// A list begins or ends.
    fn list(&mut self, tag: &Tag, begins: bool) {
        if !begins {
            self.lists.pop();
            return;
        }
        let start = tag.attrs.iter().find(|one| &*one.name.local == "start").and_then(|one| one.value.parse().ok());
        self.lists.push((&*tag.name == "ol").then(|| start.unwrap_or(1)));
    }

    /// The number of an item of the innermost list, if that counts.
    fn number(&mut self) -> Option<u32> {
        let next = self.lists.last_mut()?.as_mut()?;
        let number = *next;
        *next = next.saturating_add(1);
        Some(number)
    }

    fn hide(&mut self, begins: bool) {
        self.hidden = if begins { self.hidden + 1 } else { self.hidden.saturating_sub(1) };
    }

    fn end(&mut self, heading: bool) {
        self.line_ended = false;
        self.close_bold();
        self.pages.end(heading);
    }

    /// Bold ends with its paragraph.
    fn close_bold(&mut self) {
        if std::mem::take(&mut self.bold) {
            self.pages.words.push_str("**");
        }
    }
}
