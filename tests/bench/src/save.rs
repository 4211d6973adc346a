//! Saving a note: `Practice::save_note` against the same rows written by hand into bare SQLCipher.
//!
//! Both write to the same disk, into equal databases of 50 clients and 2,000 sessions. The product reads the editor's
//! JSON, derives text and passages from it, hashes and writes; the reference is handed text and passages and only
//! writes, as many rows, as many bytes beside the database, and as many times through to the disk.
//! They take turns, some saves at a time, and only one database is open at any moment, as in the product: SQLite lets
//! all databases of a process draw on one stock of memory pages, so that two open at once would slow each other down.

use std::fs;

use chrono::{DateTime, Local, Utc};
use secure_base_model::{Aspect, Factor};
use secure_base_practice::{Document, LogFilter, Now, Practice, SeedSize, SessionId, vault::RecoveryCode};
use serde_json::{Value, json};

use crate::{
    Bench, Result,
    measure::{median, medians, milliseconds},
    plain::{Line, Plain},
    report::Figure,
};

const SIZE: SeedSize = SeedSize { clients: 50, sessions: 2_000, seed: 1 };
const PASSPHRASE: &str = "lantern copper meadow violin";
const WARM_UP: usize = 1;
const ROUNDS: usize = 15;
/// How many notes are saved in a turn, before the other's turn.
const SAVES: usize = 8;
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
    let (place, file) = (folder.join("practice"), folder.join("plain.db"));
    let practice = Practice::create_seeded(&place, PASSPHRASE, &RecoveryCode::random()?, SIZE, now)?;
    Plain::copy(&file, &practice)?;
    let sessions = sessions(&practice)?;
    drop(practice);

    let (mut mine, mut theirs) = (0, 0);
    let mut ours = || {
        let mut practice = Practice::unlock(&place, PASSPHRASE, now)?;
        mine += SAVES;
        let times = (mine - SAVES..mine).map(|save| ours(&mut practice, chosen(&sessions, save), save, now));
        Ok([median(times.collect::<Result<_>>()?)])
    };
    let mut reference = || {
        let mut plain = Plain::open(&file)?;
        theirs += SAVES;
        let times = (theirs - SAVES..theirs).map(|save| reference(&mut plain, chosen(&sessions, save), save, now));
        Ok([median(times.collect::<Result<_>>()?)])
    };
    let [[ours], [reference]] = medians(WARM_UP, ROUNDS, [&mut ours, &mut reference])?;
    expect_equal(&Practice::unlock(&place, PASSPHRASE, now)?, &Plain::open(&file)?, &sessions)?;
    Ok(vec![Figure::new("saving a note", "ms", [ours, reference], "bare SQLCipher", 1.3)])
}

/// One save through the product, in milliseconds.
fn ours(practice: &mut Practice, session: SessionId, save: usize, now: Now) -> Result<f64> {
    let (document, revision) = (document(save), practice.note(session)?.revision);
    Ok(milliseconds(|| Ok(practice.save_note(session, &document, revision, now)?))?.0)
}

/// The same save by hand, in milliseconds.
fn reference(plain: &mut Plain, session: SessionId, save: usize, now: Now) -> Result<f64> {
    let (session, line) = (session.number(), line(&document(save), now.to_utc())?);
    let revision = plain.revision(session)?;
    Ok(milliseconds(|| plain.save(session, revision, &line))?.0)
}

/// Every session of the practice.
fn sessions(practice: &Practice) -> Result<Vec<SessionId>> {
    let mut found = Vec::new();
    for client in practice.clients("")? {
        found.extend(practice.client_page(client.id)?.sessions.iter().map(|session| session.id));
    }
    Ok(found)
}

/// The session whose note is saved.
fn chosen(sessions: &[SessionId], save: usize) -> SessionId {
    sessions[save * STRIDE % sessions.len()]
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
fn expect_equal(practice: &Practice, plain: &Plain, sessions: &[SessionId]) -> Result<()> {
    for session in sessions.iter().copied() {
        let (ours, (document, passages)) = (practice.note(session)?, plain.note(session.number())?);
        if ours.document != document || practice.passages(session)?.len() != passages as usize {
            return Err(format!("the reference saved another note of session {}", session.number()).into());
        }
    }
    let newest = practice.log_page(&LogFilter::default())?.first().map_or(0, |line| line.entry.sequence);
    // Each turn of the product also writes that it was unlocked.
    if newest < i64::from(plain.audit_lines()?) {
        return Err("the reference wrote another audit log".into());
    }
    Ok(())
}
