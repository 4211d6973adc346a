//! Cutting: from an article as it was pasted or opened to paragraphs, out of which the clinician makes material.
//!
//! HTML is read by the tokenizer of html5ever, which browsers' rules went into: words survive, and of markup only what
//! makes paragraphs, lists and bold. Scripts, styles and the like are dropped with all that is in them.

use std::{cell::RefCell, fs::File, io::Read, path::Path};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use html5ever::{
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::{Rawtext, Rcdata, ScriptData},
    },
};
use serde::Serialize;
use specta::Type;

use crate::{Error, Result, tidy::tidy_lines};

/// The longest article, in bytes: 2 MB.
const LONGEST: u64 = 2_000_000;
/// The most paragraphs.
const MOST: usize = 5_000;

/// An article cut into paragraphs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Cut {
    /// Its title, if the text tells one.
    pub title: String,
    /// Its paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph, or a list, of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Paragraph {
    /// The words: plain, with `- ` before the items of a list and double asterisks around bold.
    pub text: String,
    /// Whether it is a heading.
    pub heading: bool,
}

/// Cuts a text, Markdown or HTML file of up to 2 MB. A longer one is not read.
///
/// # Errors
/// [`Error::Invalid`] for one that is too long or no text; [`Error::File`].
pub fn cut_file(path: &Path) -> Result<Cut> {
    let doing = || Error::file(format!("Reading {}", path.display()));
    let file = File::open(path).map_err(doing())?;
    if file.metadata().map_err(doing())?.len() > LONGEST {
        return Err(too_long());
    }
    let mut bytes = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(doing())?;
    let encoding = match (Encoding::for_bom(&bytes), std::str::from_utf8(&bytes)) {
        (Some((marked, _)), _) => marked,
        (None, Ok(_)) => UTF_8,
        (None, Err(_)) => WINDOWS_1252,
    };
    let (text, _, broken) = encoding.decode(&bytes);
    if broken || text.contains('\0') {
        return Err(Error::invalid(
            "This file is no text: open it in its own program, and copy the words or save them as text.",
        ));
    }
    cut(&text)
}

/// Cuts what was pasted: HTML where it looks like it, otherwise text or Markdown.
///
/// # Errors
/// [`Error::Invalid`] for a text that is too long or has no words.
pub fn cut(text: &str) -> Result<Cut> {
    if text.len() as u64 > LONGEST {
        return Err(too_long());
    }
    let cut = if looks_like_html(text) { from_html(text) } else { from_text(text) };
    match cut.paragraphs.len() {
        0 => Err(Error::invalid("There are no words in it: copy the text of the article and paste it.")),
        n if n > MOST => {
            Err(Error::invalid(format!("It has {n} paragraphs; at most {MOST} are read: take a part of it.")))
        }
        _ => Ok(cut),
    }
}

fn too_long() -> Error {
    Error::invalid("This article is longer than 2 MB: take the part that you need.")
}

fn looks_like_html(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start().to_lowercase();
    let known = ["<!doctype html", "<html", "<head", "<body", "<p", "<div", "<h1", "<h2", "<article", "<ul", "<script"];
    known.iter().any(|tag| start.starts_with(tag)) || start.contains("</p>") || start.contains("</div>")
}

/// Text or Markdown: empty lines part paragraphs, `#` begins a heading, lists stay together.
fn from_text(text: &str) -> Cut {
    let mut pages = Gathered::default();
    let list = |line: &str| line.starts_with("- ") || line.starts_with("* ") || line.starts_with("• ");
    for line in tidy_lines(text).lines().map(str::trim) {
        let heading = line.trim_start_matches('#');
        match line {
            "" => pages.end(false),
            _ if heading.len() < line.len() && heading.starts_with(' ') => {
                pages.end(false);
                pages.words.push_str(heading);
                pages.end(true);
            }
            _ if list(line) => {
                if !pages.in_list {
                    pages.end(false);
                }
                pages.item();
                pages.words.push_str(line.split_once(' ').map_or("", |(_, words)| words));
            }
            _ => {
                if !pages.words.is_empty() {
                    pages.words.push(' ');
                }
                pages.words.push_str(line);
            }
        }
    }
    pages.end(false);
    pages.finish(String::new())
}

fn from_html(text: &str) -> Cut {
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

/// Paragraphs under way.
#[derive(Default)]
struct Gathered {
    paragraphs: Vec<Paragraph>,
    words: String,
    in_list: bool,
}

impl Gathered {
    /// Ends a paragraph, or a list, if one was begun.
    fn end(&mut self, heading: bool) {
        let text: Vec<String> = self.words.lines().map(one_line).filter(|line| !matches!(&**line, "" | "-")).collect();
        if !text.is_empty() {
            self.paragraphs.push(Paragraph { text: text.join("\n").replace("****", ""), heading });
        }
        self.words.clear();
        self.in_list = false;
    }

    /// Begins an item of a list.
    fn item(&mut self) {
        self.in_list = true;
        self.words.push_str("\n- ");
    }

    /// The title, or else the first heading at the very top.
    fn finish(self, title: String) -> Cut {
        let first = self.paragraphs.first().filter(|one| one.heading).map(|one| one.text.clone());
        let title = Some(one_line(&title)).filter(|title| !title.is_empty()).or(first).unwrap_or_default();
        Cut { title, paragraphs: self.paragraphs }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
            "title" => {
                self.in_title = begins && self.hidden == 0;
                return if begins { TokenSinkResult::RawData(Rcdata) } else { TokenSinkResult::Continue };
            }
            "svg" | "math" | "template" | "nav" | "select" | "button" => self.hide(begins && !tag.self_closing),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.end(!begins),
            "li" if begins => {
                if !self.pages.in_list {
                    self.end(false);
                }
                self.close_bold();
                self.pages.item();
            }
            "b" | "strong" if self.hidden == 0 && self.bold != begins => {
                self.bold = begins;
                self.pages.words.push_str("**");
            }
            "br" => self.pages.words.push(' '),
            "p" | "div" if self.pages.in_list => self.pages.words.push(' '),
            "p" | "div" | "ul" | "ol" | "article" | "section" | "main" | "header" | "footer" | "aside"
            | "blockquote" | "pre" | "table" | "tr" | "dl" | "dt" | "dd" | "figure" | "figcaption" | "hr" | "body"
            | "head" => self.end(false),
            "td" | "th" => self.pages.words.push(' '),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn hide(&mut self, begins: bool) {
        self.hidden = if begins { self.hidden + 1 } else { self.hidden.saturating_sub(1) };
    }

    fn end(&mut self, heading: bool) {
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
