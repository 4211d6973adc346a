use secure_base_model::Factor;
use secure_base_practice::{
    ClientId, Error, GivenHandoutId, HandoutGift, HomeworkDraft, HomeworkId, Practice, Removable, Removal, SessionId,
    TaskPlan,
};
use serde_json::{Value, json};

use crate::{Scratch, add, at, found};

/// A practice with something of every kind in it.
pub struct Filled {
    pub scratch: Scratch,
    pub practice: Practice,
    pub client: ClientId,
    pub first: SessionId,
    pub second: SessionId,
    pub task: HomeworkId,
    pub given: GivenHandoutId,
}

/// A note whose first word is tagged.
pub fn tagged(word: &str, rest: &str) -> String {
    let mark = json!([{"type": "tag", "attrs": {"passage": "p1", "factor": "S", "aspect": "unhealthy"}}]);
    let text = [json!({"type": "text", "text": word, "marks": mark}), json!({"type": "text", "text": rest})];
    json!({"type": "doc", "content": [{"type": "paragraph", "content": text}]}).to_string()
}

pub fn filled() -> Filled {
    let (scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Qanary Larkmead").id;
    let mut start = |hour| practice.start_session(client, at(hour, 0)).unwrap().value.id;
    let (first, second) = (start(10), start(11));
    practice.save_note(first, &tagged("lighthouse", " by the sea"), 0, at(10, 1)).unwrap();
    practice.save_note(second, &tagged("harbour", " in the rain"), 0, at(11, 1)).unwrap();
    let draft = |session, task: &str| HomeworkDraft {
        session,
        task: task.into(),
        factor: Some(Factor::S),
        due: None,
        handout: None,
        plan: TaskPlan::default(),
    };
    let task = practice.assign_homework(&draft(first, "Ten quiet minutes"), at(10, 5)).unwrap().value.id;
    practice.assign_homework(&draft(second, "Call a friend"), at(11, 5)).unwrap();
    let gift = |session| HandoutGift {
        client,
        session,
        handout: "three-roots".into(),
        title: "Three roots".into(),
        format: "large".into(),
        paper: "a4".into(),
        file: crate::shelf::pdf(1),
    };
    let given = practice.give_handout(&gift(Some(first)), at(10, 6)).unwrap().value.id;
    practice.give_handout(&gift(None), at(12, 0)).unwrap();
    Filled { scratch, practice, client, first, second, task, given }
}

impl Filled {
    /// Everything that is to be seen of the practice, but for the trash and the log.
    fn seen(&self) -> Value {
        let Filled { practice, client, first, second, task, given, .. } = self;
        let search = |words: &str| found(practice, words);
        let sessions = [first, second];
        json!([
            practice.clients("").unwrap(),
            practice.client_page(*client).ok(),
            sessions.map(|id| practice.session_page(*id).ok()),
            sessions.map(|id| practice.passages(*id).ok()),
            sessions.map(|id| practice.note(*id).ok()),
            practice.homework(*task).ok(),
            practice.given_handout(*given).ok(),
            [search("light"), search("harbour")],
        ])
    }

    fn remove(&mut self, what: Removable) {
        assert_eq!(self.practice.remove(what, at(13, 0)).unwrap().value, Removal::InTrash);
    }

    fn expect_sound(&self) {
        let findings = self.practice.check();
        assert!(findings.iter().all(|f| f.problems.is_empty()), "{findings:?}");
    }
}

fn each(filled: &Filled) -> [Removable; 5] {
    let Filled { client, first, second, task, given, .. } = *filled;
    [
        Removable::Client(client),
        Removable::Session(first),
        Removable::Session(second),
        Removable::Homework(task),
        Removable::Handout(given),
    ]
}

#[test]
fn what_is_put_back_is_exactly_what_was_there() {
    // Hiding or restoring one thing too many or too few would be loss that nobody notices.
    let mut filled = filled();
    let before = filled.seen();
    for what in each(&filled) {
        filled.remove(what);
        assert_ne!(filled.seen(), before, "{what:?} is hidden");
        filled.expect_sound();
        filled.practice.put_back(what, at(13, 5)).unwrap();
        assert_eq!(filled.seen(), before, "{what:?} is as it was");
        filled.expect_sound();
        assert!(filled.practice.trash(at(13, 6)).unwrap().is_empty());
    }
}

#[test]
fn a_removed_client_is_nowhere_to_be_seen() {
    let mut filled = filled();
    filled.remove(Removable::Client(filled.client));
    let nothing = json!([[], null, [null, null], [null, null], [null, null], null, null, [[], []]]);
    assert_eq!(filled.seen(), nothing);
}

#[test]
fn a_removed_session_takes_its_note_tasks_and_handouts_out_of_sight() {
    let mut filled = filled();
    filled.remove(Removable::Session(filled.first));
    let Filled { practice, client, second, .. } = &filled;
    let line = practice.clients("").unwrap().remove(0);
    assert_eq!((line.sessions, line.open_homework), (1, 1));
    let page = practice.client_page(*client).unwrap();
    assert_eq!(page.sessions.iter().map(|s| s.id).collect::<Vec<_>>(), [*second]);
    assert_eq!((page.homework.len(), page.handouts.len()), (1, 1));
    assert!(practice.session_page(*second).unwrap().open_homework.is_empty(), "nothing of it is still open");
    assert!(found(practice, "lighthouse").is_empty());
    assert_eq!(found(practice, "harbour").len(), 1);
}

#[test]
fn a_removed_task_or_handout_is_counted_nowhere() {
    let mut filled = filled();
    filled.remove(Removable::Homework(filled.task));
    filled.remove(Removable::Handout(filled.given));
    let Filled { practice, client, first, second, .. } = &filled;
    assert_eq!(practice.clients("").unwrap()[0].open_homework, 1);
    let page = practice.client_page(*client).unwrap();
    let line = page.sessions.iter().find(|line| line.id == *first).unwrap();
    assert_eq!((line.homework, line.handouts, page.homework.len(), page.handouts.len()), (0, 0, 1, 1));
    let page = practice.session_page(*first).unwrap();
    assert_eq!((page.homework.len(), page.handouts.len()), (0, 0));
    assert!(practice.session_page(*second).unwrap().open_homework.is_empty());
}

#[test]
fn what_is_in_the_trash_cannot_be_changed() {
    // A window that was open on it may still try; what comes back must be what went.
    let mut filled = filled();
    let Filled { client, first, task, given, .. } = filled;
    filled.remove(Removable::Client(client));
    let practice = &mut filled.practice;
    let gone = |error: Error| assert!(matches!(error, Error::NotFound(_)), "{error:?}");
    gone(practice.save_note(first, &tagged("late", " words"), 1, at(14, 0)).unwrap_err());
    gone(practice.change_client(client, &crate::draft("Other"), at(14, 0)).unwrap_err());
    gone(practice.start_session(client, at(14, 0)).unwrap_err());
    gone(practice.mark_homework_done(task, at(14, 0)).unwrap_err());
    gone(practice.reopen_homework(task, at(14, 0)).unwrap_err());
    for what in
        [Removable::Client(client), Removable::Session(first), Removable::Homework(task), Removable::Handout(given)]
    {
        gone(practice.remove(what, at(14, 0)).unwrap_err());
    }
    gone(practice.put_back(Removable::Session(first), at(14, 0)).unwrap_err());
}

#[test]
fn what_was_removed_before_does_not_come_back_with_the_rest() {
    let mut filled = filled();
    filled.remove(Removable::Homework(filled.task));
    let before = filled.seen();
    filled.remove(Removable::Session(filled.first));
    filled.remove(Removable::Client(filled.client));
    let trash = filled.practice.trash(at(13, 1)).unwrap();
    assert_eq!(trash.iter().map(|line| line.what).collect::<Vec<_>>(), [Removable::Client(filled.client)]);
    assert_eq!((trash[0].sessions, trash[0].homework, trash[0].handouts), (1, 1, 1), "what comes back with it");
    filled.practice.put_back(Removable::Client(filled.client), at(13, 2)).unwrap();
    filled.practice.put_back(Removable::Session(filled.first), at(13, 3)).unwrap();
    assert_eq!(filled.seen(), before);
    assert_eq!(filled.practice.trash(at(13, 4)).unwrap()[0].what, Removable::Homework(filled.task));
}

#[test]
fn a_line_of_the_trash_says_whose_it_was_and_when_it_goes() {
    let mut filled = filled();
    filled.practice.remove(Removable::Session(filled.first), at(0, 30)).unwrap();
    let line = filled.practice.trash(at(13, 0)).unwrap().remove(0);
    assert_eq!((line.client_name.as_str(), line.session), ("Qanary Larkmead", Some(1)));
    assert_eq!((line.sessions, line.homework, line.handouts), (0, 1, 1));
    // Half past midnight three hours ahead is still the day before in UTC: the clinician's own day counts.
    assert_eq!(line.purged_on.to_string(), "2026-12-19");
}

#[test]
fn the_number_of_a_session_in_the_trash_is_not_given_again() {
    let mut filled = filled();
    filled.remove(Removable::Session(filled.second));
    let next = filled.practice.start_session(filled.client, at(14, 0)).unwrap().value;
    assert_eq!(next.number, 3);
    filled.practice.put_back(Removable::Session(filled.second), at(14, 1)).unwrap();
}

#[test]
fn an_empty_session_goes_at_once_unless_something_of_it_is_in_the_trash() {
    let mut filled = filled();
    let mut start = || filled.practice.start_session(filled.client, at(14, 0)).unwrap().value;
    let (bare, other) = (start(), start());
    let draft = HomeworkDraft {
        session: other.id,
        task: "One line a day".into(),
        factor: None,
        due: None,
        handout: None,
        plan: TaskPlan::default(),
    };
    let task = filled.practice.assign_homework(&draft, at(14, 1)).unwrap().value.id;
    filled.practice.remove(Removable::Homework(task), at(14, 2)).unwrap();
    let mut remove = |id| filled.practice.remove(Removable::Session(id), at(14, 3)).unwrap().value;
    assert_eq!((remove(bare.id), remove(other.id)), (Removal::Gone, Removal::InTrash));
    filled.expect_sound();
}
