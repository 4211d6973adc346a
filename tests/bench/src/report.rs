//! The report: a line a figure for people, and the same as JSON for programs.

use std::{fs, path::Path};

use serde::Serialize;

use crate::Result;

/// A figure: the product beside its reference.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    name: String,
    ours: f64,
    reference: f64,
    unit: &'static str,
    ratio: f64,
    goal: f64,
    holds: bool,
    reference_name: String,
}

/// What was measured, and what could not be.
#[derive(Debug, Default)]
pub struct Report {
    figures: Vec<Figure>,
    missing: Vec<String>,
}

impl Figure {
    /// A figure that holds where the product needs at most `goal` times what the reference needs.
    pub fn new(name: &str, unit: &'static str, [ours, reference]: [f64; 2], against: &str, goal: f64) -> Figure {
        let ratio = ours / reference;
        let (name, reference_name) = (name.into(), against.into());
        Figure { name, ours, reference, unit, ratio, goal, holds: ratio <= goal, reference_name }
    }
}

impl Report {
    /// Takes the figures up, or why there are none of `subject`.
    pub fn add(&mut self, subject: &str, measured: Result<Vec<Figure>>) {
        match measured {
            Ok(figures) => self.figures.extend(figures),
            Err(why) => self.missing.push(format!("{subject} could not be measured: {why}")),
        }
    }

    /// Prints the table and writes `file`. Whether everything could be measured.
    pub fn finish(&self, file: &Path) -> Result<bool> {
        self.print();
        fs::write(file, serde_json::to_string_pretty(&self.figures)? + "\n")?;
        println!("\nThese figures are in {}.", file.display());
        self.missing.iter().for_each(|line| eprintln!("{line}"));
        Ok(self.missing.is_empty())
    }

    fn print(&self) {
        let wide = |of: fn(&Figure) -> &str| self.figures.iter().map(|f| of(f).chars().count()).max().unwrap_or(0);
        let (name, against) = (wide(|f| &f.name).max(6), wide(|f| &f.reference_name).max(9));
        let heading = ["ours", "ref", "unit", "ratio", "goal"];
        let [ours, reference, unit, ratio, goal] = heading;
        println!(
            "{:name$}  {:against$}  {ours:>8} {reference:>8} {unit:4}  {ratio:>5}  {goal:>6}",
            "figure", "reference"
        );
        for f in &self.figures {
            let word = if f.holds { "holds" } else { "short" };
            let Figure { ours, reference, unit, ratio, goal, .. } = f;
            println!(
                "{:name$}  {:against$}  {ours:>8.1} {reference:>8.1} {unit:4}  {ratio:>5.2}  <= {goal:.1}  {word}",
                f.name, f.reference_name
            );
        }
    }
}
