//! The composer over time: what is not saved yet survives, each saved state can be taken back, two who save do not lose each
//! other's words, and what is typed is taken as it is.

use secure_base_practice::{OwnHandoutDraft, Practice};
use serde_json::{Value, json};

use super::steps::*;
use crate::driver::*;

const TITLE: &str = "For hard evenings";
const MESSAGE: &str = "You can be kind to yourself.";

fn to_composer(window: &Window) {
    window.press("Handouts");
    window.screen("handouts");
    window.press("Compose a handout");
    window.screen("compose");
}

/// Waits until what is not saved is kept all the same.
fn kept(window: &Window) {
    let ask = "return document.querySelector('[data-keep-state]')?.dataset.keepState";
    window.until("the words to be kept", || window.script(ask, &[]) == "saved");
}

fn value(window: &Window, label: &str) -> String {
    let ask = "const label = [...document.querySelectorAll('label')].find((one) => one.textContent.trim().startsWith(arguments[0]));
        return label?.control?.value ?? ''";
    window.see("field", label);
    window.script(ask, &[label.into()]).as_str().unwrap_or_default().to_owned()
}

fn pages(window: &Window) -> String {
    let ask = "return [...document.querySelectorAll('.pages svg text')].map((one) => one.textContent).join(' ')";
    let text = window.script(ask, &[]);
    text.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pages_show(window: &Window, words: &str) {
    window.until(&format!("“{words}” on the pages"), || pages(window).contains(words));
}

/// Saves behind the window's back, as another window would.
fn save_elsewhere(window: &Window, title: &str) {
    let ask = "const [title, done] = arguments;
        const ask = window.__TAURI_INTERNALS__.invoke;
        ask('handouts', {}).then(async ([first]) => {
            const opened = await ask('open_composition', { id: first.id });
            opened.composition.title = title;
            await ask('save_own_handout', opened);
            done('saved');
        }).catch((problem) => done(problem.message ?? String(problem)))";
    assert_eq!(window.script_async(ask, &[json!(title)]), "saved");
}

fn titles(practice: &Practice) -> Vec<String> {
    practice.own_handouts().expect("handouts").into_iter().map(|one| one.title).collect()
}

// An hour of composing must survive a walk to another screen, a lock, and the power going.
#[test]
fn what_is_composed_and_not_saved_survives_leaving_a_lock_and_a_kill() {
    let test = "what_is_composed_and_not_saved_survives_leaving_a_lock_and_a_kill";
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    to_composer(&window);
    window.fill("Title", TITLE);
    window.fill("Main message", MESSAGE);
    window.press("Clients");
    window.screen("clients");
    window.press("Handouts");
    window.reads("Not saved yet");
    window.expect_accessible("a shelf with unfinished work");
    window.press(&format!("{TITLE}*"));
    assert_eq!(value(&window, "Main message"), MESSAGE);
    window.fill("Title", "For very hard evenings");
    lock(&window);
    unlock(&window, PASSPHRASE);
    to_composer(&window);
    window.reads("Your handout is as you left it. It is not saved yet.");
    assert_eq!(value(&window, "Title"), "For very hard evenings");
    window.press("+ Your own words");
    window.fill("Your own words", "Breathe out slowly.");
    kept(&window);
    window.kill();
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    to_composer(&window);
    pages_show(&window, "Breathe out slowly.");
    window.press("Throw the changes away");
    window.until("the empty title", || value(&window, "Title").is_empty());
    window.press("Undo: The changes are thrown away.");
    pages_show(&window, "Breathe out slowly.");
    window.press("Save");
    window.reads("is saved among your handouts");
    window.press("Handouts");
    window.see("button", "Change: For very hard evenings");
    window.until("nothing unsaved", || !window.text().contains("Not saved yet"));
    window.close();
    assert_eq!(titles(&home.records()), ["For very hard evenings"]);
    assert!(home.records().all_unfinished().expect("it reads").is_empty());
}

// What was pasted and cut is work too; and what she throws away is gone, unless she thinks better of it.
#[test]
fn an_article_that_is_not_saved_survives_a_kill() {
    let test = "an_article_that_is_not_saved_survives_a_kill";
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    let to_articles = |window: &Window| {
        window.press("Handouts");
        window.press("Your articles");
        window.screen("articles");
    };
    to_articles(&window);
    window.press("Add an article");
    window.fill("Paste the article", "Sleep well.\n\nAnd eat.");
    window.press("Cut into paragraphs");
    window.press("Use as material: paragraph 2");
    window.fill("Title", "On rest");
    window.reads("Not saved yet. What you write is kept until you do.");
    std::thread::sleep(std::time::Duration::from_millis(1500));
    window.kill();
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    to_articles(&window);
    window.press("Throw away: On rest");
    window.press("Undo: “On rest” is thrown away.");
    window.press("On rest*");
    window.reads("1 piece of material marked");
    assert_eq!(value(&window, "Paragraph 2"), "And eat.");
    window.press("Save article");
    window.screen("articles");
    window.reads("1 piece of material");
    assert!(!window.text().contains("Not saved yet"));
}

// What read better last month is looked at and taken back, and nothing of today is lost by that.
#[test]
fn an_earlier_state_of_a_handout_is_taken_back() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("an_earlier_state_of_a_handout_is_taken_back"));
    unlock(&window, PASSPHRASE);
    to_composer(&window);
    window.fill("Title", TITLE);
    window.fill("Main message", MESSAGE);
    window.press("Save");
    window.reads("is saved among your handouts");
    window.press("Earlier states…");
    window.reads("Each time you save, the handout is kept here as it was before.");
    window.press("Close");
    window.fill("Main message", "Other words.");
    pages_show(&window, "Other words.");
    window.chord(&[CONTROL], 's');
    window.until("the save", || {
        window.script("return document.querySelector('[data-keep-state]').dataset.keepState", &[]) == "clean"
    });
    window.press("Earlier states…");
    window.see("dialog", "Earlier states of this handout");
    let then =
        "return [...document.querySelectorAll('[role=dialog] svg text')].map((one) => one.textContent).join(' ')";
    window.until("the pages as they were", || {
        window.script(then, &[]).as_str().is_some_and(|text| text.contains("kind"))
    });
    window.expect_accessible("earlier states of a handout");
    window.press("Take back this state");
    pages_show(&window, MESSAGE);
    assert_eq!(value(&window, "Main message"), MESSAGE);
    window.press("Save");
    window.until("the save", || {
        let own = home_handouts(&window);
        own.iter().any(|one| one["message"] == MESSAGE)
    });
    window.close();
    let practice = home.records();
    let own = practice.own_handouts().expect("handouts").remove(0);
    assert_eq!(practice.own_handout_states(own.id).expect("states").len(), 2, "the later words are kept in their turn");
}

fn home_handouts(window: &Window) -> Vec<Value> {
    let ask = "const [done] = arguments;
        window.__TAURI_INTERNALS__.invoke('handouts', {}).then((all) => done(all.filter((one) => one.own !== null)))";
    window.script_async(ask, &[]).as_array().cloned().unwrap_or_default()
}

// Of two who save the same handout, the second is told, and chooses; neither's words are lost.
#[test]
fn a_handout_saved_from_elsewhere_is_not_saved_over_in_silence() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("a_handout_saved_from_elsewhere_is_not_saved_over_in_silence"));
    unlock(&window, PASSPHRASE);
    to_composer(&window);
    window.fill("Title", TITLE);
    window.fill("Main message", MESSAGE);
    window.press("Save");
    window.reads("is saved among your handouts");
    save_elsewhere(&window, "Saved elsewhere");
    window.fill("Title", "Saved here");
    window.press("Save");
    window.see("dialog", "This handout was saved from elsewhere");
    window.expect_accessible("two who save");
    window.press("Not now");
    assert_eq!(value(&window, "Title"), "Saved here");
    window.press("Save");
    window.press("Save as a new one");
    window.reads("“Saved here” is saved among your handouts.");
    save_elsewhere(&window, "Elsewhere again");
    window.fill("Title", "Saved over");
    window.press("Save");
    window.press("Save over it");
    window.reads("“Saved over” is saved among your handouts.");
    window.close();
    let practice = home.records();
    assert_eq!(titles(&practice), ["Saved over", "Saved elsewhere"]);
    let own = practice.own_handouts().expect("handouts").remove(0);
    let earlier: Vec<_> =
        practice.own_handout_states(own.id).expect("states").into_iter().map(|one| one.title).collect();
    assert_eq!(earlier, ["Elsewhere again", "Saved here"]);
}

// Clients read in many scripts. What has no font must be told, and a title like a paragraph must not break the screen.
#[test]
fn whatever_is_typed_is_taken_as_it_is() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("whatever_is_typed_is_taken_as_it_is"));
    unlock(&window, PASSPHRASE);
    to_composer(&window);
    window.fill("Title", TITLE);
    window.press("+ Your own words");
    let told = || window.text().contains("No font on this computer has these signs");
    // The first four are set from the program's own fonts, wherever it runs.
    for (index, words) in
        ["Ζήσε ήρεμα", "Живи спокойно", "Żyj łagodnie", "Hãy nghỉ ngơi", "خذ نفسا", "נשום לאט"].iter().enumerate()
    {
        window.fill("Your own words", words);
        pages_show(&window, words.split(' ').next().unwrap_or_default());
        assert!(index > 3 || !told(), "{words} is set");
    }
    // 慢 is Chinese; where no font has it, the pages and the line above them say so.
    window.fill("Your own words", "慢慢来");
    pages_show(&window, "慢慢来");
    let boxes = pages(&window).contains("stand as empty boxes");
    window.until("the same word above the pages", || told() == boxes);
    let long = "Evenings ".repeat(34).trim().to_owned();
    assert!(long.chars().count() > 300);
    window.fill("Title", &long);
    pages_show(&window, "Evenings Evenings");
    super::sizes::fits(&window, "a title of 300 letters");
    window.press("Save");
    window.reads("at most 120 fit");
    assert_eq!(value(&window, "Title"), long, "nothing typed is lost");
    window.fill("Title", &"x".repeat(120));
    window.press("Dismiss: A title*");
    window.press("Save");
    window.reads("is saved among your handouts");
    super::sizes::fits(&window, "a title without a gap");
    window.press("Handouts");
    window.screen("handouts");
    super::sizes::fits(&window, "a shelf with a long title");
}

// A handout like a book is slow to set; the keys must not wait for it.
#[test]
fn two_hundred_items_can_be_composed() {
    let home = Home::with_practice();
    let part =
        |n: usize| format!("[[part]]\nkind = \"own\"\ntext = \"Item {n}: breathe out, and let the shoulders sink.\"\n");
    let composition = format!(
        "id = \"\"\ntitle = \"Long\"\nmessage = \"Much.\"\npurpose = \"\"\ntherapist_lines = 0\n{}",
        (1..=200).map(part).collect::<String>()
    );
    let draft = OwnHandoutDraft { title: "Long".into(), composition };
    home.records().add_own_handout(&draft, chrono::Local::now().fixed_offset()).expect("a handout");
    let window = Window::open(&home, &Launch::of("two_hundred_items_can_be_composed"));
    unlock(&window, PASSPHRASE);
    window.press("Handouts");
    window.press("Change: Long");
    window.screen("compose");
    pages_show(&window, "Item 200");
    window.click("field", "Title");
    window.key(Key::End);
    window.keys("er and longer");
    pages_show(&window, "Longer and longer");
    assert_eq!(value(&window, "Title"), "Longer and longer");
    window.press("Save");
    window.reads("is saved among your handouts");
}
