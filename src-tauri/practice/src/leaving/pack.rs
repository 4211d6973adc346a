//! What a client is given who asks for the record: everything of theirs that is not in the trash, to be put on paper, and as one
//! file of JSON with the shapes of the archive. Process notes only when that is asked for.

use rusqlite::Connection;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use specta::Type;

use super::{
    lines,
    redaction::{Pen, Redaction},
    tables::{self, Table},
};
use crate::{
    Annotation, Client, ClientId, Document, Error, GivenHandout, Goal, Homework, Now, Practice, ProcessPage,
    ProcessState, Result, Review, SessionId, SessionPage, database::SCHEMA_VERSION,
};

const FORMAT: &str = "secure-base-client-record";
const VERSION: u32 = 1;

/// Tables that belong to a client and are in no copy of the record, each with the reason.
const APART: [(&str, &str); 2] = [
    ("draft_state", "what a save of an unsigned note replaced, for a day"),
    ("given_file", "the handouts themselves lie beside, as the files that they are"),
];

/// What the copy is to hold.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecordWish {
    /// Whose record.
    pub client: ClientId,
    /// Whether the process notes are in it; they must be open then.
    pub process_notes: bool,
    /// What is left out.
    pub redactions: Vec<Redaction>,
}

/// A client's whole record, without what is left out.
pub struct ClientRecord {
    /// The client.
    pub client: Client,
    /// The sessions in the order of their days, with notes, addenda and later tags.
    pub sessions: Vec<SessionPage>,
    /// Each task with the looks at it.
    pub homework: Vec<(Homework, Vec<Review>)>,
    /// The goals with their ratings.
    pub goals: Vec<Goal>,
    /// The handouts that were given.
    pub handouts: Vec<GivenHandout>,
    /// The process notes, if they were asked for.
    pub process_notes: Vec<ProcessPage>,
    /// All of it as JSON.
    pub json: String,
    /// How often something was left out.
    pub left_out: u32,
    pen: Pen,
}

impl ClientRecord {
    /// A text of the record without what is left out.
    pub fn redacted(&self, text: &str) -> String {
        self.pen.text(text)
    }
}

impl Practice {
    /// A client's whole record, to be given to the client.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the client; [`Error::ProcessNotesClosed`]; [`Error::Invalid`] for a redaction without words or
    /// reason; [`Error::Unreadable`] for a note that cannot be read, out of which nothing could be left.
    pub fn client_record(&self, wish: &RecordWish, now: Now) -> Result<ClientRecord> {
        let pen = Pen::new(&wish.redactions)?;
        let client = self.client(wish.client)?;
        if wish.process_notes && self.process_state() != ProcessState::Open {
            return Err(Error::ProcessNotesClosed);
        }
        let page = self.client_page(wish.client)?;
        let mut ids: Vec<_> = page.sessions.iter().map(|line| (line.day, line.number, line.id)).collect();
        ids.sort();
        let sessions = ids.iter().map(|(.., id)| self.session_page(*id).and_then(|page| redacted_page(&pen, page)));
        let sessions = sessions.collect::<Result<Vec<_>>>()?;
        let (mut process_notes, mut apart) = (Vec::new(), 0);
        for (.., id) in ids.iter().filter(|_| wish.process_notes) {
            let mut page = self.process_page(*id)?;
            if page.note.saved_at.is_some() {
                let document = self.process_document(*id)?;
                apart += pen.count(&document.extract().text) as u32;
                page.note.document = pen.document(&document).to_json();
                process_notes.push(page);
            }
        }
        let (tables, left_out) = own_tables(&self.db, wish.client, &pen)?;
        let json = json!({
            "format": FORMAT,
            "version": VERSION,
            "encrypted": false,
            "schema": SCHEMA_VERSION,
            "practiceName": self.name(),
            "madeAt": now.to_utc(),
            "leftOut": wish.redactions.iter().map(|one| &one.reason).collect::<Vec<_>>(),
            "tables": tables,
            "processNotes": process_notes.iter().map(|page| json!({
                "session": page.session.id, "savedAt": page.note.saved_at, "document": page.note.document,
            })).collect::<Vec<_>>(),
        });
        let homework = self.homework_so_far(wish.client)?;
        let goals = self.goals(wish.client)?;
        let json = serde_json::to_string_pretty(&json).map_err(std::io::Error::from);
        let json = json.map_err(Error::file("Writing the record"))?;
        let handouts = page.handouts;
        let left_out = left_out + apart;
        Ok(ClientRecord { client, sessions, homework, goals, handouts, process_notes, json, left_out, pen })
    }
}

/// A session's page as the copy shows it.
fn redacted_page(pen: &Pen, mut page: SessionPage) -> Result<SessionPage> {
    let unreadable = |why: Error| Error::Unreadable {
        noun: "note of the session",
        id: page.session.id.number(),
        why: why.to_string().trim_end_matches('.').into(),
    };
    let document = Document::parse(&page.note.document).map_err(unreadable)?;
    let body = document.extract().text;
    page.note.document = pen.document(&document).to_json();
    page.session.present = page.session.present.map(|words| pen.text(&words));
    for addendum in &mut page.addenda {
        addendum.reason = pen.text(&addendum.reason);
        addendum.text = pen.text(&addendum.text);
    }
    if let Some(signed) = &mut page.signed {
        signed.draft = None;
        signed.annotations = signed.annotations.iter().map(|one| redacted_tag(pen, &body, one)).collect();
    }
    Ok(page)
}

/// A later tag, whose words are a stretch of the note's text.
fn redacted_tag(pen: &Pen, body: &str, tag: &Annotation) -> Annotation {
    let words = pen.stretch(body, tag.span.start as usize..tag.span.end as usize);
    Annotation { words, comment: pen.text(&tag.comment), ..tag.clone() }
}

/// The rows of every table that belongs to the client, by the table's name; and how often something was left out.
fn own_tables(db: &Connection, client: ClientId, pen: &Pen) -> Result<(Map<String, Value>, u32)> {
    let (mut all, mut left_out) = (Map::new(), 0);
    for table in tables::carried(db)? {
        let Some(mut own) = tables::belongs_to_client(db, &table)? else { continue };
        if table.name == "addendum" {
            // One that is being written is no part of the record yet.
            own.push_str(" AND signed_at IS NOT NULL");
        }
        if APART.iter().any(|(apart, _)| *apart == table.name) {
            continue;
        }
        let mut query = db.prepare(&table.select_where(&own))?;
        let mut rows = query.query([client])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let mut line = lines::object(&table, row)?;
            left_out += redact_row(db, &table, &mut line, pen)?;
            lines.push(Value::Object(line));
        }
        all.insert(table.name.clone(), Value::Array(lines));
    }
    Ok((all, left_out))
}

/// Leaves words out of a row; answers how often. What is a stretch of a note's text is cut as the text is.
fn redact_row(db: &Connection, table: &Table, line: &mut Map<String, Value>, pen: &Pen) -> Result<u32> {
    let mut left_out = 0;
    if ["passage", "annotation"].contains(&table.name.as_str()) {
        let number = |name: &str| line.get(name).and_then(Value::as_i64).unwrap_or(0);
        let (session, place) = (SessionId(number("session")), number("place") as usize);
        let words = line.get("words").and_then(Value::as_str).unwrap_or_default().to_owned();
        let body: String =
            db.prepare_cached("SELECT body FROM note WHERE session = ?1")?.query_row([session], |row| row.get(0))?;
        line.insert("words".into(), json!(pen.stretch(&body, place..place + words.chars().count())));
    }
    for (name, value) in line.iter_mut() {
        let Value::String(text) = value else { continue };
        match (table.name.as_str(), name.as_str()) {
            ("note", "document") => {
                *text = pen.document(&Document::parse(text)?).to_json();
            }
            ("passage" | "annotation", "words") => {}
            _ => {
                left_out += pen.count(text) as u32;
                *text = pen.text(text);
            }
        }
    }
    Ok(left_out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{database, vault::DataKey};

    // A table that nobody thought of is in the copy by itself: the client has a right to all of the record.
    #[test]
    fn every_table_that_hangs_on_a_client_is_found() {
        let folder = tempfile::tempdir().expect("a folder");
        let db = database::create(folder.path(), &DataKey::random().expect("a key")).expect("a database");
        let own = |table: &Table| tables::belongs_to_client(&db, table).expect("an answer").is_some();
        let found: Vec<String> =
            tables::carried(&db).expect("tables").iter().filter(|one| own(one)).map(|one| one.name.clone()).collect();
        for name in ["client", "person", "session", "note", "passage", "addendum", "homework_review", "goal_rating"] {
            assert!(found.iter().any(|one| one == name), "{name} in {found:?}");
        }
        for name in ["practice", "settings", "template", "snippet", "own_handout", "letterhead"] {
            assert!(!found.iter().any(|one| one == name), "{name} in {found:?}");
        }
        assert!(APART.iter().all(|(name, _)| found.iter().any(|one| one == name)), "what is left out is there");
    }
}
