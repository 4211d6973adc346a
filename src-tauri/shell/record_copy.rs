//! A client's whole record as it leaves the practice on paper: who the client is, every note, homework, goals, measures, the
//! formulation, handouts. No text comes into it but through what is left out.

use secure_base_handouts::{Fact, NoteBlock, Paper, Prose, RecordPart, RecordSheet};
use secure_base_model::{MODEL, Score, questionnaire};
use secure_base_practice::{
    Client, ClientRecord, Document, FactorWords, FilledBy, Goal, Homework, Measure, MeasureSaid, Now, Outcome,
    ProcessPage, RecordWish, Result, Review,
};

use crate::note_copy::{self, day, moment};

/// The record as it is printed, dated `now`.
///
/// # Errors
/// [`secure_base_practice::Error::Invalid`] when a note is no document.
pub fn sheet(practice: &str, record: &ClientRecord, wish: &RecordWish, paper: Paper, now: Now) -> Result<RecordSheet> {
    let practice = record.redacted(practice);
    let mut parts = vec![front(&practice, record, wish, now)];
    for page in &record.sessions {
        parts.push(RecordPart::Note(note_copy::sheet(&practice, page, paper, now)?));
    }
    parts.extend(list("Homework", record.homework.iter().flat_map(|(task, looks)| homework(record, task, looks))));
    parts.extend(list("Goals", record.goals.iter().flat_map(|one| goal(record, one))));
    parts.extend(list("Measures", record.measures.iter().flat_map(|one| measure(record, one))));
    parts.extend(list("Formulation", record.formulation.iter().flat_map(|one| own_words(record, one))));
    parts.extend(list("Handouts given", handouts(record).into_iter()));
    for page in &record.process_notes {
        parts.push(process_note(page)?);
    }
    let client = record.redacted(&record.client.name);
    Ok(RecordSheet { practice, client, parts, printed_on: now.date_naive(), paper })
}

fn words(text: impl Into<String>) -> NoteBlock {
    NoteBlock::Paragraph(Prose::plain(text.into()))
}

fn list(title: &str, body: impl Iterator<Item = NoteBlock>) -> Option<RecordPart> {
    let body: Vec<NoteBlock> = body.collect();
    (!body.is_empty()).then(|| RecordPart::Words { title: title.into(), facts: Vec::new(), body })
}

/// Who the client is, and what this is a copy of.
fn front(practice: &str, record: &ClientRecord, wish: &RecordWish, now: Now) -> RecordPart {
    let made = format!("A copy of the record that the practice {practice} keeps, made on {}.", day(now.date_naive()));
    let notes = match record.process_notes.len() {
        _ if !wish.process_notes => "Process notes, if there are any, are not in this copy.".into(),
        0 => "There are no process notes.".to_owned(),
        1 => "It has 1 process note, at the end.".into(),
        many => format!("It has {many} process notes, at the end."),
    };
    let more = "The file record.json beside it holds more: earlier states, numbers, contact details.";
    let mut body = vec![words(made), words(notes), words(more)];
    if record.left_out > 0 {
        let places = if record.left_out == 1 { "one place".into() } else { format!("{} places", record.left_out) };
        body.push(words(format!(
            "Words are left out in {places}: “[left out: …]” says why, and “[…]” stands for the rest of words that are \
             left out just before.",
        )));
    }
    body.extend(record.client.agreements.iter().map(|one| {
        let ended = one.ended_on.map(|on| format!(", until {}", day(on))).unwrap_or_default();
        words(record.redacted(&format!("Agreed on {}: {}{ended}.", day(one.agreed_on), one.title)))
    }));
    RecordPart::Words { title: "Record".into(), facts: facts(record), body }
}

fn facts(record: &ClientRecord) -> Vec<Fact> {
    let Client { name, preferred_name, pronouns, phone, email, address, referral, safety, emergency, .. } =
        &record.client;
    let date = |on: Option<chrono::NaiveDate>| on.map(day).unwrap_or_default();
    let filled = |parts: &[&str]| parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ");
    let people = record.client.people.iter().map(|one| filled(&[&one.name, &one.preferred_name, &one.relation]));
    let said = [
        ("Client", name.clone()),
        ("Called", preferred_name.clone()),
        ("Pronouns", pronouns.clone()),
        ("Born", date(record.client.birth_date)),
        ("Telephone", phone.clone()),
        ("Email", email.clone()),
        ("Address", address.clone()),
        ("Emergency", filled(&[&emergency.name, &emergency.relation, &emergency.phone])),
        ("People", people.collect::<Vec<_>>().join("; ")),
        ("Referral", referral.clone()),
        ("Began", date(record.client.began_on)),
        ("Ended", date(record.client.ended_on)),
        ("Labels", record.client.labels.join(", ")),
        ("Safety", safety.clone()),
    ];
    let said = said.into_iter().filter(|(_, words)| !words.is_empty());
    said.map(|(label, words)| Fact { label: label.into(), words: record.redacted(&words) }).collect()
}

fn homework(record: &ClientRecord, task: &Homework, looks: &[Review]) -> Vec<NoteBlock> {
    let due = task.due.map(|due| format!(", until {}", day(due))).unwrap_or_default();
    let plan = &task.plan;
    let said = [
        ("Why", plan.why.clone()),
        ("When", plan.when.clone()),
        ("Where", plan.place.clone()),
        ("In the client’s own words", plan.own_words.clone()),
        ("What could get in the way", plan.obstacle_words.clone()),
        ("If", plan.plan_if.clone()),
        ("Then", plan.plan_then.clone()),
    ];
    let said = said.into_iter().filter(|(_, words)| !words.is_empty());
    let mut blocks = vec![
        NoteBlock::Heading(record.redacted(&task.task)),
        words(format!("Agreed on {}{due}.", day(task.assigned_on))),
    ];
    blocks.extend(said.map(|(label, text)| words(format!("{label}: {}", record.redacted(&text)))));
    blocks.extend(looks.iter().map(|look| words(record.redacted(&told(look)))));
    blocks.extend(task.done_on.map(|on| words(format!("Closed on {}.", day(on)))));
    blocks
}

/// A look at a task in a sentence or two.
fn told(look: &Review) -> String {
    let outcome = match look.outcome {
        Outcome::Done => "done",
        Outcome::Partly => "partly done",
        Outcome::NotDone => "not done this time",
        Outcome::NotDiscussed => "not discussed",
    };
    let more = [("Learned", &look.learned), ("In the way", &look.obstacle_words)];
    let more = more.into_iter().filter(|(_, words)| !words.is_empty());
    let more: String = more.map(|(label, words)| format!(" {label}: {words}")).collect();
    format!("Looked at on {}: {outcome}.{more}", day(look.day))
}

fn goal(record: &ClientRecord, goal: &Goal) -> Vec<NoteBlock> {
    let ended = goal.ended_on.map(|on| format!(", ended on {}", day(on))).unwrap_or_default();
    let mut blocks =
        vec![NoteBlock::Heading(record.redacted(&goal.words)), words(format!("Set on {}{ended}.", day(goal.set_on)))];
    blocks.extend(goal.ratings.iter().map(|one| words(format!("{}: {} of 10", day(one.day), one.rating))));
    blocks
}

/// A measure in a line, and the note on it.
fn measure(record: &ClientRecord, measure: &Measure) -> Vec<NoteBlock> {
    let by = match measure.by {
        FilledBy::Client => "filled in by the client",
        FilledBy::Clinician => "filled in by the clinician",
    };
    let said = record.redacted(&measured(measure));
    let mut blocks = vec![words(format!("{}: {said} ({by})", day(measure.day)))];
    let note = record.redacted(&measure.note);
    blocks.extend(lines(&note));
    blocks
}

fn measured(measure: &Measure) -> String {
    match &measure.said {
        MeasureSaid::Questionnaire { form, .. } => {
            let own = questionnaire(form);
            let name = own.map_or(form.as_str(), |own| &own.name);
            let result = measure.result.as_ref();
            format!(
                "{name}, {}",
                result.map_or_else(|| "not scored".into(), |it| scored(it, own.map(|own| own.top_score())))
            )
        }
        MeasureSaid::Scale { name, low, high, mark } => {
            let ends = match (low.as_str(), high.as_str()) {
                ("", "") => String::new(),
                (low, "") => format!(", where 0 is “{low}”"),
                ("", high) => format!(", where 10 is “{high}”"),
                (low, high) => format!(", where 0 is “{low}” and 10 is “{high}”"),
            };
            format!("{name}, {mark} of 10{ends}")
        }
        MeasureSaid::Other { name, score, from, to } => {
            let range = match (from, to) {
                (Some(from), Some(to)) => format!(", in a range of {} to {}", from.number(), to.number()),
                (Some(from), None) => format!(", from {} on", from.number()),
                (None, Some(to)) => format!(", {} at most", to.number()),
                (None, None) => String::new(),
            };
            format!("{name}, {}{range}", score.number())
        }
    }
}

/// What a form's answers add up to: the total with its band, the sums by factor, or why there is none.
fn scored(score: &Score, top: Option<u32>) -> String {
    let of = top.map(|top| format!(" of {top}")).unwrap_or_default();
    let band = score.band.as_ref().map(|band| format!(", {band}")).unwrap_or_default();
    match score.total {
        Some(total) => format!("{total}{of}{band}"),
        None if !score.factors.is_empty() => {
            let sum = |sum: Option<u32>| sum.map_or_else(|| "not scored".into(), |sum| format!("{sum}{of}"));
            let sums = score.factors.iter().map(|one| format!("{} {}", MODEL[one.factor as usize].name, sum(one.sum)));
            sums.collect::<Vec<_>>().join(", ")
        }
        None => match score.blank.len() {
            1 => "not scored: 1 question was left blank".into(),
            many => format!("not scored: {many} questions were left blank"),
        },
    }
}

/// What the clinician makes of the client under a factor.
fn own_words(record: &ClientRecord, own: &FactorWords) -> Vec<NoteBlock> {
    let mut blocks = vec![NoteBlock::Heading(MODEL[own.factor as usize].name.into())];
    blocks.extend(lines(&record.redacted(&own.words)));
    blocks.extend(own.saved_at.map(|at| words(format!("Written on {}.", moment(at)))));
    blocks
}

/// A paragraph for each line that is not empty.
fn lines(text: &str) -> Vec<NoteBlock> {
    text.lines().filter(|line| !line.trim().is_empty()).map(words).collect()
}

fn handouts(record: &ClientRecord) -> Vec<NoteBlock> {
    let line = |given: &secure_base_practice::GivenHandout| {
        let beside = match given.has_file {
            true => format!(", in the file handout-{}.pdf", given.id.number()),
            false => ", of which no file was kept".into(),
        };
        words(format!("{}: {}{beside}", moment(given.given_at), record.redacted(&given.title)))
    };
    record.handouts.iter().map(line).collect()
}

fn process_note(page: &ProcessPage) -> Result<RecordPart> {
    let document = Document::parse(&page.note.document)?;
    let facts = vec![Fact { label: "Date".into(), words: day(page.session.day) }];
    let title = format!("Process note, session {}", page.session.number);
    Ok(RecordPart::Words { title, facts, body: note_copy::blocks(document.outline()) })
}

#[cfg(test)]
mod tests {
    use secure_base_model::Factor;
    use secure_base_practice::{
        ClientDraft, MeasureDraft, Points, Practice, Redaction,
        vault::{KdfCost, RecoveryCode},
    };

    use super::*;

    // A name that is left out of the notes and stands in the footer of every page has been given away.
    #[test]
    fn what_is_left_out_stands_nowhere_on_paper() {
        let folder = tempfile::tempdir().expect("a folder");
        let code = RecoveryCode::random().expect("a code");
        let now = crate::desk::now();
        let mut practice = Practice::create(
            &folder.path().join("it"),
            "Quillon House",
            "four words of it",
            &code,
            KdfCost::FLOOR,
            now,
        )
        .expect("a practice");
        let draft = ClientDraft { name: "Ada Quillon".into(), ..ClientDraft::default() };
        let client = practice.add_client(&draft, now).expect("a client").value.id;
        practice.start_session(client, now).expect("a session");
        practice.save_factor_words(client, Factor::S, "As quillon says", now).expect("words");
        let said =
            MeasureSaid::Other { name: "Quillon’s scale".into(), score: Points::whole(3), from: None, to: None };
        let note = "Quillon was there".into();
        let day = now.date_naive();
        practice
            .add_measure(client, &MeasureDraft { session: None, day, by: FilledBy::Client, said, note }, now)
            .expect("a measure");
        let wish = |redactions| RecordWish { client, process_notes: false, redactions };
        let printed = |wish: &RecordWish| {
            let record = practice.client_record(wish, now).expect("the record");
            format!("{:?}", sheet(practice.name(), &record, wish, Paper::A4, now).expect("a sheet"))
        };
        let whole = printed(&wish(Vec::new()));
        for part in ["Ada Quillon", "Quillon House", "As quillon says", "Quillon’s scale, 3", "Quillon was there"] {
            assert!(whole.contains(part), "{part} in {whole}");
        }
        let left = printed(&wish(vec![Redaction { words: "Quillon".into(), reason: "about another".into() }]));
        assert!(!left.to_lowercase().contains("quillon"), "{left}");
    }
}
