//! The two indexes of the search, one over notes and one over their tagged passages, and how they follow what changes.

use rusqlite::Connection;

use super::place::{self, Standing};
use crate::{Result, SessionId, transact::Change};

/// An index: its table, the column of its words, and the view that says what is in it.
struct Index {
    table: &'static str,
    words: &'static str,
    view: &'static str,
}

const NOTES: Index = Index { table: "search", words: "body", view: "search_note_text" };
const PASSAGES: Index = Index { table: "search_passage", words: "words", view: "search_passage_text" };

/// What stands at a place: words, and facts for the filters.
#[derive(PartialEq, Eq)]
struct Entry {
    place: i64,
    words: String,
    facts: String,
}

impl Index {
    fn entries(&self, db: &Connection, standing: &[Standing]) -> Result<Vec<Entry>> {
        let (Some(first), Some(last)) =
            (standing.iter().map(|s| s.place).min(), standing.iter().map(|s| s.place).max())
        else {
            return Ok(Vec::new());
        };
        let Index { words, view, .. } = self;
        let sql = format!("SELECT place, {words}, facts FROM {view} WHERE place BETWEEN ?1 AND ?2 ORDER BY place");
        let mut read = db.prepare_cached(&sql)?;
        let rows = read
            .query_map([first, last], |row| Ok(Entry { place: row.get(0)?, words: row.get(1)?, facts: row.get(2)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Takes out what is no more and puts in what is new. FTS5 needs the very text that was indexed in order to take
    /// it out again.
    fn turn(&self, db: &Connection, before: &[Entry], now: &[Entry]) -> Result<()> {
        let Index { table, words, .. } = self;
        let mut gone = before.iter().filter(|entry| !now.contains(entry)).peekable();
        if gone.peek().is_some() {
            let sql = format!("INSERT INTO {table} ({table}, rowid, {words}, facts) VALUES ('delete', ?1, ?2, ?3)");
            let mut take = db.prepare_cached(&sql)?;
            gone.try_for_each(|entry| take.execute((entry.place, &entry.words, &entry.facts)).map(drop))?;
            // Taken out and put in again within one flush, a note leaves the index damaged as long as it forgets
            // securely (FTS5 up to at least 3.54).
            db.prepare_cached(&format!("INSERT INTO {table} ({table}) VALUES ('flush')"))?.execute([])?;
        }
        let sql = format!("INSERT INTO {table} (rowid, {words}, facts) VALUES (?1, ?2, ?3)");
        let mut put = db.prepare_cached(&sql)?;
        let mut new = now.iter().filter(|entry| !before.contains(entry));
        Ok(new.try_for_each(|entry| put.execute((entry.place, &entry.words, &entry.facts)).map(drop))?)
    }
}

/// All that a session's note is found by.
#[derive(Default)]
struct Found {
    standing: Vec<Standing>,
    note: Vec<Entry>,
    passages: Vec<Entry>,
}

impl Found {
    fn by(db: &Connection, standing: Vec<Standing>) -> Result<Found> {
        let (note, passages) = standing.split_at(standing.len().min(1));
        Ok(Found { note: NOTES.entries(db, note)?, passages: PASSAGES.entries(db, passages)?, standing })
    }

    fn turn_into(self, db: &Connection, now: &Found) -> Result<()> {
        NOTES.turn(db, &self.note, &now.note)?;
        PASSAGES.turn(db, &self.passages, &now.passages)
    }
}

/// Runs a change of what a session's note is found by, and lets the index follow: the text of the note or of what belongs to
/// it, its passages, what it speaks of, the homework agreed in it, its template, its signature, the session's day.
pub(crate) fn follow<T>(change: Change, session: SessionId, body: impl FnOnce() -> Result<T>) -> Result<T> {
    follow_all(change, &[session], body)
}

/// Runs a change of what several sessions' notes are found by.
pub(crate) fn follow_all<T>(change: Change, sessions: &[SessionId], body: impl FnOnce() -> Result<T>) -> Result<T> {
    if change.found_later {
        return body();
    }
    let mut before = Vec::new();
    for session in sessions {
        before.push(Found::by(change.db, place::standing(change.db, *session)?)?);
    }
    let value = body()?;
    for (session, before) in sessions.iter().zip(before) {
        let due = place::due(change.db, *session)?;
        place::stand(change.db, &before.standing, &due)?;
        before.turn_into(change.db, &Found::by(change.db, due)?)?;
    }
    Ok(value)
}

/// Puts a new note into the index.
pub(crate) fn add(change: Change, session: SessionId) -> Result<()> {
    if change.found_later {
        return Ok(());
    }
    let due = place::due(change.db, session)?;
    place::stand(change.db, &[], &due)?;
    Found::default().turn_into(change.db, &Found::by(change.db, due)?)
}

/// Takes a session's note out of the index before the note itself goes.
pub(crate) fn forget(change: Change, session: SessionId) -> Result<()> {
    let before = Found::by(change.db, place::standing(change.db, session)?)?;
    place::stand(change.db, &before.standing, &[])?;
    before.turn_into(change.db, &Found::default())
}

/// Writes the index anew from the notes that are there. Taking a note out of it leaves words of the note behind: the
/// index keeps the first word of each of its own pages as a signpost, even when the word itself has gone.
pub(crate) fn rewrite(db: &Connection) -> Result<()> {
    for Index { table, .. } in [NOTES, PASSAGES] {
        db.execute(&format!("INSERT INTO {table} ({table}) VALUES ('rebuild')"), [])?;
        // FTS5 says so itself with the first word that it forgets securely; said at once, an old page of its settings
        // put back says nothing else.
        db.execute(&format!("UPDATE {table}_config SET v = 5 WHERE k = 'version'"), [])?;
    }
    Ok(())
}

/// Makes the index anew of all notes that are there, wherever they stood before.
pub(crate) fn build(db: &Connection) -> Result<()> {
    db.execute("DELETE FROM search_place", [])?;
    let mut sessions = db.prepare("SELECT session FROM note ORDER BY session")?;
    for session in sessions.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<SessionId>>>()? {
        place::stand(db, &[], &place::due(db, session)?)?;
    }
    rewrite(db)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::{ClientDraft, Practice, Record, Verb, search, vault::KdfCost};

    // The one change of a day must not leave the note where it stood, or both places answer from then on.
    #[test]
    fn a_session_that_is_moved_stands_under_its_new_day() {
        let folder = tempfile::tempdir().expect("a folder");
        let code = crate::vault::RecoveryCode::random().expect("a code");
        let now: crate::Now = "2026-11-19T10:00:00+03:00".parse().expect("a moment");
        let place = folder.path().join("practice");
        let mut practice =
            Practice::create(&place, "Moved", "lantern copper meadow", &code, KdfCost::FLOOR, now).expect("a practice");
        let draft = ClientDraft { name: "Ada".into(), ..ClientDraft::default() };
        let client = practice.add_client(&draft, now).expect("a client").value.id;
        let mut session = |word: &str| {
            let id = practice.start_session(client, now).expect("a session").value.id;
            let tag = serde_json::json!([{"type": "tag", "attrs": {"passage": "p", "factor": "S", "aspect": "shows"}}]);
            let text = serde_json::json!({"type": "text", "text": format!("rain {word}"), "marks": tag});
            let document = serde_json::json!({"type": "doc", "content": [{"type": "paragraph", "content": [text]}]});
            practice.save_note(id, &document.to_string(), 0, now).expect("a note");
            id
        };
        let (first, second) = (session("one"), session("two"));
        let found = |practice: &Practice, typed: &str| {
            let hits = practice.search_notes(typed, None).expect("an answer").hits;
            hits.into_iter().map(|hit| hit.session).collect::<Vec<_>>()
        };
        for (day, order) in [((1999, 1, 31), [first, second]), ((2030, 1, 31), [second, first])] {
            let day = NaiveDate::from_ymd_opt(day.0, day.1, day.2).expect("a day");
            let moved = practice.transact(now, |change| {
                search::follow(change, second, || {
                    change.db.execute("UPDATE session SET day = ?2 WHERE id = ?1", (second, day))?;
                    Ok(())
                })?;
                change.touch(Verb::Changed, Record::Session(second))
            });
            assert!(moved.is_ok(), "{moved:?}");
            for typed in ["rain", "factor:S rain", "unsigned"] {
                assert_eq!(found(&practice, typed), order, "{typed}, moved to {day}");
            }
            assert_eq!(found(&practice, &format!("on:{day}")), [second]);
            assert!(practice.check().iter().all(|finding| finding.problems.is_empty()), "{:?}", practice.check());
        }
        let signed = practice.transact(now, |change| {
            search::follow(change, first, || {
                change
                    .db
                    .execute("UPDATE note SET signed_at = ?2, template = 'soap' WHERE session = ?1", (first, now))?;
                Ok(())
            })?;
            change.touch(Verb::Changed, Record::Note(first))
        });
        assert!(signed.is_ok(), "{signed:?}");
        for (typed, expected) in [("signed", first), ("unsigned", second), ("template:SOAP factor:S", first)] {
            assert_eq!(found(&practice, typed), [expected], "{typed}");
        }
        assert!(practice.check().iter().all(|finding| finding.problems.is_empty()), "{:?}", practice.check());
    }
}
