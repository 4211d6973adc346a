//! What is asked of a practice after a mishap: is everything there that was acknowledged, whole, and does it go on?

use std::path::Path;

use secure_base_practice::Practice;
use secure_base_vault_tests::{
    disk::{self, Content},
    door, note,
};

use crate::{bench, writer::Outcome};

pub const LOST: &str = "lost";
pub const HALF: &str = "half-saved";
pub const SHUT: &str = "unusable";
pub const OVERWRITTEN: &str = "overwritten";
pub const UNCLEAR: &str = "unclear";
/// Every kind of harm, in the order of the table.
pub const HARMS: [&str; 5] = [LOST, HALF, SHUT, OVERWRITTEN, UNCLEAR];

/// Something that must not have happened.
#[derive(Debug)]
pub struct Harm {
    pub kind: &'static str,
    pub what: String,
}

fn harm(kind: &'static str, what: impl Into<String>) -> Harm {
    Harm { kind, what: what.into() }
}

/// The practice opens, holds at least revision `saved` of its note, whole, passes its check, and saves again.
pub fn note(place: &Path, saved: u32) -> Vec<Harm> {
    note_under(place, saved, 0)
}

fn note_under(place: &Path, saved: u32, changes: u32) -> Vec<Harm> {
    match door::unlock(place, changes) {
        Ok(practice) => opened(practice, saved),
        Err(why) => vec![harm(SHUT, format!("revision {saved} was saved, and now: {}", door::told(&why)))],
    }
}

fn opened(mut practice: Practice, saved: u32) -> Vec<Harm> {
    let stored = door::session(&practice).and_then(|session| Ok((session, door::stored(&practice, session)?)));
    let (session, (revision, text)) = match stored {
        Ok(found) => found,
        Err(why) => return vec![harm(LOST, format!("the note cannot be read: {}", door::told(&why)))],
    };
    let mut harms: Vec<Harm> = note::half_saved(&text, revision).map(|why| harm(HALF, why)).into_iter().collect();
    if revision < saved {
        harms.push(harm(LOST, format!("revision {saved} was saved, and {revision} is there")));
    }
    harms.extend(door::complaints(&practice).into_iter().map(|why| harm(SHUT, why)));
    match door::save(&mut practice, session, revision) {
        Ok(next) if next == revision + 1 => {}
        other => harms.push(harm(SHUT, format!("it does not save again: {other:?}"))),
    }
    harms
}

/// Every client that was added is there.
pub fn clients(place: &Path, added: &[u32]) -> Vec<Harm> {
    let there = door::unlock(place, 0).and_then(|practice| door::clients(&practice));
    let mut harms = note(place, bench::FIRST_REVISION);
    match there {
        Err(why) => harms.push(harm(SHUT, door::told(&why))),
        Ok(there) => {
            let missing: Vec<_> = added.iter().filter(|number| !there.contains(number)).collect();
            if !missing.is_empty() {
                harms.push(harm(LOST, format!("clients {missing:?} were added, and {there:?} are there")));
            }
        }
    }
    harms
}

/// Every backup that was made restores, and so does whatever else bears a backup's name.
pub fn backups(root: &Path, made: &[u32]) -> Vec<Harm> {
    let file = |number: &u32| root.join(format!("backups/{number}.securebase"));
    let mut harms = note(&root.join("practice"), bench::FIRST_REVISION);
    for number in [1, 2].iter().filter(|number| made.contains(number) || file(number).exists()) {
        let place = root.join(format!("restored {number}"));
        match door::restore(&file(number), &place) {
            Ok(practice) => harms.extend(opened(practice, bench::FIRST_REVISION)),
            Err(why) if made.contains(number) => harms.push(harm(LOST, door::told(&why))),
            Err(why) => harms.push(harm(HALF, format!("a refused backup lies there: {}", door::told(&why)))),
        }
    }
    harms
}

/// A practice that was made opens, with its session if that was added; one that was refused left its place free.
pub fn creation(place: &Path, saved: &[u32], refused: bool) -> Vec<Harm> {
    let made = saved.contains(&1);
    match door::unlock(place, 0) {
        Ok(practice) => {
            let mut harms: Vec<Harm> = door::complaints(&practice).into_iter().map(|why| harm(SHUT, why)).collect();
            if saved.contains(&2) && door::session(&practice).is_err() {
                harms.push(harm(LOST, "the first session"));
            }
            harms
        }
        Err(why) if made => vec![harm(LOST, format!("the practice was made, and now: {}", door::told(&why)))],
        Err(_) if refused => match door::create(place) {
            Ok(_) => Vec::new(),
            Err(why) => vec![harm(SHUT, format!("a refused creation is in the way: {}", door::told(&why)))],
        },
        // Cut off in the middle, nothing was promised; it must only not look like another's practice.
        Err(why) => clear(&[door::told(&why)], &["Missing", "Damaged", "NotAPractice"]),
    }
}

/// The passphrase that was set last opens, or one that was tried after it; and so does the recovery code.
pub fn passphrase(place: &Path, outcome: &Outcome, code: &str) -> Vec<Harm> {
    let (set, tried) = (outcome.last(), outcome.last() + outcome.refused.len() as u32 + 1);
    let opens = (set..=tried).find(|changes| door::unlock(place, *changes).is_ok());
    let mut harms = note_under(place, bench::FIRST_REVISION, opens.unwrap_or(set));
    if let Err(why) = door::unlock_with_code(place, code) {
        harms.push(harm(SHUT, format!("the recovery code: {}", door::told(&why))));
    }
    harms
}

/// The program came to no end of its own making.
pub fn sane(outcome: &Outcome) -> Option<Harm> {
    outcome.crashed.as_ref().map(|how| harm(SHUT, format!("the program crashed: {how}")))
}

/// Nothing that lay about was touched.
pub fn untouched(root: &Path) -> Vec<Harm> {
    bench::touched(root).into_iter().map(|path| harm(OVERWRITTEN, path)).collect()
}

/// Every refusal has one of these names, and ends in advice.
pub fn clear(refused: &[String], names: &[&str]) -> Vec<Harm> {
    let fits = |told: &str| {
        let (name, words) = told.split_once(": ").unwrap_or_default();
        // What happened, and what to do about it: two sentences at the least.
        names.contains(&name) && words.ends_with('.') && words.contains(". ")
    };
    refused.iter().filter(|told| !fits(told)).map(|told| harm(UNCLEAR, told.clone())).collect()
}

/// Whether a folder is exactly as it was.
pub fn same(before: &Content, folder: &Path) -> Vec<Harm> {
    let now = disk::content(folder).unwrap_or_default();
    let changed = before.iter().filter(|(path, bytes)| now.get(*path) != Some(bytes));
    changed.map(|(path, _)| harm(OVERWRITTEN, path.clone())).collect()
}
