//! Handouts of the clinician's own over time: their earlier states, and what is not saved yet.

use secure_base_practice::{Error, Removable, UnfinishedKind, UnfinishedWork};

use crate::{
    Scratch, add, at,
    handouts::leaflet,
    pages::{pages_with, plain_pages},
    shelf::problems,
};

#[test]
fn each_saved_state_of_a_handout_of_ones_own_can_be_taken_back() {
    // A handout is worked over for years; what was better before must not be gone.
    let (scratch, mut practice) = Scratch::new();
    let mut now = practice.add_own_handout(&leaflet("First"), at(10, 0)).unwrap().value;
    let other = practice.add_own_handout(&leaflet("Other"), at(10, 0)).unwrap().value;
    for (minute, title) in [(1, "Second"), (2, "Third"), (3, "Third")] {
        now = practice.change_own_handout(now.id, &leaflet(title), now.saved_at, at(10, minute)).unwrap().value;
    }
    drop(practice);
    let mut practice = scratch.unlock();
    let states = practice.own_handout_states(now.id).unwrap();
    let titles: Vec<_> = states.iter().map(|state| state.title.as_str()).collect();
    assert_eq!(titles, ["Second", "First"], "the latest first, and none for a save that changed nothing");
    assert_eq!(practice.own_handout_state(now.id, states[1].id).unwrap(), leaflet("First").composition);
    let foreign = practice.own_handout_state(other.id, states[1].id);
    assert!(matches!(foreign, Err(Error::NotFound(_))), "that of another handout is none of this one's");
    assert_eq!(problems(&practice), [""; 0]);
    practice.remove(Removable::OwnHandout(now.id), at(20, 1)).unwrap();
    assert!(practice.own_handout_states(now.id).is_err());
    practice.put_back(Removable::OwnHandout(now.id), at(20, 2)).unwrap();
    assert_eq!(practice.own_handout_states(now.id).unwrap(), states);
    practice.remove(Removable::OwnHandout(now.id), at(20, 3)).unwrap();
    practice.purge(Removable::OwnHandout(now.id), at(20, 4)).unwrap();
    practice.remove(Removable::OwnHandout(other.id), at(20, 5)).unwrap();
    practice.purge(Removable::OwnHandout(other.id), at(20, 6)).unwrap();
    assert_eq!(problems(&practice), [""; 0]);
    drop(practice);
    assert_eq!(pages_with(&plain_pages(&scratch.place()), "qanary"), 0, "purged, it leaves no earlier state behind");
}

#[test]
fn work_that_is_not_saved_yet_is_kept_until_it_is() {
    // A crash in the middle of composing must cost nothing, and what was thrown away must not come back.
    use UnfinishedKind::{Article, Handout, Packet};
    let (scratch, mut practice) = Scratch::new();
    let ada = add(&mut practice, "Ada").id;
    let saved = practice.add_own_handout(&leaflet("Saved"), at(10, 0)).unwrap().value.id;
    let work = |kind, begun: &str, client| UnfinishedWork { kind, begun: begun.into(), client };
    let (new, article) = (work(Handout, "", None), work(Article, "", None));
    let (for_ada, of_own) = (work(Handout, "", Some(ada)), work(Handout, &format!("own-{}", saved.number()), None));
    practice.keep_unfinished(&new, "For hard", "{1}", at(10, 1)).unwrap();
    practice.keep_unfinished(&new, &"x".repeat(400), "{2}", at(10, 2)).unwrap();
    practice.keep_unfinished(&article, "On rest", "{3}", at(10, 3)).unwrap();
    practice.keep_unfinished(&of_own, "Saved", "{4}", at(10, 4)).unwrap();
    practice.keep_unfinished(&for_ada, "", "Qanary words", at(10, 5)).unwrap();
    let packet = work(Packet, "", None);
    practice.keep_unfinished(&packet, "For you to keep", "{5}", at(10, 6)).unwrap();
    drop(practice);
    let mut practice = scratch.unlock();
    assert_eq!(practice.unfinished(&new).unwrap().as_deref(), Some("{2}"), "the last words, and nobody else's");
    assert_eq!(
        practice.unfinished(&packet).unwrap().as_deref(),
        Some("{5}"),
        "a packet beside a handout of the same beginning"
    );
    practice.let_unfinished_go(&packet, at(10, 7)).unwrap();
    let all = practice.all_unfinished().unwrap();
    let found: Vec<_> =
        all.iter().map(|one| (&one.work, one.client_name.as_str(), one.title.chars().count())).collect();
    assert_eq!(found, [(&for_ada, "Ada", 0), (&of_own, "", 5), (&article, "", 7), (&new, "", 300)]);
    practice.let_unfinished_go(&new, at(11, 0)).unwrap();
    practice.let_unfinished_go(&new, at(11, 0)).unwrap();
    assert_eq!(practice.unfinished(&new).unwrap(), None);
    practice.remove(Removable::OwnHandout(saved), at(11, 1)).unwrap();
    practice.remove(Removable::Client(ada), at(11, 1)).unwrap();
    assert_eq!(practice.all_unfinished().unwrap().len(), 1, "what waits in the trash is not gone on with");
    assert!(practice.keep_unfinished(&for_ada, "", "more", at(11, 2)).is_err());
    practice.purge(Removable::OwnHandout(saved), at(11, 2)).unwrap();
    practice.purge(Removable::Client(ada), at(11, 2)).unwrap();
    let long = practice.keep_unfinished(&new, "", &"x".repeat(2_000_001), at(11, 3));
    assert!(matches!(long, Err(Error::Invalid(_))));
    assert_eq!(problems(&practice), [""; 0]);
    assert_eq!((practice.unfinished(&of_own).unwrap(), practice.unfinished(&for_ada).unwrap()), (None, None));
    drop(practice);
    assert_eq!(pages_with(&plain_pages(&scratch.place()), "qanary"), 0, "with the client goes what was made for her");
}
