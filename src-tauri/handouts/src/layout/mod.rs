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

use look::Look;
use press::{Footer, Imprint, Press};

use crate::{CodeSheet, Error, Format, Handout, Layout, NoteSheet, Pages, PrintOptions};

/// Lays a handout out on pages.
///
/// # Errors
/// [`Error::TooTall`], and [`Error::NoPoster`] where a poster does not fit on its one page.
pub fn lay_out(handout: &Handout, options: &PrintOptions) -> Result<Pages, Error> {
    match handout.layout {
        Layout::Pages => set(handout, options, Look::of(options.format, options.paper)),
        Layout::Poster => poster(handout, options),
    }
}

fn set(handout: &Handout, options: &PrintOptions, look: Look) -> Result<Pages, Error> {
    let mut press = Press::new(options);
    press.look = look;
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

/// A poster as large as one page takes.
fn poster(handout: &Handout, options: &PrintOptions) -> Result<Pages, Error> {
    for look in Look::of_posters(options.format, options.paper) {
        match set(handout, options, look) {
            Ok(pages) if pages.pages.len() == 1 => return Ok(pages),
            Ok(_) | Err(Error::TooTall { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::NoPoster { handout: handout.id.clone() })
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
