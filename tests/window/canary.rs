//! Locked means that no word of the records is left: not in the memory of any process, not in any file.

use std::time::{Duration, Instant};

use data_encoding::BASE32_NOPAD;

use crate::driver::*;

/// What is freed is overwritten at once, and what ends has some moments to end.
const SETTLED: Duration = Duration::from_secs(10);

// Typed as a client's name, in a note and in the passphrase, looked for as an intruder would who finds the computer on.
#[test]
fn no_word_is_left_after_locking() {
    let canary = canary();
    let words = Words::new(&canary);
    let passphrase = format!("umbrella mosaic {canary} larks");
    let home = Home::with_passphrase(&passphrase);
    let window = Bare::locked(&home, &[]);
    window.unlock(&passphrase);
    window.first_session(&canary);
    window.until_saved(|| window.keys(&format!("The dog is called {canary}, and that is that.")));
    std::thread::sleep(Duration::from_secs(2));
    let before = hits(&window, &words);
    assert!(!before.is_empty(), "the hunt finds what is on the screen");
    eprintln!("before: {}", summary(&before));
    let t = Instant::now();
    let n = hits(&window, &words).len();
    eprintln!("again {n} in {:?}", t.elapsed());
    window.lock();
    eprintln!("{:#?}", files(home.path()));
    let began = Instant::now();
    let mut after = hits(&window, &words);
    while !after.is_empty() && began.elapsed() < SETTLED {
        after = hits(&window, &words);
    }
    eprintln!("after: {}", summary(&after));
    assert!(after.is_empty(), "{} hits in memory after locking:\n{}", after.len(), after.join("\n"));
    assert!(words.in_files(home.path()).is_empty(), "files: {:?}", words.in_files(home.path()));
}

fn hits(window: &Bare, words: &Words) -> Vec<String> {
    window
        .processes()
        .iter()
        .flat_map(|(process, path)| {
            words
                .in_memory(*process)
                .into_iter()
                .map(move |line| format!("{} {line}", path.rsplit('/').next().unwrap_or_default()))
        })
        .collect()
}

fn summary(hits: &[String]) -> String {
    let mut counts = std::collections::BTreeMap::new();
    for hit in hits {
        *counts.entry(hit.split(' ').next().unwrap_or_default()).or_insert(0) += 1;
    }
    format!("{counts:?}")
}

fn canary() -> String {
    let mut chance = [0; 8];
    std::io::Read::read_exact(&mut std::fs::File::open("/dev/urandom").expect("chance"), &mut chance).expect("chance");
    format!("Zyxwvut{}", BASE32_NOPAD.encode(&chance).to_lowercase().replace(|c: char| c.is_ascii_digit(), "q"))
}
