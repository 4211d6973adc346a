//! What was asked for: a sample or everything, one section or all, and by which chance.

use std::env;

use secure_base_vault_tests::seed::Seed;

pub struct Wish {
    pub full: bool,
    pub seed: u64,
    only: Option<String>,
}

impl Wish {
    pub fn from_environment() -> Wish {
        let text = |name| env::var(name).ok().filter(|value| !value.is_empty());
        // A sample is the same each time, so that a failure of `make test` is the change's and not chance's.
        let seed = text("VAULT_SEED").map_or(1, |seed| seed.parse().expect("VAULT_SEED is a number"));
        Wish { full: text("VAULT").is_some_and(|extent| extent == "full"), seed, only: text("VAULT_ONLY") }
    }

    pub fn takes(&self, section: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only == section)
    }

    pub fn extent(&self) -> &'static str {
        if self.full { "full" } else { "sampled" }
    }

    /// So many of something.
    pub fn many(&self, full: u32, sample: u32) -> u32 {
        if self.full { full } else { sample }
    }

    /// The chance of one case; `section` keeps the sections apart.
    pub fn chance(&self, section: u64, case: u32) -> Seed {
        Seed::new(self.seed, section * 1_000_000 + u64::from(case))
    }
}
