//! Bad places: a full disk, a read-only one, no permission, and a folder that goes while it is in use.

use std::{fs, thread, time::Duration};

use secure_base_vault_tests::{disk, seed::Seed};

use crate::{
    bench::{self, Bench, FIRST_REVISION},
    faults::OF_THE_DISK,
    judge::{self, Harm},
    plan::{CHANGES, EACCES, ENOSPC, EROFS, FOLDER, Fault, OPEN_TO_WRITE, Plan, RENAME, UNLINK, WRITE},
    summary::{Report, Row},
    wish::Wish,
    writer::{self, Outcome, Writer},
};

type Place = fn(&mut Seed) -> Option<Vec<Harm>>;

/// How often the writer tries in a bad place.
const TRIES: u32 = 30;

pub fn run(wish: &Wish, report: &mut Report) {
    let places: [(&str, Place); 8] = [
        ("bad place: the disk fills up (real)", fills_up),
        ("bad place: the disk fills up (simulated)", |seed| {
            Some(refuses(seed, WRITE | FOLDER | OPEN_TO_WRITE, ENOSPC))
        }),
        ("bad place: read-only disk (real)", read_only),
        ("bad place: read-only disk (simulated)", |_| Some(shut_out(CHANGES, EROFS))),
        ("bad place: no permission (simulated)", |_| Some(shut_out(OPEN_TO_WRITE | FOLDER | RENAME | UNLINK, EACCES))),
        ("bad place: the folder is moved away", |seed| Some(moved(seed, false))),
        ("bad place: another takes the folder's place", |seed| Some(moved(seed, true))),
        ("bad place: the folder is removed", |seed| Some(removed(seed))),
    ];
    let rows = (0..).zip(places).filter_map(|(number, (name, place))| row(wish, number, name, place));
    rows.for_each(|row| report.add(row));
}

/// Nothing where this system has no such place.
fn row(wish: &Wish, number: u64, name: &str, place: Place) -> Option<Row> {
    let mut row = Row::new(name);
    for (case, harms) in
        bench::each(wish.many(20, 2), |case| place(&mut wish.chance(70 + number, case))).into_iter().enumerate()
    {
        row.add(&format!("case {case}"), harms?);
    }
    Some(row)
}

/// It was refused, in clear words.
fn told(outcome: &Outcome, names: &[&str]) -> Vec<Harm> {
    let mut harms = judge::clear(&outcome.refused, names);
    harms.extend(judge::sane(outcome));
    if outcome.refused.is_empty() {
        harms.push(Harm { kind: judge::UNCLEAR, what: "nothing was refused".into() });
    }
    harms
}

fn fills_up(seed: &mut Seed) -> Option<Vec<Harm>> {
    let (bench, mount) = Bench::mounted(2_000_000)?;
    // Something else takes the room, but for a little.
    let filler = bench.root.join("filler");
    let left = 20_000 + seed.below(200_000);
    let taken: u64 = disk::content(&bench.root).ok()?.values().flatten().map(|bytes| bytes.len() as u64).sum();
    fs::write(&filler, vec![1; (2_000_000 - taken - left) as usize]).ok()?;
    let outcome = Writer::start(writer::program(&bench, "save", TRIES, "")).finish();
    let mut harms = told(&outcome, &OF_THE_DISK);
    fs::remove_file(filler).ok()?;
    harms.extend(judge::note(&bench.place(), outcome.last().max(FIRST_REVISION)));
    harms.extend(judge::untouched(&bench.root));
    drop(mount);
    Some(harms)
}

fn refuses(seed: &mut Seed, calls: u32, errno: u32) -> Vec<Harm> {
    let bench = Bench::new();
    let fault = Fault { kind: 'b', calls, nth: 1 + seed.below(300) as u32, argument: errno };
    let plan = Plan { faults: vec![fault], from_ready: true, swallow: false };
    let (outcome, _) = writer::under(&plan, &bench, "save", TRIES, "");
    let mut harms = told(&outcome, &OF_THE_DISK);
    harms.extend(judge::note(&bench.place(), outcome.last().max(FIRST_REVISION)));
    harms.extend(judge::untouched(&bench.root));
    harms
}

fn read_only(_: &mut Seed) -> Option<Vec<Harm>> {
    let (bench, mount) = Bench::mounted(2_000_000)?;
    let before = disk::content(&bench.root).ok()?;
    mount.set("ro");
    let outcome = Writer::start(writer::program(&bench, "save", TRIES, "")).finish();
    let mut harms = told(&outcome, &["ReadOnly"]);
    harms.extend(judge::same(&before, &bench.root));
    mount.set("rw");
    harms.extend(judge::note(&bench.place(), FIRST_REVISION));
    drop(mount);
    Some(harms)
}

/// From the first call on: it does not open, says why, and leaves every byte.
fn shut_out(calls: u32, errno: u32) -> Vec<Harm> {
    let bench = Bench::new();
    let before = disk::content(&bench.root).unwrap();
    let plan = Plan { faults: vec![Fault { kind: 'b', calls, nth: 1, argument: errno }], ..Plan::default() };
    let (outcome, _) = writer::under(&plan, &bench, "save", TRIES, "");
    let mut harms = told(&outcome, &["ReadOnly"]);
    harms.extend(judge::same(&before, &bench.root));
    harms.extend(judge::note(&bench.place(), FIRST_REVISION));
    harms
}

/// A writer that has saved a little, and is somewhere in its next save.
fn at_work(bench: &Bench, seed: &mut Seed) -> Writer {
    let mut writer = Writer::start(writer::program(bench, "save", TRIES, ""));
    for _ in 0..1 + seed.below(4) {
        writer.listen();
    }
    thread::sleep(Duration::from_micros(seed.below(40_000)));
    writer
}

fn moved(seed: &mut Seed, replaced: bool) -> Vec<Harm> {
    let bench = Bench::new();
    let other = Bench::new();
    let writer = at_work(&bench, seed);
    let away = bench.root.join("away");
    fs::rename(bench.place(), &away).unwrap();
    if replaced {
        fs::rename(other.place(), bench.place()).unwrap();
    }
    let there = disk::content(&bench.place()).unwrap_or_default();
    let outcome = writer.finish();
    let mut harms = told(&outcome, &OF_THE_DISK);
    harms.extend(judge::same(&there, &bench.place()));
    if bench.place().exists() != replaced {
        harms.push(Harm { kind: judge::OVERWRITTEN, what: "something stands where the folder was".into() });
    }
    harms.extend(judge::note(&away, outcome.last().max(FIRST_REVISION)));
    harms
}

fn removed(seed: &mut Seed) -> Vec<Harm> {
    let bench = Bench::new();
    let writer = at_work(&bench, seed);
    // A journal may be made while the folder is emptied.
    while fs::remove_dir_all(bench.place()).is_err() && bench.place().exists() {}
    let outcome = writer.finish();
    let mut harms = told(&outcome, &OF_THE_DISK);
    if outcome.last() >= FIRST_REVISION + TRIES {
        harms.push(Harm { kind: judge::LOST, what: "saves went on into a folder that is gone".into() });
    }
    if bench.place().exists() {
        harms.push(Harm { kind: judge::OVERWRITTEN, what: "something stands where the folder was".into() });
    }
    harms.extend(judge::untouched(&bench.root));
    harms
}
