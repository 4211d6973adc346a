//! One search through all notes: the product beside ripgrep over the same notes as text files, and beside SQLite's LIKE.
//!
//! The three do not do the same: the product answers with the first page and its excerpts, out of an index; ripgrep reads every
//! file and names those that have the word; LIKE reads every note and gives the newest twenty. It is what the clinician waits for.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use rusqlite::Connection;

use crate::{
    Bench, Result, bare,
    measure::{medians, milliseconds},
    report::Figure,
    search::large,
    seeded::{RARE, Seeded},
};

const WARM_UP: usize = 1;
const ROUNDS: usize = 5;
/// A word that few notes have, and one that many have.
const WORDS: [&str; 2] = ["zeppelins", "evening"];

/// The figures of searching beside others.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let seeded = Seeded::of(bench, large())?;
    let files = write_files(&seeded)?;
    let found = ripgrep(bench, &files, WORDS[0])?;
    if found != RARE {
        return Err(format!("ripgrep finds {found} notes with “{}”, and there are {RARE}", WORDS[0]).into());
    }
    let mut figures = Vec::new();
    for word in WORDS {
        let mut ours = || {
            let practice = seeded.open()?;
            Ok([milliseconds(|| Ok(practice.search_notes(&format!("{word} "), None)?.hits.len()))?.0])
        };
        let mut ripgrep = || Ok([milliseconds(|| ripgrep(bench, &files, word))?.0]);
        let mut like = || {
            let db = bare::open(&seeded)?;
            Ok([milliseconds(|| like(&db, word))?.0])
        };
        let [[ours], [ripgrep], [like]] = medians(WARM_UP, ROUNDS, [&mut ours, &mut ripgrep, &mut like])?;
        let name = format!("“{word}” in {} notes", seeded.notes);
        figures.push(Figure::new(&name, "ms", [ours, ripgrep], "ripgrep over text files", 1.0));
        figures.push(Figure::new(&name, "ms", [ours, like], "SQLite LIKE", 1.0));
    }
    Ok(figures)
}

/// Every note as a text file, a folder a client, beside the practice.
fn write_files(seeded: &Seeded) -> Result<PathBuf> {
    let folder = seeded.place.with_file_name("texts");
    let done = seeded.place.with_file_name("texts.done");
    if done.exists() {
        return Ok(folder);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let db = bare::open(seeded)?;
    let mut notes = db.prepare("SELECT s.client, s.id, n.body FROM note n JOIN session s ON s.id = n.session")?;
    let mut rows = notes.query([])?;
    while let Some(row) = rows.next()? {
        let client = folder.join(row.get::<_, i64>(0)?.to_string());
        fs::create_dir_all(&client)?;
        fs::write(client.join(format!("{}.txt", row.get::<_, i64>(1)?)), row.get::<_, String>(2)?)?;
    }
    fs::write(done, "")?;
    Ok(folder)
}

/// How many files ripgrep finds the word in.
fn ripgrep(bench: &Bench, files: &Path, word: &str) -> Result<usize> {
    let mut command = Command::new(&bench.ripgrep);
    command.args(["--files-with-matches", "--ignore-case", "--word-regexp", "--no-config", word]).arg(files);
    let output = command.stderr(Stdio::null()).output().map_err(|why| format!("ripgrep does not start: {why}"))?;
    Ok(output.stdout.iter().filter(|byte| **byte == b'\n').count())
}

/// How many of the newest twenty notes LIKE finds.
fn like(db: &Connection, word: &str) -> Result<usize> {
    let mut query = db.prepare_cached(
        "SELECT s.id, s.day, n.body FROM note n JOIN session s ON s.id = n.session JOIN client c ON c.id = s.client
         WHERE n.body LIKE ?1 AND s.removed_at IS NULL AND c.removed_at IS NULL ORDER BY s.day DESC, s.id DESC LIMIT 20",
    )?;
    let rows = query.query_map([format!("%{word}%")], |row| row.get::<_, String>(2))?;
    Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.len())
}
