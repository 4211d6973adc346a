//! A packet: several handouts as one document, with a cover and page numbers that run through.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Error, Handout, Letterhead, PrintOptions, PrintedHandout, layout, print::bind};

/// What stands on the first page of a packet, above the list of what is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Cover {
    /// The title.
    pub title: String,
    /// The client's first name, where it is to be printed.
    pub name: Option<String>,
    /// A few words to the client, a paragraph.
    pub words: Option<String>,
}

/// Prints handouts one after the other, each on a new page; the letterhead stands on the cover, which lists them.
/// Without a cover the letterhead stands above the first.
///
/// # Errors
/// [`Error::EmptyPacket`] for no handouts, and those of printing one.
pub fn print_packet(
    handouts: &[&Handout],
    cover: Option<&Cover>,
    letterhead: Option<&Letterhead>,
    options: &PrintOptions,
) -> Result<PrintedHandout, Error> {
    bind(&layout::lay_out_packet(handouts, cover, letterhead, options)?)
}
