//! Printing a sheet of four slips, from their words to the bytes of a PDF, against a hundredth of a second: a sheet is
//! printed while a client puts on a coat.

use chrono::NaiveDate;
use secure_base_handouts::{Format, Slip, SlipBoxes, SlipOptions, SlipPaper, print_slips};

use crate::{
    Result,
    measure::{medians, milliseconds},
    report::Figure,
};

/// The longest that a sheet may take, in milliseconds.
const GOAL: f64 = 10.0;
const WARM_UP: usize = 3;
const ROUNDS: usize = 31;

/// The figures of a sheet of four different slips, and of one slip four times.
pub fn measure() -> Result<Vec<Figure>> {
    let printed_on = NaiveDate::from_ymd_opt(2026, 1, 31).ok_or("no such day")?;
    let options = SlipOptions { format: Format::Standard, paper: SlipPaper::A4x4, printed_on };
    let four: Vec<Slip> = (1..=4).map(slip).collect();
    let one = [slip(1)];
    let mut different = || Ok([milliseconds(|| Ok(print_slips(&four, None, &options)?.bytes))?.0]);
    let mut same = || Ok([milliseconds(|| Ok(print_slips(&one, None, &options)?.bytes))?.0]);
    let [[different], [same]] = medians(WARM_UP, ROUNDS, [&mut different, &mut same])?;
    let figure = |name, ours| Figure::new(name, "ms", [ours, GOAL], "10 ms", 1.0);
    Ok(vec![figure("printing a sheet of four slips", different), figure("printing one slip four times", same)])
}

/// A slip with all that a slip can hold.
fn slip(number: u8) -> Slip {
    Slip {
        task: format!("Take walk number {number}, slowly, and notice three sounds on the way."),
        why: "A calm body makes it easier to feel that I am all right.".into(),
        goal: "To be at ease when I am on my own.".into(),
        own_words: "I want my evenings back.".into(),
        when: "after lunch".into(),
        place: "in the park".into(),
        how_often: "three times a week".into(),
        how_long: "10 minutes".into(),
        until: "Friday 28 November".into(),
        sureness: Some(7),
        obstacle: "a busy day, or rain".into(),
        plan_if: "it rains".into(),
        plan_then: "I walk the stairs at work".into(),
        boxes: Some(SlipBoxes::Times(3)),
        handout: "A walk for the nerves".into(),
        name: None,
    }
}
