//! Locked means that no word of the records is left: not in the memory of any process, not in any file.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use data_encoding::BASE32_NOPAD;

use crate::driver::*;

/// What is freed is overwritten at once, and what ends has some moments to end.
const SETTLED: Duration = Duration::from_secs(10);

// Typed as a client's name, in a note and in the passphrase, looked for as an intruder would who finds the computer on.
// The program runs without WebDriver, whose messages would hold the words too.
#[test]
fn no_word_is_left_after_locking() {
    let canary = canary();
    let words = Words::new(&canary);
    let passphrase = format!("umbrella mosaic {canary} larks");
    let home = Home::with_passphrase(&passphrase);
    let window = Bare::locked(&home, &[]);
    write_records(&window, &passphrase, &canary);
    let before = hits(&window, &words);
    assert!(
        before.iter().any(|hit| hit.starts_with("secure-base")),
        "the control: open, our own process has the words"
    );
    window.lock();
    let mut after = hits(&window, &words);
    let began = Instant::now();
    while !after.is_empty() && began.elapsed() < SETTLED {
        after = hits(&window, &words);
    }
    println!("{} hits while open, {} after locking", before.len(), after.len());
    assert!(after.is_empty(), "{} hits in memory after locking:\n{}", after.len(), after.join("\n"));
    assert_eq!(words.in_files(home.path()), Vec::<PathBuf>::new(), "files with the words");
    expect_nothing_kept(&home);
    window.close();
    let left = files(&home.at("run"));
    assert!(left.is_empty(), "the view's folder goes with the program: {left:?}");
}

// The hunt would also find nothing in a program that keeps what it frees, if it were looking in the wrong places.
#[test]
fn the_hunt_finds_words_in_memory_that_is_freed_and_kept() {
    let canary = canary();
    let passphrase = format!("umbrella mosaic {canary} larks");
    let home = Home::with_passphrase(&passphrase);
    let window = Bare::locked(&home, &[("SECURE_BASE_KEEP_FREED", "1")]);
    write_records(&window, &passphrase, &canary);
    window.lock();
    let after = hits(&window, &Words::new(&canary));
    println!("{} hits after locking where freed memory is kept", after.len());
    assert!(!after.is_empty(), "the control finds what the settings would overwrite");
}

// Process notes close while the practice stays open, and then the same holds for them: the window that showed them goes.
#[test]
fn no_word_of_a_process_note_is_left_after_it_has_closed() {
    let canary = canary();
    let words = Words::new(&canary);
    let passphrase = format!("umbrella mosaic {canary} larks");
    let home = Home::with_passphrase(&passphrase);
    let window = Bare::locked(&home, &[("SECURE_BASE_PROCESS_IDLE_SECONDS", "20")]);
    window.unlock(&passphrase);
    window.first_session("Ada Larkmead");
    window.display.chord(XKey::Alt, 'p');
    std::thread::sleep(Duration::from_secs(2));
    window.until_saved(|| window.keys(&format!("{passphrase}\n")));
    std::thread::sleep(Duration::from_secs(2));
    window.until_saved(|| window.keys(&format!("What {canary} stands for.")));
    std::thread::sleep(Duration::from_secs(2));
    let before = hits(&window, &words);
    assert!(
        before.iter().any(|hit| hit.starts_with("secure-base")),
        "the control: open, our own process has the words"
    );
    let began = Instant::now();
    let mut after = before.clone();
    while !after.is_empty() && began.elapsed() < Duration::from_secs(20) + 2 * SETTLED {
        std::thread::sleep(Duration::from_secs(1));
        after = hits(&window, &words);
    }
    println!("{} hits while open, {} after they closed", before.len(), after.len());
    assert!(after.is_empty(), "{} hits in memory after they closed:\n{}", after.len(), after.join("\n"));
    assert!(window.is_open(), "the practice itself is open still");
    assert_eq!(words.in_files(home.path()), Vec::<PathBuf>::new(), "files with the words");
}

fn write_records(window: &Bare, passphrase: &str, canary: &str) {
    window.unlock(passphrase);
    window.first_session(canary);
    window.until_saved(|| window.keys(&format!("The dog is called {canary}, and that is that.")));
    // The whole sentence, not only its first letters.
    std::thread::sleep(Duration::from_secs(2));
    window.display.chord(XKey::Control, 'f');
    std::thread::sleep(Duration::from_secs(1));
    window.keys(canary);
    std::thread::sleep(Duration::from_secs(2));
    // The first client of the list.
    window.display.chord(XKey::Control, 'a');
}

/// Nothing of the web view's is written but empty beginnings, and those not on the disk.
fn expect_nothing_kept(home: &Home) {
    let ours = ["data/secure-base", "config/secure-base", "config/enchant", "bin", "run/secure-base-view-"];
    let kept: Vec<PathBuf> = files(home.path())
        .into_iter()
        .filter(|path| !ours.iter().any(|own| path.display().to_string().contains(&format!("/{own}"))))
        .collect();
    assert!(kept.is_empty(), "files that the web view kept: {kept:?}");
    for list in files(&home.at("config/enchant")) {
        assert_eq!(std::fs::read(&list).unwrap_or_default(), b"", "no word is learned: {}", list.display());
    }
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

fn canary() -> String {
    let mut chance = [0; 8];
    std::io::Read::read_exact(&mut std::fs::File::open("/dev/urandom").expect("chance"), &mut chance).expect("chance");
    format!("Zyxwvut{}", BASE32_NOPAD.encode(&chance).to_lowercase().replace(|c: char| c.is_ascii_digit(), "q"))
}
