//! Who may open a practice: key slots in `vault.json`, each holding the data key sealed under a secret.
//!
//! The data key is 32 random bytes and never changes with the passphrase; the process notes have a key of their own. A
//! slot seals both with XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) under a key that Argon2id (RFC 9106) derives from the
//! secret. The slot's own parameters, its kind and the vault's id are the associated data, so that no slot can be
//! moved to another vault or weakened in place. The format is written down at [`VaultFile`]. A second copy stands
//! in `vault.copy.json`, and one in every backup.

mod copies;
mod file;
mod key;
mod recovery;
mod strength;

use serde::{Deserialize, Serialize};

pub use copies::{COPY_FILE, VAULT_FILE};
pub(crate) use copies::{Opened, either, open, open_with, write};
pub use file::VaultFile;
pub(crate) use key::Keys;
pub use key::{DataKey, KdfCost};
pub use recovery::RecoveryCode;
pub use strength::{Strength, estimate_strength};

/// What a slot's secret is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SlotKind {
    /// The passphrase the clinician types.
    Passphrase,
    /// The recovery code on paper.
    Recovery,
}

impl SlotKind {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            SlotKind::Passphrase => "passphrase",
            SlotKind::Recovery => "recovery",
        }
    }
}

/// What was last changed in a vault file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum LastChange {
    Passphrase,
    RecoveryCode,
    DataKey,
}
