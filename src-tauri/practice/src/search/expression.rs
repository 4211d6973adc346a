//! A question in FTS5's own language, written so that nothing typed is ever read as that language.

use rusqlite::Connection;
use secure_base_model::{MODEL, Tag};

use super::{
    fact,
    filter::{self, Filter},
    place::Span,
    query::{Query, Term, is_break},
    vocabulary::{INDEXED, beginning},
};
use crate::{ClientId, Result, tidy};

/// So many endings of a word are sought one by one, which costs the same in a practice of any size.
const ENDINGS: usize = 60;
/// So many clients of one name make a question.
const CLIENTS: usize = 50;
const TEMPLATES: usize = 200;

/// A question that can be put to the indexes, with what stands behind MATCH.
pub(super) struct Expression {
    /// What is asked of the notes.
    pub(super) notes: String,
    /// What is asked of the passages, where filters ask for tags. The notes are then asked for those that speak of such a tag
    /// as a whole.
    pub(super) passages: Option<String>,
    /// Where in the indexes it is sought.
    pub(super) span: Span,
    /// The tags that filters ask for; none where they ask for none.
    pub(super) tags: Vec<Tag>,
}

/// The facts that filters ask for; each list means any of them.
#[derive(Default)]
struct Facts {
    /// Those of a passage.
    tags: Vec<Vec<String>>,
    /// Those of a note and of its passages.
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
        let tags = tags(query);
        let spoken_of: Vec<String> = tags.iter().copied().map(fact::emphasis).collect();
        let of_notes = facts.all.iter().chain((!tags.is_empty()).then_some(&spoken_of));
        let of_passages = || facts.all.iter().chain(&facts.tags);
        Ok(Ok(Expression {
            notes: text(db, "search_word", query, of_notes)?,
            passages: match tags.is_empty() {
                true => None,
                false => Some(text(db, "search_passage_word", query, of_passages())?),
            },
            span: span(query.filters.iter().map(|typed| &typed.filter)),
            tags,
        }))
    }
}

/// All words and facts, and none of the words to leave out. `vocabulary` is that of the index that is asked.
fn text<'a>(
    db: &Connection,
    vocabulary: &str,
    query: &Query,
    facts: impl Iterator<Item = &'a Vec<String>>,
) -> Result<String> {
    let sought = |terms: &[Term]| terms.iter().map(|term| sought(db, vocabulary, term)).collect::<Result<Vec<_>>>();
    let mut all = sought(&query.words)?;
    all.extend(facts.map(|any| format!("facts : ({})", any_of(any))));
    if all.is_empty() {
        // Every note is signed or is not.
        all.push(format!("facts : ({})", any_of(&[fact::signed(false), fact::signed(true)])));
    }
    let (text, without) = (all.join(" AND "), sought(&query.without)?);
    Ok(if without.is_empty() { text } else { format!("({text}) NOT ({})", without.join(" OR ")) })
}

/// Every tag that filters for factors and aspects let through; nothing where there is no such filter.
fn tags(query: &Query) -> Vec<Tag> {
    let (mut factors, mut aspects) = (Vec::new(), Vec::new());
    for typed in &query.filters {
        match &typed.filter {
            Filter::Factors(some) => factors.extend(some),
            Filter::Aspects(some) => aspects.extend(some),
            _ => {}
        }
    }
    if factors.is_empty() && aspects.is_empty() {
        return Vec::new();
    }
    let lets = |tag: &Tag| {
        (factors.is_empty() || factors.contains(&tag.factor)) && (aspects.is_empty() || aspects.contains(&tag.aspect))
    };
    let known =
        MODEL.iter().flat_map(|text| text.aspects.iter().map(|one| Tag { factor: text.factor, aspect: one.aspect }));
    known.filter(lets).collect()
}

fn span<'a>(filters: impl Iterator<Item = &'a Filter>) -> Span {
    filters.fold(Span::ALL, |span, filter| match filter {
        Filter::Days(first, last) => {
            let days = |day| Span::days(day, day);
            span.and(Span {
                // The last day is the newest, which stands first.
                first: last.map_or(i64::MIN, |day| days(day).first),
                last: first.map_or(i64::MAX, |day| days(day).last),
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
    let [factors, aspects, rest @ ..] = kinds;
    facts.tags = [factors, aspects].into_iter().filter(|any| !any.is_empty()).collect();
    facts.all = rest.into_iter().filter(|any| !any.is_empty()).collect();
    Ok(facts)
}

/// The clients who have or are called by that very name, or else those with it in their names, in any case and with any accents.
fn clients(db: &Connection, name: &str) -> Result<std::result::Result<Vec<ClientId>, String>> {
    let mut read = db.prepare_cached("SELECT id, name, preferred_name FROM client WHERE removed_at IS NULL")?;
    let wanted = tidy::plain(name);
    let (mut whole, mut part) = (Vec::new(), Vec::new());
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        let called = row.get::<_, Option<String>>(2)?.map(|called| tidy::plain(&called));
        let names: Vec<String> = std::iter::once(tidy::plain(&row.get::<_, String>(1)?)).chain(called).collect();
        if names.contains(&wanted) {
            whole.push(row.get(0)?);
        } else if names.iter().any(|name| name.contains(&wanted)) {
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
