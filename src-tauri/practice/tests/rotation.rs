//! Backups over simulated years: which stay, whatever the clock does; and that those that stay restore.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use chrono::{Datelike, Days, FixedOffset, NaiveDate};
use secure_base_practice::{BackupInfo, BackupKind, Now, Practice, rotate_backups};
use serde_json::json;

use crate::{
    PASSPHRASE, Scratch, add, at,
    shelf::{full, problems, visit},
};

const OURS: &str = "0123456789abcdef0123456789abcdef";

fn offset() -> FixedOffset {
    FixedOffset::east_opt(3 * 3600).unwrap()
}

/// A file that says of itself what a backup says; its records are never looked at here.
fn lay(folder: &Path, name: &str, vault: &str, kind: &str, save: i64, made: Now) -> PathBuf {
    let manifest = json!({"format": "secure-base-backup", "version": 2, "practiceName": "Hillside", "schema": 2,
        "madeAt": made.to_utc(), "vaultId": vault, "kind": kind, "save": save, "rows": {}});
    let bytes = serde_json::to_vec(&manifest).unwrap();
    let path = folder.join(format!("{name}.securebase"));
    let mut tar = tar::Builder::new(fs::File::create(&path).unwrap());
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    tar.append_data(&mut header, "backup.json", &bytes[..]).unwrap();
    tar.finish().unwrap();
    path
}

/// Our automatic backups in the folder, newest first by the count of saves.
fn automatic(folder: &Path) -> Vec<BackupInfo> {
    let files = fs::read_dir(folder).unwrap().map(|one| one.unwrap().path());
    let mut all: Vec<BackupInfo> = files.filter_map(|path| BackupInfo::read(&path).ok()).collect();
    all.retain(|one| one.vault_id == OURS && one.kind == BackupKind::Automatic);
    all.sort_by_key(|one| -one.save);
    all
}

/// The rule in other words than the program's: the newest of each of the last so many days, weeks and months.
fn ought_to_stay(all: &[BackupInfo]) -> HashSet<i64> {
    let day = |one: &BackupInfo| one.made_at.with_timezone(&offset()).date_naive();
    let mut stay = HashSet::new();
    type Bucket = fn(NaiveDate) -> String;
    let rules: [(usize, Bucket); 3] = [
        (12, |day| day.to_string()),
        (10, |day| format!("{} {}", day.iso_week().year(), day.iso_week().week())),
        (9, |day| format!("{} {}", day.year(), day.month())),
    ];
    for (most, bucket) in rules {
        let mut met: Vec<String> = Vec::new();
        for one in all {
            let name = bucket(day(one));
            if !met.contains(&name) && met.len() < most {
                met.push(name);
                stay.insert(one.save);
            }
        }
    }
    stay
}

/// A backup a day for so many days on a clock that jumps as told, and the rules after each.
fn live(days: u64, clock: impl Fn(u64) -> Now) -> Vec<BackupInfo> {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path();
    let mut strangers = vec![
        lay(place, "by hand", OURS, "byHand", 1, clock(0)),
        lay(place, "of another practice", "another", "automatic", 2, clock(0)),
        place.join("torn.securebase"),
        place.join("letter.txt"),
    ];
    fs::write(&strangers[2], "torn").unwrap();
    fs::write(&strangers[3], "mine").unwrap();
    for n in 0..days {
        let save = n as i64 * 3 + 10;
        lay(place, &format!("automatic {n}"), OURS, "automatic", save, clock(n));
        if n % 90 == 0 {
            strangers.push(lay(place, &format!("upgrade {n}"), OURS, "beforeUpgrade", save, clock(n)));
        }
        let before = automatic(place);
        rotate_backups(place, OURS, offset());
        let after = automatic(place);
        assert_eq!(after[0].save, save, "day {n}: the newest by what it holds went");
        assert!(after.len() <= 12 + 10 + 9, "day {n}: {} are kept", after.len());
        let kept: HashSet<i64> = after.iter().map(|one| one.save).collect();
        assert_eq!(kept, ought_to_stay(&before), "day {n}");
        let upgrades = strangers[4..].iter().filter(|path| path.exists()).count();
        assert_eq!(upgrades, (strangers.len() - 4).min(2), "day {n}: made before upgrades");
        assert!(strangers[..4].iter().all(|path| path.exists()), "day {n}: what is not ours to remove went");
    }
    automatic(place)
}

fn day(n: u64) -> Now {
    at(12, 0).checked_add_days(Days::new(n)).unwrap()
}

#[test]
fn a_year_of_backups_leaves_days_weeks_and_months() {
    // The control: with a clock that runs as clocks do, nine months are reached back to.
    let kept = live(if full() { 1_200 } else { 330 }, day);
    let months: HashSet<_> = kept.iter().map(|one| (one.made_at.year(), one.made_at.month())).collect();
    assert_eq!(months.len(), 9, "{} kept", kept.len());
}

#[test]
fn a_clock_that_jumps_ten_years_costs_no_newer_backup_its_place() {
    let ten_years = Days::new(3_653);
    let jumping = |n: u64| match n / 20 % 3 {
        0 => day(n),
        1 => day(n).checked_add_days(ten_years).unwrap(),
        _ => day(n).checked_sub_days(ten_years).unwrap(),
    };
    live(if full() { 1_200 } else { 200 }, jumping);
    // A clock that stands still puts all into one day.
    assert_eq!(live(10, |_| day(0)).len(), 1);
    // One that runs backwards.
    live(60, |n| day(1_000 - n));
}

/// The log as far as the practice had come, and every client with its sessions.
fn contents(practice: &Practice) -> (Vec<u8>, String) {
    let mut log = Vec::new();
    practice.write_log(&mut log).unwrap();
    let pages = practice.clients("").unwrap().into_iter().map(|line| {
        let page = practice.client_page(line.id).unwrap();
        let sessions: Vec<_> = page.sessions.iter().map(|one| practice.session_page(one.id).unwrap()).collect();
        format!("{line:?} {page:?} {sessions:?}")
    });
    (log, pages.collect::<Vec<_>>().join("\n"))
}

#[test]
fn every_backup_of_a_growing_practice_restores_equal_with_either_secret() {
    let (scratch, mut practice) = Scratch::new();
    let count = if full() { 50 } else { 4 };
    let mut made = Vec::new();
    for n in 0..count {
        let client = add(&mut practice, &format!("Client {n}")).id;
        (0..3).for_each(|k| _ = visit(&mut practice, client, k));
        let file = scratch.folder.path().join(format!("{n}.securebase"));
        let then = contents(&practice);
        practice.back_up(&file, at(12, 0)).unwrap();
        made.push((file, then));
    }
    drop(practice);
    let code = scratch.code.groups().join("-");
    for (n, (file, (log, records))) in made.iter().enumerate() {
        for (name, secret) in [("passphrase", PASSPHRASE), ("code", &code)] {
            let place = scratch.folder.path().join(format!("{n} by {name}"));
            let restored = Practice::restore(file, &place, secret, at(20, 0)).unwrap();
            let (now_log, now_records) = contents(&restored);
            assert!(now_records == *records, "backup {n} by {name}: the records differ");
            assert!(now_log.starts_with(log) && now_log.len() > log.len(), "backup {n} by {name}: the chain differs");
            assert_eq!(problems(&restored), [""; 0], "backup {n} by {name}");
            assert_ne!(
                contents(&restored).1,
                made[(n + 1) % count].1.1,
                "the control: another backup holds another state"
            );
        }
    }
    println!("{count} backups restored equal, with passphrase and with recovery code");
}
