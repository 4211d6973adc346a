//! The list of contacts for a clinical will.

use secure_base_practice::{Record, Removable, Verb};

use crate::{Scratch, add, at, client_details, shelf::visit};

#[test]
fn the_list_has_whom_to_tell_and_nothing_else() {
    // It goes to somebody who is no therapist of theirs: one word more than needed breaks their confidence.
    let (_scratch, mut practice) = Scratch::new();
    let draft = client_details::everything("Wren, the family");
    let client = practice.add_client(&draft, at(9, 0)).unwrap().value;
    visit(&mut practice, client.id, 1);
    add(&mut practice, "Ada Fennimore");
    let gone = add(&mut practice, "Gone Away").id;
    practice.remove(Removable::Client(gone), at(10, 0)).unwrap();
    let mut list = Vec::new();
    practice.write_contacts(&mut list).unwrap();
    let list = String::from_utf8(list).unwrap();
    for part in [&client.phone, &client.email, &client.emergency.name, &client.emergency.phone, &client.people[0].name]
    {
        assert!(list.contains(part.as_str()), "{part} in {list}");
    }
    assert!(list.contains("\"Wren, the family\"") && list.contains("Ada Fennimore"));
    for more in
        ["vanish", "Gone Away", &client.safety, &client.referral, &client.labels[0], &client.agreements[0].title]
    {
        assert!(!list.contains(more), "{more} in {list}");
    }
    let birth = client.birth_date.unwrap().to_string();
    assert!(!list.contains(&birth));
    practice.took_out(Verb::Exported, Record::Contacts, at(11, 0));
    let entry = practice.log_page(&Default::default()).unwrap().remove(0).entry;
    assert_eq!((entry.verb.as_str(), entry.noun.as_str()), ("exported", "contacts"));
}
