//! Homework templates of one's own, and the file by which they are shared.

use std::{fs, path::Path};

use secure_base_model::Factor;
use secure_base_practice::{
    ClientDraft, Error, HomeworkDraft, HomeworkTemplateDraft, Idea, Often, Per, Person, Practice, Removable, TaskPlan,
};

use crate::{
    Scratch, at, draft,
    looks::{agree, later, started, task},
    shelf::problems,
};

fn template(title: &str) -> HomeworkTemplateDraft {
    let (why, when) = ("It settles.".into(), "after supper".into());
    let often = Some(Often { times: 1, per: Per::Day });
    let (title, what) = (title.into(), format!("Do {title}"));
    HomeworkTemplateDraft { title, what, why, when, often, factor: Some(Factor::S), ..Default::default() }
}

fn import(practice: &mut Practice, place: &Path, text: &str) -> Result<(u32, u32), Error> {
    let file = place.join("file.json");
    fs::write(&file, text).unwrap();
    practice.import_homework_templates(&file, at(12, 0)).map(|done| (done.value.added.len() as u32, done.value.known))
}

// A template goes to colleagues: one word of the client in it would be a breach.
#[test]
fn a_template_made_of_a_task_holds_nothing_of_the_client() {
    let (_scratch, mut practice, client, session) = started();
    let wren = Person { name: "Tomas Wren".into(), ..Person::default() };
    let ada = ClientDraft { preferred_name: "Addie".into(), people: vec![wren], ..draft("Ada Fennimore") };
    practice.change_client(client, &ada, at(10, 1)).unwrap();
    let plan = TaskPlan {
        why: "So that Addie’s evenings are calm".into(),
        own_words: "canaryword".into(),
        place: "canaryword".into(),
        obstacle_words: "canaryword".into(),
        plan_if: "canaryword".into(),
        plan_then: "canaryword".into(),
        idea: Some(Idea::Client),
        sureness: Some(3),
        often: Some(Often { times: 2, per: Per::Week }),
        minutes: Some(5),
        ..TaskPlan::default()
    };
    let words = "Ask Tomas once, plainly. Then Ada waits; Adam too. Tell tomas, TOMAS.";
    let handout = Some("own-7".into());
    let id = agree(&mut practice, &HomeworkDraft { handout, plan, ..task(session, words) }).id;
    let made = practice.make_homework_template(id, at(11, 0)).unwrap().value;
    assert_eq!(made.says.what, "Ask … once, plainly. Then … waits; Adam too. Tell …, ….");
    assert_eq!(
        (made.says.why.as_str(), made.says.title.as_str()),
        ("So that …’s evenings are calm", "Ask … once, plainly")
    );
    assert_eq!((made.says.minutes, made.says.handout), (Some(5), None));
    let file = String::from_utf8(practice.homework_template_file(&[]).unwrap()).unwrap();
    for word in ["canaryword", "Tomas", "tomas", "TOMAS", "Addie", "Fennimore", "own-7"] {
        assert!(!file.contains(word), "{word} is in {file}");
    }
}

// What is shared must arrive as it was sent, and twice must not be double.
#[test]
fn a_file_brings_the_templates_to_another_practice_once() {
    let (_scratch, mut practice, ..) = started();
    let one = practice.add_homework_template(&template("One"), at(10, 0)).unwrap().value;
    let two = practice.add_homework_template(&template("Two, with a “quote” <b>"), at(10, 0)).unwrap().value;
    let file = practice.homework_template_file(&[two.id]).unwrap();
    let (scratch, mut other) = Scratch::new();
    let path = scratch.folder.path().join("shared.json");
    fs::write(&path, &file).unwrap();
    let added = other.import_homework_templates(&path, at(11, 0)).unwrap().value.added;
    assert_eq!(added.len(), 1);
    assert_eq!(other.homework_templates().unwrap()[0].says, two.says, "signs and all, as text");
    assert_eq!(other.import_homework_templates(&path, at(11, 1)).unwrap().value.known, 1);
    assert_eq!(other.homework_templates().unwrap().len(), 1);
    other.remove_homework_templates(&added, at(11, 2)).unwrap();
    assert!(other.homework_templates().unwrap().is_empty(), "what a file brought can be taken back at once");
    assert!(matches!(other.remove_homework_templates(&added, at(11, 3)), Err(Error::NotFound(_))));
    other.put_back(Removable::HomeworkTemplate(added[0]), at(11, 4)).unwrap();
    assert!(matches!(other.homework_template_file(&[one.id, two.id]), Err(Error::NotFound(_))));
    assert_eq!(problems(&other), [""; 0]);
}

// The number of one's own handout is another handout, of another client's perhaps, in another practice.
#[test]
fn a_file_neither_takes_nor_brings_the_number_of_ones_own_handout() {
    let (scratch, mut practice, ..) = started();
    let own = HomeworkTemplateDraft { handout: Some("own-3".into()), ..template("One") };
    let kept = practice.add_homework_template(&own, at(10, 0)).unwrap().value;
    assert_eq!(kept.says.handout.as_deref(), Some("own-3"), "at home it may go with it");
    let file = String::from_utf8(practice.homework_template_file(&[]).unwrap()).unwrap();
    assert!(!file.contains("own-3"), "{file}");
    let (_other_place, mut other) = Scratch::new();
    let sent = file.replace(r#""handout": null"#, r#""handout": "own-3""#);
    assert!(sent.contains("own-3"));
    assert_eq!(import(&mut other, scratch.folder.path(), &sent).unwrap(), (1, 0));
    assert_eq!(other.homework_templates().unwrap()[0].says.handout, None);
}

// A stranger's file is refused whole, says where, and repeats none of its words.
#[test]
fn a_strangers_file_is_all_or_nothing() {
    let (scratch, mut practice, ..) = started();
    let good = r#"{"title":"A","what":"B","why":"","when":"","often":null,"minutes":null,"factor":null,"aspect":null,"handout":null}"#;
    let file = |version: u32, templates: &str| {
        format!(r#"{{"format":"secure-base-homework-templates","version":{version},"templates":[{templates}]}}"#)
    };
    let with = |one: &str| file(1, &format!("{good},{one}"));
    let many = vec![good; 501].join(",");
    let bad = [
        (String::new(), "no file of homework templates"),
        ("<html>canaryword</html>".into(), "no file of homework templates"),
        (r#"{"format":"canaryword","version":1,"templates":[]}"#.into(), "no file of homework templates"),
        (file(2, good), "update"),
        (file(1, ""), "no template"),
        (file(1, &many), "at most 500"),
        (with(&good.replace(r#""title":"A""#, r#""title":" ""#)), "Template 2"),
        (with(&good.replace(r#""what":"B""#, &format!(r#""what":"{}""#, "x".repeat(2_001)))), "Template 2"),
        (with(&good.replace(r#""often":null"#, r#""often":{"times":0,"per":"day"}"#)), "Template 2"),
        (with(&good.replace(r#""why":"""#, r#""why":"","canaryword":1"#)), "does not belong"),
        (with(&good.replace(r#""factor":null"#, r#""factor":"canaryword""#)), "does not belong"),
        ("x".repeat(1024 * 1024 + 1), "larger than 1 MB"),
    ];
    for (text, words) in bad {
        let Err(Error::Invalid(why)) = import(&mut practice, scratch.folder.path(), &text) else {
            panic!("{words} is not refused")
        };
        assert!(why.contains(words) && !why.contains("canaryword"), "{why}");
    }
    assert!(practice.homework_templates().unwrap().is_empty(), "nothing of any of them was kept");
    assert_eq!(import(&mut practice, scratch.folder.path(), &file(1, good)).unwrap(), (1, 0));
}

#[test]
fn a_template_is_changed_removed_and_put_back() {
    let (_scratch, mut practice, ..) = started();
    let one = practice.add_homework_template(&template("One"), at(10, 0)).unwrap().value.id;
    let changed = practice.change_homework_template(one, &template("Two"), at(10, 1)).unwrap().value;
    assert_eq!(changed.says, template("Two"));
    let none = HomeworkTemplateDraft { what: String::new(), ..template("Three") };
    assert!(matches!(practice.add_homework_template(&none, at(10, 2)), Err(Error::Invalid(_))));
    practice.remove(Removable::HomeworkTemplate(one), later(1)).unwrap();
    assert!(practice.homework_templates().unwrap().is_empty());
    practice.put_back(Removable::HomeworkTemplate(one), later(1)).unwrap();
    practice.remove(Removable::HomeworkTemplate(one), later(1)).unwrap();
    practice.purge(Removable::HomeworkTemplate(one), later(2)).unwrap();
    assert_eq!(problems(&practice), [""; 0]);
}
