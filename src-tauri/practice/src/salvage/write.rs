//! Writing what was found into a new practice, with places kept for what is missing.

use std::path::Path;

use rusqlite::{params_from_iter, types::Value};

use super::{
    found::{Found, plain},
    parts::keep_parts,
    rest::{count_on, drafts, formulation_looks, settings, unfinished},
    rows::Row,
    shelf::{HAVE_PIECES, keep_pieces},
    stand_in::{stand_in_client, stand_in_session},
};
use crate::{
    AddendumId, AnnotationId, ClientId, Document, FormulationId, GivenHandoutId, GoalId, HomeworkId,
    HomeworkTemplateId, MeasureId, Now, OwnArticleId, OwnHandoutId, Practice, Record, Result, SessionId, SnippetId,
    TemplateId, Verb, emphasis, note, passage, search,
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

/// A kind of record that has a table and a number of its own.
struct Kind {
    /// What people call several of them.
    plural: &'static str,
    /// What the log calls one.
    noun: &'static str,
    table: &'static str,
    of: fn(i64) -> Record,
}

/// All of them, in an order in which none comes before what it hangs on.
const KINDS: [Kind; 17] = [
    Kind { plural: "clients", noun: "client", table: "client", of: |id| Record::Client(ClientId(id)) },
    Kind { plural: "sessions", noun: "session", table: "session", of: |id| Record::Session(SessionId(id)) },
    Kind { plural: "notes", noun: "note", table: "note", of: |id| Record::Note(SessionId(id)) },
    Kind {
        plural: "process notes",
        noun: "processNote",
        table: "process_note",
        of: |id| Record::ProcessNote(SessionId(id)),
    },
    Kind { plural: "goals", noun: "goal", table: "goal", of: |id| Record::Goal(GoalId(id)) },
    Kind {
        plural: "formulations",
        noun: "formulation",
        table: "formulation",
        of: |id| Record::Formulation(FormulationId(id)),
    },
    Kind {
        plural: "homework templates",
        noun: "homeworkTemplate",
        table: "homework_template",
        of: |id| Record::HomeworkTemplate(HomeworkTemplateId(id)),
    },
    Kind { plural: "homework tasks", noun: "homework", table: "homework", of: |id| Record::Homework(HomeworkId(id)) },
    Kind { plural: "measures", noun: "measure", table: "measure", of: |id| Record::Measure(MeasureId(id)) },
    Kind {
        plural: "handouts given",
        noun: "handout",
        table: "given_handout",
        of: |id| Record::Handout(GivenHandoutId(id)),
    },
    Kind { plural: "templates", noun: "template", table: "template", of: |id| Record::Template(TemplateId(id)) },
    Kind { plural: "snippets", noun: "snippet", table: "snippet", of: |id| Record::Snippet(SnippetId(id)) },
    Kind { plural: "addenda", noun: "addendum", table: "addendum", of: |id| Record::Addendum(AddendumId(id)) },
    Kind {
        plural: "tags added later",
        noun: "annotation",
        table: "annotation",
        of: |id| Record::Annotation(AnnotationId(id)),
    },
    Kind { plural: "letterheads", noun: "letterhead", table: "letterhead", of: |_| Record::Letterhead },
    Kind {
        plural: "handouts of your own",
        noun: "ownHandout",
        table: "own_handout",
        of: |id| Record::OwnHandout(OwnHandoutId(id)),
    },
    Kind {
        plural: "articles of your own",
        noun: "ownArticle",
        table: "own_article",
        of: |id| Record::OwnArticle(OwnArticleId(id)),
    },
];

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
    // Before any is written, because writing takes the rows out of what was found.
    let courses: Vec<Course> = KINDS.iter().map(|kind| Course { kind, lost: lost(&found, kind) }).collect();
    let counted = KINDS.iter().filter(|kind| !["note", "process_note", "letterhead"].contains(&kind.table));
    let highest: Vec<_> = counted.map(|kind| (kind.table, found.highest(kind.noun, kind.table))).collect();
    settings(&mut practice, &mut found, now)?;
    let written = courses.into_iter().map(|course| course.write(&mut practice, &mut found, now));
    let nouns = written.collect::<Result<_>>()?;
    practice.transact(now, |change| drafts(change, &mut found))?;
    practice.transact(now, |change| unfinished(change, &mut found))?;
    practice.transact(now, |change| formulation_looks(change, &mut found))?;
    // What is found with a note may have come after it.
    practice.transact(now, |change| search::build(change.db))?;
    practice.transact(now, |change| highest.iter().try_for_each(|(table, id)| count_on(change, table, *id)))?;
    Ok(nouns)
}

/// The numbers of the records of a kind that cannot be read.
fn lost(found: &Found, kind: &Kind) -> Vec<i64> {
    let mut lost = found.lost(kind.noun, kind.table);
    if kind.table == "note" {
        // A note has its session's number, and a session that was never written in has one all the same.
        let sessions = found.lost("session", "session");
        lost.retain(|id| found.has("session", *id) || sessions.contains(id) || found.passages.contains_key(id));
    }
    lost
}

/// The records of one kind on their way.
struct Course {
    kind: &'static Kind,
    lost: Vec<i64>,
}

impl Course {
    fn write(mut self, practice: &mut Practice, found: &mut Found, now: Now) -> Result<SalvagedNoun> {
        let mut rows = found.take_table(self.kind.table).into_iter();
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
        if self.kind.table == "client" {
            let known = found.clients_with_parts();
            practice.transact(now, |change| known.iter().try_for_each(|id| stand_in_client(change, found, *id)))?;
        }
        if self.kind.table == "note" {
            practice.transact(now, |change| self.passages_alone(change, found, &mut partly))?;
        }
        self.lost.sort_unstable();
        let counted = if ["note", "process_note"].contains(&self.kind.table) { "session" } else { self.kind.table };
        // There is one letterhead at most.
        let open_ended = !found.damaged.is_empty() && counted != "letterhead" && !found.is_counted(counted);
        Ok(SalvagedNoun { noun: self.kind.plural, read, partly, lost: self.lost, open_ended })
    }

    fn keep(&self, change: Change, found: &Found, id: i64, row: Row) -> Result<Kept> {
        let Row { values, whole, .. } = row;
        let kept = match self.kind.table {
            "note" => keep_note(change, found, SessionId(id), values, whole)?,
            _ if !whole => return Ok(Kept::No),
            table => {
                match (table, values.get(1), values.get(2)) {
                    ("process_note", ..) => stand_in_session(change, found, id)?,
                    ("session" | "goal" | "formulation", Some(Value::Integer(client)), _) => {
                        stand_in_client(change, found, *client)?
                    }
                    ("homework" | "addendum" | "annotation", Some(Value::Integer(session)), _) => {
                        stand_in_session(change, found, *session)?
                    }
                    ("given_handout" | "measure", Some(Value::Integer(client)), session) => {
                        stand_in_client(change, found, *client)?;
                        if let Some(Value::Integer(session)) = session {
                            stand_in_session(change, found, *session)?;
                        }
                    }
                    _ => {}
                }
                match (insert(change, table, id, &values)?, table) {
                    (Kept::Whole, "client") => keep_parts(change, found, id)?,
                    (Kept::Whole, table) if HAVE_PIECES.contains(&table) => {
                        keep_pieces(change, found, self.kind.noun, table, id)?
                    }
                    (kept, _) => kept,
                }
            }
        };
        if !matches!(kept, Kept::No) {
            change.touch(Verb::Salvaged, (self.kind.of)(id))?;
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
    Ok(if complete { Kept::Whole } else { Kept::Partly })
}
