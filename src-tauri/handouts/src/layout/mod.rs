//! Layout: a handout becomes blocks, each measured and drawn on its own, and the blocks are placed on pages.

mod block;
mod code_sheet;
mod compare;
mod figure;
mod flow;
mod footer;
mod look;
mod note_sheet;
mod piece;
mod press;
mod roots;
mod shape;
mod table;
mod text;
mod worksheet;

pub(crate) use shape::font_bytes;

use press::{Footer, Imprint, Press};

use crate::{CodeSheet, Error, Format, Handout, NoteSheet, Pages, PrintOptions};

/// Lays a handout out on pages.
pub fn lay_out(handout: &Handout, options: &PrintOptions) -> Result<Pages, Error> {
    let mut press = Press::new(options);
    let blocks = press.blocks(handout);
    let imprint = Imprint {
        id: handout.id.clone(),
        title: handout.title.clone(),
        options: *options,
        tint: press.look.tint,
        footer: Some(Footer::of(handout, options)),
    };
    press.finish(imprint, blocks)
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
