//! Layout: a handout becomes blocks, each measured and drawn on its own, and the blocks are placed on pages.

mod block;
mod code_sheet;
mod compare;
mod figure;
mod flow;
mod footer;
mod history;
mod letterhead;
mod look;
mod measure_form;
mod note_sheet;
mod packet;
mod piece;
mod plan;
mod poster;
mod press;
mod record_sheet;
mod roots;
mod shape;
mod slip;
mod table;
mod text;
mod undrawn;
mod worksheet;

pub(crate) use history::history;
pub(crate) use measure_form::measure_form;
pub(crate) use slip::slips;
pub(crate) use undrawn::undrawn;

pub use packet::lay_out_packet;

use press::{Footer, Imprint, Press};

use crate::{CodeSheet, Error, Format, Handout, Letterhead, NoteSheet, Pages, PrintOptions, RecordSheet};

/// Lays a handout out on pages.
///
/// # Errors
/// [`Error::TooTall`], and [`Error::NoPoster`] where a poster does not fit on its one page.
pub fn lay_out(handout: &Handout, options: &PrintOptions) -> Result<Pages, Error> {
    lay_out_with(handout, None, options)
}

/// Lays a handout out on pages, under a letterhead.
///
/// # Errors
/// Those of [`lay_out`].
pub fn lay_out_with(
    handout: &Handout,
    letterhead: Option<&Letterhead>,
    options: &PrintOptions,
) -> Result<Pages, Error> {
    let mut press = Press::new(options);
    let mut sheets = press.handout(handout, letterhead, options)?;
    let (count, footer) = (sheets.pages.len(), Footer::of(handout, options));
    for (index, page) in sheets.pages.iter_mut().enumerate() {
        page.items.extend(press.footer(&footer, index + 1, count));
    }
    let (id, title) = (handout.id.clone(), handout.title.clone());
    Ok(sheets.pages(Imprint { id, title, options: *options, tint: press.look.tint, footer: None }))
}

/// Lays the sheet with a recovery code out on its page.
pub(crate) fn code_sheet(sheet: &CodeSheet) -> Result<Pages, Error> {
    let options = PrintOptions { format: Format::Standard, paper: sheet.paper, printed_on: sheet.made_on };
    Press::new(&options).code_sheet(sheet)
}

/// Lays a session's note out on pages.
pub fn lay_out_note(sheet: &NoteSheet) -> Result<Pages, Error> {
    let options = PrintOptions { format: Format::Standard, paper: sheet.paper, printed_on: sheet.printed_on };
    Press::new(&options).note_sheet(sheet, options)
}

/// Lays a client's whole record out on pages.
pub(crate) fn record_sheet(sheet: &RecordSheet) -> Result<Pages, Error> {
    let options = PrintOptions { format: Format::Standard, paper: sheet.paper, printed_on: sheet.printed_on };
    Press::new(&options).record_sheet(sheet, options)
}
