//! Labels: words of the clinician's own by which clients are found.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::{ClientId, Error, Practice, Result, tidy, transact::Change};

/// The longest label, in characters: it stands in a line of the list.
const LONGEST: usize = 60;
/// More labels than one client can be told by.
const MOST: usize = 30;

/// The labels of a client, fit to be kept, each once.
pub(crate) fn tidied(labels: &[String]) -> Result<Vec<String>> {
    let mut kept: Vec<String> = Vec::new();
    for label in labels.iter().map(|label| tidy::tidy_line(label)).filter(|label| !label.is_empty()) {
        if label.chars().count() > LONGEST {
            return Err(Error::invalid(format!("A label has at most {LONGEST} characters: make it shorter.")));
        }
        if !kept.iter().any(|other| tidy::folded(other) == tidy::folded(&label)) {
            kept.push(label);
        }
    }
    match kept.len() {
        n if n > MOST => Err(Error::invalid(format!("A client has at most {MOST} labels."))),
        _ => Ok(kept),
    }
}

/// How the labels in use are spelt, so that "Evening" and "evening" do not become two.
pub(crate) struct Spellings(HashMap<String, String>);

impl Spellings {
    pub(crate) fn load(db: &Connection) -> Result<Spellings> {
        let mut query = db.prepare_cached("SELECT DISTINCT label FROM client_label")?;
        let labels = query.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(Spellings(labels.into_iter().map(|label| (tidy::folded(&label), label)).collect()))
    }

    fn of(&mut self, label: &str) -> String {
        self.0.entry(tidy::folded(label)).or_insert_with(|| label.into()).clone()
    }
}

/// Makes these the labels of a client.
pub(crate) fn save(change: Change, client: ClientId, labels: &[String], spellings: &mut Spellings) -> Result<()> {
    change.db.prepare_cached("DELETE FROM client_label WHERE client = ?1")?.execute([client])?;
    add(change, client, labels, spellings)
}

/// Gives labels to a client who has none.
pub(crate) fn add(change: Change, client: ClientId, labels: &[String], spellings: &mut Spellings) -> Result<()> {
    let mut put = change.db.prepare_cached("INSERT INTO client_label (client, label) VALUES (?1, ?2)")?;
    for label in labels {
        put.execute((client, spellings.of(label)))?;
    }
    Ok(())
}

/// The labels of a client, by the alphabet.
pub(crate) fn of(db: &Connection, client: ClientId) -> Result<Vec<String>> {
    let mut query = db.prepare_cached("SELECT label FROM client_label WHERE client = ?1")?;
    let labels = query.query_map([client], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(by_alphabet(labels))
}

/// All labels with their clients.
pub(crate) fn of_all(db: &Connection) -> Result<HashMap<ClientId, Vec<String>>> {
    let mut query = db.prepare_cached("SELECT client, label FROM client_label")?;
    let mut found: HashMap<ClientId, Vec<String>> = HashMap::new();
    for pair in query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
        let (client, label) = pair?;
        found.entry(client).or_default().push(label);
    }
    Ok(found.into_iter().map(|(client, labels)| (client, by_alphabet(labels))).collect())
}

fn by_alphabet(mut labels: Vec<String>) -> Vec<String> {
    labels.sort_by_cached_key(|label| tidy::folded(label));
    labels
}

impl Practice {
    /// Every label that a client has, by the alphabet.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn labels(&self) -> Result<Vec<String>> {
        let mut query = self.db.prepare_cached(
            "SELECT DISTINCT l.label FROM client_label l JOIN client c ON c.id = l.client WHERE c.removed_at IS NULL",
        )?;
        Ok(by_alphabet(query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?))
    }
}
