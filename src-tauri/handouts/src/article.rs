//! The articles that material is adapted from: `articles.toml`, a table per article.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Error;

/// An article: what a handout names as its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// Its title.
    pub title: String,
    /// Its author, where the article names one.
    pub author: Option<String>,
    /// Its publisher, where the article names one.
    pub publisher: Option<String>,
    /// Whether its own words are printed, as those of articles that a clinician adds.
    #[serde(skip)]
    pub quoted: bool,
    /// What may be done with those words, and who says so.
    #[serde(skip)]
    pub rights: Option<String>,
}

impl Article {
    /// The article as a source line names it.
    pub fn named(&self) -> String {
        let by = self.author.iter().map(|author| format!(" by {author}"));
        let of = self.publisher.iter().map(|publisher| format!(", {publisher}"));
        by.chain(of).fold(format!("“{}”", self.title), |line, more| line + &more)
    }
}

/// Reads the articles by their keys.
pub(crate) fn parse(file: &str, text: &str) -> Result<BTreeMap<String, Article>, Error> {
    toml::from_str(text).map_err(|error| Error::unusable(file, error))
}
