//! Scoring against known patterns of answers: the edge of every band, blank items, and the forms as they ship.

use super::*;

fn form(key: &str) -> &'static Questionnaire {
    questionnaire(key).expect("it ships")
}

/// Answers that add up to a total, the last questions answered first.
fn adding_up_to(form: &Questionnaire, total: u32) -> Answers {
    let mut left = total;
    let mut items = vec![Some(0); form.items.len()];
    for item in items.iter_mut().rev() {
        let answer = left.min(u32::from(form.top_answer()));
        *item = Some(answer as u8);
        left -= answer;
    }
    assert_eq!(left, 0, "{total} can be reached");
    Answers { items, unscored: None }
}

fn band(key: &str, total: u32) -> String {
    let score = form(key).score(&adding_up_to(form(key), total)).expect("its own answers");
    assert_eq!(score.total, Some(total));
    score.band.expect("every total has a band")
}

// A total one off its edge is a client told to be better or worse than the form says.
#[test]
fn every_total_of_the_phq_9_falls_into_its_band() {
    let edges =
        [(0, 4, "minimal"), (5, 9, "mild"), (10, 14, "moderate"), (15, 19, "moderately severe"), (20, 27, "severe")];
    for (from, to, name) in edges {
        (from..=to).for_each(|total| assert_eq!(band("phq-9", total), name, "{total}"));
    }
    assert_eq!(form("phq-9").top_score(), 27);
}

#[test]
fn every_total_of_the_gad_7_falls_into_its_band() {
    for (from, to, name) in [(0, 4, "minimal"), (5, 9, "mild"), (10, 14, "moderate"), (15, 21, "severe")] {
        (from..=to).for_each(|total| assert_eq!(band("gad-7", total), name, "{total}"));
    }
    assert_eq!(form("gad-7").top_score(), 21);
}

// A guess for a blank item would be a number that nobody gave.
#[test]
fn a_form_with_a_blank_item_has_no_total() {
    let phq = form("phq-9");
    for blank in 0..phq.items.len() {
        let mut answers = adding_up_to(phq, 20);
        answers.items[blank] = None;
        let score = phq.score(&answers).expect("its own");
        assert_eq!((score.total, score.band), (None, None));
        assert_eq!(score.blank, [blank as u8 + 1]);
    }
}

// The last question says how hard it makes life. Added in, it would lift the total by up to three.
#[test]
fn the_question_on_difficulty_is_not_scored() {
    let phq = form("phq-9");
    let answers = Answers { unscored: Some(3), ..adding_up_to(phq, 4) };
    assert_eq!(phq.score(&answers).expect("its own").band.as_deref(), Some("minimal"));
}

// Question nine is heard whatever the total is, and also when others are blank.
#[test]
fn an_answer_about_self_harm_above_zero_is_told() {
    let phq = form("phq-9");
    for answer in [None, Some(0), Some(1), Some(2), Some(3)] {
        let mut items = vec![None; 9];
        items[8] = answer;
        let score = phq.score(&Answers { items, unscored: None }).expect("its own");
        assert_eq!(score.self_harm, answer.filter(|answer| *answer > 0));
    }
    let worst = adding_up_to(form("gad-7"), 21);
    assert_eq!(form("gad-7").score(&worst).expect("its own").self_harm, None, "it asks nothing of the kind");
}

#[test]
fn the_check_in_is_scored_by_factor_and_has_no_total() {
    let form = form("check-in");
    let items = [4, 3, 2, 1, 1, 1, 0, 4, 4].map(Some).to_vec();
    let score = form.score(&Answers { items: items.clone(), unscored: None }).expect("its own");
    assert_eq!(score.factors.iter().map(|one| one.sum).collect::<Vec<_>>(), [Some(9), Some(3), Some(8)]);
    assert_eq!((score.total, score.band, form.top_score()), (None, None, 12));
    let mut items = items;
    items[4] = None;
    let score = form.score(&Answers { items, unscored: None }).expect("its own");
    assert_eq!(score.factors.iter().map(|one| one.sum).collect::<Vec<_>>(), [Some(9), None, Some(8)], "only its own");
}

#[test]
fn answers_of_another_form_are_refused() {
    let phq = form("phq-9");
    let gad = adding_up_to(form("gad-7"), 3);
    assert!(phq.score(&gad).is_err(), "seven answers to nine questions");
    let mut beyond = adding_up_to(phq, 3);
    beyond.items[0] = Some(4);
    assert!(phq.score(&beyond).is_err());
    assert!(phq.score(&Answers { unscored: Some(4), ..adding_up_to(phq, 3) }).is_err());
    assert!(form("gad-7").score(&Answers { unscored: Some(0), ..gad }).is_err(), "it has no such question");
}

#[test]
fn answers_are_written_down_and_read_again() {
    for text in ["010-20031/1", "0000000", "---------", "43210----"] {
        assert_eq!(text.parse::<Answers>().expect("it is read").to_string(), text);
    }
    for text in ["01x", "0/1/2", "0/12"] {
        assert!(text.parse::<Answers>().is_err(), "{text}");
    }
}

// A form without its licence may not be shown, and bands with a hole have totals without a name.
#[test]
fn the_forms_that_ship_are_whole() {
    for form in questionnaires() {
        assert!(!form.licence.is_empty() && !form.source.is_empty() && !form.items.is_empty(), "{}", form.key);
        assert!((2..=9).contains(&form.answers.len()), "an answer is one digit");
        assert_eq!(form.validated, !form.bands.is_empty(), "{}", form.key);
        if form.validated {
            assert!((0..=form.top_score()).all(|total| form.band(total).is_some()), "{}", form.key);
            assert!(form.licence.contains("No permission required"), "{}", form.key);
        } else {
            assert!(form.source.contains("Not validated"), "{}", form.key);
        }
    }
    assert_eq!(
        questionnaires().iter().map(|form| form.key.as_str()).collect::<Vec<_>>(),
        ["phq-9", "gad-7", "check-in"]
    );
}
