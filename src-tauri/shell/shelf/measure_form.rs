//! An empty form on its way to paper.

use secure_base_handouts::{Format, MeasureForm, Paper, PrintOptions, PrintedHandout, print_measure_form};
use secure_base_model::questionnaire;
use secure_base_practice::ClientId;
use serde::Deserialize;
use specta::Type;

use super::{letterhead, wish::called};
use crate::{
    desk::{self, Desk},
    problem::{Problem, ProblemCode},
};

/// Which form is to be printed for whom, and how.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct MeasureFormWish {
    /// The client.
    pub client: ClientId,
    /// Which form.
    pub which: WhichForm,
    /// The format.
    pub format: Format,
    /// The paper.
    pub paper: Paper,
    /// Whether the client's first name is printed.
    pub named: bool,
}

/// Which form.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum WhichForm {
    /// One with questions, by the word that the records know it by.
    Questionnaire {
        /// The word.
        key: String,
    },
    /// A scale of 0 to 10.
    Scale {
        /// What it measures.
        name: String,
        /// What 0 means; may be empty.
        low: String,
        /// What 10 means; may be empty.
        high: String,
    },
}

impl WhichForm {
    fn form(&self) -> Result<MeasureForm<'_>, Problem> {
        match self {
            WhichForm::Scale { name, low, high } => Ok(MeasureForm::Scale { name, low, high }),
            WhichForm::Questionnaire { key } => questionnaire(key).map(MeasureForm::Questionnaire).ok_or_else(|| {
                Problem::new(ProblemCode::Other, "There is no such form here.", "Choose one of those that are offered.")
            }),
        }
    }
}

impl MeasureFormWish {
    /// The file.
    ///
    /// # Errors
    /// The locked problem, what the records say, or a form that there is none of.
    pub fn print(&self, desk: &Desk) -> Result<PrintedHandout, Problem> {
        let (name, kept) = desk.ask(|practice| {
            let name = if self.named { Some(called(practice, self.client)?) } else { None };
            Ok((name, practice.letterhead()?))
        })?;
        let letterhead = letterhead::printable(desk, &kept)?;
        let options = PrintOptions { format: self.format, paper: self.paper, printed_on: desk::now().date_naive() };
        Ok(print_measure_form(self.which.form()?, name.as_deref(), letterhead.as_ref(), &options)?)
    }
}
