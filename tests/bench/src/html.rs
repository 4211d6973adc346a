//! The handout as HTML and CSS, made from the handout, for WeasyPrint.

use std::fmt::Write;

use chrono::NaiveDate;
use secure_base_handouts::{Block, Handout, Part, PartBody, Piece, Prose, TableRows};
use secure_base_model::Factor;

use crate::{Result, drawing::svg};

const LOOK: &str = include_str!("sheet.css");

/// The handouts as one page each after the other; its fonts lie in `fonts/` beside it.
pub fn page(handouts: &[&Handout], printed_on: NaiveDate) -> Result<String> {
    let mut text = String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    let title = escaped(&handouts[0].title);
    writeln!(
        text,
        "<title>{title}</title>\n<style>\n{LOOK}{}</style>\n</head>\n<body>",
        footer(handouts[0], printed_on)
    )?;
    for handout in handouts {
        section(&mut text, handout)?;
    }
    Ok(text + "</body>\n</html>\n")
}

fn section(text: &mut String, handout: &Handout) -> Result<()> {
    let (title, source) = (escaped(&handout.title), escaped(&sources(handout)));
    let figure = handout.figure.as_ref().map(|figure| svg(&figure.picture)).transpose()?.unwrap_or_default();
    let (beside, under) = if handout.figure_wide { ("", figure.as_str()) } else { (figure.as_str(), "") };
    let narrow = if handout.figure_wide { "" } else { " narrow" };
    writeln!(text, "<h1>{title}</h1>\n{beside}<p class=\"message{narrow}\">{}</p>", words(&handout.message))?;
    writeln!(text, "<p><b>What this page is for.</b> {}</p>", words(&handout.purpose))?;
    if let Some(safety) = &handout.safety {
        writeln!(text, "<p class=\"safety\"><b>Please be safe.</b> {}</p>", words(safety))?;
    }
    if !under.is_empty() {
        writeln!(text, "<div class=\"wide\">{under}</div>")?;
    }
    for Part { heading, body } in &handout.parts {
        if let Some(heading) = heading {
            writeln!(text, "<h2>{}</h2>", escaped(heading))?;
        }
        part(text, body)?;
    }
    if let Some(summary) = &handout.summary {
        writeln!(text, "<h2>In short</h2>\n<p>{}</p>", words(summary))?;
    }
    writeln!(text, "<p class=\"source\">This comes from {source}, in our own words.</p>")?;
    if handout.therapist_lines > 0 {
        writeln!(text, "<h2>From your therapist</h2>\n{}", lines(handout.therapist_lines))?;
    }
    Ok(())
}

/// The articles that the handout is adapted from.
pub fn sources(handout: &Handout) -> String {
    handout.articles.iter().map(|article| article.named()).collect::<Vec<_>>().join("; ")
}

fn part(text: &mut String, body: &PartBody) -> Result<()> {
    match body {
        PartBody::Text(pieces) => pieces.iter().try_for_each(|one| piece(text, one))?,
        PartBody::Picture(one) => piece(text, one)?,
        PartBody::Compare(sides) => {
            writeln!(text, "<div class=\"compare\">")?;
            for side in sides {
                writeln!(text, "<div><h3>{}</h3>", escaped(&side.name))?;
                side.pieces.iter().try_for_each(|one| piece(text, one))?;
                writeln!(text, "</div>")?;
            }
            writeln!(text, "</div>")?;
        }
        PartBody::Answers { prompt, questions, lines: count } => {
            if let Some(prompt) = prompt {
                writeln!(text, "<p>{}</p>", words(prompt))?;
            }
            for question in questions {
                writeln!(text, "<p>{}</p>{}", words(question), lines(*count))?;
            }
        }
        PartBody::Roots(roots) => {
            for root in roots {
                let (letter, name) = (letter(root.factor), escaped(&root.name));
                writeln!(text, "<div class=\"root\"><h2>{letter} {name}</h2>\n<dl>")?;
                for row in &root.rows {
                    writeln!(text, "<dt>{}</dt><dd>{}</dd>", escaped(row.label), words(&row.text))?;
                }
                writeln!(text, "</dl></div>")?;
            }
        }
        PartBody::Lines { prompt, lines: count } => writeln!(text, "<p>{}</p>{}", words(prompt), lines(*count))?,
        PartBody::Scale { prompt, low, high, rows } => {
            let (low, high) = (escaped(low), escaped(high));
            writeln!(text, "<p>{}</p>\n<div class=\"ends\">", words(prompt))?;
            writeln!(text, "<span>0 = {low}</span><span>10 = {high}</span></div>\n<table class=\"scale\">")?;
            let marks: String = (0..=10).map(|mark| format!("<td>{mark}</td>")).collect();
            for row in rows {
                let letter = row.factor.map(letter).unwrap_or_default();
                writeln!(text, "<tr><td class=\"name\">{letter} {}</td>{marks}</tr>", escaped(&row.name))?;
            }
            writeln!(text, "</table>")?;
        }
        PartBody::Ticks { prompt, options } => {
            writeln!(text, "<p>{}</p>\n<div class=\"ticks\">", words(prompt))?;
            for option in options {
                writeln!(text, "<div><span class=\"tick\"></span>{}</div>", words(option))?;
            }
            writeln!(text, "</div>")?;
        }
        PartBody::Table { prompt, columns, rows } => {
            let empty = "<td></td>".repeat(columns.len() - 1);
            let row = |name: &str| format!("<tr><td>{name}</td>{empty}</tr>");
            let row: String = match rows {
                TableRows::Blank(count) => row("").repeat((*count).into()),
                TableRows::Named(names) => names.iter().map(|name| row(&words(name))).collect(),
            };
            let columns = each("th", columns);
            writeln!(text, "<p>{}</p>\n<table class=\"blank\"><tr>{columns}</tr>{row}</table>", words(prompt))?;
        }
    }
    Ok(())
}

fn piece(text: &mut String, piece: &Piece) -> Result<()> {
    if let Some(figure) = &piece.figure {
        writeln!(text, "<div class=\"wide\">{}</div>", svg(&figure.picture)?)?;
    }
    for block in &piece.blocks {
        match block {
            Block::Paragraph(prose) => writeln!(text, "<p>{}</p>", words(prose))?,
            Block::Bullets(items) => writeln!(text, "<ul>{}</ul>", each("li", items))?,
            Block::Steps { items, .. } => writeln!(text, "<ol>{}</ol>", each("li", items))?,
        }
    }
    Ok(())
}

/// Two lines at the foot of every page.
fn footer(handout: &Handout, printed_on: NaiveDate) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let (title, source) = (quoted(&handout.title), quoted(&format!("From {}", sources(handout))));
    let date = quoted(&printed_on.format("%-d %B %Y").to_string());
    let look = "font: 9.5pt/1.35 \"Text\"; color: #555e5a; white-space: pre; vertical-align: top; padding-top: 6pt; \
                border-top: .6pt solid #b9c0b8;";
    format!(
        "@page {{ size: A4; margin: 50pt 56pt 62pt;\n\
         @bottom-left {{ content: {title} \"\\A\" {source}; width: 80%; {look} }}\n\
         @bottom-right {{ width: 20%; content: \"page \" counter(page) \" of \" counter(pages) \"\\A\" {date}; {look} }} }}\n"
    )
}

fn letter(factor: Factor) -> String {
    format!("<span class=\"letter {0}\">{0}</span>", factor.letter())
}

fn lines(count: u8) -> String {
    "<div class=\"line\"></div>".repeat(count.into())
}

fn each(tag: &str, items: &[Prose]) -> String {
    items.iter().map(|item| format!("<{tag}>{}</{tag}>", words(item))).collect()
}

fn words(prose: &Prose) -> String {
    let span = |text: String, strong| if strong { format!("<b>{text}</b>") } else { text };
    prose.0.iter().map(|s| span(escaped(&s.text), s.strong)).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
