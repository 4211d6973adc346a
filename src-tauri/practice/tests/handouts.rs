//! The handout shelf: given files, the letterhead, handouts and articles of the clinician's own.

use secure_base_model::{Aspect, Factor, Tag};
use secure_base_practice::{
    ClientId, Error, GivenHandoutId, HandoutGift, ItemKind, LONGEST_LOGO, LetterheadDraft, Logo, LogoKind,
    OwnArticleDraft, OwnHandoutDraft, OwnMaterial, OwnMaterialDraft, Practice, Removable, UnfinishedKind,
    UnfinishedWork,
};

use crate::{
    Scratch, add, at,
    pages::{pages_with, plain_pages},
    shelf::{FILES, copy, pdf, problems, shelf, tagged},
};

fn give(practice: &mut Practice, client: ClientId) -> GivenHandoutId {
    let [handout, title, format, paper] = ["three-roots", "Three roots", "standard", "a4"].map(String::from);
    let gift = HandoutGift { client, session: None, handout, title, format, paper, file: pdf(7) };
    practice.give_handout(&gift, at(10, 0)).unwrap().value.id
}

pub fn leaflet(title: &str) -> OwnHandoutDraft {
    OwnHandoutDraft { title: title.into(), composition: format!("title = \"{title}\"\nmessage = \"Qanary words.\"\n") }
}

fn item(title: &str, body: &str) -> OwnMaterialDraft {
    let (kind, factor, aspect) = (ItemKind::Idea, Some(Factor::S), Some(Aspect::Healthy));
    OwnMaterialDraft { id: None, title: title.into(), kind, factor, aspect, partner: false, body: body.into() }
}

fn article(title: &str, items: Vec<OwnMaterialDraft>) -> OwnArticleDraft {
    let [author, source, rights] = ["A. Writer", "Journal of Rest 3", "May be copied for clients"].map(String::from);
    OwnArticleDraft { title: title.into(), author, source, rights, items }
}

// "Print again" must give the client the very page, whatever became of the library and the letterhead since.
#[test]
fn a_given_file_comes_back_byte_for_byte() {
    let (scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada").id;
    let given = give(&mut practice, client);
    drop(practice);
    let mut practice = scratch.unlock();
    assert_eq!(practice.given_file(given).unwrap(), Some(pdf(7)));
    assert!(practice.given_handout(given).unwrap().has_file);
    practice.remove(Removable::Handout(given), at(20, 1)).unwrap();
    assert!(matches!(practice.given_file(given), Err(Error::NotFound(_))), "in the trash it is not printed");
    practice.put_back(Removable::Handout(given), at(20, 2)).unwrap();
    assert_eq!(practice.given_file(given).unwrap(), Some(pdf(7)));
    assert_eq!(problems(&practice), [""; 0]);
}

// Another page under an old name would be worse than none; and records from before have no file at all.
#[test]
fn a_file_that_is_not_the_one_that_was_given_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    shelf().copy_to(folder.path());
    let db = shelf().by_hand(folder.path());
    db.execute("UPDATE given_file SET bytes = x'255044462d' WHERE given = 1", []).unwrap();
    db.execute("DELETE FROM given_file WHERE given = 2", []).unwrap();
    let ids: Vec<GivenHandoutId> = (1..4)
        .map(|n| db.query_row("SELECT id FROM given_handout WHERE id = ?1", [n], |row| row.get(0)).unwrap())
        .collect();
    drop(db);
    let practice = shelf().open_as_found(folder.path());
    let why = practice.given_file(ids[0]).unwrap_err().to_string();
    assert!(why.contains("not the one that was given"), "{why}");
    assert_eq!(practice.given_file(ids[1]).unwrap(), None);
    assert!(!practice.given_handout(ids[1]).unwrap().has_file);
    assert!(practice.given_file(ids[2]).unwrap().is_some());
}

#[test]
fn a_purged_handout_leaves_nothing_of_its_file() {
    let (scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada").id;
    let given = give(&mut practice, client);
    let kept = practice.add_own_handout(&leaflet("Kept"), at(10, 1)).unwrap().value.id;
    let own = practice.add_own_article(&article("Qanary sleep", vec![item("One", "Qanary rest.")]), at(10, 2)).unwrap();
    practice.remove(Removable::Client(client), at(11, 0)).unwrap();
    practice.remove(Removable::OwnArticle(own.value.id), at(11, 0)).unwrap();
    drop(practice);
    let traces = |needle: &str| pages_with(&plain_pages(&scratch.place()), needle);
    assert!(traces("leaflet") > 1 && traces("qanary rest") > 0, "or this test tests nothing");
    let mut practice = scratch.unlock();
    practice.purge(Removable::Client(client), at(21, 0)).unwrap();
    practice.purge(Removable::OwnArticle(own.value.id), at(21, 1)).unwrap();
    assert_eq!(problems(&practice), [""; 0], "each that went is told to the log");
    assert!(practice.given_file(given).is_err() && practice.own_handout(kept).is_ok());
    drop(practice);
    assert_eq!((traces("leaflet"), traces("qanary rest")), (0, 0));
}

#[test]
fn the_letterhead_is_kept_and_bounded() {
    let (scratch, mut practice) = Scratch::new();
    assert_eq!(practice.letterhead().unwrap(), Default::default(), "nothing was said yet");
    let logo = Logo { kind: LogoKind::Svg, bytes: b"<svg/>".to_vec() };
    practice.choose_logo(Some(&logo), at(10, 0)).unwrap();
    let draft = LetterheadDraft {
        name: " Ada\nFennimore ".into(),
        credentials: "MSc".into(),
        contact: "1 Harbour Street\n01 234".into(),
        closing: "Be kind.".into(),
    };
    practice.change_letterhead(&draft, at(10, 1)).unwrap();
    drop(practice);
    let mut practice = scratch.unlock();
    let found = practice.letterhead().unwrap();
    assert_eq!((found.name.as_str(), found.contact.as_str()), ("Ada Fennimore", "1 Harbour Street\n01 234"));
    assert_eq!(found.logo, Some(logo), "the words leave the logo alone");
    let long = LetterheadDraft { contact: "x".repeat(601), ..draft };
    assert!(matches!(practice.change_letterhead(&long, at(20, 1)), Err(Error::Invalid(_))));
    let huge = Logo { kind: LogoKind::Png, bytes: vec![0; LONGEST_LOGO + 1] };
    assert!(matches!(practice.choose_logo(Some(&huge), at(20, 2)), Err(Error::Invalid(_))));
    assert_eq!(practice.letterhead().unwrap(), found, "what is refused changes nothing");
    practice.choose_logo(None, at(20, 3)).unwrap();
    assert_eq!(practice.letterhead().unwrap().logo, None);
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn a_handout_of_ones_own_is_saved_over_only_by_who_saw_it_last() {
    // Two windows on one handout: neither may lose what the other wrote without a word.
    let (_scratch, mut practice) = Scratch::new();
    let first = practice.add_own_handout(&leaflet("Sunday evenings"), at(10, 0)).unwrap().value;
    let second = practice.change_own_handout(first.id, &leaflet("Sunday"), first.saved_at, at(10, 1)).unwrap().value;
    assert!(second.saved_at > first.saved_at && second.title == "Sunday");
    let stale = practice.change_own_handout(first.id, &leaflet("Lost"), first.saved_at, at(10, 2));
    assert!(matches!(stale, Err(Error::HandoutChanged)));
    let again = practice.change_own_handout(first.id, &leaflet("Sunday"), first.saved_at, at(10, 2)).unwrap().value;
    assert_eq!(again, second, "a save that is tried again is there already");
    for title in ["", " \n ", &"x".repeat(121)] {
        assert!(matches!(practice.add_own_handout(&leaflet(title), at(10, 3)), Err(Error::Invalid(_))));
    }
    practice.remove(Removable::OwnHandout(first.id), at(10, 4)).unwrap();
    assert!(practice.own_handouts().unwrap().is_empty());
    let line = practice.trash(at(10, 5)).unwrap().remove(0);
    assert_eq!((line.words.as_deref(), line.client_name.as_str()), (Some("Sunday"), ""));
    practice.put_back(Removable::OwnHandout(first.id), at(10, 6)).unwrap();
    assert_eq!(practice.own_handouts().unwrap(), [second], "with undo it is as it was");
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn material_of_an_article_keeps_its_number_while_it_is_there() {
    // Handouts speak of material by its number: another text under it would change them behind her back.
    let (_scratch, mut practice) = Scratch::new();
    let draft = article("On rest", vec![item("One", "Rest."), item("Two", "Rest **more**.")]);
    let added = practice.add_own_article(&draft, at(10, 0)).unwrap().value;
    let [one, two] = [added.items[0].id, added.items[1].id];
    let again = |id, title: &str| OwnMaterialDraft { id, partner: true, ..item(title, "Rest.") };
    let turned = article("On rest", vec![again(Some(two), "Two, first now"), item("Three", "New.")]);
    let changed = practice.change_own_article(added.id, &turned, at(10, 1)).unwrap().value;
    assert_eq!(changed.items[0].id, two);
    let asks = |items: &[OwnMaterial]| items.iter().map(|one| one.partner).collect::<Vec<_>>();
    assert_eq!((asks(&added.items), asks(&changed.items)), (vec![false; 2], vec![true, false]));
    assert!(changed.items[1].id > two && changed.items[1].id != one, "a number that was given is not given again");
    assert_eq!(changed.taken_out, [added.items[0].clone()], "what is taken out keeps its words");
    assert_eq!((changed.items[0].factor, changed.items[0].aspect), (Some(Factor::S), Some(Aspect::Healthy)));
    for broken in [
        article("", vec![]),
        article("x", vec![item("", "words")]),
        article("x", vec![item("title", "")]),
        article("x", vec![item(&"x".repeat(61), "words")]),
        article("x", vec![item("title", &"x".repeat(6_001))]),
    ] {
        assert!(matches!(practice.add_own_article(&broken, at(10, 2)), Err(Error::Invalid(_))), "{broken:?}");
    }
    assert_eq!(practice.own_articles().unwrap(), [changed], "what is refused changes nothing");
    // With Undo all is as it was, under the numbers that handouts speak of.
    let before = article("On rest", added.items.iter().map(again_of).collect());
    let back = practice.change_own_article(added.id, &before, at(10, 3)).unwrap().value;
    assert_eq!(back.items, added.items);
    assert_eq!(back.taken_out.iter().map(|one| one.body.as_str()).collect::<Vec<_>>(), ["New."]);
    assert_eq!(problems(&practice), [""; 0]);
}

fn again_of(one: &OwnMaterial) -> OwnMaterialDraft {
    let OwnMaterial { id, title, kind, factor, aspect, partner, body, .. } = one.clone();
    OwnMaterialDraft { id: Some(id), title, kind, factor, aspect, partner, body }
}

#[test]
fn whether_partner_safety_was_considered_is_asked_and_answered_once() {
    let (_scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada").id;
    let before = practice.partner_safety(client).unwrap();
    assert_eq!((before.considered_on, before.asked_on), (None, None));
    let left = practice.leave_partner_safety_open(client, at(10, 0)).unwrap().value;
    assert_eq!((left.considered_on, left.asked_on), (None, Some(at(10, 0).date_naive())));
    practice.change_client(client, &crate::draft("Ada F."), at(10, 1)).unwrap();
    assert!(practice.partner_safety(client).unwrap().asked_on.is_some(), "another change of the record keeps it");
    practice.consider_partner_safety(client, at(10, 2)).unwrap();
    assert!(practice.partner_safety(client).unwrap().considered_on.is_some());
    assert_eq!(problems(&practice), [""; 0]);
}

#[test]
fn themes_are_counted_from_a_day_on() {
    let (_scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada").id;
    let other = add(&mut practice, "Bo").id;
    for (client, day) in [(client, "2026-11-01"), (client, "2026-11-18"), (client, "2026-11-19"), (other, "2026-11-19")]
    {
        let draft = crate::details::on(day);
        let session = practice.add_session(client, &draft, at(10, 0)).unwrap().value.id;
        practice.save_note(session, &tagged("Words"), 0, at(10, 1)).unwrap();
        if day == "2026-11-19" {
            practice.emphasise(session, &[Tag { factor: Factor::B, aspect: Aspect::Shows }], at(10, 2)).unwrap();
            practice.sign_note(session, 1, at(10, 3)).unwrap();
            let later = tagged("Words").replace("unhealthy", "workOn").replace("p1", "p2");
            practice.annotate(session, &later, "p2", "", at(10, 4)).unwrap();
        }
    }
    let themes = practice.themes_since(client, "2026-11-10".parse().unwrap()).unwrap();
    let counted: Vec<_> = themes.iter().map(|one| (one.factor, one.aspect, one.count)).collect();
    assert_eq!(counted, [(Factor::S, Aspect::Unhealthy, 2), (Factor::S, Aspect::WorkOn, 1)]);
}

#[test]
fn the_shelf_is_salvaged_from_a_damaged_practice() {
    let (scratch, mut practice) = Scratch::new();
    let client = add(&mut practice, "Ada").id;
    let given = give(&mut practice, client);
    practice.change_letterhead(&LetterheadDraft { name: "Ada".into(), ..Default::default() }, at(10, 0)).unwrap();
    let logo = Logo { kind: LogoKind::Png, bytes: vec![9; 9_000] };
    practice.choose_logo(Some(&logo), at(10, 0)).unwrap();
    let mine = practice.add_own_handout(&leaflet("Mine, at first"), at(10, 1)).unwrap().value;
    practice.change_own_handout(mine.id, &leaflet("Mine"), mine.saved_at, at(10, 2)).unwrap();
    practice.add_own_handout(&leaflet("Never changed"), at(10, 2)).unwrap();
    let unsaved = UnfinishedWork { kind: UnfinishedKind::Article, begun: String::new(), client: None };
    practice.keep_unfinished(&unsaved, "On sleep", "{\"a\":1}", at(10, 2)).unwrap();
    let tender = OwnMaterialDraft { partner: true, ..item("Two", "More.") };
    practice.add_own_article(&article("On rest", vec![item("One", "Rest."), tender]), at(10, 2)).unwrap();
    let rest = practice.own_articles().unwrap()[0].clone();
    let without = article("On rest", vec![again_of(&rest.items[1])]);
    practice.change_own_article(rest.id, &without, at(10, 3)).unwrap();
    let all = |practice: &Practice| {
        let file = practice.given_file(given).unwrap();
        let own = (practice.own_handouts().unwrap(), practice.own_articles().unwrap());
        let earlier = (practice.own_handout_states(mine.id).unwrap(), practice.all_unfinished().unwrap());
        (file, practice.letterhead().unwrap(), own, earlier)
    };
    let truth = all(&practice);
    drop(practice);
    let torn = tempfile::tempdir().unwrap();
    copy(&scratch.place(), torn.path());
    // The first page leads to all tables: without it rows are told by their shape.
    let path = torn.path().join(FILES[0]);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[16..300].fill(7);
    std::fs::write(&path, bytes).unwrap();
    for place in [scratch.place(), torn.path().to_path_buf()] {
        let to = tempfile::tempdir().unwrap();
        let new = to.path().join("new");
        let (practice, salvaged) = Practice::salvage(&place, crate::PASSPHRASE, &new, at(20, 0)).unwrap();
        assert!(salvaged.nouns.iter().all(|noun| noun.lost.is_empty() && noun.partly.is_empty()), "{salvaged:?}");
        assert_eq!(all(&practice), truth);
        assert_eq!(problems(&practice), [""; 0]);
    }
}
