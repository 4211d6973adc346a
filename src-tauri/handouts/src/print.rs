//! Printing: from a handout's id, or a composition, to the bytes of a PDF.

use crate::{
    Error, Handout, Letterhead, Library, Pages, PrintOptions,
    layout::{lay_out_with, undrawn},
    write_pdf,
};

/// A printed handout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedHandout {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// A name for the file: the id, with the format where it is not the standard one.
    pub file_name: String,
    /// How many pages it has.
    pub pages: usize,
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Signs that stand as empty boxes, because there is no font for them; the pages name them too.
    pub undrawn: Vec<char>,
}

/// Prints a handout of the shipped library.
pub fn print(id: &str, options: &PrintOptions) -> Result<PrintedHandout, Error> {
    print_handout(Library::shipped()?.handout(id)?, options)
}

/// The same on plain white, whatever the format.
pub fn print_plain(id: &str, options: &PrintOptions) -> Result<PrintedHandout, Error> {
    let handout = Library::shipped()?.handout(id)?;
    let printed = bind(&lay_out_with(handout, None, options)?.without_tint())?;
    Ok(PrintedHandout { file_name: file_name(&handout.id, options), ..printed })
}

/// Composes a handout from the shipped library's material as `composition` says, and prints it.
pub fn compose_and_print(composition: &str, options: &PrintOptions) -> Result<PrintedHandout, Error> {
    print_handout(&Library::shipped()?.compose(composition)?, options)
}

/// Prints a handout.
pub fn print_handout(handout: &Handout, options: &PrintOptions) -> Result<PrintedHandout, Error> {
    print_with(handout, None, options)
}

/// Prints a handout under a letterhead.
pub fn print_with(
    handout: &Handout,
    letterhead: Option<&Letterhead>,
    options: &PrintOptions,
) -> Result<PrintedHandout, Error> {
    let printed = bind(&lay_out_with(handout, letterhead, options)?)?;
    Ok(PrintedHandout { file_name: file_name(&handout.id, options), ..printed })
}

/// Makes the file of pages that are laid out, under their own name.
///
/// # Errors
/// [`Error`] when the PDF cannot be written.
pub fn bind(pages: &Pages) -> Result<PrintedHandout, Error> {
    Ok(PrintedHandout {
        id: pages.id.clone(),
        title: pages.title.clone(),
        file_name: format!("{}.pdf", pages.id),
        pages: pages.pages.len(),
        bytes: write_pdf(pages)?,
        undrawn: undrawn(&pages.pages),
    })
}

fn file_name(id: &str, options: &PrintOptions) -> String {
    match options.format {
        crate::Format::Standard => format!("{id}.pdf"),
        format => format!("{id}-{format}.pdf"),
    }
}
