use chrono::Days;
use secure_base_practice::{Error, LogFilter, Now, Practice, Removable};

use crate::{
    PASSPHRASE, Scratch, at,
    pages::{pages_with, plain_pages},
    trash::{Filled, filled, tagged},
};

/// The same time of day, so many days later.
fn later(days: u64) -> Now {
    at(13, 0).checked_add_days(Days::new(days)).unwrap()
}

/// Closes the practice and opens it on that day, as the window does.
fn open_on(scratch: &Scratch, practice: Practice, days: u64) -> Practice {
    drop(practice);
    let mut practice = Practice::unlock(&scratch.place(), PASSPHRASE, later(days)).unwrap();
    practice.purge_expired(later(days)).unwrap();
    practice
}

fn in_trash(practice: &Practice) -> usize {
    practice.trash(later(0)).unwrap().len()
}

fn expect_sound(practice: &Practice) {
    let findings = practice.check();
    assert!(findings.iter().all(|f| f.problems.is_empty()), "{findings:?}");
}

#[test]
fn what_is_purged_is_gone_with_all_that_hung_on_it_and_the_log_says_so() {
    // A record that goes without a word in the log looks like theft, and `check` must go on saying so.
    let Filled { scratch: _scratch, mut practice, client, first, task, .. } = filled();
    practice.remove(Removable::Homework(task), at(12, 59)).unwrap();
    practice.remove(Removable::Client(client), at(13, 0)).unwrap();
    practice.purge(Removable::Client(client), at(13, 1)).unwrap();
    assert_eq!(in_trash(&practice), 0);
    for what in [Removable::Client(client), Removable::Session(first), Removable::Homework(task)] {
        assert!(matches!(practice.put_back(what, at(13, 2)), Err(Error::NotFound(_))), "{what:?}");
    }
    expect_sound(&practice);
    let log = practice.log_page(&LogFilter { verbs: vec!["purged".into()], ..LogFilter::default() }).unwrap();
    let mut nouns: Vec<_> = log.iter().map(|line| line.entry.noun.as_str()).collect();
    nouns.sort_unstable();
    let expected = ["client", "handout", "handout", "homework", "homework", "note", "note", "session", "session"];
    assert_eq!(nouns, expected);
}

#[test]
fn only_what_is_in_the_trash_can_be_purged() {
    let Filled { scratch: _scratch, mut practice, client, task, .. } = filled();
    for what in [Removable::Client(client), Removable::Homework(task)] {
        assert!(matches!(practice.purge(what, at(13, 0)), Err(Error::NotFound(_))));
    }
    assert_eq!(practice.clients("").unwrap().len(), 1);
}

#[test]
fn no_page_of_the_database_holds_what_was_purged() {
    // Freed pages, gaps inside pages and the index of the search all outlive a plain DELETE.
    let Filled { scratch, mut practice, client, first, second, .. } = filled();
    for (session, seed) in [(first, 1), (second, 2)] {
        // Words in all parts of the alphabet, so that some begin a page of the index, written over several saves.
        for revision in 1..4 {
            practice.save_note(session, &tagged("qanary", &spread(seed + revision)), revision, at(12, 0)).unwrap();
        }
    }
    let other = crate::add(&mut practice, "Stays Here").id;
    for n in 0..12 {
        let id = practice.start_session(other, at(12, 30)).unwrap().value.id;
        practice.save_note(id, &tagged("ordinary", &ordinary(n)), 0, at(12, 31)).unwrap();
    }
    drop(practice);
    let traces = |wanted: [bool; 5]| {
        let pages = plain_pages(&scratch.place());
        // The name and notes, the index's own pieces, a task, a handout; and what must stay.
        let needles = ["qanary", "qzx", "quiet minutes", "call a friend", "stays here"];
        for (needle, wanted) in needles.into_iter().zip(wanted) {
            assert_eq!(pages_with(&pages, needle) > 0, wanted, "“{needle}” on a page");
        }
    };
    traces([true; 5]);
    let mut practice = scratch.unlock();
    practice.remove(Removable::Client(client), at(21, 0)).unwrap();
    drop(practice);
    traces([true; 5]);
    let mut practice = scratch.unlock();
    practice.purge(Removable::Client(client), at(21, 1)).unwrap();
    expect_sound(&practice);
    drop(practice);
    traces([false, false, false, false, true]);
}

/// Some hundred words that no other note has, a few behind each letter.
fn spread(seed: u32) -> String {
    let word = |n: u32| format!(" {}qzx{:03}", char::from(b'a' + (n % 26) as u8), (n * 7 + seed * 131) % 1000);
    (0..780).map(word).collect()
}

/// Words that stay, and lie between those.
fn ordinary(seed: u32) -> String {
    let word = |n: u32| format!(" {}r{:03}", char::from(b'a' + (n % 26) as u8), (n * 11 + seed * 17) % 1000);
    (0..300).map(word).collect()
}

#[test]
fn after_thirty_days_of_the_clinicians_own_it_goes_by_itself() {
    let Filled { scratch, mut practice, client, .. } = filled();
    practice.remove(Removable::Client(client), later(0)).unwrap();
    for day in [1, 2, 5, 6, 29] {
        practice = open_on(&scratch, practice, day);
        assert_eq!(in_trash(&practice), 1, "day {day}");
    }
    practice = open_on(&scratch, practice, 30);
    assert_eq!(in_trash(&practice), 0);
    expect_sound(&practice);
}

#[test]
fn a_clock_that_jumps_ahead_purges_nothing_at_once() {
    // Removed by mistake this morning, an empty clock battery at noon: it must still be there to be put back.
    let Filled { scratch, mut practice, client, .. } = filled();
    practice.remove(Removable::Client(client), later(0)).unwrap();
    for day in [3650, 3650, 3651, 3652] {
        practice = open_on(&scratch, practice, day);
        assert_eq!(in_trash(&practice), 1, "day {day}");
    }
    practice.put_back(Removable::Client(client), later(3652)).unwrap();
    assert_eq!(practice.clients("").unwrap().len(), 1);
}

#[test]
fn a_clock_that_runs_behind_purges_nothing() {
    let Filled { scratch, mut practice, client, .. } = filled();
    practice.remove(Removable::Client(client), later(3650)).unwrap();
    for day in 0..8 {
        practice = open_on(&scratch, practice, day);
    }
    assert_eq!(in_trash(&practice), 1);
}

#[test]
fn what_was_put_back_in_between_starts_its_thirty_days_anew() {
    let Filled { scratch, mut practice, client, .. } = filled();
    practice.remove(Removable::Client(client), later(0)).unwrap();
    for day in 1..8 {
        practice = open_on(&scratch, practice, day);
    }
    practice.put_back(Removable::Client(client), later(8)).unwrap();
    practice.remove(Removable::Client(client), later(20)).unwrap();
    practice = open_on(&scratch, practice, 31);
    assert_eq!(in_trash(&practice), 1);
}

#[test]
fn backups_that_still_hold_it_are_named() {
    // Purging cannot reach into them, and the clinician must not believe that it did.
    let Filled { scratch: _scratch, mut practice, .. } = filled();
    let back_up = |practice: &mut Practice, day| practice.back_up_itself(later(day)).unwrap().info.path;
    let before = back_up(&mut practice, 1);
    let client = practice.add_client(&crate::draft("Came later"), later(1)).unwrap().value.id;
    let what = Removable::Client(client);
    let with = back_up(&mut practice, 2);
    practice.remove(what, later(2)).unwrap();
    let in_trash = back_up(&mut practice, 3);
    let holding = |practice: &Practice| {
        practice.backups_holding(what).unwrap().into_iter().map(|one| one.path).collect::<Vec<_>>()
    };
    assert_eq!(holding(&practice), [in_trash.clone(), with.clone()]);
    practice.purge(what, later(3)).unwrap();
    let after = back_up(&mut practice, 4);
    assert_eq!(holding(&practice), [in_trash, with]);
    assert!(!holding(&practice).contains(&before) && !holding(&practice).contains(&after));
    assert!(matches!(
        practice.backups_holding(Removable::Homework(serde_json::from_str("999").unwrap())),
        Err(Error::NotFound(_))
    ));
}

// Who undid the import of a long list must not wait at each opening, from the thirtieth day on, for every one of them.
#[test]
fn a_list_of_clients_that_went_together_goes_for_good_together() {
    let (scratch, mut practice) = Scratch::new();
    let all: Vec<_> = (0..300).map(|n| practice.add_client(&crate::draft(&format!("Client {n}")), later(0))).collect();
    let all: Vec<_> = all.into_iter().map(|added| added.unwrap().value.id).collect();
    practice.remove_clients(&all[1..], later(0)).unwrap();
    for day in [1, 2, 5, 6, 29] {
        practice = open_on(&scratch, practice, day);
    }
    assert_eq!(in_trash(&practice), 299);
    practice = open_on(&scratch, practice, 30);
    assert_eq!((in_trash(&practice), practice.clients("").unwrap().len()), (0, 1));
    expect_sound(&practice);
}
