//! A composition as the window edits it and the practice keeps it: the TOML of the library's handouts, with text of the
//! clinician's own as one more kind of part.

use secure_base_handouts::Library;
use secure_base_model::Factor;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::problem::{Problem, ProblemCode};

/// What a handout is made of. The names of the fields are those of the TOML.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct Composition {
    /// Its id in the library; empty while it is being composed.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The one thing to take away.
    pub message: String,
    /// What it is for; may be empty.
    pub purpose: String,
    /// The id of the model whose picture stands with the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figure: Option<String>,
    /// Whether that picture takes the full column.
    #[serde(skip_serializing_if = "is_unset")]
    pub figure_wide: bool,
    /// The whole in a breath.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// When it is not the place to start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safety: Option<String>,
    /// Whether it asks for closeness, openness or repair with a partner.
    #[serde(skip_serializing_if = "is_unset")]
    pub partner: bool,
    /// Lines left for the therapist's words.
    pub therapist_lines: u8,
    /// The ids of homework that follows from it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub homework: Vec<String>,
    /// The keys of articles to name beside those of its material.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<String>,
    /// A layout of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<String>,
    /// Its parts in order.
    pub part: Vec<PartPlan>,
}

fn is_unset(flag: &bool) -> bool {
    !flag
}

/// A part of a composition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum PartPlan {
    /// Material, one piece after the other; also material cut from an article of one's own.
    Text { heading: Option<String>, material: Vec<String> },
    /// Words of the clinician's own: paragraphs, lines that begin with `- `, bold between double asterisks.
    Own { heading: Option<String>, text: String },
    /// The factors, each with its material labelled by aspect.
    Roots { heading: Option<String>, root: Vec<RootPlan> },
    /// Two columns side by side.
    Compare { heading: Option<String>, left: ColumnPlan, right: ColumnPlan },
    /// A picture in the flow.
    Picture { heading: Option<String>, material: String },
    /// Questions, each followed by lines to write on.
    Answers { heading: Option<String>, prompt: Option<String>, material: Vec<String>, lines: u8 },
    /// A prompt and lines to write on.
    Lines { heading: Option<String>, prompt: String, lines: u8 },
    /// A prompt and scales from 0 to 10.
    Scale { heading: Option<String>, prompt: String, low: String, high: String, row: Vec<ScalePlan> },
    /// A prompt and boxes to tick.
    Ticks { heading: Option<String>, prompt: String, options: Vec<String> },
    /// A prompt and a table to fill in, with empty rows or rows that begin with a word.
    Table { heading: Option<String>, prompt: String, columns: Vec<String>, rows: Option<u8>, row: Option<Vec<String>> },
}

/// One factor of a roots part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct RootPlan {
    /// The factor.
    pub factor: Factor,
    /// Its name in plain words.
    pub name: String,
    /// The ids of its material.
    pub material: Vec<String>,
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ColumnPlan {
    /// Its heading.
    pub name: String,
    /// The ids of its material.
    pub material: Vec<String>,
}

/// One scale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ScalePlan {
    /// The factor it measures, if one.
    pub factor: Option<Factor>,
    /// What it measures.
    pub name: String,
}

impl Composition {
    /// That of a handout of the shipped library.
    ///
    /// # Errors
    /// A problem when there is none of this id.
    pub fn shipped(id: &str) -> Result<Composition, Problem> {
        let library = Library::shipped()?;
        library.handout(id)?;
        Self::from_toml(library.composition(id).unwrap_or_default())
    }

    /// Reads what was kept.
    ///
    /// # Errors
    /// A problem when it is no composition.
    pub fn from_toml(text: &str) -> Result<Composition, Problem> {
        toml::from_str(text).map_err(|_| unreadable())
    }

    /// As it is kept.
    ///
    /// # Errors
    /// A problem when it cannot be written down.
    pub fn to_toml(&self) -> Result<String, Problem> {
        toml::to_string(self).map_err(|_| unreadable())
    }

    /// The ids of all material in it.
    pub fn material(&self) -> Vec<&str> {
        let figure = self.figure.iter().map(String::as_str);
        figure.chain(self.part.iter().flat_map(PartPlan::material)).collect()
    }

    /// The words that stand on the page as they are: titles, headings, names.
    pub fn plain_mut(&mut self) -> Vec<&mut String> {
        [&mut self.title].into_iter().chain(self.part.iter_mut().flat_map(PartPlan::plain_mut)).collect()
    }

    /// The words that may have bold in them, each one paragraph.
    pub fn prose_mut(&mut self) -> Vec<&mut String> {
        let single = [&mut self.message, &mut self.purpose].into_iter();
        let optional = self.summary.iter_mut().chain(&mut self.safety);
        single.chain(optional).chain(self.part.iter_mut().flat_map(PartPlan::prose_mut)).collect()
    }

    /// The clinician's own texts.
    pub fn texts_mut(&mut self) -> Vec<&mut String> {
        let own = self.part.iter_mut().filter_map(|part| match part {
            PartPlan::Own { text, .. } => Some(text),
            _ => None,
        });
        own.collect()
    }
}

fn unreadable() -> Problem {
    Problem::new(
        ProblemCode::Other,
        "This handout cannot be read: it was made by another version of the program.",
        "Open it with that version, or compose it again.",
    )
}

impl PartPlan {
    /// The ids of its material.
    pub fn material(&self) -> Vec<&str> {
        match self {
            PartPlan::Text { material, .. } | PartPlan::Answers { material, .. } => {
                material.iter().map(String::as_str).collect()
            }
            PartPlan::Picture { material, .. } => vec![material],
            PartPlan::Roots { root, .. } => root.iter().flat_map(|root| &root.material).map(String::as_str).collect(),
            PartPlan::Compare { left, right, .. } => {
                left.material.iter().chain(&right.material).map(String::as_str).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Its heading.
    pub fn heading(&self) -> Option<&String> {
        match self {
            PartPlan::Text { heading, .. }
            | PartPlan::Own { heading, .. }
            | PartPlan::Roots { heading, .. }
            | PartPlan::Compare { heading, .. }
            | PartPlan::Picture { heading, .. }
            | PartPlan::Answers { heading, .. }
            | PartPlan::Lines { heading, .. }
            | PartPlan::Scale { heading, .. }
            | PartPlan::Ticks { heading, .. }
            | PartPlan::Table { heading, .. } => heading.as_ref(),
        }
    }

    /// Whether there is nothing in it to print yet.
    pub fn is_empty(&self) -> bool {
        match self {
            PartPlan::Text { material, .. } => material.is_empty(),
            PartPlan::Own { text, .. } => text.trim().is_empty(),
            PartPlan::Roots { root, .. } => root.is_empty() || root.iter().any(|root| root.material.is_empty()),
            PartPlan::Compare { left, right, .. } => left.material.is_empty() || right.material.is_empty(),
            PartPlan::Picture { material, .. } => material.is_empty(),
            PartPlan::Answers { material, lines, .. } => material.is_empty() || *lines == 0,
            PartPlan::Lines { lines, .. } => *lines == 0,
            PartPlan::Scale { row, .. } => row.is_empty(),
            PartPlan::Ticks { options, .. } => options.is_empty(),
            PartPlan::Table { columns, rows, row, .. } => {
                columns.is_empty() || rows.unwrap_or_default() == 0 && row.as_ref().is_none_or(Vec::is_empty)
            }
        }
    }

    fn plain_mut(&mut self) -> Vec<&mut String> {
        match self {
            PartPlan::Text { heading, .. }
            | PartPlan::Own { heading, .. }
            | PartPlan::Picture { heading, .. }
            | PartPlan::Answers { heading, .. }
            | PartPlan::Lines { heading, .. }
            | PartPlan::Ticks { heading, .. }
            | PartPlan::Table { heading, .. } => heading.iter_mut().collect(),
            PartPlan::Roots { heading, root } => {
                heading.iter_mut().chain(root.iter_mut().map(|root| &mut root.name)).collect()
            }
            PartPlan::Compare { heading, left, right } => {
                heading.iter_mut().chain([&mut left.name, &mut right.name]).collect()
            }
            PartPlan::Scale { heading, low, high, row, .. } => {
                heading.iter_mut().chain([low, high]).chain(row.iter_mut().map(|row| &mut row.name)).collect()
            }
        }
    }

    fn prose_mut(&mut self) -> Vec<&mut String> {
        match self {
            PartPlan::Answers { prompt, .. } => prompt.iter_mut().collect(),
            PartPlan::Lines { prompt, .. } | PartPlan::Scale { prompt, .. } => vec![prompt],
            PartPlan::Ticks { prompt, options, .. } => [prompt].into_iter().chain(options).collect(),
            PartPlan::Table { prompt, columns, row, .. } => {
                [prompt].into_iter().chain(columns).chain(row.iter_mut().flatten()).collect()
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // What is kept must come back as it was, and every shipped handout must be open to change.
    #[test]
    fn every_shipped_composition_is_read_and_written_unchanged() {
        for handout in Library::shipped().expect("the library").handouts() {
            let read = Composition::shipped(&handout.id).expect("it reads");
            let again = Composition::from_toml(&read.to_toml().expect("it writes")).expect("it reads again");
            assert_eq!(again, read, "{}", handout.id);
            assert!(!read.part.is_empty() && !read.title.is_empty());
        }
    }
}
