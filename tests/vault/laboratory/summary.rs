//! The figures: a row for each kind of case, printed as a table and kept as JSON.

use std::{collections::BTreeMap, fs, path::Path, process::ExitCode};

use serde_json::json;

use crate::{
    judge::{HARMS, Harm},
    wish::Wish,
};

/// How many harms of a row are spelled out.
const SHOWN: usize = 6;

/// What came of many cases of one kind.
#[derive(Default)]
pub struct Row {
    pub what: String,
    pub cases: u32,
    pub harms: Vec<Harm>,
    /// A control is wrong on purpose, and passes when one of these harms is found; nothing for all others.
    pub must: &'static [&'static str],
    /// What else is worth knowing, by name.
    pub figures: BTreeMap<&'static str, u32>,
}

impl Row {
    pub fn new(what: impl Into<String>) -> Row {
        Row { what: what.into(), ..Row::default() }
    }

    pub fn control(what: impl Into<String>, must: &'static [&'static str]) -> Row {
        Row { must, ..Row::new(what) }
    }

    fn is_control(&self) -> bool {
        !self.must.is_empty()
    }

    /// Takes in a case; each harm says which case it was.
    pub fn add(&mut self, case: &str, harms: Vec<Harm>) {
        self.cases += 1;
        self.harms.extend(harms.into_iter().map(|harm| Harm { what: format!("{case}: {}", harm.what), ..harm }));
    }

    pub fn count(&mut self, figure: &'static str, more: u32) {
        *self.figures.entry(figure).or_default() += more;
    }

    fn of(&self, kind: &str) -> usize {
        self.harms.iter().filter(|harm| harm.kind == kind).count()
    }

    fn passes(&self) -> bool {
        let caught = self.must.iter().any(|harm| self.of(harm) > 0);
        self.cases > 0 && if self.is_control() { caught } else { self.harms.is_empty() }
    }
}

/// The rows so far: each is printed and kept when it is full, because a long run may be broken off.
pub struct Report<'a> {
    wish: &'a Wish,
    rows: Vec<Row>,
}

impl Report<'_> {
    pub fn new(wish: &Wish) -> Report<'_> {
        println!("{:<44}{:>7}{}", "", "cases", HARMS.map(|harm| format!("{harm:>12}")).concat());
        Report { wish, rows: Vec::new() }
    }

    pub fn add(&mut self, row: Row) {
        let harms = HARMS.map(|harm| format!("{:>12}", row.of(harm))).concat();
        let verdict = match (row.passes(), row.is_control()) {
            (true, true) => "  caught, as it must be",
            (false, true) => "  NOT CAUGHT",
            (true, false) => "",
            (false, false) => "  FAILED",
        };
        println!("{:<44}{:>7}{harms}{verdict}", row.what, row.cases);
        let shown = if row.is_control() { 0 } else { SHOWN };
        row.harms.iter().take(shown).for_each(|harm| println!("    {}, {}", harm.kind, harm.what));
        self.rows.push(row);
        self.keep();
    }

    /// Whether all is as it must be.
    pub fn verdict(&self) -> ExitCode {
        let well = !self.rows.is_empty() && self.rows.iter().all(Row::passes);
        if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn keep(&self) {
        let lines = self.rows.iter().map(|row| {
            let harms: BTreeMap<&str, usize> = HARMS.iter().map(|harm| (*harm, row.of(harm))).collect();
            json!({"what": row.what, "control": row.is_control(), "cases": row.cases, "harms": harms,
                   "figures": row.figures, "passes": row.passes()})
        });
        let (extent, seed) = (self.wish.extent(), self.wish.seed);
        let summary = json!({"extent": extent, "seed": seed, "rows": lines.collect::<Vec<_>>()});
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("vault");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("summary.json"), format!("{summary:#}\n")).unwrap();
    }
}
