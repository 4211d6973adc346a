//! A slip: one task on a small card, for a pocket, a fridge or a page of a diary.
//!
//! It carries what makes a task more likely to be done: the reason, the client's own words, when, where and how often,
//! how sure the client is, what may get in the way with a plan for it, boxes to tick and room for what was learned.
//! Nothing on it says where it comes from, unless a letterhead is asked for: whoever finds it finds a plan for the week.

mod paper;
pub(crate) mod words;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

pub use paper::{SlipPaper, SlipSheet};

use crate::{Error, Format, Letterhead, Pages, PrintedHandout, layout, print::bind};

/// The most boxes that a slip has: two months of days.
pub const MOST_BOXES: usize = 62;
/// The most slips that are printed at once.
pub const MOST_SLIPS: usize = 200;

/// What stands on a slip, in words that are printed as they are. What is blank is left out, except that there is a line
/// to write on for when it is to be done and for a plan against what gets in the way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Slip {
    /// What to do. Each line is a paragraph.
    pub task: String,
    /// Why it is worth doing, in a sentence.
    pub why: String,
    /// The goal that it serves.
    pub goal: String,
    /// What the client said of it; quotation marks are added.
    pub own_words: String,
    /// When: "after lunch".
    pub when: String,
    /// Where: "in the park".
    pub place: String,
    /// How often: "three times a week".
    pub how_often: String,
    /// How long: "10 minutes".
    pub how_long: String,
    /// Until when, in words: "Friday 28 November".
    pub until: String,
    /// How sure the client is that it will be done, from 0, not at all, to 10, fully.
    pub sureness: Option<u8>,
    /// What may get in the way.
    pub obstacle: String,
    /// The first half of the plan: "if it rains". The word "if" is printed in any case.
    pub plan_if: String,
    /// Its second half: "then I walk the stairs". The word "then" is printed in any case.
    pub plan_then: String,
    /// Boxes to tick.
    pub boxes: Option<SlipBoxes>,
    /// The title of the handout that goes with it.
    pub handout: String,
    /// The client's name, where it is to be printed.
    pub name: Option<String>,
}

/// Boxes to tick, each for one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SlipBoxes {
    /// So many times.
    Times(u8),
    /// On these days, in this order; a day comes again for a second week.
    Days(Vec<SlipDay>),
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SlipDay {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

/// How slips are to be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SlipOptions {
    /// The format.
    pub format: Format,
    /// The paper, and how many slips share a sheet.
    pub paper: SlipPaper,
    /// The document's date, which is not printed; the caller gives it, because nothing in this crate asks the clock.
    pub printed_on: NaiveDate,
}

/// Prints slips: several one after the other, a single one as often as it fits whole on one sheet.
///
/// # Errors
/// [`Error::Unusable`] for no slip or too many, a slip without a task, too many boxes or a sureness over 10;
/// [`Error::TooTall`] for a letterhead that fills a card by itself.
pub fn print_slips(
    slips: &[Slip],
    letterhead: Option<&Letterhead>,
    options: &SlipOptions,
) -> Result<PrintedHandout, Error> {
    bind(&lay_out_slips(slips, letterhead, options)?)
}

/// Lays slips out on sheets.
///
/// # Errors
/// Those of [`print_slips`].
pub fn lay_out_slips(slips: &[Slip], letterhead: Option<&Letterhead>, options: &SlipOptions) -> Result<Pages, Error> {
    let refused = |why: String| Err(Error::unusable("The slip", why));
    if slips.is_empty() || slips.len() > MOST_SLIPS {
        return refused(format!("print from 1 to {MOST_SLIPS} at once, not {}", slips.len()));
    }
    match slips.iter().find_map(Slip::fault) {
        Some(fault) => refused(fault),
        None => layout::slips(slips, letterhead, options),
    }
}

impl Slip {
    /// Why it cannot be printed, and what to do.
    fn fault(&self) -> Option<String> {
        if self.task.trim().is_empty() {
            return Some("it has no task; say what there is to do".into());
        }
        if let Some(sureness @ 11..) = self.sureness {
            return Some(format!("a sureness of {sureness} is not on the scale; it goes from 0 to 10"));
        }
        let boxes = self.boxes.as_ref().map_or(0, |boxes| boxes.labels().len());
        (boxes > MOST_BOXES).then(|| format!("{boxes} boxes are too many to tick; ask for {MOST_BOXES} at most"))
    }
}

impl SlipBoxes {
    /// What each box stands for.
    pub(crate) fn labels(&self) -> Vec<String> {
        match self {
            SlipBoxes::Times(times) => (1..=*times).map(|time| time.to_string()).collect(),
            SlipBoxes::Days(days) => days.iter().map(|day| format!("{day:?}")).collect(),
        }
    }
}
