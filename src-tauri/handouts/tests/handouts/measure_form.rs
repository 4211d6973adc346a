//! Measures on paper: their own words whole, their licence on the sheet, and boxes that a screen reader finds.

use secure_base_handouts::{Format, MeasureForm, Pages, Paper, Role, lay_out_measure_form, print_measure_form};
use secure_base_model::{questionnaire, questionnaires};

use crate::{
    options,
    slip::{all_words, keep},
    tags,
};

const SCALE: MeasureForm =
    MeasureForm::Scale { name: "How steady this week", low: "not at all", high: "as steady as can be" };

fn pages(form: MeasureForm, format: Format) -> Pages {
    lay_out_measure_form(form, None, None, &options(format, Paper::A4)).expect("it is set")
}

// Each form in each format on each paper is tagged as strictly as a handout.
#[test]
fn every_form_is_tagged_as_strictly_as_a_handout() {
    let forms = questionnaires().iter().map(MeasureForm::Questionnaire).chain([SCALE]);
    for (index, form) in forms.enumerate() {
        for format in Format::ALL {
            for paper in Paper::ALL {
                let name = format!("measure {index} {format} {paper}");
                let named = (paper == Paper::Letter).then_some("Ada");
                let printed = print_measure_form(form, named, None, &options(format, paper)).expect("it prints");
                tags::check(&name, &printed.bytes);
                keep(&name, &printed.bytes);
            }
        }
    }
}

// An instrument is only itself with its own words, in order and whole; and it may be copied only as its licence says.
#[test]
fn a_form_has_its_own_words_and_its_licence() {
    for form in questionnaires() {
        for format in Format::ALL {
            let text = all_words(&pages(MeasureForm::Questionnaire(form), format));
            let mut rest = text.as_str();
            for words in form.items.iter().map(|item| &item.text).chain([&form.source, &form.licence]) {
                let (_, after) = rest.split_once(words.as_str()).unwrap_or_else(|| panic!("{format}: {words}: {text}"));
                rest = after;
            }
            assert!(text.contains(&form.intro), "{format}: {text}");
        }
    }
}

// Nine questions over two sheets are filled in to the end of the first.
#[test]
fn in_the_standard_format_a_form_is_one_page() {
    for form in questionnaires() {
        for paper in Paper::ALL {
            let set =
                lay_out_measure_form(MeasureForm::Questionnaire(form), None, None, &options(Format::Standard, paper));
            assert_eq!(set.expect("it is set").pages.len(), 1, "{} {paper}", form.key);
        }
    }
}

#[test]
fn every_answer_has_a_box_and_the_check_in_says_what_it_is() {
    let phq = questionnaire("phq-9").expect("it ships");
    for format in Format::ALL {
        let set = pages(MeasureForm::Questionnaire(phq), format);
        let boxes = set.structure.elements.iter().filter(|one| matches!(one.role, Role::Form(_))).count();
        assert_eq!(boxes, 9 * 4 + 4 + 2, "{format}: answers, the last question, name and date");
        assert!(all_words(&set).contains("tell your therapist today"), "{format}");
        let own = questionnaire("check-in").expect("it ships");
        assert!(all_words(&pages(MeasureForm::Questionnaire(own), format)).contains("Not validated"), "{format}");
    }
    let scale = all_words(&pages(SCALE, Format::Standard));
    assert!(scale.contains("How steady this week") && scale.contains("10 = as steady as can be"), "{scale}");
}
