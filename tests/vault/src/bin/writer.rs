//! Uses a practice as a clinician would, and says what it was told was done: the laboratory breaks the disk under it.
//!
//! `vault-writer MODE ROOT COUNT [MANNER]`: the practice is ROOT/practice. It says `ready` when it is open,
//! `saved N` only after the practice answered that it is saved, `refused N: why` when it was refused, and `there N`
//! when that is found to be saved all the same.
//! Manners are wrong on purpose, as controls: `boast` says it before it is done, `deaf` takes a refusal for success,
//! `mix` saves the head of one revision with the body of another.

use std::{
    env,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use secure_base_practice::{Practice, Result};
use secure_base_vault_tests::{door, note};

struct Writer {
    root: PathBuf,
    count: u32,
    manner: String,
}

fn main() -> ExitCode {
    let mut words = env::args().skip(1);
    let mut next = || words.next().unwrap_or_default();
    let (mode, root) = (next(), PathBuf::from(next()));
    let writer = Writer { root, count: next().parse().unwrap_or(u32::MAX), manner: next() };
    let ended = match mode.as_str() {
        "create" => writer.create(),
        "save" => writer.save(),
        "clients" => writer.clients(),
        "backup" => writer.backups(),
        "passphrase" => writer.passphrases(),
        other => {
            eprintln!("no such mode: {other}");
            return ExitCode::from(2);
        }
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            say(&format!("refused 0: {}", door::told(&why)));
            ExitCode::FAILURE
        }
    }
}

/// One line, out before anything else happens.
fn say(line: &str) {
    let mut out = io::stdout().lock();
    // Nobody listens any more when the laboratory has gone; then there is nothing left to do.
    let _ = out.write_all(format!("{line}\n").as_bytes()).and_then(|()| out.flush());
}

impl Writer {
    fn place(&self) -> PathBuf {
        self.root.join("practice")
    }

    fn open(&self) -> Result<Practice> {
        let practice = door::unlock(&self.place(), 0)?;
        say("ready");
        Ok(practice)
    }

    /// Does something by its number and says what came of it; whether it was done.
    fn tell(&self, number: u32, doing: impl FnOnce() -> Result<()>) -> bool {
        if self.manner == "boast" {
            say(&format!("saved {number}"));
        }
        let done = doing();
        match &done {
            Ok(()) if self.manner == "boast" => {}
            Ok(()) => say(&format!("saved {number}")),
            Err(_) if self.manner == "deaf" => say(&format!("saved {number}")),
            Err(why) => say(&format!("refused {number}: {}", door::told(why))),
        }
        done.is_ok()
    }

    fn create(&self) -> Result<()> {
        say("ready");
        let mut made = None;
        self.tell(1, || door::create(&self.place()).map(|(practice, _)| made = Some(practice)));
        // The first saves too: a practice that can be lost whole takes them with it.
        if let Some(mut practice) = made {
            self.tell(2, || door::add_session(&mut practice).map(drop));
        }
        Ok(())
    }

    fn save(&self) -> Result<()> {
        let mut practice = self.open()?;
        let session = door::session(&practice)?;
        let mut revision = door::stored(&practice, session)?.0;
        for _ in 0..self.count {
            let text = if self.manner == "mix" { note::mixture(revision + 1) } else { note::document(revision + 1) };
            if self.tell(revision + 1, || door::save_text(&mut practice, session, revision, &text).map(drop)) {
                revision += 1;
            } else if let Ok((stored, _)) = door::stored(&practice, session) {
                // A refused save may be there all the same; the next one grows from what is stored.
                if stored > revision {
                    say(&format!("there {stored}"));
                }
                revision = stored;
            }
        }
        Ok(())
    }

    fn clients(&self) -> Result<()> {
        let mut practice = self.open()?;
        let first = door::clients(&practice)?.last().map_or(1, |last| last + 1);
        for number in first..first.saturating_add(self.count) {
            self.tell(number, || door::add_client(&mut practice, number).map(drop));
        }
        Ok(())
    }

    fn backups(&self) -> Result<()> {
        let mut practice = self.open()?;
        for number in 1..=self.count {
            self.tell(number, || door::back_up(&mut practice, &backup_file(&self.root, number)));
        }
        Ok(())
    }

    fn passphrases(&self) -> Result<()> {
        let mut practice = self.open()?;
        let mut set = 0;
        for number in 1..=self.count {
            if self.tell(number, || door::change_passphrase(&mut practice, set, number)) {
                set = number;
            }
        }
        Ok(())
    }
}

fn backup_file(root: &Path, number: u32) -> PathBuf {
    root.join(format!("backups/{number}.securebase"))
}
