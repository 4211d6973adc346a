//! Clients out of a file that another program wrote: looked at first, then added all together or not at all.

mod candidate;
mod cards;
mod columns;
pub(crate) mod dates;
mod decode;
mod file;
mod sorting;
mod table;

use serde::{Deserialize, Serialize};
use specta::Type;

pub use columns::{ImportColumn, ImportField};
pub use dates::DateOrder;
pub use file::{ImportFile, ImportPreview};
pub use sorting::{ImportBadRow, ImportCheck, ImportSample, ImportTwin};

use crate::{Changed, ClientId, Error, Now, Practice, Result, client, label::Spellings};

/// More clients than a clinic has; all of them go into one transaction.
const MOST: usize = 100_000;

/// How a file is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportChoice {
    /// Whether the first row of a table names its columns.
    pub header: bool,
    /// What each column of a table is; `None` leaves it out.
    pub fields: Vec<Option<ImportField>>,
    /// How days like 3/4/1980 are meant, where the file does not tell.
    pub date_order: Option<DateOrder>,
    /// Whether clients who seem to be here already are added nevertheless.
    pub keep_twins: bool,
}

impl Practice {
    /// What importing a file would do; nothing is changed.
    ///
    /// # Errors
    /// [`Error::Invalid`] when no column is the name.
    pub fn check_import(&self, file: &ImportFile, choice: &ImportChoice, now: Now) -> Result<ImportCheck> {
        Ok(self.sort_import(file, choice, now)?.check)
    }

    /// Adds the clients of a file in one transaction, each with its entry in the log; the answer is their numbers. `goes_on`
    /// is told before each client how many have been added so far, and answers whether to go on.
    ///
    /// # Errors
    /// [`Error::Invalid`] when no column is the name, when it is not clear how days are meant, or when there is nobody
    /// to add, or more than 100,000; [`Error::Stopped`]. Whatever fails, nobody is added.
    pub fn import_clients(
        &mut self,
        file: &ImportFile,
        choice: &ImportChoice,
        now: Now,
        mut goes_on: impl FnMut(u32) -> bool,
    ) -> Result<Changed<Vec<ClientId>>> {
        let sorted = self.sort_import(file, choice, now)?;
        if sorted.check.ask_order.is_some() {
            return Err(Error::invalid(
                "Say first whether the day or the month comes first in the dates of this file.",
            ));
        }
        if sorted.fit.is_empty() {
            return Err(Error::invalid("There is nobody in this file to add."));
        }
        if sorted.fit.len() > MOST {
            return Err(Error::invalid(format!(
                "At most {MOST} clients are added at once: cut the file into several."
            )));
        }
        self.transact(now, |change| {
            let mut spellings = Spellings::load(change.db)?;
            let numbered = (0..).zip(&sorted.fit);
            numbered
                .map(|(so_far, draft)| match goes_on(so_far) {
                    true => client::insert(change, draft, &mut spellings),
                    false => Err(Error::Stopped),
                })
                .collect()
        })
    }
}
