//! Measures: a form is filled in by the keyboard, scored, charted; and an answer about self-harm is never overlooked.

use serde_json::json;

use super::steps::*;
use crate::driver::*;

const NAME: &str = "Oriel Tamworth";

// An answer about self-harm that waits in a table is one that nobody sees: it must be told at once and lead to the risk form.
#[test]
fn a_phq_9_by_keyboard_tells_of_self_harm_and_leads_to_the_risk_form() {
    for theme in ["light", "dark"] {
        let home = Home::with_practice();
        home.prefer(theme, true);
        let window = Window::open(&home, &Launch::of("a_phq_9_by_keyboard_tells_of_self_harm"));
        unlock(&window, PASSPHRASE);
        first_session(&window, NAME);
        open_measures(&window);
        window.reads("Nothing measured yet");
        window.expect_accessible("no measures");
        blank_ones_are_named(&window);
        by_keyboard(&window);
        chart_and_table(&window);
        corrected_and_removed(&window);
        to_the_risk_form(&window);
    }
}

fn open_measures(window: &Window) {
    window.press("Measures");
    window.screen("measures");
}

fn enter(window: &Window, form: &str) {
    window.press("Add a measure");
    window.see("heading", "Add a measure");
    window.expect_accessible("what can be measured");
    window.press(&format!("Enter: {form}"));
    window.see("heading", "*");
}

/// A form that is left half-filled waits, and one with blank questions is kept only on purpose and without a score.
fn blank_ones_are_named(window: &Window) {
    enter(window, "GAD-7");
    window.keys("21-");
    window.reads("2 of 7 answered");
    open_client(window, NAME);
    window.reads("The half-filled GAD-7 waits");
    window.press("Add a measure");
    window.screen("measures");
    window.reads("2 of 7 answered");
    window.press("Save the GAD-7");
    window.reads("Questions 3, 4, 5, 6 and 7 left blank.");
    window.expect_accessible("a form with blank questions");
    window.press("Keep it so");
    window.reads("Not scored. Questions 3, 4, 5, 6 and 7 left blank");
    window.press("Undo: GAD-7*");
    window.reads("Nothing measured yet");
}

fn by_keyboard(window: &Window) {
    enter(window, "PHQ-9");
    window.reads("No permission required to reproduce, translate, display or distribute.");
    window.keys("1121101");
    // A slip of the finger: back, and the right one.
    window.key(Key::Backspace);
    window.keys("2");
    window.keys("02");
    window.reads("Question 9, on self-harm, is answered “More than half the days”.");
    window.keys("1");
    window.until("the focus on saving", || window.has_focus("button", "Save the PHQ-9"));
    window.expect_accessible("a filled form");
    window.key(Key::Enter);
    window.reads("An answer about self-harm wants to be looked at");
    window.reads(&format!("{NAME} answered it with “More than half the days” in the PHQ-9, today."));
    window.until("the focus on the notice", || {
        window.script("return document.activeElement?.dataset.harm !== undefined", &[]) == true
    });
    window.reads("10 of 27, moderate");
    window.reads("How difficult it made life: somewhat difficult");
    window.expect_accessible("an answer about self-harm");
}

fn chart_and_table(window: &Window) {
    let drawn = "const svg = document.querySelector('section svg');
        return [svg.querySelectorAll('circle').length, svg.querySelectorAll('.band').length,
            svg.querySelectorAll('.session').length]";
    assert_eq!(window.script(drawn, &[]), json!([1, 4, 1]), "one point, four edges of bands, a session");
    window.press("The figures as a table");
    let table = "return [...document.querySelectorAll('section td')].map((one) => one.textContent.trim())";
    assert_eq!(
        window.script(table, &[]),
        json!(["10 of 27, moderate", "1", "–", "–", "–", "–"]),
        "the same as a table"
    );
    window.expect_accessible("a measure's chart and table");
}

fn corrected_and_removed(window: &Window) {
    window.press("Correct: PHQ-9*");
    window.keys("3");
    window.press("Save the correction");
    window.reads("12 of 27, moderate");
    window.reads("before: 10 of 27, moderate");
    window.press("Remove: PHQ-9*");
    window.reads("Nothing measured yet");
    window.press("Undo: The PHQ-9 of today*");
    window.reads("12 of 27, moderate");
}

fn to_the_risk_form(window: &Window) {
    open_client(window, NAME);
    window.reads("An answer about self-harm wants to be looked at");
    window.expect_accessible("a client's page with an answer about self-harm");
    window.press("Looked at: PHQ-9*");
    window.until("the notice goes", || !window.text().contains("An answer about self-harm wants"));
    window.press("Undo: Marked as looked at*");
    window.press("Open the risk form");
    window.screen("session");
    window.until("the form in the note", || note_text(window).contains("What raised concern"));
    window.until("the cursor in the note", || in_note(window));
    window.keys("Thoughts at night, no plan.");
    saved(window);
    open_client(window, NAME);
    window.reads("An answer about self-harm wants to be looked at");
    window.press("Today");
    window.screen("desk");
    window.reads("Answers about self-harm (1)");
    window.reads("Self-harm: an answer in the PHQ-9 of today wants to be looked at");
    window.expect_accessible("a desk with an answer about self-harm");
    window.press("Next note*");
    window.screen("session");
    window.reads("until a note with a risk form is signed after it");
    window.expect_accessible("a session with an answer about self-harm");
    window.press("Looked at: PHQ-9*");
    window.until("the notice goes", || !window.text().contains("An answer about self-harm wants"));
}

// The client who fills in a form sees the form and nothing of the records, and no score.
#[test]
fn a_form_is_handed_over_to_the_client() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("a_form_is_handed_over_to_the_client"));
    unlock(&window, PASSPHRASE);
    first_session(&window, NAME);
    open_measures(&window);
    window.press("Add a measure");
    window.press("Hand over: Check-in");
    window.see("dialog", "A short check-in on three roots");
    window.reads("Not validated.");
    window.expect_accessible("a form that is handed over");
    // The keys of the app are out of reach.
    window.key(Key::Escape);
    window.chord(&[CONTROL], 'f');
    window.keys("432143210");
    window.press("I am done");
    window.reads("Please give the computer back now.");
    window.expect_accessible("handing back");
    window.press("I have it back");
    window.reads("Biology 9, Early 8, Self 3, each of 12");
    window.reads("Not validated");
    stopped_half_way_is_on_file(&window);
    what_the_client_said_is_told_to_the_clinician(&window);
}

/// Who stops has said something all the same: it is on file before the computer is given back.
fn stopped_half_way_is_on_file(window: &Window) {
    window.press("Add a measure");
    window.press("Hand over: PHQ-9");
    window.see("dialog", "Patient Health Questionnaire (PHQ-9)");
    window.keys("--------2");
    window.reads("Please tell your therapist now");
    window.press("Stop here");
    window.reads("Please give the computer back now.");
    window.press("I have it back");
    window.reads("answered it with “More than half the days”");
    window.press("Looked at: PHQ-9*");
    window.until("the notice goes", || !window.text().contains("An answer about self-harm wants"));
    window.press("Remove: PHQ-9*");
    window.until("it goes", || !window.text().contains("Not scored."));
}

/// On the client's screen an answer about self-harm has kind words and no record; the clinician is told as soon as it is given back.
fn what_the_client_said_is_told_to_the_clinician(window: &Window) {
    window.press("Add a measure");
    window.press("Hand over: PHQ-9");
    window.see("dialog", "Patient Health Questionnaire (PHQ-9)");
    window.keys("0000000010");
    window.reads("Please tell your therapist now");
    assert!(!window.text().contains("risk form"), "that is the clinician's");
    window.press("I am done");
    window.press("I have it back");
    window.reads("An answer about self-harm wants to be looked at");
    window.reads("1 of 27, minimal");
    window.press("Correct: PHQ-9*");
    window.keys("1");
    window.reads("Save, and open the risk form");
    window.press("Save, and open the risk form");
    window.screen("session");
    window.until("the form in the note", || note_text(window).contains("What raised concern"));
}

// Scales and scores that the clinician names are offered again, and their numbers are checked.
#[test]
fn scales_and_scores_are_entered() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("scales_and_scores_are_entered"));
    unlock(&window, PASSPHRASE);
    first_session(&window, NAME);
    open_measures(&window);
    window.press("Add a measure");
    window.press("Name a scale of 0 to 10");
    window.press("Save the mark");
    window.reads("Give the scale a name: a few words are enough.");
    window.fill("What it measures", "How steady this week");
    window.fill("What 10 means", "as steady as can be");
    window.click("radio", "7");
    window.expect_accessible("a scale");
    window.press("Save the mark");
    window.reads("7 of 10");
    window.press("Add a measure");
    window.see("button", "Enter: How steady this week");
    window.press("Another measure, by its score");
    window.fill("Measure", "CORE-10");
    window.fill("Score", "41");
    window.fill("Lowest there is", "0");
    window.fill("Highest there is", "40");
    window.press("Save the score");
    window.reads("The score lies outside its range: check both.");
    window.fill("Score", "12,5");
    window.expect_accessible("a score");
    window.press("Save the score");
    window.reads("12.5 (0 to 40)");
}
