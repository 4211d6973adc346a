//! What a measure says: a form with its answers, a mark on a scale, or a bare score; as it comes in and as it is kept.

use chrono::NaiveDate;
use secure_base_model::{Answers, Questionnaire, Score, questionnaire};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::Points;
use crate::{Error, Now, Result, SessionId, id::choice, tidy};

/// The longest note on a measure, in characters.
const LONGEST_NOTE: usize = 2_000;
/// The longest name of a scale or a measure, and of what an end of a scale means, in characters.
const LONGEST_NAME: usize = 120;
/// The highest mark of a scale.
const TOP_MARK: i64 = 10;

choice! {
    /// Which sort of measure.
    MeasureKind, "A measure is a questionnaire, a scale or a score.",
    /// A form whose questions are here.
    Questionnaire = "questionnaire",
    /// A scale of 0 to 10 that the clinician has named.
    Scale = "scale",
    /// A score of a measure whose questions are not here.
    Other = "other",
}

choice! {
    /// Who put the answers in.
    FilledBy, "A form is filled in by the client or by the clinician.",
    /// The client, on this screen or on paper.
    Client = "client",
    /// The clinician, who asked.
    Clinician = "clinician",
}

/// What was measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum MeasureSaid {
    /// A form with its answers.
    Questionnaire {
        /// The word by which the form is known.
        form: String,
        /// What was answered.
        answers: Answers,
    },
    /// A mark on a scale.
    Scale {
        /// What the scale is called: "How steady this week".
        name: String,
        /// What 0 means.
        low: String,
        /// What 10 means.
        high: String,
        /// The mark, 0 to 10.
        mark: u8,
    },
    /// A score.
    Other {
        /// What the measure is called.
        name: String,
        /// The score.
        score: Points,
        /// The lowest score there can be.
        from: Option<Points>,
        /// The highest score there can be.
        to: Option<Points>,
    },
}

/// A measure as it is put down.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
pub struct MeasureDraft {
    /// The session in which it was filled in, if in one.
    pub session: Option<SessionId>,
    /// The day on which it was filled in.
    pub day: NaiveDate,
    /// Who put the answers in.
    pub by: FilledBy,
    /// What was measured.
    pub said: MeasureSaid,
    /// What else there is to say; may be empty.
    pub note: String,
}

impl MeasureSaid {
    /// Which sort it is.
    pub(crate) fn kind(&self) -> MeasureKind {
        match self {
            MeasureSaid::Questionnaire { .. } => MeasureKind::Questionnaire,
            MeasureSaid::Scale { .. } => MeasureKind::Scale,
            MeasureSaid::Other { .. } => MeasureKind::Other,
        }
    }

    /// What the records know it by.
    pub(crate) fn name(&self) -> &str {
        match self {
            MeasureSaid::Questionnaire { form: name, .. }
            | MeasureSaid::Scale { name, .. }
            | MeasureSaid::Other { name, .. } => name,
        }
    }

    /// What a form's answers add up to; nothing for what is no form.
    pub(crate) fn result(&self) -> Result<Option<Score>> {
        let MeasureSaid::Questionnaire { form, answers } = self else { return Ok(None) };
        form_of(form)?.score(answers).map(Some).map_err(|why| Error::invalid(why.to_string()))
    }

    fn tidied(&self) -> Result<MeasureSaid> {
        Ok(match self {
            MeasureSaid::Questionnaire { answers, .. } => {
                self.result()?;
                if answers.items.iter().all(Option::is_none) {
                    return Err(Error::invalid("Nothing is answered yet: answer at least one question."));
                }
                self.clone()
            }
            MeasureSaid::Scale { name, low, high, mark } => {
                if i64::from(*mark) > TOP_MARK {
                    return Err(Error::invalid(format!("A mark is a number from 0 to {TOP_MARK}.")));
                }
                let (name, low, high) = (named(name, "scale")?, end(low)?, end(high)?);
                MeasureSaid::Scale { name, low, high, mark: *mark }
            }
            MeasureSaid::Other { name, score, from, to } => {
                let name = named(name, "measure")?;
                within(*score, *from, *to)?;
                MeasureSaid::Other { name, score: *score, from: *from, to: *to }
            }
        })
    }
}

/// The form with this key.
fn form_of(key: &str) -> Result<&'static Questionnaire> {
    questionnaire(key).ok_or_else(|| Error::invalid("There is no such form here: enter its score instead."))
}

fn named(name: &str, what: &str) -> Result<String> {
    let name = tidy::tidy_line(name);
    match name.chars().count() {
        0 => Err(Error::invalid(format!("Give the {what} a name."))),
        n if n > LONGEST_NAME => {
            Err(Error::invalid(format!("The name of the {what} has {n} characters; at most {LONGEST_NAME} are kept.")))
        }
        _ => Ok(name),
    }
}

fn end(words: &str) -> Result<String> {
    let words = tidy::tidy_line(words);
    match words.chars().count() {
        n if n > LONGEST_NAME => Err(Error::invalid(format!(
            "What an end of the scale means has {n} characters; at most {LONGEST_NAME} are kept."
        ))),
        _ => Ok(words),
    }
}

fn within(score: Points, from: Option<Points>, to: Option<Points>) -> Result<()> {
    if from.zip(to).is_some_and(|(from, to)| from >= to) {
        return Err(Error::invalid("The lowest score there can be lies below the highest: check the range."));
    }
    match from.is_some_and(|from| score < from) || to.is_some_and(|to| score > to) {
        true => Err(Error::invalid("The score lies outside its range: check both.")),
        false => Ok(()),
    }
}

impl MeasureDraft {
    /// The same, fit to be kept; or what is wrong with it.
    pub(super) fn tidied(&self, now: Now) -> Result<MeasureDraft> {
        tidy::past(Some(self.day), "The day of the measure", now)?;
        let note = tidy::long(&self.note, LONGEST_NOTE, "The note on the measure")?;
        Ok(MeasureDraft { said: self.said.tidied()?, note, ..*self })
    }
}
