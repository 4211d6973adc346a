//! Plain words: the grade of every shipped handout.

use secure_base_handouts::{
    Library,
    reading::{grade, hard_words, longest_sentence},
};

// A handout that needs more than six years of school is for colleagues, not for clients in distress.
#[test]
fn every_handout_reads_at_grade_six_and_no_section_above_eight() {
    for handout in Library::shipped().expect("it can be read").handouts() {
        assert!(handout.grade() <= 6.0, "{} is of grade {:.1}", handout.id, handout.grade());
        let sections = handout.sections();
        for (name, text) in sections {
            assert!(grade(&text) <= 8.0, "\"{name}\" in {} is of grade {:.1}", handout.id, grade(&text));
        }
    }
}

// The measure itself: worked by hand, so that a change to it does not quietly let hard words through.
#[test]
fn the_grade_is_flesch_and_kincaids() {
    let worked =
        |words: f32, sentences: f32, syllables: f32| 0.39 * words / sentences + 11.8 * syllables / words - 15.59;
    assert!((grade("The cat sat on the mat.") - worked(6.0, 1.0, 6.0)).abs() < 0.01);
    assert!((grade("I like tea. You like milk.") - worked(6.0, 2.0, 6.0)).abs() < 0.01);
    assert!((grade("A little table needed repair.") - worked(5.0, 1.0, 9.0)).abs() < 0.01);
    assert_eq!(grade(""), 0.0);
}

// What a clinician is shown while she composes: the sentence to cut and the words to swap.
#[test]
fn the_longest_sentence_and_the_hard_words_are_named() {
    let text =
        "I am here. Is there a more reliable communication between us two? An Intergenerational matter; communication!";
    assert_eq!(longest_sentence(text), ("Is there a more reliable communication between us two".into(), 9));
    assert_eq!(hard_words(text), ["communication", "Intergenerational"]);
    assert_eq!((longest_sentence(""), hard_words("")), ((String::new(), 0), Vec::new()));
}
