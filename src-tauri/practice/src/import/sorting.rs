//! Sorting the clients of a file: who can be added, who seems to be here already, and what cannot be read.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;
use specta::Type;

use super::{
    ImportChoice, ImportField, ImportFile,
    candidate::Reading,
    dates::{DateOrder, Written},
    file::Content,
};
use crate::{ClientDraft, Error, Now, Practice, Result, client, tidy};

/// So many rows of a kind are told one by one; the rest only in their number.
const TOLD: usize = 500;
/// So many clients are shown as they will be.
const SAMPLES: usize = 5;

/// A row that cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ImportBadRow {
    /// The row of the table, or the card's place in the file; counts from 1.
    pub row: u32,
    /// Why, as a sentence.
    pub why: String,
}

/// A row with somebody who seems to be here already: the same name, and no other birth date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportTwin {
    /// The row of the table, or the card's place in the file; counts from 1.
    pub row: u32,
    /// The name.
    pub name: String,
    /// The birth date.
    pub birth_date: Option<NaiveDate>,
    /// The earlier row with the same; `None` for a client of the practice.
    pub twin_row: Option<u32>,
}

/// What importing would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportCheck {
    /// How many would be added.
    pub fit: u32,
    /// How many seem to be here already.
    pub twins: u32,
    /// The first of them.
    pub told_twins: Vec<ImportTwin>,
    /// How many rows cannot be imported.
    pub bad: u32,
    /// The first of them.
    pub told_bad: Vec<ImportBadRow>,
    /// A day that could mean two, when the file does not tell which number is the month and nobody has said.
    pub ask_order: Option<String>,
    /// Which number comes first in such days, where there are any and it is known.
    pub date_order: Option<DateOrder>,
    /// The first clients as they would be: name, and what is known of them.
    pub samples: Vec<ImportSample>,
}

/// A client as it would be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportSample {
    /// The name.
    pub name: String,
    /// The name to be called by.
    pub preferred_name: String,
    /// The birth date.
    pub birth_date: Option<NaiveDate>,
    /// The phone number.
    pub phone: String,
    /// The email address.
    pub email: String,
}

/// What importing would do, and the drafts that it would add.
pub(super) struct Sorted {
    pub(super) check: ImportCheck,
    pub(super) fit: Vec<ClientDraft>,
}

/// Who is known by a name: the birth date, if it is known, and the row; 0 is the practice itself.
#[derive(Default)]
struct Known(HashMap<String, Vec<(Option<NaiveDate>, u32)>>);

impl Known {
    fn add(&mut self, name: &str, birth_date: Option<NaiveDate>, row: u32) {
        self.0.entry(tidy::folded(name)).or_default().push((birth_date, row));
    }

    /// The row of the first who may be the same: of whom one birth date is not known nobody can say that it is another.
    fn twin(&self, draft: &ClientDraft) -> Option<u32> {
        let namesakes = self.0.get(&tidy::folded(&draft.name))?;
        let same = |born: &Option<NaiveDate>| draft.birth_date.zip(*born).is_none_or(|(one, other)| one == other);
        namesakes.iter().find(|(born, _)| same(born)).map(|(_, row)| *row)
    }
}

impl Practice {
    pub(super) fn sort_import(&self, file: &ImportFile, choice: &ImportChoice, now: Now) -> Result<Sorted> {
        expect_name(file, choice)?;
        let mut sorted = Sorted { check: ImportCheck::default(), fit: Vec::new() };
        let order = sorted.check.find_order(file, choice);
        let reading = Reading { fields: &choice.fields, order };
        let mut known = self.known_people()?;
        for candidate in file.candidates(choice.header, &reading) {
            let row = candidate.row;
            let draft = candidate.draft.and_then(|draft| client::tidied(&draft, now).map_err(|why| why.to_string()));
            match draft {
                Err(why) => sorted.check.tell_bad(row, why),
                Ok(draft) => {
                    let twin = known.twin(&draft);
                    if let Some(first) = twin {
                        sorted.check.tell_twin(row, &draft, first);
                    }
                    if twin.is_none() || choice.keep_twins {
                        known.add(&draft.name, draft.birth_date, row);
                        sorted.fit.push(draft);
                    }
                }
            }
        }
        sorted.check.samples = sorted.fit.iter().take(SAMPLES).map(sample).collect();
        sorted.check.fit = u32::try_from(sorted.fit.len()).unwrap_or(u32::MAX);
        Ok(sorted)
    }

    fn known_people(&self) -> Result<Known> {
        let mut query = self.db.prepare("SELECT name, birth_date FROM client WHERE removed_at IS NULL")?;
        let mut rows = query.query([])?;
        let mut known = Known::default();
        while let Some(row) = rows.next()? {
            known.add(&row.get::<_, String>(0)?, row.get(1)?, 0);
        }
        Ok(known)
    }
}

fn expect_name(file: &ImportFile, choice: &ImportChoice) -> Result<()> {
    let names = [ImportField::Name, ImportField::GivenName, ImportField::FamilyName];
    let named = choice.fields.iter().flatten().any(|field| names.contains(field));
    match file.content {
        Content::Table { .. } if !named => Err(Error::invalid("Say which column is the name.")),
        _ => Ok(()),
    }
}

fn sample(draft: &ClientDraft) -> ImportSample {
    let ClientDraft { name, preferred_name, birth_date, phone, email, .. } = draft.clone();
    ImportSample { name, preferred_name, birth_date, phone, email }
}

impl ImportCheck {
    fn tell_bad(&mut self, row: u32, why: String) {
        self.bad += 1;
        if self.told_bad.len() < TOLD {
            let why = if why.ends_with('.') { why } else { format!("{why}.") };
            self.told_bad.push(ImportBadRow { row, why });
        }
    }

    fn tell_twin(&mut self, row: u32, draft: &ClientDraft, first: u32) {
        self.twins += 1;
        if self.told_twins.len() < TOLD {
            let twin_row = (first > 0).then_some(first);
            let (name, birth_date) = (draft.name.clone(), draft.birth_date);
            self.told_twins.push(ImportTwin { row, name, birth_date, twin_row });
        }
    }

    /// How days like 3/4/1980 are to be read: as was said, or as some of them can only be read. Where neither is so, or where
    /// some can only be read one way and some the other, an example is kept to ask with.
    fn find_order(&mut self, file: &ImportFile, choice: &ImportChoice) -> DateOrder {
        let reading = Reading { fields: &choice.fields, order: DateOrder::DayFirst };
        let rows = file.rows(choice.header).iter().filter_map(|row| row.cells.as_ref().ok());
        let days: Vec<(Written, String)> = rows.flat_map(|cells| reading.days(cells)).collect();
        let mut orders = days.iter().filter_map(|(written, _)| written.order());
        // One row that is written otherwise than the rest shows that the file does not tell.
        let only = orders.next().filter(|first| orders.all(|other| other == *first));
        let unclear = days.into_iter().find(|(written, _)| written.is_unclear());
        let order = choice.date_order.or(only);
        match (order, unclear) {
            (None, Some((_, example))) => self.ask_order = Some(example),
            (Some(order), Some(_)) => self.date_order = Some(order),
            _ => {}
        }
        order.unwrap_or(DateOrder::DayFirst)
    }
}
