//! Memory with a large practice open, against the same with an empty one: each is unlocked, shows its clients and searches its
//! notes, all by the keyboard.

use std::fs;

use chrono::Local;
use secure_base_practice::{Practice, SeedSize, vault::RecoveryCode};

use crate::{
    Bench, Result, hands,
    measure::medians,
    report::Figure,
    screen::Screen,
    search::large,
    seeded::{PASSPHRASE, Seeded},
    window::Program,
};

const WARM_UP: usize = 1;
const ROUNDS: usize = 3;

/// The figure of memory.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let folder = bench.out.join("memory");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let folder = fs::canonicalize(folder)?;
    let (full, empty) = (folder.join("full practice"), folder.join("empty practice"));
    let seeded = Seeded::of(bench, large())?;
    seeded.copy(&full)?;
    // Of the same kind, because what is invented makes no backups beside the measuring.
    let nothing = SeedSize { clients: 0, sessions: 0, seed: 1 };
    Practice::create_seeded(&empty, PASSPHRASE, &RecoveryCode::random()?, nothing, Local::now().fixed_offset())?;

    let screen = Screen::start()?;
    let program = |name: &'static str, practice: &std::path::Path| -> Result<Program> {
        let mut program = Program::new(name, &bench.app, &folder, &screen)?;
        program.arguments = vec!["--practice".into(), practice.to_string_lossy().into_owned()];
        program.steps = vec![unlock, search];
        Ok(program)
    };
    let (mut full, mut empty) = (program("full", &full)?, program("empty", &empty)?);
    let [full, empty] = medians(WARM_UP, ROUNDS, [&mut || full.run(), &mut || empty.run()])?;
    fs::remove_dir_all(folder.join("full practice"))?;
    let name = format!("memory with {} notes, searched", seeded.notes);
    Ok(vec![Figure::new(&name, "MiB", [full[1], empty[1]], "an empty practice", 1.3)])
}

fn unlock(display: &str) -> Result<()> {
    hands::write(display, PASSPHRASE)?;
    hands::write(display, "\n")
}

/// The stroke puts the cursor into the finder.
fn search(display: &str) -> Result<()> {
    hands::write(display, "/evening")
}
