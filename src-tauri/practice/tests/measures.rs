//! Measures: kept as they were answered, scored as the forms say, and what asks to be looked at stays in sight.

use chrono::NaiveDate;
use secure_base_model::Answers;
use secure_base_practice::{
    ClientId, ClientMeasures, Error, FilledBy, LogFilter, MeasureDraft, MeasureId, MeasureSaid, Points, Practice,
    Removable, SessionId,
};

use crate::{
    add,
    looks::{held, later, refused, started},
    shelf::problems,
};

fn day(days: u64) -> NaiveDate {
    later(days).date_naive()
}

pub fn form(key: &str, answers: &str, days: u64) -> MeasureDraft {
    let answers: Answers = answers.parse().unwrap();
    draft(MeasureSaid::Questionnaire { form: key.into(), answers }, days)
}

fn draft(said: MeasureSaid, days: u64) -> MeasureDraft {
    MeasureDraft { session: None, day: day(days), by: FilledBy::Client, said, note: String::new() }
}

fn mark(name: &str, mark: u8) -> MeasureDraft {
    let (name, low, high) = (name.to_owned(), "not at all".to_owned(), "as steady as can be".to_owned());
    draft(MeasureSaid::Scale { name, low, high, mark }, 0)
}

fn score(name: &str, score: i64, range: Option<(i64, i64)>) -> MeasureDraft {
    let (from, to) = (range.map(|(from, _)| Points::whole(from)), range.map(|(_, to)| Points::whole(to)));
    draft(MeasureSaid::Other { name: name.into(), score: Points::whole(score), from, to }, 0)
}

fn put(practice: &mut Practice, client: ClientId, draft: &MeasureDraft, days: u64) -> MeasureId {
    practice.add_measure(client, draft, later(days)).unwrap().value.id
}

fn of(practice: &Practice, client: ClientId) -> ClientMeasures {
    practice.measures(client).unwrap()
}

// What was answered must come back as it was, scored by the form's own rule, beside scales and bare scores.
#[test]
fn measures_of_every_sort_are_kept_and_scored() {
    let (_scratch, mut practice, client, session) = started();
    let phq = MeasureDraft { session: Some(session), note: " On paper. ".into(), ..form("phq-9", "012301230/1", 0) };
    let id = put(&mut practice, client, &phq, 0);
    put(&mut practice, client, &form("check-in", "444333222", 0), 0);
    put(&mut practice, client, &mark("How steady this week", 7), 0);
    put(&mut practice, client, &score(" CORE-10 ", 14, Some((0, 40))), 0);
    let page = of(&practice, client);
    let names: Vec<_> = page.measures.iter().map(|one| serde_json::to_value(&one.said).unwrap()).collect();
    assert_eq!(names[0]["name"], "CORE-10", "the newest first");
    assert_eq!((&names[0]["score"], &names[0]["to"]), (&14.0.into(), &40.0.into()));
    assert_eq!(names[1]["mark"], 7);
    let measure = practice.measure(id).unwrap();
    assert_eq!((measure.session, measure.session_number, measure.note.as_str()), (Some(session), Some(1), "On paper."));
    let result = measure.result.unwrap();
    assert_eq!((result.total, result.band.as_deref(), result.self_harm), (Some(12), Some("moderate"), None));
    let roots = page.measures[2].result.clone().unwrap();
    assert_eq!(roots.factors.iter().map(|one| one.sum).collect::<Vec<_>>(), [Some(12), Some(9), Some(6)]);
    assert_eq!((page.older, page.alerts.len()), (0, 0));
    assert_eq!(problems(&practice), [""; 0]);
}

// A half-filled form is still what the client said. It has no total, and its blank questions are named.
#[test]
fn a_form_with_blank_items_is_kept_without_a_total() {
    let (_scratch, mut practice, client, _) = started();
    let id = put(&mut practice, client, &form("gad-7", "33-3333", 0), 0);
    let result = practice.measure(id).unwrap().result.unwrap();
    assert_eq!((result.total, result.band, result.blank), (None, None, vec![3]));
}

#[test]
fn a_measure_that_cannot_be_is_refused() {
    let (_scratch, mut practice, client, _) = started();
    let mut no = |draft: MeasureDraft| refused(practice.add_measure(client, &draft, later(0)));
    assert!(no(form("phq-9", "0000000", 0)).contains("9 questions"));
    assert!(no(form("phq-9", "000000004", 0)).contains("from 0 to 3"));
    assert!(no(form("phq-9", "---------", 0)).contains("Nothing is answered"));
    assert!(no(form("core-10", "0000000000", 0)).contains("enter its score"));
    assert!(no(form("phq-9", "000000000", 1)).contains("future"));
    assert!(no(mark("", 3)).contains("name") && no(mark("Steady", 11)).contains("0 to 10"));
    assert!(no(mark(&"x".repeat(121), 3)).contains("121 characters"));
    assert!(no(score("CORE-10", 41, Some((0, 40)))).contains("outside its range"));
    assert!(no(score("CORE-10", 4, Some((40, 0)))).contains("check the range"));
    let other = add(&mut practice, "Bo").id;
    let theirs = held(&mut practice, other, 0);
    let foreign = MeasureDraft { session: Some(theirs), ..form("phq-9", "000000000", 0) };
    assert!(matches!(practice.add_measure(client, &foreign, later(0)), Err(Error::NotFound("session"))));
    assert_eq!(of(&practice, client).measures, []);
}

// The number that was charted last month must still be found, and the log must say that it was corrected.
#[test]
fn a_correction_keeps_what_was_there_before() {
    let (_scratch, mut practice, client, _) = started();
    let id = put(&mut practice, client, &form("phq-9", "111111110", 0), 0);
    let changed = practice.change_measure(id, &form("phq-9", "111111130", 0), later(1)).unwrap().value;
    assert_eq!(changed.result.as_ref().unwrap().total, Some(10));
    assert_eq!(changed.earlier.len(), 1);
    assert_eq!(
        (changed.earlier[0].result.as_ref().unwrap().total, changed.earlier[0].replaced_at),
        (Some(8), later(1).to_utc())
    );
    let same = practice.change_measure(id, &form("phq-9", "111111130", 0), later(2)).unwrap();
    assert!(same.touched.is_empty() && same.value.earlier.len() == 1, "nothing was corrected");
    let log = practice.log_page(&LogFilter { client: Some(client), ..LogFilter::default() }).unwrap();
    let said: Vec<_> =
        log.iter().filter(|one| one.entry.noun == "measure").map(|one| one.entry.verb.as_str()).collect();
    assert_eq!(said, ["changed", "added"]);
    assert!(refused(practice.change_measure(id, &form("gad-7", "1111111", 0), later(2))).contains("another measure"));
    assert!(refused(practice.change_measure(id, &mark("Steady", 3), later(2))).contains("another measure"));
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn a_measure_goes_and_comes_back_whole_and_nothing_is_left_after_it() {
    let (_scratch, mut practice, client, session) = started();
    let id = put(&mut practice, client, &MeasureDraft { session: Some(session), ..mark("Steady", 3) }, 0);
    practice.change_measure(id, &MeasureDraft { session: Some(session), ..mark("Steady", 4) }, later(0)).unwrap();
    let whole = practice.measure(id).unwrap();
    practice.remove(Removable::Measure(id), later(1)).unwrap();
    assert!(matches!(practice.measure(id), Err(Error::NotFound(_))));
    assert_eq!(practice.trash(later(1)).unwrap()[0].words.as_deref(), Some("Steady"));
    practice.put_back(Removable::Measure(id), later(1)).unwrap();
    assert_eq!(practice.measure(id).unwrap(), whole);
    practice.remove(Removable::Measure(id), later(2)).unwrap();
    practice.purge(Removable::Measure(id), later(2)).unwrap();
    put(&mut practice, client, &form("phq-9", "000000001", 0), 2);
    practice.remove(Removable::Client(client), later(3)).unwrap();
    assert!(matches!(practice.measures(client), Err(Error::NotFound(_))));
    practice.purge(Removable::Client(client), later(3)).unwrap();
    assert_eq!(problems(&practice), [""; 0]);
}

// The form is the client's: it does not go with the session in which it was filled in.
#[test]
fn a_measure_stays_when_its_session_goes() {
    let (_scratch, mut practice, client, session) = started();
    let id = put(&mut practice, client, &MeasureDraft { session: Some(session), ..mark("Steady", 3) }, 0);
    practice.remove(Removable::Session(session), later(1)).unwrap();
    assert_eq!(practice.measure(id).unwrap().session, None);
    practice.change_measure(id, &mark("Steady", 5), later(1)).unwrap();
    practice.put_back(Removable::Session(session), later(1)).unwrap();
    assert_eq!(practice.measure(id).unwrap().session, Some(session));
    practice.remove(Removable::Session(session), later(2)).unwrap();
    practice.purge(Removable::Session(session), later(2)).unwrap();
    assert_eq!(practice.measure(id).unwrap().session, None);
    assert_eq!(problems(&practice), [""; 0]);
}

/// A note in the risk form, with these words under its first heading.
fn risk_note(words: &str) -> String {
    let heading = |text: &str| serde_json::json!({ "type": "heading", "attrs": { "level": 2 }, "content": [{ "type": "text", "text": text }] });
    let words = match words {
        "" => serde_json::json!({ "type": "paragraph" }),
        words => serde_json::json!({ "type": "paragraph", "content": [{ "type": "text", "text": words }] }),
    };
    let blocks =
        [heading("What raised concern"), words, heading("Risk factors"), serde_json::json!({ "type": "paragraph" })];
    serde_json::json!({ "type": "doc", "attrs": { "template": "risk" }, "content": blocks }).to_string()
}

fn write(practice: &mut Practice, session: SessionId, note: &str, days: u64) {
    let revision = practice.note(session).unwrap().revision;
    practice.save_note(session, note, revision, later(days)).unwrap();
}

fn alerts(practice: &Practice, client: ClientId) -> Vec<u8> {
    of(practice, client).alerts.iter().map(|one| one.answer).collect()
}

fn sign(practice: &mut Practice, session: SessionId, days: u64) {
    let revision = practice.note(session).unwrap().revision;
    practice.sign_note(session, revision, later(days)).unwrap();
}

// The one answer that must not be overlooked: only a risk form that was signed after it lets it go. A note is saved by itself
// while somebody types, so that settles nothing.
#[test]
fn an_answer_about_self_harm_stays_until_a_risk_form_is_signed_after_it() {
    let (_scratch, mut practice, client, session) = started();
    write(&mut practice, session, &risk_note("Written before the form was filled in."), 0);
    let id = put(&mut practice, client, &form("phq-9", "00000000-", 1), 1);
    assert_eq!(alerts(&practice, client), [0; 0], "blank is not above zero");
    practice.change_measure(id, &form("phq-9", "--------2", 1), later(1)).unwrap();
    assert_eq!(alerts(&practice, client), [2], "also where the others are blank");
    let later_session = held(&mut practice, client, 2);
    assert_eq!(alerts(&practice, client), [2]);
    write(&mut practice, later_session, &risk_note(""), 2);
    assert_eq!(alerts(&practice, client), [2], "begun, and nothing written in it");
    write(&mut practice, later_session, &risk_note("Thoughts, no plan."), 3);
    write(&mut practice, later_session, &risk_note("Thoughts, no plan at all."), 3);
    assert_eq!(alerts(&practice, client), [2], "saved, and saved again");
    sign(&mut practice, session, 3);
    assert_eq!(alerts(&practice, client), [2], "an assessment of a day before the answer");
    sign(&mut practice, later_session, 3);
    assert_eq!(alerts(&practice, client), [0; 0]);
    practice.remove(Removable::Session(later_session), later(4)).unwrap();
    assert_eq!(alerts(&practice, client), [2], "what lies in the trash settles nothing");
    assert_eq!(problems(&practice), [""; 0]);
}

// Who corrects the answer knows something that the risk form which was signed before did not.
#[test]
fn another_answer_about_self_harm_is_not_settled_by_what_was_signed_before() {
    let (_scratch, mut practice, client, session) = started();
    let id = put(&mut practice, client, &form("phq-9", "000000001", 0), 0);
    write(&mut practice, session, &risk_note("Passing thoughts."), 0);
    sign(&mut practice, session, 1);
    assert_eq!(alerts(&practice, client), [0; 0]);
    practice.change_measure(id, &form("phq-9", "100000001", 0), later(2)).unwrap();
    assert_eq!(alerts(&practice, client), [0; 0], "the same answer");
    practice.change_measure(id, &form("phq-9", "100000003", 0), later(3)).unwrap();
    assert_eq!(alerts(&practice, client), [3]);
}

// What was filled in on another day would stand in the wrong place of the record, and of the chart.
#[test]
fn a_measure_of_another_day_is_not_filed_under_the_session() {
    let (_scratch, mut practice, client, session) = started();
    let on = |days| MeasureDraft { session: Some(session), ..form("gad-7", "0000000", days) };
    let other = put(&mut practice, client, &on(2), 2);
    assert_eq!(practice.measure(other).unwrap().session, None);
    let same = put(&mut practice, client, &on(0), 2);
    assert_eq!(practice.measure(same).unwrap().session, Some(session));
    practice.change_measure(same, &on(1), later(2)).unwrap();
    assert_eq!(practice.measure(same).unwrap().session, None, "corrected to another day");
    let stranger = add(&mut practice, "Bela").id;
    assert!(practice.add_measure(stranger, &on(2), later(2)).is_err(), "not the client's own, whatever the day");
}

#[test]
fn an_answer_about_self_harm_can_be_marked_as_looked_at() {
    let (_scratch, mut practice, client, _) = started();
    let id = put(&mut practice, client, &form("phq-9", "000000001", 0), 0);
    let marked = practice.mark_measure_looked_at(id, true, later(0)).unwrap();
    assert_eq!((alerts(&practice, client), marked.value.looked_at), (vec![], Some(later(0).to_utc())));
    let verbs = practice.log_page(&LogFilter::default()).unwrap();
    assert_eq!(verbs[0].entry.verb, "lookedAfter", "who looked is asked later");
    practice.mark_measure_looked_at(id, false, later(0)).unwrap();
    assert_eq!(alerts(&practice, client), [1]);
    practice.mark_measure_looked_at(id, true, later(0)).unwrap();
    practice.change_measure(id, &form("phq-9", "000000003", 0), later(1)).unwrap();
    assert_eq!(alerts(&practice, client), [3], "another answer wants to be looked at anew");
    let calm = put(&mut practice, client, &form("phq-9", "000000000", 0), 0);
    assert!(refused(practice.mark_measure_looked_at(calm, true, later(1))).contains("No answer"));
    practice.remove(Removable::Measure(id), later(2)).unwrap();
    assert_eq!(alerts(&practice, client), [0; 0]);
}

// Scores come as 12, 12.5 or 3.25, and are added up and compared without the rounding of floats.
#[test]
fn points_keep_two_digits() {
    for (text, back) in [("12", "12.0"), ("12.5", "12.5"), ("-0.25", "-0.25"), ("1.47", "1.47"), ("0.005", "0.01")] {
        let points: Points = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&points).unwrap(), back);
    }
    assert!(serde_json::from_str::<Points>("100001").is_err());
}
