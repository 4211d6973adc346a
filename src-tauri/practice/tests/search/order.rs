//! Newest first by the day of the session, a page at a time; what is removed is never found.

use secure_base_practice::{HitPlace, Removable, SessionId};

use super::{expect_sound, nth_day, on, one_client, sessions, write};
use crate::{add, at, paragraph};

#[test]
fn newest_first_by_the_day_and_not_by_when_it_was_written_down() {
    // An import, a late entry or a moved session has a higher number and an earlier day.
    let (_scratch, mut practice, client) = one_client();
    let days = ["2026-03-05", "2024-06-01", "2026-03-09", "1999-12-31", "2026-03-05"];
    let tag = Some(("S", "shows"));
    let written = days.map(|day| write(&mut practice, client, day, &[("rain", tag)]));
    let expected = [2, 4, 0, 1, 3].map(|n| written[n]);
    assert_eq!(sessions(&practice, "rain"), expected);
    assert_eq!(sessions(&practice, "factor:S rain"), expected);
    assert_eq!(sessions(&practice, "unsigned"), expected);
    expect_sound(&practice);
}

#[test]
fn page_after_page_every_note_comes_once() {
    let (_scratch, mut practice, client) = one_client();
    let mut written = Vec::new();
    for n in 0..45 {
        // Three notes a day, the days out of order, each with two passages that have the word.
        let session = practice.start_session(client, nth_day(n * 7 % 15)).unwrap().value.id;
        let tag = Some(("E", "shows"));
        let document = super::document(&[("rain", tag), ("more rain", tag)]);
        practice.save_note(session, &document, 0, on("2026-05-01")).unwrap();
        written.push((nth_day(n * 7 % 15).date_naive(), session));
    }
    written.sort();
    written.reverse();
    for typed in ["rain", "factor:E rain", "factor:E", "unsigned"] {
        let (mut all, mut pages, mut after) = (Vec::new(), Vec::new(), None);
        loop {
            let page = practice.search_notes(typed, after).unwrap();
            after = page.hits.last().map(|hit| HitPlace { day: hit.day, session: hit.session });
            pages.push(page.hits.len());
            all.extend(page.hits.iter().map(|hit| (hit.day, hit.session)));
            if !page.more {
                break;
            }
        }
        assert_eq!(pages, [20, 20, 5], "{typed}");
        assert!(all == written, "{typed}");
    }
}

#[test]
fn what_is_removed_is_not_found_until_it_is_put_back() {
    let (_scratch, mut practice, client) = one_client();
    let tag = Some(("S", "shows"));
    let one = write(&mut practice, client, "2026-03-01", &[("rain", tag)]);
    let other = add(&mut practice, "Bo Larkmead").id;
    let two = write(&mut practice, other, "2026-03-02", &[("rain", tag)]);
    let all = ["rain", "factor:S rain", "unsigned", "after:2025"];
    let expect = |practice: &secure_base_practice::Practice, expected: &[SessionId]| {
        all.iter().for_each(|typed| assert_eq!(sessions(practice, typed), expected, "{typed}"));
        expect_sound(practice);
    };
    expect(&practice, &[two, one]);
    for what in [Removable::Client(client), Removable::Session(one)] {
        practice.remove(what, at(13, 0)).unwrap();
        expect(&practice, &[two]);
        practice.put_back(what, at(13, 1)).unwrap();
        expect(&practice, &[two, one]);
    }
    practice.remove(Removable::Client(client), at(13, 0)).unwrap();
    assert_eq!(practice.search_notes("client:ada", None).unwrap().hints, ["No client is called “ada”."]);
    practice.purge(Removable::Client(client), at(13, 2)).unwrap();
    expect(&practice, &[two]);
}

#[test]
fn what_is_typed_anew_is_found_and_what_was_there_is_not() {
    let (_scratch, mut practice, client) = one_client();
    let session = write(&mut practice, client, "2026-03-01", &[("lighthouse", Some(("S", "shows")))]);
    practice.save_note(session, &paragraph("harbour"), 1, at(10, 2)).unwrap();
    for gone in ["lighthouse", "factor:S", "factor:S harbour"] {
        assert_eq!(sessions(&practice, gone), [], "{gone}");
    }
    let tagged = super::document(&[("harbour", Some(("B", "healthy"))), ("harbour", Some(("E", "shows")))]);
    practice.save_note(session, &tagged, 2, at(10, 3)).unwrap();
    for there in ["harbour", "factor:B", "factor:E harbour"] {
        assert_eq!(sessions(&practice, there), [session], "{there}");
    }
    expect_sound(&practice);
}
