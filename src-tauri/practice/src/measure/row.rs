//! Measures in their tables.

use rusqlite::{Connection, Row};

use super::{EarlierMeasure, Measure, MeasureDraft, MeasureSaid, Points, said::MeasureKind};
use crate::{ClientId, Error, MeasureId, Result, transact::Change};

const ONE: &str = "
    SELECT m.*, s.id AS here, s.number AS number,
           EXISTS (SELECT 1 FROM measure_earlier e WHERE e.measure = m.id) AS corrected
    FROM measure m JOIN client c ON c.id = m.client LEFT JOIN session s ON s.id = m.session AND s.removed_at IS NULL
    WHERE m.removed_at IS NULL AND c.removed_at IS NULL";

/// What a row, of one table or the other, says of the measure itself.
struct Stored {
    kind: MeasureKind,
    name: String,
    answers: Option<String>,
    score: Option<Points>,
    ends: (Option<Points>, Option<Points>),
    words: (String, String),
}

impl Stored {
    fn measured(self, id: MeasureId) -> Result<MeasureSaid> {
        let unreadable = |why: &str| Error::Unreadable { noun: "measure", id: id.number(), why: why.into() };
        let score = self.score.ok_or_else(|| unreadable("it has no score"));
        Ok(match self.kind {
            MeasureKind::Questionnaire => {
                let answers = self.answers.ok_or_else(|| unreadable("it has no answers"))?;
                let answers =
                    answers.parse().map_err(|why: secure_base_model::WrongAnswers| unreadable(&why.to_string()))?;
                MeasureSaid::Questionnaire { form: self.name, answers }
            }
            MeasureKind::Scale => {
                let mark = u8::try_from(score?.0 / 100).map_err(|_| unreadable("its mark is on no scale"))?;
                MeasureSaid::Scale { name: self.name, low: self.words.0, high: self.words.1, mark }
            }
            MeasureKind::Other => {
                MeasureSaid::Other { name: self.name, score: score?, from: self.ends.0, to: self.ends.1 }
            }
        })
    }
}

fn stored(row: &Row) -> rusqlite::Result<Stored> {
    let words = |column: &str| row.get::<_, Option<String>>(column).map(Option::unwrap_or_default);
    Ok(Stored {
        kind: row.get("kind")?,
        name: row.get("name")?,
        answers: row.get("answers")?,
        score: row.get("score")?,
        ends: (row.get("low")?, row.get("high")?),
        words: (words("low_words")?, words("high_words")?),
    })
}

fn read(db: &Connection, row: &Row) -> Result<Measure> {
    let id: MeasureId = row.get("id")?;
    let said = stored(row)?.measured(id)?;
    Ok(Measure {
        id,
        client: row.get("client")?,
        session: row.get("here")?,
        session_number: row.get("number")?,
        day: row.get("taken_on")?,
        noted_at: row.get("noted_at")?,
        by: row.get("filled_by")?,
        result: said.result().map_err(|why| unreadable(id, &why))?,
        note: row.get::<_, Option<String>>("note")?.unwrap_or_default(),
        looked_at: row.get("looked_at")?,
        earlier: if row.get("corrected")? { earlier(db, id)? } else { Vec::new() },
        said,
    })
}

fn unreadable(id: MeasureId, why: &Error) -> Error {
    Error::Unreadable { noun: "measure", id: id.number(), why: why.to_string() }
}

/// How it was before each correction, the latest first.
fn earlier(db: &Connection, id: MeasureId) -> Result<Vec<EarlierMeasure>> {
    let mut query = db.prepare_cached(
        "SELECT e.replaced_at, e.taken_on, m.kind, m.name, e.answers, e.score, e.low, e.high, m.low_words, m.high_words, e.note
         FROM measure_earlier e JOIN measure m ON m.id = e.measure WHERE e.measure = ?1 ORDER BY e.id DESC",
    )?;
    let read = |row: &Row| {
        let said = stored(row)?.measured(id)?;
        Ok(EarlierMeasure {
            replaced_at: row.get("replaced_at")?,
            day: row.get("taken_on")?,
            result: said.result().map_err(|why| unreadable(id, &why))?,
            note: row.get::<_, Option<String>>("note")?.unwrap_or_default(),
            said,
        })
    };
    query.query_and_then([id], read)?.collect()
}

/// One that is here.
pub(super) fn one(db: &Connection, id: MeasureId) -> Result<Measure> {
    let mut query = db.prepare_cached(&format!("{ONE} AND m.id = ?1"))?;
    let mut rows = query.query_and_then([id], |row| read(db, row))?;
    rows.next().ok_or(Error::NotFound("measure"))?
}

/// A client's newest by day, at most so many; and how many there are.
pub(super) fn newest(db: &Connection, client: ClientId, most: u32) -> Result<(Vec<Measure>, u32)> {
    let mut query =
        db.prepare_cached(&format!("{ONE} AND m.client = ?1 ORDER BY m.taken_on DESC, m.id DESC LIMIT ?2"))?;
    let measures = query.query_and_then((client, most), |row| read(db, row))?.collect::<Result<_>>()?;
    let count = "SELECT count(*) FROM measure WHERE client = ?1 AND removed_at IS NULL";
    let all = db.prepare_cached(count)?.query_row([client], |row| row.get(0))?;
    Ok((measures, all))
}

/// What of a draft stands in columns of both tables: answers, score and the ends of its range.
type Figures = (Option<String>, Option<Points>, Option<Points>, Option<Points>);

fn figures(said: &MeasureSaid) -> Figures {
    match said {
        MeasureSaid::Questionnaire { answers, .. } => (Some(answers.to_string()), None, None, None),
        MeasureSaid::Scale { mark, .. } => (None, Some(Points::whole((*mark).into())), None, None),
        MeasureSaid::Other { score, from, to, .. } => (None, Some(*score), *from, *to),
    }
}

fn unless_empty(words: &str) -> Option<&str> {
    Some(words).filter(|words| !words.is_empty())
}

fn harm(said: &MeasureSaid) -> Result<Option<u8>> {
    Ok(said.result()?.and_then(|result| result.self_harm))
}

pub(super) fn insert(change: Change, client: ClientId, draft: &MeasureDraft) -> Result<MeasureId> {
    let MeasureDraft { session, day, by, said, note } = draft;
    let (answers, score, low, high) = figures(said);
    let (low_words, high_words) = match said {
        MeasureSaid::Scale { low, high, .. } => (unless_empty(low), unless_empty(high)),
        _ => (None, None),
    };
    change
        .db
        .prepare_cached(
            "INSERT INTO measure (client, session, taken_on, kind, name, noted_at, filled_by, answers, score, low, high,
                                  low_words, high_words, note, harm)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?
        .execute(rusqlite::params![
            client,
            session,
            day,
            said.kind(),
            said.name(),
            change.now.to_utc(),
            by,
            answers,
            score,
            low,
            high,
            low_words,
            high_words,
            unless_empty(note),
            harm(said)?,
        ])?;
    Ok(MeasureId(change.db.last_insert_rowid()))
}

/// Writes a correction over it and keeps how it was; whether there was anything to correct.
pub(super) fn replace(change: Change, before: &Measure, draft: &MeasureDraft) -> Result<bool> {
    let id = before.id;
    let MeasureDraft { session, day, by, said, note } = draft;
    let (was, now) = (figures(&before.said), figures(said));
    let same = was == now && before.day == *day && before.note == *note;
    if same && before.by == *by && before.session == *session {
        return Ok(false);
    }
    if !same {
        change
            .db
            .prepare_cached(
                "INSERT INTO measure_earlier (measure, replaced_at, taken_on, answers, score, low, high, note)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute((id, change.now.to_utc(), before.day, was.0, was.1, was.2, was.3, unless_empty(&before.note)))?;
    }
    let harm = harm(said)?;
    let looked_at = before.looked_at.filter(|_| self::harm(&before.said).ok().flatten() == harm);
    change
        .db
        .prepare_cached(
            "UPDATE measure SET session = iif(?12, ?2, session), taken_on = ?3, filled_by = ?4, answers = ?5, score = ?6, low = ?7, high = ?8,
                                note = ?9, harm = ?10, looked_at = ?11 WHERE id = ?1",
        )?
        .execute(rusqlite::params![
            id,
            session,
            day,
            by,
            now.0,
            now.1,
            now.2,
            now.3,
            unless_empty(note),
            harm,
            looked_at,
            // One whose session is in the trash keeps it.
            before.session != *session,
        ])?;
    Ok(true)
}
