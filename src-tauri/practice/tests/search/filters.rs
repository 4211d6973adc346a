//! Filters, typed as words with a colon.

use secure_base_practice::ClientDraft;

use super::{expect_sound, one_client, sessions, write};
use crate::{add, at};

const S: Option<(&str, &str)> = Some(("S", "unhealthy"));
const B: Option<(&str, &str)> = Some(("B", "healthy"));
const E: Option<(&str, &str)> = Some(("E", "workOn"));

#[test]
fn factors_and_aspects_ask_for_a_passage_that_has_the_words() {
    // “Where did she speak of silence as her relationship with herself?” is the question no other product answers.
    let (_scratch, mut practice, client) = one_client();
    let first = write(&mut practice, client, "2026-03-01", &[("silence and rain", S), ("a walk", B)]);
    let second = write(&mut practice, client, "2026-03-02", &[("silence at home", B), ("rain", S)]);
    let third = write(&mut practice, client, "2026-03-03", &[("silence and rain", None), ("a letter", E)]);
    let finds = |typed: &str| sessions(&practice, typed);
    for s in ["factor:S", "factor:s", "factor:self", "Factor:\"Relationship with self\"", "factor:rel"] {
        assert_eq!(finds(s), [second, first], "{s}");
    }
    assert_eq!(finds("factor:early"), [third]);
    assert_eq!(finds("factor:biology"), [second, first]);
    assert_eq!(finds("factor:E,B"), [third, second, first], "any of several");
    assert_eq!(finds("factor:E factor:B"), [third, second, first]);
    assert_eq!(finds("aspect:unhealthy"), [second, first]);
    for work in ["aspect:work", "aspect:workOn", "aspect:\"Work on\"", "aspect:work-on"] {
        assert_eq!(finds(work), [third], "{work}");
    }
    assert_eq!(finds("aspect:shows"), []);
    assert_eq!(finds("factor:S aspect:healthy"), [], "of different kinds all must hold, in one passage");
    assert_eq!(finds("factor:S silence"), [first], "the words stand in such a passage");
    assert_eq!(finds("factor:S silence rain"), [first], "all of them in one");
    assert_eq!(finds("factor:B sil"), [second]);
    assert_eq!(finds("factor:S -silence"), [second]);
    assert_eq!(finds("silence"), [third, second, first], "without a filter anywhere in the note");
}

#[test]
fn clients_by_name() {
    let (_scratch, mut practice, ada) = one_client();
    let other = add(&mut practice, "Ada Fennimore-Wren").id;
    let dora = add(&mut practice, "Dóra Quillon").id;
    let [one, two, three] = [ada, other, dora].map(|client| write(&mut practice, client, "2026-03-01", &[("rain", S)]));
    let finds = |typed: &str| sessions(&practice, typed);
    assert_eq!(finds("client:ada"), [two, one], "a part of the name, in any case");
    assert_eq!(finds("client:\"ada fennimore\""), [one], "a whole name means that client");
    assert_eq!(finds("client:\"fennimore-w\" rain"), [two]);
    assert_eq!(finds("client:DÓRA"), [three]);
    assert_eq!(finds("client:dora"), [three], "with or without accents");
    assert_eq!(finds("client:ada client:dóra factor:S"), [three, two, one]);
    let hints = practice.search_notes("client:nobody rain", None).unwrap().hints;
    assert_eq!(hints, ["No client is called “nobody”."]);
}

#[test]
fn days_months_and_years() {
    let (_scratch, mut practice, client) = one_client();
    let days = ["2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01"];
    let [a, b, c, d] = days.map(|day| write(&mut practice, client, day, &[("rain", S)]));
    let finds = |typed: &str| sessions(&practice, typed);
    assert_eq!(finds("before:2026-01-31"), [b, a], "the day itself is not before it");
    assert_eq!(finds("after:2026-01-01"), [d, c]);
    assert_eq!(finds("on:2026-01-31"), [c]);
    assert_eq!(finds("on:2026-01"), [c, b], "a month");
    assert_eq!(finds("before:2026"), [a], "a year");
    assert_eq!(finds("after:2025 before:2026-02 rain"), [c, b]);
    assert_eq!(finds("after:2025-12 factor:S"), [d, c, b]);
    assert_eq!(finds("after:2030"), []);
}

#[test]
fn signed_and_unsigned_and_the_form_of_a_note() {
    let (_scratch, mut practice, client) = one_client();
    let one = write(&mut practice, client, "2026-03-01", &[("rain", S)]);
    let empty = practice.start_session(client, at(10, 0)).unwrap().value.id;
    let finds = |typed: &str| sessions(&practice, typed);
    assert_eq!(finds("unsigned"), [empty, one]);
    assert_eq!(finds("unsigned rain"), [one]);
    assert_eq!(finds("Unsigned factor:S"), [one]);
    assert_eq!(finds("signed"), []);
    assert_eq!(finds("template:free rain"), [one], "a note begun in no form is free");
    let hints = practice.search_notes("template:soup", None).unwrap().hints;
    assert_eq!(hints, ["No note was begun in a form called “soup”. There are: free."]);
    assert_eq!(finds("\"unsigned\""), [], "in quotes it is a word");
}

#[test]
fn what_cannot_be_meant_is_told_and_never_an_empty_answer() {
    let (_scratch, mut practice, client) = one_client();
    write(&mut practice, client, "2026-03-01", &[("rain at 10:30, mother: said", S)]);
    let told = [
        ("factor:", "B, E or S"),
        ("factor:X rain", "B, E or S"),
        ("aspect:bad", "healthy"),
        ("client:", "takes a name"),
        ("template: rain", "name of a form"),
        ("before:yesterday", "2026-01-31"),
        ("before:2026-02-30", "2026-01-31"),
        ("after:2026-13", "2026-01-31"),
        ("on:31.1.2026", "2026-01-31"),
        ("on:2026-1-1-1", "2026-01-31"),
        ("on:", "2026-01-31"),
        ("colour:red", "There is no filter “colour:”"),
        ("-rain", "Say also what to look for"),
        ("-factor:S rain", "not filters"),
        ("r* ", "Two letters"),
    ];
    for (typed, said) in told {
        let found = practice.search_notes(typed, None).unwrap();
        assert!(found.hints.iter().any(|hint| hint.contains(said)), "{typed}: {:?}", found.hints);
        assert!(found.hits.is_empty(), "{typed}");
    }
    for plain in ["10:30", "mother: said", "\"colour:red\" rain", "mother:", "", "  ", "—", "\"", "*"] {
        let found = practice.search_notes(plain, None).unwrap();
        assert!(found.hints.is_empty(), "{plain}: {:?}", found.hints);
    }
    assert_eq!(sessions(&practice, "mother: 10:30").len(), 1);
    expect_sound(&practice);
}

#[test]
fn each_filter_in_use_is_named_as_it_was_typed() {
    // The window takes a filter away by taking its piece out of what was typed.
    let (_scratch, mut practice, client) = one_client();
    write(&mut practice, client, "2026-03-01", &[("rain", S)]);
    let typed = "factor:s,B rain client:\"Ada Fennimore\" UNSIGNED on:2026";
    let filters = practice.search_notes(typed, None).unwrap().filters;
    let named: Vec<_> = filters.iter().map(|filter| filter.typed.as_str()).collect();
    assert_eq!(named, ["factor:s,B", "client:\"Ada Fennimore\"", "UNSIGNED", "on:2026"]);
    assert_eq!(filters[0].factors.iter().map(|f| f.letter()).collect::<Vec<_>>(), ["S", "B"]);
}

// Screens show what a client is called by, so that is what is typed.
#[test]
fn clients_by_what_they_are_called() {
    let (_scratch, mut practice, _) = one_client();
    let draft = ClientDraft { preferred_name: "Zoë".into(), ..crate::draft("Theodora Lark") };
    let zoe = practice.add_client(&draft, at(9, 0)).unwrap().value.id;
    let session = write(&mut practice, zoe, "2026-03-01", &[("rain", S)]);
    for typed in ["client:Zoë", "client:zoe", "client:theodora", "client:\"theodora lark\""] {
        assert_eq!(sessions(&practice, typed), [session], "{typed}");
    }
}
