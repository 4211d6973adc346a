//! Saving a note: `Practice::save_note` against the same rows written by hand into bare SQLCipher.
//!
//! Both write to the same disk, into equal databases of 50 clients and 2,000 sessions. The product reads the editor's
//! JSON, derives text and passages from it and writes; the reference is handed text and passages and only writes.

use std::{fs, path::Path};

use chrono::{DateTime, Local, Utc};
use secure_base_model::{Aspect, Factor};
use secure_base_practice::{Document, Now, Practice, SeedSize, SessionId, vault::RecoveryCode};
use serde_json::{Value, json};

use crate::{
    Bench, Result,
    measure::{medians, milliseconds},
    plain::{Line, Plain},
    report::Figure,
};

const SIZE: SeedSize = SeedSize { clients: 50, sessions: 2_000, seed: 1 };
const WARM_UP: usize = 10;
const ROUNDS: usize = 200;
/// From one saved session to the next: prime to their number, so that saves fall all over the file.
const STRIDE: usize = 787;
const WORDS: usize = 250;
const TAGS: usize = 4;

/// The figure of saving.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let folder = bench.out.join("save");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let now = Local::now().fixed_offset();
    let mut practice = seeded(&folder.join("practice"), now)?;
    let mut plain = Plain::copy(&folder.join("plain.db"), &practice)?;
    let sessions = sessions(&practice)?;
    let chosen = |save: usize| sessions[save * STRIDE % sessions.len()];

    let (mut mine, mut theirs) = (0, 0);
    let mut ours = || {
        mine += 1;
        let (session, document) = (chosen(mine), document(mine));
        let revision = practice.note(session)?.revision;
        Ok([milliseconds(|| Ok(practice.save_note(session, &document, revision, now)?))?.0])
    };
    let mut reference = || {
        theirs += 1;
        let (session, line) = (chosen(theirs).number(), line(&document(theirs), now.to_utc())?);
        let revision = plain.revision(session)?;
        Ok([milliseconds(|| plain.save(session, revision, &line))?.0])
    };
    let [[ours], [reference]] = medians(WARM_UP, ROUNDS, [&mut ours, &mut reference])?;
    let saves = WARM_UP + ROUNDS;
    expect_equal(&practice, &plain, (1..=saves).map(chosen))?;
    Ok(vec![Figure::new("saving a note", "ms", [ours, reference], "bare SQLCipher", 1.3)])
}

fn seeded(place: &Path, now: Now) -> Result<Practice> {
    Ok(Practice::create_seeded(place, "lantern copper meadow violin", &RecoveryCode::random()?, SIZE, now)?)
}

/// Every session of the practice.
fn sessions(practice: &Practice) -> Result<Vec<SessionId>> {
    let mut found = Vec::new();
    for client in practice.clients("")? {
        found.extend(practice.client_page(client.id)?.sessions.iter().map(|session| session.id));
    }
    Ok(found)
}

/// A note of 250 words in five paragraphs with four tagged passages, other words in each save.
fn document(save: usize) -> String {
    const VOCABULARY: [&str; 25] = [
        "the", "client", "noticed", "how", "evening", "quiet", "turned", "into", "worry", "and", "then", "spoke",
        "about", "an", "early", "memory", "of", "waiting", "at", "window", "until", "someone", "came", "home", "again",
    ];
    let words = |from: usize, count: usize| -> String {
        let word = |n: usize| VOCABULARY[(n * 7 + save * 3 + n / VOCABULARY.len()) % VOCABULARY.len()];
        (from..from + count).map(|n| word(n).to_owned() + " ").collect()
    };
    let paragraph = |n: usize| -> Value {
        let first = n * WORDS / (TAGS + 1);
        let mut content = vec![json!({"type": "text", "text": words(first, 20)})];
        if n < TAGS {
            let (factor, aspect) = (Factor::ALL[n % Factor::ALL.len()], Aspect::ALL[n % Aspect::ALL.len()]);
            let attrs = json!({"passage": format!("{save}-{n}"), "factor": factor, "aspect": aspect});
            let marks = json!([{"type": "tag", "attrs": attrs}]);
            content.push(json!({"type": "text", "text": words(first + 20, 10), "marks": marks}));
        }
        content.push(json!({"type": "text", "text": words(first + 30, 20)}));
        json!({"type": "paragraph", "content": content})
    };
    json!({"type": "doc", "content": (0..=TAGS).map(paragraph).collect::<Vec<_>>()}).to_string()
}

/// What the reference is handed: the rows, ready to be written.
fn line(document: &str, saved_at: DateTime<Utc>) -> Result<Line> {
    let found = Document::parse(document)?.extract();
    Ok(Line { document: document.into(), body: found.text, passages: found.passages, saved_at })
}

/// A comparison of two databases that do not hold the same would be none.
fn expect_equal(practice: &Practice, plain: &Plain, sessions: impl Iterator<Item = SessionId>) -> Result<()> {
    for session in sessions {
        let (ours, (document, passages)) = (practice.note(session)?, plain.note(session.number())?);
        if ours.document != document || practice.passages(session)?.len() != passages as usize {
            return Err(format!("the reference saved another note of session {}", session.number()).into());
        }
    }
    if practice.audit_log(u32::MAX)?.len() != plain.audit_lines()? as usize {
        return Err("the reference wrote another audit log".into());
    }
    Ok(())
}
