//! A virtual display of one's own, and what a window manager would do on it.

use std::process::Stdio;

use x11rb::{
    COPY_DEPTH_FROM_PARENT,
    connection::Connection,
    protocol::{
        Event,
        xproto::{ClientMessageEvent, ConnectionExt, CreateWindowAux, EventMask, ImageFormat, Window, WindowClass},
    },
    rust_connection::RustConnection,
};

use super::{
    Picture,
    keyboard::{Keyboard, XKey},
    process::{Group, guarded, within},
    window::PATIENCE,
};

/// A virtual display; it goes when this is dropped.
pub struct Display {
    name: String,
    _server: Group,
}

impl Display {
    /// Starts one under the first free number.
    pub fn start() -> Display {
        let mut command = guarded("Xvfb", None);
        command.args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp", "-ac", "-noreset"]);
        let mut server = Group::start(command.stdout(Stdio::piped()));
        let number = server.first_line();
        assert!(!number.is_empty(), "Xvfb names its display");
        Display { name: format!(":{number}"), _server: server }
    }

    /// What goes into the variable DISPLAY.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is on this part of it; nothing when it cannot be read.
    pub fn picture(&self, (left, top, width, height): (i16, i16, u16, u16)) -> Option<Picture> {
        let (server, screen) = x11rb::connect(Some(&self.name)).ok()?;
        let root = server.setup().roots[screen].root;
        let asked = server.get_image(ImageFormat::Z_PIXMAP, root, left, top, width, height, u32::MAX).ok()?;
        Some(Picture::from_display(width, height, &asked.reply().ok()?.data))
    }

    /// Types letters on its keyboard; `\n` is Enter and `\t` is Tab.
    pub fn keys(&self, text: &str) {
        let keyboard = Keyboard::of(self);
        text.chars().for_each(|letter| keyboard.letter(letter));
    }

    /// Presses a key while another is held, each by its name on the keyboard.
    pub fn chord(&self, held: XKey, letter: char) {
        Keyboard::of(self).chord(held, letter);
    }

    /// Moves the pointer.
    pub fn point(&self, (x, y): (i16, i16)) {
        Keyboard::of(self).point(x, y);
    }

    /// Asks every window to close, as pressing the cross in its corner does.
    pub fn close_windows(&self) {
        let (server, screen) = x11rb::connect(Some(&self.name)).expect("the display answers");
        let root = server.setup().roots[screen].root;
        let protocols = atom(&server, "WM_PROTOCOLS");
        let delete = atom(&server, "WM_DELETE_WINDOW");
        for window in children(&server, root) {
            if takes(&server, window, protocols, delete) {
                let message = ClientMessageEvent::new(32, window, protocols, [delete, x11rb::CURRENT_TIME, 0, 0, 0]);
                server.send_event(false, window, EventMask::NO_EVENT, message).expect("the window is asked");
            }
        }
        server.flush().expect("the display answers");
    }

    /// The text on the clipboard, asked for as any other program would; nothing when nobody offers any.
    pub fn clipboard(&self) -> Option<String> {
        self.offered("CLIPBOARD")
    }

    /// The text that was selected last, which any other program gets with the middle button.
    pub fn selected(&self) -> Option<String> {
        self.offered("PRIMARY")
    }

    fn offered(&self, board: &str) -> Option<String> {
        let (server, screen) = x11rb::connect(Some(&self.name)).expect("the display answers");
        let root = server.setup().roots[screen].root;
        let own = server.generate_id().expect("a number");
        let (depth, class) = (COPY_DEPTH_FROM_PARENT, WindowClass::INPUT_OUTPUT);
        let nothing = CreateWindowAux::new();
        server.create_window(depth, own, root, 0, 0, 1, 1, 0, class, 0, &nothing).expect("sent").check().expect("made");
        let place = atom(&server, "TEXT_FOR_TEST");
        let (board, text) = (atom(&server, board), atom(&server, "UTF8_STRING"));
        server.convert_selection(own, board, text, place, x11rb::CURRENT_TIME).expect("sent");
        server.flush().expect("the display answers");
        let answer = within(PATIENCE, || match server.poll_for_event().expect("the display answers") {
            Some(Event::SelectionNotify(answer)) => Some(answer.property),
            _ => None,
        });
        if answer.expect("an answer, or that there is none") == x11rb::NONE {
            return None;
        }
        let held = server.get_property(false, own, place, text, 0, 1 << 16).expect("sent").reply().expect("the text");
        String::from_utf8(held.value).ok()
    }

    /// The window in front, if there is one.
    pub fn front(&self) -> Option<Window> {
        let (server, screen) = x11rb::connect(Some(&self.name)).expect("the display answers");
        let root = server.setup().roots[screen].root;
        let protocols = atom(&server, "WM_PROTOCOLS");
        let delete = atom(&server, "WM_DELETE_WINDOW");
        children(&server, root).into_iter().rfind(|window| takes(&server, *window, protocols, delete))
    }
}

fn atom(server: &RustConnection, name: &str) -> u32 {
    server.intern_atom(false, name.as_bytes()).expect("sent").reply().expect("the display knows names").atom
}

fn children(server: &RustConnection, root: Window) -> Vec<Window> {
    server.query_tree(root).expect("sent").reply().expect("the display lists its windows").children
}

/// Whether a visible window says that it can be asked to close.
fn takes(server: &RustConnection, window: Window, protocols: u32, delete: u32) -> bool {
    let seen = server.get_window_attributes(window).ok().and_then(|asked| asked.reply().ok());
    if seen.is_none_or(|seen| seen.map_state != x11rb::protocol::xproto::MapState::VIEWABLE) {
        return false;
    }
    let kind = x11rb::protocol::xproto::AtomEnum::ATOM;
    let listed = server.get_property(false, window, protocols, kind, 0, 64).ok().and_then(|asked| asked.reply().ok());
    listed.and_then(|listed| listed.value32().map(|mut all| all.any(|one| one == delete))).unwrap_or(false)
}
