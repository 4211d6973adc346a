//! The formulation: what is gathered, what is new, the clinician's own words, and the course over time.

use secure_base_model::{Aspect, Factor, Tag};
use secure_base_practice::{
    ClientId, Error, FormulationBoard, FormulationCell, GoalDraft, HomeworkDraft, NextStep, Outcome, PassageSource,
    Practice, Quality, Removable, ReviewDraft, SessionId,
};
use serde_json::json;

use crate::{
    Scratch, add,
    looks::{agree, held, later, look, started, task},
    shelf::{problems, sign, tagged},
};

const UNHEALTHY: Tag = Tag { factor: Factor::S, aspect: Aspect::Unhealthy };
const HEALTHY: Tag = Tag { factor: Factor::B, aspect: Aspect::Healthy };

/// A note with a passage for each of these marks, tags and words.
fn note(passages: &[(&str, Tag, &str)]) -> String {
    let text = |(mark, tag, words): &(&str, Tag, &str)| {
        let attrs = json!({"passage": mark, "factor": tag.factor.letter(), "aspect": tag.aspect.word()});
        json!([{"type": "text", "text": "And "}, {"type": "text", "text": words, "marks": [{"type": "tag", "attrs": attrs}]}])
    };
    let blocks: Vec<_> = passages.iter().map(|one| json!({"type": "paragraph", "content": text(one)})).collect();
    json!({"type": "doc", "content": blocks}).to_string()
}

fn cell(board: &FormulationBoard, tag: Tag) -> &FormulationCell {
    board.cells.iter().find(|cell| cell.tag == tag).unwrap()
}

fn words(practice: &Practice, client: ClientId, tag: Tag) -> Vec<String> {
    let page = practice.passages_under(client, tag, 0).unwrap();
    page.passages.into_iter().map(|one| one.words).collect()
}

fn write(practice: &mut Practice, session: SessionId, passages: &[(&str, Tag, &str)], days: u64) {
    let revision = practice.note(session).unwrap().revision;
    practice.save_note(session, &note(passages), revision, later(days)).unwrap();
}

// Every kind of tag belongs on the board, in the order in which a clinician looks for it; what is in the trash does not.
#[test]
fn the_board_gathers_every_tag_newest_first() {
    let (_scratch, mut practice, client, first) = started();
    write(&mut practice, first, &[("a", UNHEALTHY, "I vanish"), ("b", UNHEALTHY, "I am a burden")], 0);
    let second = held(&mut practice, client, 7);
    practice.save_note(second, &tagged("Quiet"), 0, later(7)).unwrap();
    sign(&mut practice, second);
    let third = held(&mut practice, client, 14);
    practice.save_note(third, &crate::paragraph("Slept badly."), 0, later(14)).unwrap();
    practice.emphasise(third, &[UNHEALTHY, HEALTHY], later(14)).unwrap();
    let board = practice.formulation(client).unwrap();
    assert_eq!(board.cells.len(), 12);
    let unhealthy = cell(&board, UNHEALTHY);
    assert_eq!((unhealthy.count, unhealthy.fresh, unhealthy.newest.len()), (5, 0, 3));
    let newest: Vec<_> = unhealthy.newest.iter().map(|one| (one.number, one.words.as_str())).collect();
    assert_eq!(newest, [(3, "Slept badly."), (2, "I vanish"), (2, "I vanish")]);
    assert_eq!(unhealthy.newest[0].source, PassageSource::WholeNote);
    assert!(unhealthy.newest.iter().any(|one| matches!(one.source, PassageSource::Later(_))));
    assert_eq!(words(&practice, client, UNHEALTHY)[3..], ["I vanish", "I am a burden"]);
    practice.remove(Removable::Session(first), later(15)).unwrap();
    assert_eq!(cell(&practice.formulation(client).unwrap(), UNHEALTHY).count, 3);
    practice.remove(Removable::Client(client), later(15)).unwrap();
    assert!(matches!(practice.formulation(client), Err(Error::NotFound("client"))));
}

// One press leads to the place: told by words and not by an offset, also where they stand twice.
#[test]
fn a_passage_says_where_in_its_note_it_stands() {
    let (_scratch, mut practice, client, session) = started();
    write(&mut practice, session, &[("a", HEALTHY, "I rest"), ("b", UNHEALTHY, "I rest")], 0);
    let page = practice.passages_under(client, UNHEALTHY, 0).unwrap();
    let spot = practice.passage_spot(session, &page.passages[0].source).unwrap().unwrap();
    assert_eq!((spot.words.as_str(), spot.nth), ("I rest", 1));
    assert_eq!(practice.passage_spot(session, &PassageSource::WholeNote).unwrap(), None);
    write(&mut practice, session, &[("a", HEALTHY, "I rest")], 1);
    let gone = practice.passage_spot(session, &page.passages[0].source);
    assert!(matches!(gone, Err(Error::NotFound("passage"))));
}

// New is what came since the look before this one; looking writes no entry of the log and changes no record.
#[test]
fn what_came_since_the_last_look_is_new() {
    let (scratch, mut practice, client, first) = started();
    write(&mut practice, first, &[("a", UNHEALTHY, "I vanish")], 0);
    let fresh = |practice: &Practice| cell(&practice.formulation(client).unwrap(), UNHEALTHY).fresh;
    practice.look_at_formulation(client, later(1)).unwrap();
    assert_eq!(fresh(&practice), 0, "nothing is new at the first look");
    let second = held(&mut practice, client, 2);
    write(&mut practice, second, &[("b", UNHEALTHY, "I hide")], 2);
    let entries = practice.log_page(&Default::default()).unwrap().len();
    practice.look_at_formulation(client, later(3)).unwrap();
    assert_eq!(fresh(&practice), 1);
    practice.look_at_formulation(client, later(3) + chrono::TimeDelta::minutes(30)).unwrap();
    assert_eq!(fresh(&practice), 1, "coming back within the hour is the same look");
    practice.look_at_formulation(client, later(4)).unwrap();
    assert_eq!(fresh(&practice), 0);
    assert_eq!(practice.log_page(&Default::default()).unwrap().len(), entries);
    assert_eq!(problems(&practice), [""; 0]);
    drop(practice);
    assert_eq!(problems(&scratch.unlock()), [""; 0]);
}

// An understanding that was overwritten must be there to go back to, whatever was saved since.
#[test]
fn own_words_keep_what_each_save_replaced() {
    let (_scratch, mut practice, client, _) = started();
    let mut save = |words: &str, days| practice.save_factor_words(client, Factor::S, words, later(days)).unwrap();
    assert_eq!(save("  ", 0).touched.len(), 0, "nothing is written, so nothing is saved");
    save(" Turns harsh\nwhen afraid. ", 1);
    assert_eq!(save("Turns harsh\nwhen afraid.", 2).touched.len(), 0, "the same words change nothing");
    let second = save("Turns harsh. Softer with friends.", 3).value;
    assert_eq!((second.words.as_str(), second.earlier), ("Turns harsh. Softer with friends.", 1));
    assert_eq!(save("", 4).value.earlier, 2, "taken away, and kept");
    let states = practice.factor_words_states(client, Factor::S).unwrap();
    let read = |at: usize| practice.factor_words_state(client, Factor::S, states[at].id).unwrap();
    assert_eq!(
        (read(0).as_str(), read(1).as_str()),
        ("Turns harsh. Softer with friends.", "Turns harsh\nwhen afraid.")
    );
    let other = practice.factor_words_state(client, Factor::B, states[0].id);
    assert!(matches!(other, Err(Error::NotFound(_))), "of another factor");
    assert!(practice.formulation(client).unwrap().words.iter().all(|one| one.words.is_empty()));
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn own_words_that_cannot_be_kept_are_refused() {
    let (_scratch, mut practice, client, _) = started();
    let long = practice.save_factor_words(client, Factor::B, &"x".repeat(8_001), later(0));
    assert!(matches!(long, Err(Error::Invalid(why)) if why.contains("8001")));
    practice.save_factor_words(client, Factor::B, &"ü".repeat(8_000), later(0)).unwrap();
    practice.remove(Removable::Client(client), later(0)).unwrap();
    assert!(practice.save_factor_words(client, Factor::B, "x", later(0)).is_err());
}

// A client who is deleted for good leaves no word of the formulation behind.
#[test]
fn the_formulation_goes_with_its_client_for_good() {
    let (_scratch, mut practice, client, _) = started();
    for words in ["one", "two"] {
        practice.save_factor_words(client, Factor::E, words, later(0)).unwrap();
    }
    practice.look_at_formulation(client, later(0)).unwrap();
    practice.remove(Removable::Client(client), later(1)).unwrap();
    practice.purge(Removable::Client(client), later(1)).unwrap();
    assert_eq!(problems(&practice), [""; 0]);
    let other = add(&mut practice, "Bo").id;
    assert_eq!(practice.formulation(other).unwrap().words[1].earlier, 0);
}

// The course must add up: every tag, every task and every look that found one done stands in exactly one step.
#[test]
fn the_course_counts_everything_once() {
    let (_scratch, mut practice, client, first) = started();
    write(&mut practice, first, &[("a", UNHEALTHY, "I vanish"), ("b", HEALTHY, "I rest")], 0);
    let one = agree(&mut practice, &task(first, "Ten quiet minutes"));
    let goal = GoalDraft { words: "Rest".into(), factor: Some(Factor::S), state: Default::default() };
    let goal = practice.add_goal(client, &goal, later(0)).unwrap().value.id;
    for (rating, days) in [(2, 1), (3, 2), (7, 9)] {
        practice.rate_goal(goal, rating, later(days).date_naive(), later(9)).unwrap();
    }
    let second = held(&mut practice, client, 7);
    practice.emphasise(second, &[UNHEALTHY], later(7)).unwrap();
    practice.review_homework(one.id, &look(second, Outcome::Done, NextStep::Done), later(7)).unwrap();
    let course = practice.formulation_course(client).unwrap();
    assert!(!course.by_month);
    let said: Vec<_> = course.steps.iter().map(|one| (one.factors, one.agreed, one.done)).collect();
    assert_eq!(said, [([1, 0, 1], 1, 0), ([0, 0, 1], 0, 1)]);
    let ratings: Vec<_> = course.steps.iter().map(|one| one.ratings[0].rating).collect();
    assert_eq!(ratings, [3, 7], "the last before the next session");
    for days in 8..60 {
        held(&mut practice, client, days);
    }
    let course = practice.formulation_course(client).unwrap();
    assert!(course.by_month && course.steps.len() < 5);
    let sum = |of: fn(&secure_base_practice::CourseStep) -> u32| course.steps.iter().map(of).sum::<u32>();
    assert_eq!((sum(|one| one.sessions), sum(|one| one.factors[2]), sum(|one| one.done)), (54, 2, 1));
    let nobody = add(&mut practice, "Bo").id;
    assert!(practice.formulation_course(nobody).unwrap().steps.is_empty());
}

// What this client did well is the best guess at what helps next; what went badly is none.
#[test]
fn what_worked_before_is_told_best_first() {
    let (_scratch, mut practice, client, first) = started();
    let second = held(&mut practice, client, 7);
    let mut done = |words: &str, well: Option<u32>| {
        let homework = agree(&mut practice, &task(first, words)).id;
        let both = Quality { much: None, well };
        let draft = ReviewDraft { client: both, clinician: both, ..look(second, Outcome::Done, NextStep::Done) };
        practice.review_homework(homework, &draft, later(7)).unwrap();
    };
    done("A walk", None);
    done("A bath", Some(4));
    done("A list", Some(1));
    done("a BATH", Some(3));
    agree(&mut practice, &task(second, "Not done yet"));
    let worked = practice.worked_before(client, Factor::S).unwrap();
    let told: Vec<_> = worked.iter().map(|one| (one.homework.task.as_str(), one.well)).collect();
    assert_eq!(told, [("A bath", Some(4.0)), ("A walk", None)]);
    assert!(practice.worked_before(client, Factor::B).unwrap().is_empty());
}

// What led to a task lies before it: a later session cannot have been the reason.
#[test]
fn what_led_to_something_comes_from_before() {
    let (_scratch, mut practice, client, first) = started();
    write(&mut practice, first, &[("a", UNHEALTHY, "I vanish"), ("b", HEALTHY, "I rest")], 0);
    let same_day = held(&mut practice, client, 0);
    write(&mut practice, same_day, &[("c", UNHEALTHY, "I hide")], 0);
    let behind = |number| {
        let page = practice.passages_behind(client, &[Factor::S], later(0).date_naive(), number).unwrap();
        (page.count, page.passages[0].words.clone())
    };
    assert_eq!(behind(Some(1)), (1, "I vanish".into()));
    assert_eq!(behind(None), (2, "I hide".into()));
    let counts = practice.tags_since(client, UNHEALTHY, &[later(0).date_naive(), later(1).date_naive()]).unwrap();
    assert_eq!(counts.iter().map(|one| one.passages).collect::<Vec<_>>(), [2, 0]);
}

// The largest client there can be: a page at a time, each passage once.
#[test]
fn many_passages_are_read_a_page_at_a_time() {
    let (_scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada").id;
    let long = "word ".repeat(200);
    for n in 0..15 {
        let session = held(&mut practice, client, n);
        write(&mut practice, session, &[("a", UNHEALTHY, "I vanish"), ("b", UNHEALTHY, &long)], n);
    }
    let page = |from| practice.passages_under(client, UNHEALTHY, from).unwrap();
    assert_eq!((page(0).passages.len(), page(20).passages.len(), page(30).passages.len()), (20, 10, 0));
    assert_eq!(page(0).count, 30);
    let both = [page(0).passages, page(20).passages].concat();
    assert!(both.windows(2).all(|pair| pair[0].number >= pair[1].number));
    assert!(both.iter().all(|one| one.words.chars().count() <= 401), "a long one is cut for the board");
}

// A task without a factor has nothing that led to it, and a draft for one is no trap.
#[test]
fn no_factor_has_no_passages() {
    let (_scratch, mut practice, client, session) = started();
    write(&mut practice, session, &[("a", UNHEALTHY, "I vanish")], 0);
    agree(&mut practice, &HomeworkDraft { factor: None, ..task(session, "x") });
    let page = practice.passages_behind(client, &[], later(9).date_naive(), None).unwrap();
    assert_eq!((page.count, page.passages.len()), (0, 0));
}
