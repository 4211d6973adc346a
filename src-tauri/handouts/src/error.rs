//! What can go wrong between a library file and a printed page, in words that say what to do.

/// A handout could not be read, composed or printed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No handout of the library has this id.
    #[error("there is no handout \"{id}\"; choose one of: {}", known.join(", "))]
    UnknownHandout {
        /// The id that was asked for.
        id: String,
        /// The ids that exist, in order.
        known: Vec<String>,
    },
    /// A composition names material that the library does not hold.
    #[error(
        "handout \"{handout}\" names the material \"{id}\", which the library does not hold; check the id's spelling"
    )]
    UnknownMaterial {
        /// The handout that names it.
        handout: String,
        /// The missing material.
        id: String,
    },
    /// A file of the library, or a composition, does not say what it must.
    #[error("{file} cannot be used: {reason}")]
    Unusable {
        /// The file, by its path in the library.
        file: String,
        /// What is wrong with it, and how to put it right.
        reason: String,
    },
    /// A word that names no format or paper.
    #[error("\"{word}\" is no {what}; choose one of: {known}")]
    UnknownWord {
        /// What was asked for: "format" or "paper".
        what: &'static str,
        /// The word given.
        word: String,
        /// The words that are understood.
        known: &'static str,
    },
    /// One block of a handout is higher than a page, so it cannot be printed whole.
    #[error("\"{block}\" in handout \"{handout}\" is higher than one page; shorten it or split it in two")]
    TooTall {
        /// The handout.
        handout: String,
        /// The start of the block that does not fit.
        block: String,
    },
    /// A poster does not fit on one page with words that can be read from a step away.
    #[error("the poster \"{handout}\" does not fit on one page; shorten it, or leave a part out")]
    NoPoster {
        /// The handout.
        handout: String,
    },
    /// A packet of no handouts.
    #[error("there is no handout in the packet; choose at least one")]
    EmptyPacket,
    /// The pages could not be written as PDF.
    #[error("the pages could not be written as PDF: {reason}")]
    Pdf {
        /// What the writer said.
        reason: String,
    },
}

impl Error {
    /// A file or composition that does not say what it must.
    pub(crate) fn unusable(file: &str, reason: impl ToString) -> Self {
        Error::Unusable { file: file.into(), reason: reason.to_string() }
    }

    /// A failure inside the PDF writer.
    pub(crate) fn pdf(reason: impl ToString) -> Self {
        Error::Pdf { reason: reason.to_string() }
    }
}
