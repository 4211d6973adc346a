//! What a client's record says besides the name: it comes back as given, bad input is told, and it goes and is recovered
//! with the client.

use chrono::NaiveDate;
use secure_base_practice::{
    Agreement, Client, ClientDraft, ClientId, ClientKind, ClientState, EmergencyContact, Error, Person, Practice,
    Removable,
};

use crate::{
    PASSPHRASE, Scratch, add, at, draft,
    pages::{pages_with, plain_pages},
    shelf::problems,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn person(name: &str, relation: &str) -> Person {
    let [preferred_name, pronouns, phone, email] = ["Ro", "they/them", "0131 1", "ro@example.org"].map(String::from);
    let (name, relation) = (name.into(), relation.into());
    Person { id: None, name, preferred_name, pronouns, relation, birth_date: Some(day("2011-05-06")), phone, email }
}

/// A family of which everything is known.
pub fn everything(name: &str) -> ClientDraft {
    ClientDraft {
        name: name.into(),
        kind: ClientKind::Family,
        pronouns: "she/her".into(),
        preferred_name: "Zinnia".into(),
        birth_date: Some(day("1980-04-23")),
        phone: "0131 496 0000".into(),
        email: "zinnia@example.org".into(),
        address: "4 Low Row\nLeith".into(),
        emergency: EmergencyContact { name: "Jo Wren".into(), relation: "sister".into(), phone: "0131 2".into() },
        referral: "Dr Yarrow".into(),
        state: ClientState::Paused,
        began_on: Some(day("2025-01-07")),
        ended_on: Some(day("2026-10-01")),
        safety: "A former partner must not learn\nthat she comes here.".into(),
        partner_safety_on: Some(day("2025-01-08")),
        labels: vec!["Evening".into(), "online".into()],
        people: vec![person("Rowan Tamarisk", "son"), person("Perpetua Tamarisk", "mother")],
        agreements: vec![Agreement { title: "Consent".into(), agreed_on: day("2025-01-07"), ended_on: None }],
    }
}

fn says(client: &Client, draft: &ClientDraft) {
    let nameless = |people: &[Person]| people.iter().map(|one| Person { id: None, ..one.clone() }).collect::<Vec<_>>();
    let said = ClientDraft {
        name: client.name.clone(),
        kind: client.kind,
        pronouns: client.pronouns.clone(),
        preferred_name: client.preferred_name.clone(),
        birth_date: client.birth_date,
        phone: client.phone.clone(),
        email: client.email.clone(),
        address: client.address.clone(),
        emergency: client.emergency.clone(),
        referral: client.referral.clone(),
        state: client.state,
        began_on: client.began_on,
        ended_on: client.ended_on,
        safety: client.safety.clone(),
        partner_safety_on: client.partner_safety_on,
        labels: client.labels.clone(),
        people: nameless(&client.people),
        agreements: client.agreements.clone(),
    };
    assert_eq!(&said, draft);
}

fn add_all(practice: &mut Practice, name: &str) -> Client {
    practice.add_client(&everything(name), at(9, 0)).unwrap().value
}

#[test]
fn everything_that_is_filled_in_comes_back_and_goes_again() {
    let (scratch, mut practice) = Scratch::new();
    let client = add_all(&mut practice, "Ada Tamarisk");
    says(&client, &everything("Ada Tamarisk"));
    drop(practice);
    let mut practice = scratch.unlock();
    says(&practice.client(client.id).unwrap(), &everything("Ada Tamarisk"));
    let bare = practice.change_client(client.id, &draft("Ada"), at(21, 0)).unwrap().value;
    says(&bare, &draft("Ada"));
    assert_eq!(problems(&practice), [""; 0], "the log knows the whole record");
}

#[test]
fn whoever_stays_in_a_case_keeps_the_number() {
    // Other records may speak of a person, also of one who was taken out and put back.
    let (_scratch, mut practice) = Scratch::new();
    let before = add_all(&mut practice, "Ada");
    let mut changed = everything("Ada");
    changed.people = vec![before.people[1].clone(), person("New", "aunt")];
    let after = practice.change_client(before.id, &changed, at(9, 1)).unwrap().value;
    assert_eq!(after.people[0].id, before.people[1].id);
    assert!(after.people[1].id > before.people[1].id, "a number is never given again");
    changed.people = before.people.clone();
    assert_eq!(practice.change_client(before.id, &changed, at(9, 2)).unwrap().value.people, before.people);
    let other = add(&mut practice, "Other");
    let stolen = ClientDraft { people: before.people.clone(), ..draft("Other") };
    assert!(matches!(practice.change_client(other.id, &stolen, at(9, 3)), Err(Error::NotFound("person"))));
    assert_eq!(practice.client(before.id).unwrap().people, before.people);
}

#[test]
fn days_that_cannot_be_true_are_refused_with_words() {
    let (_scratch, mut practice) = Scratch::new();
    let with = |change: fn(&mut ClientDraft)| {
        let mut draft = everything("Ada");
        change(&mut draft);
        draft
    };
    let bad = [
        (with(|d| d.birth_date = Some(day("2026-11-20"))), "The birth date lies in the future"),
        (with(|d| d.birth_date = Some(day("1899-12-31"))), "The birth date lies before 1900"),
        (with(|d| d.people[1].birth_date = Some(day("2031-01-01"))), "of person 2 lies in the future"),
        (with(|d| d.people[0].name = " ".into()), "Person 1 needs a name"),
        (with(|d| d.partner_safety_on = Some(day("2026-11-20"))), "lies in the future"),
        (with(|d| d.ended_on = Some(day("2020-01-01"))), "ends before it begins"),
        (with(|d| d.agreements[0].agreed_on = day("2030-01-01")), "agreement 1 lies in the future"),
        (with(|d| d.agreements[0].ended_on = Some(day("2020-01-01"))), "ends before it begins"),
        (with(|d| d.safety = "x".repeat(5001)), "5001 characters"),
        (with(|d| d.labels = vec!["x".repeat(61)]), "at most 60"),
    ];
    for (draft, words) in bad {
        let why = practice.add_client(&draft, at(9, 0)).unwrap_err();
        assert!(matches!(&why, Error::Invalid(said) if said.contains(words)), "{words}: {why}");
    }
    assert!(practice.clients("").unwrap().is_empty(), "nothing of it is kept");
    // Born on the day itself is possible, and so is the day on which 1900 began.
    for date in ["2026-11-19", "1900-01-01"] {
        practice.add_client(&ClientDraft { birth_date: Some(day(date)), ..draft("Ada") }, at(9, 0)).unwrap();
    }
}

#[test]
fn a_label_keeps_its_spelling_and_goes_with_its_last_client() {
    let (_scratch, mut practice) = Scratch::new();
    let labelled = |name: &str, label: &str| ClientDraft { labels: vec![label.into()], ..draft(name) };
    let first = practice.add_client(&labelled("Ada", "Evening"), at(9, 0)).unwrap().value.id;
    let second = practice.add_client(&labelled("Bo", " eVENing "), at(9, 1)).unwrap().value;
    assert_eq!(second.labels, ["Evening"]);
    assert_eq!(practice.labels().unwrap(), ["Evening"]);
    practice.change_client(first, &draft("Ada"), at(9, 2)).unwrap();
    // The last one who has it may spell it anew.
    let anew = practice.change_client(second.id, &labelled("Bo", "evening"), at(9, 3)).unwrap().value;
    assert_eq!(anew.labels, ["evening"]);
    practice.change_client(second.id, &draft("Bo"), at(9, 4)).unwrap();
    assert_eq!(practice.labels().unwrap(), [""; 0]);
}

#[test]
fn the_list_finds_names_and_labels_and_says_what_waits() {
    let (_scratch, mut practice) = Scratch::new();
    let client = add_all(&mut practice, "Ada Tamarisk").id;
    add(&mut practice, "Bo");
    for words in ["tamar", "ZINNIA", "evening"] {
        assert_eq!(practice.clients(words).unwrap().len(), 1, "{words}");
    }
    let session = practice.start_session(client, at(10, 0)).unwrap().value;
    let lines = practice.clients("").unwrap();
    assert_eq!(lines.iter().map(|line| line.name.as_str()).collect::<Vec<_>>(), ["Bo", "Ada Tamarisk"], "B before Z");
    let line = &lines[1];
    assert_eq!((line.state, line.safety, line.unsigned), (ClientState::Paused, true, true));
    assert_eq!((line.sessions, line.last_session), (1, Some(session.day)));
    assert_eq!((lines[0].state, lines[0].safety, lines[0].unsigned), (ClientState::Active, false, false));
}

#[test]
fn safety_with_a_partner_is_written_down_in_one_step() {
    let (_scratch, mut practice) = Scratch::new();
    let id = add(&mut practice, "Ada and Bo").id;
    let client = practice.consider_partner_safety(id, at(10, 0)).unwrap().value;
    assert_eq!(client.partner_safety_on, Some(day("2026-11-19")));
    assert_eq!(problems(&practice), [""; 0]);
    let nobody: ClientId = serde_json::from_str("99").unwrap();
    assert!(matches!(practice.consider_partner_safety(nobody, at(10, 1)), Err(Error::NotFound(_))));
}

#[test]
fn no_page_holds_what_is_purged_with_a_client() {
    let (scratch, mut practice) = Scratch::new();
    let client = add_all(&mut practice, "Ada Tamarisk").id;
    add(&mut practice, "Stays");
    drop(practice);
    let needles = ["tamarisk", "zinnia", "low row", "yarrow", "former partner", "evening", "consent"];
    let traces = || needles.map(|needle| pages_with(&plain_pages(&scratch.place()), needle) > 0);
    assert_eq!(traces(), [true; 7], "or this test tests nothing");
    let mut practice = scratch.unlock();
    practice.remove(Removable::Client(client), at(21, 0)).unwrap();
    practice.purge(Removable::Client(client), at(21, 1)).unwrap();
    assert_eq!(problems(&practice), [""; 0]);
    drop(practice);
    assert_eq!(traces(), [false; 7]);
}

#[test]
fn a_damaged_practice_gives_back_people_labels_and_agreements() {
    let (scratch, mut practice) = Scratch::new();
    let before: Vec<Client> = (0..30).map(|n| add_all(&mut practice, &format!("Client {n}"))).collect();
    drop(practice);
    let salvage = |name: &str| {
        let to = scratch.folder.path().join(name);
        Practice::salvage(&scratch.place(), PASSPHRASE, &to, at(20, 0)).unwrap()
    };
    let (practice, salvaged) = salvage("whole");
    assert!(salvaged.is_complete(), "{salvaged:?}");
    for client in &before {
        assert_eq!(&practice.client(client.id).unwrap(), client);
    }
    assert_eq!(problems(&practice), [""; 0]);
    drop(practice);

    // A page gone costs what stood on it, and whose record is not whole any more is named.
    let file = scratch.place().join("practice.db");
    let whole = std::fs::read(&file).unwrap();
    let mut named = 0;
    for page in (1..whole.len() / 4096).step_by(3) {
        let mut torn = whole.clone();
        torn[page * 4096 + 16..page * 4096 + 300].fill(7);
        std::fs::write(&file, torn).unwrap();
        let (practice, salvaged) = salvage(&format!("without {page}"));
        assert_eq!(problems(&practice), [""; 0], "page {page}");
        let clients = &salvaged.nouns[0];
        for client in &before {
            let id = client.id.number();
            if clients.partly.contains(&id) || clients.lost.contains(&id) || clients.open_ended {
                named += 1;
            } else {
                assert_eq!(&practice.client(client.id).unwrap(), client, "page {page}");
            }
        }
    }
    assert!(named > 0, "damage that costs nothing tests nothing");
}
