//! Goals in the client's own words: set, rated, charted against sessions and homework, and every step with its way back.

use super::steps::*;
use crate::driver::*;

const NAME: &str = "Maren Holloway";
const GOAL: &str = "I want to be alright when the house is quiet";
const TASK: &str = "One quiet cup of tea";

// A rating that cannot be taken back, or a goal that its homework is not seen at, would make the chart say what nobody meant.
#[test]
fn a_goal_is_set_rated_and_served() {
    for theme in ["light", "dark"] {
        let home = Home::with_practice();
        home.prefer(theme, true);
        let window = Window::open(&home, &Launch::of("a_goal_is_set_rated_and_served"));
        unlock(&window, PASSPHRASE);
        first_session(&window, NAME);
        open_goals(&window);
        window.reads("None yet. A goal stands in the client’s own words");
        set(&window);
        rate(&window);
        serve(&window);
        chart(&window);
        reach_and_remove(&window);
    }
}

fn open_goals(window: &Window) {
    open_client(window, NAME);
    window.press("Goals and all homework");
    window.screen("clientHomework");
}

fn set(window: &Window) {
    window.press("Set a goal");
    window.press("Set goal");
    window.reads("Write the goal: a few words are enough.");
    window.fill("The goal, in the client’s own words", GOAL);
    window.click("radio", "S Self");
    window.expect_accessible("setting a goal");
    window.press("Set goal");
    window.reads("The goal is set.");
    window.reads("Not rated yet.");
}

fn rate(window: &Window) {
    let mark = |mark: &str| {
        window.press(&format!("Rate: {GOAL}"));
        window.click("radio", mark);
        window.expect_accessible("rating a goal");
        window.press("Keep the rating");
        window.reads(&format!("Rated {mark} of 10."));
    };
    before_it_was_set(window);
    mark("9");
    window.press("Undo: Rated 9 of 10.");
    window.reads("Not rated yet.");
    mark("3");
    // A second rating on the same day stands beside the first.
    mark("4");
}

/// A year too early is a slip of the finger that would stretch the chart.
fn before_it_was_set(window: &Window) {
    window.press(&format!("Rate: {GOAL}"));
    window.click("radio", "9");
    window.fill("Day", "1 May 2016");
    window.key(Key::Tab);
    window.reads("The day lies before");
    window.press("Cancel");
}

fn serve(window: &Window) {
    open_client(window, NAME);
    window.press("Session 1*");
    window.screen("session");
    window.press("Assign homework");
    window.fill("Task", TASK);
    window.choose("Serves the goal", GOAL);
    window.press("Assign");
    window.see("button", &format!("Done: {TASK}"));
    window.press(&format!("Done: {TASK}"));
    window.reads("Marked as done.");
    open_goals(window);
    window.reads("1 task");
}

fn chart(window: &Window) {
    window.see("button", "The ratings as a table");
    let drawn = "const svg = document.querySelector('#goals ~ ul svg');
        return ['.rating', '.session', '.agreed', '.done'].map((one) => svg.querySelectorAll(one).length)";
    assert_eq!(
        window.script(drawn, &[]),
        serde_json::json!([2, 1, 1, 1]),
        "two ratings, a session, a task agreed and done"
    );
    window.press("The ratings as a table");
    let table = "return [...document.querySelectorAll('#goals ~ ul td')].map((one) => one.textContent.trim())";
    let expected = serde_json::json!(["3, 4", "1", "1 for this goal", "1 for this goal"]);
    assert_eq!(window.script(table, &[]), expected, "the same as a table");
    window.expect_accessible("a goal's chart and table");
}

fn reach_and_remove(window: &Window) {
    window.press(&format!("Change: {GOAL}"));
    window.click("radio", "Reached");
    window.press("Save goal");
    window.reads("The goal is saved.");
    window.reads("Reached");
    window.press(&format!("Remove: {GOAL}"));
    window.press("Undo: The goal is in the trash.");
    window.see("button", &format!("Rate: {GOAL}"));
}
