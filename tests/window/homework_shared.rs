//! Homework that leaves the practice: reminders for a calendar, and templates for colleagues. Nothing of a client goes with them.

use std::fs;

use super::steps::*;
use crate::driver::*;

const NAME: &str = "Maren Holloway";
const TASK: &str = "Walk with Maren round the pond";
const OPEN: &str = "documents/shared.json";

fn practice_with_task(window: &Window) {
    unlock(window, PASSPHRASE);
    first_session(window, NAME);
    window.press("Assign homework");
    window.fill("Task", TASK);
    window.fill("How often", "1");
    window.choose("In what time", "a day");
    window.press("Assign");
    window.see("button", &format!("Remove: {TASK}"));
    open_client(window, NAME);
    window.press("Goals and all homework");
    window.screen("clientHomework");
}

// A phone lies on tables: what it shows is what the clinician chose, and by default nothing of the task or of her.
#[test]
fn a_reminder_says_only_what_was_chosen() {
    let home = Home::with_practice();
    home.prefer("dark", true);
    let window = Window::open(&home, &Launch::of("a_reminder_says_only_what_was_chosen"));
    practice_with_task(&window);
    let remind = || {
        window.press(&format!("Reminder: {TASK}"));
        window.see("field", "What stands there");
    };
    remind();
    window.press("As a line");
    let line = "return [...document.querySelectorAll('textarea')].at(-1)?.value ?? ''";
    window.until("a line to copy", || {
        window.script(line, &[]).as_str().is_some_and(|line| line.starts_with("Reminder: every day"))
    });
    window.expect_accessible("a reminder");
    window.fill("What stands there", "");
    window.press("Save as .ics…");
    window.reads("Say what is to stand in the calendar");
    window.fill("What stands there", "Pond");
    window.press("Save as .ics…");
    window.reads("Saved as ");
    let file = fs::read_to_string(home.at("saved/Reminder.ics")).expect("the calendar file");
    for words in ["BEGIN:VCALENDAR\r\n", "SUMMARY:Pond\r\n", "RRULE:FREQ=DAILY"] {
        assert!(file.contains(words), "“{words}” stands in it: {file}");
    }
    for words in ["Walk", "Maren", "Holloway", PRACTICE_NAME] {
        assert!(!file.contains(words), "“{words}” does not stand in it: {file}");
    }
    open_log(&window);
    window.reads(&format!("Saved homework of {NAME}, session 1 as a file"));
}

// A file that a colleague sends is a stranger's: it is taken up as a whole or not at all, and never for more than text.
#[test]
fn templates_are_shared_without_the_client() {
    let home = Home::with_practice();
    let shared = home.at(OPEN);
    let variables = [("SECURE_BASE_OPEN", shared.to_str().expect("a path"))];
    let window =
        Window::open(&home, &Launch { variables: &variables, ..Launch::of("templates_are_shared_without_the_client") });
    practice_with_task(&window);
    window.press(&format!("Make a template: {TASK}"));
    window.see("dialog", "Change a template");
    window.reads("Read it over: names on file are left out of it");
    window.expect_accessible("a template just made, to be read over");
    window.press("Save template");
    window.press("Homework");
    window.screen("homework");
    window.press("Templates");
    window.screen("homeworkTemplates");
    window.press("Export all of your own…");
    window.reads("Saved as ");
    let file = fs::read_to_string(home.at("saved/Homework templates.json")).expect("the file to share");
    assert!(file.contains("round the pond") && !file.contains("Maren"), "the task without the name: {file}");

    fs::write(&shared, &file).expect("a file");
    import(&window, "0 templates added. 1 were here already.");
    strangers(&window, |text| fs::write(&shared, text).expect("a file"));
    fs::write(&shared, file.replace("round the pond", "<b>up</b> the hill")).expect("a file");
    import(&window, "1 template added.");
    window.press("Undo: 1 template added.");
    window.until("the template to go", || !window.text().contains("<b>up</b> the hill"));
    import(&window, "1 template added.");
    window.reads("<b>up</b> the hill");
    window.expect_accessible("the templates");
}

/// Files that are refused, each in its own words; after all of them there is still the one template.
fn strangers(window: &Window, put: impl Fn(&str)) {
    let one = |title: &str| {
        format!(
            r#"{{"title": "{title}", "what": "x", "why": "", "when": "", "often": null,
        "minutes": null, "factor": null, "aspect": null, "handout": null}}"#
        )
    };
    let file = |templates: &str| {
        format!(r#"{{"format": "secure-base-homework-templates", "version": 1, "templates": [{templates}]}}"#)
    };
    let many = vec![one("Many"); 501].join(",");
    let refused = [
        ("not JSON at all".to_owned(), "This is no file of homework templates"),
        (file(""), "There is no template in this file."),
        (file(&many), "This file holds 501 templates"),
        (" ".repeat(1024 * 1024 + 1), "larger than 1 MB"),
        (file(&one("a")).replace("\"version\": 1", "\"version\": 9"), "update this program"),
        (file(&one("a").replace("\"why\"", "\"script\"")), "holds something that does not belong there"),
        (file(&[one("Good"), one("")].join(",")), "Template 2 of this file:"),
    ];
    for (text, words) in refused {
        put(&text);
        import(window, words);
        let titles = "return document.querySelectorAll('[aria-label=\"Your own templates\"] li').length";
        assert_eq!(window.script(titles, &[]), 1, "nothing is taken up from a file where “{words}”");
    }
}

fn import(window: &Window, words: &str) {
    window.press("Import…");
    window.reads(words);
}
