//! Every screen in a small window, and as it is at 200 % zoom.

use super::steps::*;
use crate::driver::*;

/// The wide window at 200 % zoom leaves half of its width and height.
const ZOOMED: (u32, u32) = (640, 480);
const HANDOUT: &str = "Three roots of feeling secure";

// Reading should need scrolling in one direction only (WCAG 1.4.10), and no button may be out of reach.
#[test]
fn no_screen_scrolls_sideways() {
    let home = Home::new();
    let list = home.at("documents/list.csv");
    let unbroken = "x".repeat(200);
    std::fs::write(&list, format!("Name,Date of birth,{unbroken}\n{unbroken},1980-04-23,{unbroken}\n,,{unbroken}\n"))
        .expect("a list");
    let variables = [("SECURE_BASE_OPEN", list.to_str().expect("a path"))];
    let window = Window::open(&home, &Launch { variables: &variables, ..Launch::of("no_screen_scrolls_sideways") });
    fits(&window, "welcome");
    open_sample(&window);
    window.reads("Tamsin");
    fits(&window, "clients");
    open_client(&window, "Bartholomew Featherstonehaugh-Adeyinka");
    fits(&window, "client");
    window.press("Details");
    window.screen("details");
    window.click("radio", "Family");
    window.press("Add a person");
    window.press("Add an agreement");
    fits(&window, "details");
    window.press("Cancel");
    window.press("Leave without saving");
    window.screen("client");
    window.reads("Session 10 ");
    window.press("Session 10*");
    window.screen("session");
    window.press("Assign homework");
    window.see("field", "Task");
    fits(&window, "session");
    window.press("Handouts");
    window.press(&format!("{HANDOUT}*"));
    window.see("page", &format!("{HANDOUT}: page 1 of *"));
    fits(&window, "handout");
    other_handout_screens(&window);
    window.press("Settings");
    window.screen("settings");
    window.reads("There is no backup yet.");
    fits(&window, "settings");
    window.press("Import clients…");
    window.screen("import");
    window.press("Choose a file…");
    window.see("choice", "Date of birth");
    fits(&window, "import");
    window.press("Settings");
    window.screen("settings");
    window.press("New recovery code…");
    window.fill("Passphrase", secure_base_practice::SAMPLE_PASSPHRASE);
    window.press("Continue");
    shown_code(&window);
    fits(&window, "a new recovery code");
    window.key(Key::Escape);
    window.press("Open the log");
    window.reads("Viewed Bartholomew");
    fits(&window, "log");
    window.press("Settings");
    window.press("Versions, promise and licences");
    window.reads("SQLCipher");
    fits(&window, "about");
    open_client(&window, "Bartholomew Featherstonehaugh-Adeyinka");
    window.press("Remove…");
    window.press("Remove client");
    window.screen("clients");
    window.press("Settings");
    window.press("Trash (1)");
    window.see("button", "Put back: Bartholomew*");
    fits(&window, "trash");
    lock(&window);
    fits(&window, "locked");
}

fn other_handout_screens(window: &Window) {
    window.press("Make your own of it");
    window.see("button", "Take out: *");
    fits(window, "compose");
    window.press("Handouts");
    window.screen("handouts");
    window.press("Packet…");
    window.press("Add: *");
    fits(window, "packet");
    window.press("Handouts");
    window.press("Your articles");
    window.press("Add an article");
    window.fill("Paste the article", "x");
    window.press("Cut into paragraphs");
    window.press("Use as material: paragraph 1");
    fits(window, "article");
}

// Homework has the densest screens of all, and the forms in them are where it gets tight.
#[test]
fn no_screen_of_homework_scrolls_sideways() {
    let home = Home::new();
    let window = Window::open(&home, &Launch::of("no_screen_of_homework_scrolls_sideways"));
    open_sample(&window);
    window.press("Homework");
    window.screen("homework");
    window.see("list", "Stale");
    fits(&window, "homework");
    window.press("Templates");
    window.screen("homeworkTemplates");
    window.see("list", "Templates that come with the handouts");
    fits(&window, "homeworkTemplates");
    window.press("New template");
    fits(&window, "a new template");
    window.key(Key::Escape);
    open_client(&window, "Tamsin Orrowby");
    homework_of_one(&window);
    open_client(&window, "Tamsin Orrowby");
    measures_of_one(&window);
    open_client(&window, "Rukhsana Teal");
    window.press("Session *");
    window.screen("session");
    window.press("Partly: *");
    window.see("button", "Keep this look");
    fits(&window, "looking at a task");
}

fn homework_of_one(window: &Window) {
    window.press("Goals and all homework");
    window.screen("clientHomework");
    window.press("Set a goal");
    window.fill("The goal, in the client’s own words", &"unbroken".repeat(30));
    window.press("Set goal");
    window.press("Rate: *");
    fits(window, "rating a goal");
    window.click("radio", "4");
    window.press("Keep the rating");
    window.press("The ratings as a table");
    window.press("The same figures as tables");
    window.press("All about: *");
    fits(window, "clientHomework");
    window.press("Reminder: *");
    window.see("field", "What stands there");
    fits(window, "a reminder");
    window.key(Key::Escape);
    window.press("Print the history…");
    fits(window, "the history on paper");
    window.key(Key::Escape);
}

// Three columns of passages are the widest thing there is, and a long course is wider than any window.
#[test]
fn no_screen_of_the_formulation_scrolls_sideways() {
    let home = Home::new();
    let window = Window::open(&home, &Launch::of("no_screen_of_the_formulation_scrolls_sideways"));
    open_sample(&window);
    open_client(&window, "Tamsin Orrowby");
    window.press("Formulation");
    window.screen("formulation");
    window.press("The same figures as a table");
    window.press("Write your words on Biology");
    window.fill("What you make of it: Biology", &"unbroken".repeat(40));
    fits(&window, "writing own words");
    window.press("Save words");
    window.see("button", "Change your words on Biology");
    fits(&window, "formulation");
    window.press("S Relationship with self: Unhealthy*");
    window.see("heading", "Homework that fits");
    fits(&window, "a cell of the formulation");
}

fn measures_of_one(window: &Window) {
    window.press("Measures and charts");
    window.screen("measures");
    window.press("The figures as a table");
    fits(window, "measures");
    window.press("Add a measure");
    fits(window, "what can be measured");
    window.press("Another measure, by its score");
    window.fill("Measure", &"unbroken".repeat(15));
    window.fill("Score", "12");
    window.press("Save the score");
    fits(window, "a measure with a long name");
    window.press("Add: PHQ-9");
    fits(window, "measure form");
    window.press("Cancel");
}

pub fn fits(window: &Window, screen: &str) {
    let ask = "const wide = innerWidth;
        const place = document.querySelector('main');
        if (place.scrollWidth > place.clientWidth || document.documentElement.scrollWidth > wide)
            return [...document.querySelectorAll('main *, nav *, .banner *')]
                .filter((one) => one.getBoundingClientRect().right > wide + 1 && one.checkVisibility())
                .map((one) => one.outerHTML.slice(0, 120)).slice(0, 5).concat('…');
        return [...document.querySelectorAll('button, input, select, textarea')]
            .filter((one) => one.checkVisibility() && !one.closest('.skip'))
            .filter((one) => { const box = one.getBoundingClientRect(); return box.right > wide + 1 || box.left < -1; })
            .map((one) => one.outerHTML.slice(0, 120))";
    for size in [SMALL, ZOOMED] {
        window.resize(size);
        let outside = window.script(ask, &[]);
        assert_eq!(outside, serde_json::json!([]), "outside the screen “{screen}” at {size:?}");
        window.expect_accessible(&format!("{screen} at {size:?}"));
    }
    window.resize(WIDE);
}
