//! Writing what was found into a new practice, with places kept for what is missing.

use std::path::Path;

use rusqlite::{params_from_iter, types::Value};

use super::{
    found::{Found, plain},
    parts::keep_parts,
    rest::{count_on, drafts, settings},
    rows::Row,
    shelf::keep_pieces,
    stand_in::{stand_in_client, stand_in_session},
};
use crate::{
    AddendumId, AnnotationId, ClientId, Document, GivenHandoutId, HomeworkId, Now, OwnArticleId, OwnHandoutId,
    Practice, Record, Result, SessionId, SnippetId, TemplateId, Verb, emphasis, note, passage, search,
    transact::Change,
    vault::{DataKey, VaultFile},
};

/// How many records go into one save.
const BATCH: usize = 200;

/// What became of one kind of record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SalvagedNoun {
    /// The kind, in the plural.
    pub noun: &'static str,
    /// How many were read whole.
    pub read: usize,
    /// The numbers of those of which only a part could be read.
    pub partly: Vec<i64>,
    /// The numbers of those that could not be read.
    pub lost: Vec<i64>,
    /// Whether the last number that was given could not be read: there may have been later ones.
    pub open_ended: bool,
}

/// Makes the practice, and closes it.
pub(super) fn write(
    place: &Path,
    vault: VaultFile,
    key: &DataKey,
    mut found: Found,
    now: Now,
) -> Result<Vec<SalvagedNoun>> {
    let name = vault.practice_name.clone();
    let mut practice = Practice::fill(place, vault, key.clone(), &name, found.saves, now)?;
    let lost = [
        ("client", "client"),
        ("session", "session"),
        ("note", "note"),
        ("homework", "homework"),
        ("handout", "given_handout"),
        ("template", "template"),
        ("snippet", "snippet"),
        ("addendum", "addendum"),
        ("annotation", "annotation"),
        ("letterhead", "letterhead"),
        ("ownHandout", "own_handout"),
        ("ownArticle", "own_article"),
    ]
    .map(|(noun, table)| found.lost(noun, table));
    let [
        clients,
        sessions,
        mut notes,
        tasks,
        handouts,
        templates,
        snippets,
        addenda,
        annotations,
        letterheads,
        own_handouts,
        own_articles,
    ] = lost;
    // A note has its session's number, and a session that was never written in has one all the same.
    notes.retain(|id| found.has("session", *id) || sessions.contains(id) || found.passages.contains_key(id));
    let highest = [
        ("client", "client"),
        ("session", "session"),
        ("homework", "homework"),
        ("handout", "given_handout"),
        ("template", "template"),
        ("snippet", "snippet"),
        ("addendum", "addendum"),
        ("annotation", "annotation"),
        ("ownHandout", "own_handout"),
        ("ownArticle", "own_article"),
    ]
    .map(|(noun, table)| (table, found.highest(noun, table)));
    settings(&mut practice, &mut found, now)?;
    let nouns =
        vec![
            Course { noun: "clients", table: "client", lost: clients, of: |id| Record::Client(ClientId(id)) }.write(
                &mut practice,
                &mut found,
                now,
            )?,
            Course { noun: "sessions", table: "session", lost: sessions, of: |id| Record::Session(SessionId(id)) }
                .write(&mut practice, &mut found, now)?,
            Course { noun: "notes", table: "note", lost: notes, of: |id| Record::Note(SessionId(id)) }.write(
                &mut practice,
                &mut found,
                now,
            )?,
            Course {
                noun: "homework tasks",
                table: "homework",
                lost: tasks,
                of: |id| Record::Homework(HomeworkId(id)),
            }
            .write(&mut practice, &mut found, now)?,
            Course {
                noun: "handouts given",
                table: "given_handout",
                lost: handouts,
                of: |id| Record::Handout(GivenHandoutId(id)),
            }
            .write(&mut practice, &mut found, now)?,
            Course { noun: "templates", table: "template", lost: templates, of: |id| Record::Template(TemplateId(id)) }
                .write(&mut practice, &mut found, now)?,
            Course { noun: "snippets", table: "snippet", lost: snippets, of: |id| Record::Snippet(SnippetId(id)) }
                .write(&mut practice, &mut found, now)?,
            Course { noun: "addenda", table: "addendum", lost: addenda, of: |id| Record::Addendum(AddendumId(id)) }
                .write(&mut practice, &mut found, now)?,
            Course {
                noun: "tags added later",
                table: "annotation",
                lost: annotations,
                of: |id| Record::Annotation(AnnotationId(id)),
            }
            .write(&mut practice, &mut found, now)?,
            Course { noun: "letterheads", table: "letterhead", lost: letterheads, of: |_| Record::Letterhead }.write(
                &mut practice,
                &mut found,
                now,
            )?,
            Course {
                noun: "handouts of your own",
                table: "own_handout",
                lost: own_handouts,
                of: |id| Record::OwnHandout(OwnHandoutId(id)),
            }
            .write(&mut practice, &mut found, now)?,
            Course {
                noun: "articles of your own",
                table: "own_article",
                lost: own_articles,
                of: |id| Record::OwnArticle(OwnArticleId(id)),
            }
            .write(&mut practice, &mut found, now)?,
        ];
    practice.transact(now, |change| drafts(change, &mut found))?;
    // What is found with a note may have come after it.
    practice.transact(now, |change| search::rewrite(change.db))?;
    practice.transact(now, |change| highest.iter().try_for_each(|(table, id)| count_on(change, table, *id)))?;
    Ok(nouns)
}

/// The records of one table on their way.
struct Course {
    noun: &'static str,
    table: &'static str,
    lost: Vec<i64>,
    of: fn(i64) -> Record,
}

impl Course {
    fn write(mut self, practice: &mut Practice, found: &mut Found, now: Now) -> Result<SalvagedNoun> {
        let mut rows = found.take_table(self.table).into_iter();
        let (mut read, mut partly) = (0, Vec::new());
        loop {
            let batch: Vec<(i64, Row)> = rows.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            practice.transact(now, |change| {
                for (id, row) in batch {
                    match self.keep(change, found, id, row)? {
                        Kept::Whole => read += 1,
                        Kept::Partly => partly.push(id),
                        Kept::No => self.lost.push(id),
                    }
                }
                Ok(())
            })?;
        }
        if self.table == "client" {
            let known = found.clients_with_parts();
            practice.transact(now, |change| known.iter().try_for_each(|id| stand_in_client(change, found, *id)))?;
        }
        if self.table == "note" {
            practice.transact(now, |change| self.passages_alone(change, found, &mut partly))?;
        }
        self.lost.sort_unstable();
        let counted = if self.table == "note" { "session" } else { self.table };
        // There is one letterhead at most.
        let open_ended = !found.damaged.is_empty() && self.table != "letterhead" && !found.is_counted(counted);
        Ok(SalvagedNoun { noun: self.noun, read, partly, lost: self.lost, open_ended })
    }

    fn keep(&self, change: Change, found: &Found, id: i64, row: Row) -> Result<Kept> {
        let Row { values, whole, .. } = row;
        let kept = match self.table {
            "note" => keep_note(change, found, SessionId(id), values, whole)?,
            _ if !whole => return Ok(Kept::No),
            table => {
                match (table, values.get(1), values.get(2)) {
                    ("session", Some(Value::Integer(client)), _) => stand_in_client(change, found, *client)?,
                    ("homework" | "addendum" | "annotation", Some(Value::Integer(session)), _) => {
                        stand_in_session(change, found, *session)?
                    }
                    ("given_handout", Some(Value::Integer(client)), session) => {
                        stand_in_client(change, found, *client)?;
                        if let Some(Value::Integer(session)) = session {
                            stand_in_session(change, found, *session)?;
                        }
                    }
                    _ => {}
                }
                match (insert(change, table, id, &values)?, table) {
                    (Kept::Whole, "client") => keep_parts(change, found, id)?,
                    (Kept::Whole, "given_handout") => keep_pieces(change, found, "handout", "given_handout", id)?,
                    (Kept::Whole, "own_article") => keep_pieces(change, found, "ownArticle", "own_article", id)?,
                    (kept, _) => kept,
                }
            }
        };
        if !matches!(kept, Kept::No) {
            change.touch(Verb::Salvaged, (self.of)(id))?;
        }
        Ok(kept)
    }

    /// Sessions whose note is lost get an empty one, or the tagged passages that stand outside the note.
    fn passages_alone(&mut self, change: Change, found: &Found, partly: &mut Vec<i64>) -> Result<()> {
        for session in found.passages.keys() {
            stand_in_session(change, found, *session)?;
        }
        let mut empty = change.db.prepare("SELECT id FROM session WHERE id NOT IN (SELECT session FROM note)")?;
        let empty = empty.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        for id in empty {
            note::insert_empty(change, SessionId(id))?;
            let lines: Vec<String> =
                found.passages.get(&id).into_iter().flatten().map(|(_, words)| words.clone()).collect();
            if !lines.is_empty() {
                note::save(change, SessionId(id), &plain(&lines).to_json(), 0)?;
                partly.push(id);
                self.lost.retain(|lost| *lost != id);
            }
        }
        Ok(())
    }
}

pub(super) enum Kept {
    Whole,
    Partly,
    No,
}

/// The columns of a table in the order in which a row has them.
pub(super) fn columns(change: Change, table: &str) -> Result<Vec<String>> {
    let mut query = change.db.prepare_cached("SELECT name FROM pragma_table_info(?1)")?;
    Ok(query.query_map([table], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Puts a row in as it was. One that breaks a rule of the table is not kept, and is told as lost.
pub(super) fn insert(change: Change, table: &str, id: i64, values: &[Value]) -> Result<Kept> {
    let names = columns(change, table)?;
    let names = &names[..values.len().min(names.len())];
    let marks: Vec<String> = (1..=names.len()).map(|n| format!("?{n}")).collect();
    let sql = format!("INSERT OR IGNORE INTO {table} ({}) VALUES ({})", names.join(", "), marks.join(", "));
    let row = std::iter::once(&Value::Integer(id)).chain(&values[1..names.len()]).cloned().collect::<Vec<_>>();
    match change.db.prepare_cached(&sql)?.execute(params_from_iter(row)) {
        Ok(1) => Ok(Kept::Whole),
        Ok(_) => Ok(Kept::No),
        Err(why) if why.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) => Ok(Kept::No),
        Err(other) => Err(other.into()),
    }
}

/// A note whole, or as much of its text as there is, in plain paragraphs. That is not what was signed, so a note of which
/// only a part could be read is no longer signed.
fn keep_note(change: Change, found: &Found, session: SessionId, mut values: Vec<Value>, whole: bool) -> Result<Kept> {
    let Some(Value::Text(document)) = values.get(1).cloned() else { return Ok(Kept::No) };
    stand_in_session(change, found, session.0)?;
    let parsed = Document::parse(&document);
    let complete = whole && parsed.is_ok();
    let (document, extracted) = match parsed {
        Ok(parsed) => (document, parsed.extract()),
        Err(_) => {
            let plain = plain(&Document::words_of(&document));
            (plain.to_json(), plain.extract())
        }
    };
    let body = extracted.text.clone();
    if complete {
        values[2] = body.into();
    } else {
        let revision = values.get(3).cloned().unwrap_or(Value::Integer(1));
        let saved_at = values.get(4).cloned().unwrap_or(Value::Null);
        values = vec![Value::Null, document.into(), body.into(), revision, saved_at];
    }
    // Before the note, because a signed one takes no passages and no emphasis.
    passage::replace(change, session, &extracted.passages)?;
    if let Some(tags) = found.emphasis.get(&session.0) {
        emphasis::replace(change, session, tags)?;
    }
    if matches!(insert(change, "note", session.0, &values)?, Kept::No) {
        return Ok(Kept::No);
    }
    search::add(change, session)?;
    Ok(if complete { Kept::Whole } else { Kept::Partly })
}
