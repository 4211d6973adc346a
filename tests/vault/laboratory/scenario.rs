//! What the writer is doing while the disk fails, and how what is left is judged.

use secure_base_vault_tests::trace::Event;

use crate::{
    bench::{Bench, FIRST_REVISION},
    judge::{self, Harm},
    plan::Plan,
    writer::{self, Outcome},
};

/// Something a writer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scenario {
    Save,
    /// Saves too, with the faults already while it opens.
    Open,
    Clients,
    Backup,
    Create,
    Passphrase,
}

impl Scenario {
    pub const ALL: [Scenario; 6] =
        [Scenario::Save, Scenario::Open, Scenario::Clients, Scenario::Backup, Scenario::Create, Scenario::Passphrase];

    /// For the table: "while ...".
    pub fn words(self) -> &'static str {
        match self {
            Scenario::Save => "saving a note",
            Scenario::Open => "opening and saving",
            Scenario::Clients => "adding clients",
            Scenario::Backup => "making backups",
            Scenario::Create => "making a practice",
            Scenario::Passphrase => "changing the passphrase",
        }
    }

    pub fn mode(self) -> &'static str {
        match self {
            Scenario::Save | Scenario::Open => "save",
            Scenario::Clients => "clients",
            Scenario::Backup => "backup",
            Scenario::Create => "create",
            Scenario::Passphrase => "passphrase",
        }
    }

    /// How often it does it in a run that is let end.
    pub fn count(self) -> u32 {
        match self {
            Scenario::Save => 6,
            Scenario::Open | Scenario::Clients => 4,
            Scenario::Backup | Scenario::Passphrase => 2,
            Scenario::Create => 1,
        }
    }

    pub fn bench(self) -> Bench {
        if self == Scenario::Create { Bench::bare() } else { Bench::new() }
    }

    /// Runs the writer with these faults.
    pub fn run(self, bench: &Bench, mut plan: Plan) -> (Outcome, Vec<Event>) {
        plan.from_ready = self != Scenario::Open;
        writer::under(&plan, bench, self.mode(), self.count(), "")
    }

    /// What of that must not have happened.
    pub fn judge(self, bench: &Bench, outcome: &Outcome) -> Vec<Harm> {
        let place = bench.place();
        let mut harms = judge::untouched(&bench.root);
        harms.extend(judge::sane(outcome));
        harms.extend(match self {
            Scenario::Save | Scenario::Open => judge::note(&place, outcome.last().max(FIRST_REVISION)),
            Scenario::Clients => judge::clients(&place, &outcome.saved),
            Scenario::Backup => judge::backups(&bench.root, &outcome.saved),
            Scenario::Create => {
                let refused = !outcome.refused.is_empty() && !outcome.hindered;
                judge::creation(&place, &outcome.saved, refused)
            }
            Scenario::Passphrase => judge::passphrase(&place, outcome, &bench.code),
        });
        harms
    }
}
