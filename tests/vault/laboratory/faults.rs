//! The fault test: one call to the disk fails, or all from one on; a write is short, torn, or the last thing done.

use std::collections::BTreeSet;

use secure_base_vault_tests::{seed::Seed, trace::Event};

use crate::{
    bench,
    judge::{self, Harm},
    plan::{
        CHANGES, EACCES, EIO, ENOSPC, EROFS, FOLDER, Fault, OPEN, OPEN_TO_WRITE, Plan, RENAME, SYNC, TRUNCATE, UNLINK,
        WRITE,
    },
    scenario::Scenario,
    summary::{Report, Row},
    wish::Wish,
    writer::Outcome,
};

/// The errors that a failing disk may be told as.
pub const OF_THE_DISK: [&str; 4] = ["File", "Database", "ReadOnly", "Missing"];

pub fn run(wish: &Wish, report: &mut Report) {
    Scenario::ALL.into_iter().for_each(|scenario| report.add(during(wish, scenario)));
}

fn during(wish: &Wish, scenario: Scenario) -> Row {
    let (full, sample) = match scenario {
        Scenario::Save => (1_000, 40),
        _ => (200, 8),
    };
    let calls = calls(scenario);
    let mut row = Row::new(format!("faults while {}", scenario.words()));
    let number = 20 + scenario as u64;
    let cases = bench::each(wish.many(full, sample), |case| struck(scenario, &calls, &mut wish.chance(number, case)));
    for (case, Case { fault, path, outcome, harms }) in cases.into_iter().enumerate() {
        row.count("acknowledged", outcome.saved.len() as u32);
        row.count("refused", outcome.refused.len() as u32);
        row.count("refused and yet there", outcome.there);
        row.count("killed", outcome.killed.into());
        row.add(&format!("fault {case} ({fault} at {path})"), harms);
    }
    row
}

pub struct Case {
    fault: Fault,
    path: String,
    pub outcome: Outcome,
    pub harms: Vec<Harm>,
}

/// What the scenario asks of a healthy disk: the numbers of its calls, in order.
pub fn calls(scenario: Scenario) -> Vec<u32> {
    let bench = scenario.bench();
    let (outcome, events) = scenario.run(&bench, Plan::default());
    assert!(outcome.refused.is_empty() && !outcome.saved.is_empty(), "{scenario:?} on a healthy disk: {outcome:?}");
    let calls: Vec<u32> =
        events.iter().filter_map(|e| if let Event::Call(call, _) = e { Some(*call) } else { None }).collect();
    assert!(calls.contains(&WRITE) && calls.contains(&SYNC), "the library stands between the program and its disk");
    calls
}

/// One fault, chosen anew while it strikes nothing: what a program asks of a failing disk is not always the same.
fn struck(scenario: Scenario, calls: &[u32], seed: &mut Seed) -> Case {
    loop {
        let fault = choose(calls, seed);
        let bench = scenario.bench();
        let (mut outcome, events) = scenario.run(&bench, Plan { faults: vec![fault], ..Plan::default() });
        outcome.hindered = fault.kind == 'b' && fault.calls & UNLINK != 0;
        let hit = events.iter().find_map(|e| if let Event::Struck(_, _, path) = e { Some(path.clone()) } else { None });
        if let Some(path) = hit {
            let mut harms = scenario.judge(&bench, &outcome);
            harms.extend(judge::clear(&outcome.refused, &OF_THE_DISK));
            harms.extend(answered(fault, &outcome));
            return Case { fault, path, outcome, harms };
        }
    }
}

/// A fault that goes away again is survived without opening anew: the next save, or the one after it, goes through.
fn answered(fault: Fault, outcome: &Outcome) -> Option<Harm> {
    let stuck = fault.kind == 'f' && outcome.refused.len() > 2;
    let what = || format!("one fault, {} refusals: {:?}", outcome.refused.len(), outcome.refused);
    stuck.then(|| Harm { kind: judge::SHUT, what: what() })
}

/// A fault that these calls can meet.
pub fn choose(calls: &[u32], seed: &mut Seed) -> Fault {
    let kinds: Vec<u32> = calls.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    // Half by kind, because writes are by far the most, and half by place.
    let call = if seed.percent(50) { seed.one(&kinds) } else { seed.one(calls) };
    let kind =
        if call == WRITE { seed.one(&['f', 'b', 's', 't', 'm', 'k', 'K']) } else { seed.one(&['f', 'b', 'k', 'K']) };
    let errno = errno(call, seed);
    let alike = if kind == 'b' && seed.percent(50) { fails_with_it(errno) } else { call };
    let met = calls.iter().filter(|met| **met & alike != 0).count() as u64;
    let argument = if matches!(kind, 't' | 'm') { seed.below(1_000) as u32 } else { errno };
    Fault { kind, calls: alike, nth: 1 + seed.below(met) as u32, argument }
}

fn errno(call: u32, seed: &mut Seed) -> u32 {
    match call {
        WRITE | SYNC => seed.one(&[EIO, ENOSPC]),
        OPEN => seed.one(&[EIO, EACCES]),
        TRUNCATE => EIO,
        _ => seed.one(&[EIO, EACCES, ENOSPC, EROFS]),
    }
}

/// The calls that a disk in that state refuses.
fn fails_with_it(errno: u32) -> u32 {
    match errno {
        ENOSPC => WRITE | FOLDER | OPEN_TO_WRITE,
        EROFS => CHANGES,
        EACCES => OPEN_TO_WRITE | FOLDER | RENAME | UNLINK,
        _ => CHANGES | OPEN | SYNC,
    }
}
