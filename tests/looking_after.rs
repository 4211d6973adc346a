//! Check, backup, restore and recover from the command line, and what they answer to bad input.

use std::{fs, process::Command};

use crate::headless::Bench;

const SECRET: &str = "--passphrase-file passphrase";

/// A seeded practice in `trial`, and its recovery code in the file `code`.
fn seeded() -> Bench {
    let bench = Bench::new();
    let made = bench.run(&format!("sample trial {SECRET} --clients 30 --sessions 90 --seed 7")).expect(0, "ready");
    let code = made.out.lines().find_map(|line| line.strip_prefix("Recovery code: ")).expect("a code").to_owned();
    fs::write(bench.at("code"), code).expect("a file");
    bench
}

/// Every file of the practice with its bytes.
fn state(bench: &Bench) -> Vec<Vec<u8>> {
    bench.files("trial").iter().map(|file| fs::read(file).expect("a file")).collect()
}

fn damage(bench: &Bench, page: usize) {
    let path = bench.at("trial/practice.db");
    let mut bytes = fs::read(&path).expect("the records");
    bytes[page * 4096 + 100..page * 4096 + 400].fill(7);
    fs::write(path, bytes).expect("the records");
}

// A backup is worth what its restoring is worth, with either secret.
#[test]
fn a_backup_is_made_and_restored() {
    let bench = seeded();
    bench.run(&format!("backup trial --to kept.securebase {SECRET}")).expect(0, "clients: 30, sessions: 90");
    bench.run(&format!("backup trial --to kept.securebase {SECRET}")).expect(1, "is there already");
    fs::create_dir(bench.at("stick")).expect("a folder");
    bench.run("backup trial --to stick --passphrase-file code").expect(0, "stick/Seeded-practice");
    assert_eq!(bench.files("stick").len(), 1, "nothing but the backup is left there");
    bench.run(&format!("restore kept.securebase --to one {SECRET}")).expect(0, "is restored in one");
    bench.run("restore kept.securebase --to two --passphrase-file code").expect(0, "is restored in two");
    for place in ["one", "two"] {
        bench.run(&format!("check {place} {SECRET}")).expect(0, "ok");
    }
    bench.run(&format!("restore kept.securebase --to one {SECRET}")).expect(0, "set aside");
}

// A check that repairs what it finds would hide it from whoever looks next.
#[test]
fn a_check_tells_an_alarm_and_changes_nothing() {
    let bench = seeded();
    bench.run(&format!("check trial {SECRET}")).expect(0, "ok    the files belong together");
    fs::remove_file(bench.at("trial/practice.head")).expect("the head");
    let before = state(&bench);
    for _ in 0..2 {
        bench.run(&format!("check trial {SECRET}")).expect(1, "practice.head").expect(1, "FAIL");
        assert!(state(&bench) == before, "something was written");
    }
}

// A backup that cannot be read is found on the day of the check, and not on the day it is needed.
#[test]
fn a_check_reads_the_backups_too() {
    let bench = seeded();
    fs::create_dir(bench.at("trial backups")).expect("a folder");
    bench.run(&format!("backup trial --to kept.securebase {SECRET}")).expect(0, "");
    let whole = fs::read(bench.at("kept.securebase")).expect("the backup");
    let file = bench.at("trial backups/kept.securebase");
    fs::write(&file, &whole).expect("a file");
    bench.run(&format!("check trial {SECRET}")).expect(0, "every backup beside it can be read");
    let mut torn = whole.clone();
    let middle = torn.len() * 2 / 3;
    torn[middle] ^= 1;
    fs::write(&file, torn).expect("a file");
    bench.run(&format!("check trial {SECRET}")).expect(1, "kept.securebase");
    fs::write(&file, &whole[..middle]).expect("a file");
    bench.run(&format!("check trial {SECRET}")).expect(1, "kept.securebase");
}

// Thirty years of notes are not given up for a page.
#[test]
fn a_damaged_practice_is_read_into_a_new_one() {
    let bench = seeded();
    bench.run(&format!("recover trial --to whole {SECRET}")).expect(0, "30  clients");
    let pages = fs::metadata(bench.at("trial/practice.db")).expect("the records").len() as usize / 4096;
    (pages / 3..pages / 3 + 6).for_each(|page| damage(&bench, page));
    let before = state(&bench);
    bench.run(&format!("check trial {SECRET}")).expect(1, "");
    bench.run("recover trial --to new --passphrase-file code").expect(1, "Not everything could be read");
    assert!(state(&bench) == before, "the damaged one is only read");
    bench.run(&format!("check new {SECRET}")).expect(0, "ok");
    bench.run(&format!("recover trial --to new {SECRET}")).expect(1, "is there already");
}

// Each is told for what it is, and what is there stays as it is.
#[test]
fn bad_files_are_told_and_left_alone() {
    let bench = seeded();
    bench.run(&format!("backup trial --to kept.securebase {SECRET}")).expect(0, "");
    bench.run(&format!("sample other {SECRET} --clients 1 --sessions 1")).expect(0, "");
    let whole = fs::read(bench.at("kept.securebase")).expect("the backup");
    fs::write(bench.at("cut.securebase"), &whole[..whole.len() / 2]).expect("a file");
    bench.run(&format!("restore cut.securebase --to trial {SECRET}")).expect(1, "not a whole");
    bench.run(&format!("restore none.securebase --to trial {SECRET}")).expect(1, "none.securebase");
    bench.run(&format!("check trial {SECRET}")).expect(0, "ok");
    let database = fs::read(bench.at("trial/practice.db")).expect("the records");
    let strange = fs::read(bench.at("other/practice.db")).expect("the records");
    for (bytes, words) in [(&b""[..], "empty"), (b"SQLite format 3\0...", "not encrypted"), (&strange, "damaged")] {
        fs::write(bench.at("trial/practice.db"), bytes).expect("a file");
        let before = state(&bench);
        bench.run(&format!("check trial {SECRET}")).expect(1, words);
        assert!(state(&bench) == before, "{words}: something was written");
    }
    fs::write(bench.at("trial/practice.db"), database).expect("the records");
    for name in ["vault.json", "vault.copy.json"] {
        // As long as a disk, and without a byte on it.
        fs::File::create(bench.at("trial").join(name)).and_then(|file| file.set_len(1 << 40)).expect("a file");
    }
    bench.run(&format!("check trial {SECRET}")).expect(1, "far too large");
}

// Somebody who is told that the passphrase is wrong goes looking for another one.
#[test]
fn too_little_memory_is_never_a_wrong_passphrase() {
    let bench = seeded();
    let (mut told, mut opened) = (0, false);
    // From too little for the program itself up to enough for all.
    for mebibytes in (64..=2048).step_by(32) {
        let mut limited = Command::new("prlimit");
        limited.arg(format!("--as={}", mebibytes * 1024 * 1024)).arg("--core=0").arg(bench.at("bin/secure-base"));
        let ran = bench.run_by(limited, &format!("check trial {SECRET}"));
        let words = format!("{}{}", ran.out, ran.err);
        assert!(!words.contains("does not open"), "with {mebibytes} MiB: {words}");
        told += usize::from(words.contains("your passphrase may well be right"));
        opened = ran.code == 0;
        if opened {
            break;
        }
    }
    assert!(told > 0, "too little memory was told");
    assert!(opened, "the control: with enough of it the practice opens");
    assert!(!bench.at("trial/tries.json").exists(), "no wrong try was counted");
}
