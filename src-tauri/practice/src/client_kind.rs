//! What kind of client somebody is, and how far the work with them is.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Error, Result, id::word_column};

/// Who comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ClientKind {
    /// One person.
    #[default]
    Individual,
    /// Two partners.
    Couple,
    /// A family.
    Family,
}

impl ClientKind {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            ClientKind::Individual => "individual",
            ClientKind::Couple => "couple",
            ClientKind::Family => "family",
        }
    }
}

impl FromStr for ClientKind {
    type Err = Error;
    fn from_str(word: &str) -> Result<Self> {
        [ClientKind::Individual, ClientKind::Couple, ClientKind::Family]
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or_else(|| Error::invalid("A client is an individual, a couple or a family."))
    }
}
word_column!(ClientKind);

/// How far the work with a client is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ClientState {
    /// Somebody asked.
    Enquiry,
    /// There will be a place.
    Waiting,
    /// The work goes on.
    #[default]
    Active,
    /// It rests.
    Paused,
    /// It is over.
    Ended,
}

impl ClientState {
    pub(crate) const ALL: [ClientState; 5] =
        [ClientState::Enquiry, ClientState::Waiting, ClientState::Active, ClientState::Paused, ClientState::Ended];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            ClientState::Enquiry => "enquiry",
            ClientState::Waiting => "waiting",
            ClientState::Active => "active",
            ClientState::Paused => "paused",
            ClientState::Ended => "ended",
        }
    }
}

impl FromStr for ClientState {
    type Err = Error;
    fn from_str(word: &str) -> Result<Self> {
        ClientState::ALL
            .into_iter()
            .find(|state| state.word() == word)
            .ok_or_else(|| Error::invalid("A client's state is enquiry, waiting, active, paused or ended."))
    }
}
word_column!(ClientState);
