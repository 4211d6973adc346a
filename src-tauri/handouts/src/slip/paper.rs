//! The papers of a slip: a small page of its own, or a sheet that is cut into cards.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Error, Format, Paper};

/// The paper of a slip, and how many slips share a sheet.
#[derive(Clone, Copy, Serialize, Deserialize, Type, PartialEq, Eq, Hash, Debug)]
#[serde(rename_all = "camelCase")]
pub enum SlipPaper {
    /// A page of A5, 148.5 x 210 mm.
    A5,
    /// Half a page of US Letter, 5.5 x 8.5 in.
    LetterHalf,
    /// A sheet of A4 cut into four cards; into two in large print and easy reading, whose words need the room.
    A4x4,
    /// A sheet of US Letter, likewise.
    Letterx4,
}

/// A sheet and the cards it is cut into; sizes in pt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SlipSheet {
    /// The sheet's width.
    pub width: f32,
    /// The sheet's height.
    pub height: f32,
    /// How many cards stand side by side.
    pub columns: usize,
    /// How many rows of cards there are.
    pub rows: usize,
}

impl SlipPaper {
    /// Every paper, in the order in which it is offered.
    pub const ALL: [SlipPaper; 4] = [SlipPaper::A5, SlipPaper::LetterHalf, SlipPaper::A4x4, SlipPaper::Letterx4];

    /// The word by which the command line knows the paper.
    pub const fn word(self) -> &'static str {
        match self {
            SlipPaper::A5 => "a5",
            SlipPaper::LetterHalf => "letter-half",
            SlipPaper::A4x4 => "a4x4",
            SlipPaper::Letterx4 => "letterx4",
        }
    }

    /// The sheet that it comes from.
    pub const fn paper(self) -> Paper {
        match self {
            SlipPaper::A5 | SlipPaper::A4x4 => Paper::A4,
            SlipPaper::LetterHalf | SlipPaper::Letterx4 => Paper::Letter,
        }
    }

    /// The sheet as it is printed in `format`.
    pub fn sheet(self, format: Format) -> SlipSheet {
        let (width, height) = self.paper().size();
        match self {
            SlipPaper::A5 | SlipPaper::LetterHalf => {
                SlipSheet { width: height / 2.0, height: width, columns: 1, rows: 1 }
            }
            _ if format == Format::Standard => SlipSheet { width, height, columns: 2, rows: 2 },
            _ => SlipSheet { width: height, height: width, columns: 2, rows: 1 },
        }
    }
}

impl SlipSheet {
    /// How many cards it is cut into.
    pub fn cards(&self) -> usize {
        self.columns * self.rows
    }

    /// Width and height of a card in pt.
    pub fn card(&self) -> (f32, f32) {
        (self.width / self.columns as f32, self.height / self.rows as f32)
    }

    /// The top left corner of a card in pt, counted along the rows from 0.
    pub fn corner(&self, card: usize) -> (f32, f32) {
        let (width, height) = self.card();
        (width * (card % self.columns) as f32, height * (card / self.columns) as f32)
    }
}

impl FromStr for SlipPaper {
    type Err = Error;
    fn from_str(word: &str) -> Result<Self, Error> {
        let known = "a5, letter-half, a4x4, letterx4";
        let unknown = || Error::UnknownWord { what: "paper", word: word.into(), known };
        SlipPaper::ALL.into_iter().find(|paper| paper.word() == word).ok_or_else(unknown)
    }
}

impl fmt::Display for SlipPaper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
