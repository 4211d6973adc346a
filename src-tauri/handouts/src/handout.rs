//! A handout: a composition with its material filled in, ready to be laid out.

use secure_base_model::Factor;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Article, Block, Drawing, Prose};

/// A handout with all its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Handout {
    /// Its kebab-case id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The one thing to take away, said first.
    pub message: Prose,
    /// What the page is for.
    pub purpose: Prose,
    /// The drawing beside the message.
    pub figure: Option<Figure>,
    /// What follows, in order.
    pub parts: Vec<Part>,
    /// The whole in a breath.
    pub summary: Option<Prose>,
    /// When this page is not the place to start.
    pub safety: Option<Prose>,
    /// Lines left for the therapist's words.
    pub therapist_lines: u8,
    /// The articles it is adapted from.
    pub articles: Vec<Article>,
    /// The factors it speaks of, in the order of the model.
    pub factors: Vec<Factor>,
}

/// A drawing and what it shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// The drawing.
    pub drawing: Drawing,
    /// Its alternative text.
    pub alt: String,
}

/// A part of a handout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its heading.
    pub heading: Option<String>,
    /// What stands under it.
    pub body: PartBody,
}

/// What stands in a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum PartBody {
    /// Text.
    Text(Vec<Block>),
    /// The factors of the model, one after the other.
    Roots(Vec<Root>),
    /// Lines to write on.
    Lines {
        /// What to write.
        prompt: Prose,
        /// How many lines.
        lines: u8,
    },
    /// Scales from 0 to 10.
    Scale {
        /// What to mark.
        prompt: Prose,
        /// What 0 means.
        low: String,
        /// What 10 means.
        high: String,
        /// The scales.
        rows: Vec<ScaleRow>,
    },
    /// Boxes to tick.
    Ticks {
        /// What to tick.
        prompt: Prose,
        /// The words beside the boxes.
        options: Vec<Prose>,
    },
    /// A table to fill in.
    Table {
        /// What to fill in.
        prompt: Prose,
        /// The columns' headings.
        columns: Vec<Prose>,
        /// How many empty rows.
        rows: u8,
    },
}

/// A factor of the model, in words for clients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Root {
    /// The factor.
    pub factor: Factor,
    /// Its name in plain words.
    pub name: String,
    /// What is said of it.
    pub rows: Vec<RootRow>,
}

/// One aspect of a factor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RootRow {
    /// The aspect in plain words.
    pub label: &'static str,
    /// What is said.
    pub text: Prose,
}

/// One scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScaleRow {
    /// The factor it measures, if one.
    pub factor: Option<Factor>,
    /// What it measures.
    pub name: String,
}

/// What a list of handouts shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HandoutSummary {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its main message.
    pub message: String,
    /// The titles of the articles it is adapted from.
    pub articles: Vec<String>,
    /// The factors it speaks of.
    pub factors: Vec<Factor>,
    /// When it is not the place to start.
    pub safety: Option<String>,
}

impl Handout {
    /// What a list of handouts shows of this one.
    pub fn summary(&self) -> HandoutSummary {
        HandoutSummary {
            id: self.id.clone(),
            title: self.title.clone(),
            message: self.message.text(),
            articles: self.articles.iter().map(|article| article.title.clone()).collect(),
            factors: self.factors.clone(),
            safety: self.safety.as_ref().map(Prose::text),
        }
    }

    /// Every section's name and words, for the check of reading ease.
    pub fn sections(&self) -> Vec<(String, String)> {
        let named = |name: &str, prose: &Prose| (name.to_string(), prose.text());
        let mut sections = vec![named("message", &self.message), named("purpose", &self.purpose)];
        sections.extend(self.parts.iter().flat_map(Part::sections));
        sections.extend(self.summary.iter().map(|prose| named("summary", prose)));
        sections.extend(self.safety.iter().map(|prose| named("safety", prose)));
        sections
    }
}

impl Part {
    fn sections(&self) -> Vec<(String, String)> {
        let name = self.heading.clone().unwrap_or_default();
        match &self.body {
            PartBody::Text(blocks) => vec![(name, blocks.iter().map(Block::text).collect::<Vec<_>>().join("\n"))],
            PartBody::Roots(roots) => roots.iter().map(|root| (root.name.clone(), root.text())).collect(),
            PartBody::Lines { prompt, .. }
            | PartBody::Scale { prompt, .. }
            | PartBody::Ticks { prompt, .. }
            | PartBody::Table { prompt, .. } => vec![(name, prompt.text())],
        }
    }
}

impl Root {
    fn text(&self) -> String {
        self.rows.iter().map(|row| row.text.text()).collect::<Vec<_>>().join("\n")
    }
}
