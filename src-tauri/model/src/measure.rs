//! Measures: forms with questions, their answers, and what the answers add up to.
//!
//! The forms are data in `assets/library/measures`. They live here and not with the handouts, because the records score them
//! and the handouts print them, and these two do not know each other.
//!
//! Scoring: the PHQ-9 by Kroenke, Spitzer and Williams 2001 (bands from 5, 10, 15 and 20 on), the GAD-7 by Spitzer, Kroenke,
//! Williams and Löwe 2006 (from 5, 10 and 15 on). What the *Instruction Manual* of the PHQ and GAD-7 measures says about
//! blank items could not be read when this was written, and other authors fill them in each in their own way. So a form with a
//! blank item has no score here: nothing is ever guessed.

use std::{fmt, str::FromStr, sync::LazyLock};

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Factor;

/// Stands for a question that was left blank, where answers are written down.
const BLANK: char = '-';
/// Stands before the answer that is not scored.
const APART: char = '/';

/// A form with questions, as it is shown, printed and scored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Questionnaire {
    /// The word by which records know it.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What stands over it on paper.
    pub title: String,
    /// What it asks about, for the clinician.
    pub about: String,
    /// What stands over its questions.
    pub intro: String,
    /// What each answer means; the first counts 0.
    pub answers: Vec<String>,
    /// Its questions in order.
    pub items: Vec<Question>,
    /// A question at the end that is not scored.
    pub unscored: Option<Unscored>,
    /// The number of the question about self-harm, counted from 1.
    pub self_harm: Option<u8>,
    /// What its totals are called, the lowest first; none where the total means nothing.
    pub bands: Vec<Band>,
    /// Whether studies say what its numbers mean.
    pub validated: bool,
    /// How it is scored, in words.
    pub scoring: String,
    /// Where that is from.
    pub source: String,
    /// Why it may be used here.
    pub licence: String,
}

/// A question of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its words.
    pub text: String,
    /// The factor that it counts for, if the form is scored by factor.
    pub factor: Option<Factor>,
}

/// A question that is asked and not scored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Unscored {
    /// Its words.
    pub text: String,
    /// What each answer means.
    pub answers: Vec<String>,
}

/// A range of totals with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The lowest total in it.
    pub from: u32,
    /// The highest total in it.
    pub to: u32,
    /// Its name.
    pub name: String,
}

/// What was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Answers {
    /// An answer for each question in order, from 0 on; nothing where it was left blank.
    pub items: Vec<Option<u8>>,
    /// The answer to the question that is not scored.
    pub unscored: Option<u8>,
}

/// What answers add up to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Score {
    /// The sum of all answers; nothing while one is blank, or where the form is scored by factor.
    pub total: Option<u32>,
    /// The name of the range that the total falls into.
    pub band: Option<String>,
    /// The sums by factor, in the order of the model.
    pub factors: Vec<FactorScore>,
    /// The numbers of the questions that were left blank, counted from 1.
    pub blank: Vec<u8>,
    /// The answer to the question about self-harm, where it is above 0.
    pub self_harm: Option<u8>,
}

/// What the answers for one factor add up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct FactorScore {
    /// The factor.
    pub factor: Factor,
    /// The sum; nothing while one of its answers is blank.
    pub sum: Option<u32>,
}

/// Answers that do not belong to a form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct WrongAnswers(String);

/// The forms that ship, in the order in which they are offered.
const SHIPPED: [&str; 3] = [
    include_str!("../../../assets/library/measures/phq-9.toml"),
    include_str!("../../../assets/library/measures/gad-7.toml"),
    include_str!("../../../assets/library/measures/check-in.toml"),
];

/// The forms that ship, in the order in which they are offered.
pub fn questionnaires() -> &'static [Questionnaire] {
    static ALL: LazyLock<Vec<Questionnaire>> = LazyLock::new(|| {
        let read = |text: &&str| toml::from_str(text).expect("a form that ships can be read: a test reads them all");
        SHIPPED.iter().map(read).collect()
    });
    &ALL
}

/// The form that records know by this word.
pub fn questionnaire(key: &str) -> Option<&'static Questionnaire> {
    questionnaires().iter().find(|form| form.key == key)
}

impl Questionnaire {
    /// The highest answer.
    pub fn top_answer(&self) -> u8 {
        (self.answers.len() as u8).saturating_sub(1)
    }

    /// The highest sum of so many answers.
    fn top(&self, items: usize) -> u32 {
        u32::from(self.top_answer()) * items as u32
    }

    /// The highest total, or where the form is scored by factor, the highest sum of one.
    pub fn top_score(&self) -> u32 {
        let of = |factor| self.items.iter().filter(|item| item.factor == Some(factor)).count();
        let most = Factor::ALL.into_iter().map(of).max().unwrap_or(0);
        self.top(if most == 0 { self.items.len() } else { most })
    }

    /// What answers add up to.
    ///
    /// # Errors
    /// [`WrongAnswers`] when there are more or fewer than questions, or one is beyond the last that can be given.
    pub fn score(&self, answers: &Answers) -> Result<Score, WrongAnswers> {
        self.expect_own(answers)?;
        let numbered = || answers.items.iter().zip(1_u8..);
        let harm = numbered().find(|(_, number)| Some(*number) == self.self_harm).and_then(|(answer, _)| *answer);
        let by_factor = self.items.iter().any(|item| item.factor.is_some());
        let total = if by_factor { None } else { sum(answers.items.iter().copied()) };
        Ok(Score {
            total,
            band: total.and_then(|total| self.band(total)).map(|band| band.name.clone()),
            factors: if by_factor { self.by_factor(answers) } else { Vec::new() },
            blank: numbered().filter(|(answer, _)| answer.is_none()).map(|(_, number)| number).collect(),
            self_harm: harm.filter(|answer| *answer > 0),
        })
    }

    /// The range that a total falls into.
    pub fn band(&self, total: u32) -> Option<&Band> {
        self.bands.iter().find(|band| (band.from..=band.to).contains(&total))
    }

    fn by_factor(&self, answers: &Answers) -> Vec<FactorScore> {
        let of = |factor: Factor| {
            let own = self.items.iter().zip(&answers.items).filter(move |(item, _)| item.factor == Some(factor));
            FactorScore { factor, sum: sum(own.map(|(_, answer)| *answer)) }
        };
        Factor::ALL.into_iter().map(of).collect()
    }

    fn expect_own(&self, answers: &Answers) -> Result<(), WrongAnswers> {
        let (name, count) = (&self.name, self.items.len());
        if answers.items.len() != count {
            let given = answers.items.len();
            return Err(WrongAnswers(format!("The {name} has {count} questions, and there are {given} answers.")));
        }
        let top = self.top_answer();
        if answers.items.iter().flatten().any(|answer| *answer > top) {
            return Err(WrongAnswers(format!("An answer of the {name} is a number from 0 to {top}.")));
        }
        let last = self.unscored.as_ref().map_or(0, |question| question.answers.len());
        match answers.unscored {
            Some(answer) if usize::from(answer) >= last => {
                Err(WrongAnswers(format!("The last question of the {name} has no answer {answer}.")))
            }
            _ => Ok(()),
        }
    }
}

/// The sum, or nothing where one is blank.
fn sum(answers: impl Iterator<Item = Option<u8>>) -> Option<u32> {
    answers.map(|answer| answer.map(u32::from)).sum()
}

/// A sign for each answer, `-` for a blank one, and after a `/` the one that is not scored: `010-20031/1`.
impl fmt::Display for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = |answer: &Option<u8>| answer.map_or(BLANK, |answer| char::from(b'0' + answer.min(9)));
        f.write_str(&self.items.iter().map(sign).collect::<String>())?;
        match self.unscored {
            None => Ok(()),
            unscored => write!(f, "{APART}{}", sign(&unscored)),
        }
    }
}

impl FromStr for Answers {
    type Err = WrongAnswers;
    fn from_str(text: &str) -> Result<Self, WrongAnswers> {
        let read = |sign: char| match sign {
            BLANK => Ok(None),
            sign => match sign.to_digit(10) {
                Some(digit) => Ok(Some(digit as u8)),
                None => Err(WrongAnswers("Its answers are no digits.".into())),
            },
        };
        let (items, unscored) = text.split_once(APART).unwrap_or((text, ""));
        let mut last = unscored.chars().map(read);
        let answers = Answers {
            items: items.chars().map(read).collect::<Result<_, _>>()?,
            unscored: last.next().transpose()?.flatten(),
        };
        match last.next() {
            None => Ok(answers),
            Some(_) => Err(WrongAnswers("It has more than one answer that is not scored.".into())),
        }
    }
}

#[cfg(test)]
mod tests;
