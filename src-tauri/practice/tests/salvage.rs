//! Reading out of a damaged practice: what is said to be read is there and equal, and what is not is named.

use std::{collections::BTreeMap, fs, path::Path};

use secure_base_model::Factor;
use secure_base_practice::{
    ClientId, ClientPage, Error, FactorWords, Goal, GoalDraft, Measure, NextStep, Outcome, Practice, Removable, Review,
    Salvaged, SessionId, SessionPage,
};
use tempfile::TempDir;

use crate::{
    PASSPHRASE, Scratch, add, at, looks, measures,
    shelf::{FILES, copy, full, problems, sign, tagged, visit},
};

const PAGE: usize = 4096;

/// A closed practice of thirty clients; some notes run over several pages, and some records were withdrawn.
fn thirty() -> (Scratch, Truth) {
    let (scratch, mut practice) = Scratch::new();
    for n in 0..30 {
        let client = add(&mut practice, &format!("Client {n} {}", "of a long name ".repeat(n % 7))).id;
        let session = visit(&mut practice, client, n as u32);
        if n % 4 == 1 {
            worked_at(&mut practice, client, session);
        }
        if n % 6 == 0 {
            let long = tagged(&format!("Long {n}. {}", "An hour of many words. ".repeat(600)));
            practice.save_note(session, &long, 1, at(11, 0)).unwrap();
        }
        if n % 7 == 5 {
            sign(&mut practice, session);
        }
        if n % 10 == 3 {
            practice.start_session(client, at(11, 30)).unwrap();
            let task = practice.client_page(client).unwrap().homework[0].id;
            let gone = Removable::Homework(task);
            practice.remove(gone, at(12, 0)).unwrap();
            practice.purge(gone, at(12, 0)).unwrap();
        }
    }
    let truth = Truth::of(&practice);
    drop(practice);
    (scratch, truth)
}

/// A look at the task of a visit, a goal with two ratings, a template made of the task, and own words with an earlier state.
fn worked_at(practice: &mut Practice, client: ClientId, session: SessionId) {
    let task = practice.session_homework(session).unwrap().agreed[0].id;
    practice.review_homework(task, &looks::look(session, Outcome::Partly, NextStep::CarryOn), at(11, 10)).unwrap();
    let words = format!("Sleep again. {}", "A goal of many words. ".repeat(40));
    let draft = GoalDraft { words, factor: None, state: Default::default() };
    let goal = practice.add_goal(client, &draft, at(11, 11)).unwrap().value.id;
    for rating in [2, 5] {
        practice.rate_goal(goal, rating, at(11, 11).date_naive(), at(11, 12)).unwrap();
    }
    practice.make_homework_template(task, at(11, 13)).unwrap();
    for words in ["Turns harsh when afraid. ".repeat(60), "Softer with friends.".into()] {
        practice.save_factor_words(client, Factor::S, &words, at(11, 14)).unwrap();
    }
    practice.look_at_formulation(client, at(11, 15)).unwrap();
    let phq = measures::form("phq-9", "01230123-/2", 0);
    let measure = practice.add_measure(client, &phq, at(11, 14)).unwrap().value.id;
    practice.change_measure(measure, &measures::form("phq-9", "012301231/2", 0), at(11, 15)).unwrap();
}

/// All clients and sessions with what hangs on them, by number.
struct Truth {
    goals: BTreeMap<i64, Vec<Goal>>,
    measures: BTreeMap<i64, Measure>,
    reviews: BTreeMap<i64, Vec<Review>>,
    templates: BTreeMap<i64, String>,
    words: BTreeMap<i64, FactorWords>,
    clients: BTreeMap<i64, ClientPage>,
    sessions: BTreeMap<i64, SessionPage>,
}

impl Truth {
    fn of(practice: &Practice) -> Truth {
        let lines = practice.clients("").unwrap();
        let pages = lines.iter().map(|line| (line.id.number(), practice.client_page(line.id).unwrap()));
        let clients: BTreeMap<i64, ClientPage> = pages.collect();
        let ids = clients.values().flat_map(|page| page.sessions.iter().map(|line| line.id));
        let sessions = ids.map(|id| (id.number(), practice.session_page(id).unwrap())).collect();
        let goals = lines.iter().map(|line| (line.id.number(), practice.goals(line.id).unwrap())).collect();
        let tasks = clients.values().flat_map(|page| page.homework.iter().map(|task| task.id));
        let reviews = tasks.map(|id| (id.number(), practice.homework_course(id).unwrap().reviews)).collect();
        let templates = practice.homework_templates().unwrap();
        let templates = templates.into_iter().map(|one| (one.id.number(), one.says.what)).collect();
        let own = |id| practice.formulation(id).unwrap().words.remove(2);
        let words = lines.iter().map(|line| (line.id.number(), own(line.id))).collect();
        let measures = lines.iter().flat_map(|line| practice.measures(line.id).unwrap().measures);
        let measures = measures.map(|one| (one.id.number(), one)).collect();
        Truth { clients, sessions, goals, measures, reviews, templates, words }
    }
}

fn salvage(place: &Path) -> (TempDir, Practice, Salvaged) {
    let to = tempfile::tempdir().unwrap();
    let (practice, salvaged) = Practice::salvage(place, PASSPHRASE, &to.path().join("new"), at(20, 0)).unwrap();
    (to, practice, salvaged)
}

/// Whether a record is named as lost, or may be one of the later ones whose number nobody knows.
fn gone(salvaged: &Salvaged, noun: &str, id: i64, present: bool) -> bool {
    let noun = salvaged.nouns.iter().find(|one| one.noun == noun).unwrap();
    noun.lost.contains(&id) || (noun.open_ended && !present)
}

fn lost<'a>(salvaged: &'a Salvaged, noun: &str) -> (&'a [i64], &'a [i64]) {
    let noun = salvaged.nouns.iter().find(|one| one.noun == noun).unwrap();
    (&noun.lost, &noun.partly)
}

/// Every record is equal or named as lost, and nothing else is there.
fn expect_honest(practice: &Practice, salvaged: &Salvaged, truth: &Truth, what: &str) {
    assert_eq!(problems(practice), [""; 0], "{what}: the new practice is sound");
    let now = Truth::of(practice);
    for (id, page) in &truth.clients {
        if !gone(salvaged, "clients", *id, now.clients.contains_key(id)) {
            assert_eq!(now.clients[id].client, page.client, "{what}: client {id}");
        }
    }
    let notes = lost(salvaged, "notes");
    for (id, page) in &truth.sessions {
        if gone(salvaged, "sessions", *id, now.sessions.contains_key(id)) {
            continue;
        }
        let found = &now.sessions[id];
        assert_eq!(found.session, page.session, "{what}: session {id}");
        if notes.1.contains(id) {
            // At the least the time of its last save is gone.
            assert!(found.note != page.note, "{what}: note {id} is whole, and is said not to be");
        } else if !notes.0.contains(id) {
            assert!(found.note == page.note, "{what}: note {id} is not as it was");
        }
        let there = |id| found.homework.iter().any(|task| task.id.number() == id);
        let kept = |id| !gone(salvaged, "homework tasks", id, there(id));
        let tasks = page.homework.iter().filter(|task| kept(task.id.number()));
        assert!(found.homework.iter().eq(tasks), "{what}: tasks of session {id}");
        let there = |id| found.handouts.iter().any(|one| one.id.number() == id);
        let kept = |id| !gone(salvaged, "handouts given", id, there(id));
        // One whose file could not be read is there without it, and named as partly lost.
        let partly = |id: i64| lost(salvaged, "handouts given").1.contains(&id);
        let handouts = page.handouts.iter().filter(|one| kept(one.id.number()) && !partly(one.id.number()));
        let whole = found.handouts.iter().filter(|one| !partly(one.id.number()));
        assert!(whole.clone().eq(handouts), "{what}: handouts of session {id}");
        for one in whole {
            let file = practice.given_file(one.id).unwrap().unwrap();
            assert!(file.starts_with(b"%PDF") && file.len() > PAGE, "{what}: the file of handout {}", one.id.number());
        }
        let there = |id| found.addenda.iter().any(|one| one.id.number() == id);
        let kept = |id| !gone(salvaged, "addenda", id, there(id));
        let addenda = page.addenda.iter().filter(|one| kept(one.id.number()));
        assert!(found.addenda.iter().eq(addenda), "{what}: addenda of session {id}");
        expect_later_tags(salvaged, found, page, what);
    }
    expect_homework(salvaged, &now, truth, what);
    let stand_ins = now.clients.len().saturating_sub(truth.clients.len());
    assert!(stand_ins <= 1, "{what}: {stand_ins} clients too many");
}

/// Looks, goals, measures and templates: those that are there and not named as lost in part are as they were. Where more than one page
/// is damaged, the log may be lost as well that would know of a look or a rating more; but none is there that was not.
fn expect_homework(salvaged: &Salvaged, now: &Truth, truth: &Truth, what: &str) {
    let partly = |noun: &str, id: i64| lost(salvaged, noun).1.contains(&id);
    let log_lost = salvaged.damaged.len() > 1;
    for (id, reviews) in now.reviews.iter().filter(|(id, _)| !partly("homework tasks", **id)) {
        let before = &truth.reviews[id];
        assert!(reviews == before || log_lost && reviews.iter().all(|one| before.contains(one)), "{what}: task {id}");
    }
    for goal in truth.goals.values().flatten() {
        let id = goal.id.number();
        let found = now.goals.values().flatten().find(|one| one.id == goal.id);
        match found {
            None => assert!(gone(salvaged, "goals", id, false), "{what}: goal {id} is lost, and is not named"),
            Some(found) if !partly("goals", id) && !log_lost => assert_eq!(found, goal, "{what}: goal {id}"),
            Some(found) => assert!(found.ratings.iter().all(|one| goal.ratings.contains(one)), "{what}: goal {id}"),
        }
    }
    let formulations = salvaged.nouns.iter().find(|one| one.noun == "formulations").unwrap();
    for (client, words) in truth.words.iter().filter(|(_, words)| !words.words.is_empty()) {
        match now.words.get(client).filter(|found| !found.words.is_empty()) {
            None => {
                assert!(formulations.open_ended || !formulations.lost.is_empty(), "{what}: words on client {client}")
            }
            Some(found) if formulations.partly.is_empty() && !log_lost => assert_eq!(found, words, "{what}"),
            Some(found) => assert!(found.words == words.words, "{what}: words on client {client}"),
        }
    }
    for (id, measure) in &truth.measures {
        match now.measures.get(id) {
            None => assert!(gone(salvaged, "measures", *id, false), "{what}: measure {id} is lost, and is not named"),
            Some(found) if !partly("measures", *id) && !log_lost => assert_eq!(found, measure, "{what}: measure {id}"),
            Some(found) => assert_eq!(found.said, measure.said, "{what}: measure {id}"),
        }
    }
    for (id, template) in &truth.templates {
        match now.templates.get(id) {
            None => assert!(gone(salvaged, "homework templates", *id, false), "{what}: template {id}"),
            Some(found) => assert_eq!(found, template, "{what}: template {id}"),
        }
    }
}

/// Tags that were added later are shown while their note is still the one that was signed.
fn expect_later_tags(salvaged: &Salvaged, found: &SessionPage, page: &SessionPage, what: &str) {
    let (Some(now), Some(before)) = (&found.signed, &page.signed) else { return };
    let there = |id| now.annotations.iter().any(|one| one.id.number() == id);
    let kept = |id| !gone(salvaged, "tags added later", id, there(id));
    let annotations = before.annotations.iter().filter(|one| kept(one.id.number()));
    assert!(now.annotations.iter().eq(annotations), "{what}: later tags of session {}", page.session.id.number());
    assert_eq!(now.signature, before.signature, "{what}");
}

#[test]
fn an_undamaged_practice_is_salvaged_whole() {
    // The control: nothing is lost, and nothing that was withdrawn comes back.
    let (scratch, truth) = thirty();
    let (_to, mut practice, salvaged) = salvage(&scratch.place());
    assert!(salvaged.is_complete(), "{salvaged:?}");
    expect_honest(&practice, &salvaged, &truth, "undamaged");
    assert_eq!(
        salvaged.nouns.iter().map(|noun| noun.read).collect::<Vec<_>>(),
        [30, 33, 33, 0, 8, 8, 8, 27, 8, 30, 0, 0, 8, 4, 0, 0, 0]
    );
    assert_eq!(crate::found(&practice, "Long 12").len(), 1, "the search index is built anew");
    let newest = add(&mut practice, "Next");
    assert_eq!(newest.id.number(), 31);
}

#[test]
fn what_can_be_read_of_a_damaged_database_is_read_and_the_rest_is_named() {
    let (scratch, truth) = thirty();
    let whole = fs::read(scratch.place().join(FILES[0])).unwrap();
    let pages = whole.len() / PAGE;
    let folder = tempfile::tempdir().unwrap();
    let step = if full() { 1 } else { pages / 8 };
    let (mut tried, mut complete) = (0, 0);
    let single = (0..pages).step_by(step).map(|page| vec![page]);
    let many = [vec![0, pages / 2, pages - 1], (0..pages).step_by(3).collect(), (pages / 2..pages).collect()];
    for damaged in single.chain(many) {
        copy(&scratch.place(), folder.path());
        let mut torn = whole.clone();
        // The salt of the whole file stands at the beginning of its first page.
        damaged.iter().for_each(|page| torn[page * PAGE + 16..page * PAGE + 300].fill(7));
        fs::write(folder.path().join(FILES[0]), &torn).unwrap();
        let (_to, practice, salvaged) = salvage(folder.path());
        let what = format!("pages {damaged:?}");
        let named: Vec<u32> = damaged.iter().map(|page| *page as u32 + 1).collect();
        assert_eq!(salvaged.damaged, named, "{what}");
        expect_honest(&practice, &salvaged, &truth, &what);
        assert!(fs::read(folder.path().join(FILES[0])).unwrap() == torn, "{what}: the old one was only read");
        let anything_lost = salvaged.nouns.iter().any(|noun| !noun.lost.is_empty() || !noun.partly.is_empty());
        (tried, complete) = (tried + 1, complete + usize::from(!anything_lost));
    }
    println!("{tried} damaged practices of {pages} pages salvaged, {complete} of them without a loss");
    assert!(complete < tried, "damage that costs nothing tests nothing");
}

#[test]
fn without_its_slots_a_practice_is_salvaged_with_those_of_a_backup() {
    let (scratch, mut practice) = Scratch::new();
    add(&mut practice, "Ada");
    practice.back_up_itself(at(12, 0)).unwrap();
    add(&mut practice, "Came after the backup");
    drop(practice);
    for name in &FILES[2..] {
        fs::write(scratch.place().join(name), "{").unwrap();
    }
    let (_to, practice, salvaged) = salvage(&scratch.place());
    assert!(salvaged.slots_from_backup && practice.clients("").unwrap().len() == 2, "{salvaged:?}");
    fs::remove_dir_all(secure_base_practice::backups_of(&scratch.place())).unwrap();
    let to = scratch.folder.path().join("nowhere");
    assert!(matches!(Practice::salvage(&scratch.place(), PASSPHRASE, &to, at(20, 0)), Err(Error::Damaged { .. })));
    assert!(!to.exists(), "nothing is left behind");
}

#[test]
fn salvage_goes_over_nothing_and_opens_with_both_secrets() {
    let (scratch, mut practice) = Scratch::new();
    add(&mut practice, "Ada");
    drop(practice);
    let (to, place) = (scratch.folder.path().join("new"), scratch.place());
    let over = |to: &Path, secret: &str| Practice::salvage(&place, secret, to, at(20, 0)).map(|_| ());
    assert!(matches!(over(&place, PASSPHRASE), Err(Error::Exists(_))));
    assert!(matches!(over(scratch.folder.path(), PASSPHRASE), Err(Error::NotAPractice(_))));
    assert!(matches!(over(&to, "wrong"), Err(Error::WrongSecret)) && !to.exists());
    over(&to, &scratch.code.groups().join("-")).unwrap();
    assert_eq!(Practice::unlock(&to, PASSPHRASE, at(21, 0)).unwrap().clients("").unwrap().len(), 1);
    assert_eq!(Practice::unlock_with_code(&to, &scratch.code, at(21, 0)).unwrap().clients("").unwrap().len(), 1);
}
