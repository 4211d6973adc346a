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

/// Lets the backups in a folder go whose turn it is, as after each backup that makes itself.
#[doc(hidden)]
pub fn rotate_backups(folder: &Path, vault_id: &str, offset: chrono::FixedOffset) {
    crate::backups::rotate(folder, vault_id, offset, None);
}
