//! Electronic business cards (vCard 3.0, RFC 2426, and 4.0, RFC 6350), as address books write them.

use chrono::NaiveDate;

use super::candidate::Candidate;
use crate::ClientDraft;

/// How every card begins.
const BEGIN: &str = "BEGIN:VCARD";

/// Whether a text is a file of cards.
pub(super) fn are_cards(text: &str) -> bool {
    text.trim_start().get(..BEGIN.len()).is_some_and(|start| start.eq_ignore_ascii_case(BEGIN))
}

/// One line of a card: `group.NAME;KEY=value:text`.
struct Property {
    /// In capitals, without group.
    name: String,
    /// In capitals.
    parameters: String,
    value: String,
}

impl Property {
    /// Apple's address book writes a year of its own where none is known, and says so: `BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-23`.
    fn has_no_year(&self) -> bool {
        let omitted = self.parameters.split(';').find_map(|one| one.strip_prefix("X-APPLE-OMIT-YEAR="));
        omitted.is_some_and(|year| plain(&self.value).starts_with(year.trim_matches('"')))
    }
}

/// The client on each card, by the card's place in the file.
pub(super) fn candidates(text: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut card: Option<Vec<Property>> = None;
    let push = |found: &mut Vec<Candidate>, draft| {
        let row = u32::try_from(found.len()).unwrap_or(u32::MAX).saturating_add(1);
        found.push(Candidate { row, draft });
    };
    for line in unfolded(text) {
        if line.trim().eq_ignore_ascii_case(BEGIN) {
            if card.is_some() {
                push(&mut found, Err("The card is not closed before the next one begins".into()));
            }
            card = Some(Vec::new());
        } else if line.trim().eq_ignore_ascii_case("END:VCARD") {
            if let Some(card) = card.take() {
                push(&mut found, draft(&card));
            }
        } else if let (Some(card), Some(property)) = (&mut card, property(&line)) {
            card.push(property);
        }
    }
    if card.is_some() {
        push(&mut found, Err("The card is cut off: it has no end".into()));
    }
    found
}

/// The lines, with those joined again that were folded because they were long.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)) {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some(last)) => last.push_str(more),
            _ => lines.push(line.into()),
        }
    }
    lines
}

fn property(line: &str) -> Option<Property> {
    // A colon may stand in a quoted parameter.
    let mut quoted = false;
    let colon = line.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == ':' && !quoted
    });
    let (head, value) = (&line[..colon?.0], &line[colon?.0 + 1..]);
    let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
    let name = name.rsplit('.').next().unwrap_or(name);
    Some(Property { name: name.trim().to_uppercase(), parameters: parameters.to_uppercase(), value: value.into() })
}

/// The parts of a value, at every `mark` that is not escaped, with what is escaped as it was meant.
fn parts(value: &str, mark: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        let escaped = if letter == '\\' { letters.next() } else { None };
        let Some(part) = parts.last_mut() else { break };
        match (letter, escaped) {
            ('\\', Some('n' | 'N')) => part.push('\n'),
            ('\\', Some(other)) => part.push(other),
            (letter, _) if letter == mark => parts.push(String::new()),
            (letter, _) => part.push(letter),
        }
    }
    parts.iter().map(|part| part.trim().to_owned()).collect()
}

fn plain(value: &str) -> String {
    // No text holds this letter, so nothing is cut.
    parts(value, '\0').concat()
}

fn draft(card: &[Property]) -> Result<ClientDraft, String> {
    let all = |name: &'static str| card.iter().filter(move |property| property.name == name);
    let first = |name| all(name).map(|property| plain(&property.value)).find(|text| !text.is_empty());
    match first("VERSION").as_deref() {
        Some("3.0" | "4.0") => {}
        _ => return Err("The card is of an old version: save it anew as vCard 3.0 or 4.0".into()),
    }
    if first("KIND").is_some_and(|kind| !kind.eq_ignore_ascii_case("individual")) {
        return Err("The card is not a person's".into());
    }
    let name = first("FN").or_else(|| all("N").map(|property| structured_name(&property.value)).next());
    let name = name.filter(|name| !name.is_empty()).ok_or("There is no name on this card")?;
    let dated = all("BDAY").find(|property| !plain(&property.value).is_empty());
    let birth_date = match dated {
        Some(property) if !property.has_no_year() => birth_date(&plain(&property.value))?,
        _ => None,
    };
    Ok(ClientDraft {
        name,
        preferred_name: first("NICKNAME").unwrap_or_default(),
        pronouns: first("PRONOUNS").unwrap_or_default(),
        birth_date,
        phone: joined(all("TEL"), "tel:"),
        email: joined(all("EMAIL"), "mailto:"),
        address: all("ADR").map(|property| address(&property.value)).find(|text| !text.is_empty()).unwrap_or_default(),
        labels: all("CATEGORIES").flat_map(|property| parts(&property.value, ',')).collect(),
        ..ClientDraft::default()
    })
}

/// All values, the preferred one first.
fn joined<'a>(properties: impl Iterator<Item = &'a Property>, scheme: &str) -> String {
    let mut properties: Vec<&Property> = properties.collect();
    properties.sort_by_key(|property| !property.parameters.contains("PREF"));
    let bare = |property: &&Property| {
        let text = plain(&property.value);
        text.strip_prefix(scheme).unwrap_or(&text).to_owned()
    };
    let texts: Vec<String> = properties.iter().map(bare).filter(|text| !text.is_empty()).collect();
    texts.join(", ")
}

/// Family; given; additional; before; after.
fn structured_name(value: &str) -> String {
    let parts = parts(value, ';');
    let part = |at: usize| parts.get(at).map_or("", String::as_str);
    [part(3), part(1), part(2), part(0), part(4)]
        .into_iter()
        .filter(|one| !one.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Box; more; street; town; region; code; country.
fn address(value: &str) -> String {
    let parts = parts(value, ';');
    let part = |at: usize| parts.get(at).map_or("", String::as_str);
    let town = [part(5), part(3)].into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join(" ");
    let lines = [part(0), part(1), part(2), town.as_str(), part(4), part(6)];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// 1980-04-23, 19800423, either with a time. A day without its year is none that could be kept.
fn birth_date(text: &str) -> Result<Option<NaiveDate>, String> {
    if text.starts_with("--") {
        return Ok(None);
    }
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let read = ["%Y-%m-%d", "%Y%m%d"].iter().find_map(|form| NaiveDate::parse_from_str(day, form).ok());
    read.map(Some).ok_or_else(|| "The birth date on this card cannot be read: write it as 1980-04-23".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    // What address books write: folded lines, escapes, groups, several numbers.
    #[test]
    fn a_card_becomes_a_client() {
        let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Holloway;Maren;;;\r\nFN:Maren\r\n  Holloway\r\nNICKNAME:Maz\r\n\
                    TEL;TYPE=HOME:01\r\nTEL;TYPE=CELL,PREF:02\r\nitem1.EMAIL:m@example.org\r\n\
                    item1.ADR;TYPE=HOME:;;4 Low Row\\, back;Leith;;EH6;Scotland\r\nBDAY:19800423\r\n\
                    CATEGORIES:evening,online\r\nNOTE:left out\r\nEND:VCARD\r\n";
        let found = candidates(card).remove(0).draft.unwrap_or_default();
        assert_eq!((found.name.as_str(), found.preferred_name.as_str()), ("Maren Holloway", "Maz"));
        assert_eq!((found.phone.as_str(), found.email.as_str()), ("02, 01", "m@example.org"));
        assert_eq!(found.address, "4 Low Row, back\nEH6 Leith\nScotland");
        assert_eq!(found.birth_date.map(|day| day.to_string()).as_deref(), Some("1980-04-23"));
        assert_eq!(found.labels, ["evening", "online"]);
    }

    // A card that cannot be taken is told, and costs no other.
    #[test]
    fn cards_that_cannot_be_read_are_named() {
        let text = "BEGIN:VCARD\nVERSION:2.1\nFN:Old\nEND:VCARD\nBEGIN:VCARD\nVERSION:4.0\nFN:Ada\nTEL;VALUE=uri:tel:+44-1\n\
                    BDAY:--0423\nEND:VCARD\nBEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN:Firm\nEND:VCARD\nBEGIN:VCARD\nFN:Cut";
        let found = candidates(text);
        assert_eq!(found.iter().map(|one| one.draft.is_ok()).collect::<Vec<_>>(), [false, true, false, false]);
        assert_eq!(found[1].draft.as_ref().map(|draft| draft.phone.as_str()), Ok("+44-1"));
    }
}
