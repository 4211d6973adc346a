//! Back to where one was: on a screen, after a start, and with everything as large as it was.

use super::steps::*;
use crate::driver::*;

const PLACE: &str = "return Math.round(document.querySelector('main').scrollTop)";
const WIDTH: &str = "return innerWidth";

// Who comes back to a long screen and finds its top has to look for the place again, every time.
#[test]
fn one_comes_back_to_the_place_where_one_was() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("one_comes_back_to_the_place_where_one_was"));
    unlock(&window, PASSPHRASE);
    window.press("Settings");
    window.screen("settings");
    window.reads("There is no backup yet.");
    window.script("document.querySelector('main').scrollTop = 300", &[]);
    window.press("Handouts");
    window.screen("handouts");
    assert_eq!(window.script(PLACE, &[]), 0, "another screen begins at its top");
    window.keys_times(&[ALT], Key::Left.into(), 1);
    window.screen("settings");
    window.until("the place on the screen", || window.script(PLACE, &[]) == 300);
    // The buttons at the side of a mouse, which the driver's own mouse does not have.
    let press = "for (const type of ['mousedown', 'mouseup'])
        document.body.dispatchEvent(new MouseEvent(type, { button: arguments[0], bubbles: true, cancelable: true }))";
    window.script(press, &[4.into()]);
    window.screen("handouts");
    window.script(press, &[3.into()]);
    window.screen("settings");
}

// Who needs large letters needs them on the lock screen too, and the next morning.
#[test]
fn everything_is_as_large_as_it_was_chosen_also_after_the_next_start() {
    let home = Home::with_practice();
    let test = "everything_is_as_large_as_it_was_chosen_also_after_the_next_start";
    let window = Window::open(&home, &Launch::of(test));
    window.screen("unlock");
    let plain = window.script(WIDTH, &[]).as_f64().expect("a width");
    let wide = |window: &Window| window.script(WIDTH, &[]).as_f64().map(|width| (plain / width * 100.0).round());
    window.chord(&[CONTROL], '+');
    window.reads("Everything at 110 %.");
    window.until("larger letters", || wide(&window) == Some(110.0));
    // The driver's mouse counts pixels as they are without it.
    window.until("the cursor in the passphrase", || window.has_focus("field", "Passphrase"));
    window.keys(PASSPHRASE);
    window.key(Key::Enter);
    window.screen("desk");
    window.chord(&[CONTROL], '+');
    window.until("still larger letters", || wide(&window) == Some(125.0));
    window.close();
    let kept = std::fs::read_to_string(home.at("config/secure-base/preferences.json")).unwrap_or_default();
    assert!(kept.contains("\"zoom\": 125") && kept.contains("\"window\": {"), "{kept}");
}
