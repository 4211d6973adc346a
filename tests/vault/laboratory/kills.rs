//! The kill test: `kill -9` at any moment; what was acknowledged is there, whole, and the practice goes on.
//! A seed repeats how long is waited, and not what the system does meanwhile.

use std::{thread, time::Duration};

use secure_base_vault_tests::seed::Seed;

use crate::{
    bench::{self, Bench},
    judge::Harm,
    scenario::Scenario,
    summary::{Report, Row},
    wish::Wish,
    writer::{self, Outcome, Writer},
};

/// How often one practice is killed before the next is taken: it recovers and grows from kill to kill.
const SERIES: u32 = 20;

pub fn run(wish: &Wish, report: &mut Report) {
    report.add(saving(wish));
    for (number, scenario) in (1..).zip([Scenario::Clients, Scenario::Backup, Scenario::Create, Scenario::Passphrase]) {
        let mut row = Row::new(format!("kills while {}", scenario.words()));
        let cases = wish.many(100, 4);
        for (case, (outcome, harms)) in
            bench::each(cases, |case| once(scenario, &mut wish.chance(10 + number, case))).into_iter().enumerate()
        {
            row.count("acknowledged", outcome.saved.len() as u32);
            row.add(&format!("kill {case}"), harms);
        }
        report.add(row);
    }
}

fn saving(wish: &Wish) -> Row {
    let mut row = Row::new("kills while saving a note");
    let series = bench::each(wish.many(1_000, 40) / SERIES, |series| {
        let bench = Bench::new();
        let mut seed = wish.chance(10, series);
        (0..SERIES).map(|_| kill(Scenario::Save, &bench, "", &mut seed)).collect::<Vec<_>>()
    });
    for (case, (outcome, harms)) in series.into_iter().flatten().enumerate() {
        row.count("acknowledged", outcome.saved.len() as u32);
        row.add(&format!("kill {case}"), harms);
    }
    row
}

fn once(scenario: Scenario, seed: &mut Seed) -> (Outcome, Vec<Harm>) {
    kill(scenario, &scenario.bench(), "", seed)
}

/// Kills a writer somewhere in its work, and looks.
pub fn kill(scenario: Scenario, bench: &Bench, manner: &str, seed: &mut Seed) -> (Outcome, Vec<Harm>) {
    let mut writer = Writer::start(writer::program(bench, scenario.mode(), 1_000_000, manner));
    let (lines, milliseconds) = match scenario {
        Scenario::Save | Scenario::Clients => (1 + seed.below(4), 40),
        Scenario::Open => (0, 200),
        // One line, and then once through all it does.
        Scenario::Backup | Scenario::Create | Scenario::Passphrase => (1, 400),
    };
    for _ in 0..lines {
        writer.listen();
    }
    thread::sleep(Duration::from_micros(seed.below(milliseconds * 1_000)));
    writer.kill();
    let outcome = writer.finish();
    let harms = scenario.judge(bench, &outcome);
    (outcome, harms)
}
