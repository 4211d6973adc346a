//! The display's own keyboard and pointer, through X's test extension: the program cannot tell them from real ones.

use std::{thread, time::Duration};

use x11rb::{
    connection::Connection,
    protocol::{
        xproto::{ConnectionExt, InputFocus, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, MOTION_NOTIFY_EVENT, Window},
        xtest::ConnectionExt as _,
    },
    rust_connection::RustConnection,
};

use super::Display;

/// How fast it types.
const STROKE: Duration = Duration::from_millis(12);

/// Keys that write nothing.
#[derive(Clone, Copy)]
pub enum XKey {
    /// Control.
    Control,
    /// Shift.
    Shift,
    /// Alt.
    Alt,
}

impl XKey {
    fn symbol(self) -> u32 {
        match self {
            XKey::Control => 0xffe3,
            XKey::Shift => 0xffe1,
            XKey::Alt => 0xffe9,
        }
    }
}

/// The keyboard of a display.
pub struct Keyboard {
    server: RustConnection,
    root: Window,
    first: u8,
    columns: usize,
    symbols: Vec<u32>,
}

impl Keyboard {
    /// Takes it in hand, and sees to it that what is typed goes to the window: no window manager does that here.
    pub fn of(display: &Display) -> Keyboard {
        let (server, screen) = x11rb::connect(Some(display.name())).expect("the display answers");
        let setup = server.setup();
        let root = setup.roots[screen].root;
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let asked = server.get_keyboard_mapping(first, last - first + 1).expect("sent").reply().expect("a keyboard");
        if let Some(window) = display.front() {
            server.set_input_focus(InputFocus::PARENT, window, x11rb::CURRENT_TIME).expect("sent");
        }
        Keyboard { root, first, columns: asked.keysyms_per_keycode.into(), symbols: asked.keysyms, server }
    }

    /// Types one letter.
    pub fn letter(&self, letter: char) {
        let symbol = match letter {
            '\n' => 0xff0d,
            '\t' => 0xff09,
            other => u32::from(other),
        };
        let (key, column) = self.key(symbol);
        if column == 1 {
            self.held(XKey::Shift, || self.stroke(key));
        } else {
            self.stroke(key);
        }
    }

    /// Types a letter while a key is held.
    pub fn chord(&self, held: XKey, letter: char) {
        self.held(held, || self.letter(letter));
    }

    /// Moves the pointer.
    pub fn point(&self, x: i16, y: i16) {
        self.server
            .xtest_fake_input(MOTION_NOTIFY_EVENT, 0, 0, self.root, x, y, 0)
            .expect("sent")
            .check()
            .expect("moved");
    }

    fn held(&self, held: XKey, step: impl FnOnce()) {
        let (key, _) = self.key(held.symbol());
        self.send(KEY_PRESS_EVENT, key);
        step();
        self.send(KEY_RELEASE_EVENT, key);
    }

    fn stroke(&self, key: u8) {
        self.send(KEY_PRESS_EVENT, key);
        self.send(KEY_RELEASE_EVENT, key);
        thread::sleep(STROKE);
    }

    fn send(&self, kind: u8, key: u8) {
        self.server.xtest_fake_input(kind, key, 0, self.root, 0, 0, 0).expect("sent").check().expect("pressed");
    }

    /// The key with this symbol, and whether it is its first or, with Shift, its second.
    fn key(&self, symbol: u32) -> (u8, usize) {
        let mut all = self.symbols.iter().enumerate().filter(|(at, _)| at % self.columns < 2);
        let (at, _) = all.find(|(_, found)| **found == symbol).expect("the keyboard has the letter");
        (self.first + (at / self.columns) as u8, at % self.columns)
    }
}
