//! The board: factor by aspect, each cell with its newest passages and how many there are.

use chrono::{DateTime, NaiveDate, Utc};
use secure_base_model::{Aspect, Factor, Tag};
use serde::Serialize;
use specta::Type;

use super::{
    look,
    passages::{self, Found, PassageSource, TaggedPassage},
    words::{self, FactorWords},
};
use crate::{ClientId, Practice, Result};

/// So many passages stand in a cell before it is opened.
const SHOWN: usize = 3;

/// A client's formulation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FormulationBoard {
    /// The twelve cells in the model's order.
    pub cells: Vec<FormulationCell>,
    /// The clinician's own words for the three factors, in the model's order.
    pub words: Vec<FactorWords>,
    /// When the formulation was looked at before this time; what is marked as new came later.
    pub looked_at: Option<DateTime<Utc>>,
}

/// What stands under one factor and aspect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct FormulationCell {
    /// The factor and the aspect.
    pub tag: Tag,
    /// How many passages, whole notes among them.
    pub count: u32,
    /// How many of them are new.
    pub fresh: u32,
    /// The newest three.
    pub newest: Vec<TaggedPassage>,
}

/// How often a tag stands in the notes of some time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TagsSince {
    /// On passages.
    pub passages: u32,
    /// On whole notes.
    pub notes: u32,
}

impl Practice {
    /// A client's formulation. What came since the look before this one is marked as new.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`]; [`crate::Error::Unreadable`] when a stored tag is none of the model's.
    pub fn formulation(&self, client: ClientId) -> Result<FormulationBoard> {
        self.client(client)?;
        let found = passages::all(&self.db, client)?;
        let tags = Factor::ALL.into_iter().flat_map(|factor| Aspect::ALL.map(|aspect| Tag { factor, aspect }));
        let cells = tags.map(|tag| self.cell(tag, &found)).collect::<Result<_>>()?;
        let (words, looked_at) = (words::of(&self.db, client)?, look::before(&self.db, client)?);
        Ok(FormulationBoard { cells, words, looked_at })
    }

    fn cell(&self, tag: Tag, found: &[Found]) -> Result<FormulationCell> {
        let here = || found.iter().filter(|one| one.tag == tag);
        Ok(FormulationCell {
            tag,
            count: here().count() as u32,
            fresh: here().filter(|one| one.fresh).count() as u32,
            newest: passages::read(&self.db, here().take(SHOWN))?,
        })
    }

    /// How often a tag stands in a client's notes of sessions from each of these days on.
    ///
    /// # Errors
    /// Those of [`Practice::formulation`].
    pub fn tags_since(&self, client: ClientId, tag: Tag, days: &[NaiveDate]) -> Result<Vec<TagsSince>> {
        self.client(client)?;
        let found: Vec<Found> = passages::all(&self.db, client)?.into_iter().filter(|one| one.tag == tag).collect();
        let count = |from: &NaiveDate| {
            let since = || found.iter().filter(|one| one.day >= *from);
            let notes = since().filter(|one| one.source == PassageSource::WholeNote).count() as u32;
            TagsSince { passages: since().count() as u32 - notes, notes }
        };
        Ok(days.iter().map(count).collect())
    }
}
