//! For tests and tools that open a practice thousands of times: with a key in hand the slow derivation is spared, and
//! every other step of opening is the same.

use std::path::Path;

use crate::{
    Now, Practice, Result, Trust,
    vault::{self, DataKey},
};

impl Practice {
    /// The key of this practice, to open it again with [`Practice::reopen`].
    #[doc(hidden)]
    pub fn data_key(&self) -> DataKey {
        self.key.clone()
    }

    /// Opens with a key in hand. Nobody has typed a secret, so no opening is written into the log.
    #[doc(hidden)]
    pub fn reopen(place: &Path, key: &DataKey, trust: Trust, now: Now) -> Result<Practice> {
        crate::Folder::expect_practice(place)?;
        Self::enter(place, vault::open_with(place, key)?, None, trust, now)
    }
}
