//! A measure on paper, to be filled in by hand: the form's own words, where they are from, and why they may be copied.

use secure_base_model::Questionnaire;

use crate::{Error, Letterhead, Pages, PrintOptions, PrintedHandout, layout, print::bind};

/// What is printed.
#[derive(Clone, Copy, Debug)]
pub enum MeasureForm<'a> {
    /// A form with questions.
    Questionnaire(&'a Questionnaire),
    /// A scale of 0 to 10, a row a week.
    Scale {
        /// What it measures.
        name: &'a str,
        /// What 0 means; may be empty.
        low: &'a str,
        /// What 10 means; may be empty.
        high: &'a str,
    },
}

/// Prints a form on A4 or US Letter. Without a name there is a line to write one on.
///
/// # Errors
/// [`Error::TooTall`] for a letterhead that fills a page.
pub fn print_measure_form(
    form: MeasureForm,
    name: Option<&str>,
    letterhead: Option<&Letterhead>,
    options: &PrintOptions,
) -> Result<PrintedHandout, Error> {
    bind(&lay_out_measure_form(form, name, letterhead, options)?)
}

/// Lays a form out on pages.
///
/// # Errors
/// Those of [`print_measure_form`].
pub fn lay_out_measure_form(
    form: MeasureForm,
    name: Option<&str>,
    letterhead: Option<&Letterhead>,
    options: &PrintOptions,
) -> Result<Pages, Error> {
    layout::measure_form(form, name, letterhead, options)
}

impl MeasureForm<'_> {
    /// A name for its file, which names no client.
    pub(crate) fn id(&self) -> String {
        match self {
            MeasureForm::Questionnaire(form) => form.key.clone(),
            MeasureForm::Scale { .. } => "scale".into(),
        }
    }
}
