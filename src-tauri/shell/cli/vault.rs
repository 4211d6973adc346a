//! The commands for looking after a practice: check, backup, restore, recover.

use std::path::{Path, PathBuf};

use clap::Args;
use secure_base_practice::{
    BACKUP_EXTENSION, BackupInfo, Error, Folder, Practice, Salvaged, file_stem, vault::RecoveryCode,
};

use super::{read_passphrase, say};
use crate::{
    desk,
    problem::{Problem, ProblemCode},
};

#[derive(Args)]
pub(super) struct Check {
    /// The folder of the practice
    dir: PathBuf,
    /// A file whose first line is the passphrase or the recovery code
    #[arg(long, value_name = "FILE")]
    passphrase_file: PathBuf,
}

#[derive(Args)]
pub(super) struct Backup {
    /// The folder of the practice
    dir: PathBuf,
    /// A file that is not there yet, or a folder to put it in
    #[arg(long, value_name = "PATH")]
    to: PathBuf,
    /// A file whose first line is the passphrase or the recovery code
    #[arg(long, value_name = "FILE")]
    passphrase_file: PathBuf,
}

#[derive(Args)]
pub(super) struct Restore {
    /// The backup
    file: PathBuf,
    /// The folder where the practice is to stand
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// A file whose first line is the passphrase or the recovery code of the day of the backup
    #[arg(long, value_name = "FILE")]
    passphrase_file: PathBuf,
}

#[derive(Args)]
pub(super) struct Recover {
    /// The folder of the damaged practice; it is only read
    dir: PathBuf,
    /// A folder that is empty or not there yet, for what can be read
    #[arg(long, value_name = "NEW")]
    to: PathBuf,
    /// A file whose first line is the passphrase or the recovery code
    #[arg(long, value_name = "FILE")]
    passphrase_file: PathBuf,
}

impl Check {
    pub(super) fn run(&self) -> Result<(), Problem> {
        let secret = read_passphrase(&self.passphrase_file)?;
        let findings = Practice::inspect(&self.dir, &secret, desk::now())?;
        for finding in &findings {
            say(&format!("{}  {}", if finding.problems.is_empty() { "ok  " } else { "FAIL" }, finding.what))?;
            finding.problems.iter().try_for_each(|problem| say(&format!("      {problem}")))?;
        }
        if findings.iter().all(|finding| finding.problems.is_empty()) {
            return Ok(());
        }
        let advice = "Keep the folder as it is and restore your latest backup to another place; where there is none, \
                      `secure-base recover` reads out what can be read.";
        Err(Problem::new(ProblemCode::Other, "Not all is well with the practice.", advice))
    }
}

impl Backup {
    pub(super) fn run(&self) -> Result<(), Problem> {
        let secret = read_passphrase(&self.passphrase_file)?;
        let now = desk::now();
        let mut practice = unlock(&self.dir, &secret)?;
        let path = match self.to.is_dir() {
            true => self.to.join(format!("{}.{BACKUP_EXTENSION}", file_stem(practice.name(), now))),
            false => self.to.clone(),
        };
        let info = practice.back_up(&path, now)?;
        say(&format!("{} holds {}; it was restored to a scratch folder and compared.", path.display(), holds(&info)))
    }
}

impl Restore {
    pub(super) fn run(&self) -> Result<(), Problem> {
        let secret = read_passphrase(&self.passphrase_file)?;
        let info = BackupInfo::read(&self.file)?;
        let stood = Folder::look(&self.to) != Folder::Free;
        let practice = Practice::restore(&self.file, &self.to, &secret, desk::now())?;
        say(&format!("{} is restored in {}: {}.", practice.name(), practice.place().display(), holds(&info)))?;
        match stood {
            true => say("What stood there before stands beside it under a name that says “set aside”."),
            false => Ok(()),
        }
    }
}

impl Recover {
    pub(super) fn run(&self) -> Result<(), Problem> {
        let secret = read_passphrase(&self.passphrase_file)?;
        let (practice, salvaged) = Practice::salvage(&self.dir, &secret, &self.to, desk::now())?;
        say(&format!("{} stands in {}.", practice.name(), practice.place().display()))?;
        tell(&salvaged)?;
        if salvaged.is_complete() {
            return Ok(());
        }
        let advice = "Keep the damaged folder: a backup may hold what is missing here.";
        Err(Problem::new(ProblemCode::Other, "Not everything could be read.", advice))
    }
}

fn tell(salvaged: &Salvaged) -> Result<(), Problem> {
    let Salvaged { pages, damaged, slots_from_backup, nouns } = salvaged;
    if *slots_from_backup {
        say("Its key slots could not be read; those of a backup opened it.")?;
    }
    say(&format!("{} of {pages} pages could be read.", *pages as usize - damaged.len()))?;
    for noun in nouns {
        say(&format!("{:>8}  {}", noun.read, noun.noun))?;
        for (words, ids) in [("read in part", &noun.partly), ("lost", &noun.lost)] {
            if !ids.is_empty() {
                let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
                say(&format!("          {words}: number {}", ids.join(", ")))?;
            }
        }
        if noun.open_ended {
            say("          and there may have been later ones")?;
        }
    }
    Ok(())
}

fn holds(info: &BackupInfo) -> String {
    let made = info.made_at.format("%Y-%m-%d %H:%M UTC");
    match info.clients.zip(info.sessions) {
        Some((clients, sessions)) => {
            format!("{} of {made}, clients: {clients}, sessions: {sessions}", info.practice_name)
        }
        None => format!("{} of {made}", info.practice_name),
    }
}

/// A passphrase can look like a recovery code, so one that fails as a code is tried as a passphrase.
pub(super) fn unlock(place: &Path, secret: &str) -> Result<Practice, Error> {
    match RecoveryCode::parse(secret).map(|code| Practice::unlock_with_code(place, &code, desk::now())) {
        Ok(Err(Error::WrongSecret)) | Err(_) => Practice::unlock(place, secret, desk::now()),
        Ok(opened) => opened,
    }
}
