//! Signs that no font on this computer has.

use crate::{Pages, layout::undrawn};

impl Pages {
    /// The signs that stand as empty boxes on these pages, each once; the pages name them too.
    pub fn undrawn(&self) -> Vec<char> {
        undrawn(&self.pages)
    }
}
