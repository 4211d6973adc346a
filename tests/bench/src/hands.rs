//! Hands on the keyboard of a virtual screen, through X's test extension: the program cannot tell them from real ones.

use std::{thread, time::Duration};

use x11rb::{
    connection::Connection,
    protocol::{
        xproto::{ConnectionExt, InputFocus, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, MapState},
        xtest::ConnectionExt as _,
    },
    rust_connection::RustConnection,
};

use crate::Result;

/// How fast they type.
const STROKE: Duration = Duration::from_millis(30);
/// X's symbol for Enter.
const ENTER: u32 = 0xff0d;

/// Types letters that need no second key, into the window in front; `\n` is Enter.
pub fn write(display: &str, text: &str) -> Result<()> {
    let (server, screen) = x11rb::connect(Some(display))?;
    let (first, last, root) = {
        let setup = server.setup();
        (setup.min_keycode, setup.max_keycode, setup.roots[screen].root)
    };
    // No window manager gives the window the keyboard here.
    let windows = server.query_tree(root)?.reply()?.children;
    let front =
        windows.into_iter().rfind(|window| is_seen(&server, *window)).ok_or("there is no window to type into")?;
    server.set_input_focus(InputFocus::PARENT, front, x11rb::CURRENT_TIME)?.check()?;
    let keys = server.get_keyboard_mapping(first, last - first + 1)?.reply()?;
    let columns = usize::from(keys.keysyms_per_keycode);
    for letter in text.chars() {
        let symbol = if letter == '\n' { ENTER } else { u32::from(letter) };
        let at = keys.keysyms.iter().step_by(columns).position(|known| *known == symbol);
        let key = first + u8::try_from(at.ok_or("the keyboard lacks a letter")?)?;
        for kind in [KEY_PRESS_EVENT, KEY_RELEASE_EVENT] {
            server.xtest_fake_input(kind, key, 0, root, 0, 0, 0)?.check()?;
        }
        thread::sleep(STROKE);
    }
    Ok(())
}

/// Whether a window is one that people see: those that serve other ends are a pixel or so large.
fn is_seen(server: &RustConnection, window: u32) -> bool {
    let shown = server.get_window_attributes(window).ok().and_then(|asked| asked.reply().ok());
    let size = server.get_geometry(window).ok().and_then(|asked| asked.reply().ok());
    shown.is_some_and(|shown| shown.map_state == MapState::VIEWABLE) && size.is_some_and(|size| size.width > 200)
}
