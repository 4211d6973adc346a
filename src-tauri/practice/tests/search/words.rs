//! Words, phrases, prefixes, accents, and words to leave out.

use secure_base_practice::{AddendumDraft, Fragment, Removable};

use super::{expect_sound, on, one_client, sessions, write};
use crate::found;

#[test]
fn words_phrases_prefixes_and_accents() {
    // What people type is rarely spelled and ordered as it was written.
    let (_scratch, mut practice, client) = one_client();
    let cafe = write(&mut practice, client, "2026-03-01", &[("A café in the rain, and then SILENCE.", None)]);
    let rain = write(
        &mut practice,
        client,
        "2026-03-02",
        &[("Silence in the car. The rain came later; she can’t say.", None)],
    );
    let finds = |typed: &str| sessions(&practice, typed);
    assert_eq!(finds("cafe"), [cafe], "accents do not matter");
    assert_eq!(finds("CAFÉ "), [cafe], "nor do capitals");
    assert_eq!(finds("rain silence"), [rain, cafe], "words in any order");
    assert_eq!(finds("\"in the rain\""), [cafe], "a phrase stands together");
    assert_eq!(finds("“in the rain”"), [cafe], "in any quotes");
    assert_eq!(finds("\"in the ra"), [cafe], "a phrase that is still being typed");
    assert_eq!(finds("sil"), [rain, cafe], "the last word is a beginning");
    assert_eq!(finds("sile"), [rain, cafe], "of any length");
    assert_eq!(finds("silen"), [rain, cafe]);
    assert_eq!(finds("silen "), [], "until a space ends it");
    assert_eq!(finds("silen* ra* "), [rain, cafe], "and any word with a star is one");
    assert_eq!(finds("sile* cafe "), [cafe]);
    assert_eq!(finds("rain -cafe"), [rain], "a word to leave out");
    assert_eq!(finds("rain -\"in the rain\""), [rain], "a phrase to leave out");
    assert_eq!(finds("rain -caf*"), [rain], "a beginning to leave out");
    assert_eq!(finds("can't"), [rain], "an apostrophe is no wall");
    assert_eq!(finds("rain s"), [rain, cafe], "the first letter of a word says nothing yet");
    assert_eq!(finds("nowhere"), []);
}

#[test]
fn more_endings_than_are_sought_one_by_one_are_found_too() {
    // Up to a number of endings each is looked for by itself; behind that number another way answers, and must answer alike.
    let (_scratch, mut practice, client) = one_client();
    let mut written = Vec::new();
    for n in 0..70 {
        let word = format!("inter{}{}", char::from(b'a' + n / 26), char::from(b'a' + n % 26));
        written.push(write(&mut practice, client, "2026-03-01", &[(&word, None)]));
        if [59, 60, 61, 69].contains(&n) {
            let newest: Vec<_> = written.iter().rev().take(20).copied().collect();
            assert_eq!(sessions(&practice, "inter"), newest, "{} endings", n + 1);
        }
    }
    assert_eq!(sessions(&practice, "interz"), []);
}

#[test]
fn the_passage_is_shown_with_its_hits_and_its_tags() {
    // The excerpt is what she recognises a note by.
    let (_scratch, mut practice, client) = one_client();
    let before = "Nothing of note. ".repeat(30);
    let tagged = "I vanish when he shouts";
    write(&mut practice, client, "2026-03-01", &[(&before, None), (tagged, Some(("S", "unhealthy"))), (&before, None)]);
    let hit = found(&practice, "vanish shouts ").remove(0);
    let shown: String = hit.excerpt.iter().map(|f| f.text.as_str()).collect();
    assert!(shown.contains(tagged) && shown.starts_with('…') && shown.ends_with('…'), "{shown}");
    assert!((150..300).contains(&shown.chars().count()), "{shown}");
    let hits: Vec<&Fragment> = hit.excerpt.iter().filter(|f| f.hit).collect();
    assert_eq!(hits.iter().map(|f| f.text.as_str()).collect::<Vec<_>>(), ["vanish", "shouts"]);
    assert!(hits.iter().all(|f| f.factor.is_some_and(|factor| factor.letter() == "S")), "{hits:?}");
    assert_eq!(hit.tags.len(), 1);
    assert_eq!((hit.tags[0].factor.letter(), hit.tags[0].aspect.word()), ("S", "unhealthy"));
    assert!(found(&practice, "nothing ").remove(0).tags.is_empty(), "only tags that a shown hit stands in");
}

#[test]
fn the_place_of_a_hit_is_told_by_its_words() {
    // The window goes to the very words, not to the first that look alike.
    let (_scratch, mut practice, client) = one_client();
    let pieces =
        [("tea and tea", None), ("", None), ("then TEA", Some(("S", "healthy"))), ("tea again", Some(("B", "shows")))];
    write(&mut practice, client, "2026-03-01", &pieces);
    let spot = |typed: &str| found(&practice, typed).remove(0).spot.map(|spot| (spot.words, spot.nth));
    assert_eq!(spot("tea "), Some(("tea".into(), 0)));
    assert_eq!(spot("tea factor:S"), Some(("TEA".into(), 0)));
    assert_eq!(spot("tea factor:B"), Some(("tea".into(), 2)));
    assert_eq!(spot("factor:B"), Some(("tea again".into(), 0)), "without words it is the passage itself");
}

#[test]
fn a_word_many_times_in_a_long_note_is_shown_at_once() {
    // A transcript of an hour must not hold up the letters that are being typed.
    let (_scratch, mut practice, client) = one_client();
    write(&mut practice, client, "2026-03-01", &[(&"so it went on and on ".repeat(15_000), None)]);
    let before = std::time::Instant::now();
    assert_eq!(found(&practice, "on went").len(), 1);
    assert!(before.elapsed().as_secs() < 5, "{:?}", before.elapsed());
}

#[test]
fn a_signed_addendum_is_found_with_its_note() {
    // What was added later is a part of the record, and may be the very thing that is looked for.
    let (_scratch, mut practice, client) = one_client();
    let tag = Some(("S", "shows"));
    let session = write(&mut practice, client, "2026-03-01", &[("rain", tag)]);
    practice.sign_note(session, 1, on("2026-03-01")).unwrap();
    let draft = AddendumDraft { reason: "A correction".into(), text: "It was a hailstorm.\n\nAnd no rain.".into() };
    practice.draft_addendum(session, &draft, on("2026-03-02")).unwrap();
    assert_eq!(sessions(&practice, "hailstorm"), [], "a draft is no part of the record yet");
    practice.sign_addendum(session, &draft, on("2026-03-02")).unwrap();
    for typed in ["hailstorm", "correction", "\"no rain\"", "signed rain hail", "factor:S rain"] {
        assert_eq!(sessions(&practice, typed), [session], "{typed}");
    }
    assert_eq!(sessions(&practice, "factor:S hailstorm"), [], "it stands in no passage");
    expect_sound(&practice);
    practice.remove(Removable::Session(session), on("2026-03-03")).unwrap();
    practice.purge(Removable::Session(session), on("2026-03-03")).unwrap();
    assert_eq!(sessions(&practice, "hailstorm"), []);
    expect_sound(&practice);
}
