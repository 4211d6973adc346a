//! The power-cut replay: at any point of a recorded run the power goes, and what had not been synced may be gone.

use secure_base_vault_tests::{
    disk::{self, Content, Disk},
    seed::Seed,
    trace::Event,
};

use crate::{
    bench::{self, Bench},
    judge::Harm,
    plan::Plan,
    scenario::Scenario,
    summary::{Report, Row},
    wish::Wish,
    writer::{self, Outcome},
};

/// Several cuts are taken from each recorded run.
const CUTS_A_RUN: u32 = 10;

pub fn run(wish: &Wish, report: &mut Report) {
    let many = [
        (Scenario::Save, 200, 20),
        (Scenario::Clients, 50, 10),
        (Scenario::Backup, 50, 10),
        (Scenario::Create, 50, 10),
        (Scenario::Passphrase, 50, 10),
    ];
    for (scenario, full, sample) in many {
        let words = format!("power cuts while {}", scenario.words());
        report.add(row(Row::new(words), wish.many(full, sample), |case| {
            let run = Recording::of(scenario, scenario.bench(), Plan::default());
            run.cuts(&mut wish.chance(40 + scenario as u64, case), |_| {})
        }));
    }
    let twice = Row::new("power cuts while recovering from one");
    report.add(row(twice, wish.many(100, 10), |case| again(&mut wish.chance(50, case))));
}

/// Fills a row with the cuts of as many runs as it takes.
pub fn row(mut row: Row, cuts: u32, doing: impl Fn(u32) -> Vec<(Outcome, Vec<Harm>)> + Sync) -> Row {
    let runs = bench::each(cuts.div_ceil(CUTS_A_RUN), doing);
    for (case, (outcome, harms)) in runs.into_iter().flatten().enumerate() {
        row.count("acknowledged", outcome.saved.len() as u32);
        row.add(&format!("cut {case}"), harms);
    }
    row
}

/// A run of the writer: the disk before it, and every call it made.
pub struct Recording {
    scenario: Scenario,
    before: Disk,
    events: Vec<Event>,
    /// What had been said when it began.
    said: Outcome,
}

impl Recording {
    /// Records a whole run, and makes sure that the record is complete: replayed to its end it is the folder.
    pub fn of(scenario: Scenario, bench: Bench, plan: Plan) -> Recording {
        let before = Disk::of(&bench.root).unwrap();
        let (outcome, mut events) = writer::under(&plan, &bench, scenario.mode(), scenario.count(), "");
        assert!(outcome.refused.is_empty() && outcome.ready, "nothing fails in a recorded run: {outcome:?}");
        events.retain(|event| !matches!(event, Event::Call(..)));
        let replayed = before.clone().after(&events).settled();
        let real = disk::content(&bench.root).unwrap();
        let differ: Vec<_> = real.keys().chain(replayed.keys()).filter(|p| real.get(*p) != replayed.get(*p)).collect();
        assert!(differ.is_empty(), "the record of {scenario:?} is not complete: {differ:?}");
        Recording { scenario, before, events, said: Outcome::default() }
    }

    /// Some cuts, each judged; `meddle` may change what is left before it is looked at.
    pub fn cuts(&self, seed: &mut Seed, meddle: impl Fn(&mut Content)) -> Vec<(Outcome, Vec<Harm>)> {
        (0..CUTS_A_RUN)
            .map(|_| {
                let (outcome, mut content) = self.cut(seed);
                meddle(&mut content);
                let harms = self.scenario.judge(&Bench::of(&content), &outcome);
                (outcome, harms)
            })
            .collect()
    }

    /// What was said before a cut, and what it left.
    fn cut(&self, seed: &mut Seed) -> (Outcome, Content) {
        let point = seed.below(self.events.len() as u64 + 1) as usize;
        let mut outcome = self.said.clone();
        for event in &self.events[..point] {
            if let Event::Say(line) = event {
                outcome.take(line);
            }
        }
        (outcome, self.before.clone().after(&self.events[..point]).cut(seed))
    }
}

/// Cuts the power again while the practice recovers from a cut and saves on: what was said before either holds.
fn again(seed: &mut Seed) -> Vec<(Outcome, Vec<Harm>)> {
    let first = Recording::of(Scenario::Save, Bench::new(), Plan::default());
    let (said, content) = first.cut(seed);
    let second = Recording { said, ..Recording::of(Scenario::Save, Bench::of(&content), Plan::default()) };
    second.cuts(seed, |_| {})
}
