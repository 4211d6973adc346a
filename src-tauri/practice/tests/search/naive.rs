//! Any question over any notes answers as reading every note would: words, phrases, beginnings, words to leave out, every
//! filter, with addenda, tags of every kind and the trash, page after page.

use chrono::{Datelike, NaiveDate};
use secure_base_model::{Aspect, Factor, Tag};
use secure_base_practice::{ClientId, Document, Error, HitPlace, Practice, Removable, SessionId};

use super::{document, expect_sound, nth_day, one_client, tags::annotate};
use crate::{add, index::numbers, later::draft, shelf::full};

const WORDS: [&str; 12] =
    ["rain", "rainy", "raining", "tea", "silence", "silent", "interval", "interest", "inter", "sea", "a", "in"];
const ASPECTS: [&str; 4] = ["shows", "healthy", "unhealthy", "workOn"];

/// A note as it is read in full.
struct Read {
    client: ClientId,
    day: NaiveDate,
    session: SessionId,
    signed: bool,
    words: Vec<String>,
    /// The tagged words, in the note or added later, and all of them under what the whole note speaks of.
    tagged: Vec<(Tag, Vec<String>)>,
}

/// Words to look for: one or several together, the last perhaps a beginning.
type Term = (Vec<String>, bool);

#[derive(Debug, Default)]
struct Asked {
    words: Vec<Term>,
    without: Vec<Term>,
    factors: Vec<Factor>,
    aspects: Vec<Aspect>,
    client: Option<ClientId>,
    before: Option<NaiveDate>,
    after: Option<NaiveDate>,
    signed: Option<bool>,
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

fn has(text: &[String], (words, beginning): &Term) -> bool {
    let same = |(n, (word, sought)): (usize, (&String, &String))| match *beginning && n + 1 == words.len() {
        true => word.starts_with(sought.as_str()),
        false => word == sought,
    };
    text.windows(words.len()).any(|some| some.iter().zip(words).enumerate().all(same))
}

impl Asked {
    fn lets(&self, note: &Read) -> bool {
        let says = |text: &[String]| {
            self.words.iter().all(|term| has(text, term)) && !self.without.iter().any(|term| has(text, term))
        };
        let lets_tag = |tag: &Tag| {
            (self.factors.is_empty() || self.factors.contains(&tag.factor))
                && (self.aspects.is_empty() || self.aspects.contains(&tag.aspect))
        };
        self.client.is_none_or(|client| client == note.client)
            && self.before.is_none_or(|day| note.day < day)
            && self.after.is_none_or(|day| note.day > day)
            && self.signed.is_none_or(|signed| signed == note.signed)
            && match self.factors.is_empty() && self.aspects.is_empty() {
                true => says(&note.words),
                false => note.tagged.iter().any(|(tag, words)| lets_tag(tag) && says(words)),
            }
    }
}

/// Every note that is not in the trash, newest first.
fn read_all(practice: &Practice) -> Vec<Read> {
    let mut all = Vec::new();
    for client in practice.clients("").unwrap() {
        for listed in practice.client_page(client.id).unwrap().sessions {
            let page = practice.session_page(listed.id).unwrap();
            let note = Document::parse(&page.note.document).unwrap().extract();
            let mut text = note.text;
            for one in &page.addenda {
                text += &format!("\n{}\n{}", one.reason, one.text);
            }
            let mut tagged: Vec<_> = note.passages.iter().map(|one| (one.tag, words(&one.words))).collect();
            tagged.extend(page.note.emphasis.iter().map(|tag| (*tag, words(&text))));
            let later = page.signed.iter().flat_map(|signed| &signed.annotations);
            tagged.extend(later.map(|one| (one.tag, words(&one.words))));
            let (client, day, session) = (client.id, listed.day, listed.id);
            all.push(Read { client, day, session, signed: page.signed.is_some(), words: words(&text), tagged });
        }
    }
    all.sort_by_key(|note| std::cmp::Reverse((note.day, note.session)));
    all
}

/// Every page of what a question finds.
fn find_all(practice: &Practice, typed: &str) -> Vec<SessionId> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = practice.search_notes(typed, after).unwrap();
        assert!(page.hints.is_empty(), "{typed}: {:?}", page.hints);
        after = page.hits.last().map(|hit| HitPlace { day: hit.day, session: hit.session });
        all.extend(page.hits.iter().map(|hit| hit.session));
        if !page.more {
            return all;
        }
    }
}

fn text(number: &mut impl FnMut(u64) -> u64, most: u64) -> String {
    (0..1 + number(most)).map(|_| WORDS[number(12) as usize]).collect::<Vec<_>>().join([" ", ", "][number(2) as usize])
}

fn edit(practice: &mut Practice, sessions: &mut [(SessionId, u32)], number: &mut impl FnMut(u64) -> u64) {
    let (session, revision) = &mut sessions[number(24) as usize];
    let page = match practice.session_page(*session) {
        Ok(page) => page,
        Err(Error::NotFound(_)) => return drop(practice.put_back(Removable::Session(*session), nth_day(90)).unwrap()),
        Err(other) => panic!("{other}"),
    };
    let tag = |number: &mut dyn FnMut(u64) -> u64| (Factor::ALL[number(3) as usize], ASPECTS[number(4) as usize]);
    let text_now = Document::parse(&page.note.document).unwrap().extract().text;
    match (page.signed.is_some(), number(12)) {
        // A session with nothing in it does not go to the trash, and an empty note cannot be signed.
        (_, 0) if !text_now.is_empty() => drop(practice.remove(Removable::Session(*session), nth_day(90)).unwrap()),
        (false, 1) if !text_now.is_empty() => drop(practice.sign_note(*session, *revision, nth_day(90)).unwrap()),
        (false, 2 | 3) => {
            let tags: Vec<Tag> = (0..number(3)).map(|_| Tag { factor: tag(number).0, aspect: Aspect::Shows }).collect();
            practice.emphasise(*session, &tags, nth_day(90)).unwrap();
        }
        (false, _) => {
            let pieces: Vec<(String, Option<(String, &str)>)> = (0..number(5))
                .map(|_| {
                    let (factor, aspect) = tag(number);
                    (text(number, 4), (number(2) == 0).then(|| (factor.letter().to_owned(), aspect)))
                })
                .collect();
            let borrowed: Vec<_> = pieces
                .iter()
                .map(|(words, tag)| (words.as_str(), tag.as_ref().map(|(factor, aspect)| (factor.as_str(), *aspect))))
                .collect();
            practice.save_note(*session, &document(&borrowed), *revision, nth_day(90)).unwrap();
            *revision += 1;
        }
        (true, 1..=4) => {
            let (reason, text) = (text(number, 2), text(number, 3));
            practice.sign_addendum(*session, &draft(&reason, &text), nth_day(90)).unwrap();
        }
        (true, 5 | 6) => {
            let made = page.signed.map(|signed| signed.annotations).unwrap_or_default();
            if let Some(one) = made.first() {
                practice.take_back_annotation(one.id, nth_day(90)).unwrap();
            }
        }
        (true, _) => {
            let (factor, aspect) = tag(number);
            if let Some(line) = text_now.lines().nth(number(3) as usize) {
                annotate(practice, *session, line, factor.letter(), aspect);
            }
        }
    }
}

/// A question as it is typed, and as it is meant.
fn question(number: &mut impl FnMut(u64) -> u64, clients: &[(ClientId, &str)]) -> (String, Asked) {
    let (mut typed, mut asked) = (Vec::new(), Asked::default());
    for _ in 0..number(4) {
        let word = WORDS[number(12) as usize];
        let (said, term) = match number(5) {
            0 => {
                let other = WORDS[number(12) as usize];
                (format!("\"{word} {other}\""), (vec![word.to_owned(), other.to_owned()], false))
            }
            1 | 2 if word.len() > 2 => {
                let start = &word[..2 + number(word.len() as u64 - 1) as usize];
                (format!("{start}*"), (vec![start.to_owned()], true))
            }
            _ => (word.to_owned(), (vec![word.to_owned()], false)),
        };
        match number(4) {
            0 => (typed.push(format!("-{said}")), asked.without.push(term)),
            _ => (typed.push(said), asked.words.push(term)),
        };
    }
    if number(3) == 0 {
        let factor = Factor::ALL[number(3) as usize];
        typed.push(format!("factor:{factor}"));
        asked.factors.push(factor);
    }
    if number(4) == 0 {
        let aspect = ASPECTS[number(4) as usize];
        typed.push(format!("aspect:{aspect}"));
        asked.aspects.push(aspect.parse().unwrap());
    }
    if number(5) == 0 {
        let (client, name) = clients[number(2) as usize];
        typed.push(format!("client:{name}"));
        asked.client = Some(client);
    }
    if number(5) == 0 {
        let day = nth_day(number(14)).date_naive();
        typed.push(format!("before:{day}"));
        asked.before = Some(day);
    }
    if number(6) == 0 {
        let day = nth_day(number(14)).date_naive();
        typed.push(format!("after:{}-{:02}-{:02}", day.year(), day.month(), day.day()));
        asked.after = Some(day);
    }
    if number(5) == 0 || asked.words.is_empty() {
        asked.signed = Some(number(2) == 0);
        typed.push(if asked.signed == Some(true) { "signed" } else { "unsigned" }.into());
    }
    (typed.join(" ") + " ", asked)
}

#[test]
fn any_question_over_any_notes_answers_as_reading_every_note_would() {
    // The index is quick because it does not read the notes, so nothing but reading them tells whether it is right.
    for seed in 1..if full() { 40 } else { 2 } {
        let (_scratch, mut practice, ada) = one_client();
        let bo = add(&mut practice, "Bo").id;
        let mut number = numbers(0x9e37_79b9_7f4a_7c15 ^ seed << 20);
        let mut sessions = Vec::new();
        for n in 0..24 {
            let day = nth_day(number(12));
            sessions.push((practice.start_session([ada, bo][n % 2], day).unwrap().value.id, 0));
        }
        for _ in 0..12 {
            (0..10).for_each(|_| edit(&mut practice, &mut sessions, &mut number));
            let notes = read_all(&practice);
            for _ in 0..25 {
                let (typed, asked) = question(&mut number, &[(ada, "ada"), (bo, "bo")]);
                let expected: Vec<_> = notes.iter().filter(|note| asked.lets(note)).map(|note| note.session).collect();
                assert_eq!(find_all(&practice, &typed), expected, "{typed}: {asked:?}, seed {seed}");
            }
        }
        expect_sound(&practice);
    }
}
