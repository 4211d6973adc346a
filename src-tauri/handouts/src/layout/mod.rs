//! Layout: a handout becomes blocks, each measured and drawn on its own, and the blocks are placed on pages.

mod block;
mod code_sheet;
mod figure;
mod flow;
mod footer;
mod look;
mod press;
mod roots;
mod shape;
mod text;
mod tree;
mod worksheet;

pub(crate) use shape::font_bytes;

use crate::{CodeSheet, Error, Format, Handout, Pages, PrintOptions};

/// Lays a handout out on pages.
pub fn lay_out(handout: &Handout, options: &PrintOptions) -> Result<Pages, Error> {
    let mut press = press::Press::new(options);
    let blocks = press.blocks(handout);
    let placed = flow::place(handout, options, press.look.tint, blocks)?;
    Ok(press.finish(handout, options, placed))
}

/// Lays the sheet with a recovery code out on its page.
pub(crate) fn code_sheet(sheet: &CodeSheet) -> Result<Pages, Error> {
    let options = PrintOptions { format: Format::Standard, paper: sheet.paper, printed_on: sheet.made_on };
    press::Press::new(&options).code_sheet(sheet)
}
