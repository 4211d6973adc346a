//! A practice that has something of everything.

use secure_base_model::{Aspect, Factor, Tag};
use secure_base_practice::{
    ClientId, ItemKind, LetterheadDraft, Logo, LogoKind, NextStep, Outcome, OwnArticleDraft, OwnMaterialDraft,
    Practice, Removable, SnippetDraft, TemplateDraft, UnfinishedKind, UnfinishedWork,
};

use crate::{
    Scratch, add, at, client_details,
    handouts::leaflet,
    looks, measures,
    shelf::{sign, tagged, visit},
};

/// A practice with a row in every table that an archive carries.
pub fn everything() -> (Scratch, Practice) {
    let (scratch, mut practice) = Scratch::new();
    let draft = client_details::everything("Ada Fennimore, of \"quoted\" ünïcode\u{2028}lines");
    let client = practice.add_client(&draft, at(9, 0)).unwrap().value.id;
    let visits: Vec<_> = (0..3).map(|n| visit(&mut practice, client, n)).collect();
    practice.emphasise(visits[1], &[Tag { factor: Factor::E, aspect: Aspect::Healthy }], at(11, 0)).unwrap();
    sign(&mut practice, visits[1]);
    practice.save_note(visits[2], &tagged("Written over"), 1, at(13, 0)).unwrap();
    let task = practice.session_homework(visits[0]).unwrap().agreed[0].id;
    practice.review_homework(task, &looks::look(visits[1], Outcome::Partly, NextStep::CarryOn), at(13, 1)).unwrap();
    practice.make_homework_template(task, at(13, 2)).unwrap();
    let goal = secure_base_practice::GoalDraft { words: "Sleep".into(), factor: None, state: Default::default() };
    let goal = practice.add_goal(client, &goal, at(13, 3)).unwrap().value.id;
    practice.rate_goal(goal, 4, at(13, 3).date_naive(), at(13, 4)).unwrap();
    understood(&mut practice, client);
    shelved(&mut practice);
    let work = UnfinishedWork { kind: UnfinishedKind::Handout, begun: String::new(), client: Some(client) };
    practice.keep_unfinished(&work, "Half", "{}", at(14, 0)).unwrap();
    // Numbers that were given to somebody who is gone, and somebody in the trash.
    let gone = Removable::Client(add(&mut practice, "Gone").id);
    practice.remove(gone, at(15, 0)).unwrap();
    practice.purge(gone, at(15, 1)).unwrap();
    let put_away = add(&mut practice, "Put away").id;
    visit(&mut practice, put_away, 9);
    practice.remove(Removable::Client(put_away), at(15, 2)).unwrap();
    let last = add(&mut practice, "The last number").id;
    practice.remove(Removable::Client(last), at(15, 3)).unwrap();
    practice.purge(Removable::Client(last), at(15, 4)).unwrap();
    (scratch, practice)
}

/// A formulation with an earlier state and a look at it, and a measure that was corrected.
fn understood(practice: &mut Practice, client: ClientId) {
    for words in ["Hard on herself", "Hard on herself, and softer with friends"] {
        practice.save_factor_words(client, Factor::S, words, at(13, 12)).unwrap();
    }
    practice.look_at_formulation(client, at(13, 12)).unwrap();
    let measure =
        practice.add_measure(client, &measures::form("phq-9", "01230123-/2", 0), at(13, 13)).unwrap().value.id;
    practice.change_measure(measure, &measures::form("phq-9", "012301231/2", 0), at(13, 14)).unwrap();
    practice.chosen_in_palette("client", &client.number().to_string(), at(13, 15)).unwrap();
}

/// What is the clinician's own and nobody's record.
fn shelved(practice: &mut Practice) {
    let head = LetterheadDraft { name: "Ada".into(), ..LetterheadDraft::default() };
    practice.change_letterhead(&head, at(13, 5)).unwrap();
    practice.choose_logo(Some(&Logo { kind: LogoKind::Png, bytes: (0..=255).collect() }), at(13, 6)).unwrap();
    let mine = practice.add_own_handout(&leaflet("Mine, at first"), at(13, 7)).unwrap().value;
    practice.change_own_handout(mine.id, &leaflet("Mine"), mine.saved_at, at(13, 8)).unwrap();
    let [title, author, source, rights, body] = ["On rest", "A. Writer", "", "", "Rest."].map(String::from);
    let item = OwnMaterialDraft {
        id: None,
        title: "Rest".into(),
        kind: ItemKind::Idea,
        factor: Some(Factor::S),
        aspect: Some(Aspect::Healthy),
        partner: true,
        body,
    };
    let article = OwnArticleDraft { title, author, source, rights, items: vec![item] };
    practice.add_own_article(&article, at(13, 9)).unwrap();
    let template = TemplateDraft { name: "Couples".into(), text: "## Both".into() };
    practice.add_template(&template, at(13, 10)).unwrap();
    practice.begin_notes_with(Some("Couples"), at(13, 11)).unwrap();
    let snippet = SnippetDraft { abbreviation: "nsr".into(), text: "no sign of risk".into() };
    practice.add_snippet(&snippet, at(13, 12)).unwrap();
}
