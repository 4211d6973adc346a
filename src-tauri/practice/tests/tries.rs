//! Wrong secrets: the next try has to wait, also after a restart, and the log tells of them.

use chrono::TimeDelta;
use secure_base_practice::{Error, LogFilter, Practice};

use crate::{PASSPHRASE, at, shelf::shelf};

#[test]
fn after_five_wrong_tries_each_further_one_waits_twice_as_long() {
    let folder = tempfile::tempdir().unwrap();
    shelf().copy_to(folder.path());
    let start = at(12, 0);
    let attempt = |passphrase: &str, seconds: i64| {
        Practice::unlock(folder.path(), passphrase, start + TimeDelta::seconds(seconds))
    };
    let waits = |seconds: i64| match attempt(PASSPHRASE, seconds) {
        Err(Error::TooManyTries { seconds }) => i64::from(seconds),
        other => panic!("{other:?}"),
    };
    for n in 0..5 {
        assert!(matches!(attempt("wrong", n), Err(Error::WrongSecret)), "try {n} is free");
    }
    assert_eq!(waits(5), 29, "even the right one waits, and nothing but the files remembers");
    assert!(matches!(attempt("wrong", 34), Err(Error::WrongSecret)), "after the wait it is tried");
    assert_eq!(waits(35), 59);
    assert_eq!(waits(-400 * 24 * 3600), 60, "a clock set back makes nobody wait for longer than the whole wait");
    let practice = attempt(PASSPHRASE, 95).unwrap();
    let lines = practice.log_page(&LogFilter::default()).unwrap();
    let failed: Vec<_> = lines.iter().filter(|line| line.entry.verb == "failedUnlock").collect();
    assert_eq!(failed.len(), 6);
    assert_eq!(failed[5].entry.at, start.to_utc(), "at the time of the try");
    assert!(failed.iter().all(|line| line.entry.noun == "passphrase"));
    drop(practice);
    assert!(!folder.path().join("tries.json").exists(), "they are forgotten once they stand in the log");
    assert!(matches!(attempt("wrong", 96), Err(Error::WrongSecret)), "and counted anew");
}
