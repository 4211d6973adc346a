//! A hand on the keys and the mouse.

use std::time::Duration;

use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use serde_json::json;

use super::{Key, Window, keys, process::within, window::PATIENCE};

impl Window {
    /// Presses a button with the mouse, once it can be pressed.
    pub fn press(&self, name: &str) {
        self.click("button", name);
    }

    /// Presses what has this role and name with the mouse.
    pub fn click(&self, role: &str, name: &str) {
        let mut why = String::from("it is not there, or disabled");
        let pressed = within(PATIENCE, || {
            let element = self.find(role, name)?;
            if !self.wait(element.is_enabled()).unwrap_or(false) {
                return None;
            }
            // A screen that was just drawn anew has another button of that name; the next look finds it.
            let scroll = self.client.execute("arguments[0].scrollIntoView({ block: 'nearest' })", vec![json!(element)]);
            self.wait(scroll).ok()?;
            self.wait(element.click()).map_err(|error| why = format!("{error:?}")).ok()
        });
        assert!(pressed.is_some(), "the {role} “{name}” cannot be pressed: {why}. The window says:\n{}", self.text());
    }

    /// Puts the cursor into a field, clears it, and types.
    pub fn fill(&self, label: &str, text: &str) {
        // A field that moves under the mouse, because words above it come or go, is missed: so it is tried again.
        self.until(&format!("the cursor in “{label}”"), || {
            self.click("field", label);
            self.has_focus("field", label)
        });
        self.chord(&[Key::Control], 'a');
        self.key(Key::Backspace);
        self.keys(text);
    }

    /// Whether what has this role and name has the focus.
    pub fn has_focus(&self, role: &str, name: &str) -> bool {
        let here = self.wait(self.client.active_element()).ok();
        here.zip(self.find(role, name)).is_some_and(|(here, there)| here.element_id() == there.element_id())
    }

    /// Types letters.
    pub fn keys(&self, text: &str) {
        self.act(keys::letters(text));
    }

    /// Presses a key.
    pub fn key(&self, key: Key) {
        self.keys_times(&[], key.into(), 1);
    }

    /// Presses a letter while other keys are held.
    pub fn chord(&self, held: &[Key], letter: char) {
        self.keys_times(held, letter, 1);
    }

    /// Presses a key so many times while others are held.
    pub fn keys_times(&self, held: &[Key], key: char, times: usize) {
        self.act(keys::chord(held, key, times));
    }

    /// Drags the mouse from one place in the window to another.
    pub fn drag(&self, from: (f64, f64), to: (f64, f64)) {
        let go = |(x, y): (f64, f64)| PointerAction::MoveTo { duration: Some(Duration::from_millis(60)), x, y };
        let hand = MouseActions::new("mouse".into())
            .then(go(from))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(go(to))
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.act(hand);
    }

    /// Chooses from a list that drops down.
    pub fn choose(&self, label: &str, option: &str) {
        let list = self.see("choice", label);
        self.wait(list.select_by_label(option)).unwrap_or_else(|why| panic!("“{option}” in “{label}”: {why}"));
    }

    /// Moves the mouse to a corner where nothing lights up under it.
    pub(super) fn rest_mouse(&self) {
        let move_away = PointerAction::MoveTo { duration: None, x: 2.0, y: 2.0 };
        self.act(MouseActions::new("mouse".into()).then(move_away));
    }

    fn act(&self, what: impl Into<fantoccini::actions::Actions>) {
        match self.wait(self.client.perform_actions(what)) {
            // A key that ends the window is let go where there is no window any more.
            Err(gone) if gone.is_no_such_window() => {}
            done => done.expect("keys and mouse work"),
        }
    }
}
