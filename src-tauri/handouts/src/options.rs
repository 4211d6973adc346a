//! How a handout is to be printed: format, paper and date.

use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Error;

/// For whom the page is set: the size and spacing of its text.
#[derive(Clone, Copy, Serialize, Deserialize, Type, PartialEq, Eq, Hash, Debug)]
// Named in full for the window, where other things have formats too.
#[serde(rename = "HandoutFormat", rename_all = "camelCase")]
pub enum Format {
    /// Body text of 14 pt.
    Standard,
    /// Body text of 18 pt, reflowed.
    Large,
    /// Wider spacing, short lines, a light cream page: easier for readers who lose the line.
    Easy,
}

/// The sheet of paper.
#[derive(Clone, Copy, Serialize, Deserialize, Type, PartialEq, Eq, Hash, Debug)]
#[serde(rename_all = "camelCase")]
pub enum Paper {
    /// 210 x 297 mm.
    A4,
    /// 8.5 x 11 in.
    Letter,
}

/// How a handout is to be printed.
#[derive(Clone, Copy, Serialize, Deserialize, Type, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct PrintOptions {
    /// The format.
    pub format: Format,
    /// The paper.
    pub paper: Paper,
    /// The date in the footer; the caller gives it, because nothing in this crate asks the clock.
    pub printed_on: NaiveDate,
}

impl Format {
    /// Every format, in the order in which it is offered.
    pub const ALL: [Format; 3] = [Format::Standard, Format::Large, Format::Easy];

    /// The word by which the command line and file names know the format.
    pub const fn word(self) -> &'static str {
        match self {
            Format::Standard => "standard",
            Format::Large => "large",
            Format::Easy => "easy",
        }
    }
}

impl Paper {
    /// Every paper, in the order in which it is offered.
    pub const ALL: [Paper; 2] = [Paper::A4, Paper::Letter];

    /// The word by which the command line knows the paper.
    pub const fn word(self) -> &'static str {
        match self {
            Paper::A4 => "a4",
            Paper::Letter => "letter",
        }
    }

    /// Width and height in points (1/72 in).
    pub const fn size(self) -> (f32, f32) {
        match self {
            Paper::A4 => (595.28, 841.89),
            Paper::Letter => (612.0, 792.0),
        }
    }
}

impl FromStr for Format {
    type Err = Error;
    fn from_str(word: &str) -> Result<Self, Error> {
        let unknown = || Error::UnknownWord { what: "format", word: word.into(), known: "standard, large, easy" };
        Format::ALL.into_iter().find(|format| format.word() == word).ok_or_else(unknown)
    }
}

impl FromStr for Paper {
    type Err = Error;
    fn from_str(word: &str) -> Result<Self, Error> {
        let unknown = || Error::UnknownWord { what: "paper", word: word.into(), known: "a4, letter" };
        Paper::ALL.into_iter().find(|paper| paper.word() == word).ok_or_else(unknown)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl fmt::Display for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
