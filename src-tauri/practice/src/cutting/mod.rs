//! Cutting: from an article as it was pasted or opened to paragraphs, out of which the clinician makes material.

mod html;

use std::{fs::File, io::Read, path::Path};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use serde::Serialize;
use specta::Type;

use self::html::{from_html, looks_like_html};
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
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    if ending == "html" || ending == "htm" { fit(from_html(within(&text)?)) } else { cut(&text) }
}

/// Cuts what was pasted: HTML where it looks like it, otherwise text or Markdown.
///
/// # Errors
/// [`Error::Invalid`] for a text that is too long or has no words.
pub fn cut(text: &str) -> Result<Cut> {
    let text = within(text)?;
    fit(if looks_like_html(text) { from_html(text) } else { from_text(text) })
}

fn within(text: &str) -> Result<&str> {
    if text.len() as u64 > LONGEST { Err(too_long()) } else { Ok(text) }
}

/// What was cut, if there is something, and not too much of it.
fn fit(cut: Cut) -> Result<Cut> {
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

/// Text or Markdown: empty lines part paragraphs, `#` begins a heading, lists stay together.
fn from_text(text: &str) -> Cut {
    let mut pages = Gathered::default();
    for line in tidy_lines(text).lines().map(str::trim) {
        let heading = line.trim_start_matches('#');
        match line {
            "" => pages.end(false),
            _ if heading.len() < line.len() && heading.starts_with(' ') => {
                pages.end(false);
                pages.words.push_str(heading);
                pages.end(true);
            }
            _ if pages.begins_item(line) => {
                if !pages.in_list {
                    pages.end(false);
                }
                pages.item(sign(line).unwrap_or_default());
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

/// The sign of a list's item at the start of a line: `- `, or its number.
fn sign(line: &str) -> Option<&str> {
    let (first, _) = line.split_once(' ')?;
    let number = first.strip_suffix(['.', ')']).filter(|digits| (1..=3).contains(&digits.len()));
    match first {
        "-" | "*" | "•" => Some("-"),
        _ => number.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_digit())),
    }
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
        let text: Vec<String> = self.words.lines().map(one_line).filter(|line| !self.is_bare(line)).collect();
        if !text.is_empty() {
            self.paragraphs.push(Paragraph { text: text.join("\n").replace("****", ""), heading });
        }
        self.words.clear();
        self.in_list = false;
    }

    /// Whether a line says nothing: an item without words.
    fn is_bare(&self, line: &str) -> bool {
        matches!(line, "" | "-") || self.in_list && !line.contains(' ') && sign(&format!("{line} ")).is_some()
    }

    /// Whether a line begins an item. Within a paragraph a number is only a number, unless a list begins with it.
    fn begins_item(&self, line: &str) -> bool {
        let alone = self.in_list || self.words.is_empty();
        sign(line).is_some_and(|sign| alone || ["-", "1"].contains(&sign))
    }

    /// Begins an item of a list, under its number or a hyphen.
    fn item(&mut self, sign: &str) {
        self.in_list = true;
        let dot = if sign == "-" { "" } else { "." };
        self.words.push_str(&format!("\n{sign}{dot} "));
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
