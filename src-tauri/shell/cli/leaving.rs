//! Leaving with everything from the command line: an open archive, and a practice built from one.

use std::path::PathBuf;

use clap::Args;
use secure_base_practice::{
    Practice, RebuildPlan, Rebuilt,
    vault::{KdfCost, RecoveryCode},
};

use super::{read_passphrase, say, vault::unlock};
use crate::{commands::leaving, desk, problem::Problem};

/// So many differences are named; the number of the rest is told.
const NAMED: usize = 20;

#[derive(Args)]
pub(super) struct Export {
    /// The folder of the practice
    dir: PathBuf,
    /// A folder that is not there yet, for the archive. It is NOT encrypted
    #[arg(long, value_name = "NEW")]
    to: PathBuf,
    /// A file whose first line is the passphrase; without --process-notes it may be the recovery code
    #[arg(long, value_name = "FILE")]
    passphrase_file: PathBuf,
    /// Take the process notes along, in a file of their own
    #[arg(long)]
    process_notes: bool,
}

#[derive(Args)]
pub(super) struct Rebuild {
    /// The folder of the archive
    archive: PathBuf,
    /// A folder that is empty or not there yet, for the new practice
    #[arg(long, value_name = "NEW")]
    to: PathBuf,
    /// A file whose first line is the passphrase for the new practice
    #[arg(long, value_name = "FILE")]
    passphrase_file: PathBuf,
}

impl Export {
    pub(super) fn run(&self) -> Result<(), Problem> {
        let secret = read_passphrase(&self.passphrase_file)?;
        let now = desk::now();
        let mut practice = unlock(&self.dir, &secret)?;
        if self.process_notes {
            leaving::expect_passphrase(&mut practice, &secret, true, now)?;
        }
        let left = leaving::leave(&mut practice, &self.to, self.process_notes, now, &mut |_| true)?.value;
        say(&format!("{} holds {} records. It is not encrypted.", left.path.display(), left.records))?;
        say(&format!("SHA-256 of its archive.json: {}", left.fingerprint))
    }
}

impl Rebuild {
    pub(super) fn run(&self) -> Result<(), Problem> {
        let passphrase = read_passphrase(&self.passphrase_file)?;
        let code = RecoveryCode::random()?;
        let (archive, place, cost) = (&self.archive, &self.to, KdfCost::STANDARD);
        let plan = RebuildPlan { archive, place, passphrase: &passphrase, code: &code, cost };
        let Rebuilt { practice, records, unlike, process_notes_left } =
            Practice::rebuild(&plan, desk::now(), |_| true)?;
        say(&format!("{} is built in {}: {records} records.", practice.name(), practice.place().display()))?;
        say(&format!("Recovery code: {}", code.groups().join("-")))?;
        if process_notes_left > 0 {
            say(&format!("Process notes that are not in the archive: {process_notes_left}."))?;
        }
        if unlike.is_empty() {
            return say("Every record is what the old practice's log says it was.");
        }
        say("Not as the old practice's log says:")?;
        unlike.iter().take(NAMED).try_for_each(|one| say(&format!("      {one}")))?;
        match unlike.len().saturating_sub(NAMED) {
            0 => Ok(()),
            more => say(&format!("      and {more} more")),
        }
    }
}
