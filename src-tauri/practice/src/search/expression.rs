//! A question in FTS5's own language, written so that nothing typed is ever read as that language.

use rusqlite::Connection;

use super::{
    fact,
    filter::{self, Filter},
    place::Span,
    query::{Query, Term, is_break},
    vocabulary::{INDEXED, beginning},
};
use crate::{ClientId, Result};

/// So many endings of a word are sought one by one, which costs the same in a practice of any size.
const ENDINGS: usize = 60;
/// So many clients of one name make a question.
const CLIENTS: usize = 50;
const TEMPLATES: usize = 200;

/// A question that can be put to one of the indexes.
pub(super) struct Expression {
    /// What stands behind MATCH.
    pub(super) text: String,
    /// Where in the index it is sought.
    pub(super) span: Span,
    /// Whether it is put to the passages.
    pub(super) of_passages: bool,
}

/// The facts that filters ask for; each list means any of them.
#[derive(Default)]
struct Facts {
    all: Vec<Vec<String>>,
    hints: Vec<String>,
}

impl Expression {
    /// Writes a query, or says why there is nothing that it could mean.
    pub(super) fn write(db: &Connection, query: &Query) -> Result<std::result::Result<Expression, Vec<String>>> {
        let facts = facts(db, query)?;
        if !facts.hints.is_empty() {
            return Ok(Err(facts.hints));
        }
        let filters = || query.filters.iter().map(|typed| &typed.filter);
        let of_passages = filters().any(|filter| matches!(filter, Filter::Factors(_) | Filter::Aspects(_)));
        let words = if of_passages { "search_passage_word" } else { "search_word" };
        let mut all = Vec::new();
        for term in &query.words {
            all.push(sought(db, words, term)?);
        }
        all.extend(facts.all.iter().map(|any| format!("facts : ({})", any_of(any))));
        if all.is_empty() {
            // Every note is signed or is not.
            all.push(format!("facts : ({})", any_of(&[fact::signed(false), fact::signed(true)])));
        }
        let mut text = all.join(" AND ");
        let mut without = Vec::new();
        for term in &query.without {
            without.push(sought(db, words, term)?);
        }
        if !without.is_empty() {
            text = format!("({text}) NOT ({})", without.join(" OR "));
        }
        Ok(Ok(Expression { text, span: span(filters()), of_passages }))
    }
}

fn span<'a>(filters: impl Iterator<Item = &'a Filter>) -> Span {
    filters.fold(Span::ALL, |span, filter| match filter {
        Filter::Days(first, last) => {
            let days = |day| Span::days(day, day);
            span.and(Span {
                first: first.map_or(i64::MIN, |day| days(day).first),
                last: last.map_or(i64::MAX, |day| days(day).last),
            })
        }
        _ => span,
    })
}

/// A term as FTS5 reads it: in quotes, so that it is only words.
fn sought(db: &Connection, vocabulary: &str, term: &Term) -> Result<String> {
    let Term { text, prefix } = term;
    if !prefix {
        return Ok(quoted(text));
    }
    let last = text.rfind(is_break).map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let (before, last) = text.split_at(last);
    // How the index folds other letters only the index knows; those words are left to FTS5.
    if last.is_ascii()
        && !INDEXED.contains(&last.len())
        && let Some(words) = beginning(db, vocabulary, &last.to_ascii_lowercase(), ENDINGS)?
    {
        let each: Vec<String> = words.iter().map(|word| quoted(&format!("{before}{word}"))).collect();
        return Ok(if each.is_empty() { quoted(text) } else { format!("({})", each.join(" OR ")) });
    }
    Ok(format!("{}*", quoted(text)))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', " "))
}

fn any_of(facts: &[String]) -> String {
    facts.iter().map(|fact| quoted(fact)).collect::<Vec<_>>().join(" OR ")
}

/// Filters of one kind are gathered into one list.
fn facts(db: &Connection, query: &Query) -> Result<Facts> {
    let mut facts = Facts::default();
    let mut kinds: [Vec<String>; 5] = Default::default();
    for typed in &query.filters {
        match &typed.filter {
            Filter::Factors(factors) => kinds[0].extend(factors.iter().copied().map(fact::factor)),
            Filter::Aspects(aspects) => kinds[1].extend(aspects.iter().copied().map(fact::aspect)),
            Filter::Client(name) => match clients(db, name)? {
                Ok(found) => kinds[2].extend(found.into_iter().map(fact::client)),
                Err(hint) => facts.hints.push(hint),
            },
            Filter::Template(name) => match template(db, name)? {
                Ok(found) => kinds[3].push(fact::template(&found)),
                Err(hint) => facts.hints.push(hint),
            },
            Filter::Signed(signed) => kinds[4].push(fact::signed(*signed)),
            Filter::Days(..) => {}
        }
    }
    facts.all = kinds.into_iter().filter(|any| !any.is_empty()).collect();
    Ok(facts)
}

/// The clients of that very name, or else those with it in their names, in any case.
fn clients(db: &Connection, name: &str) -> Result<std::result::Result<Vec<ClientId>, String>> {
    let mut read = db.prepare_cached("SELECT id, name FROM client WHERE removed_at IS NULL")?;
    let wanted = name.to_lowercase();
    let (mut whole, mut part) = (Vec::new(), Vec::new());
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        let called = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?.to_lowercase();
        if called == wanted {
            whole.push(row.get(0)?);
        } else if called.contains(&wanted) {
            part.push(row.get(0)?);
        }
    }
    let found = if whole.is_empty() { part } else { whole };
    Ok(match found.len() {
        0 => Err(format!("No client is called “{name}”.")),
        1..=CLIENTS => Ok(found),
        many => Err(format!("{many} clients have “{name}” in their names: type more of it.")),
    })
}

/// The template of that name among those in use.
fn template(db: &Connection, name: &str) -> Result<std::result::Result<String, String>> {
    let words = beginning(db, "search_word", &fact::any_template(), TEMPLATES)?.unwrap_or_default();
    let known: Vec<String> = words.iter().filter_map(|word| fact::template_in(word)).collect();
    Ok(known.iter().find(|known| filter::same(known, name)).cloned().ok_or_else(|| {
        let mut names = known;
        names.sort();
        format!("No note was begun in a form called “{name}”. There are: {}.", names.join(", "))
    }))
}
