//! What an archive can get wrong that no single row shows: asked of the new practice before it stands in its place.

use std::path::Path;

use secure_base_model::questionnaire;

use super::rebuild::file_of;
use crate::{ClientId, Error, MeasureId, Practice, Result, SessionId, clients, homework};

/// Nothing points nowhere, there is one practice, and everything opens.
pub(super) fn expect_sound(practice: &Practice, folder: &Path) -> Result<()> {
    let bad = |what: String| Error::BadArchive { place: folder.into(), what };
    let db = &practice.db;
    let mut dangling = db.prepare("PRAGMA foreign_key_check")?;
    let mut dangling = dangling.query([])?;
    if let Some(row) = dangling.next()? {
        let (from, to): (String, String) = (row.get(0)?, row.get(2)?);
        return Err(bad(format!("a row of {} points to a {to} that is not in it", file_of(&from))));
    }
    let name: Option<String> = db.query_row("SELECT max(name) FROM practice", [], |row| row.get(0))?;
    if name.as_deref() != Some(practice.name()) || practice.settings().is_err() {
        return Err(bad("it does not hold its practice with the settings".into()));
    }
    if let Some(id) = misjudged(practice)? {
        return Err(bad(format!("measure {id} does not say of self-harm what its answers say")));
    }
    let miscounted = [clients::miscounted(db)?, homework::miscounted(db)?].concat();
    match miscounted.into_iter().next() {
        Some(first) => Err(bad(first)),
        None => expect_readable(practice)
            .map_err(|(what, why)| bad(format!("{what} cannot be read: {}", why.to_string().trim_end_matches('.')))),
    }
}

/// Every client and every session opens: a word that no version of the program writes is found here and not on a screen.
fn expect_readable(practice: &Practice) -> std::result::Result<(), (String, Error)> {
    let of = |what: &str| {
        let what = what.to_owned();
        move |why: Error| (what, why)
    };
    practice.clients("").map_err(of("the list of clients"))?;
    for id in ids(practice, "SELECT id FROM client WHERE removed_at IS NULL ORDER BY id")
        .map_err(of("the list of clients"))?
    {
        let name = format!("client {id}");
        practice.client_page(ClientId(id)).map_err(of(&name))?;
        practice.goals(ClientId(id)).map_err(of(&name))?;
        practice.homework_so_far(ClientId(id)).map_err(of(&name))?;
        practice.formulation(ClientId(id)).map_err(of(&name))?;
        practice.measures(ClientId(id)).map_err(of(&name))?;
    }
    let there = "SELECT s.id FROM session s JOIN client c ON c.id = s.client
                 WHERE s.removed_at IS NULL AND c.removed_at IS NULL ORDER BY s.id";
    for id in ids(practice, there).map_err(of("the list of sessions"))? {
        practice.session_page(SessionId(id)).map_err(of(&format!("session {id}")))?;
    }
    // Of very many measures a client's page reads the newest.
    let there = "SELECT m.id FROM measure m JOIN client c ON c.id = m.client
                 WHERE m.removed_at IS NULL AND c.removed_at IS NULL ORDER BY m.id";
    for id in ids(practice, there).map_err(of("the list of measures"))? {
        practice.measure(MeasureId(id)).map_err(of(&format!("measure {id}")))?;
    }
    Ok(())
}

/// The first measure, in the trash too, whose word on self-harm is not that of its answers: one that hides an answer would take
/// the alert away with it. Answers that cannot be read are found where the measure is opened.
fn misjudged(practice: &Practice) -> Result<Option<i64>> {
    let mut query = practice.db.prepare("SELECT id, kind, name, answers, harm FROM measure ORDER BY id")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (kind, form, answers): (String, String, Option<String>) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let (id, harm): (i64, Option<i64>) = (row.get(0)?, row.get(4)?);
        let form = questionnaire(&form).filter(|_| kind == "questionnaire");
        let answers = answers.and_then(|answers| answers.parse().ok());
        let score = form.zip(answers).and_then(|(form, answers)| form.score(&answers).ok());
        if harm != score.and_then(|score| score.self_harm).map(i64::from) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

fn ids(practice: &Practice, sql: &str) -> Result<Vec<i64>> {
    let mut query = practice.db.prepare(sql)?;
    Ok(query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}
