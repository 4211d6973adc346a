//! The loop closes: a passage tagged in a note leads to the formulation, to a handout, to homework, to its review in the next
//! session, and the course shows what came of it; then the formulation goes home on paper.

use super::steps::*;
use crate::driver::*;

const NAME: &str = "Maren Holloway";
const FIRST: &str = "She calls herself a burden.";
const SECOND: &str = "She made tea and waited.";
const UNCHOSEN: &str = "Her sister must not know.";
const OWN: &str = "A hard voice takes over when nobody answers.";
const CELL: &str = "S Relationship with self: Unhealthy. 2 passages. Open";

// This is what the product is for, from end to end; and what is not chosen must never reach the client's page.
#[test]
fn the_loop_closes() {
    let home = Home::with_practice();
    known_client(&home, NAME);
    let window = Window::open(&home, &Launch { size: SMALL, ..Launch::of("the_loop_closes") });
    unlock(&window, PASSPHRASE);
    open_client(&window, NAME);
    window.press("Start today's session");
    write_tagged(&window, FIRST, "3");
    write_tagged(&window, UNCHOSEN, "3");
    let task = from_the_cell(&window);
    reviewed_in_the_next_session(&window, &task);
    the_course_shows_it(&window);
    on_paper(&window, &home);
}

/// Writes words at the end of the note and tags them with S and the aspect of that number.
fn write_tagged(window: &Window, words: &str, aspect: &str) {
    window.screen("session");
    window.until("the cursor in the note", || in_note(window));
    window.keys(words);
    window.keys_times(&[SHIFT], Key::Left.into(), words.chars().count());
    window.chord(&[ALT], 's');
    window.see("dialog", "Tag this passage");
    window.keys(aspect);
    window
        .until("the tag", || ["healthy", "unhealthy"].iter().any(|aspect| tagged(window, "S", aspect).contains(words)));
    window.key(Key::End);
    window.keys(" ");
    saved(window);
}

fn open_board(window: &Window) {
    open_client(window, NAME);
    window.press("Formulation");
    window.screen("formulation");
}

/// Gives the first handout that fits, agrees on the first task that fits, and answers which.
fn from_the_cell(window: &Window) -> String {
    open_board(window);
    window.press("Write your words on Relationship with self");
    window.fill("What you make of it: Relationship with self", OWN);
    window.press("Save words");
    window.reads("Your words are saved.");
    window.press(CELL);
    window.screen("formulationCell");
    window.reads("2 passages this month under S, unhealthy.");
    let handout = first_title(window, "fitting-handouts");
    window.press(&format!("{handout}*"));
    window.screen("handout");
    window.press(&format!("Give to {NAME}"));
    window.screen("client");
    window.reads(&format!("“{handout}” given to {NAME}."));

    open_board(window);
    window.press(CELL);
    window.screen("formulationCell");
    let template = first_title(window, "fitting-tasks");
    window.press(&format!("{template}*"));
    window.reads("In session 1, today.");
    let what = "return document.querySelector('[data-screen] form textarea, [data-screen] form input').value";
    let task = window.script(what, &[]).as_str().unwrap_or_default().to_owned();
    assert!(!task.is_empty(), "the template fills in the task");
    window.press("Assign");
    window.reads("Homework agreed.");
    task
}

fn first_title(window: &Window, section: &str) -> String {
    window.until("what fits", || window.script(&title(section), &[]).is_string());
    window.script(&title(section), &[]).as_str().unwrap_or_default().to_owned()
}

fn title(section: &str) -> String {
    format!("return document.querySelector('#{section} ~ ul .title')?.textContent.trim()")
}

fn reviewed_in_the_next_session(window: &Window, task: &str) {
    open_client(window, NAME);
    window.press("Add a session…");
    window.see("dialog", "Add a session");
    window.press("Add session");
    window.screen("session");
    window.reads("Homework from before");
    let beginning: String = task.chars().take(20).collect();
    window.press(&format!("Done: {beginning}*"));
    window.press("Keep this look");
    window.see("list", "Looked at in this session");
    window.press("Clients");
    open_client(window, NAME);
    window.press("Session 2*");
    window.screen("session");
    let place = "document.querySelector('[aria-label=Note].note-text').focus()";
    window.see("field", "Note");
    window.script(place, &[]);
    write_tagged(window, SECOND, "2");
}

// Two sessions, in each what was tagged, agreed on and found done.
fn the_course_shows_it(window: &Window) {
    open_board(window);
    window.press("The same figures as a table");
    let table = "return [...document.querySelectorAll('details[open] tbody tr')]
        .map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim()).join(' '))";
    assert_eq!(window.script(table, &[]), serde_json::json!(["0 0 2 1 0", "0 0 1 0 1"]), "the course");
}

fn on_paper(window: &Window, home: &Home) {
    window.press("On paper…");
    window.screen("formulationSheet");
    window.reads("On the page: No passage.");
    window.expect_accessible("choosing for paper");
    window.click("tick", "Your own words");
    window.click("tick", FIRST);
    window.reads("On the page: 1 passage, your words on S.");
    window.click("radio", "For clinicians");
    window.expect_accessible("choosing for clinicians");
    window.press("Save as PDF…");
    window.reads("Saved as ");
    let summary = text_of(&only_pdf(home));
    for words in [OWN, FIRST, "session 1", "Relationship with self", NAME] {
        assert!(summary.contains(words), "“{words}” stands in the summary: {summary}");
    }
    for words in [UNCHOSEN, SECOND] {
        assert!(!summary.contains(words), "“{words}” was not chosen: {summary}");
    }
    window.click("radio", "For the client");
    window.press("Go on in the composer");
    window.screen("compose");
    window.see("page", "What we have seen so far: page 1 of *");
    window.until("the words on the page", || {
        let drawn = window.script("return document.querySelector('.pages').textContent", &[]);
        drawn.as_str().is_some_and(|text| text.contains("calls herself") && text.contains("hard voice"))
    });
    let drawn = window.script("return document.querySelector('.pages').textContent", &[]);
    assert!(!drawn.as_str().is_some_and(|text| text.contains("sister")), "what was not chosen is not drawn");
    window.expect_accessible("the shared formulation in the composer");
    window.press(&format!("Give to {NAME}"));
    window.screen("client");
    window.reads("“What we have seen so far” given to");
    open_log(window);
    window.reads(&format!("Saved the formulation of {NAME} as a file"));
}

fn only_pdf(home: &Home) -> std::path::PathBuf {
    let files: Vec<_> =
        std::fs::read_dir(home.at("saved")).expect("a folder").flatten().map(|one| one.path()).collect();
    assert_eq!(files.len(), 1, "one file is saved: {files:?}");
    files[0].clone()
}

fn text_of(pdf: &std::path::Path) -> String {
    let text = output(std::process::Command::new("pdftotext").arg(pdf).arg("-"));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
