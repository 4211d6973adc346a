//! Controls: each is unsafe on purpose, and the laboratory is worth nothing if it does not catch it.

use crate::{
    bench::{self, Bench},
    cuts::{self, Recording},
    judge::{self, HALF, LOST, SHUT},
    kills,
    plan::{EIO, Fault, OPEN_TO_WRITE, Plan, SYNC, WRITE},
    scenario::Scenario,
    summary::{Report, Row},
    wish::Wish,
    writer,
};

pub fn run(wish: &Wish, report: &mut Report) {
    for control in [boasting, mixing, deaf, unsynced, without_journal] {
        report.add(control(wish));
    }
}

/// A writer that says "saved" before it has saved.
fn boasting(wish: &Wish) -> Row {
    let mut row = Row::control("control: acknowledged before saving, killed", &[LOST]);
    let cases = bench::each(wish.many(50, 6), |case| {
        kills::kill(Scenario::Save, &Bench::new(), "boast", &mut wish.chance(60, case)).1
    });
    cases.into_iter().for_each(|harms| row.add("kill", harms));
    row
}

/// A writer that saves the head of one revision with the body of another.
fn mixing(wish: &Wish) -> Row {
    let mut row = Row::control("control: two revisions mixed, killed", &[HALF]);
    let cases = bench::each(wish.many(50, 4), |case| {
        kills::kill(Scenario::Save, &Bench::new(), "mix", &mut wish.chance(64, case)).1
    });
    cases.into_iter().for_each(|harms| row.add("kill", harms));
    row
}

/// A writer that takes every refusal for success.
fn deaf(wish: &Wish) -> Row {
    let mut row = Row::control("control: refusals taken for success", &[LOST]);
    let cases = bench::each(wish.many(50, 12), |case| {
        let bench = Bench::new();
        let nth = 1 + wish.chance(61, case).below(100) as u32;
        let fault = Fault { kind: 'b', calls: WRITE | SYNC | OPEN_TO_WRITE, nth, argument: EIO };
        let plan = Plan { faults: vec![fault], from_ready: true, swallow: false };
        let (outcome, _) = writer::under(&plan, &bench, "save", Scenario::Save.count(), "deaf");
        judge::note(&bench.place(), outcome.last())
    });
    cases.into_iter().for_each(|harms| row.add("fault", harms));
    row
}

/// A disk that answers every sync and does none.
fn unsynced(wish: &Wish) -> Row {
    cuts::row(Row::control("control: every sync swallowed, power cut", &[LOST]), wish.many(50, 20), |case| {
        let run = Recording::of(Scenario::Save, Bench::new(), Plan { swallow: true, ..Plan::default() });
        run.cuts(&mut wish.chance(62, case), |_| {})
    })
}

/// A tidy hand that removes the journal after a cut.
fn without_journal(wish: &Wish) -> Row {
    cuts::row(Row::control("control: journal removed after a power cut", &[LOST, SHUT]), wish.many(50, 20), |case| {
        let run = Recording::of(Scenario::Save, Bench::new(), Plan::default());
        run.cuts(&mut wish.chance(63, case), |left| drop(left.remove("practice/practice.db-journal")))
    })
}
