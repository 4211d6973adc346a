//! What a client is given who asks for the record: everything of theirs that is not in the trash, to be put on paper, and as one
//! file of JSON with the shapes of the archive. Process notes only when that is asked for.

use rusqlite::Connection;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use specta::Type;

use super::{
    lines,
    redaction::{Pen, Redaction, Tally},
    tables::{self, Table},
};
use crate::{
    Annotation, Client, ClientId, Document, Error, FactorWords, GivenHandout, Goal, Homework, Measure, Now, Practice,
    ProcessPage, ProcessState, Result, Review, SessionId, SessionPage, database::SCHEMA_VERSION,
};

const FORMAT: &str = "secure-base-client-record";
const VERSION: u32 = 1;

/// Tables that belong to a client and are in no copy of the record, each with the reason.
const APART: [(&str, &str); 3] = [
    ("draft_state", "what a save of an unsigned note replaced, for a day"),
    ("formulation_look", "when the clinician looked, which says nothing of the client"),
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
    /// The measures by day, the earliest first; all of them.
    pub measures: Vec<Measure>,
    /// The clinician's own words for each factor on which there are any.
    pub formulation: Vec<FactorWords>,
    /// The handouts that were given.
    pub handouts: Vec<GivenHandout>,
    /// The process notes, if they were asked for.
    pub process_notes: Vec<ProcessPage>,
    /// All of it as JSON, and more: earlier states, numbers, contact details.
    pub json: String,
    /// In how many places something was left out.
    pub left_out: u32,
    /// How often each of the redactions found its words, in their order.
    pub hits: Vec<u32>,
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
        let (mut process_notes, mut tally) = (Vec::new(), Tally { places: 0, hits: vec![0; wish.redactions.len()] });
        for (.., id) in ids.iter().filter(|_| wish.process_notes) {
            let mut page = self.process_page(*id)?;
            if page.note.saved_at.is_some() {
                let document = self.process_document(*id)?;
                pen.count_document(&document, &mut tally);
                page.note.document = pen.document(&document).to_json();
                process_notes.push(page);
            }
        }
        let tables = own_tables(&self.db, wish.client, &pen, &mut tally)?;
        let json = json!({
            "format": FORMAT,
            "version": VERSION,
            "encrypted": false,
            "schema": SCHEMA_VERSION,
            "practiceName": pen.text(self.name()),
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
        let (measures, formulation) = (self.all_measures(wish.client)?, self.own_words(wish.client)?);
        let (handouts, Tally { places: left_out, hits }) = (page.handouts, tally);
        Ok(ClientRecord {
            client,
            sessions,
            homework,
            goals,
            measures,
            formulation,
            handouts,
            process_notes,
            json,
            left_out,
            hits,
            pen,
        })
    }

    /// Every measure by day, also of those who have more than are read at once.
    fn all_measures(&self, client: ClientId) -> Result<Vec<Measure>> {
        let mut query =
            self.db.prepare("SELECT id FROM measure WHERE client = ?1 AND removed_at IS NULL ORDER BY taken_on, id")?;
        let ids = query.query_map([client], |row| row.get(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        ids.into_iter().map(|id| self.measure(id)).collect()
    }

    fn own_words(&self, client: ClientId) -> Result<Vec<FactorWords>> {
        Ok(self.formulation(client)?.words.into_iter().filter(|one| !one.words.is_empty()).collect())
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
    page.client.name = pen.text(&page.client.name);
    page.session.present = page.session.present.map(|words| pen.text(&words));
    for addendum in &mut page.addenda {
        addendum.signed_by = pen.text(&addendum.signed_by);
        addendum.reason = pen.text(&addendum.reason);
        addendum.text = pen.text(&addendum.text);
    }
    if let Some(signed) = &mut page.signed {
        signed.draft = None;
        signed.shown.clone_from(&page.note.document);
        signed.signature.signed_by = pen.text(&signed.signature.signed_by);
        signed.annotations = signed.annotations.iter().map(|one| redacted_tag(pen, &body, one)).collect();
    }
    Ok(page)
}

/// A later tag, whose words are a stretch of the note's text.
fn redacted_tag(pen: &Pen, body: &str, tag: &Annotation) -> Annotation {
    let words = pen.stretch(body, tag.span.start as usize..tag.span.end as usize);
    Annotation { words, comment: pen.text(&tag.comment), ..tag.clone() }
}

/// The rows of every table that belongs to the client, by the table's name.
fn own_tables(db: &Connection, client: ClientId, pen: &Pen, tally: &mut Tally) -> Result<Map<String, Value>> {
    let mut all = Map::new();
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
            tables::forget_removed(db, &table, &mut line)?;
            redact_row(db, &table, &mut line, pen, tally)?;
            lines.push(Value::Object(line));
        }
        all.insert(table.name.clone(), Value::Array(lines));
    }
    Ok(all)
}

/// Leaves words out of a row, and counts them. What is a stretch of a note's text is cut as the text is.
fn redact_row(
    db: &Connection,
    table: &Table,
    line: &mut Map<String, Value>,
    pen: &Pen,
    tally: &mut Tally,
) -> Result<()> {
    if ["passage", "annotation"].contains(&table.name.as_str()) {
        let number = |name: &str| line.get(name).and_then(Value::as_i64).unwrap_or(0);
        let (session, place) = (SessionId(number("session")), number("place") as usize);
        let words = line.get("words").and_then(Value::as_str).unwrap_or_default().to_owned();
        let body: String =
            db.prepare_cached("SELECT body FROM note WHERE session = ?1")?.query_row([session], |row| row.get(0))?;
        line.insert("words".into(), json!(pen.stretch(&body, place..place + words.chars().count())));
    }
    if table.name == "note" {
        let document = Document::parse(line.get("document").and_then(Value::as_str).unwrap_or_default())?;
        pen.count_document(&document, tally);
        let document = pen.document(&document);
        line.insert("body".into(), json!(document.extract().text));
        line.insert("document".into(), json!(document.to_json()));
    }
    for (name, value) in line.iter_mut() {
        let Value::String(text) = value else { continue };
        if let ("note", "document" | "body") | ("passage" | "annotation", "words") =
            (table.name.as_str(), name.as_str())
        {
            continue;
        }
        pen.count(text, tally);
        *text = pen.text(text);
    }
    Ok(())
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
