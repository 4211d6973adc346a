//! The three-factor model of relationship security, the one vocabulary that notes, homework and handouts share.
//!
//! Source: "Feeling secure in relationships", the first of the articles that the handouts are adapted from.
//! Security rests on three factors, and each can be seen under four aspects.

mod measure;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;

pub use measure::{
    Answers, Band, FactorScore, Question, Questionnaire, Score, Unscored, WrongAnswers, questionnaire, questionnaires,
};

/// What security in a relationship rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
pub enum Factor {
    /// Biology: the body's need for a mate, its moods and its health.
    B,
    /// Early relationships: the inner models learned from carers.
    E,
    /// Relationship with self: soothing oneself, being kind to oneself.
    S,
}

/// The side from which a factor is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Aspect {
    /// How insecurity shows.
    Shows,
    /// A healthy way of carrying the factor.
    Healthy,
    /// An unhealthy way of carrying it.
    Unhealthy,
    /// What can be worked on.
    WorkOn,
}

/// A factor seen under one aspect: what a passage of a note is tagged with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
pub struct Tag {
    /// The factor.
    pub factor: Factor,
    /// The aspect.
    pub aspect: Aspect,
}

/// The words by which people know a factor.
#[derive(Clone, Copy, Debug, Serialize, Type)]
pub struct FactorText {
    /// The factor.
    pub factor: Factor,
    /// Its full name.
    pub name: &'static str,
    /// A name short enough for a label.
    pub short: &'static str,
    /// Its four aspects, in order.
    pub aspects: [AspectText; 4],
}

/// The words for one cell of the model.
#[derive(Clone, Copy, Debug, Serialize, Type)]
pub struct AspectText {
    /// The aspect.
    pub aspect: Aspect,
    /// Its name.
    pub name: &'static str,
    /// What a passage in this cell may speak of, in a few words.
    pub hint: &'static str,
}

impl Factor {
    /// The three factors in the order of the model.
    pub const ALL: [Factor; 3] = [Factor::B, Factor::E, Factor::S];

    /// The letter that stands for the factor everywhere.
    pub const fn letter(self) -> &'static str {
        match self {
            Factor::B => "B",
            Factor::E => "E",
            Factor::S => "S",
        }
    }
}

impl Aspect {
    /// The four aspects in the order of the model.
    pub const ALL: [Aspect; 4] = [Aspect::Shows, Aspect::Healthy, Aspect::Unhealthy, Aspect::WorkOn];

    /// The word by which records and searches know the aspect.
    pub const fn word(self) -> &'static str {
        match self {
            Aspect::Shows => "shows",
            Aspect::Healthy => "healthy",
            Aspect::Unhealthy => "unhealthy",
            Aspect::WorkOn => "workOn",
        }
    }
}

impl Tag {
    /// The names of factor and aspect, as people know them.
    pub fn names(self) -> (&'static str, &'static str) {
        let factor = &MODEL[self.factor as usize];
        (factor.name, factor.aspects[self.aspect as usize].name)
    }
}

/// A word that names no factor or aspect.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no factor (B, E, S) or aspect (shows, healthy, unhealthy, workOn)")]
pub struct UnknownWord(String);

impl FromStr for Factor {
    type Err = UnknownWord;
    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        Factor::ALL.into_iter().find(|f| f.letter() == word).ok_or_else(|| UnknownWord(word.into()))
    }
}

impl FromStr for Aspect {
    type Err = UnknownWord;
    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        Aspect::ALL.into_iter().find(|a| a.word() == word).ok_or_else(|| UnknownWord(word.into()))
    }
}

impl fmt::Display for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.letter())
    }
}

impl fmt::Display for Aspect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

const fn cell(aspect: Aspect, name: &'static str, hint: &'static str) -> AspectText {
    AspectText { aspect, name, hint }
}

const fn aspects(
    shows: &'static str,
    healthy: &'static str,
    unhealthy: &'static str,
    work_on: &'static str,
) -> [AspectText; 4] {
    [
        cell(Aspect::Shows, "How it shows", shows),
        cell(Aspect::Healthy, "Healthy", healthy),
        cell(Aspect::Unhealthy, "Unhealthy", unhealthy),
        cell(Aspect::WorkOn, "Work on", work_on),
    ]
}

/// The whole model in words, for labels and tooltips.
pub const MODEL: [FactorText; 3] = [
    FactorText {
        factor: Factor::B,
        name: "Biology",
        short: "Biology",
        aspects: aspects(
            "Calm when a partner attends, alarm when they turn elsewhere",
            "Chooses with care, then notices whether the partner acts supportively",
            "Mood or body state flips the view of an unchanged partner",
            "Food, sleep, hormones, general health: one's own task",
        ),
    },
    FactorText {
        factor: Factor::E,
        name: "Early relationships",
        short: "Early",
        aspects: aspects(
            "Unfinished business with carers leaks into adult closeness",
            "Sees carers' faults; knows the partner is not the parent",
            "Repeats a pattern unseen: unavailable, mixed messages, hiding",
            "Revise the inner model; practise being open",
        ),
    },
    FactorText {
        factor: Factor::S,
        name: "Relationship with self",
        short: "Self",
        aspects: aspects(
            "Discomfort turns inward as self-blame or self-hate",
            "Settles alone and is alright alone",
            "Little self-empathy: collapse, withdrawal, attack to cover pain",
            "Soothing routines, kindness to own fear, wider support",
        ),
    },
];
