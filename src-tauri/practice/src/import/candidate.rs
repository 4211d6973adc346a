//! From a row of a table to a client who could be added.

use chrono::NaiveDate;

use super::{
    columns::ImportField,
    dates::{self, DateOrder, Written},
};
use crate::{ClientDraft, ClientKind, ClientState};

/// A client as the file says, with its row, or why the row says none.
pub(super) struct Candidate {
    pub(super) row: u32,
    pub(super) draft: Result<ClientDraft, String>,
}

/// The columns' meanings, and how days are to be read.
pub(super) struct Reading<'a> {
    pub(super) fields: &'a [Option<ImportField>],
    pub(super) order: DateOrder,
}

impl Reading<'_> {
    /// The client in a row.
    pub(super) fn draft(&self, cells: &[String]) -> Result<ClientDraft, String> {
        let beyond = cells.get(self.fields.len()..).unwrap_or_default();
        if beyond.iter().any(|cell| !cell.trim().is_empty()) {
            return Err(format!(
                "The row has {} cells, and the first row {}: a cell with a comma or semicolon in it needs quotation marks",
                cells.len(),
                self.fields.len()
            ));
        }
        let mut draft = ClientDraft {
            name: self.name(cells),
            preferred_name: self.text(cells, ImportField::PreferredName, " "),
            pronouns: self.text(cells, ImportField::Pronouns, " "),
            phone: self.text(cells, ImportField::Phone, ", "),
            email: self.text(cells, ImportField::Email, ", "),
            address: self.text(cells, ImportField::Address, "\n"),
            referral: self.text(cells, ImportField::Referral, ", "),
            safety: self.text(cells, ImportField::Safety, "\n"),
            birth_date: self.day(cells, ImportField::BirthDate, "birth date")?,
            began_on: self.day(cells, ImportField::BeganOn, "beginning")?,
            ended_on: self.day(cells, ImportField::EndedOn, "end")?,
            labels: labels(&self.text(cells, ImportField::Labels, ",")),
            kind: kind(&self.text(cells, ImportField::Kind, " "))?,
            state: state(&self.text(cells, ImportField::State, " "))?,
            ..ClientDraft::default()
        };
        draft.emergency.name = self.text(cells, ImportField::EmergencyName, " ");
        draft.emergency.relation = self.text(cells, ImportField::EmergencyRelation, " ");
        draft.emergency.phone = self.text(cells, ImportField::EmergencyPhone, ", ");
        if draft.name.is_empty() {
            return Err("There is no name in this row".into());
        }
        Ok(draft)
    }

    /// The days of a row that can be told at all.
    pub(super) fn days(&self, cells: &[String]) -> Vec<(Written, String)> {
        let dated = [ImportField::BirthDate, ImportField::BeganOn, ImportField::EndedOn];
        let texts = dated.into_iter().map(|field| self.text(cells, field, " "));
        texts.filter_map(|text| dates::read(&text).map(|written| (written, text))).collect()
    }

    /// Whatever stands in the columns of that meaning.
    fn text(&self, cells: &[String], wanted: ImportField, between: &str) -> String {
        let found = self.fields.iter().zip(cells).filter(|(field, _)| **field == Some(wanted));
        found.map(|(_, cell)| cell.trim()).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(between)
    }

    fn name(&self, cells: &[String]) -> String {
        let parts = [ImportField::Name, ImportField::GivenName, ImportField::FamilyName];
        let parts = parts.map(|field| self.text(cells, field, " "));
        parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
    }

    fn day(&self, cells: &[String], field: ImportField, what: &str) -> Result<Option<NaiveDate>, String> {
        let text = self.text(cells, field, " ");
        if text.is_empty() {
            return Ok(None);
        }
        let day = dates::read(&text).and_then(|written| written.day(self.order));
        day.map(Some).ok_or_else(|| {
            format!(
                "The {what} is no day that can be read: write it as 1980-04-23 or 23.4.1980, the year with four digits"
            )
        })
    }
}

pub(super) fn labels(text: &str) -> Vec<String> {
    text.split([',', ';']).map(str::trim).filter(|label| !label.is_empty()).map(String::from).collect()
}

fn kind(text: &str) -> Result<ClientKind, String> {
    match text.to_lowercase().as_str() {
        "" => Ok(ClientKind::default()),
        word => word.parse().map_err(|_| "The kind is none of individual, couple and family".into()),
    }
}

fn state(text: &str) -> Result<ClientState, String> {
    match text.to_lowercase().as_str() {
        "" => Ok(ClientState::default()),
        "inactive" | "closed" | "discharged" | "archived" | "former" => Ok(ClientState::Ended),
        "current" | "open" => Ok(ClientState::Active),
        "waitlist" | "waiting list" => Ok(ClientState::Waiting),
        "inquiry" | "prospective" | "lead" | "new" => Ok(ClientState::Enquiry),
        "on hold" => Ok(ClientState::Paused),
        word => word.parse().map_err(|_| "The state is none of enquiry, waiting, active, paused and ended".into()),
    }
}
