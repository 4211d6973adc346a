//! People: who belongs to a couple or a family.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{ClientId, Error, Now, PersonId, Result, tidy, tidy::LONGEST_LINE, transact::Change};

/// More people than any family brings.
const MOST: usize = 50;

/// A person of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// The person's number; `None` until it is saved.
    pub id: Option<PersonId>,
    /// The name, 1 to 300 characters.
    pub name: String,
    /// The name to be called by; may be empty.
    pub preferred_name: String,
    /// Free words; may be empty.
    pub pronouns: String,
    /// What the person is in this case: "mother", "partner"; may be empty.
    pub relation: String,
    /// The day of birth.
    pub birth_date: Option<NaiveDate>,
    /// May be empty.
    pub phone: String,
    /// May be empty.
    pub email: String,
}

/// All people, fit to be kept, or what is wrong with which of them.
pub(crate) fn tidied(people: &[Person], now: Now) -> Result<Vec<Person>> {
    if people.len() > MOST {
        return Err(Error::invalid(format!("A case holds at most {MOST} people.")));
    }
    people.iter().enumerate().map(|(place, person)| person.tidied(place + 1, now)).collect()
}

impl Person {
    fn tidied(&self, place: usize, now: Now) -> Result<Person> {
        let of = |what: &str| format!("{what} of person {place}");
        tidy::past(self.birth_date, &of("The birth date"), now)?;
        Ok(Person {
            id: self.id,
            name: tidy::tidy_name(&self.name, LONGEST_LINE, &format!("Person {place}"))?,
            preferred_name: tidy::short(&self.preferred_name, &of("The preferred name"))?,
            pronouns: tidy::short(&self.pronouns, &of("The pronouns"))?,
            relation: tidy::short(&self.relation, &of("The relation"))?,
            birth_date: self.birth_date,
            phone: tidy::short(&self.phone, &of("The phone number"))?,
            email: tidy::short(&self.email, &of("The email address"))?,
        })
    }
}

/// Makes these the people of a client: those with a number keep it, and who is not named goes.
pub(crate) fn save(change: Change, client: ClientId, people: &[Person]) -> Result<()> {
    let mut put = change.db.prepare_cached(
        "INSERT INTO person (id, client, place, name, preferred_name, pronouns, relation, birth_date, phone, email)
         VALUES (?1, ?2, ?3, ?4, nullif(?5, ''), nullif(?6, ''), nullif(?7, ''), ?8, nullif(?9, ''), nullif(?10, ''))
         ON CONFLICT (id) DO UPDATE SET place = ?3, name = ?4, preferred_name = nullif(?5, ''),
             pronouns = nullif(?6, ''), relation = nullif(?7, ''), birth_date = ?8, phone = nullif(?9, ''),
             email = nullif(?10, '')
         WHERE client = ?2",
    )?;
    let mut kept = Vec::new();
    for (place, one) in (1_u32..).zip(people) {
        let Person { id, name, preferred_name, pronouns, relation, birth_date, phone, email } = one;
        let rows =
            put.execute((id, client, place, name, preferred_name, pronouns, relation, birth_date, phone, email))?;
        if rows == 0 {
            // The number is that of somebody in another case.
            return Err(Error::NotFound("person"));
        }
        kept.push(id.map_or_else(|| change.db.last_insert_rowid(), PersonId::number));
    }
    let kept = format!("{kept:?}");
    change.db.execute(
        "DELETE FROM person WHERE client = ?1 AND id NOT IN (SELECT value FROM json_each(?2))",
        (client, kept),
    )?;
    Ok(())
}

/// The people of a client, in their order.
pub(crate) fn of(db: &Connection, client: ClientId) -> Result<Vec<Person>> {
    let mut query = db.prepare_cached(
        "SELECT id, name, coalesce(preferred_name, ''), coalesce(pronouns, ''), coalesce(relation, ''), birth_date,
                coalesce(phone, ''), coalesce(email, '')
         FROM person WHERE client = ?1 ORDER BY place, id",
    )?;
    Ok(query.query_map([client], read)?.collect::<rusqlite::Result<_>>()?)
}

/// The names of all people by their clients, in their order, each followed by what the person is called by.
pub(crate) fn names(db: &Connection) -> Result<HashMap<ClientId, Vec<String>>> {
    let mut query = db.prepare_cached("SELECT client, name, preferred_name FROM person ORDER BY client, place, id")?;
    let mut rows = query.query([])?;
    let mut found: HashMap<ClientId, Vec<String>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let called: Option<String> = row.get(2)?;
        found.entry(row.get(0)?).or_default().extend(std::iter::once(row.get(1)?).chain(called));
    }
    Ok(found)
}

fn read(row: &Row) -> rusqlite::Result<Person> {
    Ok(Person {
        id: row.get(0)?,
        name: row.get(1)?,
        preferred_name: row.get(2)?,
        pronouns: row.get(3)?,
        relation: row.get(4)?,
        birth_date: row.get(5)?,
        phone: row.get(6)?,
        email: row.get(7)?,
    })
}
