//! The list of contacts for a clinical will: whom to tell, and how, when the clinician no longer can. It holds names, ways to
//! reach people and how far the work is, and nothing else of any record.

use std::io::Write;

use crate::{Client, EmergencyContact, Error, Person, Practice, Result};

const HEADINGS: [&str; 10] = [
    "name",
    "preferred name",
    "state",
    "belongs to the case of",
    "phone",
    "email",
    "address",
    "emergency contact",
    "relation of the emergency contact",
    "phone of the emergency contact",
];

/// A line of the list.
type Line<'a> = [&'a str; HEADINGS.len()];

fn of_client(client: &Client) -> Line<'_> {
    let EmergencyContact { name, relation, phone } = &client.emergency;
    let state = client.state.word();
    [
        &client.name,
        &client.preferred_name,
        state,
        "",
        &client.phone,
        &client.email,
        &client.address,
        name,
        relation,
        phone,
    ]
}

fn of_person<'a>(client: &'a Client, person: &'a Person) -> Line<'a> {
    [&person.name, &person.preferred_name, "", &client.name, &person.phone, &person.email, "", "", "", ""]
}

/// A value as CSV (RFC 4180) has it. What a spreadsheet would take for a formula gets an apostrophe in front, but for telephone
/// numbers, which begin with a plus.
fn cell(value: &str) -> String {
    let number = |c: char| c.is_ascii_digit() || " +-()/.".contains(c);
    let formula = value.starts_with(['=', '@', '+', '-', '\t', '\r']) && !value.chars().all(number);
    let guarded = if formula { format!("'{value}") } else { value.to_owned() };
    match guarded.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", guarded.replace('"', "\"\"")),
        false => guarded,
    }
}

fn row(line: Line) -> String {
    line.map(cell).join(",") + "\r\n"
}

impl Practice {
    /// Writes the list as CSV: every client who is not in the trash, by name, each followed by the people of the case. It is not
    /// encrypted.
    ///
    /// # Errors
    /// [`Error::File`] when it cannot be written; those of [`Practice::client`].
    pub fn write_contacts(&self, mut to: impl Write) -> Result<()> {
        let doing = || Error::file("Writing the list of contacts");
        // Without the mark spreadsheets take the letters for those of another alphabet.
        write!(to, "\u{feff}{}", row(HEADINGS)).map_err(doing())?;
        for line in self.clients("")? {
            let client = self.client(line.id)?;
            to.write_all(row(of_client(&client)).as_bytes()).map_err(doing())?;
            for person in &client.people {
                to.write_all(row(of_person(&client, person)).as_bytes()).map_err(doing())?;
            }
        }
        to.flush().map_err(doing())
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    // Opened in a spreadsheet, a name must stay a name, and a telephone number one.
    #[test]
    fn a_cell_is_no_formula_and_breaks_no_line() {
        for (value, expected) in [
            ("Ada", "Ada"),
            ("Ada, \"the\" Wren", "\"Ada, \"\"the\"\" Wren\""),
            ("1 Road\nTown", "\"1 Road\nTown\""),
            ("+44 (0)131 1-2", "+44 (0)131 1-2"),
            ("=1+1", "'=1+1"),
            ("+A1", "'+A1"),
            ("@sum", "'@sum"),
            ("", ""),
        ] {
            assert_eq!(cell(value), expected);
        }
    }
}
