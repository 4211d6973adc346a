//! Whoever works without a mouse reaches everything: on each screen Tab comes to every control there is.

use super::steps::*;
use crate::driver::*;

/// Within these the arrow keys go from one to the next, and Tab comes to one of them.
const TOGETHER: &str = "[role=radiogroup], [role=toolbar], [role=listbox], [role=grid], [role=tablist], [role=menu]";

/// The controls that are there, each marked with its number: their names, and whether Tab may leave them out, because the arrows
/// or a key of the field beside them (Alt and an arrow opens a calendar) do it.
const CONTROLS: &str = "const [together] = arguments;
    document.querySelectorAll('[data-walked]').forEach((one) => one.removeAttribute('data-walked'));
    const all = 'button, a[href], input, select, textarea, summary, [tabindex], [contenteditable=true], [role=radio], [role=option]';
    const open = (one) => !one.matches('[disabled], [aria-hidden=true]') && one.checkVisibility() && !one.matches('main, h1, h2, .skip')
        && (one.tabIndex >= 0 || one.matches('button, a, input, select, textarea'));
    const found = [...document.querySelectorAll(all)].filter(open);
    found.forEach((one, at) => (one.dataset.walked = at));
    return found.map((one) => [
        (one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent).trim().replace(/\\s+/gu, ' ').slice(0, 60),
        one.closest(together) !== null || (one.type === 'radio' && !one.checked) ||
            (one.tabIndex < 0 && one.parentElement.querySelector('[aria-keyshortcuts]') !== null),
    ])";
const HERE: &str = "return Number(document.activeElement?.dataset.walked ?? -1)";

fn walk(window: &Window, screen: &str) {
    window.screen(screen);
    let look = || -> Vec<(String, bool)> {
        serde_json::from_value(window.script(CONTROLS, &[TOGETHER.into()])).expect("the controls")
    };
    let mut controls = look();
    // What is still being read brings controls of its own.
    window.until("the screen to be whole", || {
        std::thread::sleep(std::time::Duration::from_millis(300));
        let before = std::mem::replace(&mut controls, look());
        before == controls
    });
    assert!(controls.len() > 5, "{screen} has controls: {controls:?}");
    window.script("document.activeElement?.blur(); document.body.focus()", &[]);
    let mut reached = vec![false; controls.len()];
    // Once around, and a little more for what the web view itself takes.
    for _ in 0..2 * controls.len() + 10 {
        window.key(Key::Tab);
        if let Some(at) = window.script(HERE, &[]).as_u64() {
            reached[at as usize] = true;
        }
        if reached.iter().zip(&controls).all(|(reached, (_, arrows))| *reached || *arrows) {
            return;
        }
    }
    let missed: Vec<&str> = controls
        .iter()
        .zip(reached)
        .filter(|((_, arrows), reached)| !arrows && !reached)
        .map(|((name, _), _)| &**name)
        .collect();
    let last = window.script("return document.activeElement?.outerHTML.slice(0, 200)", &[]);
    panic!("{screen}: Tab never comes to {missed:?}; it ended at {last}");
}

// A control that only a mouse reaches does not exist for somebody with a sore hand.
#[test]
fn tab_comes_to_every_control_of_every_screen() {
    let home = Home::new();
    let window =
        Window::open(&home, &Launch { size: SMALL, ..Launch::of("tab_comes_to_every_control_of_every_screen") });
    open_sample(&window);
    walk(&window, "clients");
    window.press("Today");
    walk(&window, "desk");
    window.press("Week");
    walk(&window, "week");
    of_a_client(&window);
    of_homework_and_handouts(&window);
    of_the_settings(&window);
}

fn of_a_client(window: &Window) {
    open_client(window, "Tamsin Orrowby");
    walk(window, "client");
    window.press("Details");
    walk(window, "details");
    open_client(window, "Tamsin Orrowby");
    window.press("Formulation");
    walk(window, "formulation");
    window.press("On paper…");
    window.see("heading", "Goals");
    walk(window, "formulationSheet");
    open_client(window, "Tamsin Orrowby");
    window.press("Formulation");
    window.press("S Relationship with self: Unhealthy*");
    window.see("heading", "Handouts that fit");
    walk(window, "formulationCell");
    open_client(window, "Tamsin Orrowby");
    window.press("Measures and charts");
    walk(window, "measures");
    open_client(window, "Tamsin Orrowby");
    window.press("Goals and all homework");
    walk(window, "clientHomework");
    open_client(window, "Tamsin Orrowby");
    window.press("Session 15*");
    window.see("field", "Note");
    walk(window, "session");
}

fn of_homework_and_handouts(window: &Window) {
    window.press("Homework");
    walk(window, "homework");
    window.press("Templates");
    walk(window, "homeworkTemplates");
    window.press("Handouts");
    window.reads("Three roots of feeling secure");
    walk(window, "handouts");
    window.press("Three roots of feeling secure*");
    walk(window, "handout");
}

fn of_the_settings(window: &Window) {
    window.press("Settings");
    walk(window, "settings");
    window.press("Open the log");
    window.reads("Viewed Tamsin Orrowby");
    walk(window, "log");
    window.press("Settings");
    window.press("Import clients…");
    walk(window, "import");
}
