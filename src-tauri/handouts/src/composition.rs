//! A composition: the TOML file that says which material a handout shows, in which order, with which worksheet.
//!
//! Every text in it is one paragraph of [prose](crate::prose). It is only the plan; [`crate::handout`] fills it in.

use secure_base_model::Factor;
use serde::Deserialize;

use crate::{Error, handout::Layout};

/// A handout before its material is looked up.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Composition {
    pub id: String,
    pub title: String,
    pub message: String,
    pub purpose: String,
    /// The id of a model whose drawing stands beside the message.
    pub figure: Option<String>,
    /// Whether that picture takes the full column under the message instead.
    #[serde(default)]
    pub figure_wide: bool,
    #[serde(default, rename = "part")]
    pub parts: Vec<PartPlan>,
    pub summary: Option<String>,
    pub safety: Option<String>,
    /// Whether it asks for closeness, openness, honesty or repair with a partner.
    #[serde(default)]
    pub partner: bool,
    /// How many lines are left for the therapist's words; none where absent.
    #[serde(default)]
    pub therapist_lines: u8,
    /// The keys of articles to name beside those of the material.
    #[serde(default)]
    pub articles: Vec<String>,
    /// The ids of homework templates that follow from it.
    #[serde(default)]
    pub homework: Vec<String>,
    #[serde(default)]
    pub layout: Layout,
}

/// A part of a handout before its material is looked up.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) enum PartPlan {
    /// Material, one piece after the other.
    Text { heading: Option<String>, material: Vec<String> },
    /// The factors, each with its material labelled by aspect.
    Roots { heading: Option<String>, root: Vec<RootPlan> },
    /// Two columns side by side.
    Compare { heading: Option<String>, left: SidePlan, right: SidePlan },
    /// A picture over the full column.
    Picture { heading: Option<String>, material: String },
    /// Questions, each followed by lines to write on.
    Answers { heading: Option<String>, prompt: Option<String>, material: Vec<String>, lines: u8 },
    /// A prompt and lines to write on.
    Lines { heading: Option<String>, prompt: String, lines: u8 },
    /// A prompt and scales from 0 to 10.
    Scale { heading: Option<String>, prompt: String, low: String, high: String, row: Vec<ScalePlan> },
    /// A prompt and boxes to tick.
    Ticks { heading: Option<String>, prompt: String, options: Vec<String> },
    /// A prompt and a table to fill in: empty rows, or rows whose first column is filled in.
    Table {
        heading: Option<String>,
        prompt: String,
        columns: Vec<String>,
        rows: Option<u8>,
        #[serde(default)]
        row: Vec<String>,
    },
}

/// One column of a compare part.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SidePlan {
    pub name: String,
    pub material: Vec<String>,
}

/// One factor of a roots part.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RootPlan {
    pub factor: Factor,
    pub name: String,
    pub material: Vec<String>,
}

/// One scale of a scale part.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScalePlan {
    pub factor: Option<Factor>,
    pub name: String,
}

impl Composition {
    /// Reads a composition; `file` is its path in the library, for error messages.
    pub fn parse(file: &str, text: &str) -> Result<Self, Error> {
        let plan: Composition = toml::from_str(text).map_err(|error| Error::unusable(file, error))?;
        if !is_kebab_case(&plan.id) {
            return Err(Error::unusable(
                file,
                format!("the id \"{}\" must be small letters, digits and single hyphens", plan.id),
            ));
        }
        let fault = plan.parts.iter().enumerate().find_map(|(index, part)| Some((index + 1, part.fault()?)));
        match fault {
            Some((part, fault)) => Err(Error::unusable(file, format!("part {part} {fault}"))),
            None => Ok(plan),
        }
    }
}

impl PartPlan {
    /// What keeps it from being printed, with what to do.
    fn fault(&self) -> Option<&'static str> {
        if self.is_empty() {
            return Some("is empty; fill it or leave it out");
        }
        match self {
            PartPlan::Table { columns, .. } if !(2..=4).contains(&columns.len()) => {
                Some("is a table that does not have 2 to 4 columns; add a column or split the table")
            }
            PartPlan::Table { rows: Some(_), row, .. } if !row.is_empty() => {
                Some("has both rows and row; keep rows for empty rows, or row for rows with a name")
            }
            _ => None,
        }
    }

    /// Whether there is nothing under its heading or prompt.
    fn is_empty(&self) -> bool {
        match self {
            PartPlan::Text { material, .. } => material.is_empty(),
            PartPlan::Roots { root, .. } => root.is_empty() || root.iter().any(|root| root.material.is_empty()),
            PartPlan::Compare { left, right, .. } => left.material.is_empty() || right.material.is_empty(),
            PartPlan::Picture { material, .. } => material.is_empty(),
            PartPlan::Answers { material, lines, .. } => material.is_empty() || *lines == 0,
            PartPlan::Lines { lines, .. } => *lines == 0,
            PartPlan::Scale { row, .. } => row.is_empty(),
            PartPlan::Ticks { options, .. } => options.is_empty(),
            PartPlan::Table { columns, rows, row, .. } => {
                columns.is_empty() || rows.unwrap_or_default() == 0 && row.is_empty()
            }
        }
    }
}

/// Whether `id` can stand in a file name and on a command line without quoting.
pub(crate) fn is_kebab_case(id: &str) -> bool {
    id.split('-').all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()))
}
