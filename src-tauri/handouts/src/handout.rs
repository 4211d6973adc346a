//! A handout: a composition with its material filled in, ready to be laid out.

use secure_base_model::Factor;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Article, Block, Kind, Picture, Prose, reading};

/// A handout with all its words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Handout {
    /// Its kebab-case id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The one thing to take away, said first.
    pub message: Prose,
    /// What the page is for.
    pub purpose: Prose,
    /// The picture with the message.
    pub figure: Option<Figure>,
    /// Whether that picture takes the full column rather than a place beside the message.
    pub figure_wide: bool,
    /// What follows, in order.
    pub parts: Vec<Part>,
    /// The whole in a breath.
    pub summary: Option<Prose>,
    /// When this page is not the place to start.
    pub safety: Option<Prose>,
    /// Whether it asks for closeness, openness, honesty or repair with a partner.
    pub partner: bool,
    /// Lines left for the therapist's words.
    pub therapist_lines: u8,
    /// The articles it is adapted from.
    pub articles: Vec<Article>,
    /// The factors it speaks of, in the order of the model.
    pub factors: Vec<Factor>,
    /// The ids of homework templates that follow from it.
    pub homework: Vec<String>,
    /// How it is laid out.
    pub layout: Layout,
}

/// A picture and what it shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// The picture.
    pub picture: Picture,
    /// Its alternative text.
    pub alt: String,
}

/// How the parts are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Layout {
    /// On as many pages as it takes.
    #[default]
    Pages,
    /// On one page, for a wall.
    Poster,
}

/// A part of a handout.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// Its heading.
    pub heading: Option<String>,
    /// What stands under it.
    pub body: PartBody,
}

/// A piece of material in its place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Piece {
    /// What sort of thing it is.
    pub kind: Kind,
    /// Its picture, above its words.
    pub figure: Option<Figure>,
    /// Its words.
    pub blocks: Vec<Block>,
}

/// One of two things compared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// Its name.
    pub name: String,
    /// What is said of it.
    pub pieces: Vec<Piece>,
}

/// The rows of a table to fill in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum TableRows {
    /// So many, all empty.
    Blank(u8),
    /// One for each name, which stands in the first column.
    Named(Vec<Prose>),
}

/// What stands in a part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum PartBody {
    /// Material, one piece after the other.
    Text(Vec<Piece>),
    /// Two things side by side.
    Compare([Side; 2]),
    /// A picture over the full column, with its words under it.
    Picture(Piece),
    /// Questions, each with lines to write on.
    Answers {
        /// What to do with them.
        prompt: Option<Prose>,
        /// The questions.
        questions: Vec<Prose>,
        /// How many lines each.
        lines: u8,
    },
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
        /// The rows.
        rows: TableRows,
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
    /// Whether it asks for closeness, openness, honesty or repair with a partner: then partner safety comes first.
    pub partner: bool,
    /// The ids of homework templates that follow from it.
    pub homework: Vec<String>,
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
            partner: self.partner,
            homework: self.homework.clone(),
        }
    }

    /// The Flesch-Kincaid grade of the whole.
    pub fn grade(&self) -> f32 {
        reading::grade(&self.text())
    }

    /// The words of all sections, a line for each paragraph and item.
    pub fn text(&self) -> String {
        self.sections().into_iter().map(|(_, text)| text + "\n").collect()
    }

    /// Every section's name and words, for the check of reading ease.
    pub fn sections(&self) -> Vec<(String, String)> {
        let named = |name: &str, prose: &Prose| (name.to_string(), prose.text());
        let mut sections = vec![named("message", &self.message), named("purpose", &self.purpose)];
        sections.extend(self.safety.iter().map(|prose| named("safety", prose)));
        sections.extend(self.parts.iter().flat_map(Part::sections));
        sections.extend(self.summary.iter().map(|prose| named("summary", prose)));
        sections
    }
}

impl Part {
    fn sections(&self) -> Vec<(String, String)> {
        let name = self.heading.clone().unwrap_or_default();
        match &self.body {
            PartBody::Text(pieces) => vec![(name, text_of(pieces))],
            PartBody::Picture(piece) => vec![(name, piece.text())],
            PartBody::Compare(sides) => {
                sides.iter().map(|side| (format!("{name}: {}", side.name), text_of(&side.pieces))).collect()
            }
            PartBody::Answers { prompt, questions, .. } => {
                let lines: Vec<String> = prompt.iter().chain(questions).map(Prose::text).collect();
                vec![(name, lines.join("\n"))]
            }
            PartBody::Roots(roots) => roots.iter().map(|root| (root.name.clone(), root.text())).collect(),
            PartBody::Lines { prompt, .. }
            | PartBody::Scale { prompt, .. }
            | PartBody::Ticks { prompt, .. }
            | PartBody::Table { prompt, .. } => vec![(name, prompt.text())],
        }
    }
}

impl Piece {
    /// Its words, a line for each paragraph and item.
    pub fn text(&self) -> String {
        self.blocks.iter().map(Block::text).collect::<Vec<_>>().join("\n")
    }
}

fn text_of(pieces: &[Piece]) -> String {
    pieces.iter().map(Piece::text).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

impl Root {
    fn text(&self) -> String {
        self.rows.iter().map(|row| row.text.text()).collect::<Vec<_>>().join("\n")
    }
}
